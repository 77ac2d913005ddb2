"""What a numeric formula stands for, said after it: “一核”即中心城区 … “两翼”即甲新区和乙新区; 以甲为一核，以乙、丙为两翼.

Each part of the formula (一核, 两翼) is looked for in the sentence of the formula and in those that follow. The set gets its
members only where every part that has a number lists as many as it says; 多点 may list any number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from kg.model import Mention, NumberedSet
from kg.rules.edges import after_modifier
from kg.rules.lists import split
from kg.rules.reading import Reading, Span
from kg.rules.sets import number, parts_of
from kg.rules.trims import trim

_AHEAD = 40  # sentences after the formula in which its parts are told
_LONGEST = 24  # characters of a member

Found = list[tuple[Reading, Span]]


def told_later(
    readings: Sequence[Reading], mentions: Mapping[int, Sequence[Mention]], sets: Sequence[NumberedSet]
) -> Iterator[tuple[NumberedSet, NumberedSet, tuple[Mention, ...]]]:
    """Each formula without members that the text tells the members of: as it was, as it is, and members newly named."""
    for named in sets:
        if named.rule != "formula" or named.members:
            continue
        found = _members(readings[named.sentence : named.sentence + _AHEAD], named.label)
        if found:
            told = [_mention(reading, span, mentions) for reading, span in found]
            new = tuple(mention for mention, known in told if not known)
            yield named, replace(named, members=tuple(m.label for m, _ in told), confidence=0.8), new


def _members(readings: Sequence[Reading], label: str) -> Found:
    """Where the members stand, part by part; nothing where a part with a number is not told."""
    found: Found = []
    for numeral, noun in parts_of(label):
        count = number(numeral)
        part = next((p for r in readings if (p := _part(r, numeral, noun, count))), [])
        if not part and count:
            return []
        found += part
    return found


def _part(reading: Reading, numeral: str, noun: str, count: int) -> Found:
    """The members of one part (两翼) in one sentence, or none."""
    text = reading.sentence.text
    if noun not in text:
        return []
    for match in _told(numeral, noun).finditer(text):
        begin, end = match.span(match.lastindex or 1)
        etc = text.find("等", begin + 2, end)
        end = etc if etc > 0 else end
        spans = [trim(text, after_modifier(text, b, e), e) for b, e in split(text, begin, end)]
        spans = [(b, e) for b, e in spans if 2 <= e - b <= _LONGEST]
        if spans and len(spans) == (count or len(spans)):
            return [(reading, span) for span in spans]
    return []


@lru_cache(maxsize=256)
def _told(numeral: str, noun: str) -> re.Pattern[str]:
    """“两翼”即甲、乙; 两翼：甲和乙; 以甲、乙为两翼; 以甲为核心; 带动甲、乙两翼齐飞; 推动甲、乙、丙三区联动."""
    part = f"{numeral}(?:大|个|条)?{noun}"
    lead = rf"|{noun}(?:心)?|核心|中心|龙头|引领|纽带|主轴" if numeral == "一" else f"|{noun}"
    return re.compile(
        rf"[“\"]?{part}[”\"]?(?:即是?|是指|指的?是|分别(?:是|为)|为|是|：|:|——|（|\()([^，。；;,）)]{{2,90}})"
        rf"|以([^，。；;,]{{2,60}}?)为[“\"]?(?:(?:发展|景观|生态|城市|经济|空间)?{part}{lead})(?![\u4e00-\u9fff])"
        rf"|(?:带动|推动|促进|打造|建设)([^，。；;,“]{{4,60}}?)(?:{part}|协同联动|联动发展)"
    )


def _mention(reading: Reading, span: Span, mentions: Mapping[int, Sequence[Mention]]) -> tuple[Mention, bool]:
    """The mention at the span, and whether it was known; a member that nothing else names is a zone."""
    index, start = reading.sentence.index, reading.sentence.begin
    begin, end = span[0] + start, span[1] + start
    here = mentions.get(index, ())
    known = [m for m in here if m.begin < end and begin < m.end and 2 * (m.end - m.begin) > end - begin]
    if known:
        return max(known, key=lambda m: m.end - m.begin), True
    label = reading.sentence.text[span[0] : span[1]].strip("“”")
    return Mention(index, "formula-member", label, ("Zone",), begin, end, confidence=0.7), False
