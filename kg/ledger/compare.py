"""Two documents beside each other, and the ledger of all that follow one another in an area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby

from kg.errors import QueryError
from kg.ledger import promises, slogans, targets
from kg.ledger.editions import Edition, edition, editions
from kg.ledger.model import Entry, Ledger, unique
from kg.ledger.select import choose, short
from kg.ledger.similar import former_names
from kg.network import NetworkView


def ledger(view: NetworkView) -> Ledger:
    """What became of all that each area's reports promised: results of targets, and each report beside the next.

    A target is settled by any later report of its area; measures, projects and slogans are looked for in the next one
    that the graph has, which may be some years on. Documents without an area or a year are left out.
    """
    all_of_them = editions(view)
    entries: list[Entry] = []
    for _, group in groupby(all_of_them, key=lambda one: one.place):
        history = list(group)
        following = dict(zip((one.year for one in history), history[1:], strict=False))
        for one in history:
            entries += targets.outcomes(one, history)
            if one.year in following:
                entries += _changes(one, following[one.year])
    used = unique(d for one in all_of_them for d in one.documents)
    known = {d.id for d in used}
    return Ledger(tuple(entries), used, tuple(d for d in view.documents if d.id not in known))


def compare(
    view: NetworkView, first: str, second: str, *, area: str | None = None, year: int | None = None
) -> Ledger:
    """Two documents, each named by id, title, year, area, or area and year (南山区2023); of one area by year, whatever
    the order in which they are named.

    Raises NotFoundError for a name that no document has, or several have, which lists them; QueryError for two of one area
    of which one names no year.
    """
    one, two = (edition(view, d) for d in choose(view.documents, first, second, area=area, year=year))
    if one.place == two.place:
        before, after = sorted((one, two), key=lambda e: e.year)
        if not before.year:
            (document,) = before.documents
            raise QueryError(f"{short(document)} names no year: nothing tells which of the two came first")
        entries = [*targets.outcomes(before, (before, after)), *_changes(before, after)]
    else:
        entries = list(_contrasts(one, two))
    return Ledger(tuple(entries), tuple(d for e in (one, two) for d in e.documents))


def _changes(before: Edition, after: Edition) -> Iterator[Entry]:
    names = _names(before, after)
    found = chain(
        targets.changes(before, after),
        slogans.changes(before, after, names),
        promises.changes(before, after, names),
    )
    return (replace(entry, years=(before.year, after.year)) for entry in found)


def _contrasts(first: Edition, second: Edition) -> Iterator[Entry]:
    found = chain(*(part.contrasts(first, second) for part in (targets, slogans, promises)))
    return (replace(entry, years=(first.year, second.year)) for entry in found)


def _names(before: Edition, after: Edition) -> Mapping[str, str]:
    """What the later report says was called otherwise in the earlier one."""
    found = former_names((d.text for d in after.documents), after.names)
    told: Sequence[str] = [d.text for d in before.documents]
    return {old: now for old, now in found.items() if any(old in text for text in told)}
