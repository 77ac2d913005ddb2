"""What PDFium finds on the pages of a PDF, turned upright: x runs right and y down from the top left, in points (1/72 inch)."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from math import atan2, hypot, pi
from typing import Any, NamedTuple

_MOST_GLYPHS = 100_000  # of a page
_MOST_EDGES = 20_000  # of a page: with more it is a map
_SHORTEST = 8.0  # points: of a ruled line
_LEAN = 1.0  # points that a ruled line may rise or fall
_SLANT = 0.05  # quarter turns that a line of text may rise or fall; a watermark does more
_HYPHENS = (0x02, 0xAD, 0xFFFE)  # what PDFium gives for one at the end of a line

Point = tuple[float, float]
Turn = Callable[[float, float], Point]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, on its baseline ``y``, with the room that it takes in its line; ``size`` is that of its font."""

    char: str
    x0: float
    x1: float
    y: float
    size: float
    order: int = 0  # in the file
    spaced: bool = False  # a blank stands before it


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line along x (``y0 == y1``) or along y (``x0 == x1``)."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    width: float
    height: float
    glyphs: tuple[Glyph, ...]  # in the order of the file
    rules: tuple[Rule, ...] = ()
    nameless: int = 0  # glyphs of which the file does not say what character they are


def pages(data: bytes, most: int) -> Iterator[Page | None]:
    """The pages of a PDF, at most ``most``; None for a broken one. Raises pypdfium2.PdfiumError if it cannot be opened."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for index in range(min(len(document), most)):
        try:
            with closing(document[index]) as page:
                yield _page(page)
        except pypdfium2.PdfiumError:
            yield None


def _page(page: Any) -> Page:
    text = page.get_textpage()
    found = list(_characters(text))
    text.close()
    turns = Counter(one.turn for one in found)
    turn = min(turns, key=lambda one: (-turns[one], one), default=0)
    left, bottom, right, top = page.get_cropbox()
    turned: Turn = (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )[turn]
    width, height = (top - bottom, right - left) if turn % 2 else (right - left, top - bottom)
    glyphs: list[Glyph] = []
    for one in found:
        ends = [turned(*corner)[0] for corner in one.corners]
        y = turned(*one.origin)[1]
        if one.turn == turn and 0 <= sum(ends) / 2 <= width and 0 <= y <= height:
            glyphs.append(Glyph(one.char, min(ends), max(ends), y, one.size, one.order, one.spaced))
    return Page(width, height, tuple(glyphs), tuple(_rules(page, turned)), sum(one.nameless for one in found))


class _Character(NamedTuple):
    """A character as it stands in the PDF, y running up."""

    char: str
    order: int  # in the file
    origin: Point  # on its baseline
    corners: tuple[Point, Point]
    size: float
    turn: int  # quarter turns
    spaced: bool
    nameless: bool


def _characters(text: Any) -> Iterator[_Character]:
    """The characters of a page that stand straight; blanks are told of the one after them."""
    from pypdfium2 import raw

    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    spaced, high = False, 0
    for index in range(min(text.count_chars(), _MOST_GLYPHS)):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code  # the first half of a character beyond the basic plane
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        char, high = "-" if code in _HYPHENS else chr(code), 0
        if char.isspace() or code == 0 or raw.FPDFText_IsGenerated(text, index) == 1:
            spaced = True
            continue
        raw.FPDFText_GetMatrix(text, index, matrix)
        turns = atan2(matrix.b, matrix.a) / (pi / 2)
        size = raw.FPDFText_GetFontSize(text, index) * (hypot(matrix.c, matrix.d) or 1.0)
        if size <= 0 or abs(turns - round(turns)) > _SLANT:
            continue
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        corners = (box.left, box.bottom), (box.right, box.top)
        nameless = raw.FPDFText_HasUnicodeMapError(text, index) == 1
        yield _Character(char, index, (x.value, y.value), corners, size, round(turns) % 4, spaced, nameless)
        spaced = False


def _rules(page: Any, turned: Turn) -> Iterator[Rule]:
    """The straight lines and the sides of boxes drawn on the page."""
    from pypdfium2 import raw

    room = _MOST_EDGES
    for path in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=1):
        room -= raw.FPDFPath_CountSegments(path)
        if room < 0:
            return
        matrix = path.get_matrix()
        for begin, end in _edges(path):
            (x0, y0), (x1, y1) = turned(*matrix.on_point(*begin)), turned(*matrix.on_point(*end))
            wide, high = abs(x1 - x0), abs(y1 - y0)
            if wide >= _SHORTEST and high <= _LEAN:
                yield Rule(min(x0, x1), (y0 + y1) / 2, max(x0, x1), (y0 + y1) / 2)
            elif high >= _SHORTEST and wide <= _LEAN:
                yield Rule((x0 + x1) / 2, min(y0, y1), (x0 + x1) / 2, max(y0, y1))


def _edges(path: Any) -> Iterator[tuple[Point, Point]]:
    """The lines that a path draws, in its own coordinates; a curve counts as the line between its ends."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            start = point
        else:
            yield last, point
        if raw.FPDFPathSegment_GetClose(segment):
            yield point, start
        last = point
