"""Whether a word is a proper name, as far as a general dictionary can tell.

jieba's dictionary is asked in two ways: words that it tags as names of people, places, bodies or brands (nr, ns, nt, nz), and
words that it does not hold at all, which show as two or more single characters side by side (蔡|甸) where a phrase is cut into
the likeliest words. Only the dictionary is jieba's: it is only asked about short fronts of candidate names, so often that each
word's chance is worked out beforehand.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.metadata import distribution
from math import inf, log
from pathlib import Path
from typing import NamedTuple

from kg.lexicon import tsv
from kg.rules.words import words

_NAMES = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})
_TABLES = (
    "heads", "industries", "economies", "hypernyms", "tails", "generic", "verbs", "verbs_nominal", "openers",
)  # fmt: skip
_FREQUENCY = 500  # of a word that the dictionary lacks: that of a middling one


class _Dictionary(NamedTuple):
    """What jieba's dictionary and our tables tell of words."""

    chances: dict[str, float]  # of each word, as a logarithm; minus infinity for what only begins a word
    unknown: float  # that of any other character
    names: frozenset[str]  # of two or more characters, tagged so, ordinary words apart


@cache
def _dictionary() -> _Dictionary:
    file = distribution("jieba").locate_file("jieba/dict.txt")  # found without the import, which loads models
    known: dict[
        str, float
    ] = {}  # how often each word was met, and then its chance: one table, since it is large
    tagged: set[str] = set()
    total = 0
    with Path(str(file)).open(encoding="utf-8") as lines:
        for line in lines:
            word, count, tag = line.split()
            known[word] = int(count)
            total += int(count)  # of every line: one word has two
            if tag in _NAMES and len(word) > 1:
                tagged.add(word)
    lacked = ordinary() - known.keys()
    known |= dict.fromkeys(lacked, _FREQUENCY)
    whole = log(total + _FREQUENCY * len(lacked))
    chances = {met: log(met) - whole for met in set(known.values())}
    for word in tuple(known):
        known[word] = chances[known[word]]
        for end in range(1, len(word)):
            known.setdefault(word[:end], -inf)
    return _Dictionary(known, -whole, frozenset(tagged - ordinary()))


@cache
def ordinary() -> frozenset[str]:
    """The words of two or more characters that our tables hold: of the genre, not of a place."""
    known = {word for row in tsv("ordinary") for word in words(row[0])}
    known |= {word for name in _TABLES for row in tsv(name) for word in words(row[-1])}
    return frozenset(word for word in known if len(word) > 1)


def names() -> frozenset[str]:
    """The words of two or more characters that the dictionary tags as names, but for ordinary words."""
    return _dictionary().names


@cache
def _blocks() -> re.Pattern[str]:
    """Stretches that words are made of, and single marks between them."""
    return re.compile(r"[\u4e00-\u9fd5A-Za-z0-9+#&._%-]+|.", re.DOTALL)


def cut(phrase: str) -> list[str]:
    """The likeliest words of ``phrase``, as jieba cuts it where it guesses no new ones."""
    return [word for block in _blocks().findall(phrase) for word in _likeliest(block)]


def _likeliest(block: str) -> list[str]:
    """The words with the highest product of chances; of two ways that are as likely, that of the longer first word."""
    known, unknown, _ = _dictionary()
    size = len(block)
    best = [0.0] * (size + 1)  # of what begins there
    ends = [0] * size
    for at in range(size - 1, -1, -1):
        top, stop = -inf, at
        for end in range(at + 1, size + 1):
            chance = known.get(block[at:end])
            if chance is None:
                break
            chance += best[end]
            if chance >= top:
                top, stop = chance, end
        if top == -inf:
            top, stop = unknown + best[at + 1], at + 1
        best[at], ends[at] = top, stop
    found: list[str] = []
    at, goes_on = 0, False
    while at < size:
        word = block[at : ends[at]]
        latin = len(word) == 1 and word.isascii() and word.isalnum()
        if latin and goes_on:
            found[-1] += word  # letters and digits that make no word stay together
        else:
            found.append(word)
        at, goes_on = ends[at], latin
    return found


@lru_cache(maxsize=65536)
def is_proper(front: str) -> bool:
    """Whether ``front`` (what stands before a head, no marks) holds a proper name."""
    run = 0
    known = names()
    for word in cut(front):
        if len(word) > 1:
            if word in known:
                return True
            run = 0
        else:
            run = run + 1 if "\u4e00" <= word <= "\u9fff" else 0
            if run > 1:
                return True
    return False
