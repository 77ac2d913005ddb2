"""The words before a figure, taken apart: subject, verb and its effect, or a verb and its object.

固定资产投资｜增长｜8% · 完成铁路投资｜73亿元 · 棚户区改造｜开工｜1.2万套 · 比上年｜增加｜3亿元
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kg.rules.heads import head_of
from kg.rules.indicators import beginning, clause_before, ending, is_one_of, lexis, strip_lead, strip_tail
from kg.rules.quantities import Quantity
from kg.rules.target_kinds import MASS, RATIOS, RELATIVE
from kg.rules.words import nominal
from kg.rules.words import verbs as policy_verbs

_SUFFIX = "率量额数度区面感值力者性型"  # 完成率, 供应量: no verb before these
_SHORT = 4  # what a verb amid a name describes is no longer: 污水处理｜终端
_PUSHING = ("完成", "实现", "推进", "推动", "加快")  # verbs that may stand before growth


class Clause(NamedTuple):
    """The words before a figure. ``effect`` as in indicator_verbs.tsv; "level" too where the figure says so (突破)."""

    subject: str
    verb: str = ""
    effect: str = ""
    whole: str = ""  # subject and verb as they stand
    each: bool = False  # 分别, 均: said of each in a list
    listed: bool = False  # goes on with a list from the figure before
    described: bool = False  # ends in 的: a noun follows the figure


class Object(NamedTuple):
    """The name of an indicator, the effect of what governs it, and the rule that found it."""

    name: str
    effect: str
    rule: str


class _Patterns(NamedTuple):
    of_year: re.Pattern[str]  # 增加到｜2002年的
    mid_year: re.Pattern[str]  # 某区2021年全年｜地区生产总值
    per: re.Pattern[str]  # 提高至｜每人每月
    ground: re.Pattern[str]  # 在…基础上
    rival: re.Pattern[str]  # 比全市高
    of_plan: re.Pattern[str]  # 完成年度目标的｜105%
    apart: re.Pattern[str]  # 扣除一次性因素后
    each: re.Pattern[str]
    others: re.Pattern[str]  # A、B等｜道路
    numbered: re.Pattern[str]  # 137个｜项目


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        re.compile("(?:19|20)[0-9]{2}年(?:末|底|初)?的?$"),
        re.compile("[^，]*(?:19|20)[0-9]{2}年(?:全年|末|底|度)?(?=[^，]{2})"),
        re.compile("(?:人均|户均)?(?:每(?:人|月|年|户|日|天|亩|次|班|床|公斤|平方米))+$"),
        re.compile("(?:是|要)?在[^，]{1,24}基础上"),
        re.compile("(?<![占同环])(?:比|较)[^，、]{1,14}(?<![提降减])(?:高|低|快|慢|多|少)$"),
        re.compile(
            "(?:(?:完成|达到?)[^占，]{0,8}|(?:为|占|是|相当于)(?:全?年度?|年初|调整|预期)?)(?:目标|计划|任务|预算|预期|进度)(?:任务|数|值)?的?$"
        ),
        re.compile("(?:如果|若)?(?:扣除|剔除|不含|不考虑|考虑)[^，、]{2,20}(?:因素|影响)(?:影响)?后?$"),
        re.compile("分别|(?<![年平人户日月])均|都|双双"),
        re.compile("(?<![高中平初同优均])等(?![级额待候次])"),
        re.compile("^[0-9.]+[万亿]?[个家项条座所]"),
    )


def clause_of(text: str, first: Quantity, floor: int, *, follows: bool) -> Clause | None:
    """The clause before the figure ``first``; None if it only compares with others or says where things come from.

    ``floor`` is the end of what was read before; ``follows``: something was.
    """
    known = _patterns()
    clause, goes_on = clause_before(text, floor, first.left)
    bare = strip_tail(known.per.sub("", clause))
    if first.group in RATIOS and known.of_plan.search(clause):
        return None  # how much of a plan is done says nothing of the indicator itself
    if is_one_of("aside", bare) or (known.rival.search(bare) and not lexis().earlier.search(bare)):
        return None
    dated = strip_tail(known.of_year.sub("", bare))
    verb = ending(dated, lexis().verbs)
    listed = goes_on or (follows and 0 < first.left - len(clause) - floor <= 2)
    each = bool(known.each.search(clause, len(bare)))
    if len(verb) < 2 and first.group not in MASS and lexis().against.search(clause):
        return None
    if not verb:
        if first.group == "fold":  # 比2020年｜翻一番
            dated = strip_tail(lexis().earlier.sub("", bare))
        return Clause(dated, "", "level" if first.reach else "", dated, each, listed, clause.endswith("的"))
    rest = dated[: -len(verb)]
    if compared := lexis().earlier.search(rest):
        rest = rest[: compared.start()]
    subject = strip_tail(known.per.sub("", known.apart.sub("", known.ground.sub("", rest))))
    each = each or bool(known.each.search(rest, len(subject)))
    if verb == "增收" or (verb == "增长" and strip_lead(subject) == "经济"):
        subject = dated  # 人均增收, 经济增长 are names as a whole
    return Clause(subject, verb, lexis().verbs[verb], dated, each, listed)


def object_of(first: Quantity, clause: Clause) -> Object:
    """What the figure is said of, where that stands before it."""
    name, effect = clause.subject, clause.effect
    rule = "target.verb" if effect else "target.noun"
    if clause.verb in lexis().nominal:
        between = clause.whole[len(name) : -len(clause.verb)]  # 中央财政｜拟｜投入, but 年度｜计划｜投资
        name = clause.whole if between in ("", "的", "计划", "目标") else name + clause.verb
        effect, rule = "", "target.noun"
    elif clause.verb and strip_lead(name) in lexis().verbs:  # 供应｜分配5万套
        return Object("", effect, rule)
    name, opening = _without_verbs(_core(name, first, clause), first.group)
    if first.group in (*MASS, "money") and effect not in ("up", "down"):
        name, opening = _after_inner_verb(name, opening)
    if added := _added_in(name):
        name, opening = name[added:], "gain"
    if not effect and not opening and name in lexis().verbs:
        opening = "nominal"  # 造林1亿亩
    others = _patterns().others.split(name)[-1]
    name = others if len(others) > 1 else name
    if opening and (opening == "gain" or not effect or (effect == "level" and not clause.verb)):
        return Object(name, opening, "target.count")
    return Object(name, effect, rule)


def _added_in(name: str) -> int:
    """Where what is added in a zone begins (大运新城片区新增｜产业空间); 0 where no zone opens the name."""
    at = name.find("新增", 2)
    head = head_of(name[:at]) if at > 0 else None
    named = head is not None and "Zone" in head.classes and 1 < len(head.word) < at  # not 城镇｜新增就业
    return at + 2 if named and len(name) - at > 3 else 0


def _core(name: str, first: Quantity, clause: Clause) -> str:
    """The name without what leads up to it or what it comes to."""
    if first.group not in RELATIVE:
        name = name.split("累计")[-1] or name
    name = strip_lead(re.split("目标(?:是|为)", name)[-1])
    if len(rest := name.rpartition("全年")[2]) > 1:
        name = strip_lead(rest)
    if found := lexis().benefit.match(name) or _patterns().mid_year.match(name):
        name = name[found.end() :]
    elif found := lexis().become.search(name, 2):
        name = name[: found.start()]
    if first.group in RATIOS and not clause.verb and (found := lexis().spread.search(name, 2)):
        return "" if found.group() == "超过" else name[: found.start()]
    return name


def _without_verbs(name: str, group: str) -> tuple[str, str]:
    """The object of the verbs that begin ``name``, and their effect: 提升改造老旧小区, 压减行政审批事项."""
    verbs, words, effect = lexis().verbs, lexis().words, ""
    acting = _acting() if group in MASS else frozenset()
    while len(verb := beginning(name, verbs) or beginning(name, acting)) > 1:
        own, rest = verbs.get(verb, "build"), strip_lead(name[len(verb) :])
        if len(rest) < 2 or rest[0] in _SUFFIX or verb in words["attached"]:
            break
        if rest in words["broad"]:  # 新开工项目, 上市企业
            return name, effect or own
        noun = verb in lexis().nominal and (group not in MASS or rest in words["stock"])
        had = own == "level" and verb not in words["hold"]
        if noun or had or (group in RELATIVE and own == "build" and verb not in _PUSHING):
            break
        name, effect = rest, effect if effect in ("gain", "down") else own
    return name, effect


@cache
def _acting() -> frozenset[str]:
    """Policy verbs that say nothing of a figure but that so much is done (发展再生稻｜1万亩)."""
    known = {
        word
        for word, kinds in policy_verbs().items()
        if kinds & {"build", "act", "improve", "draw", "reduce"}
    }
    return frozenset(word for word in known - nominal()["noun"] if len(word) > 1)


def _after_inner_verb(name: str, effect: str) -> tuple[str, str]:
    """What follows the last verb amid ``name``; who brought it about stays (四大产业｜实现｜产值)."""
    last = None
    for match in lexis().inner.finditer(name, max(1, len(beginning(name, lexis().verbs)))):
        quoted = name.count("“", 0, match.start()) > name.count("”", 0, match.start())
        describes = match.group() in lexis().words["within"] and len(name) - match.end() <= _SHORT
        if (
            len(name) - match.end() >= 2
            and not quoted
            and not describes
            and name[match.start() - 1] not in "未已待"
        ):
            last = match
    inner = strip_lead(name[last.end() :]) if last else ""
    if last is None or len(inner) < 2 or inner in lexis().words["stock"]:
        return name, effect
    doer = _patterns().numbered.sub("", strip_lead(name[: last.start()]))
    if last.group() in ("实现", "完成") and 2 <= len(doer) <= 12 and not is_one_of("scope", doer):
        inner = doer + inner
    return inner, effect if effect in ("gain", "down") else "build"
