"""Which phrases are names, and of what.

Patterns: a head noun says the class (…研究院, …合作区, …行动计划) where enough stands before it; a list's noun classes
its members (A、B等重点项目); 《…》 is an instrument; “…” + head is a name; an industry names itself or ends in 产业, 业, 经济.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from kg.rules.coordination import edition, slogan
from kg.rules.fronts import SETTLED, enough, of_rank, strip_generic
from kg.rules.heads import Head, head_of
from kg.rules.proper import is_proper, ordinary
from kg.rules.words import generic, industries, name_words, verbs

MARKS = str.maketrans("", "", '“”‘’「」"')
_LONGEST = 30
_BUILT = frozenset({"Facility", "Works", "Transport", "Platform", "RoadWorks", "School", "Hospital"})
PLACE_ENDS = ("片区", "商圈", "地区", "板块")  # what a zone's name may go without
_PARTS = ("园区", "片区", "开发区", "街区", "社区", "小区", "景区", "集中区")  # put up as places


@lru_cache(maxsize=16384)
def unmarked(label: str) -> str:
    """The label without quotation marks."""
    return label.translate(MARKS)


class Kind(NamedTuple):
    """What a phrase is: classes (names of upo: classes) and, where the head tells, a subclass; sureness 0..1."""

    classes: tuple[str, ...]
    subclass: str | None
    confidence: float


@cache
def engine_noun() -> re.Pattern[str]:
    """The nouns that say a place drives growth."""
    return re.compile(f"(?:{name_words('engine')})")


@lru_cache(maxsize=65536)
def classify(
    label: str, *, proper: bool, given: tuple[str, ...] = (), built: bool = False, goal: bool = False
) -> Kind | None:
    """What ``label`` names, or None where it names nothing in particular.

    ``proper`` says that it holds an area or a known place; ``given`` are the classes that its list's noun gives;
    ``built`` that it is being built, so that a zone is a project too; ``goal`` that it is what a place is to become.
    """
    bare = unmarked(label)
    bare = _undated(bare)
    whole = generic()["whole"]
    if label.startswith("《"):
        head = head_of(_undated(bare.strip("《》")))
        return Kind(("Policy",), head.subclass if head and "Policy" in head.classes else None, 0.95)
    if len(bare) < 2 or len(bare) > _LONGEST or bare in whole or (bare[0] in "全我本" and bare[2:] in whole):
        return None
    if bare in generic()["own"]:
        return Kind(("Zone",), "FunctionalZone", 0.6)  # the one of the area whose text it is
    if bare in industries():
        return Kind(_joined(("Industry",), given), None, 0.9)
    if _vague().match(bare) or _bounded().search(bare):
        return None
    if edition().match(bare):
        return Kind(("Event",), None, 0.9)
    if _stretch().search(bare):
        return Kind(("Project",), "Transport", 0.8)
    if coined().fullmatch(bare) and not given:
        return None
    if "、" in bare and all(slogan().fullmatch(part) for part in bare.split("、")):
        return None
    if slogan().fullmatch(bare) and not goal:
        return Kind(("Policy",), "Strategy", 0.75) if given else None
    head = head_of(bare)
    quoted = "“" in label
    if head is None:
        return _headless(bare, quoted, given)
    if quoted and head.subclass in SETTLED and label[0] == "“" and label[-1] != "”":
        return Kind(("Goal",), "Title", 0.6)  # “四好”村: what villages are to be
    if head.classes == ("-",) or (
        bare[:2] in ("19", "20") and bare[4:5] == "年" and "Event" not in head.classes
    ):
        return None  # 2023年每年安排的专项资金: no name
    if "Industry" in head.classes:
        if not _industry(bare, head):
            return _headless(bare, quoted, tuple(c for c in given if c != "Industry"))
        return Kind(_joined(("Industry",), tuple(c for c in given if c == "Engine")), None, 0.85)
    if not enough(bare, head, proper or quoted, goal):
        return Kind(given, None, 0.6) if given and given != ("Area",) and len(bare) > len(head.word) else None
    classes = head.classes
    if head.word == "工程" and _campaign(label):
        classes = _joined(("Policy",), classes)
    if given and given != ("Area",) and not set(classes) & set(given):
        classes = _joined(classes, given)
    if not goal and {"Zone", "Project"} & set(classes):
        classes = tuple(c for c in classes if c != "Goal")  # 改造临江城区 makes no title of it
    if goal and "Goal" in classes and not (proper or quoted or given or is_proper(bare[:4])):
        classes = ("Goal",)  # 打造幸福城区: no part of the city has that name
    if built and "Zone" in classes:
        classes = _joined(classes, ("Project",))
    if goal and (
        of_rank(bare)
        or ("站" not in bare and _hub().search(bare))
        or (
            head.subclass not in _BUILT
            and bare[-1] in "区心地城港户"
            and not bare.endswith(_PARTS)
            and not proper
            and not quoted
            and not is_proper(bare[:4])
        )
    ):
        classes = _joined(classes, ("Goal",))
    return Kind(classes, head.subclass, 0.9 if proper or quoted else 0.8)


def _undated(bare: str) -> str:
    """The phrase without the bracket that closes it: 中欧班列（成渝）, …行动计划（2021—2023年）."""
    if bare[-1:] in ("）", ")"):
        return bare[: max(bare.rfind("（"), bare.rfind("("), 0)] or bare
    return bare


def _campaign(label: str) -> bool:
    """Whether the mark closes right before or after 工程: what is called so in marks is as often a campaign as works."""
    return label.endswith(("”工程", "工程”"))


def _headless(bare: str, quoted: bool, given: tuple[str, ...]) -> Kind | None:
    """A phrase without a head is a name only where its list says of what."""
    if not given or given == ("Area",) or len(bare) > 14:
        return None
    if given == ("Zone",) and not (quoted or is_proper(bare)):
        return None
    if given == ("Institution",) and not (quoted or is_proper(bare) or _may_be_firm(bare)):
        return None
    return Kind(given, None, 0.7)


def _may_be_firm(bare: str) -> bool:
    """Whether a member of a list of firms may be one's name: no word of the genre, and no kind of firms (科技型企业)."""
    return (
        len(bare) <= 6
        and bare not in ordinary()
        and strip_generic(bare) == bare
        and bare[-1] not in "型类级性等有资营"
    )


def _joined(first: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first + more))


@cache
def _hub() -> re.Pattern[str]:
    """What a place is for others: a hub of traffic, trade or knowledge, not a dam or a station."""
    return re.compile(rf"(?:{name_words('hub')})(?:网络)?枢纽$")


@cache
def coined() -> re.Pattern[str]:
    """A shape of numbers and nouns, which is no place: 两国双园, 一区一片一城."""
    return re.compile(r"(?:[一二两三四五六七八九双][\u4e00-\u9fff]){2,}")


@cache
def _vague() -> re.Pattern[str]:
    return re.compile(
        r"(?:[我全本该][国省市区县州镇乡])?(?:第[一二三四五六七八九十百\d]+[章节编条款次个批]|提出|如下|以下|已|未(?!来)|[‘“]?最|关于|十[一二三四五]五|[\d百千十]*亿元|各|相关|有关|一批|若干|其他|其它|部分|所有|全部|重点领域|重大项目|这些|那些|该|本|每|某|何|配套|一系列|不同|更多|更大|自身|自己|我们|新的|多个|多条|许多|一些|大批|大量|广大|此类|首批|前期|周边|沿线|片区(?!统筹)|重点(?!产业链)|重要|[近约超共总]?\d+[多余]?(?:个|项|所|座|条|家|批|套|公里|亩|处)|总投资|专栏|附表|表\d|(?:19|20)\d\d年(?:度)?(?:计划|规划|预算|工作|重点|主要)|[一二三四五六七八九十两]{1,2}(?:个|大|项|条|家))"
    )


@cache
def _stretch() -> re.Pattern[str]:
    """A stretch of a line by where it runs: 深茂铁路｜深圳至江门段, 绕城高速｜西段."""
    return re.compile(r"(?:铁路|高铁|城际|高速|公路|快速路|国道|省道|大道|地铁|号线)[^，、]{1,14}段$")


@cache
def _bounded() -> re.Pattern[str]:
    """A condition in figures, which a kind of thing has and no name (收入80万元以上｜村)."""
    return re.compile(r"\d[^“”]{0,6}(?:以上|以下|以内|左右)")


def _industry(bare: str, head: Head) -> bool:
    table = generic()
    front = bare[: -len(head.word)]
    if head.word == "经济" or front in table["industry"] or bare in table["whole"] or front in verbs():
        return False
    if not front:
        return len(bare) > 2 or (bare not in ("农业", "工业") and _trades().search(bare) is not None)
    if head.word == "业":
        return _trades().search(bare) is not None
    if head.word in ("贸易", "产业链"):
        return len(strip_generic(front)) >= 2
    return head.word not in ("赛道", "产业体系")


@cache
def _trades() -> re.Pattern[str]:
    """Words before 业 that make a trade (金融业, 养殖业): not 就业, 企业, 作业."""
    return re.compile(rf"(?:{name_words('trade')})业$")
