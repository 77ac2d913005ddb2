"""What lies where, as a sentence says it: X 落户 P, 位于 P 的 X, 在 P 建设 X, P 内的 X, and works in a clause that speaks of P.

Names that begin with a place are read in `kg.rules.places`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.model import Mention, Relation
from kg.rules.reading import Reading
from kg.rules.scan import cue_at
from kg.rules.subjects import governing, relation, span, subject_of
from kg.rules.words import tie_words

_LINES = frozenset({"Road", "River", "RoadWorks", "Transport"})  # along which much lies, and nothing in them
_FRONTS = ("", "把", "将", "让", "使")
_LIES = frozenset({"Project", "Institution", "Zone"})


def spoken_of(reading: Reading, mentions: Sequence[Mention]) -> list[Relation]:
    """In a sentence that says what a zone will do (X片区方面, 将 …), the works that follow lie in it."""
    found = []
    for mention in mentions:
        if not {"Project", "Zone"} & set(mention.classes) or {"Goal", "Area", "Engine"} & set(
            mention.classes
        ):
            continue
        at = span(reading, mention)[0]
        if "Zone" in mention.classes and _opens_clause(reading, at):
            continue  # a zone that is spoken of itself
        deed = governing(reading, at, at + 1)
        where = (
            None
            if deed and deed.act.action.endswith(tie_words("turn"))
            else subject_of(reading, mentions, at)
        )
        if deed and deed.act.fronted and not _topic().search(reading.sentence.text, 0, at):
            continue  # 甲谷全面开工，乙院投入使用: each clause has its own subject
        zone = where and where != mention.label and not mention.label.startswith(where)
        if zone and any(
            m.label == where
            and "Zone" in m.classes
            and not {"Engine", "Area"} & set(m.classes)
            and m.subclass not in _LINES
            for m in mentions
        ):
            found.append(relation(reading, "spoken-of", mention.label, "locatedIn", where or "", 0.6))
    return found


def _opens_clause(reading: Reading, at: int) -> bool:
    return any(b <= at and reading.sentence.text[b:at] in _FRONTS for b, _ in reading.clauses)


@cache
def _topic() -> re.Pattern[str]:
    """What makes the place before it the topic of all that follows: 甲片区方面, 甲片区：."""
    return re.compile("方面|[:：]|则")


@cache
def _placing() -> re.Pattern[str]:
    return re.compile("|".join(sorted(tie_words("settle"), key=len, reverse=True)))


def placed(reading: Reading, mentions: Sequence[Mention]) -> list[Relation]:
    """locatedIn by a verb of settling, of what stands before it in its clause."""
    found = []
    text = reading.sentence.text
    for match in _placing().finditer(text):
        zones = [m.label for m in mentions if span(reading, m)[0] == match.end() and "Zone" in m.classes]
        areas = [p.label for p in reading.places if p.begin == match.end()]
        where = max(zones, key=len, default=None) or next(iter(areas), None)
        if not where:
            continue
        clause = next(((b, e) for b, e in reading.clauses if b <= match.start() < e), (0, 0))
        for mention in mentions:
            begin, end = span(reading, mention)
            if clause[0] <= begin and end <= match.start() and _LIES & set(mention.classes):
                found.append(relation(reading, "placed", mention.label, "locatedIn", where, 0.9))
    return found


def built_in(reading: Reading, mentions: Sequence[Mention]) -> list[Relation]:
    """locatedIn of what is built in a place (在 P ｜ 建设 X) or told of as being in it (P内的 X, 位于 P 的 X)."""
    text = reading.sentence.text
    found = []
    for place in mentions:
        begin, end = span(reading, place)
        if "Zone" not in place.classes or "Goal" in place.classes or place.subclass in _LINES:
            continue
        clause = next((c for c in reading.clauses if c[0] <= begin < c[1]), (begin, end))
        hit = cue_at(text, end)
        if text[begin - 1 : begin] == "在" and begin - 1 == clause[0] and hit and "verb" in hit[1]:
            inside = [m for m in mentions if end <= span(reading, m)[0] < clause[1]]
        elif _within().match(text, end) or (text.endswith("位于", 0, begin) and text.startswith("的", end)):
            inside = [m for m in mentions if end < span(reading, m)[0] <= end + 4]
        else:
            continue
        for mention in inside:
            if _LIES & set(mention.classes) and "Goal" not in mention.classes:
                found.append(relation(reading, "built-in", mention.label, "locatedIn", place.label, 0.7))
    return found


@cache
def _within() -> re.Pattern[str]:
    return re.compile("(?:内|境内|范围内|区域内)的")
