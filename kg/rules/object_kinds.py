"""What kind of a thing an object of an act is, where its own words alone do not tell: by what is done to it.

打造 makes goals, 荣获 wins titles, 成立 founds bodies, 出台 issues documents, 建成投产 starts works.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.rules.heads import head_of
from kg.rules.names import Kind, coined, unmarked
from kg.rules.proper import is_proper
from kg.rules.reading import Deed
from kg.rules.scan import cues
from kg.rules.verbs import kinds_of, kinds_of_group
from kg.rules.words import generic, nominal

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
_ROAD_STARTS = frozenset("老新原GSXYC")
ENDS_OF_GOALS = frozenset("圈谷廊岸州省国心区城地心纽港市县镇村园带户台口都极台板片窗点强厅乡群岛")


@lru_cache(maxsize=4096)
def puts_up(action: str) -> bool:
    """Whether the act puts something up: 建设, 规划, 打造 and their groups."""
    return bool({"build", "make"} & (kinds_of_group(action) | kinds_of(action[:2])))


@lru_cache(maxsize=4096)
def brings_about(action: str) -> bool:
    """Whether the act brings about what a place is to be: 打造, 建成, 争创; 建设 too."""
    return "make" in kinds_of_group(action) or action.endswith(("建设", "创建"))


def under_way(deed: Deed, label: str) -> bool:
    """Whether a road is moved on (加快滨江大道): then it is being built."""
    if "push" not in kinds_of_group(deed.act.action):
        return False
    head = head_of(unmarked(label))
    return head is not None and head.subclass == "Road"


def title(label: str, kind: Kind | None) -> Kind | None:
    """What is won: a title (国家湿地公园, “瓷都”), whatever its head says besides; prizes and figures are none."""
    if kind and set(kind.classes) & {"Event", "Policy", "Institution"}:
        return kind
    if kind:
        return Kind(tuple(dict.fromkeys(("Goal", *kind.classes))), "Title", kind.confidence)
    titled = label.endswith("”") or (len(label) >= 4 and label[-1] in ENDS_OF_GOALS)
    return Kind(("Goal",), "Title", 0.7) if titled else None


def may_become(text: str, begin: int, end: int, label: str) -> bool:
    """Whether what is brought about is of a rank (in what stands before 的) and ends as goals do."""
    praised = renowned(text[begin:end]) if end > begin else label.startswith(_PRAISES)
    return praised and len(label) >= 4 and label[-1] in ENDS_OF_GOALS


def bare_goal(label: str, makes: bool) -> bool:
    """Whether the label is nothing but the head of a goal, or of a zone that is to be made (全省转型的示范区)."""
    head = head_of(label)
    if head is None or head.word != label:
        return False
    return head.classes == ("Goal",) or (makes and "Zone" in head.classes)


@cache
def _laid_out() -> re.Pattern[str]:
    return re.compile(r"(?:[一二两三四五六七八九双][核轴带心区翼圈廊极环谷城片湾链屏主副都点港]){2,}")


def unheaded(label: str, deed: Deed, proper: bool) -> Kind | None:
    """A name without a known head: quoted, it is what is put up or carried out; else a named thing being built."""
    bare = unmarked(label)
    if bare in generic()["whole"] or (_numeral().match(bare) and _only_counted(bare)):
        return None
    if coined().fullmatch(bare):  # “一带六区” is how a place is to be laid out, “两国双园” is not
        return Kind(("Goal",), "SpatialPattern", 0.6) if _laid_out().fullmatch(bare) else None
    if label.startswith("“") and label.endswith("”") and label.count("“") == 1 and 2 <= len(bare) <= 10:
        kinds = kinds_of_group(deed.act.action)
        if {"build", "make"} & kinds and deed.act.action not in ("实现", "形成"):
            return Kind(("Project",), None, 0.6)
        return Kind(("Policy",), None, 0.5) if {"act", "push", "make"} & kinds else None
    if deed.act.action in _ATTRACTS and _may_be_firm(bare):
        return Kind(("Institution",), "Company", 0.5)
    put_up = "build" in kinds_of_group(deed.act.action) and 4 <= len(bare) <= 14
    if put_up and head_of(bare) is None and (proper or is_proper(bare[:4])) and not abstract(bare):
        return Kind(("Project",), None, 0.5)
    return None


@cache
def _numeral() -> re.Pattern[str]:
    return re.compile(r"[两二三四五六七八九十\d]")


def _only_counted(bare: str) -> bool:
    """Whether so many of a kind are spoken of (“三个高地”), or so many times (六连增)."""
    several = bare[1:2] in ("个", "大") and not bare[0].isdecimal()
    return (several and not bare.endswith(("工程", "行动", "计划", "战略"))) or bool(_streak().match(bare))


@cache
def several() -> re.Pattern[str]:
    """What stands before a kind of which there are to be several, so that a place does not become it."""
    return re.compile(r"(?:多个|若干个?|一批|一系列|\d+[个座处家条项])的?$")


@cache
def _streak() -> re.Pattern[str]:
    """A run of successes: 六连增, 三级跳."""
    return re.compile(r"[两二三四五六七八九十\d]+(?:连[增丰冠涨升降优快]|级跳|次方)$")


def founded(label: str, deed: Deed) -> Kind | None:
    """A body that is set up: 组建｜区招才局."""
    if deed.act.action not in _FOUNDS:
        return None
    bare = unmarked(label)
    named = bare.endswith(_BODIES) and 4 <= len(bare) <= 20
    return Kind(("Institution",), None, 0.7) if named else None


def is_document(phrase: str, head: str, deed: Deed) -> bool:
    """Whether a document is called by what it is about: 出台｜加快民营经济发展的指导意见."""
    if not deed.act.action.endswith(_ISSUES):
        return False
    ending = head_of(head)
    named = len(phrase) <= 24 and phrase[0] not in "本该此"
    return bool(ending and "Policy" in ending.classes and named)


def numbered_road(label: str) -> Kind | None:
    """A road by its number: S202凌笪至白茅岭段, G5高速."""
    bare = unmarked(label)
    numbered = bare[:1] in _ROAD_STARTS and _road_number().match(bare)
    return Kind(("Project", "Zone"), "Road", 0.7) if numbered else None


@cache
def _road_number() -> re.Pattern[str]:
    return re.compile(r"[老新原]?[GSXYC]\d{1,4}(?![A-Za-z%])[\u4e00-\u9fff]{2,}")


def of_industry(label: str, deed: Deed) -> Kind | None:
    """What starts or takes up production: a firm and its works (甲钢圈 ｜ 建成投产)."""
    works = deed.act.action.endswith(_PRODUCES) and _may_be_firm(unmarked(label))
    return Kind(("Project", "Institution"), None, 0.5) if works else None


def _may_be_firm(bare: str) -> bool:
    """Whether a phrase without a head may be a firm's or a work's name: short, and no common words through and through."""
    return 2 <= len(bare) <= 12 and head_of(bare) is None and is_proper(bare) and not abstract(bare)


def abstract(bare: str) -> bool:
    """Whether the phrase ends as an action or a quality does, not as a thing does."""
    nouns = nominal()
    last = len(bare) - 1
    for at, (word, kinds) in cues(bare).items():
        if 1 <= at < last and len(word) > 1 and ("verb" in kinds or "adverb" in kinds):
            return True
    return bare[-2:] in nouns["noun"] or bare[-2:] in nouns["follow"] or bare[-1] in "化性率度力量"


def renowned(front: str) -> bool:
    """Whether what stands before 的 praises a rank: 具有国际影响力的, 全国知名的."""
    return bool(front) and bool(
        re.search(r"具有|全国|国际|世界|全球|一流|领先|知名|影响力|竞争力|辐射|面向", front)
    )
