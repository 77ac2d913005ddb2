"""A question as it is compared: one width, small letters, without quotation marks and idle spaces."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_MARKS = frozenset("“”\"'‘’「」『』《》〈〉")
_QUOTED = re.compile('[“"‘「『《]([^“”"‘’「」『』《》]+)[”"’」』》]')


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` with, for each of its characters, its offset in ``original`` (code points)."""

    original: str
    text: str
    places: tuple[int, ...]

    def said(self, begin: int, end: int) -> str:
        """What stands in the original between two offsets of ``text``."""
        return self.original[self.places[begin] : self.places[end - 1] + 1]


def fold(text: str) -> Folded:
    """Characters in NFKC and lower case; quotation marks left out; one space where it parts Latin words, else none.

    A lone surrogate, which no name has, becomes U+FFFD.
    """
    kept: list[tuple[str, int]] = []
    space: int | None = None
    for place, raw in enumerate(text):
        for char in "" if raw in _MARKS else unicodedata.normalize("NFKC", raw).lower():
            if char.isspace():
                space = place
                continue
            if space is not None and kept and is_latin(kept[-1][0]) and is_latin(char):
                kept.append((" ", space))
            space = None
            kept.append(("\ufffd" if "\ud800" <= char <= "\udfff" else char, place))
    return Folded(text, "".join(char for char, _ in kept), tuple(place for _, place in kept))


def quotes(folded: Folded) -> tuple[tuple[int, int, str], ...]:
    """What the question quotes: its begin and end in the folded text, and the words as they stand."""
    found = []
    for quote in _QUOTED.finditer(folded.original):
        inside = [i for i, place in enumerate(folded.places) if quote.start(1) <= place < quote.end(1)]
        if inside:
            found.append((inside[0], inside[-1] + 1, quote[1].strip()))
    return tuple(found)


def is_latin(char: str) -> bool:
    """A letter or digit that words are made of which spaces part."""
    return char.isascii() and char.isalnum()


def parts_word(text: str, begin: int, end: int) -> bool:
    """Whether a Latin word begins before ``begin`` and goes on, or goes on after ``end``."""
    before = begin > 0 and is_latin(text[begin - 1]) and is_latin(text[begin])
    return before or (end < len(text) and is_latin(text[end - 1]) and is_latin(text[end]))
