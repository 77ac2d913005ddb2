"""A reading of a question made an answer: the query that was run, its rows, and the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg import sparql, vocab
from kg.network import SentenceView
from kg.query import Cell, Rows, find, prepare, run
from kg.questions.match import Parse
from kg.questions.text import Folded
from kg.questions.types import Lang, notes
from kg.store import Backend

if TYPE_CHECKING:
    from kg.questions.words import Vocabulary

_AT_ONCE = 1000  # sentences asked for by one query: kg.sparql.LONGEST limits the length of a query
_CODED = frozenset(
    ("class", "comparator", "kind", "modality", "relation", "status", "then", "tie")
)  # columns of upo: terms
_NO_ROWS = Rows((), ())


@dataclass(frozen=True, slots=True)
class Answer:
    """What the graph says to a question, or why it does not.

    ``type`` is "" where the question was declined: then ``notes`` say why and ``nearest`` lists questions that this
    graph answers. ``parameters`` are what the named ``query`` was given and ``sparql`` is the text that was run; of
    its ``rows``, the columns that end in "entence" are IRIs of the sentences in ``evidence``.
    """

    question: str
    lang: Lang
    type: str = ""
    title: str = ""
    query: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    sparql: str = ""
    summary: tuple[str, ...] = ()  # the answer itself, in few words
    rows: Rows = _NO_ROWS
    columns: tuple[str, ...] = ()  # of the rows, those that a person wants to see
    evidence: tuple[SentenceView, ...] = ()  # in the order of the rows
    documents: tuple[tuple[str, str], ...] = ()  # IRI and title of the documents of the evidence
    notes: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether the question was understood; the graph may still say nothing of it: then there are no rows."""
        return bool(self.type)

    def __str__(self) -> str:
        lines = ("、".join(self.summary), *self.notes, *self.nearest)
        return "\n".join(line for line in lines if line)

    def _repr_html_(self) -> str:
        """Summary, notes, rows and sentences, for Jupyter."""
        from html import escape

        cells = tuple((*cells, cite(numbers)) for cells, numbers in self.lines())
        said = "".join(f"<li>{escape(sentence.text)}</li>" for sentence in self.evidence)
        return (
            "".join(f"<p>{escape(line)}</p>" for line in str(self).splitlines())
            + (Rows((*self.columns, ""), cells)._repr_html_() if cells else "")
            + (f"<ol>{said}</ol>" if said else "")
            + (
                f"<details><summary>SPARQL</summary><pre>{escape(self.sparql)}</pre></details>"
                if self.sparql
                else ""
            )
        )

    def lines(self) -> tuple[tuple[tuple[Cell, ...], tuple[int, ...]], ...]:
        """The rows as a person reads them: ``columns`` only, alike ones once; and the numbers of their sentences.

        Sentences are numbered from 1, as they stand in ``evidence``.
        """
        places = {sentence.id: number for number, sentence in enumerate(self.evidence, start=1)}
        found: dict[tuple[Cell, ...], set[int]] = {}
        for row in self.rows:
            numbers = found.setdefault(tuple(row[column] for column in self.columns), set())
            numbers |= {places[i] for i in _sentences_of(row) if i in places}
        return tuple((cells, tuple(sorted(numbers))) for cells, numbers in found.items())


def cite(numbers: Iterable[int]) -> str:
    """References to sentences: ``[1][3]``."""
    return "".join(f"[{number}]" for number in numbers)


def answer(store: Backend, asked: Folded, lang: Lang, parse: Parse, words: Vocabulary) -> Answer:
    """Run the query of a reading and gather its evidence. Raises as kg.query.run does."""
    several = len(words.areas) > 1
    parameters = parse.parameters
    text = cited(prepare(store, parse.type.query, parameters), area=several)
    rows = run(store, text)
    evidence, documents = _evidence(store, rows)
    columns = parse.type.columns
    if several and "area" in rows.columns and "area" not in columns:
        columns = ("area", *columns)
    told = [(str(row.get("area") or ""), _told(parse.type.answer, row, lang)) for row in rows]
    summary = _summary(parse, dict.fromkeys((area, text) for area, text in told if text), lang)
    return Answer(
        asked.original, lang, parse.type.name, parse.type.title.in_(lang), parse.type.query, tuple(sorted(parameters.items())),
        text, summary, rows, columns, evidence, documents,
        tuple(_notes(asked, parse, rows, summary, lang)),
    )  # fmt: skip


def cited(text: str, *, area: bool = False) -> str:
    """The query with the sentence behind each row as a column, and perhaps the area whose document that is.

    A query that shows ``?evidence`` (or ``?plan_evidence`` …) has that text from ``?sentence`` (``?planSentence`` …).
    One that shows none only counts, and stays as it is. The header is left out.
    """
    text = text[text.index("PREFIX") :] if text.lstrip().startswith("#") else text
    depth, select, where, end, group = 0, -1, -1, -1, -1
    for token in sparql.tokens(text):
        if token.text in ("}", ")"):
            depth -= 1
            end = token.begin if token.text == "}" and not depth else end
        word = token.text.upper() if not depth else ""
        if word == "SELECT" and select < 0:
            select = token.begin
        elif word in ("WHERE", "{") and where < 0:
            where = token.begin
        elif word == "BY" and group < 0 and "GROUP" in text[end:].upper():
            group = token.end
        if token.text in ("{", "("):
            depth += 1
    variables = {token.text for token in sparql.tokens(text) if token.kind == "variable"}
    selected = {token.text for token in sparql.tokens(text[select:where]) if token.kind == "variable"}
    if not any(name.endswith("evidence") for name in selected):
        return text
    new = sorted(v for v in variables - selected if v.endswith("entence") and not v.startswith("?_"))
    if area and "?area" not in variables:
        listed = list(sparql.tokens(text))
        source = next(b.text for a, b in pairwise(listed) if a.text == "nif:referenceContext")
        place = f"  OPTIONAL {{ {source} upo:jurisdiction/skos:prefLabel ?area }}\n"
        text, new = text[:end] + place + text[end:], ["?area", *new]
        group += len(place) if group >= 0 else 0
    names = " ".join(new)
    if group >= 0:
        text = f"{text[:group]} {names}{text[group:]}"
    text = f"{text[:where]}{names} {text[where:]}"
    missing = [p for p in ("nif", "skos", "upo") if f"PREFIX {p}:" not in text and f"{p}:" in text]
    return "".join(f"PREFIX {prefix}: <{vocab.PREFIXES[prefix]}>\n" for prefix in missing) + text


def _evidence(store: Backend, rows: Rows) -> tuple[tuple[SentenceView, ...], tuple[tuple[str, str], ...]]:
    """The sentences of the rows in their order, and the documents that they stand in."""
    wanted = list(dict.fromkeys(i for row in rows for i in _sentences_of(row)))
    query = find("sentences").text
    found: dict[str, SentenceView] = {}
    titles: dict[str, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        terms = " ".join(f"<{i}>" for i in wanted[start : start + _AT_ONCE])
        for row in run(store, sparql.bind(query, {"_sentence": terms})):
            title, section, text, begin, end, document, i = (
                row[name] for name in ("title", "section", "evidence", "begin", "end", "document", "sentence")
            )
            found[str(i)] = SentenceView(
                str(i), str(document), int(str(begin)), int(str(end)), str(text), str(section or "")
            )
            titles[str(document)] = str(title or "")
    return tuple(found[i] for i in wanted if i in found), tuple(sorted(titles.items()))


def _sentences_of(row: Mapping[str, Cell]) -> Iterable[str]:
    return [str(cell) for name, cell in row.items() if name.endswith("entence") and cell is not None]


def _told(answer: str, row: Mapping[str, Cell], lang: Lang) -> str:
    """The type's answer filled in from a row; "" where the row lacks all that it asks for."""
    cells = {name: _cell(name, cell, lang) for name, cell in row.items()}
    if row.get("max") is not None:
        cells["value"] = f"{cells['value']}—{cells['max']}"
    asked = [part.split("}")[0] for part in answer.split("{")[1:]]
    told = " ".join(answer.format_map(cells).split()).replace("()", "")
    return told if all(cells.get(name) for name in asked[:1]) else ""


def _cell(column: str, cell: Cell, lang: Lang) -> str:
    """A cell in words: terms by their labels, → before them kept; that a number is exact goes without saying."""
    if cell is None or (column, cell) == ("comparator", "exact"):
        return ""
    if column not in _CODED:
        return str(cell)
    arrow, _, name = str(cell).rpartition("→ ") if "→ " in str(cell) else str(cell).rpartition("← ")
    return (
        arrow
        + _
        + (notes()[f"cell {name}"].in_(lang) if f"cell {name}" in notes() else vocab.label(name, lang))
    )


def _summary(parse: Parse, told: Iterable[tuple[str, str]], lang: Lang) -> tuple[str, ...]:
    """The answers; each area's apart where several areas give some, unless they tell their area themselves."""
    groups: dict[str, list[str]] = {}
    for area, text in told:
        groups.setdefault(area, []).append(text)
    apart = len(groups) > 1 and not any(area in text for area, texts in groups.items() for text in texts)
    if not apart:
        groups = {"": list(dict.fromkeys(text for texts in groups.values() for text in texts))}
    match parse.type.reply:
        case "quote":
            return ()
        case "confirm":
            return (notes()["yes"].in_(lang),) if groups[""] else ()
        case "count" if any(groups.values()):
            groups = {area: [str(len(texts))] for area, texts in groups.items()}
    if apart:
        return tuple(f"{area}:{'、'.join(texts)}" for area, texts in groups.items())
    return tuple(groups[""])


def _notes(asked: Folded, parse: Parse, rows: Rows, summary: tuple[str, ...], lang: Lang) -> Iterator[str]:
    def say(key: str, **more: object) -> str:
        return notes()[key].in_(lang).format(**more)

    for one in parse.bound:
        if len(one.entry.things) > 1 and "area" not in parse.parameters:
            yield say("several", name=one.entry.value, n=len(one.entry.things))
    if not rows.rows:
        given = "、".join(asked.said(one.begin, one.end) for one in parse.bound)
        yield say("empty", title=parse.type.title.in_(lang), given=f":{given}" if given else "")
        yield from (
            say("mentioned", name=one.entry.value)
            for one in parse.bound if "place" in one.entry.kinds and "area" not in one.entry.kinds
        )  # fmt: skip
    elif not summary and parse.type.reply != "quote":
        yield say("unsaid")
    elif parse.type.reply == "define":
        classes = sorted({str(row["class"]) for row in rows})
        yield from (f"{vocab.label(name, lang)}:{vocab.definition(name, lang)}" for name in classes)
