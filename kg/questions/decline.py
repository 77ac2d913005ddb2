"""Why a question is not answered, and which ones near it are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

from kg import areas
from kg.questions.match import Lattice, Parse
from kg.questions.patterns import words_of
from kg.questions.text import Folded, fold, parts_word
from kg.questions.types import Lang, QuestionType, note, notes, question_types
from kg.questions.words import Entry, Vocabulary, beyond, fillers, macros, particles

_SHARED = 3  # characters that a name has in common with a question for which it may be meant
_ALIKE = 10  # such names that are tried


def reasons(
    folded: Folded, here: Lattice, words: Vocabulary, found: tuple[Parse, ...], lang: Lang
) -> Iterator[str]:
    """What stands in the way, one sentence each; ``found`` are readings that have a year too many."""
    asked = [key for key, cues in beyond() if any(_stands_alone(folded.text, cue) for cue in cues)]
    yield from (note(key, lang) for key in asked)
    unknown = list(_unknown(folded.text, here))
    for begin, end in unknown:
        piece = folded.said(begin, end)
        area = piece if areas.by_name(piece) else _area_at_the_start(piece)
        if area:
            yield note("foreign", lang, area=area, areas="、".join(words.areas))
        else:
            yield note("unknown", lang, words=folded.said(*_whole(begin, end, here)).strip())
    if not asked and not unknown:
        yield note("year" if found else "together", lang)


def _unknown(text: str, here: Lattice) -> Iterator[tuple[int, int]]:
    """Begin and end of the pieces of the question that are neither names nor words of questions."""
    plain, known = [False] * len(text), [False] * len(text)
    for begin, ends in enumerate(here.slots):
        for end, _ in ends:
            _mark(known if end - begin > 1 else plain, begin, end)
    for word in (*_all_words(), *(cue for _, cues in beyond() for cue in cues)):
        for begin, end in _places(text, word):
            _mark(known if len(word) > 1 or word in particles() else plain, begin, end)
    for counted in _counted().finditer(text):
        _mark(known, *counted.span())
    for run in re.finditer("0+", "".join("1" if one else "0" for one in known)):
        begin, end = run.span()
        if end - begin > 1 or not plain[begin]:
            yield begin, end


@cache
def _counted() -> re.Pattern[str]:
    """Years, and numbers with what they count: 2021年, 哪三个, 多少所."""
    number, unit = ("|".join(sorted(words_of(macros()[name]))) for name in ("number", "unit"))
    return re.compile(rf"(?:19|20)\d\d年?度?|(?<![第前后])(?:哪(?:{number})?|多少|{number})(?:{unit})")


def _whole(begin: int, end: int, here: Lattice) -> tuple[int, int]:
    """A piece with what seems to belong to its name: 深圳 before 湾, if it is that short, and 医院 after 人民."""
    if end - begin == 1:
        begin = min(
            (
                b
                for b, slots in enumerate(here.slots)
                for e, entry in slots
                if e == begin and _is_place(entry)
            ),
            default=begin,
        )
    return begin, max((e for e, entry in here.slots[end] if "class" in entry.kinds), default=end)


def _is_place(entry: Entry) -> bool:
    """A thing that may be the first half of a longer name, unlike an area that one asks about."""
    return bool(entry.things) and "area" not in entry.kinds


def _area_at_the_start(name: str) -> str:
    """The longest full name of an area of the gazetteer that a piece begins with; "" if there is none."""
    fronts = (name[:end] for end in range(len(name), 2, -1))
    return next((front for front in fronts if any(area.name == front for area in areas.by_name(front))), "")


def _mark(places: list[bool], begin: int, end: int) -> None:
    places[begin:end] = [True] * (end - begin)


def _places(text: str, word: str) -> list[tuple[int, int]]:
    """Where a word stands, begin and end."""
    spans = (found.span() for found in re.finditer(re.escape(word), text))
    return [span for span in spans if not parts_word(text, *span)]


def _stands_alone(text: str, cue: str) -> bool:
    """Whether a cue is in the question, not as part of a word of questions: 不 is part of 是不是."""
    longer = [place for word in _all_words() if cue in word != cue for place in _places(text, word)]
    return any(not any(begin <= b and e <= end for begin, end in longer) for b, e in _places(text, cue))


@cache
def _all_words() -> frozenset[str]:
    """The words of all patterns, and the fillers."""
    return frozenset(fillers()).union(*(kind.words for kind in question_types()))


def nearest(folded: Folded, here: Lattice, words: Vocabulary, lang: Lang) -> tuple[str, ...]:
    """An example of each type, with the question's own names where they fit, else the graph's most like it; what it
    does not know is looked for in the texts. Those most like the question first.
    """
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

    unknown = [folded.said(*piece) for piece in _unknown(folded.text, here) if piece[1] - piece[0] > 1]
    named += [(piece, Entry(frozenset(("text",)), piece)) for piece in unknown]
    named += [(entry.value, entry) for _, entry in _alike(folded.text, words)]
    filled = (example(kind, words, lang, named) for kind in question_types())
    return tuple(sorted(filter(None, filled), key=likeness, reverse=True))


def _alike(text: str, words: Vocabulary) -> list[tuple[int, Entry]]:
    """Names of things by how many of their characters the question has, in their order: 河套合作区 is of 河套科技合作区."""
    from rapidfuzz.distance import LCSseq

    found = [
        (LCSseq.similarity(word, text), entry)
        for word, entries in words.entries.items() for entry in entries
        if entry.things and word == fold(entry.value).text  # and is no short name, nor “this district”
    ]  # fmt: skip
    close = [one for one in found if one[0] >= max(_SHARED, len(one[1].value) / 2 - 1)]
    return sorted(close, key=lambda one: (-one[0], len(one[1].value), one[1].value))[:_ALIKE]


def near(text: str, words: Vocabulary) -> tuple[str, ...]:
    """Names of which a folded question has all but one or two characters; none that it has."""
    return tuple(
        entry.value
        for shared, entry in _alike(text, words)
        if len(entry.value) - 2 <= shared > _SHARED and fold(entry.value).text not in text
    )


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
    return note(f"some {kind}", lang) if f"some {kind}" in notes() else ""


def _slots(text: str) -> list[re.Match[str]]:
    return list(re.finditer(r"\{(?P<kind>\w+)(?::\w+)?\}", text))
