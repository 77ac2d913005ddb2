"""Names among the objects of acts: the left edge is the verb, the right edge what is done (〈推进〉滨江路改造工程〈建设〉)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Mention
from kg.rules.edges import (
    after_modifier,
    holds_place,
    is_clausal,
    make_mention,
    past_places,
    rebuilt,
    without_lead,
)
from kg.rules.lists import Item
from kg.rules.names import MARKS, Kind, classify
from kg.rules.proper import is_proper
from kg.rules.reading import Deed, Reading
from kg.rules.verbs import kinds_of, kinds_of_group
from kg.rules.words import head_of, nominal


def of_objects(reading: Reading) -> Iterator[Mention]:
    for deed in reading.deeds:
        building = _builds(deed)
        for item in () if deed.whole else deed.items:
            yield from _of_item(reading, deed, item, building)


def _builds(deed: Deed) -> bool:
    """Whether the act puts something up or moves it on: 建设, 规划, 打造, 推进 and their groups."""
    action = deed.act.action
    return bool({"build", "make", "push"} & (kinds_of_group(action) | kinds_of(action[:2])))


def _makes(deed: Deed) -> bool:
    """Whether the act brings about what a place is to be: 打造, 建成, 争创; 建设 too."""
    action = deed.act.action
    return "make" in kinds_of_group(action) or action.endswith(("建设", "创建"))


def _of_item(reading: Reading, deed: Deed, item: Item, building: bool) -> Iterator[Mention]:
    text = reading.sentence.text
    begin, end, label = item.begin, item.end, item.label
    plain = label == text[begin:end]  # no shared words were written out
    if plain:
        begin = without_lead(text, after_modifier(text, begin, end), end)
        label = text[begin:end]
    makes = _makes(deed)
    if plain and begin > item.begin and end - item.begin <= 20 and _bare_goal(label):
        label = text[item.begin : end]  # 长江经济带的桥头堡: the head alone says nothing
        yield make_mention(reading, "object", label, item.begin, end, Kind(("Goal",), "Positioning", 0.6))
    elif (makes or item.tail_kind == "build") and _of_home(reading, begin, end):
        yield make_mention(reading, "object", label, begin, end, Kind(("Goal",), "Positioning", 0.7))
    else:
        proper = holds_place(reading.places, begin, end)
        built = building or item.tail_kind == "build"
        kind = rebuilt(label, proper) or classify(label, proper=proper, given=item.hypernym, built=built, goal=makes)
        if kind is None and not deed.act.fronted:
            kind = _unheaded(label, deed, proper, built)
        if kind and not is_clausal(label):
            if makes and "Goal" not in kind.classes and _renowned(text[item.begin : begin]):
                kind = Kind((*kind.classes, "Goal"), kind.subclass, kind.confidence)
            if plain and kind.classes == ("Industry",):
                begin = past_places(reading.places, begin, end - 1)
                label = text[begin:end]
            yield make_mention(reading, "object", label, begin, end, kind)
        elif plain and len(item.text) > len(label):
            yield from _with_tail(reading, item, begin, proper, built)


def _with_tail(reading: Reading, item: Item, begin: int, proper: bool, built: bool) -> Iterator[Mention]:
    """The item with what was taken for its tail, where that is part of the name."""
    end = item.begin + len(item.text)
    whole = reading.sentence.text[begin:end]
    kind = rebuilt(whole, proper) or classify(whole, proper=proper, given=item.hypernym, built=built)
    if kind and not is_clausal(whole):
        yield make_mention(reading, "object", whole, begin, end, kind)


def _bare_goal(label: str) -> bool:
    head = head_of(label)
    return head is not None and head.classes == ("Goal",) and head.word == label


def _of_home(reading: Reading, begin: int, end: int) -> bool:
    """Whether the phrase calls a place by what it is to be: 开放兰山, “五美”兰山."""
    front = reading.sentence.text[begin:end]
    for place in reading.places:
        if place.end == end and begin < place.begin and 2 <= place.begin - begin <= 8 and "的" not in front:
            return True
    return False


def _unheaded(label: str, deed: Deed, proper: bool, built: bool) -> Kind | None:
    """A name without a known head: quoted, it is what is put up or carried out; else a named thing being built."""
    bare = label.translate(MARKS)
    if label.startswith("“") and label.endswith("”") and label.count("“") == 1 and 2 <= len(bare) <= 10:
        kinds = kinds_of_group(deed.act.action)
        if {"build", "make"} & kinds and deed.act.action not in ("实现", "形成"):
            return Kind(("Project",), None, 0.6)
        return Kind(("Policy",), None, 0.5) if {"act", "push", "make"} & kinds else None
    if built and 4 <= len(bare) <= 14 and head_of(bare) is None and (proper or is_proper(bare[:4])) and not _abstract(bare):
        return Kind(("Project",), None, 0.5)
    return None


def _abstract(bare: str) -> bool:
    """Whether the phrase ends as an action or a quality does, not as a thing does."""
    nouns = nominal()
    return bare[-2:] in nouns["noun"] or bare[-2:] in nouns["follow"] or bare[-1] in "化性率度力量"


def _renowned(front: str) -> bool:
    """Whether what stands before 的 praises a rank: 具有国际影响力的, 全国知名的."""
    return bool(re.search(r"具有|全国|国际|世界|全球|一流|领先|知名|影响力|竞争力|辐射|面向", front))
