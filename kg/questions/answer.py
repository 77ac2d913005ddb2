"""A reading of a question made an answer: the query that was run, its rows, and the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.network import SentenceView
from kg.query import Cell, Rows, prepare, run
from kg.questions.cite import cited, evidence, sentences_of
from kg.questions.match import Parse
from kg.questions.tell import remarks, summary
from kg.questions.text import Folded
from kg.questions.types import Lang
from kg.questions.words import Vocabulary
from kg.store import Backend

_NO_ROWS = Rows((), ())


@dataclass(frozen=True, slots=True)
class Answer:
    """What the graph says to a question, or why it does not.

    ``type`` is "" where the question was declined: then ``notes`` say why and ``nearest`` lists questions that this
    graph answers. ``parameters`` are what the named ``query`` was given and ``sparql`` is the text that was run; of
    its ``rows``, the columns ``sentence`` or ``…Sentence`` are the IRIs of the sentences in ``evidence``.
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
        lines = (join(self.summary), *self.notes, *self.nearest)
        return "\n".join(line for line in lines if line)

    def _repr_html_(self) -> str:
        """Summary, notes, rows and sentences, for Jupyter."""
        from html import escape

        cells = tuple((*cells, cite(numbers)) for cells, numbers in self.lines())
        said = "".join(f"<li>{escape(sentence.text)}</li>" for sentence in self.evidence)
        query = f"<details><summary>SPARQL</summary><pre>{escape(self.sparql)}</pre></details>"
        return "".join((
            *(f"<p>{escape(line)}</p>" for line in str(self).splitlines()),
            Rows((*self.columns, ""), cells)._repr_html_() if cells else "",
            f"<ol>{said}</ol>" if said else "", query if self.sparql else "",
        ))  # fmt: skip

    def lines(self) -> tuple[tuple[tuple[Cell, ...], tuple[int, ...]], ...]:
        """The rows as a person reads them: ``columns`` only, alike ones once; and the numbers of their sentences.

        Sentences are numbered from 1, as they stand in ``evidence``.
        """
        places = {sentence.id: number for number, sentence in enumerate(self.evidence, start=1)}
        found: dict[tuple[Cell, ...], set[int]] = {}
        for row in self.rows:
            numbers = found.setdefault(tuple(row[column] for column in self.columns), set())
            numbers |= {places[i] for i in sentences_of(row) if i in places}
        return tuple((cells, tuple(sorted(numbers))) for cells, numbers in found.items())


def join(answers: Iterable[str]) -> str:
    """Answers on one line: ``甲、乙``, or ``甲、乙;丙`` where one of them is a list itself."""
    listed = tuple(answers)
    return (";" if any("、" in one for one in listed) else "、").join(listed)


def cite(numbers: Iterable[int]) -> str:
    """References to sentences: ``[1][3]``."""
    return "".join(f"[{number}]" for number in numbers)


def answer(store: Backend, asked: Folded, lang: Lang, parse: Parse, words: Vocabulary) -> Answer:
    """Run the query of a reading and gather its evidence. Raises as kg.query.run does."""
    several, parameters = len(words.areas) > 1, parse.parameters
    text = cited(prepare(store, parse.type.query, parameters), area=several)
    rows = run(store, text)
    found = evidence(store, rows)
    told = summary(parse, rows, lang)
    columns = parse.type.columns
    if several and "area" in rows.columns and "area" not in columns:
        columns = ("area", *columns)
    return Answer(
        asked.original, lang, parse.type.name, parse.type.title.in_(lang), parse.type.query,
        tuple(sorted(parameters.items())), text, told, rows, columns, found.sentences, found.titles,
        tuple(remarks(asked, parse, rows, told, lang)),
    )  # fmt: skip
