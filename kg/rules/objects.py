"""Names among the objects of acts: the left edge is the verb, the right edge what is done (〈推进〉滨江路改造工程〈建设〉)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.model import Mention
from kg.rules.acts import Act
from kg.rules.edges import CUTS, after_modifier, without_lead
from kg.rules.heads import head_of
from kg.rules.lists import Item, split
from kg.rules.names import Kind, classify, engine_noun, unmarked
from kg.rules.object_kinds import (
    ENDS_OF_GOALS,
    abstract,
    bare_goal,
    brings_about,
    founded,
    is_document,
    may_become,
    numbered_road,
    of_industry,
    puts_up,
    renowned,
    several,
    title,
    under_way,
    unheaded,
)
from kg.rules.phrases import holds_place, is_clausal, make_mention, past_places, rebuilt
from kg.rules.reading import Deed, Reading
from kg.rules.scan import head_spans
from kg.rules.verbs import kinds_of_group
from kg.rules.words import tails, tie_words

_FURTHERS = frozenset({"improve", "draw", "make", "build"})


def of_objects(reading: Reading) -> Iterator[Mention]:
    """Mentions among the objects of a sentence's deeds, and what 把 X 打造成 Y makes of X."""
    for outer in reading.deeds:
        for deed in outer.inner if outer.whole else (outer,):
            building, makes = puts_up(deed.act.action), brings_about(deed.act.action)
            found = [_of_item(reading, deed, item, building, makes) for item in deed.items]
            named = [mention for mention in found if mention]
            if len(found) > 1 and named:
                yield from _alike(reading, deed, named)
                named = _all_goals(named) if makes else named
            yield from named
        if outer.act.goal:
            yield from _made_of(reading, outer.act, *outer.act.goal)


def _all_goals(named: list[Mention]) -> list[Mention]:
    """The items of one list with one reading: where most are what a place is to become, so are those that may be."""
    goals = [m for m in named if "Goal" in m.classes]
    if 2 * len(goals) <= len(named):
        return named
    return [
        m
        if "Goal" in m.classes or not {"Zone", "Project"} & set(m.classes)
        else replace(m, classes=("Goal", *m.classes))
        for m in named
    ]


def _alike(reading: Reading, deed: Deed, named: list[Mention]) -> Iterator[Mention]:
    """The unnamed items of a list of industries: 发展总部经济、涉外金融、影视制作 names three."""
    if _FURTHERS.isdisjoint(kinds_of_group(deed.act.action)) or not all(
        "Industry" in m.classes for m in named
    ):
        return
    start = reading.sentence.begin
    for item in deed.items:
        bare = unmarked(item.label)
        free = not any(m.begin - start < item.end and item.begin < m.end - start for m in named)
        if (
            free
            and 2 <= len(bare) <= 9
            and not abstract(bare)
            and not is_clausal(bare)
            and head_of(bare) is None
        ):
            yield make_mention(
                reading, "alike", item.label, item.begin, item.end, Kind(("Industry",), None, 0.6)
            )


def _made_of(reading: Reading, act: Act, begin: int, end: int) -> Iterator[Mention]:
    """What 把 X 打造成 Y makes of X; each part of a list (甲和乙). What an area is to drive is its own aim."""
    text = reading.sentence.text
    area = any((p.begin, p.end) == (act.object_begin, act.object_end) for p in reading.places)
    for first, last in split(text, begin, end, "、和"):
        start = without_lead(text, after_modifier(text, first, last), last)
        label = text[start:last]
        drives = engine_noun().search(label)
        if 3 <= len(label) <= 24 and (area if drives else label[-1] in ENDS_OF_GOALS):
            yield make_mention(reading, "made", label, start, last, Kind(("Goal",), "Positioning", 0.75))


@cache
def _cuts() -> re.Pattern[str]:
    return re.compile("|".join(sorted(CUTS)))


def _of_item(reading: Reading, deed: Deed, item: Item, building: bool, makes: bool) -> Mention | None:
    """What an item names, if it names anything."""
    text = reading.sentence.text
    begin, end, label = item.begin, item.end, item.label
    plain = label == text[begin:end]  # no shared words were written out
    if plain:
        begin = without_lead(text, after_modifier(text, begin, end), end)
        label = text[begin:end]
    if plain and begin > item.begin and end - item.begin <= 20 and bare_goal(label, makes):
        label = text[item.begin : end]  # 长江经济带的桥头堡: the head alone says nothing
        return make_mention(reading, "object", label, item.begin, end, Kind(("Goal",), "Positioning", 0.6))
    makes = makes and not several().search(text, max(0, item.begin - 6), item.begin)
    cut = _cuts().search(label, 2) if plain else None
    if cut:  # 甲项目｜落户新城
        end, label = begin + cut.start(), label[: cut.start()]
    if reading.places and any((p.begin, p.end) == (begin, end) for p in reading.places):
        return None  # an area is itself
    if (makes or item.tail_kind == "build") and _of_home(reading, begin, end):
        return make_mention(reading, "object", label, begin, end, Kind(("Goal",), "Positioning", 0.7))
    proper = holds_place(reading.places, begin, end)
    built = building or item.tail_kind == "build" or under_way(deed, label)
    kind = rebuilt(label, proper) or classify(
        label, proper=proper, given=item.hypernym, built=built, goal=makes
    )
    if kind is None and deed.act.action.endswith(tie_words("serve")):
        served = classify(label, proper=proper, goal=True)
        kind = served if served and served.classes == ("Goal",) else None
    if "win" in kinds_of_group(deed.act.action):
        kind = title(label, kind)
    if kind is None and makes and may_become(text, item.begin, begin, label):
        kind = Kind(("Goal",), "Positioning", 0.6)  # 打造面向全国的算力保障基地
    if kind is None:
        kind = numbered_road(label) or founded(label, deed)
    if kind is None and plain and begin > item.begin and is_document(text[item.begin : end], label, deed):
        begin, label = item.begin, text[item.begin : end]
        return make_mention(reading, "object", label, begin, end, Kind(("Policy",), None, 0.6))
    if kind is None:
        kind = of_industry(label, deed) if deed.act.fronted else unheaded(label, deed, proper)
    if plain and (kind is None or label.endswith(tails()["thing"])):
        front = _zone_in_front(reading, begin, end)
        if front:
            return front
    if kind and not is_clausal(label):
        if makes and "Goal" not in kind.classes and renowned(text[item.begin : begin]):
            kind = Kind((*kind.classes, "Goal"), kind.subclass, kind.confidence)
        if plain and kind.classes == ("Industry",):
            begin = past_places(reading.places, begin, end - 1)
            label = text[begin:end]
        return make_mention(reading, "object", label, begin, end, kind)
    if plain and len(item.text) > len(label):
        return _with_tail(reading, item, begin, proper, built)
    return None


def _zone_in_front(reading: Reading, begin: int, end: int) -> Mention | None:
    """The zone that opens an object which has no name of its own: 东城开发区｜路网体系, 北湖片区｜经营性用地."""
    text = reading.sentence.text
    for first, stop in reversed(head_spans(text, begin, end)):
        if stop - first < 2 or stop == end or text.startswith(tails()["rebuild"], stop, end):
            continue
        if text.count("“", begin, stop) != text.count("”", begin, stop):
            continue
        kind = classify(text[begin:stop], proper=holds_place(reading.places, begin, stop))
        if kind and kind.classes == ("Zone",) and not is_clausal(text[begin:stop]) and text[begin] != "以":
            found = Kind(("Zone",), kind.subclass, 0.6)
            return make_mention(reading, "front", text[begin:stop], begin, stop, found)
    return None


def _with_tail(reading: Reading, item: Item, begin: int, proper: bool, built: bool) -> Mention | None:
    """The item with what was taken for its tail, where that is part of the name."""
    end = item.text_end
    whole = reading.sentence.text[begin:end]
    kind = rebuilt(whole, proper) or classify(whole, proper=proper, given=item.hypernym, built=built)
    if kind and not is_clausal(whole):
        return make_mention(reading, "object", whole, begin, end, kind)
    return None


def _of_home(reading: Reading, begin: int, end: int) -> bool:
    """Whether the phrase calls a place by what it is to be: 开放兰山, “五美”兰山."""
    front = reading.sentence.text[begin:end]
    home = (reading.jurisdiction or "")[:-1]
    if (
        len(home) >= 2
        and unmarked(front).endswith(home)
        and 2 <= len(unmarked(front)) - len(home) <= (16 if "”" in front else 8)
    ):
        return "的" not in front
    for place in reading.places:
        if place.end == end and begin < place.begin and 2 <= place.begin - begin <= 8 and "的" not in front:
            return True
    return False
