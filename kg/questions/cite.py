"""The sentences behind the rows of a query: asked for in the same query, and looked up in their documents.

By the convention of queries/*.rq, a query that shows ``?evidence`` (or ``?plan_evidence``) has that text from the graph
``?sentence`` (or ``?planSentence``), and one that shows none only counts. Parameters begin with ``?_``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg import sparql
from kg.network import SentenceView
from kg.query import Cell, Rows, find, run
from kg.store import Backend
from kg.vocab import PREFIXES

_AT_ONCE = 1000  # sentences asked for by one query: kg.sparql.LONGEST limits the length of a query


@dataclass(frozen=True, slots=True)
class Evidence:
    """Sentences, each once, in the order of the rows; and the titles of their documents by IRI."""

    sentences: tuple[SentenceView, ...]
    titles: tuple[tuple[str, str], ...]


def cited(text: str, *, area: bool = False) -> str:
    """A SELECT with the IRIs of its sentences for further columns and, with ``area``, the area whose document it is.

    Comments before the query are left out; a query that shows no evidence is otherwise as it was.
    """
    text = "\n".join(_body(text))
    tokens = list(sparql.tokens(text))
    outer = list(_outermost(tokens))
    head = next(token.begin for token in outer if token.text.upper() in ("WHERE", "{"))
    tail = next(token.begin for token in reversed(outer) if token.text == "}")
    variables = [token for token in tokens if token.kind == "variable" and not token.text.startswith("?_")]
    shown = {token.text for token in variables if token.end <= head}
    if not any(name.endswith("evidence") for name in shown):
        return text
    names = sorted({token.text for token in variables if _is_sentence(token.text)} - shown)
    pieces: list[tuple[int, str]] = []
    if area and "?area" not in {token.text for token in variables}:
        pieces.append((tail, f"  OPTIONAL {{ {_document(tokens)} upo:jurisdiction/skos:prefLabel ?area }}\n"))
        names.insert(0, "?area")
    pieces.append((head, " ".join(names) + " "))
    grouped = next((b.end for a, b in pairwise(outer) if (a.text, b.text) == ("GROUP", "BY")), None)
    if grouped is not None:
        pieces.append((grouped, " " + " ".join(names)))
    for at, piece in sorted(pieces, reverse=True):
        text = text[:at] + piece + text[at:]
    return _with_prefixes(text)


def evidence(store: Backend, rows: Rows) -> Evidence:
    """What the sentences of the rows say, and where (queries/sentences.rq)."""
    wanted = list(dict.fromkeys(i for row in rows for i in sentences_of(row)))
    query = find("sentences").text
    found: dict[str, SentenceView] = {}
    titles: dict[str, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        terms = tuple(f"<{i}>" for i in wanted[start : start + _AT_ONCE])
        for row in run(store, sparql.bind(query, {"_sentence": terms})):
            said = {name: str("" if cell is None else cell) for name, cell in row.items()}
            found[said["sentence"]] = SentenceView(
                said["sentence"], said["document"], int(said["begin"]), int(said["end"]), said["evidence"],
                said["section"],
            )  # fmt: skip
            titles[said["document"]] = said["title"]
    return Evidence(tuple(found[i] for i in wanted if i in found), tuple(sorted(titles.items())))


def sentences_of(row: Mapping[str, Cell]) -> tuple[str, ...]:
    """The IRIs of the sentences that a row of a `cited` query names."""
    return tuple(str(cell) for name, cell in row.items() if _is_sentence(name) and cell is not None)


def _is_sentence(name: str) -> bool:
    return name.endswith(("sentence", "Sentence"))


def _document(tokens: list[sparql.Token]) -> str:
    """The variable that is always bound to a document: that of ``?sentence``, which may not be the only one."""
    words = [token.text for token in tokens]
    found = {words[i - 1]: words[i + 1] for i, word in enumerate(words) if word == "nif:referenceContext"}
    return found.get("?sentence") or next(iter(found.values()))


def _body(text: str) -> Iterator[str]:
    """The lines from the first one that is no comment."""
    begun = False
    for line in text.splitlines():
        begun = begun or not (line.startswith("#") or not line.strip())
        if begun:
            yield line


def _outermost(tokens: list[sparql.Token]) -> Iterator[sparql.Token]:
    """The tokens that stand in no group and no expression, and the signs around these."""
    depth = 0
    for token in tokens:
        depth -= token.text in ("}", ")")
        if not depth:
            yield token
        depth += token.text in ("{", "(")


def _with_prefixes(text: str) -> str:
    """The query with the declarations that what was put into it needs."""
    missing = [
        name for name in ("nif", "skos", "upo") if f"{name}:" in text and f"PREFIX {name}:" not in text
    ]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in missing) + text
