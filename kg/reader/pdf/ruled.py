"""Tables with ruled lines: which lines make one, and what stands in which of its cells.

Lines that touch make a table if they cut out more than one cell. Where no line parts two fields of its grid, they are one
cell, which spans rows or columns; text that wraps inside a cell is joined. Sides left open, as in statistical yearbooks,
are closed where the lines end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.reader import table as tables
from kg.reader.pdf.glyphs import Glyph, Page, Rule
from kg.reader.pdf.layout import Piece, pieces, rows_of, run
from kg.reader.prose import joined
from kg.reader.table import Cell

_NEAR = 4.0  # points: lines this near are one, and touch
_MOST_RULES = 3000  # on a page


@dataclass(frozen=True, slots=True)
class Grid:
    xs: tuple[float, ...]  # edges of its columns
    ys: tuple[float, ...]  # of its rows
    rules: tuple[Rule, ...]


def split(page: Page) -> tuple[list[Piece], list[Glyph]]:
    """The tables of a page, each as one piece, and the glyphs outside them."""
    found: list[Piece] = []
    outside = list(page.glyphs)
    for grid in _grids(page.rules):
        inside = [g for g in outside if _holds(grid, g)]
        rows = _cells(grid, inside)
        data = tables.is_data(rows * 2)  # one row may be what the end of a page has left of a table
        if inside and data and (texts := tables.lines(rows)):
            held = set(map(id, inside))
            outside = [g for g in outside if id(g) not in held]
            found.append(Piece("", grid.xs[0], grid.xs[-1], min(g.y for g in inside), inside[0].size, texts))
    return found, outside


def _holds(grid: Grid, glyph: Glyph) -> bool:
    x, y = _centre(glyph)
    return grid.xs[0] <= x <= grid.xs[-1] and grid.ys[0] <= y <= grid.ys[-1]


def _centre(glyph: Glyph) -> tuple[float, float]:
    return (glyph.x0 + glyph.x1) / 2, glyph.y - 0.35 * glyph.size


def _grids(rules: Sequence[Rule]) -> list[Grid]:
    """The grids that touching lines make, from the top down."""
    grids: list[Grid] = []
    for group in _touching(rules):
        flat = [rule for rule in group if rule.y0 == rule.y1]
        steep = [rule for rule in group if rule.x0 == rule.x1]
        ends = [end for rule in flat for end in (rule.x0, rule.x1)]
        xs = _edges([*(rule.x0 for rule in steep), min(ends, default=0.0), max(ends, default=0.0)])
        ends = [end for rule in steep for end in (rule.y0, rule.y1)]
        ys = _edges([*(rule.y0 for rule in flat), min(ends, default=0.0), max(ends, default=0.0)])
        if flat and steep and len(xs) > 1 and len(ys) > 1 and len(xs) + len(ys) > 4:
            grids.append(Grid(xs, ys, tuple(group)))
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules in groups: along x and along y, those that meet, directly or through others."""
    if len(rules) > _MOST_RULES:
        return []  # a map or a chart
    groups = list(range(len(rules)))

    def group(at: int) -> int:
        while groups[at] != at:
            groups[at] = at = groups[groups[at]]
        return at

    flat = [at for at, rule in enumerate(rules) if rule.y0 == rule.y1]
    steep = [at for at, rule in enumerate(rules) if rule.x0 == rule.x1]
    for one in flat:
        for other in steep:
            if _meet(rules[one], rules[other]):
                groups[group(one)] = group(other)
    found: dict[int, list[Rule]] = {}
    for at, rule in enumerate(rules):
        found.setdefault(group(at), []).append(rule)
    return list(found.values())


def _meet(flat: Rule, steep: Rule) -> bool:
    return flat.x0 - _NEAR <= steep.x0 <= flat.x1 + _NEAR and steep.y0 - _NEAR <= flat.y0 <= steep.y1 + _NEAR


def _edges(places: Iterable[float]) -> tuple[float, ...]:
    """``places`` in order, those near each other taken together."""
    found: list[float] = []
    last = 0.0
    for place in sorted(places):
        if not found or place - last > _NEAR:
            found.append(place)
        last = place
    return tuple(found)


def _cells(grid: Grid, glyphs: Iterable[Glyph]) -> list[list[Cell]]:
    """The cells row by row, each where it begins."""
    xs, ys = grid.xs, grid.ys
    height, width = len(ys) - 1, len(xs) - 1
    walls, floors = _barriers(grid)
    held: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        x, y = _centre(glyph)
        field = min(bisect_right(ys, y) - 1, height - 1), min(bisect_right(xs, x) - 1, width - 1)
        held.setdefault(field, []).append(glyph)
    taken: set[tuple[int, int]] = set()
    rows: list[list[Cell]] = []
    for row in range(height):
        cells: list[Cell] = []
        for column in range(width):
            if (row, column) in taken:
                continue
            right = column
            while right + 1 < width and (row, right + 1) not in walls and (row, right + 1) not in taken:
                right += 1
            bottom = row
            while bottom + 1 < height and not any(
                (bottom + 1, at) in floors for at in range(column, right + 1)
            ):
                bottom += 1
            fields = [(r, c) for r in range(row, bottom + 1) for c in range(column, right + 1)]
            taken.update(fields)
            text = _text([glyph for field in fields for glyph in held.get(field, ())])
            cells.append(Cell(text, right + 1 - column, bottom + 1 - row))
        rows.append(cells)
    return rows


def _barriers(grid: Grid) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The fields (row, column) with a line at their left, and those with a line above."""
    xs, ys = grid.xs, grid.ys
    walls: set[tuple[int, int]] = set()
    floors: set[tuple[int, int]] = set()
    for rule in grid.rules:
        if rule.x0 == rule.x1:
            at = min(range(len(xs)), key=lambda i: abs(xs[i] - rule.x0))
            walls |= {
                (row, at) for row in range(len(ys) - 1) if rule.y0 <= (ys[row] + ys[row + 1]) / 2 <= rule.y1
            }
        else:
            at = min(range(len(ys)), key=lambda i: abs(ys[i] - rule.y0))
            floors |= {(at, c) for c in range(len(xs) - 1) if rule.x0 <= (xs[c] + xs[c + 1]) / 2 <= rule.x1}
    return walls, floors


def _text(glyphs: Sequence[Glyph]) -> str:
    return joined(run(row) for row in rows_of(pieces(glyphs)))
