"""Where a name holds: 市发改委 is one body in each city, 深圳大学 one wherever it is named.

A name is brought to a *scope*, the area within which it is unique, and to its *local* form, what it says beside the name
of that area: 湖州市发改委 anywhere, 市发改委 in a text of 湖州市 or of a district of it, and 发改委 in a text of 湖州市
are all 发改委 in 湖州市. Things of one scope and one local form are one thing; things of two scopes are not, whatever
their names: the 高新区 of two cities, the 朝阳区 of two provinces.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from kg.areas import Area, ancestors, by_name, deictic, find_areas, home_of, opens_area, parent, resolve
from kg.lexicon import tsv
from kg.model import Document
from kg.terms import plain

_COUNTRIES = ("country", "world")
_OWN = frozenset(
    {"Person", "Goal"}
)  # whose name says nothing of where they are: 国家级…示范区 is a place's own goal
_AREAS = frozenset({"Area", "Zone"})
_TOWNS = ("镇", "乡", "街道")  # kinds of area that the tables leave out; many of one name


class Place(NamedTuple):
    """``scope`` is as in Entity.scope: "" for what is known everywhere by its name."""

    scope: str
    local: str


@dataclass(frozen=True, slots=True)
class Home:
    """The area whose government speaks. ``label`` is its name in the graph, "" if nobody knows whose text it is."""

    label: str
    area: Area | None
    place: Place

    @property
    def scope(self) -> str:
        """Where names hold that name no area themselves."""
        return self.place.scope + self.place.local


def home(document: Document) -> Home:
    """Whose text a document is. What nobody knows, or nobody can tell from its namesakes, is that document's alone."""
    label, area = document.jurisdiction or "", home_of(document)
    if not label or area is None:
        return Home("", None, Place(document.id, ""))
    if area in by_name(area.name):
        return Home(area.name, area, Place(unique(area).removesuffix(area.name), area.name))
    if is_area(label):
        return Home(label, area, Place(document.id, label))
    anchored = _anchored(plain(label), None)
    if anchored:
        return Home(label, area, anchored)
    around = area.within if label in _heads() or label.endswith(_TOWNS) else ""
    return Home(label, area, Place(around, label))


def unique(area: Area) -> str:
    """A name that no other area has: 福田区, but 北京市朝阳区."""
    others = (a for a in by_name(area.name) if a.name == area.name and a != area)
    above = parent(area) if any(area.last or not other.last for other in others) else None
    return (above.name if above else "") + area.name


def place(label: str, classes: Collection[str], home: Home, said: Iterable[str] = ()) -> Place:
    """Where ``label`` holds, in a text of ``home``. ``said`` are the words by which the text names an area."""
    bare = plain(label).encode("utf-8", "replace").decode()  # a lone surrogate cannot be looked up
    if "Industry" in classes or ("Institution" in classes and bare in national()):
        return Place("", bare)
    if label == home.label:
        return home.place
    if (not classes or not _AREAS.isdisjoint(classes)) and is_area(label):
        area = area_of(label, home, said)
        return Place(unique(area).removesuffix(label) if area else home.scope, bare)
    if not _OWN.isdisjoint(classes):
        return Place(home.scope, bare)
    return _anchored(bare, home.area) or _relative(bare, classes, home) or Place(home.scope, bare)


def is_area(label: str) -> bool:
    """Whether the tables have an area of that full name."""
    return any(area.name == label for area in by_name(label))


def area_of(label: str, home: Home, said: Iterable[str] = ()) -> Area | None:
    """Which area of that name a text of ``home`` means, by the words that it has for it; None if it cannot be told."""
    if label == home.label:
        return home.area
    meant = {resolve(words, home.area) for words in (label, *said)} - {None}
    return meant.pop() if len(meant) == 1 else None


def _anchored(name: str, area: Area | None) -> Place | None:
    """深圳市发改委 → 发改委 in 深圳市; 中国科学院 stays whole in 中国, 深圳湾 in 深圳市."""
    first = next(iter(find_areas(name, area)), None) if opens_area(name) else None
    if first is None or first.begin or first.area is None or first.end == len(name):
        return None
    if first.area.level in _COUNTRIES and not name.startswith(first.area.name):
        return None  # 全国文明城市: a reach, not a place
    rest = name[first.end :]
    stripped = first.area.code and (len(rest) > 1 or rest in departments())  # 深圳湾 is no 湾 of 深圳
    return Place(unique(first.area), rest if stripped else name)


def _relative(name: str, classes: Collection[str], home: Home) -> Place | None:
    """市发改委 → 发改委 in the city that the text is of, or that its area lies in."""
    if "Institution" not in classes or name[1:] not in departments():
        return None
    meant = deictic(name[0], home.area)
    return Place(home.scope if meant == home.area else unique(meant), name[1:]) if meant else None


@lru_cache(maxsize=4096)
def above(scope: str) -> tuple[str, ...]:
    """The scopes around a scope, nearest first, up to the province: 福田区 → 深圳市, 广东省."""
    area = resolve(scope)
    around = list(ancestors(area)) if area else []
    if area is None:
        first = next(iter(find_areas(scope)), None)
        if first and first.area and first.begin == 0:
            around = [first.area, *ancestors(first.area)]
    return tuple(unique(a) for a in around if a.level not in _COUNTRIES)


@cache
def departments() -> dict[str, str]:
    """What local bodies are called after the name or kind of their area → the full form: 发改委 → 发展和改革委员会."""
    return _bodies("department") | {"委": "委员会"}


@cache
def national() -> dict[str, str]:
    """Names of bodies known everywhere → the full form."""
    return _bodies("national")


def _bodies(kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row_kind, name, shorts, _ in tsv("bodies"):
        if row_kind == kind:
            for form in (name, *filter(None, shorts.split("|"))):
                found.setdefault(form, name)
    return found


@cache
def _heads() -> frozenset[str]:
    """Head nouns, which name no thing by themselves."""
    return frozenset(head for *_, heads in tsv("heads") for head in heads.split())
