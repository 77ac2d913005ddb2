"""What a section or paragraph is opened for, carried down to what stands under it (contributesTo).

A topic opens with 为规划建设好 X, or X 方面, (X an engine or a goal), or with a heading that names an engine; it holds for the
paragraphs that follow under the same heading, until a paragraph opens with another purpose or with a set as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.model import Mention, NumberedSet, Relation, Section
from kg.rules.names import PLACE_ENDS
from kg.rules.reading import Reading
from kg.rules.words import tie_words

_SHORT = 26  # characters; a sentence that announces says one thing
_CONTRIBUTES = frozenset({"Project", "Policy", "Zone", "Institution", "Event"})


@dataclass(frozen=True, slots=True)
class Topic:
    """An engine or goal that a stretch of text is about."""

    label: str
    engine: bool
    lasts: bool = False  # opened by a purpose clause: holds beyond its paragraph


def find_contributions(
    readings: Sequence[Reading],
    mentions: Mapping[int, Sequence[Mention]],
    sets: Sequence[NumberedSet],
    promoted: frozenset[str],
) -> tuple[Relation, ...]:
    """contributesTo for each document; ``mentions`` by sentence, ``promoted`` the labels that are engines."""
    found: list[Relation] = []
    topic: Topic | None = None
    section: Section | None = None
    paragraph = -1
    announced: Topic | None = None
    set_labels = tuple(s.label for s in sets)
    goals = frozenset(m.label for ms in mentions.values() for m in ms if "Goal" in m.classes)
    for reading in readings:
        sentence = reading.sentence
        if sentence.section is not section:
            section, topic = sentence.section, None
        here = mentions.get(sentence.index, ())
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            topic = _opened(reading, here, topic, set_labels, promoted, goals)
            announced = _announced(reading, here, promoted, goals)
            topic = announced or topic
        opened = _topic_of(reading, here, promoted, goals)
        if announced and not opened:
            announced = None  # what announces it is no part of it
            continue
        if opened and (topic is None or opened.engine or not topic.engine):
            topic = opened
        if topic and not sentence.heading:
            found += _contributions(reading, here, topic, promoted)
        found += _serving(reading, here, promoted, goals)
    return tuple(found)


def _opened(
    reading: Reading,
    mentions: Sequence[Mention],
    topic: Topic | None,
    set_labels: tuple[str, ...],
    promoted: frozenset[str],
    goals: frozenset[str],
) -> Topic | None:
    """The topic at the start of a paragraph: the one carried on, unless the paragraph opens for something else."""
    text = reading.sentence.text
    if _topic_of(reading, mentions, promoted, goals):
        return None
    first = text[: reading.clauses[0][1]] if reading.clauses else text
    if (
        first.startswith(("为", "围绕", "聚焦"))
        or any(label in first for label in set_labels)
        or _numbered().match(text)
    ):
        return None
    return topic if topic and topic.engine and topic.lasts else None


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(
        r"[（(]?[一二三四五六七八九十\d]+[)）、.．]|[一二三四五六七八九十]是|第[一二三四五六七八九十]"
    )


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(r"为(?:了)?(?=.{2})|围绕|聚焦")


def _topic_of(
    reading: Reading, mentions: Sequence[Mention], promoted: frozenset[str], goals: frozenset[str]
) -> Topic | None:
    """The engine or goal of 为…X, / X方面, in the first two clauses of a sentence."""
    text, start = reading.sentence.text, reading.sentence.begin
    made = next((m for m in mentions if m.rule == "becoming"), None)
    if made:
        return Topic(made.label, True)
    for begin, end in reading.clauses[:2]:
        stretch = text[begin:end]
        if not (_opening().match(stretch) or stretch.endswith("方面")):
            continue
        inside = [m for m in mentions if begin <= m.begin - start < end]
        if sum(m.label in goals and _engine_of(m, promoted) is None for m in inside) > 1:
            continue  # 聚焦打造甲、乙、丙: a list opens no topic
        for mention in reversed(inside):
            engine = _engine_of(mention, promoted)
            if engine:
                return Topic(engine, True, True)
            if mention.label in goals:
                return Topic(mention.label, False)
    return None


def _engine_of(mention: Mention, promoted: frozenset[str]) -> str | None:
    """The engine that a mention names, with or without 片区 and the like behind it."""
    if "Engine" in mention.classes or mention.label in promoted:
        return mention.label
    shorter = (mention.label.removesuffix(end) for end in PLACE_ENDS)
    return next((label for label in shorter if label in promoted), None)


def _announced(
    reading: Reading, mentions: Sequence[Mention], promoted: frozenset[str], goals: frozenset[str]
) -> Topic | None:
    """The engine or goal that the short first sentence of a paragraph announces: 加快国际枢纽海港建设。"""
    if len(reading.sentence.text) > _SHORT or reading.sentence.heading or len(reading.deeds) != 1:
        return None
    for mention in mentions:
        engine = _engine_of(mention, promoted)
        if engine:
            return Topic(engine, True)
        if mention.label in goals:
            return Topic(mention.label, False)
    return None


def _serving(
    reading: Reading, mentions: Sequence[Mention], promoted: frozenset[str], goals: frozenset[str]
) -> list[Relation]:
    """contributesTo from what stands before 支撑, 服务, 助力 to the engine or goal that these govern, in one sentence."""
    found: list[Relation] = []
    start = reading.sentence.begin
    for deed in reading.deeds:
        act = deed.act
        if not act.action.endswith(tie_words("serve")):
            continue
        for served in mentions:
            at = served.begin - start
            label = _engine_of(served, promoted) or (served.label if served.label in goals else None)
            if label and act.object_begin <= at < act.object_end:
                before = [m for m in mentions if m.end - start <= act.begin]
                found += _contributions(reading, before, Topic(label, False), promoted)
    return found


def _contributions(
    reading: Reading, mentions: Sequence[Mention], topic: Topic, promoted: frozenset[str]
) -> list[Relation]:
    return [
        Relation(reading.sentence.index, "topic", m.label, "contributesTo", topic.label, confidence=0.75)
        for m in mentions
        if set(m.classes) & _CONTRIBUTES
        and not (m.rule == "shared-front" and len(m.label) < 4)
        and m.label != topic.label
        and m.label not in promoted
        and "Area" not in m.classes
    ]
