"""Clauses: the stretches of a sentence between ，；：— that stand outside quotation marks, titles and brackets.

All offsets are code points of the string that is passed in, half-open.
"""

from __future__ import annotations

import re
from functools import cache

CLOSE = {"“": "”", "‘": "’", "《": "》", "（": "）", "(": ")", "「": "」"}
_WIDEST = 120  # a mark whose partner is farther away than this is taken for a slip


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"[，,；;：:。！？!?“”‘’《》（）()「」\s]|——")


def _is_speech(text: str, begin: int, close: int) -> bool:
    """Whether the marks hold quoted speech, which is read as if they were not there, rather than a name."""
    inner = text[begin + 1 : close]
    return bool(_ends().search(inner)) or (
        "，" in inner and (len(inner) > 24 or text[begin - 1 : begin] in "：:")
    )


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(r"[；。！？]")


def clauses(text: str) -> list[tuple[int, int]]:
    """Spans of the clauses of a sentence, in order."""
    found: list[tuple[int, int]] = []
    begin, closers = 0, ""
    for match in _marks().finditer(text):
        mark, at = match.group(), match.start()
        if closers:
            if mark == closers[-1]:
                closers = closers[:-1]
            elif mark in CLOSE and len(closers) < 4:
                closers += CLOSE[mark]
            continue
        if mark in CLOSE:
            close = text.find(CLOSE[mark], at, at + _WIDEST)
            if close > 0 and not (mark in "“‘" and _is_speech(text, at, close)):
                closers = CLOSE[mark]
            continue
        if mark == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
            continue  # 1,200
        if at > begin:
            _append(found, text, begin, at)
        begin = match.end()
    if begin < len(text):
        _append(found, text, begin, len(text))
    return found


def _append(found: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    """Add a clause; one that only carries a list on (以及 …) joins the clause before it."""
    if found and text[begin : begin + 2] in ("以及", "及其") and begin - found[-1][1] <= 2:
        begin = found.pop()[0]
    found.append((begin, end))


def past_quotation(text: str, at: int, end: int) -> int:
    """Past the quotation or bracket that opens at ``at``; just past the mark where it does not close before ``end``."""
    close = text.find(CLOSE[text[at]], at + 1, end)
    return close + 1 if close > 0 else at + 1
