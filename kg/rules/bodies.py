"""Public bodies by name: national ones from a table, local departments by the kind of their area (市发改委, 区住建局).

A short form is brought to its full name as an alias (深交所 → 深圳证券交易所); spans are local to the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.lexicon import tsv

_UNTOLD = frozenset({"政府", "人民政府", "委", "委员会", "党委", "纪委"})  # who speaks, not who is spoken of
_AREA_KINDS = "市区县省州旗"


@dataclass(frozen=True, slots=True)
class Body:
    """A body named at ``text[begin:end]``; ``subclass`` is a upo: class below Institution."""

    begin: int
    end: int
    label: str
    subclass: str | None
    national: bool


@cache
def _table() -> tuple[AhoCorasick, tuple[tuple[str, str | None, bool], ...]]:
    rows: dict[str, tuple[str, str | None, bool]] = {}
    for kind, name, shorts, subclass in tsv("bodies"):
        forms = [name, *(s for s in shorts.split("|") if s)]
        if kind == "national":
            for form in forms:
                if len(form) >= 3:
                    rows.setdefault(form, (form, subclass or None, True))
        elif kind == "department":
            for form in forms:
                if form in _UNTOLD:
                    continue
                for area in _AREA_KINDS:
                    rows.setdefault(area + form, (area + form, subclass or "GovernmentBody", False))
    words = tuple(sorted(rows))
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), tuple(rows[w] for w in words)


def find_bodies(text: str) -> tuple[Body, ...]:
    """The bodies named in ``text``, in order, longest first where they overlap."""
    automaton, rows = _table()
    return tuple(Body(b, e, *rows[n]) for n, b, e in automaton.find_matches_as_indexes(text))
