"""How much room a label takes, where it may be broken, and offsets as a browser counts them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

_WIDE = frozenset("WFA")  # East Asian Width: wide, full-width, ambiguous (set wide by CJK fonts)
_CLOSING = frozenset("、，。；：！？,;:）》」』”’%·-—")  # never first on a line
_OPENING = frozenset("（《「『“‘")  # never last on a line
_FINAL = frozenset(
    "区园湖河路街城港圈带心院所校局部会社厅馆站场市县省镇乡村岛山江业链群体系的与和及"
)  # often ends a word


def em(text: str) -> float:
    """The width of ``text`` in em: 1 for a Chinese character, 0.56 for a Latin one."""
    return sum(1.0 if unicodedata.east_asian_width(c) in _WIDE else 0.56 for c in text)


def wrap(text: str, width: float, lines: int = 2) -> tuple[str, ...]:
    """``text`` in at most ``lines`` lines of at most ``width`` em, as even as words allow; the last ends in … if cut.

    Chinese has no spaces: a break is good after a character that often ends a word, bad inside quotation marks.
    """
    text = " ".join(text.split())
    if em(text) <= width:
        return (text,)
    for count in range(2, lines + 1):
        found = _split(text, width, count)
        if found:
            return found
    cut = text[: _fit(text, width * lines - 1)].rstrip("、，,") + "…"
    return _split(cut, width, lines) or tuple(_hard(text, width, lines))


def _split(text: str, width: float, count: int) -> tuple[str, ...] | None:
    """The best way to break ``text`` into ``count`` lines, or None if it does not fit."""
    if em(text) > width * count + 1e-9:
        return None
    goal = em(text) / count
    best: list[dict[int, tuple[float, int]]] = [
        {0: (0.0, 0)}
    ]  # [k][i]: (cost, start of line k) of text[:i] in k lines
    for k in range(1, count + 1):
        row: dict[int, tuple[float, int]] = {}
        for end in range(k, len(text) + 1) if k < count else (len(text),):
            for start, (before, _) in best[k - 1].items():
                size = em(text[start:end].strip())
                if start >= end or size > width + 1e-9:
                    continue
                cost = before + (size - goal) ** 2 + (_bad(text, end) if k < count else 0.0)
                if cost < row.get(end, (float("inf"), 0))[0]:
                    row[end] = (cost, start)
        best.append(row)
    if len(text) not in best[count]:
        return None
    ends = [len(text)]
    for k in range(count, 0, -1):
        ends.append(best[k][ends[-1]][1])
    return tuple(text[a:b].strip() for a, b in pairwise(reversed(ends)))


def _bad(text: str, at: int) -> float:
    """How bad a break before ``text[at]`` is: 0 after a likely end of a word."""
    before, after = text[at - 1], text[at]
    if after in _CLOSING or before in _OPENING:
        return 99.0
    if before in _CLOSING or after in _OPENING or before == " ":
        return 0.0
    if before.isascii() and after.isascii():
        return 20.0  # inside a Latin word or a number
    if text[at - 1 : at + 1] in _unbroken():
        return 25.0
    quoted = text[:at].count("“") > text[:at].count("”")
    return (9.0 if quoted else 0.0) + (0.0 if before in _FINAL and after not in _FINAL else 5.0)


@cache
def _unbroken() -> frozenset[str]:
    """The words of template/unbroken.txt."""
    lines = (Path(__file__).parent / "template" / "unbroken.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _fit(text: str, width: float) -> int:
    """How many characters of ``text`` fit into ``width`` em."""
    room = width
    for count, c in enumerate(text):
        room -= em(c)
        if room < -1e-9:
            return count
    return len(text)


def _hard(text: str, width: float, lines: int) -> Iterator[str]:
    """Lines cut where they are full, for words that can be broken nowhere."""
    for n in range(lines):
        last = n == lines - 1
        count = max(1, _fit(text, width - 1 if last else width))
        yield text[:count] + ("…" if last and count < len(text) else "")
        text = text[count:]
        if not text:
            return


def utf16(text: str) -> list[int] | None:
    """Code point offset → UTF-16 offset (what JavaScript counts), or None where the two are the same."""
    if all(ord(c) < 0x10000 for c in text):
        return None
    offsets, at = [0], 0
    for c in text:
        at += 2 if ord(c) > 0xFFFF else 1
        offsets.append(at)
    return offsets
