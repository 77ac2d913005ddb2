"""The lexicon as fast lookups, compiled once on first use.

`cues` finds the words that build a clause (openers, verbs, prepositions) and `heads` the nouns that end a name;
both are single Aho–Corasick passes over the text, so cost is linear however many words there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kg.lexicon import tsv


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun: what it makes of the phrase that it ends."""

    word: str
    classes: tuple[str, ...]
    subclass: str | None
    need: str  # proper, long, mid, any


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
    """The words of two characters, and by joint the longer phrases with the place of the joint in them."""
    rows = [(kind, word) for kind, cell in tsv("inside") for word in words(cell)]
    phrases: dict[str, list[tuple[int, str]]] = {}
    for kind, word in rows:
        for at, char in enumerate(word) if kind == "phrase" else ():
            if char in "和与及":
                phrases.setdefault(char, []).append((at, word))
    short = frozenset(word for kind, word in rows if kind != "phrase")
    return short, {char: tuple(found) for char, found in phrases.items()}


def inside_word(text: str, at: int) -> bool:
    """Whether the character at ``at`` is part of a word or phrase there (和谐, 国民经济和社会发展), so that it joins nothing."""
    short, phrases = _inside()
    if text[at : at + 2] in short or text[at - 1 : at + 1] in short:
        return True
    return any(at >= place and text.startswith(word, at - place) for place, word in phrases.get(text[at], ()))


@cache
def follow() -> tuple[str, ...]:
    """What marks a verb before it as the first half of a noun; see seeds/lexicon/verbs_nominal.tsv."""
    return tuple(sorted(nominal()["follow"]))


@cache
def openers() -> dict[str, frozenset[str]]:
    """Kind → words; see seeds/lexicon/openers.tsv."""
    return {kind: frozenset(words(cell)) for kind, cell in tsv("openers")}


@cache
def cue_kinds() -> dict[str, frozenset[str]]:
    """Word → the kinds it may be (verb, adverb, link, modal, …)."""
    found: dict[str, list[str]] = {}
    for kind, cues in openers().items():
        for word in cues:
            found.setdefault(word, []).append(kind)
    for word in transitive():
        found.setdefault(word, []).append("verb")
    return {word: frozenset(kinds) for word, kinds in found.items()}


Cue = tuple[str, frozenset[str]]


@cache
def _cue_automaton() -> tuple[AhoCorasick, tuple[Cue, ...]]:
    known = tuple(cue_kinds().items())
    return AhoCorasick([word for word, _ in known], implementation=Implementation.ContiguousNFA), known


@lru_cache(maxsize=128)
def cues(text: str) -> Mapping[int, Cue]:
    """Where in ``text`` cue words begin, and the longest one there; found in one pass, kept while a sentence is read."""
    automaton, known = _cue_automaton()
    # matches come in the order of their ends, so that the longest one that begins at a place is the last to be put there
    return {
        begin: known[number] for number, begin, _ in automaton.find_matches_as_indexes(text, overlapping=True)
    }


def cue_at(text: str, at: int) -> Cue | None:
    """The longest cue word that begins at ``at`` and its kinds, or None."""
    return cues(text).get(at)


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


@cache
def _head_automaton() -> AhoCorasick:
    return AhoCorasick(tuple(sorted(heads())), implementation=Implementation.ContiguousNFA)


def head_spans(text: str) -> list[tuple[int, int]]:
    """Where heads stand in ``text``, in order, none inside another; of two that overlap the one that ends later.

    信息产业｜带: what ends the phrase is 产业带.
    """
    found: list[tuple[int, int]] = []
    for _, begin, end in _head_automaton().find_matches_as_indexes(text, overlapping=True):
        while found and found[-1][1] > begin:  # matches come in the order of their ends
            if found[-1][1] == end and found[-1][0] <= begin:
                break
            found.pop()
        else:
            found.append((begin, end))
    return found


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
def industry_automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    known = tuple(sorted(industries()))
    return AhoCorasick(
        known, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    ), known


@cache
def tie_words(kind: str) -> tuple[str, ...]:
    """The words of a kind of seeds/lexicon/ties.tsv."""
    return words({row[0]: row[1] for row in tsv("ties")}[kind])


@cache
def programmes() -> tuple[AhoCorasick, tuple[tuple[str, ...], ...]]:
    """Finds national programmes and works by name (leftmost, longest), and their classes by pattern number."""
    known = {word: tuple(classes.split("+")) for classes, cell in tsv("programmes") for word in words(cell)}
    found = AhoCorasick(
        tuple(known), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )
    return found, tuple(known.values())


def _joined(name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, cell in tsv(name):
        found[kind] = f"{found[kind]} {cell}" if kind in found else cell
    return found
