"""What a row of figures says: of which indicators, and whether as growth, level, count or change.

[indicator] [verb] [figure]         固定资产投资增长8%以上          growth, level or change, by the verb
[indicator] [figure]                城镇登记失业率4.5%以内          by the unit and the noun
[verb] [noun] [figure]              新建改建农村公路120公里         count
[verb] [figure] [noun]              完成3个幼儿园建设项目           count
[figure] 的 [noun]                  71%的煤电机组实现超低排放       level
…、[verb] [figure]                  产值50亿元、增长9%              of the indicator before it
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kg.model import Kind
from kg.rules.indicators import (
    beginning,
    clause_before,
    is_one_of,
    lexis,
    names,
    noun_after,
    strip_lead,
    strip_tail,
)
from kg.rules.quantities import Quantity
from kg.rules.target_clauses import Clause, Object, clause_of, object_of
from kg.rules.target_kinds import COUNTED, MASS, RATIOS, RELATIVE, aim, before_share, kind_of, share, share_in

_DOING = frozenset(("build", "nominal", "gain", "down"))
_HANDED = frozenset(
    ("target.count", "target.object", "target.follow")
)  # 新建A 3所、B 2所: one verb over a list
_ENDS = frozenset(("", *"，,；;。、：:！!？?）)\n\t|…—”"))
_CAPACITIES = ("吨", "千瓦", "辆", "立方米", "箱", "兆瓦", "千伏")
_WORKS = ("项目", "电站", "工程", "协议")
_SURE = {"target.verb": 0.95, "target.count": 0.9, "target.noun": 0.85}


class Reading(NamedTuple):
    """Indicators, one for the row or one for each figure, and how the figures are meant."""

    indicators: tuple[str, ...]
    kind: Kind
    negative: bool
    effect: str  # of the verb, handed on along a list
    rule: str
    confidence: float
    consumed: int = 0  # where a noun that was read behind the figure ends


@cache
def _growing() -> re.Pattern[str]:
    return re.compile("的?(?:年均)?(?:速度)?(?:增长|增速|增幅)")


@cache
def _fates() -> re.Pattern[str]:
    """What becomes of people: 3.5万人｜稳定脱贫."""
    return re.compile(
        "(?:稳定|实现|如期|全部|成功|顺利){0,3}(脱贫|就业|上岗|参保|搬迁|返乡创业)(?=[，。；、]|$)"
    )


@cache
def _towards() -> re.Pattern[str]:
    return re.compile("(?:为|对|向|给)[^，]{0,8}$")


@cache
def _pronoun() -> re.Pattern[str]:
    return re.compile("(?:仅)?(?:此|这|其)(?:一项|项|中|些|部分)?$")


def read(
    text: str, row: tuple[Quantity, ...], floor: int, limit: int, prior: Reading | None
) -> Reading | None:
    """The reading of ``row``, or None if it states no target.

    ``floor`` is the end of what was read before it, ``limit`` the next figure, ``prior`` the reading to go on from.
    """
    first, last = row[0], row[-1]
    clause = clause_of(text, first, floor, follows=prior is not None)
    if clause is None:
        return None
    if first.group in RATIOS and _growing().match(text, last.right):
        if not clause.subject:
            return None
        clause = clause._replace(effect="up")
    else:
        noun, end = noun_after(text, last.right, limit)
        if any(unit in last.unit for unit in _CAPACITIES) and (
            beginning(noun, lexis().words["works"]) or noun.endswith(_WORKS)
        ):
            return None  # 120万吨｜技改: what works can do, in their name
        if last.group == "people" and not noun and (risen := _fates().match(text, last.right)):
            noun, end = risen[1], risen.end()
        if last.group == "people" and noun.endswith("问题"):
            noun = noun[:-2]  # 3.2万人｜饮水安全｜问题
        if noun and (_describes(last, clause) or (first.worded and _vague(noun))):
            return None
        if noun and _takes_noun(text, last, clause, noun, prior):
            return _counted(first, clause, noun, end, prior)
        if _dangles(text, last, clause):
            return None
    return _named(text, row, clause, _governed(text, first, clause, prior), prior)


def base_of(text: str, first: Quantity, floor: int, prior: Reading | None) -> Reading | None:
    """The subject of 由A增加到B, read at A; it is what B is said of."""
    clause, _ = clause_before(text, floor, first.left)
    opened = max(clause.rfind("由"), clause.rfind("从"))
    subject = strip_lead(strip_tail(clause[:opened])) or ("" if prior else _subject_before(text, first.left))
    if not subject:
        return prior
    if found := share_in(subject):
        subject = share(subject, found, prior.indicators[0] if prior else "")
    return Reading(names(subject, each=False), "level", False, "level", "target.verb", 0.95)


def _describes(last: Quantity, clause: Clause) -> bool:
    """Whether a figure with a noun behind it only describes that noun: 10亿元以上项目, 30万千瓦以下机组."""
    if not last.trailed or last.group not in ("money", "size", "time"):
        return False
    return last.comparator == "at_most" or last.group == "money" or clause.effect not in _DOING


def _vague(noun: str) -> bool:
    return bool(is_one_of("vague", noun) or beginning(noun, lexis().words["vague"]))


def _dangles(text: str, last: Quantity, clause: Clause) -> bool:
    """Whether what follows the figure shows that it counts nothing before it: 三个“十条”, 13亿人口的大国."""
    follower = text[last.right : last.right + 1]
    if last.worded and last.group in COUNTED and follower not in _ENDS:
        return True
    return follower == "的" and last.group in MASS and not clause.verb


def _takes_noun(text: str, last: Quantity, clause: Clause, noun: str, prior: Reading | None) -> bool:
    """Whether the noun behind the figure is what it counts."""
    if last.group in RELATIVE:
        return last.group in RATIOS and text.startswith("的", last.right) and not strip_lead(clause.subject)
    if clause.effect in ("build", "nominal", "gain"):
        named = text.startswith("的", last.right) or not beginning(noun, lexis().verbs)
        return last.group in MASS or (last.group == "money" and named)
    subject = strip_lead(clause.subject)
    if last.group == "money" and text.startswith("的", last.right) and is_one_of("generic", subject):
        return True  # 设立总规模200亿元的母基金
    if clause.effect or last.group not in MASS:
        return not subject and last.group in MASS
    handed = clause.listed and prior is not None and prior.rule in _HANDED
    if last.unit == "次" or (not handed and (last.group == "size" or text.startswith("的", last.right))):
        return False
    return (
        not subject
        or clause.described
        or "、" in subject
        or subject.endswith("等")
        or bool(is_one_of("scope", subject) or _towards().search(subject))
    )


def _counted(first: Quantity, clause: Clause, noun: str, end: int, prior: Reading | None) -> Reading | None:
    """[verb] [figure] [noun]."""
    effect = clause.effect
    if first.group == "money" and is_one_of("generic", strip_lead(clause.subject)):
        effect = "level"
    elif clause.described:
        effect = lexis().verbs.get(beginning(strip_lead(clause.subject), lexis().verbs), "")
    elif not effect and clause.listed and prior and prior.effect in _DOING:
        effect = prior.effect
    loose = effect not in _DOING or clause.verb in lexis().words["loose"]
    if is_one_of("vague", noun) or (_small(first) and (first.value == 1 or loose)):
        return None
    settled = kind_of(first, effect, noun, behind=True)
    sure = 0.9 if effect in _DOING else 0.7
    return settled and Reading((noun,), settled[0], settled[1], effect, "target.object", sure, end)


def _small(first: Quantity) -> bool:
    """三个, 五项: as often a manner of speech as a figure."""
    return first.worded and first.group in COUNTED and first.value < 10 and first.unit[0] not in "万亿"


def _governed(text: str, first: Quantity, clause: Clause, prior: Reading | None) -> Object:
    """The object before the figure, or what the same verb had earlier, and the effect that a list hands on."""
    name, effect, rule = object_of(first, clause)
    if first.unit == "番":
        effect = "up"
    if not name and not prior and clause.effect in ("build", "nominal"):
        name = _earlier(text, clause.verb, first.left) or (clause.verb if first.group == "money" else "")
    if not effect and clause.listed and prior and first.group in MASS and _hands_on(prior, name):
        effect, rule = prior.effect, "target.count"
    return Object(name, effect, rule)


def _hands_on(prior: Reading, name: str) -> bool:
    """Whether the verb before goes for the next in a list: 新建小学3所、初中2所."""
    if prior.rule not in _HANDED:
        return False
    return prior.effect == "gain" or (prior.effect in _DOING and not is_one_of("stock", name))


def _earlier(text: str, verb: str, at: int) -> str:
    """The object of the same verb earlier in the sentence: 拟发行专项债券，今年先发行1万亿元."""
    place = text.rfind(verb, max(0, at - 200), max(0, at - len(verb) - 1)) if len(verb) > 1 else -1
    return noun_after(text, place + len(verb), at)[0] if place >= 0 else ""


def _subject_before(text: str, at: int) -> str:
    """The subject of the clause before: 粮食产量屡创新高，去年达到…."""
    comma = max(text.rfind("，", max(0, at - 20), at), text.rfind(",", max(0, at - 20), at))
    if comma < 0:
        return ""
    clause = strip_lead(clause_before(text, 0, comma)[0])
    for size in range(min(len(clause), 16), 2, -1):
        if any(is_one_of(kind, clause[:size]) for kind in ("stock", "rate", "head", "span")):
            return clause[:size]
    return ""


def _named(
    text: str, row: tuple[Quantity, ...], clause: Clause, governed: Object, prior: Reading | None
) -> Reading | None:
    """The reading of figures that their indicator precedes."""
    first = row[0]
    before = prior.indicators[0] if prior else ""
    if _pronoun().match(governed.name):
        return None
    name, effect = aim(governed.name, governed.effect, first.group)
    if found := share_in(name):
        name, effect = share(name, found, before), effect or "level"
    if not name and not prior and effect in ("level", "up", "down"):
        name = _subject_before(text, first.left)
    chained = prior is not None and prior.kind == "growth"
    if chained and not name and first.group in RATIOS and (effect == "level" or _strives(text, first.left)):
        effect = "down" if prior and prior.negative else "up"  # 增长8%、力争10%
    if not (name or (prior and effect)) or (_small(first) and first.value < 3 and effect not in _DOING):
        return None
    settled = kind_of(first, effect, name or before, chained=chained)
    sure = _SURE[governed.rule]
    if settled is None:
        return None
    if not name and prior:
        shared = first.group in RATIOS and effect in (
            "up",
            "down",
        )  # 占比40%，增长9%: of the whole, not of the share
        indicators = tuple(before_share(i) or i for i in prior.indicators) if shared else prior.indicators
        return Reading(indicators, *settled, effect, "target.follow", sure - 0.15)
    if name in ("人均", "户均") and before:
        name += before  # 地区生产总值超过650亿元，人均超过6500美元
    if name in lexis().words["generic"]:
        name = before + name
    each = clause.each or len(row) > 1 or (settled[0] == "growth" and _parallel(name))
    return Reading(names(name, each=each), *settled, effect, governed.rule, sure)


def _strives(text: str, at: int) -> bool:
    return text.endswith(("力争", "争取", "冲刺"), max(0, at - 3), at)


def _parallel(name: str) -> bool:
    """Whether growth is said of two indicators: 二氧化硫、氮氧化物排放量; 居民收入和财政收入."""
    if "和" not in name:
        return name.count("、") == 1
    first, _, second = name.partition("和")
    return all(any(is_one_of(kind, part) for kind in ("head", "stock")) for part in (first, second))
