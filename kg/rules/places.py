"""What lies where, as names say it: a name that begins with a place's name lies there (东湖新城图书馆 → 东湖新城).

Also brings to light places that the text only uses inside names: a front that ends like a place (…湖, …山) and opens two
or more names is a zone of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.areas import by_name
from kg.model import Mention, Relation
from kg.rules.heads import head_of
from kg.rules.names import classify, unmarked
from kg.rules.reading import Reading
from kg.rules.words import suffixes

_WHOSE = (
    "高校",
    "企业",
    "青年",
    "人才",
    "居民",
    "院校",
    "大学",
    "商会",
    "银行",
)  # 香港高校…: of whom, not where
_SPANS = ("大桥", "特大桥", "隧道", "立交", "大道", "路", "组团")
_ROADS = frozenset({"Road", "RoadWorks", "Transport"})
_WATERS = ("河", "江", "流域")
_LOCATED = frozenset({"Zone", "Project", "Institution"})


def shared_fronts(
    readings: Sequence[Reading], mentions: Mapping[int, Sequence[Mention]]
) -> tuple[Mention, ...]:
    """Mentions of places that open two or more different names, where the place itself is not yet named."""
    labels = {unmarked(m.label) for ms in mentions.values() for m in ms if m.rule != "area"}
    fronts = Counter(front for label in labels for front in _fronts(label))
    known = sorted(f for f, n in fronts.items() if n >= 2 and f not in labels and not by_name(f))
    found = []
    for reading in readings:
        text, start = reading.sentence.text, reading.sentence.begin
        for front in known:
            at = text.find(front)
            if at >= 0:
                found.append(
                    Mention(
                        reading.sentence.index,
                        "shared-front",
                        front,
                        ("Zone",),
                        start + at,
                        start + at + len(front),
                        confidence=0.7,
                    )
                )
    return tuple(found)


def named_again(
    readings: Sequence[Reading], mentions: Mapping[int, Sequence[Mention]]
) -> tuple[Mention, ...]:
    """Further places where an engine is spoken of, which its list or its clause gave a name that no head tells."""
    engines = {
        m.label: m for ms in mentions.values() for m in ms if "Engine" in m.classes and len(m.label) > 3
    }
    found = []
    for reading in readings:
        text, start = reading.sentence.text, reading.sentence.begin
        for label, named in engines.items():
            at = text.find(label)
            here = mentions.get(reading.sentence.index, ())
            if at >= 0 and not any(m.begin < start + at + len(label) and start + at < m.end for m in here):
                found.append(
                    replace(
                        named,
                        sentence=reading.sentence.index,
                        begin=start + at,
                        end=start + at + len(label),
                        rule="named-again",
                    )
                )
    return tuple(found)


@cache
def _front() -> re.Pattern[str]:
    return re.compile(r"[\u4e00-\u9fff]{1,3}[湖山河江岛湾岭溪](?=[\u4e00-\u9fff]{2})")


def _fronts(label: str) -> list[str]:
    """The places that a name opens with: one shaped like a place (…湖), or a zone by its head (…保税区)."""
    match = _front().match(label)
    found = [match.group()] if match and len(match.group()) >= 2 else []
    for end in range(4, len(label) - 1):
        head = head_of(label[:end])
        if head and "Zone" in head.classes and len(head.word) >= 2:
            kind = classify(label[:end], proper=False)
            if kind and "Zone" in kind.classes:
                found.append(label[:end])
    return found


def find_places(
    readings: Sequence[Reading], mentions: Mapping[int, Sequence[Mention]]
) -> tuple[Relation, ...]:
    """locatedIn by name: each zone, project or institution whose name opens with a zone or an area."""
    zones = sorted(
        {
            m.label
            for ms in mentions.values()
            for m in ms
            if "Zone" in m.classes
            and ("Project" not in m.classes or m.subclass == "FunctionalZone")
            and len(m.label) >= 2
            and m.subclass not in _ROADS
            and not m.label.endswith(_WATERS)
        },
        key=len,
        reverse=True,
    )
    found: dict[tuple[str, str], Relation] = {}
    for reading in readings:
        for mention in mentions.get(reading.sentence.index, ()):
            if (
                not _LOCATED & set(mention.classes)
                or mention.rule == "area"
                or "Goal" in mention.classes
                or mention.subclass == "University"
            ):
                continue
            where = _opening_place(mention, zones) or _opening_area(reading, mention)
            if where and where != mention.label and (mention.label, where) not in found:
                found[mention.label, where] = Relation(
                    reading.sentence.index, "name", mention.label, "locatedIn", where, confidence=0.8
                )
    return tuple(found.values())


def _opening_place(mention: Mention, zones: Sequence[str]) -> str | None:
    """The zone that opens the name: what is done to the zone itself (甲商业街｜改造), or spans it (甲湖｜大桥), lies not in it."""
    for zone in zones:
        rest = mention.label[len(zone) :]
        if rest and mention.label.startswith(zone):
            return None if rest in suffixes("rebuild").words or rest in _SPANS else zone
    return None


@cache
def _branch() -> re.Pattern[str]:
    """A branch of what lies elsewhere: 上海师大｜附属秀洲学校, 贵阳一中｜观山湖分校."""
    return re.compile(r"附属|.{4,}(?:分校|分院|院区|校区|分行|分公司)$")


def _opening_area(reading: Reading, mention: Mention) -> str | None:
    begin = mention.begin - reading.sentence.begin
    for place in reading.places:
        rest = mention.end - reading.sentence.begin - place.end
        if (
            place.begin == begin
            and rest >= 2
            and place.coded
            and not (place.afar and mention.classes != ("Zone",))
            and not reading.sentence.text.startswith(_WHOSE, place.end)
            and not _branch().search(mention.label)
            and reading.sentence.text[place.end] not in "至—-湾关"
            and not (reading.sentence.text[place.end] == "河" and place.label != reading.jurisdiction)
        ):
            return place.label
    return None
