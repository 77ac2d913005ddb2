"""Tables as lines: a row a line, its cells parted by `` | `` (CELL); a | inside a cell becomes ／.

    指标 | 单位 | 2020年 | 2025年 | 属性
    地区生产总值 | 亿元 | 500 | 700 | 预期性

A cell that spans rows or columns stands in each of them, so that the n-th cell of every row is of the same column; a row
that is one cell over all columns is that cell alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model import CELL
from kg.reader.prose import squeeze

_LONGEST = 300  # characters of a cell; a table with a longer one is there for layout
_WIDEST = 200  # columns to which spans are filled in
_MOST_FILLED = 100_000  # fields of one table that are filled in because a cell spans them


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    columns: int = 1  # that it spans
    rows: int = 1


def is_data(table: Sequence[Sequence[Cell]]) -> bool:
    """Whether it is a table to be read row by row: of rows and columns, its cells no longer than a sentence or two."""
    return (
        len(table) > 1
        and max(map(len, table)) > 1
        and all(len(cell.text) <= _LONGEST for row in table for cell in row)
    )


def lines(table: Iterable[Sequence[Cell]]) -> tuple[str, ...]:
    """The rows of ``table`` as lines, empty ones left out."""
    return tuple(filter(None, map(_line, _filled(table))))


def _filled(table: Iterable[Sequence[Cell]]) -> Iterator[list[str]]:
    """Rows of texts, spans filled in as a browser does (HTML, 4.9.12.1) while there is room."""
    reaching: dict[int, Cell] = {}  # by column, what reaches down into the next row
    room = _MOST_FILLED
    for cells in table:
        row: list[Cell] = []
        coming = iter(cells)
        while cell := reaching.pop(len(row), None) or next(coming, None):
            span = max(1, min(cell.columns, _WIDEST - len(row), room))
            row += [replace(cell, columns=1)] * span
        room -= len(row) - len(cells)
        if room > 0:
            below = (replace(cell, rows=cell.rows - 1) for cell in row)
            reaching |= {column: cell for column, cell in enumerate(below) if cell.rows > 0}
        yield [cell.text for cell in row]


def _line(row: Sequence[str]) -> str:
    texts = [squeeze(text).strip().replace("|", "／") for text in row]
    if len(set(texts)) == 1:
        return texts[0]
    return CELL.join(texts).rstrip(" |")
