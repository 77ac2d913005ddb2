"""One indicator over years and places: what was planned and what was reported, in one unit, each with its sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.edges import quads
from kg.errors import QueryError, not_found
from kg.excerpt import excerpt, saying
from kg.figures import Figure, Side, figures, same_name
from kg.network import NetworkView, network
from kg.units import plain, scale
from kg.vocab import KINDS, UPO, indicators, label

if TYPE_CHECKING:
    from pyoxigraph import Store

COLUMNS = (
    "year", "area", "kind", "base_year", "status", "value", "max_value", "unit", "comparator", "indicator", "document", "sentence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of the series, ``value`` (and ``maximum``, of a range) in the unit of its line. ``year`` is None where the
    text names no single one (an average, a period)."""

    year: int | None
    status: str  # planned or achieved
    value: Decimal
    maximum: Decimal | None
    comparator: str
    indicator: str  # as this text calls it
    side: Side


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one area that can stand in one line: of one kind (growth and level never mix), unit and base year."""

    area: str
    kind: str
    unit: str
    base: int | None  # for growth since an earlier year than the one before
    points: tuple[Point, ...]  # by year, then in the order of their documents


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator and its lines, by kind, base, unit and area."""

    indicator: str
    lines: tuple[Line, ...]

    def rows(self) -> Iterator[tuple[object, ...]]:
        """One row for each point, with COLUMNS."""
        for line in self.lines:
            for p in line.points:
                yield (
                    p.year, line.area, line.kind, line.base, p.status, _number(p.value), _number(p.maximum), line.unit,
                    p.comparator, p.indicator, p.side.document.title, " ".join(p.side.sentence.text.split()),
                )  # fmt: skip


def series(view: NetworkView, indicator: str, *, area: str | None = None, kind: str | None = None) -> Series:
    """The figures of an indicator by any of its names (ontology/indicators.ttl, else as the texts write it).

    ``area`` and ``kind`` (growth, level, count, change) leave only those. Raises NotFoundError, which lists near names,
    for an indicator without figures or an area that has none; QueryError for a kind that there is not.
    """
    if kind is not None and kind not in KINDS:
        raise QueryError(f"no kind {kind!r}; there are: {', '.join(KINDS)}")
    every = [f for ones in figures(view).values() for f in ones]
    _, key = _meant(indicator)
    found = [f for f in every if f.key == key]
    if not found:
        raise not_found("figures of", indicator, {name for f in every for name in (f.key, f.indicator)})
    if area is not None:
        named = [f for f in found if f.side.document.jurisdiction == area]
        if not named:
            raise not_found(f"figures of {key} for", area, {f.side.document.jurisdiction for f in found})
        found = named
    return Series(key, tuple(_lines(f for f in found if kind in (None, f.kind))))


def stored(store: Store, indicator: str, *, area: str | None = None, kind: str | None = None) -> Series:
    """The same of a store, of which only the sentences with figures of the indicator are read."""
    concept, key = _meant(indicator)
    names = {said.object for said in quads(store, f"{UPO}indicatorLabel")}
    told = saying(store, f"{UPO}indicatorLabel", (name for name in names if same_name(name) == key))
    if concept:
        told |= saying(store, f"{UPO}indicator", [concept])
    if not told:
        raise not_found("figures of", indicator, names)
    return series(network(excerpt(store, sorted(told))), indicator, area=area, kind=kind)


def _meant(indicator: str) -> tuple[str | None, str]:
    """The IRI of the indicator's concept, if it is one of the scheme, and the key of its figures."""
    concept = indicators().get(indicator)
    return concept, label(concept) if concept else same_name(indicator)


def _lines(found: Iterable[Figure]) -> Iterator[Line]:
    panels: dict[tuple[str, int, str], list[Figure]] = defaultdict(list)
    for figure in found:
        panels[figure.kind, figure.base or 0, figure.unit].append(figure)
    for (kind, base, comparable), members in sorted(
        panels.items(), key=lambda at: (KINDS.index(at[0][0]), *at[0][1:])
    ):
        unit = _common_unit(members, comparable)
        by_area: dict[str, list[Figure]] = defaultdict(list)
        for figure in members:
            by_area[figure.side.document.jurisdiction].append(figure)
        for area, own in sorted(by_area.items()):
            yield Line(area, kind, unit, base or None, tuple(_points(own, unit, comparable)))


def _points(found: Iterable[Figure], unit: str, comparable: str) -> Iterator[Point]:
    """Points in order, one that several documents give alike once."""
    per = Decimal(1) if unit == comparable else scale(unit)[1]
    seen: set[tuple[object, ...]] = set()
    for f in sorted(
        found,
        key=lambda f: (f.year or 9999, f.status, f.side.document.year, f.side.document.id, f.side.begin),
    ):
        same = (f.year, f.status, f.low, f.high, f.comparator)
        if same not in seen:
            seen.add(same)
            maximum = plain(f.high / per) if f.maximum is not None else None
            yield Point(f.year, f.status, plain(f.low / per), maximum, f.comparator, f.indicator, f.side)


def _common_unit(members: Iterable[Figure], comparable: str) -> str:
    """The unit that most of them are written in, of several the largest; the comparable one for percentages."""
    if comparable == "%":
        return comparable
    used = Counter(f.written for f in members)
    return min(used, key=lambda unit: (-used[unit], -scale(unit)[1], unit))


def _number(value: Decimal | None) -> int | float | None:
    """As a number for tables, whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(round(value, 6))
