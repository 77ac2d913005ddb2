"""Which documents a person means by 2023, by 南山区, by 南山区2023, by a title or by an id."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.errors import NotFoundError, not_found
from kg.network import DocumentView
from kg.terms import plain

_YEAR = re.compile("((?:19|20)\\d\\d)年?")
_AREA_YEAR = re.compile("(.+?)[\\s@:]*((?:19|20)\\d\\d)年?")


def choose(
    documents: Sequence[DocumentView],
    first: str,
    second: str,
    *,
    area: str | None = None,
    year: int | None = None,
) -> tuple[DocumentView, DocumentView]:
    """The two documents of those names. ``area`` and ``year`` say which, where a year or an area alone does not.

    Two areas without a year mean their latest year in common. Raises NotFoundError.
    """
    pool = [d for d in documents if area in (None, d.jurisdiction) and (year is None or d.year == str(year))]
    if not pool:
        known = sorted({name for d in documents for name in (d.jurisdiction, d.year) if name})
        raise not_found("document of", " ".join(str(w) for w in (area, year) if w is not None), known)
    found = _named(pool, first), _named(pool, second)
    if max(map(len, found)) > 1:
        found = _of_one_year(*found)
    one, two = _only(first, found[0]), _only(second, found[1])
    if one.id == two.id:
        raise NotFoundError(f"{first!r} and {second!r} are one document: {short(one)}")
    return one, two


def short(document: DocumentView) -> str:
    """The id by which a document is asked for: the last part of its IRI."""
    return document.id.rpartition("/")[2]


def _named(documents: Sequence[DocumentView], name: str) -> list[DocumentView]:
    """All documents that the name may mean; the most definite reading that any has."""
    wanted, dated = plain(name), _AREA_YEAR.fullmatch(name)
    for fits in (
        [d for d in documents if name in (d.id, short(d)) or wanted == plain(d.title)],
        [d for d in documents if (found := _YEAR.fullmatch(name)) and d.year == found[1]],
        [d for d in documents if d.jurisdiction and wanted == plain(d.jurisdiction)],
        [d for d in documents if dated and plain(dated[1]) == plain(d.jurisdiction) and dated[2] == d.year],
        [d for d in documents if short(d).startswith(name)],
    ):
        if fits:
            return sorted(fits, key=lambda d: (d.jurisdiction, d.year, d.id))
    names = {n for d in documents for n in (short(d), d.year, d.jurisdiction, d.title) if n}
    raise not_found("document", name, names)


def _of_one_year(
    first: list[DocumentView], second: list[DocumentView]
) -> tuple[list[DocumentView], list[DocumentView]]:
    """Of two areas, the documents of their latest common year; of two years, those of the only common area."""
    years = {d.year for d in first} & {d.year for d in second} - {""}
    areas = {d.jurisdiction for d in first} & {d.jurisdiction for d in second} - {""}
    if years and not areas:
        last = max(years)
        return [d for d in first if d.year == last], [d for d in second if d.year == last]
    if len(areas) == 1 and not years:
        return [d for d in first if d.jurisdiction in areas], [d for d in second if d.jurisdiction in areas]
    return first, second


def _only(name: str, found: list[DocumentView]) -> DocumentView:
    if len(found) > 1:
        listed = ", ".join(f"{short(d)} ({d.jurisdiction} {d.year})" for d in found[:8])
        more = " …" if len(found) > 8 else ""
        message = f"{name!r} is {len(found)} documents: {listed}{more}; name one, or give an area or a year"
        raise NotFoundError(message, tuple(map(short, found)))
    return found[0]
