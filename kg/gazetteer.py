"""The tables of areas, read once: names, codes, what lies in what, and the automaton that finds the names.

Tables: ``seeds/lexicon/areas.tsv`` (GB/T 2260), ``regions.tsv``, ``area-guards.tsv``; their headers say what a line means.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from kg.lexicon import tsv

CHINA = "中国"


class Area(NamedTuple):
    """A place. ``code`` is GB/T 2260, "" where it has none; ``level`` as in the headers of the tables."""

    name: str
    level: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    abbr: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    within: str = ""  # name of the area that a new area lies in
    last: str = ""  # last year of a name that is no longer in use

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of upo: classes: a new area (雄安新区) is a zone too."""
        return ("Area", "Zone") if self.level == "new-area" or self.name.endswith("新区") else ("Area",)


class Naming(NamedTuple):
    """A name that may mean ``area``. ``mark``: "" always; c, a county's short name; ~ ? ! as in the tables."""

    area: Area
    mark: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    areas: tuple[Area, ...]
    by_code: dict[str, Area]
    names: dict[str, tuple[Naming, ...]]
    left: frozenset[str]
    right: frozenset[str]
    patterns: tuple[str, ...]
    guards: int  # patterns from this index on are guards
    starts: frozenset[str]  # their first two characters
    automaton: AhoCorasick


@cache
def tables() -> Gazetteer:
    """All tables, read once. Raises LexiconError if one cannot be read."""
    namings: dict[str, list[Naming]] = {}
    areas: list[Area] = []
    for code, name, level, shorts, abbr, last, word in tsv("areas"):
        aliases = tuple(s.lstrip("~?") for s in shorts.split("|") if s)
        area = Area(name, level, code, aliases, tuple(abbr.split("|")) if abbr else (), last=last)
        areas.append(area)
        namings.setdefault(name, []).append(Naming(area, "~" if word else "c" if len(name) == 2 else ""))
        for short, alias in zip((s for s in shorts.split("|") if s), aliases, strict=True):
            default = "c" if level == "county" and len(alias) == 2 else ""
            namings.setdefault(alias, []).append(Naming(area, short[0] if short[0] in "~?" else default))
    for name, kind, others, members, within in tsv("regions"):
        marked = [s for s in others.split("|") if s]
        aliases = tuple(s.lstrip("!?") for s in marked)
        area = Area(
            name, kind, "", aliases, members=tuple(members.split("|")) if members else (), within=within
        )
        areas.append(area)
        namings.setdefault(name, []).append(Naming(area, ""))
        for short, alias in zip(marked, aliases, strict=True):
            namings.setdefault(alias, []).append(Naming(area, short[0] if short[0] in "!?" else ""))
    words: dict[str, set[str]] = {"inside": set(), "left": set(), "right": set()}
    for kind, key, row in tsv("area-guards"):
        words[kind].update(row.split() if row else (key,))
    deictics = [a + b for a in "我全本" for b in "省市区县州盟旗"]
    patterns = (*namings, *deictics, *sorted(words["inside"]))
    return Gazetteer(
        areas=tuple(areas),
        by_code={a.code: a for a in areas if a.code and not a.last},
        names={name: tuple(rows) for name, rows in namings.items()},
        left=frozenset(words["left"]),
        right=frozenset(words["right"]),
        patterns=patterns,
        guards=len(patterns) - len(words["inside"]),
        starts=frozenset(pattern[:2] for pattern in patterns),
        automaton=AhoCorasick(patterns),
    )


def areas() -> tuple[Area, ...]:
    """All areas of the tables, in their order."""
    return tables().areas


def by_name(name: str) -> tuple[Area, ...]:
    """Every area of that full or short name, current names first."""
    namings = tables().names.get(name)
    if namings is None:
        return ()
    return tuple(sorted(dict.fromkeys(n.area for n in namings), key=lambda area: bool(area.last)))


def by_code(code: str) -> Area | None:
    """The area now in use under a GB/T 2260 code."""
    return tables().by_code.get(code)


def parent(area: Area) -> Area | None:
    """The area that ``area`` lies in: county → prefecture → province → 中国."""
    if area.within:
        found = by_name(area.within)
        return found[0] if found else None
    if not area.code:
        return None
    for code in (area.code[:4] + "00", area.code[:2] + "0000"):
        if code != area.code and (found_area := by_code(code)):
            return found_area
    return by_name(CHINA)[0] if area.level == "province" else None


def ancestors(area: Area) -> tuple[Area, ...]:
    """What ``area`` lies in, nearest first.

    >>> [area.name for area in ancestors(by_name("和平区")[0])]
    ['天津市', '中国']
    """
    up = parent(area)
    return (up, *ancestors(up)) if up else ()
