"""What stands on pages and is no part of the text: page numbers, running heads, lines of a table of contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from kg.reader.pdf.layout import Line, Piece, rows_of

_MARGIN = 0.12  # of the page's height: at its top and bottom
_LONGEST = 60  # characters that are looked at
_EDGE = 3  # rows at either end of a page that may repeat
_REPEATED = (
    0.3  # of the pages: a running head of left or right pages stands on half of them, less the openings
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    number = re.compile(
        r"[-—–―~·.•\s]*(?:\d{1,4}|[ivxlcIVXLC]{1,6}|[一二三四五六七八九十百〇]{1,4})[-—–―~·.•\s]*"
        r"|第?\s*\d{1,4}\s*页?\s*[/／,，共]*\s*\d{0,4}\s*页?"
    )
    contents = re.compile(r"[.．…·‥⋯\s]{4,}[（(]?\d{1,4}[）)]?$|[.．…·‥⋯]{6,}$")
    return number, contents


def without(pages: Sequence[tuple[float, Sequence[Piece]]]) -> list[list[Piece]]:
    """The pieces of each page of (height, pieces), less page numbers and what repeats at the edges of many pages."""
    edges = [_edge_rows(height, pieces) for height, pieces in pages]
    repeated = Counter(key for rows in edges for key in {_key(row) for row in rows})
    often = max(2.0, _REPEATED * len(pages))
    number, _ = _patterns()
    kept: list[list[Piece]] = []
    for (_, pieces), rows in zip(pages, edges, strict=True):
        gone = {
            id(piece)
            for row in rows
            if repeated[_key(row)] >= often
            or number.fullmatch("".join(piece.text for piece in row)[:_LONGEST])
            for piece in row
        }
        kept.append([piece for piece in pieces if id(piece) not in gone])
    return kept


def _edge_rows(height: float, pieces: Sequence[Piece]) -> list[list[Piece]]:
    rows = [row for row in rows_of(pieces) if not any(piece.lines for piece in row)]
    top = [row for row in rows[:_EDGE] if row[0].y <= _MARGIN * height]
    bottom = [row for row in rows[len(top) :][-_EDGE:] if row[0].y >= (1 - _MARGIN) * height]
    return top + bottom


def _key(row: Sequence[Piece]) -> str:
    """The text of a row but for its numbers and blanks."""
    return re.sub(r"\d+", "0", re.sub(r"\s", "", "".join(piece.text for piece in row)))


def is_contents(line: Line) -> bool:
    """Whether it is a line of a table of contents, its dots leading to a page number: the heading stands there again."""
    return _patterns()[1].search(line.text[-_LONGEST:]) is not None
