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
_MARKS = "，。、；：！？（）《》「」『』【】"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(r"[ \t\r\n\f\v\u00a0\u2000-\u200a\u202f\u205f]+"), re.compile(rf"[{_HAN}]")


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
    """``text`` on one line: blanks are one space; line breaks too, or nothing where Chinese has none (CSS Text 4, 4.1.3)."""
    text = clean(text)

    def blank(match: re.Match[str]) -> str:
        left, right = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        broken = "\n" in match[0] or "\r" in match[0]
        if not (broken and left and right):
            return " "
        return "" if (is_han(left) and is_han(right)) or left in _MARKS or right in _MARKS else " "

    return _patterns()[0].sub(blank, text)


def is_han(char: str) -> bool:
    """Whether no blank stands beside ``char`` in running text: a Chinese character or full-width punctuation."""
    return _patterns()[1].match(char) is not None


def joined(lines: Iterable[str]) -> str:
    """The lines of one paragraph as one line: a space only where neither side is Chinese."""
    parts: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        if parts and not (is_han(parts[-1][-1]) or is_han(line[0])):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)
