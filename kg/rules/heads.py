"""Head nouns: what ends a name and says of what class it is (…研究院, …合作区)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from kg.lexicon import tsv
from kg.rules.words import suffix_set, words


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun: what it makes of the phrase that it ends."""

    word: str
    classes: tuple[str, ...]
    subclass: str | None
    need: str  # proper, long, mid, any


@cache
def heads() -> dict[str, Head]:
    found: dict[str, Head] = {}
    for classes, subclass, need, cell in tsv("heads"):
        for word in words(cell):
            new, old = tuple(classes.split("+")), found.get(word)
            if old is None or old.classes == ("-",):
                found[word] = Head(word, new, subclass or None, need)
            elif new != ("-",):  # one head, two readings: both classes hold
                found[word] = Head(word, tuple(dict.fromkeys(old.classes + new)), old.subclass, old.need)
    return found


@cache
def head_lengths() -> dict[str, tuple[int, ...]]:
    """Last character → the lengths of the heads that end with it, longest first."""
    return suffix_set(tuple(heads())).lengths


@lru_cache(maxsize=65536)
def head_of(phrase: str) -> Head | None:
    """The longest head that ``phrase`` ends with, or None."""
    if not phrase:
        return None
    known = heads()
    for length in head_lengths().get(phrase[-1], ()):
        if length <= len(phrase):
            head = known.get(phrase[-length:])
            if head:
                return head
    return None
