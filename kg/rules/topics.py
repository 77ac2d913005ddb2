"""What a section, a paragraph or a sentence is opened for, carried down to what stands under it (contributesTo).

A topic opens with 为规划建设好 X, or X 方面 (X an engine or a goal); it holds for the paragraphs that follow under the same
heading, until a paragraph opens with another purpose or with a set as a whole. A heading that is to bring about one goal
(一、加快建设 X) opens the paragraph under it; a sentence that begins so (着力打造 X，推进 …) opens itself; 把 X 打造成
增长极 opens what follows it up to the next ；, or, where it ends its sentence, the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.model import Mention, NumberedSet, Relation, Section
from kg.rules.names import PLACE_ENDS
from kg.rules.reading import Reading
from kg.rules.subjects import governing, span
from kg.rules.verbs import kinds_of_group
from kg.rules.words import tie_words

_SHORT = 26  # characters; a sentence that announces says one thing
_TURN = 8  # characters after 此外 in which the whole place is named
_HEADED = 40  # and one that a number makes a heading
_CONTRIBUTES = frozenset({"Project", "Policy", "Zone", "Institution", "Event"})
_KEPT = frozenset({"Area", "Goal"})  # ends themselves
_BRINGS = ("打造", "建设", "创建", "争创", "建成")
_FURTHERS = frozenset({"make", "build", "push"})


@dataclass(frozen=True, slots=True)
class Aims:
    """What a document names as engines, as goals, and as its sets."""

    engines: frozenset[str]
    goals: frozenset[str]
    sets: tuple[str, ...]

    def engine(self, mention: Mention) -> str | None:
        """The engine that a mention names, with or without 片区 and the like behind it."""
        if "Engine" in mention.classes or mention.label in self.engines:
            return mention.label
        shorter = (mention.label.removesuffix(end) for end in PLACE_ENDS)
        return next((label for label in shorter if label in self.engines), None)

    def goal(self, mention: Mention) -> bool:
        """Whether a mention names a goal of its own: a pattern of space takes in everything, and so says nothing."""
        return mention.label in self.goals and mention.subclass != "SpatialPattern"


@dataclass(frozen=True, slots=True)
class Topic:
    """An engine or goal that a stretch of text is about."""

    label: str
    engine: bool
    lasts: bool = False  # opened by a purpose clause: holds beyond its paragraph
    begin: int = 0  # where in its sentence it begins to hold, and ends
    end: int | None = None


def find_contributions(
    readings: Sequence[Reading],
    mentions: Mapping[int, Sequence[Mention]],
    sets: Sequence[NumberedSet],
    promoted: frozenset[str],
) -> tuple[Relation, ...]:
    """contributesTo for each document; ``mentions`` by sentence, ``promoted`` the labels that are engines."""
    found: list[Relation] = []
    topic: Topic | None = None
    headed: Topic | None = None
    section: Section | None = None
    paragraph = -1
    announced: Topic | None = None
    aims = Aims(
        promoted,
        frozenset(m.label for ms in mentions.values() for m in ms if "Goal" in m.classes),
        tuple(s.label for s in sets),
    )
    for reading in readings:
        sentence = reading.sentence
        here = mentions.get(sentence.index, ())
        if sentence.section is not section:
            section, topic = sentence.section, None
        if sentence.heading:
            headed, paragraph = _brought(reading, here, aims), -1
            topic = _named(reading, here, aims)
            continue
        if sentence.paragraph != paragraph:
            headed = headed if paragraph < 0 else None  # what is told first under the heading
            paragraph = sentence.paragraph
            topic = _carried(reading, here, topic, aims)
            announced = _announced(reading, here, aims)
            topic = announced or topic
        opened = _topic_of(reading, here, aims)
        if announced and not opened:
            announced = None  # what announces it is no part of it
            continue
        if opened and (topic is None or opened.engine or not topic.engine):
            topic = opened
        made = _made(reading, here)
        if made and opened and made.label == opened.label:
            topic, made = Topic(made.label, True), None  # 甲片区方面，…，让甲成为引擎: all of it is about 甲
        found += _contributions(reading, here, made or topic or _brought(reading, here, aims) or headed, aims)
        if made and made.lasts:
            topic = Topic(made.label, True)
        found += _serving(reading, here, aims)
    return tuple(found)


def _carried(reading: Reading, mentions: Sequence[Mention], topic: Topic | None, aims: Aims) -> Topic | None:
    """The topic at the start of a paragraph: the one carried on, unless the paragraph opens for something else."""
    text = reading.sentence.text
    if _topic_of(reading, mentions, aims):
        return None
    first = text[: reading.clauses[0][1]] if reading.clauses else text
    if (
        first.startswith(tie_words("purpose"))
        or any(label in first for label in aims.sets)
        or _numbered().match(text)
    ):
        return None
    carried = topic and topic.engine and topic.lasts and not _turns(reading, first)
    return topic if carried else None


def _turns(reading: Reading, first: str) -> bool:
    """Whether a paragraph turns to the whole place again: 此外，全区还将 …."""
    home = reading.jurisdiction or ""
    names = (home, home[:-1], "全" + home[-1:], "我" + home[-1:]) if home else ()
    opening = reading.sentence.text[: len(first) + _TURN]
    return first.startswith(tie_words("besides")) and any(len(n) > 1 and n in opening for n in names)


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(
        r"[（(]?[一二三四五六七八九十\d]+[)）、.．]|[一二三四五六七八九十]是|第[一二三四五六七八九十]"
    )


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(r"为(?:了)?(?=.{2})|围绕|聚焦")


def _topic_of(reading: Reading, mentions: Sequence[Mention], aims: Aims) -> Topic | None:
    """The engine or goal of 为…X, / X方面, in the first two clauses of a sentence."""
    text, start = reading.sentence.text, reading.sentence.begin
    for begin, end in reading.clauses[:2] if mentions else ():
        if not (_opening().match(text, begin, end) or text.endswith("方面", begin, end)):
            continue
        inside = [m for m in mentions if begin <= m.begin - start < end]
        if sum(aims.goal(m) and aims.engine(m) is None for m in inside) > 1:
            continue  # 聚焦打造甲、乙、丙: a list opens no topic
        for mention in reversed(inside):
            engine = aims.engine(mention)
            if engine:
                return Topic(engine, True, True)
            if aims.goal(mention):
                return Topic(mention.label, False)
    return None


def _made(reading: Reading, mentions: Sequence[Mention]) -> Topic | None:
    """What the sentence makes an engine, and how far that holds in it."""
    made = next((m for m in mentions if m.rule == "becoming"), None)
    if made is None:
        return None
    text, at = reading.sentence.text, span(reading, made)[1]
    stop = text.find("；", at)
    clause = next((e for b, e in reading.clauses if b <= at <= e), len(text))
    return Topic(made.label, True, clause >= len(text) - 1, clause, stop if stop > 0 else None)


def _brought(reading: Reading, mentions: Sequence[Mention], aims: Aims) -> Topic | None:
    """The one goal that a heading is about, or that the first clause of a sentence is to bring about."""
    if not mentions:
        return None
    text = reading.sentence.text
    heading = reading.sentence.heading
    first = len(text) if heading or not reading.clauses else reading.clauses[0][1]
    named = [m for m in mentions if span(reading, m)[1] <= first]
    goals = [m for m in named if aims.goal(m)]
    if len({m.label for m in goals}) != 1 or any({"Institution", "Event"} & set(m.classes) for m in named):
        return None
    begin, end = span(reading, goals[0])
    deed = governing(reading, begin, end)
    if deed is None or deed.act.fronted or _FURTHERS.isdisjoint(kinds_of_group(deed.act.action)):
        return None
    if any(span(reading, m)[1] <= deed.act.begin for m in named) and not heading:
        return None  # 甲景区创建…: another's aim
    if heading and not deed.act.action.endswith(_BRINGS):
        return None
    if deed.act.action in tie_words("strive"):
        return None
    if "Zone" in goals[0].classes and "make" not in kinds_of_group(deed.act.action):
        return None  # 建设甲谷: a place that is built
    return Topic(goals[0].label, False, begin=0 if heading else end)


def _named(reading: Reading, mentions: Sequence[Mention], aims: Aims) -> Topic | None:
    """The engine that a heading opens with: 甲新城：打造….."""
    for mention in mentions:
        begin, end = span(reading, mention)
        engine = aims.engine(mention)
        if engine and begin <= 4 and reading.sentence.text[end : end + 1] in ("：", ":", "—", " ", "　"):
            return Topic(engine, True, True)
    return None


def _announced(reading: Reading, mentions: Sequence[Mention], aims: Aims) -> Topic | None:
    """The engine or goal that the short first sentence of a paragraph announces: 加快国际枢纽海港建设。"""
    text = reading.sentence.text
    numbered = _numbered().match(text) is not None  # （三）扩大开放合作，加快打造综合交通枢纽。
    if len(text) > (_HEADED if numbered else _SHORT) or (len(reading.deeds) != 1 and not numbered):
        return None
    for mention in reversed(mentions):
        engine = aims.engine(mention)
        if engine:
            return Topic(engine, True)
        if aims.goal(mention):
            return Topic(mention.label, False)
    return None


def _serving(reading: Reading, mentions: Sequence[Mention], aims: Aims) -> list[Relation]:
    """contributesTo from what stands before 支撑, 服务, 助力 to the engine or goal that these govern, in one sentence."""
    found: list[Relation] = []
    for deed in reading.deeds if mentions else ():
        act = deed.act
        if not act.action.endswith(tie_words("serve")):
            continue
        for served in mentions:
            at = span(reading, served)[0]
            label = aims.engine(served) or (served.label if served.label in aims.goals else None)
            if label and act.object_begin <= at < act.object_end:
                found += _contributions(reading, mentions, Topic(label, False, end=act.begin), aims)
    return found


def _contributions(
    reading: Reading, mentions: Sequence[Mention], topic: Topic | None, aims: Aims
) -> list[Relation]:
    """What stands where the topic holds, and is not what the topic is made of."""
    if topic is None:
        return []
    limit = len(reading.sentence.text) if topic.end is None else topic.end
    return [
        Relation(reading.sentence.index, "topic", m.label, "contributesTo", topic.label, confidence=0.75)
        for m in mentions
        if set(m.classes) & _CONTRIBUTES
        and topic.begin <= span(reading, m)[0] < limit
        and not reading.sentence.text[span(reading, m)[1] :][:1].isdecimal()
        and not (m.rule == "shared-front" and len(m.label) < 4)
        and m.rule != "inside"
        and m.label != topic.label
        and m.label not in aims.engines
        and _KEPT.isdisjoint(m.classes)
    ]
