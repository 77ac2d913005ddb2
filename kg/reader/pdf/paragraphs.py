"""Lines that only the width of the column has parted, joined to the paragraphs that they were.

A line goes on in the next one if it is full, and the next one is of its size, not set in, not below a gap, and begins no
numbered item after a finished sentence. So it does across columns and pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from statistics import median

from kg.reader.pdf.layout import Line
from kg.reader.prose import is_han, joined

# In units of the font's size:
_SHORT = 1.6  # a line that ends so far from the edge ends its paragraph
_INDENT = 0.8  # a line that begins so far from the edge begins one
_SAME_SIZE = 0.08  # sizes of one paragraph differ by less
_LARGE = 1.25  # times the size of most of the text: a title
_LATIN = 0.55  # a letter or digit is so wide, at most
_GAP = 1.5  # times the usual distance between lines

Edges = Mapping[tuple[int, int], tuple[float, float]]  # left and right edge, by column


def paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """The paragraphs of ``lines``, in reading order; rows of tables stay as they are."""
    edges, pitch, size = _edges(lines), _pitch(lines), _size(lines)
    whole: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is not None and not (
            _goes_on(before, line, edges, pitch) or _is_title(before, line, pitch, size)
        ):
            yield _whole(whole)
            whole = []
        whole.append(line.text)
        before = line
    if whole:
        yield _whole(whole)


def _goes_on(line: Line, following: Line, edges: Edges, pitch: float) -> bool:
    if line.table or following.table or abs(line.size - following.size) > _SAME_SIZE * line.size:
        return False
    down = (following.y - line.y) / line.size
    if (line.page, line.column) == (following.page, following.column) and not 0 < down <= _GAP * pitch:
        return False
    left, right = edges[following.column][0], edges[line.column][1]
    if following.x0 - left > _INDENT * line.size or right - line.x1 > _room(following.text) * line.size:
        return False
    numbered, ended, _ = _patterns()
    return not (ended.search(line.text) and numbered.match(following.text))


def _is_title(line: Line, following: Line, pitch: float, size: float) -> bool:
    """Whether both are lines of one large heading, set in the middle and so never full."""
    same = line.page == following.page and line.column == following.column and line.size == following.size
    return same and line.size > _LARGE * size and 0 < (following.y - line.y) / line.size <= _GAP * pitch


def _room(text: str) -> float:
    """The room that the beginning of ``text``, which cannot be parted, would have needed in the line before."""
    start = _patterns()[2].match(text)
    return max(
        _SHORT, sum(1.0 if is_han(char) else _LATIN for char in start.group()) + _LATIN if start else 0.0
    )


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    numbered = re.compile(
        r"第[一二三四五六七八九十百]+[编篇部章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、](?!\d)"
        r"|[①-⑳●■◆▲★○□◇△☆•·—]|专栏|附[件表]"
    )
    ended = re.compile("[。！？；：!?;:][”’」』）)]*$")
    return numbered, ended, re.compile("[“‘（《「(]{0,3}[A-Za-z0-9.,%‰+*/~°–-]+[，。、；：！？）》”’%℃]{0,3}")


def _edges(lines: Sequence[Line]) -> dict[tuple[int, int], tuple[float, float]]:
    """Where running text begins and ends in each kind of column: the left edge that most lines have; nearly the outermost right."""
    found: dict[tuple[int, int], tuple[float, float]] = {}
    for column in {line.column for line in lines}:
        text = [line for line in lines if line.column == column and not line.table] or [
            line for line in lines if line.column == column
        ]
        lefts = Counter(round(line.x0) for line in text)
        rights = sorted(line.x1 for line in text)
        left = min(lefts, key=lambda x: (-lefts[x], x))
        found[column] = float(left), rights[int(0.9 * (len(rights) - 1))]
    return found


def _size(lines: Sequence[Line]) -> float:
    """The size of most of the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance between the baselines of a paragraph, in units of the font's size."""
    steps = [
        (b.y - a.y) / a.size
        for a, b in pairwise(lines)
        if (a.page, a.column) == (b.page, b.column) and b.y > a.y and not (a.table or b.table)
    ]
    return median(steps) if steps else 2.0


def _whole(lines: Sequence[str]) -> str:
    """The lines of a paragraph as one; a hyphen that parts a word of Latin script at the end of a line goes."""
    words: list[str] = []
    for line in lines:
        if words and re.search(r"[a-z]-$", words[-1]) and re.match(r"[a-z]", line):
            line = words.pop()[:-1] + line
        words.append(line)
    return joined(words)
