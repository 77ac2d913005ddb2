"""Why a question is not answered, and which ones near it are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

from kg import areas
from kg.questions.match import Lattice, Parse
from kg.questions.text import Folded, fold, parts_word
from kg.questions.types import Lang, QuestionType, notes, question_types
from kg.questions.words import Entry, Vocabulary, beyond, fillers, particles


def reasons(
    folded: Folded, here: Lattice, words: Vocabulary, found: tuple[Parse, ...], lang: Lang
) -> Iterator[str]:
    """What stands in the way, one sentence each; ``found`` are readings that have a year too many."""

    def say(key: str, **more: object) -> str:
        return notes()[key].in_(lang).format(**more)

    asked = [key for key, cues in beyond() if any(_has(folded.text, cue) for cue in cues)]
    yield from map(say, asked)
    unknown = list(_unknown(folded, here))
    for name in unknown:
        area = name if areas.by_name(name) else _area_at_the_start(name)
        if area:
            yield say("foreign", area=area, areas="、".join(words.areas))
        else:
            yield say("unknown", words=name)
    if not asked and not unknown:
        yield say("year" if found else "together")


def _unknown(folded: Folded, here: Lattice) -> Iterator[str]:
    """The pieces of the question that are neither names nor words of questions, as they were written."""
    text = folded.text
    plain, known = [False] * len(text), [False] * len(text)
    for begin, ends in enumerate(here.slots):
        for end, _ in ends:
            _mark(known if end - begin > 1 else plain, begin, end)
    for word in (*_all_words(), *fillers(), *(cue for _, cues in beyond() for cue in cues)):
        for begin in (found.start() for found in re.finditer(re.escape(word), text)):
            if not parts_word(text, begin, begin + len(word)):
                _mark(known if len(word) > 1 or word in particles() else plain, begin, begin + len(word))
    for year in re.finditer(r"(?:19|20)\d\d年?度?", text):
        _mark(known, *year.span())
    for run in re.finditer("0+", "".join("1" if one else "0" for one in known)):
        begin, end = run.span()
        if not all(plain[begin:end]):
            yield folded.said(*_whole(begin, end, here)).strip()


def _whole(begin: int, end: int, here: Lattice) -> tuple[int, int]:
    """A piece with what seems to belong to its name: 深圳 before 湾, if it is that short, and 医院 after 人民."""
    if end - begin == 1:
        begin = min((b for b, slots in enumerate(here.slots) for e, _ in slots if e == begin), default=begin)
    return begin, max((e for e, entry in here.slots[end] if "class" in entry.kinds), default=end)


def _area_at_the_start(name: str) -> str:
    """The longest full name of an area of the gazetteer that a piece begins with; "" if there is none."""
    fronts = (name[:end] for end in range(len(name), 2, -1))
    return next((front for front in fronts if any(area.name == front for area in areas.by_name(front))), "")


def _mark(places: list[bool], begin: int, end: int) -> None:
    places[begin:end] = [True] * (end - begin)


def _has(text: str, word: str) -> bool:
    return any(
        not parts_word(text, found.start(), found.end()) for found in re.finditer(re.escape(word), text)
    )


@cache
def _all_words() -> frozenset[str]:
    return frozenset().union(*(kind.words for kind in question_types()))


def nearest(folded: Folded, here: Lattice, words: Vocabulary, lang: Lang) -> tuple[str, ...]:
    """An example of each type, with the question's own names where they fit; those most like the question first."""
    named = [
        (folded.said(begin, end), entry)
        for begin, ends in enumerate(here.slots) for end, entry in ends if end - begin > 1
    ]  # fmt: skip
    named.sort(key=lambda one: (-len(one[0]), one[0]))
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded.text)

    def likeness(text: str) -> float:
        matcher.set_seq1(fold(text).text)
        return matcher.ratio()

    filled = (example(kind, words, lang, named) for kind in question_types())
    return tuple(sorted(filter(None, filled), key=likeness, reverse=True))


def example(kind: QuestionType, words: Vocabulary, lang: Lang, named: list[tuple[str, Entry]]) -> str:
    """The type's example with names of the question where they fit, else of the graph; "" if it has none that does."""
    text, used = kind.example.in_(lang), set()
    for slot in _slots(text):
        fitting = [name for name, entry in named if slot["kind"] in entry.kinds and name not in used]
        name = fitting[0] if fitting else words.examples.get(slot["kind"]) or _word_for(slot["kind"], lang)
        if not name:
            return ""
        used.add(name)
        text = text.replace(slot[0], name, 1)
    return text


def _word_for(kind: str, lang: Lang) -> str:
    """What stands for a kind that has no names in a graph, such as a class."""
    said = notes().get(f"some {kind}")
    return said.in_(lang) if said else ""


def _slots(text: str) -> list[re.Match[str]]:
    return list(re.finditer(r"\{(?P<kind>\w+)(?::\w+)?\}", text))
