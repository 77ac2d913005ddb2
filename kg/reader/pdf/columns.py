"""Columns of running text, and so in what order a page is read.

Columns have a gutter between them that no piece crosses. A gutter parts columns only if the rows beside it are whole and
mostly full, as those of running text are and those of a table are not. What crosses it, a title or a table, parts what is
above from what is below; above is read first, left before right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kg.reader.pdf.layout import Line, Piece, column_lines, rows_of

# In units of the font's size:
_NARROWEST = 8  # a column
_FLUSH = 1.6  # a row that ends nearer to the edge of its column fills it
# And else:
_FEWEST, _ENOUGH = 2, 5  # rows in the shortest and in the longest of the columns
_SINGLE = 0.8  # of the rows in a column are one piece
_LARGE = 1.25  # times the usual size: a heading above all columns
_SHARED = 0.5  # of the rows that have the clearest gutter have another one too
_MOST = 4  # columns

Row = Sequence[Piece]
Gutters = tuple[float, ...]  # their middles, from the left


def lines(pages: Sequence[Sequence[Piece]]) -> Iterator[Line]:
    """The pieces of each page as lines, in the order in which they are read."""
    rows = [rows_of(page) for page in pages]
    found = [_gutters(page) for page in rows]
    known = Counter(filter(None, found))
    usual = max(known, key=lambda xs: (known[xs], tuple(-x for x in xs)), default=())
    for number, (page, gutters) in enumerate(zip(rows, found, strict=True)):
        if not gutters and usual and _Columns.of(page, usual).single:
            gutters = usual  # a page with too few lines to tell, among others that do
        yield from _page(page, gutters, number)


def _page(rows: Sequence[Row], gutters: Gutters, number: int) -> Iterator[Line]:
    if not gutters:
        yield from column_lines(rows, number, (0, 1))
        return
    large = _LARGE * median(row[0].size for row in rows)
    band: list[Piece] = []
    for row in rows:
        heading = (
            not band and len(row) == 1 and row[0].size > large
        )  # of three columns it may fit in the middle
        if heading or any(_crosses(piece, gutters) for piece in row):
            yield from _band(band, gutters, number)
            band = []
            yield from column_lines([row], number, (0, 1))
        else:
            band += row
    yield from _band(band, gutters, number)


def _band(band: Sequence[Piece], gutters: Gutters, page: int) -> Iterator[Line]:
    count = len(gutters) + 1
    for at in range(count):
        yield from column_lines(rows_of(p for p in band if _place(p, gutters) == at), page, (at, count))


def _crosses(piece: Piece, gutters: Gutters) -> bool:
    return any(piece.x0 < x < piece.x1 for x in gutters)


def _place(piece: Piece, gutters: Gutters) -> int:
    """Which column a piece that crosses no gutter stands in, from the left."""
    return sum(x < piece.x1 for x in gutters)


def _gutters(rows: Sequence[Row]) -> Gutters:
    """The x's that part columns of running text; as many as part some."""
    found = _candidates(rows)
    for count in range(len(found), 0, -1):
        gutters = tuple(sorted(found[:count]))
        if _Columns.of(rows, gutters).are_columns:
            return gutters
    return ()


def _candidates(rows: Sequence[Row]) -> list[float]:
    """Where most rows have a gap, the clearest first, each a column's width from the others."""
    gaps = [(left.x1, right.x0) for row in rows for left, right in pairwise(row)]
    middles = {round((begin + end) / 2) for begin, end in gaps}
    support = {x: sum(begin < x < end for begin, end in gaps) for x in middles}
    wide = _NARROWEST * max((piece.size for row in rows for piece in row), default=0.0)
    enough = _SHARED * max(support.values(), default=0)
    found: list[float] = []
    while support and len(found) < _MOST - 1 and max(support.values()) >= enough:
        best = [x for x in sorted(support) if support[x] == max(support.values())]
        near = [x for x in best if x - best[0] < wide]
        found.append(float(near[len(near) // 2]))
        support = {x: count for x, count in support.items() if abs(x - found[-1]) >= wide}
    return found


@dataclass(frozen=True, slots=True)
class _Columns:
    """What stands between gutters, column by column, in the rows that cross none: of each row its pieces there."""

    rows: tuple[tuple[Row, ...], ...]
    whole: bool  # most rows cross none

    @staticmethod
    def of(rows: Sequence[Row], gutters: Gutters) -> _Columns:
        beside = [row for row in rows if not any(_crosses(piece, gutters) or piece.lines for piece in row)]
        columns = (
            tuple(filter(None, (tuple(p for p in row if _place(p, gutters) == at) for row in beside)))
            for at in range(len(gutters) + 1)
        )
        return _Columns(tuple(columns), 2 * len(beside) >= len(rows))

    @property
    def single(self) -> bool:
        """Whether rows are of one piece in each column, as running text is and rows of a table are not."""
        rows = [row for column in self.rows for row in column]
        return sum(len(row) == 1 for row in rows) >= _SINGLE * len(rows)

    @property
    def are_columns(self) -> bool:
        counts = sorted(map(len, self.rows))
        if counts[0] < _FEWEST or counts[-1] < _ENOUGH or not self.single:
            return False
        size = max(piece.size for row in self.rows[0] for piece in row)
        ends = [[(row[0].x0, row[-1].x1) for row in column] for column in self.rows]
        full = sum(_flush(column, size) for column in ends)
        return (
            all(_width(column) >= _NARROWEST * size for column in ends)
            and full >= len(ends) - 1  # the last column may be of short lines
            and (self.whole or len(ends) == 2)
        )


def _width(column: Sequence[tuple[float, float]]) -> float:
    return max(end for _, end in column) - min(begin for begin, _ in column)


def _flush(column: Sequence[tuple[float, float]], size: float) -> bool:
    """Whether most rows of a column reach its right edge."""
    edge = max(end for _, end in column)
    return sum(edge - end < _FLUSH * size for _, end in column) * 2 >= len(column)
