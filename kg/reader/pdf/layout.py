"""Where text stands on a page, and so in what order it is read.

    piece    characters side by side, with no gap wider than one of them
    row      the pieces on one baseline
    column   rows below each other, with a gutter beside them that no piece crosses

A gutter parts columns only if the rows beside it are whole and mostly full, as those of running text are and those of a
table are not. What crosses it, a title or a table, parts what is above from what is below; above is read first, left before right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from kg.model import CELL
from kg.reader.pdf.glyphs import Glyph
from kg.reader.prose import is_han

# In units of the font's size:
_SAME_LINE = 0.5  # baselines of one row differ by less
_PIECE = 0.9  # a gap that ends a piece
_CELL = 1.8  # a gap between the cells of a table without ruled lines; less is a blank in running text
_BOLD = 0.2  # what is printed twice is moved by less
_WORD = 0.2  # a gap between words in Latin script
_NARROWEST = 8  # a column
_FLUSH = 1.6  # a row that ends nearer to the edge of its column fills it
# And else:
_FEWEST, _ENOUGH = 2, 5  # rows in the shorter and in the longer of two columns
_SINGLE = 0.8  # of the rows in a column are one piece


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters side by side. A table that was read before stands as one piece of several ``lines``."""

    text: str
    x0: float
    x1: float
    y: float  # baseline
    size: float
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of running text, or of a table, in its column."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int
    column: tuple[int, int]  # which of how many
    table: bool = False


_Placed = TypeVar("_Placed", Glyph, Piece)


def pieces(glyphs: Iterable[Glyph]) -> list[Piece]:
    """The pieces that ``glyphs`` make, row by row."""
    found: list[Piece] = []
    for row in _by_baseline(sorted(glyphs, key=lambda g: (g.y, g.x0))):
        run: list[Glyph] = []
        for glyph in sorted(row, key=lambda g: (g.x0, g.order)):
            if run and _again(glyph, run[-1]):
                continue
            if run and glyph.x0 - run[-1].x1 > _PIECE * max(glyph.size, run[-1].size):
                found.append(_piece(run))
                run = []
            run.append(glyph)
        if run:
            found.append(_piece(run))
    return found


def _again(glyph: Glyph, last: Glyph) -> bool:
    """Whether ``glyph`` is ``last`` printed once more, to look bold; the halves of —— may share a place too."""
    near = glyph.x0 - last.x0 < _BOLD * glyph.size
    return near and glyph.char == last.char and abs(glyph.order - last.order) > 1


def _piece(run: list[Glyph]) -> Piece:
    text = [run[0].char]
    for left, right in pairwise(run):
        latin = not (is_han(left.char) or is_han(right.char))
        gap = " " if latin and (right.spaced or right.x0 - left.x1 > _WORD * right.size) else ""
        text.append(gap + right.char)
    size = max(glyph.size for glyph in run)
    return Piece("".join(text), run[0].x0, max(g.x1 for g in run), run[-1].y, size)


def _by_baseline(items: Iterable[_Placed]) -> Iterator[list[_Placed]]:
    """``items``, sorted by y, in rows of one baseline."""
    row: list[_Placed] = []
    for item in items:
        if row and item.y - row[0].y > _SAME_LINE * max(item.size, row[0].size):
            yield row
            row = []
        row.append(item)
    if row:
        yield row


def lines(pages: Sequence[Sequence[Piece]]) -> Iterator[Line]:
    """The pieces of each page as lines, in the order in which they are read."""
    rows = [rows_of(page) for page in pages]
    gutters = [_gutter(page) for page in rows]
    known = Counter(x for x in gutters if x is not None)
    usual = max(known, key=lambda x: (known[x], -x), default=None)
    for number, (page, gutter) in enumerate(zip(rows, gutters, strict=True)):
        if gutter is None and usual is not None and _Sides.of(page, usual).single:
            gutter = usual  # a page with too few lines to tell, among others that do
        yield from _page(page, gutter, number)


def _page(rows: Sequence[Sequence[Piece]], gutter: float | None, number: int) -> Iterator[Line]:
    if gutter is None:
        yield from _column(rows, number, (0, 1))
        return
    band: list[Piece] = []
    for row in rows:
        if any(piece.x0 < gutter < piece.x1 for piece in row):
            yield from _band(band, gutter, number)
            band = []
            yield from _column([row], number, (0, 1))
        else:
            band += row
    yield from _band(band, gutter, number)


def _band(band: Sequence[Piece], gutter: float, page: int) -> Iterator[Line]:
    yield from _column(rows_of([piece for piece in band if piece.x1 <= gutter]), page, (0, 2))
    yield from _column(rows_of([piece for piece in band if piece.x1 > gutter]), page, (1, 2))


def rows_of(found: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces in rows of one baseline, each from left to right."""
    return [sorted(row, key=lambda p: p.x0) for row in _by_baseline(sorted(found, key=lambda p: (p.y, p.x0)))]


def _gutter(rows: Sequence[Sequence[Piece]]) -> float | None:
    """The x that parts two columns of running text, if there are two."""
    gaps = [(left.x1, right.x0) for row in rows for left, right in pairwise(row)]
    support = {
        x: sum(begin < x < end for begin, end in gaps)
        for begin, end in gaps
        for x in (round((begin + end) / 2),)
    }
    best = [x for x in sorted(support) if support[x] == max(support.values())]
    if not best:
        return None
    x = float(best[len(best) // 2])
    return x if _Sides.of(rows, x).are_columns else None


@dataclass(frozen=True, slots=True)
class _Sides:
    """What stands left and right of an x, in the rows that do not cross it: the first and last piece of each."""

    left: tuple[tuple[Piece, ...], ...]
    right: tuple[tuple[Piece, ...], ...]

    @staticmethod
    def of(rows: Sequence[Sequence[Piece]], x: float) -> _Sides:
        beside = [row for row in rows if not any(piece.x0 < x < piece.x1 or piece.lines for piece in row)]
        left = [tuple(piece for piece in row if piece.x1 <= x) for row in beside]
        right = [tuple(piece for piece in row if piece.x1 > x) for row in beside]
        return _Sides(tuple(filter(None, left)), tuple(filter(None, right)))

    @property
    def single(self) -> bool:
        """Whether rows are of one piece on either side, as running text is and rows of a table are not."""
        sides = (*self.left, *self.right)
        return sum(len(side) == 1 for side in sides) >= _SINGLE * len(sides)

    @property
    def are_columns(self) -> bool:
        few, many = sorted((len(self.left), len(self.right)))
        if few < _FEWEST or many < _ENOUGH or not self.single:
            return False
        sides = [[(row[0].x0, row[-1].x1) for row in side] for side in (self.left, self.right)]
        size = max(piece.size for row in self.left for piece in row)
        return all(_width(side) >= _NARROWEST * size for side in sides) and any(
            _flush(side, size) for side in sides
        )


def _width(side: Sequence[tuple[float, float]]) -> float:
    return max(end for _, end in side) - min(begin for begin, _ in side)


def _flush(side: Sequence[tuple[float, float]], size: float) -> bool:
    """Whether most rows of a column reach its right edge."""
    edge = max(end for _, end in side)
    return sum(edge - end < _FLUSH * size for _, end in side) * 2 >= len(side)


def _column(rows: Sequence[Sequence[Piece]], page: int, column: tuple[int, int]) -> Iterator[Line]:
    """The rows of a column as lines; those of a table without ruled lines are told by what stands below what."""
    plain = [[piece for piece in row if not piece.lines] for row in rows]
    for at, (row, words) in enumerate(zip(rows, plain, strict=True)):
        size = max(piece.size for piece in row)
        place = (row[0].x0, row[-1].x1, row[0].y, size, page, column)
        for text in (text for piece in row for text in piece.lines):
            yield Line(text, *place, table=True)
        near = [plain[other] for other in (at - 1, at + 1) if 0 <= other < len(plain)]
        cells = _table_row(words, near)
        if words:
            text = CELL.join(cell.text for cell in cells) if cells else run(words)
            yield Line(text, *place, table=bool(cells))


def _table_row(row: Sequence[Piece], near: Sequence[Sequence[Piece]]) -> Sequence[Piece]:
    """The cells of ``row`` if the row above or below has its cells in the same places; else none."""
    spaced = all(len(piece.text) == 1 for piece in row)
    if len(row) > 2 and not spaced and any(len(row) == len(other) == _aligned(row, other) for other in near):
        return row
    cells = _cells(row)
    return cells if len(cells) > 1 and any(_aligned(cells, _cells(other)) > 1 for other in near) else ()


def _cells(row: Sequence[Piece]) -> list[Piece]:
    """The pieces of a row, those put together that only a wide blank parts."""
    groups: list[list[Piece]] = []
    for piece in row:
        if groups and piece.x0 - groups[-1][-1].x1 <= _CELL * piece.size:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [replace(group[0], text=run(group), x1=group[-1].x1) for group in groups]


def run(row: Sequence[Piece]) -> str:
    """Pieces as running text: 目　录 and 报 告 are words spaced out, 县长　王某 are two."""
    spaced = all(len(piece.text) == 1 for piece in row)
    return ("" if spaced else "\u3000").join(piece.text for piece in row)


def _aligned(row: Sequence[Piece], other: Sequence[Piece]) -> int:
    """How many cells of ``row`` stand below (or above) one of the several of ``other``, by an edge or by their middle."""

    def below(cell: Piece, one: Piece) -> bool:
        shifts = (cell.x0 - one.x0, cell.x1 - one.x1, (cell.x0 + cell.x1 - one.x0 - one.x1) / 2)
        return min(map(abs, shifts)) < cell.size

    return sum(any(below(cell, one) for one in other) for cell in row) if len(other) > 1 else 0
