"""Who is to do it, where the text names a body: in place of the jurisdiction, the agent of a measure.

由 X 牵头（负责、会同 …）: of the measures between the same ；. （牵头单位：X、Y）: of the measures of the paragraph above it;
the first one named leads. X ｜ 将 推进 …: X is the subject of the verb. Spans are half-open, in code points of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.model import Fact, Measure, Mention
from kg.rules.reading import Reading
from kg.rules.subjects import only_cues
from kg.rules.words import tie_words

_BODIES = frozenset({"Institution", "Area"})


def with_agents(
    facts: Sequence[Fact], readings: Sequence[Reading], mentions: Mapping[int, Sequence[Mention]]
) -> list[Fact]:
    """The facts, each measure with the body that its sentence or the line below its paragraph makes responsible."""
    kept = {f.label for f in facts if isinstance(f, Mention)}
    named = {
        reading.sentence.index: tuple(_spans(reading, mentions.get(reading.sentence.index, ())))
        for reading in readings
    }
    below = dict(_told_below(readings, mentions))
    done: list[Fact] = []
    for fact in facts:
        if isinstance(fact, Measure):
            body = _body(fact, readings[fact.sentence], named[fact.sentence], below)
            fact = replace(fact, agent=body) if body in kept else fact
        done.append(fact)
    return done


def _body(
    measure: Measure, reading: Reading, spans: Sequence[tuple[int, int, str]], below: Mapping[int, str]
) -> str | None:
    """The body over the measure: named in its stretch, else its verb's subject, else told below."""
    begin = measure.begin - reading.sentence.begin
    for first, last, label in spans:
        if first <= begin < last:
            return label
    return below.get(measure.sentence)


def _spans(reading: Reading, mentions: Sequence[Mention]) -> Iterator[tuple[int, int, str]]:
    """Stretches of a sentence, local to it, and the body that is to act in each."""
    text, start = reading.sentence.text, reading.sentence.begin
    bodies = {m.begin - start: m for m in mentions if "Institution" in m.classes}
    if not bodies:
        return
    for match in _led().finditer(text) if "由" in text else ():
        body = bodies.get(match.start(1))
        if body:
            first = max(text.rfind(mark, 0, match.start()) for mark in "；;") + 1
            ends = [at for mark in "；;" if (at := text.find(mark, match.end())) > 0]
            yield first, min(ends, default=len(text)), body.label
    for deed in reading.deeds:
        act = deed.act
        body = bodies.get(act.subject_begin)
        if body and not act.fronted and only_cues(text, body.end - start, act.begin):
            yield act.begin, act.begin + 1, body.label


@cache
def _led() -> re.Pattern[str]:
    return re.compile(f"由([^，。；;、]{{2,24}}?)(?:{'|'.join(tie_words('lead'))})")


def _told_below(
    readings: Sequence[Reading], mentions: Mapping[int, Sequence[Mention]]
) -> Iterator[tuple[int, str]]:
    """Sentences by index and the body that a line at their end makes responsible (责任单位：甲局、乙局)."""
    first = 0
    for at, reading in enumerate(readings):
        sentence = reading.sentence
        if sentence.heading or (at and readings[at - 1].sentence.section is not sentence.section):
            first = at
        match = _responsible().search(sentence.text)
        if not match:
            continue
        told = [
            m
            for m in mentions.get(sentence.index, ())
            if _BODIES & set(m.classes) and m.begin - sentence.begin == match.end()
        ]
        if told:
            longest = max(told, key=lambda m: m.end)
            yield from ((r.sentence.index, longest.label) for r in readings[first : at + 1])
        first = at + 1


@cache
def _responsible() -> re.Pattern[str]:
    words = "|".join(tie_words("charge"))
    return re.compile(rf"(?:{words})(?:单位|部门|领导)?\s*[:：]\s*")
