"""What the ledger says: an entry for each target, project, slogan and measure, with the words at both ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal, get_args

from kg.errors import LexiconError, QueryError
from kg.figures import Side
from kg.lexicon import tsv
from kg.network import DocumentView

Kind = Literal["target", "project", "slogan", "measure"]
Outcome = Literal["met", "missed", "not_reported", "not_comparable", "open"]  # a target beside its result
Change = Literal["new", "continued", "renamed", "changed", "done", "dropped"]  # a report beside a later one
Contrast = Literal["shared", "differs", "only_first", "only_second"]  # two places
Verdict = Outcome | Change | Contrast

KINDS: tuple[Kind, ...] = get_args(Kind)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
CHANGES: tuple[Change, ...] = get_args(Change)
CONTRASTS: tuple[Contrast, ...] = get_args(Contrast)
EXCEEDED = "exceeded"  # a met target that was gone beyond; asked for as a verdict of its own
VERDICTS: tuple[str, ...] = (*OUTCOMES, EXCEEDED, *CHANGES, *CONTRASTS)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in two languages: a code of ``seeds/lexicon/ledger_reasons.tsv`` with its blanks filled in."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing promised or said. ``before`` and ``after`` are its words in the two documents; None where there are none.

    Verdicts are told in ontology/verdicts.ttl. ``confidence`` (0..1) is that of the match, times what the rules that read
    both ends are sure of.
    """

    kind: Kind
    label: str
    verdict: Verdict
    before: Side | None
    after: Side | None
    reason: Reason
    confidence: float
    area: str = ""  # label; of two places, both
    detail: str = ""  # EXCEEDED, or ""
    modality: str = ""  # of a target: expected, binding, striving or ""
    years: tuple[int | None, int | None] = (
        None,
        None,
    )  # of the documents compared; of a result not there yet, None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Entries in the order in which the documents say them, by area and year."""

    entries: tuple[Entry, ...]
    documents: tuple[DocumentView, ...]  # those compared, by area and year
    left_out: tuple[DocumentView, ...] = field(
        default=()
    )  # without an area or a year, so nothing to compare with

    def __len__(self) -> int:
        return len(self.entries)

    def select(
        self,
        *,
        kind: str | None = None,
        verdict: str | None = None,
        area: str | None = None,
        year: int | None = None,
    ) -> Ledger:
        """Only the entries of this kind, verdict ("exceeded" too), area and year of either document.

        Raises QueryError for a kind or verdict that there is not.
        """
        for name, value, known in (("kind", kind, KINDS), ("verdict", verdict, VERDICTS)):
            if value is not None and value not in known:
                raise QueryError(f"no {name} {value!r}; there are: {', '.join(known)}")
        return replace(
            self,
            documents=tuple(d for d in self.documents if area in (None, d.jurisdiction)),
            entries=tuple(
                e
                for e in self.entries
                if kind in (None, e.kind)
                and verdict in (None, e.verdict, e.detail)
                and area in (None, e.area)
                and (year is None or year in e.years)
            ),
        )

    def counts(self) -> Mapping[tuple[Kind, Verdict], int]:
        """How many entries there are of each kind and verdict, in the order of KINDS and VERDICTS."""
        found = Counter((e.kind, e.verdict) for e in self.entries)
        return dict(sorted(found.items(), key=lambda at: (KINDS.index(at[0][0]), VERDICTS.index(at[0][1]))))


def reason(code: str, /, *more: Reason, **blanks: object) -> Reason:
    """The reason of that code with its blanks filled in (a pair: one for each language); ``more`` are added behind it."""
    zh, en = (
        text.format_map(
            {name: blank[i] if isinstance(blank, tuple) else blank for name, blank in blanks.items()}
        )
        for i, text in enumerate(_phrases()[code])
    )
    told = [Reason(code, zh, en), *more]
    return Reason(code, "；".join(r.zh for r in told), "; ".join(r.en for r in told))


@cache
def _phrases() -> Mapping[str, tuple[str, str]]:
    rows = tsv("ledger_reasons")
    for code, zh, en in rows:
        if not (zh and en):
            raise LexiconError(f"ledger_reasons.tsv: {code} lacks a language")
    return {code: (zh, en) for code, zh, en in rows}


def unique(sides: Iterable[DocumentView]) -> tuple[DocumentView, ...]:
    """Documents by area, year and IRI, each once."""
    return tuple(sorted({d.id: d for d in sides}.values(), key=lambda d: (d.jurisdiction, d.year, d.id)))
