"""Question types and their phrasings, from ``queries/question-types.tsv`` and ``queries/questions.tsv``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from kg.errors import LexiconError
from kg.lexicon import read_tsv
from kg.query import named_queries
from kg.questions.patterns import Node, parse, words_of
from kg.questions.words import macros
from kg.resources import data_path

DOCUMENT_YEAR = "year of the document"  # how queries/*.rq say that their year is not that of what is told
Lang = Literal["zh", "en"]
Reply = Literal["list", "count", "define", "confirm", "quote"]


@dataclass(frozen=True, slots=True)
class Said:
    """A text in both languages."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class QuestionType:
    """What is asked, the named query that answers it, and how the answer is told (see the table's header)."""

    name: str
    query: str
    constants: tuple[tuple[str, str], ...]
    reply: Reply
    answer: str
    remark: str
    columns: tuple[str, ...]
    title: Said
    example: Said
    patterns: tuple[Node, ...]
    words: frozenset[str]  # of all its patterns

    @property
    def dated(self) -> bool:
        """Whether its answers tell what is planned and what is done, and its year is that of the document."""
        query = named_queries()[self.query]
        return "status" in self.columns and any(p.en == DOCUMENT_YEAR for p in query.parameters)

    @property
    def parameters(self) -> frozenset[str]:
        """Names of the parameters that its query takes."""
        return frozenset(parameter.name for parameter in named_queries()[self.query].parameters)


@cache
def question_types() -> tuple[QuestionType, ...]:
    """All types in the order of the table: of two that fit a question equally well, the first counts.

    Raises LexiconError for a line of the tables that cannot be read.
    """
    phrasings = _phrasings()
    types = tuple(_type(row, phrasings.pop(row[0], ())) for row in read_tsv(_path("question-types")))
    if phrasings:
        raise LexiconError(f"questions.tsv: no question type {', '.join(sorted(phrasings))}")
    return types


def _phrasings() -> dict[str, tuple[Node, ...]]:
    found: dict[str, list[Node]] = defaultdict(list)
    for name, pattern in read_tsv(_path("questions")):
        found[name].append(parse(pattern, macros()))
    return {name: tuple(patterns) for name, patterns in found.items()}


def _type(row: tuple[str, ...], patterns: tuple[Node, ...]) -> QuestionType:
    name, query, constants, reply, answer, remark, columns, *texts = row
    if (
        query not in named_queries()
        or reply not in ("list", "count", "define", "confirm", "quote")
        or not patterns
    ):
        raise LexiconError(f"question-types.tsv: {name!r} names no query, has no reply or no phrasing")
    pairs = tuple((key, value) for key, _, value in (one.partition("=") for one in constants.split()))
    return QuestionType(
        name, query, pairs, cast(Reply, reply), answer, remark, tuple(columns.split()), Said(*texts[:2]), Said(*texts[2:]),
        patterns, frozenset().union(*map(words_of, patterns)),
    )  # fmt: skip


@cache
def notes() -> Mapping[str, Said]:
    """What answers say of themselves, by key; ``{…}`` is filled in."""
    return {key: Said(zh, en) for key, zh, en in read_tsv(_path("question-notes"))}


def note(key: str, lang: Lang, **more: object) -> str:
    """One of them, filled in."""
    return notes()[key].in_(lang).format(**more)


def _path(name: str) -> Path:
    return data_path("queries", f"{name}.tsv")
