"""Parallel lists: three engines, three industries, three positionings said in one breath.

The members are paired one by one only where the text itself ties them together: the industry is part of the engine's name
(科技创新 holds 科创) or is spoken of in the section that is about the engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.model import Mention, NumberedSet, Relation
from kg.rules.reading import Reading
from kg.rules.sets import classes_of


def find_pairs(
    readings: Sequence[Reading], mentions: Mapping[int, Sequence[Mention]], sets: Sequence[NumberedSet]
) -> tuple[Relation, ...]:
    """prioritises between the engines and the industries of two sets of one sentence, member by member."""
    engines = [s for s in sets if "Engine" in classes_of(s.label) and s.members]
    found: list[Relation] = []
    for engine_set in engines:
        for other in sets:
            if (
                other.sentence == engine_set.sentence
                and len(other.members) == len(engine_set.members)
                and "Industry" in classes_of(other.label)
            ):
                for engine, industry in zip(engine_set.members, other.members, strict=True):
                    if _holds(engine, industry) or _spoken_of(
                        readings, mentions, engine, industry, engine_set.sentence
                    ):
                        found.append(
                            Relation(
                                engine_set.sentence, "pair", engine, "prioritises", industry, confidence=0.7
                            )
                        )
    return tuple(found)


def _holds(name: str, short: str) -> bool:
    """Whether the characters of ``short`` stand in ``name`` in their order (科创 in 科技创新)."""
    at = -1
    for char in short:
        at = name.find(char, at + 1)
        if at < 0:
            return False
    return True


def _spoken_of(
    readings: Sequence[Reading],
    mentions: Mapping[int, Sequence[Mention]],
    engine: str,
    industry: str,
    said: int,
) -> bool:
    sections = {
        id(r.sentence.section)
        for r in readings
        if r.sentence.section
        and r.sentence.index != said
        and any(m.label == engine for m in mentions.get(r.sentence.index, ()))
        and not r.sentence.heading
    }
    return any(
        r.sentence.index != said
        and r.sentence.section
        and id(r.sentence.section) in sections
        and m.label.startswith(industry)
        for r in readings
        for m in mentions.get(r.sentence.index, ())
        if "Industry" in m.classes
    )
