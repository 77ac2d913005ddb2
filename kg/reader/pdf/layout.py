"""What stands beside what on a page: pieces, rows of them, and rows as lines of running text or of a table.

piece    characters side by side, with no gap wider than one of them
row      the pieces on one baseline
"""

from __future__ import annotations

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


def rows_of(found: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces in rows of one baseline, each from left to right."""
    return [sorted(row, key=lambda p: p.x0) for row in _by_baseline(sorted(found, key=lambda p: (p.y, p.x0)))]


def column_lines(rows: Sequence[Sequence[Piece]], page: int, column: tuple[int, int]) -> Iterator[Line]:
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
