"""Where documents span years: which names are said in which of them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from viz.drawing import Line, Spot, View
from viz.index import FOLDED, Index
from viz.text import wrap

ROW = 26.0
MOST = 36  # rows


def timeline(index: Index) -> View | None:
    """A row for each of the entities that most years name, a spot in each such year, the larger the more sentences."""
    year_of = {d.id: d.year for d in index.view.documents if d.year}
    years = sorted(set(year_of.values()))
    if len(years) < 2:
        return None
    named = _named(index, year_of)
    chosen = sorted(named, key=lambda i: (-len(named[i]), -sum(named[i].values()), i))[:MOST]
    chosen.sort(key=lambda i: (min(named[i]), -len(named[i]), index.seen(i)))
    pitch = max(90.0, min(170.0, 900.0 / len(years)))
    at = {year: n * pitch for n, year in enumerate(years)}
    spots = [Spot(f"year-{year}", -1, "caption", "Event", (year,), at[year], -8, 0, 0) for year in years]
    lines: list[Line] = []
    for row, i in enumerate(chosen):
        said = sorted(named[i])
        keys = [f"n{i}" if n == 0 else f"n{i}-{year}" for n, year in enumerate(said)]
        for n, year in enumerate(said):
            label, side = (wrap(index.label(i), 14, 1), -1) if n == 0 else ((), 1)
            size = min(5.0 + named[i][year] ** 0.5 * 1.6, 12.0)
            y = 24.0 + row * ROW
            kind = index.node(i).kind
            spots.append(Spot(keys[n], i, "leaf", kind, label, at[year], y, side, size, named[i][year]))
        lines += [Line(a, b, -1, "years") for a, b in pairwise(keys)]
    return View("timeline", "", "columns", tuple(spots), tuple(lines), left_out=len(named) - len(chosen))


def _named(index: Index, year_of: dict[str, str]) -> dict[int, Counter[str]]:
    """Entity → year → sentences that name it."""
    document_of = {s.id: s.document for s in index.view.sentences}
    named = {}
    for i, node in enumerate(index.view.nodes):
        if node.kind in FOLDED or node.kind == "NumberedSet":
            continue
        years = (year_of.get(document_of.get(sentence, ""), "") for sentence in node.evidence)
        seen = Counter(year for year in years if year)
        if seen:
            named[i] = seen
    return named
