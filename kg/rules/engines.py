"""Engines: members of 三大引擎, A、B等增长极, what is made one (把 X 打造成…增长极) or is said to be one (X 是…主引擎)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.model import Mention, Relation
from kg.rules.names import engine_noun
from kg.rules.reading import Reading
from kg.rules.subjects import relation

_DRIVES = frozenset({"Zone", "Industry", "Project"})


def engines(reading: Reading, mentions: Sequence[Mention]) -> list[Relation]:
    """hasEngine from the jurisdiction to each engine that the sentence names."""
    home = reading.jurisdiction
    if not home:
        return []
    return [
        relation(reading, "engine", home, "hasEngine", m.label, 0.9)
        for m in mentions
        if "Engine" in m.classes and m.label != home
    ]


@cache
def _becoming() -> re.Pattern[str]:
    """把/将/让 X 打造成/作为/成为 … 引擎."""
    nouns = engine_noun().pattern
    return re.compile(
        r"(?:把|将|让|以)(?P<what>(?![其它此之])[^，。；,;“”]{2,20}?)(?:作为|(?:打造|建设|培育|发展|提升|建)?成为?|打造为|为)(?P<to>[^，。；,;]{0,40}?"
        + nouns
        + ")"
    )


def made_engines(reading: Reading, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Mentions of places that the sentence makes or calls engines: 让 X 成为全市发展的新引擎."""
    text, start = reading.sentence.text, reading.sentence.begin
    found = []
    for match in _becoming().finditer(text) if engine_noun().search(text) else ():
        begin, end = match.span("what")
        inside = [
            m
            for m in mentions
            if begin <= m.begin - start and m.end - start <= end + 1 and _DRIVES & set(m.classes)
        ]
        found += [_as_engine(mention) for mention in inside]
        area = any(p.begin <= begin and end <= p.end for p in reading.places)
        if not inside and not area and 2 <= end - begin <= 10 and "、" not in match["what"]:
            found.append(
                Mention(
                    reading.sentence.index,
                    "becoming",
                    match["what"],
                    ("Engine", "Zone"),
                    start + begin,
                    start + end,
                    confidence=0.6,
                )
            )
    found += [_as_engine(m) for m in mentions if "Zone" in m.classes and _is_one().match(text, m.end - start)]
    return tuple(dict.fromkeys(found))


def _as_engine(mention: Mention) -> Mention:
    classes = ("Engine", *(c for c in mention.classes if c not in ("Goal", "Engine")))
    return replace(mention, classes=classes, rule="becoming")


@cache
def _is_one() -> re.Pattern[str]:
    """X｜是全市发展的主引擎, X｜作为…增长极, X｜成为新的增长点."""
    return re.compile(r"(?:作为|是|已?成为|成长为|正成为)[^，。；,;、]{0,24}?" + engine_noun().pattern)
