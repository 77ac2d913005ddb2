"""Areas: provinces, prefectures and counties with their GB/T 2260 codes, macro-regions, countries and new areas.

Tables: ``seeds/lexicon/areas.tsv``, ``regions.tsv`` and, for strings that only look like names, ``area-guards.tsv``.
A *home* is the area whose government speaks; it decides what 我区 and 全市 mean, which of several places of one name is
meant, and whether a short name of a county (南山, 鼓楼) may be a name at all. What stays ambiguous stays unresolved.
Spans are half-open, in code points of the text given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from kg.lexicon import tsv
from kg.model import Document

CHINA = "中国"


@dataclass(frozen=True, slots=True)
class Area:
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


@dataclass(frozen=True, slots=True)
class AreaMatch:
    """A name at ``text[begin:end]``. ``label`` is the full name of ``area``, or the text itself if unresolved."""

    begin: int
    end: int
    label: str
    area: Area | None = None
    deictic: bool = False  # 我区, 全市
    note: str = ""  # why it is unresolved

    @property
    def code(self) -> str | None:
        return (self.area.code or None) if self.area else None

    @property
    def classes(self) -> tuple[str, ...]:
        return self.area.classes if self.area else ("Area",)


@dataclass(frozen=True, slots=True)
class _Naming:
    """A name that may mean ``area``. ``mark``: "" always; c, a county's short name; ~ ? ! as in the tables."""

    area: Area
    mark: str


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    areas: tuple[Area, ...]
    by_code: dict[str, Area]
    names: dict[str, tuple[_Naming, ...]]
    left: frozenset[str]
    right: frozenset[str]
    patterns: tuple[str, ...]
    guards: int  # patterns from this index on are guards
    automaton: AhoCorasick


_DEICTIC = re.compile("[我全本][省市区县州盟旗]")
_NOT_AFTER = {"区": "域块位划别间段", "市": "场值民容占面制售盈", "县": "", "州": ""}
_ROAD = re.compile(
    "[东西南北中一二三四五六七八九十]{0,3}(?:路(?![演径线网况由桥段面径])|大道|大街|街(?![道区])|胡同|巷|立交)"
)
_TOWN = re.compile("街道|镇(?![街村域级])|乡(?![村镇域])|村(?![镇庄])|社区")


@cache
def _gazetteer() -> _Gazetteer:
    namings: dict[str, list[_Naming]] = {}
    areas: list[Area] = []
    for code, name, level, shorts, abbr, last, word in tsv("areas"):
        aliases = tuple(s.lstrip("~?") for s in shorts.split("|") if s)
        area = Area(name, level, code, aliases, tuple(abbr.split("|")) if abbr else (), last=last)
        areas.append(area)
        namings.setdefault(name, []).append(_Naming(area, "~" if word else "c" if len(name) == 2 else ""))
        for short, alias in zip((s for s in shorts.split("|") if s), aliases, strict=True):
            default = "c" if level == "county" and len(alias) == 2 else ""
            namings.setdefault(alias, []).append(_Naming(area, short[0] if short[0] in "~?" else default))
    for name, kind, others, members, within in tsv("regions"):
        marked = [s for s in others.split("|") if s]
        aliases = tuple(s.lstrip("!?") for s in marked)
        area = Area(name, kind, "", aliases, members=tuple(members.split("|")) if members else (), within=within)
        areas.append(area)
        namings.setdefault(name, []).append(_Naming(area, ""))
        for short, alias in zip(marked, aliases, strict=True):
            namings.setdefault(alias, []).append(_Naming(area, short[0] if short[0] in "!?" else ""))
    words: dict[str, set[str]] = {"inside": set(), "left": set(), "right": set()}
    for kind, key, row in tsv("area-guards"):
        words[kind].update(row.split() if row else (key,))
    deictics = [a + b for a in "我全本" for b in "省市区县州盟旗"]
    patterns = (*namings, *deictics, *sorted(words["inside"]))
    return _Gazetteer(
        areas=tuple(areas),
        by_code={a.code: a for a in areas if a.code and not a.last},
        names={name: tuple(rows) for name, rows in namings.items()},
        left=frozenset(words["left"]),
        right=frozenset(words["right"]),
        patterns=patterns,
        guards=len(patterns) - len(words["inside"]),
        automaton=AhoCorasick(patterns),
    )


def areas() -> tuple[Area, ...]:
    """All areas of the tables, in their order."""
    return _gazetteer().areas


def by_name(name: str) -> tuple[Area, ...]:
    """Every area of that full or short name, current names first."""
    found = dict.fromkeys(n.area for n in _gazetteer().names.get(name, ()))
    return tuple(sorted(found, key=lambda area: bool(area.last)))


def by_code(code: str) -> Area | None:
    """The area now in use under a GB/T 2260 code."""
    return _gazetteer().by_code.get(code)


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
    """What ``area`` lies in, nearest first."""
    up = parent(area)
    return (up, *ancestors(up)) if up else ()


def deictic(text: str, home: Area | None) -> Area | None:
    """What 我区, 全市, 全省 mean to ``home``: itself, or the area above it of that kind."""
    for area in (home, *ancestors(home)) if home else ():
        if area.name.endswith(text[-1]):
            return area
    return None


def home_of(document: Document) -> Area | None:
    """The area of ``document.jurisdiction``; a zone with no code (高新区) is an Area of level "zone"."""
    if not document.jurisdiction:
        return None
    head = f"{document.title}\n{document.text[:2000]}"
    found = resolve(document.jurisdiction, near=head)
    if found:
        return found
    inside = [m.area for m in find_areas(document.jurisdiction) if m.area] or [
        m.area for m in find_areas(head) if m.area and m.area.code
    ]
    return Area(document.jurisdiction, "zone", within=inside[0].name if inside else "")


def resolve(name: str, home: Area | None = None, near: str = "") -> Area | None:
    """The one area meant by ``name`` (深圳市福田区, 福田区); None if none or several fit.

    ``near`` is text whose areas may decide between places of one name.
    """
    matches = find_areas(name, home)
    if len(matches) == 1 and matches[0].begin == 0 and matches[0].end == len(name) and matches[0].area:
        return matches[0].area
    found = [a for a in by_name(name) if not a.last] or list(by_name(name))
    if len(found) > 1 and near:
        around = [m.area for m in find_areas(near) if m.area]
        found = _nearest(found, around) or found
    return found[0] if len(found) == 1 else None


def find_areas(text: str, home: Area | None = None) -> tuple[AreaMatch, ...]:
    """The names of areas in ``text``, leftmost and longest, 河南省濮阳市南乐县 as one (南乐县).

    ``home`` is the area whose government speaks. A name that several areas bear is resolved by a parent named
    right before it, then by ``home`` and by the areas named before; else ``area`` is None and ``note`` says so.
    Linear in the length of ``text``.
    """
    out: list[AreaMatch] = []
    for begin, end in _spans(text):
        previous = out[-1] if out else None
        if previous and begin < previous.end:
            continue
        match = _read(text, begin, end, previous, home, out)
        if match and previous and match.begin < previous.end:
            out[-1] = match
        elif match:
            out.append(match)
    return tuple(out)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where a pattern stands that no guard holds, leftmost first, longest first."""
    gazetteer = _gazetteer()
    found = gazetteer.automaton.find_matches_as_indexes(text, overlapping=True)
    guards = [(b, e) for i, b, e in found if i >= gazetteer.guards]
    names = sorted(((b, -e) for i, b, e in found if i < gazetteer.guards))
    held = {(b, e) for gb, ge in guards for b, e in _inside(gb, ge)} if guards else set()
    return ((b, -e) for b, e in names if (b, -e) not in held)


def _inside(begin: int, end: int) -> Iterator[tuple[int, int]]:
    return ((b, e) for b in range(begin, end - 1) for e in range(b + 2, end + 1))


def _read(
    text: str, begin: int, end: int, previous: AreaMatch | None, home: Area | None, seen: Sequence[AreaMatch]
) -> AreaMatch | None:
    """The match at a span, or None where the string is no name there."""
    name = text[begin:end]
    if _DEICTIC.fullmatch(name):
        area = deictic(name, home)
        return AreaMatch(begin, end, area.name, area, deictic=True) if area else None
    namings = _gazetteer().names[name]
    if _cut_short(text, begin, end):
        return None
    if previous and previous.end == begin and previous.area:
        above = previous.area
        for naming in namings:
            if above in ancestors(naming.area) and above.level != "country":
                return AreaMatch(previous.begin, end, naming.area.name, naming.area)
    if len(name) <= 3 and _spelled_by_words(text, begin, end):
        return None
    beside = previous is not None and text[previous.end : begin] in ("、", "和", "与", "及", "，")
    fit = [n.area for n in namings if _may_mean(n, text, begin, home, beside)]
    return _choose(name, begin, end, fit, home, seen) if fit else None


def _cut_short(text: str, begin: int, end: int) -> bool:
    """Whether what follows makes it another word: 新兴区域, 东方市场, 重庆路, 朝阳街道."""
    following = text[end : end + 1]
    last = text[end - 1]
    if last in _NOT_AFTER and end - begin > 2:
        return bool(following) and following in _NOT_AFTER[last]
    return bool(_ROAD.match(text, end) or (end - begin == 2 and _TOWN.match(text, end)))


def _spelled_by_words(text: str, begin: int, end: int) -> bool:
    """Whether two common words spell the name between them: 其中山区, 推广安全, 振兴县域, 沿海城市."""
    gazetteer = _gazetteer()
    if begin == 0 or text[begin - 1 : begin + 1] not in gazetteer.left:
        return False
    if end - begin == 3:
        return text[begin + 1 : end] in gazetteer.right
    return text[end - 1] == "县" or text[end - 1 : end + 1] in gazetteer.right


def _may_mean(naming: _Naming, text: str, begin: int, home: Area | None, beside: bool) -> bool:
    """Whether the name may stand for that area here, apart from its parent's name right before it."""
    mark, area = naming.mark, naming.area
    if not mark:
        return True
    if mark == "~":
        return area == home and naming.area.name == text[begin : begin + len(area.name)]
    if mark == "!":
        return home is None or home.level in ("country", "province")
    if home is None:
        return beside and mark == "?"
    if mark == "?":
        members = [by_name(m)[0].code for m in area.members if by_name(m)] or [area.code]
        return beside or any(code[:2] == home.code[:2] for code in members if code)
    same = area.code[:4] == home.code[:4] if home.level != "province" else area.code[:2] == home.code[:2]
    return same and (home.level != "province" or area.name.endswith(("市", "县")))


def _choose(
    name: str, begin: int, end: int, fit: list[Area], home: Area | None, seen: Sequence[AreaMatch]
) -> AreaMatch:
    current = [a for a in fit if not a.last] or fit
    if len(current) > 1:
        before = [m.area for m in reversed(seen[-8:]) if m.area and m.area.code]
        current = _nearest(fit, ([home] if home else []) + before) or current
    if len(current) == 1:
        return AreaMatch(begin, end, current[0].name, current[0])
    places = "、".join(up.name for up in (parent(a) for a in current[:4]) if up)
    return AreaMatch(begin, end, name, note=f"{name}: {len(current)} areas bear this name ({places})")


def _nearest(fit: Sequence[Area], context: Sequence[Area]) -> list[Area]:
    """The one area of ``fit`` that lies nearest to the first area of ``context`` that tells them apart, or []."""
    for area in context:
        for digits in (6, 4, 2):
            same = [a for a in fit if a.code and a.code[:digits] == area.code[:digits]]
            same = [a for a in same if not a.last] or same
            if len(same) == 1:
                return same
    return []
