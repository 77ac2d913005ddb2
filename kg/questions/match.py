"""Questions against patterns: every way in which a pattern covers the whole question, fillers aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.questions.patterns import Either, Node, Row, Slot, Word
from kg.questions.text import Folded, parts_word, quotes
from kg.questions.types import QuestionType, question_types
from kg.questions.words import Entry, Vocabulary, fillers


@dataclass(frozen=True, slots=True)
class Bound:
    """What the question's text from ``begin`` to ``end`` gives to a parameter."""

    param: str
    entry: Entry
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Parse:
    """A way to read the whole question. The year may stand anywhere in it, so no pattern names it."""

    type: QuestionType
    bound: tuple[Bound, ...]
    idle: int  # how many characters are fillers

    @property
    def fits(self) -> bool:
        """Whether its query takes all that it binds, each once: not every type can be asked of one year."""
        given = {(one.param, one.entry.value) for one in self.bound}
        return len(given) == len({param for param, _ in given} & self.type.parameters)

    @property
    def named(self) -> int:
        """How many characters are names: a longer name is a better reading than a shorter one and words."""
        return sum(one.end - one.begin for one in self.bound if one.entry.things or "role" in one.entry.kinds)

    @property
    def areas(self) -> int:
        """How many names are of areas with a document: a place within may have an area's short name."""
        return sum("area" in one.entry.kinds for one in self.bound)

    @property
    def parameters(self) -> dict[str, str]:
        return dict(self.type.constants) | {one.param: one.entry.value for one in self.bound}


# An offset, what was bound before it, how many characters were fillers.
_End = tuple[int, tuple[Bound, ...], int]


@dataclass(frozen=True, slots=True)
class Lattice:
    """What stands where in a folded question."""

    text: str
    slots: tuple[tuple[tuple[int, Entry], ...], ...]  # at each offset: the end and meaning of a word
    starts: tuple[tuple[_End, ...], ...]  # at each offset: where the next word may begin, fillers aside

    @property
    def is_idle(self) -> bool:
        """Whether it is all fillers."""
        return any(end == len(self.text) for end, _, _ in self.starts[0])


def lattice(folded: Folded, vocabulary: Vocabulary) -> Lattice:
    """Names and words, also where they overlap, and quotes; longer readings are told from shorter ones later."""
    text = folded.text
    slots: list[list[tuple[int, Entry]]] = [[] for _ in range(len(text) + 1)]
    for begin, end, entry in vocabulary.found(text):
        if not parts_word(text, begin, end):
            slots[begin].append((end, entry))
    for begin, end, quoted in quotes(folded):
        slots[begin].append((end, Entry(frozenset(("text",)), quoted)))
    starts: list[tuple[_End, ...]] = [((at, (), 0),) for at in range(len(text) + 1)]
    for at in range(len(text) - 1, -1, -1):
        starts[at] = tuple(dict.fromkeys((*starts[at], *_skips(text, at, slots[at], starts))))
    return Lattice(text, tuple(map(tuple, slots)), tuple(starts))


def _skips(
    text: str, at: int, slots: list[tuple[int, Entry]], starts: list[tuple[_End, ...]]
) -> Iterator[_End]:
    """Where one comes by leaving out what stands here: a filler, which is idle, or a year, which is kept."""
    for word in fillers():
        end = at + len(word)
        if text.startswith(word, at) and not parts_word(text, at, end):
            yield from ((after, bound, idle + len(word)) for after, bound, idle in starts[end])
    for year in _years(text, at, slots):
        yield from ((after, (year, *bound), idle) for after, bound, idle in starts[year.end])


def _years(text: str, at: int, slots: list[tuple[int, Entry]]) -> Iterator[Bound]:
    if said := _year().match(text, at):
        yield Bound("year", Entry(frozenset(("year",)), said[1]), at, said.end())
    yield from (Bound("year", entry, at, end) for end, entry in slots if "year" in entry.kinds)


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)(?:(?:in|for|of|by) |到)?(?:the year )?((?:19|20)\d\d)(?!\d)(?:年度?)?")


def readings(node: Node, here: Lattice) -> Iterator[tuple[tuple[Bound, ...], int]]:
    """What the pattern binds and how many characters it leaves idle, for each way in which it covers the question."""
    known: dict[tuple[int, int], tuple[_End, ...]] = {}

    def after(node: Node, at: int) -> tuple[_End, ...]:
        key = (id(node), at)
        if key not in known:
            known[key] = tuple(dict.fromkeys(step(node, at)))
        return known[key]

    def step(node: Node, at: int) -> Iterator[_End]:
        match node:
            case Word(word):
                for begin, bound, idle in here.starts[at]:
                    end = begin + len(word)
                    if here.text.startswith(word, begin) and not parts_word(here.text, begin, end):
                        yield end, bound, idle
            case Slot(kind, param):
                for begin, bound, idle in here.starts[at]:
                    for end, entry in here.slots[begin]:
                        if kind in entry.kinds:
                            yield end, (*bound, Bound(param, entry, begin, end)), idle
            case Either(choices):
                for choice in choices:
                    yield from after(choice, at)
            case Row(parts):
                reached: Iterable[_End] = ((at, (), 0),)
                for part in parts:
                    reached = dict.fromkeys(
                        _joined(one, more) for one in reached for more in after(part, one[0])
                    )
                yield from reached

    for one in after(node, 0):
        for end, bound, idle in (_joined(one, more) for more in here.starts[one[0]]):
            if end == len(here.text):
                yield bound, idle


def _joined(one: _End, more: _End) -> _End:
    return more[0], (*one[1], *more[1]), one[2] + more[2]


def parses(here: Lattice) -> tuple[Parse, ...]:
    """All readings, best first: most characters in names, the order of the types, most areas, most bound, fewest idle."""
    found = [
        (order, Parse(kind, *reading))
        for order, kind in enumerate(question_types())
        for node in kind.patterns for reading in readings(node, here)
    ]  # fmt: skip
    found.sort(key=lambda one: (-one[1].named, one[0], -one[1].areas, -len(one[1].bound), one[1].idle))
    return tuple(parse for _, parse in found)
