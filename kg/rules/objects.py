"""Names among the objects of acts: the left edge is the verb, the right edge what is done (〈推进〉滨江路改造工程〈建设〉)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from kg.model import Mention
from kg.rules.edges import (
    CUTS,
    after_modifier,
    holds_place,
    is_clausal,
    make_mention,
    past_places,
    rebuilt,
    without_lead,
)
from kg.rules.heads import head_of
from kg.rules.lists import Item, split
from kg.rules.names import Kind, classify, engine_noun, unmarked
from kg.rules.proper import is_proper
from kg.rules.reading import Deed, Reading
from kg.rules.scan import cues, head_spans
from kg.rules.verbs import kinds_of, kinds_of_group
from kg.rules.words import generic, nominal, tails, tie_words

_FURTHERS = frozenset({"improve", "draw", "make", "build"})
_PRAISES = ("现代化", "国际化", "区域性", "全国性", "综合性", "一流")
_FOUNDS = frozenset({"成立", "组建", "设立", "筹建", "挂牌成立"})
_BODIES = (
    "委员会",
    "局",
    "中心",
    "院",
    "公司",
    "集团",
    "办公室",
    "领导小组",
    "专班",
    "指挥部",
    "联盟",
    "协会",
    "支队",
    "大队",
    "法庭",
)
_ISSUES = ("出台", "制定", "印发", "发布", "颁布", "编制", "制订")
_ATTRACTS = frozenset({"引进", "引入", "招引", "引育", "招引落户"})
_PRODUCES = ("投产", "达产", "试生产", "加速扩张", "投产达效", "落户", "竣工投产", "建成投产")
_ENDS_OF_GOALS = frozenset("圈谷廊岸州省国心区城地心纽港市县镇村园带户台口都极台板片窗点强厅乡群岛")


def of_objects(reading: Reading) -> Iterator[Mention]:
    """Mentions among the objects of a sentence's deeds, and what 把 X 打造成 Y makes of X."""
    for deed in reading.deeds:
        if not deed.whole:
            building, makes = _builds(deed.act.action), _makes(deed.act.action)
            found = [_of_item(reading, deed, item, building, makes) for item in deed.items]
            named = [mention for mention in found if mention]
            if len(found) > 1 and named:
                yield from _alike(reading, deed, named)
                named = _all_goals(named) if makes else named
            yield from named
        if deed.act.goal:
            yield from _made_of(reading, *deed.act.goal)


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
            and not _abstract(bare)
            and not is_clausal(bare)
            and head_of(bare) is None
        ):
            yield make_mention(
                reading, "alike", item.label, item.begin, item.end, Kind(("Industry",), None, 0.6)
            )


def _made_of(reading: Reading, begin: int, end: int) -> Iterator[Mention]:
    """What 把 X 打造成 Y makes of X; each part of a list of two (甲和乙)."""
    text = reading.sentence.text
    for first, last in split(text, begin, end, "、和"):
        start = without_lead(text, after_modifier(text, first, last), last)
        label = text[start:last]
        if 3 <= len(label) <= 24 and label[-1] in _ENDS_OF_GOALS and not engine_noun().search(label):
            yield make_mention(reading, "made", label, start, last, Kind(("Goal",), "Positioning", 0.75))


@lru_cache(maxsize=4096)
def _builds(action: str) -> bool:
    """Whether the act puts something up: 建设, 规划, 打造 and their groups."""
    return bool({"build", "make"} & (kinds_of_group(action) | kinds_of(action[:2])))


def _under_way(deed: Deed, label: str) -> bool:
    """Whether a road is moved on (加快滨江大道): then it is being built."""
    if "push" not in kinds_of_group(deed.act.action):
        return False
    head = head_of(unmarked(label))
    return head is not None and head.subclass == "Road"


@lru_cache(maxsize=4096)
def _makes(action: str) -> bool:
    """Whether the act brings about what a place is to be: 打造, 建成, 争创; 建设 too."""
    return "make" in kinds_of_group(action) or action.endswith(("建设", "创建"))


def _of_item(reading: Reading, deed: Deed, item: Item, building: bool, makes: bool) -> Mention | None:
    """What an item names, if it names anything."""
    text = reading.sentence.text
    begin, end, label = item.begin, item.end, item.label
    plain = label == text[begin:end]  # no shared words were written out
    if plain:
        begin = without_lead(text, after_modifier(text, begin, end), end)
        label = text[begin:end]
    if plain and begin > item.begin and end - item.begin <= 20 and _bare_goal(label, makes):
        label = text[item.begin : end]  # 长江经济带的桥头堡: the head alone says nothing
        return make_mention(reading, "object", label, item.begin, end, Kind(("Goal",), "Positioning", 0.6))
    makes = makes and not _several().search(text, max(0, item.begin - 6), item.begin)
    cut = min((at for word in CUTS if (at := label.find(word)) > 1), default=0) if plain else 0
    if cut:  # 甲项目｜落户新城
        end, label = begin + cut, label[:cut]
    if any((p.begin, p.end) == (begin, end) for p in reading.places):
        return None  # an area is itself
    if (makes or item.tail_kind == "build") and _of_home(reading, begin, end):
        return make_mention(reading, "object", label, begin, end, Kind(("Goal",), "Positioning", 0.7))
    proper = holds_place(reading.places, begin, end)
    built = building or item.tail_kind == "build" or _under_way(deed, label)
    kind = rebuilt(label, proper) or classify(
        label, proper=proper, given=item.hypernym, built=built, goal=makes
    )
    if kind is None and deed.act.action.endswith(tie_words("serve")):
        served = classify(label, proper=proper, goal=True)
        kind = served if served and served.classes == ("Goal",) else None
    if "win" in kinds_of_group(deed.act.action):
        kind = _title(label, kind)
    if kind is None and makes and _may_become(text, item.begin, begin, label):
        kind = Kind(("Goal",), "Positioning", 0.6)  # 打造面向全国的算力保障基地
    if kind is None:
        kind = _numbered_road(label) or _founded(label, deed)
    if kind is None and plain and begin > item.begin and _is_document(text[item.begin : end], label, deed):
        begin, label = item.begin, text[item.begin : end]
        return make_mention(reading, "object", label, begin, end, Kind(("Policy",), None, 0.6))
    if kind is None:
        kind = _of_industry(label, deed) if deed.act.fronted else _unheaded(label, deed, proper)
    if plain and (kind is None or label.endswith(tails()["thing"])):
        front = _zone_in_front(reading, begin, end)
        if front:
            return front
    if kind and not is_clausal(label):
        if makes and "Goal" not in kind.classes and _renowned(text[item.begin : begin]):
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
    for first, last in reversed(head_spans(text[begin:end])):
        stop = begin + last
        opened = text.count("“", begin, stop) != text.count("”", begin, stop)
        if last - first < 2 or stop == end or opened or text[stop:end].startswith(tails()["rebuild"]):
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


def _title(label: str, kind: Kind | None) -> Kind | None:
    """What is won: a title (国家湿地公园, “瓷都”), whatever its head says besides; prizes and figures are none."""
    if kind and set(kind.classes) & {"Event", "Policy", "Institution"}:
        return kind
    if kind:
        return Kind(tuple(dict.fromkeys(("Goal", *kind.classes))), "Title", kind.confidence)
    titled = label.endswith("”") or (len(label) >= 4 and label[-1] in _ENDS_OF_GOALS)
    return Kind(("Goal",), "Title", 0.7) if titled else None


def _may_become(text: str, begin: int, end: int, label: str) -> bool:
    """Whether what is brought about is of a rank (in what stands before 的) and ends as goals do."""
    praised = _renowned(text[begin:end]) if end > begin else label.startswith(_PRAISES)
    return praised and len(label) >= 4 and label[-1] in _ENDS_OF_GOALS


def _bare_goal(label: str, makes: bool) -> bool:
    """Whether the label is nothing but the head of a goal, or of a zone that is to be made (全省转型的示范区)."""
    head = head_of(label)
    if head is None or head.word != label:
        return False
    return head.classes == ("Goal",) or (makes and "Zone" in head.classes)


def _of_home(reading: Reading, begin: int, end: int) -> bool:
    """Whether the phrase calls a place by what it is to be: 开放兰山, “五美”兰山."""
    front = reading.sentence.text[begin:end]
    home = (reading.jurisdiction or "")[:-1]
    if len(home) >= 2 and unmarked(front).endswith(home) and 2 <= len(unmarked(front)) - len(home) <= 8:
        return "的" not in front
    for place in reading.places:
        if place.end == end and begin < place.begin and 2 <= place.begin - begin <= 8 and "的" not in front:
            return True
    return False


def _unheaded(label: str, deed: Deed, proper: bool) -> Kind | None:
    """A name without a known head: quoted, it is what is put up or carried out; else a named thing being built."""
    bare = unmarked(label)
    if re.match(r"“?[两二三四五六七八九十][个大]", label) and not bare.endswith(
        ("工程", "行动", "计划", "战略")
    ):
        return None  # “三个高地”: so many of a kind
    if bare in generic()["whole"] or _streak().match(bare):
        return None
    if label.startswith("“") and label.endswith("”") and label.count("“") == 1 and 2 <= len(bare) <= 10:
        kinds = kinds_of_group(deed.act.action)
        if {"build", "make"} & kinds and deed.act.action not in ("实现", "形成"):
            return Kind(("Project",), None, 0.6)
        return Kind(("Policy",), None, 0.5) if {"act", "push", "make"} & kinds else None
    put_up = "build" in kinds_of_group(deed.act.action)
    if deed.act.action in _ATTRACTS and _may_be_firm(bare):
        return Kind(("Institution",), "Company", 0.5)
    if (
        put_up
        and 4 <= len(bare) <= 14
        and head_of(bare) is None
        and (proper or is_proper(bare[:4]))
        and not _abstract(bare)
    ):
        return Kind(("Project",), None, 0.5)
    return None


@cache
def _several() -> re.Pattern[str]:
    """What stands before a kind of which there are to be several, so that a place does not become it."""
    return re.compile(r"(?:多个|若干个?|一批|一系列|\d+[个座处家条项])的?$")


@cache
def _streak() -> re.Pattern[str]:
    """A run of successes: 六连增, 三级跳."""
    return re.compile(r"[两二三四五六七八九十\d]+(?:连[增丰冠涨升降优快]|级跳|次方)$")


def _founded(label: str, deed: Deed) -> Kind | None:
    """A body that is set up: 组建｜区招才局."""
    bare = unmarked(label)
    if deed.act.action in _FOUNDS and bare.endswith(_BODIES) and 4 <= len(bare) <= 20:
        return Kind(("Institution",), None, 0.7)
    return None


def _is_document(phrase: str, head: str, deed: Deed) -> bool:
    """Whether a document is called by what it is about: 出台｜加快民营经济发展的指导意见."""
    ending = head_of(head)
    issued = deed.act.action.endswith(_ISSUES)
    named = len(phrase) <= 24 and phrase[0] not in "本该此"
    return bool(issued and ending and "Policy" in ending.classes and named)


def _numbered_road(label: str) -> Kind | None:
    """A road by its number: S202凌笪至白茅岭段, G5高速."""
    return Kind(("Project", "Zone"), "Road", 0.7) if _road_number().match(unmarked(label)) else None


@cache
def _road_number() -> re.Pattern[str]:
    return re.compile(r"[老新原]?[GSXYC]\d{1,4}(?![A-Za-z%])[\u4e00-\u9fff]{2,}")


def _of_industry(label: str, deed: Deed) -> Kind | None:
    """What starts or takes up production: a firm and its works (甲钢圈 ｜ 建成投产)."""
    bare = unmarked(label)
    works = deed.act.action.endswith(_PRODUCES)
    return Kind(("Project", "Institution"), None, 0.5) if works and _may_be_firm(bare) else None


def _may_be_firm(bare: str) -> bool:
    """Whether a phrase without a head may be a firm's or a work's name: short, and no common words through and through."""
    return 2 <= len(bare) <= 12 and head_of(bare) is None and is_proper(bare) and not _abstract(bare)


def _abstract(bare: str) -> bool:
    """Whether the phrase ends as an action or a quality does, not as a thing does."""
    nouns = nominal()
    last = len(bare) - 1
    for at, (word, kinds) in cues(bare).items():
        if 1 <= at < last and len(word) > 1 and ("verb" in kinds or "adverb" in kinds):
            return True
    return bare[-2:] in nouns["noun"] or bare[-2:] in nouns["follow"] or bare[-1] in "化性率度力量"


def _renowned(front: str) -> bool:
    """Whether what stands before 的 praises a rank: 具有国际影响力的, 全国知名的."""
    return bool(re.search(r"具有|全国|国际|世界|全球|一流|领先|知名|影响力|竞争力|辐射|面向", front))
