"""How much room a label takes, where it may be broken, and offsets as a browser counts them."""

from __future__ import annotations

import unicodedata

_WIDE = frozenset("WFA")  # East Asian Width: wide, full-width, ambiguous (set wide by CJK fonts)
_CLOSING = frozenset("、，。；：！？）》」』”’％%·-—")  # never first on a line
_OPENING = frozenset("（《「『“‘")  # never last on a line
_FINAL = frozenset("区园湖河路街城港圈带心院所校局部会社厅馆站场市县省镇乡村岛山江业链群体系的与和及、")  # often ends a word


def em(text: str) -> float:
    """The width of ``text`` in em: 1 for a Chinese character, 0.56 for a Latin one."""
    return sum(1.0 if unicodedata.east_asian_width(c) in _WIDE else 0.56 for c in text)


def wrap(text: str, width: float, lines: int = 2) -> tuple[str, ...]:
    """``text`` in at most ``lines`` lines of at most ``width`` em, evenly filled; the last ends in … if cut."""
    text = " ".join(text.split())
    total = em(text)
    if total <= width:
        return (text,)
    wanted = min(lines, max(2, -(-int(total * 10) // int(width * 10))))
    goal = min(width, total / wanted)
    out: list[str] = []
    rest = text
    while rest and len(out) < lines:
        last = len(out) == lines - 1
        cut = _cut(rest, width) if last else _even(rest, goal, width)
        if last and cut < len(rest):
            return (*out, rest[: _cut(rest, width - 1)] + "…")
        out.append(rest[:cut].strip())
        rest = rest[cut:].lstrip()
    return tuple(out)


def _cut(text: str, width: float) -> int:
    """How many characters of ``text`` fit into ``width`` em, without a bad break; at least one."""
    room, count = width, 0
    for c in text:
        room -= em(c)
        if room < -1e-9:
            break
        count += 1
    count = max(1, count)
    while 1 < count < len(text) and (text[count] in _CLOSING or text[count - 1] in _OPENING):
        count -= 1
    return count


def _even(text: str, goal: float, width: float) -> int:
    """Where to break near ``goal`` em so that a word is likely whole, with at most ``width`` em before."""
    best, cost = _cut(text, goal), 9.0
    for at in range(2, len(text) - 1):
        size = em(text[:at])
        if size > width + 1e-9:
            break
        if text[at] in _CLOSING or text[at - 1] in _OPENING:
            continue
        good = text[at - 1] in _FINAL or text[at - 1] in _CLOSING or text[at] in _OPENING
        away = abs(size - goal) - (1.6 if good and text[at] not in _FINAL else 0.0)
        if away < cost:
            best, cost = at, away
    return best


def utf16(text: str) -> list[int] | None:
    """Code point offset → UTF-16 offset (what JavaScript counts), or None where the two are the same."""
    if all(ord(c) < 0x10000 for c in text):
        return None
    offsets, at = [0], 0
    for c in text:
        at += 2 if ord(c) > 0xFFFF else 1
        offsets.append(at)
    return offsets
