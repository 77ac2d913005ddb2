"""Areas: provinces, prefectures and counties with their GB/T 2260 codes, macro-regions, countries and new areas.

A *home* is the area whose government speaks; it decides what 我区 and 全市 mean, which of several places of one name is
meant, and whether a short name of a county (南山, 鼓楼) may be a name at all. What stays ambiguous stays unresolved.
Spans are half-open, in code points of the text given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.gazetteer import CHINA, Area, Naming, ancestors, areas, by_code, by_name, parent, tables
from kg.model import Document

__all__ = [
    "CHINA", "Area", "AreaMatch", "ancestors", "areas", "by_code", "by_name", "deictic", "find_areas", "home_of", "opens_area",
    "parent", "resolve",
]  # fmt: skip


class AreaMatch(NamedTuple):
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


_DEICTIC = re.compile("[我全本][省市区县州盟旗]")
_NOT_AFTER = {"区": "域块位划别间段", "市": "场值民容占面制售盈", "县": "", "州": ""}
_ROAD = re.compile(
    "[东西南北中一二三四五六七八九十]{0,3}(?:路(?![演径线网况由桥段面径])|大道|大街|街(?![道区])|胡同|巷|立交)"
)
_NAMESAKE = frozenset("园湖寺庙塔桥门关岛岭沟坪坝洲井庄寨屯铺")  # 金华｜园: called after a city elsewhere
_TOWN = re.compile("街道|镇(?![街村域级])|乡(?![村镇域])|村(?![镇庄])|社区")


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

    >>> resolve("鼓楼区") is None, resolve("鼓楼区", near="南京市").code, resolve("福州市鼓楼区").code
    (True, '320106', '350102')
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


def opens_area(text: str) -> bool:
    """Whether the name of an area may stand at the beginning of ``text``, as its first two characters tell."""
    return text[:2] in tables().starts


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where a pattern stands that no guard holds, leftmost first, longest first."""
    known = tables()
    found = known.automaton.find_matches_as_indexes(text, overlapping=True)
    names = sorted([(b, -e) for i, b, e in found if i < known.guards])
    if len(names) == len(found):
        return ((b, -e) for b, e in names)
    guards = [(b, e) for i, b, e in found if i >= known.guards]
    held = {(b, e) for gb, ge in guards for b, e in _inside(gb, ge)}
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
    namings = tables().names[name]
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
    known = tables()
    if begin == 0 or text[begin - 1 : begin + 1] not in known.left:
        return False
    if end - begin == 3:
        return text[begin + 1 : end] in known.right
    return text[end - 1] == "县" or text[end - 1 : end + 1] in known.right


def _may_mean(naming: Naming, text: str, begin: int, home: Area | None, beside: bool) -> bool:
    """Whether the name may stand for that area here, apart from its parent's name right before it."""
    mark, area = naming.mark, naming.area
    in_full = text.startswith(area.name, begin)
    if (
        not beside
        and len(area.name) == 3
        and text[begin + 2 : begin + 3] in _NAMESAKE
        and area.code
        and _far(area, home)
    ):
        return False
    if not mark:
        return in_full or beside or not (_is_feature(area) and _far(area, home))
    if mark == "~":
        return area == home and in_full
    if mark == "!":
        return home is None or home.level in ("country", "province")
    if home is None:
        return beside and mark == "?"
    if mark == "?":
        members = [by_name(m)[0].code for m in area.members if by_name(m)] or [area.code]
        return beside or any(code[:2] == home.code[:2] for code in members if code)
    water = text[begin + 1] in "江河湖海" and area.name[:2] == text[begin : begin + 2]
    if water and area != home and not beside:
        return in_full  # 锦江, 镜湖: as likely the water that the district is called after
    same = area.code[:4] == home.code[:4] if home.level != "province" else area.code[:2] == home.code[:2]
    return same and (home.level != "province" or area.name.endswith(("市", "县")))


def _far(area: Area, home: Area | None) -> bool:
    """Whether the area lies in another province than home."""
    return home is not None and bool(home.code) and area.code[:2] != home.code[:2]


def _is_feature(area: Area) -> bool:
    """Whether the short name of the county may as well be that of a river or a hill: 清水河."""
    return area.level == "county" and area.name.endswith(("县", "旗"))


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
