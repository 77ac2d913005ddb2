"""The lexicon as fast lookups, compiled once on first use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.lexicon import tsv


def words(cell: str) -> tuple[str, ...]:
    return tuple(cell.split())


@cache
def verbs() -> dict[str, frozenset[str]]:
    """Verb → its classes (build, make, push, improve, help, act, draw, keep, reduce, final)."""
    found: dict[str, set[str]] = {}
    for kind, cell in tsv("verbs"):
        for word in words(cell):
            found.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


@cache
def transitive() -> frozenset[str]:
    """Verbs that take an object."""
    return frozenset(w for w, kinds in verbs().items() if kinds != {"final"})


@cache
def final() -> frozenset[str]:
    return frozenset(w for w, kinds in verbs().items() if "final" in kinds)


@cache
def final_lengths() -> dict[str, tuple[int, ...]]:
    """Last character → the lengths of the final verbs that end with it, longest first."""
    return suffix_set(tuple(final())).lengths


@cache
def nominal() -> dict[str, frozenset[str]]:
    return {kind: frozenset(words(cell)) for kind, cell in tsv("verbs_nominal")}


@cache
def serial() -> dict[str, frozenset[str]]:
    """Kind → verbs that open a verb group; see seeds/lexicon/verbs_serial.tsv."""
    return {kind: frozenset(words(cell)) for kind, cell in tsv("verbs_serial")}


@cache
def _inside() -> tuple[frozenset[str], dict[str, tuple[tuple[int, str], ...]]]:
    """The words of two characters, and by joint and what follows it the longer phrases with the place of the joint."""
    rows = [(kind, word) for kind, cell in tsv("inside") for word in words(cell)]
    phrases: dict[str, list[tuple[int, str]]] = {}
    for kind, word in rows:
        for at, char in enumerate(word) if kind == "phrase" else ():
            if char in "和与及":
                phrases.setdefault(word[at : at + 2], []).append((at, word))
    short = frozenset(word for kind, word in rows if kind != "phrase")
    return short, {pair: tuple(found) for pair, found in phrases.items()}


def inside_word(text: str, at: int) -> bool:
    """Whether the character at ``at`` is part of a word or phrase there (和谐, 国民经济和社会发展), so that it joins nothing."""
    short, phrases = _inside()
    pair = text[at : at + 2]
    if pair in short or text[at - 1 : at + 1] in short:
        return True
    if pair not in phrases:
        return False
    return any(at >= place and text.startswith(word, at - place) for place, word in phrases[pair])


def follows(text: str, at: int, end: int | None = None) -> bool:
    """Whether what stands at ``at`` marks a verb before it as the first half of a noun; see seeds/lexicon/verbs_nominal.tsv."""
    return text.startswith(_starts("follow").get(text[at : at + 1], ()), at, end)


def tail_at(text: str, at: int, kind: str) -> bool:
    """Whether a tail of that kind begins at ``at``; see seeds/lexicon/tails.tsv."""
    return text.startswith(_starts(kind).get(text[at : at + 1], ()), at)


@cache
def _starts(kind: str) -> dict[str, tuple[str, ...]]:
    """First character → the words that begin with it, of ``follow`` or of a kind of tails: few are left to compare."""
    found: dict[str, list[str]] = {}
    for word in sorted(nominal()["follow"] if kind == "follow" else tails()[kind]):
        found.setdefault(word[0], []).append(word)
    return {first: tuple(known) for first, known in found.items()}


@cache
def openers() -> dict[str, frozenset[str]]:
    """Kind → words; see seeds/lexicon/openers.tsv."""
    return {kind: frozenset(words(cell)) for kind, cell in tsv("openers")}


@cache
def tails() -> dict[str, tuple[str, ...]]:
    """Kind → tails, longest first; see seeds/lexicon/tails.tsv."""
    return {
        kind: tuple(sorted(words(cell), key=len, reverse=True)) for kind, cell in _joined("tails").items()
    }


@cache
def _tail_lengths() -> dict[str, tuple[tuple[int, str], ...]]:
    """Last character → (length, kind) of the tails to take off that end with it: build before go, longest first."""
    found: dict[str, set[tuple[int, int, str]]] = {}
    for order, kind in enumerate(("build", "go")):
        for tail in tails()[kind]:
            found.setdefault(tail[-1], set()).add((order, -len(tail), kind))
    return {last: tuple((-length, kind) for _, length, kind in sorted(rows)) for last, rows in found.items()}


@cache
def _tail_kinds() -> dict[str, frozenset[str]]:
    return {kind: frozenset(table) for kind, table in tails().items()}


def tail_of(phrase: str, least: int = 2) -> tuple[str, str] | None:
    """The tail (build before go, longest first) that ``phrase`` ends with, and its kind; ``least`` characters stay."""
    known = _tail_kinds()
    for length, kind in _tail_lengths().get(phrase[-1:], ()):
        if len(phrase) - length >= least and phrase[-length:] in known[kind]:
            return phrase[-length:], kind
    return None


@cache
def rebuild_lengths() -> tuple[int, ...]:
    return tuple(sorted({len(t) for t in tails()["rebuild"]}, reverse=True))


@cache
def rebuild_starts() -> frozenset[str]:
    return frozenset(t[0] for t in tails()["rebuild"])


@cache
def suffixes(name: str) -> Suffixes:
    """Suffix sets by name: ``tails`` (any kind but go), ``follow`` (nouns of two characters), ``hypernyms``."""
    if name == "tails":
        table = tails()
        return suffix_set(table["build"] + table["clause"] + table["rebuild"])
    if name == "rebuild":
        return suffix_set(tails()["rebuild"])
    if name == "follow":
        return suffix_set(tuple(w for w in nominal()["follow"] if len(w) == 2))
    return suffix_set(tuple(w for w in hypernyms() if len(w) > 1))


@dataclass(frozen=True, slots=True)
class Suffixes:
    """Words to look for at the end of a phrase, in time that does not grow with their number."""

    words: frozenset[str]
    lengths: dict[str, tuple[int, ...]]

    def find(self, phrase: str, least: int = 0) -> str | None:
        """The longest of the words that ``phrase`` ends with, so that ``least`` characters stand before it."""
        for length in self.lengths.get(phrase[-1:], ()):
            if len(phrase) - length >= least and phrase[-length:] in self.words:
                return phrase[-length:]
        return None


def suffix_set(known: tuple[str, ...]) -> Suffixes:
    lengths: dict[str, set[int]] = {}
    for word in known:
        lengths.setdefault(word[-1], set()).add(len(word))
    return Suffixes(frozenset(known), {last: tuple(sorted(n, reverse=True)) for last, n in lengths.items()})


@cache
def generic() -> dict[str, frozenset[str]]:
    return {kind: frozenset(words(cell)) for kind, cell in _joined("generic").items()}


@cache
def hypernyms() -> dict[str, str]:
    """Noun end → classes parted by +, ``-`` (a list of things) or ``=`` (a list that stays whole)."""
    return {word: classes for classes, cell in tsv("hypernyms") for word in words(cell)}


@cache
def industries() -> frozenset[str]:
    terms = {word for _, cell in tsv("industries") for word in words(cell)}
    return frozenset(terms | {word + "经济" for row in tsv("economies") for word in words(row[0])})


@cache
def name_words(kind: str) -> str:
    """The words of a kind of seeds/lexicon/name_words.tsv as alternatives of a pattern, in their order."""
    return "|".join(words({row[0]: row[1] for row in tsv("name_words")}[kind]))


@cache
def tie_words(kind: str) -> tuple[str, ...]:
    """The words of a kind of seeds/lexicon/ties.tsv."""
    return words({row[0]: row[1] for row in tsv("ties")}[kind])


@cache
def programmes() -> dict[str, tuple[str, ...]]:
    """National programmes and works by name → their classes."""
    return {word: tuple(classes.split("+")) for classes, cell in tsv("programmes") for word in words(cell)}


def _joined(name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, cell in tsv(name):
        found[kind] = f"{found[kind]} {cell}" if kind in found else cell
    return found
