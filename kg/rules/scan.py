"""The words of the lexicon that stand in a text, found in one Aho–Corasick pass, so that cost is linear however many there are.

`cues` are the words that build a clause (openers, verbs, prepositions), `head_spans` the nouns that end a name, `named` what
every report calls by one name. All offsets are code points of the text, half-open.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from ahocorasick_rs import AhoCorasick, Implementation

from kg.rules.bodies import bodies
from kg.rules.heads import heads
from kg.rules.words import industries, openers, programmes, transitive

Cue = tuple[str, frozenset[str]]  # a word and the kinds it may be: verb, adverb, link, modal, …
Span = tuple[int, int]
Name = Literal["body", "programme", "industry"]


class _Scan(NamedTuple):
    cues: dict[int, Cue]  # by where they begin, the longest one there
    heads: list[Span]  # all of them, in the order of their ends
    names: dict[Name, list[Span]]  # likewise


@cache
def _automaton() -> tuple[AhoCorasick, tuple[tuple[Cue | None, bool, tuple[Name, ...]], ...]]:
    """The automaton, and what each of its words is, by number."""
    cue, head = cue_kinds(), heads()
    name: dict[Name, Container[str]] = {"body": bodies(), "programme": programmes(), "industry": industries()}
    known = tuple(dict.fromkeys((*cue, *head, *bodies(), *programmes(), *sorted(industries()))))
    of = tuple(
        ((word, cue[word]) if word in cue else None, word in head, tuple(k for k in name if word in name[k]))
        for word in known
    )
    return AhoCorasick(known, implementation=Implementation.ContiguousNFA), of


@lru_cache(maxsize=128)
def _scan(text: str) -> _Scan:
    """One pass over the text; kept while its sentence is read."""
    automaton, of = _automaton()
    cues: dict[int, Cue] = {}
    heads: list[Span] = []
    names: dict[Name, list[Span]] = {}
    # matches come in the order of their ends, so that the longest one that begins at a place is the last to be put there
    for number, begin, end in automaton.find_matches_as_indexes(text, overlapping=True):
        cue, head, kinds = of[number]
        if cue and (text[end - 1] != "中" or end - begin < 3 or not text[end : end + 1].isalpha()):
            cues[begin] = cue  # 推进｜中国（…）: no 推进中
        if head:
            heads.append((begin, end))
        if kinds:
            for kind in kinds:
                names.setdefault(kind, []).append((begin, end))
    return _Scan(cues, heads, names)


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


@lru_cache(maxsize=128)
def cues(text: str) -> Mapping[int, Cue]:
    """Where in ``text`` cue words begin, and the longest one there."""
    return _scan(text).cues


def cue_at(text: str, at: int) -> Cue | None:
    """The longest cue word that begins at ``at`` and its kinds, or None."""
    return cues(text).get(at)


def head_spans(text: str, begin: int = 0, end: int | None = None) -> list[Span]:
    """Where heads stand in ``text[begin:end]``, in order, none inside another; of two that overlap the one that ends later.

    信息产业｜带: what ends the phrase is 产业带.
    """
    found: list[Span] = []
    last = len(text) if end is None else end
    for first, stop in _scan(text).heads:
        if first < begin or stop > last:
            continue
        while found and found[-1][1] > first:  # they come in the order of their ends
            if found[-1][1] == stop and found[-1][0] <= first:
                break
            found.pop()
        else:
            found.append((first, stop))
    return found


def named(text: str) -> list[tuple[Name, int, int]]:
    """The words that name something by themselves, kind by kind: in order, leftmost and longest first, none over another."""
    names = _scan(text).names
    found: list[tuple[Name, int, int]] = []
    for kind in get_args(Name) if names else ():
        edge = 0
        for begin, end in sorted(names.get(kind, ()), key=lambda span: (span[0], -span[1])):
            if begin >= edge:
                found.append((kind, begin, end))
                edge = end
    return found
