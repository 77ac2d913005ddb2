"""Lines of Chinese text out of what layout made of them.

What every reader of a laid-out format (HTML, Word, PDF) does to its text, and no more: invisible characters go, radicals
become the characters that they stand for, a line break inside a paragraph leaves no blank between Chinese characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from kg.lexicon import tsv

_HAN = "\u2e80-\u2fdf\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—·\U00020000-\U0003ffff"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    broken = re.compile(rf"(?<=[{_HAN}])[ \t]*[\r\n]\s*(?=[{_HAN}])")  # CSS Text 3, 4.1.3: segment breaks
    blanks = re.compile(r"[ \t\r\n\f\v\u00a0\u2000-\u200a\u202f\u205f]+")
    return broken, blanks, re.compile(rf"[{_HAN}]")


@cache
def _characters() -> dict[int, str | None]:
    """For str.translate: radicals to characters; what cannot be seen, and controls, to nothing."""
    kangxi = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    radicals = {ord(radical): character for radical, character in tsv("radicals")}
    unseen = [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xAD, 0xFEFF]
    controls = [*(code for code in range(0x20) if chr(code) not in "\t\n\r\f\v"), *range(0x7F, 0xA0)]
    broken = [
        *range(0xD800, 0xE000),
        0xFFFE,
        0xFFFF,
    ]  # no characters: what PDF files give for glyphs without one
    return {**kangxi, **radicals, **dict.fromkeys([*unseen, *controls, *broken])}


def clean(text: str) -> str:
    """``text`` without invisible and control characters, radicals as the characters that they stand for."""
    return text.translate(_characters())


def squeeze(text: str) -> str:
    """``text`` on one line: blanks and line breaks are one space, between Chinese characters a line break is nothing."""
    broken, blanks, _ = _patterns()
    return blanks.sub(" ", broken.sub("", clean(text)))


def is_han(char: str) -> bool:
    """Whether no blank stands beside ``char`` in running text: a Chinese character or full-width punctuation."""
    return _patterns()[2].match(char) is not None


def joined(lines: Iterable[str]) -> str:
    """The lines of one paragraph as one line: a space only where neither side is Chinese."""
    parts: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        if parts and not (is_han(parts[-1][-1]) or is_han(line[0])):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)
