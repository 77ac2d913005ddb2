"""Whether a word is a proper name, as far as a general dictionary can tell.

jieba's dictionary is asked in two ways: words that it tags as names of people, places, bodies or brands (nr, ns, nt, nz), and
words that it does not hold at all, which its own cutting shows as two or more single characters side by side (皇|岗).
A private Tokenizer is used, never jieba's global one; it is only asked about short fronts of candidate names.
"""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kg.lexicon import tsv
from kg.rules.words import words

_NAMES = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})
_TABLES = (
    "heads", "industries", "economies", "hypernyms", "tails", "generic", "verbs", "verbs_nominal", "openers",
)  # fmt: skip
_FREQUENCY = 500  # of a word that the dictionary lacks: that of a middling one


@cache
def tokenizer() -> Any:
    """A jieba Tokenizer of our own; built from the bundled dictionary and our tables, with no cache written to disk."""
    import jieba

    jieba.setLogLevel(logging.ERROR)
    own = jieba.Tokenizer()
    own.FREQ, own.total = own.gen_pfdict(own.get_dict_file())
    own.initialized = True
    for word in sorted(ordinary()):
        if not own.FREQ.get(word):
            own.add_word(word, _FREQUENCY)
    return own


@cache
def ordinary() -> frozenset[str]:
    """The words of two or more characters that our tables hold: of the genre, not of a place."""
    known = {word for row in tsv("ordinary") for word in words(row[0])}
    known |= {word for name in _TABLES for row in tsv(name) for word in words(row[-1])}
    return frozenset(word for word in known if len(word) > 1)


@cache
def names() -> frozenset[str]:
    """The words of two or more characters that the dictionary tags as names, but for ordinary words."""
    import jieba

    path = Path(jieba.__file__).with_name("dict.txt")
    found = set()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            word, _, tag = line.split(" ")
            if len(word) > 1 and tag.strip() in _NAMES:
                found.add(word)
    return frozenset(found - ordinary())


@lru_cache(maxsize=65536)
def is_proper(front: str) -> bool:
    """Whether ``front`` (what stands before a head, no marks) holds a proper name."""
    run = 0
    known = names()
    for word in tokenizer().cut(front, HMM=False):
        if len(word) > 1:
            if word in known:
                return True
            run = 0
        else:
            run = run + 1 if "\u4e00" <= word <= "\u9fff" else 0
            if run > 1:
                return True
    return False
