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
from dataclasses import dataclass, replace

from kg.model import Kind
from kg.rules.indicators import (
    beginning,
    clause_before,
    ending,
    is_one_of,
    lexis,
    names,
    noun_after,
    strip_lead,
    strip_tail,
)
from kg.rules.quantities import Quantity
from kg.rules.target_kinds import COUNTED, MASS, RATIOS, RELATIVE, SHARE, aim, kind_of, share

_OF_YEAR = re.compile("(?:19|20)[0-9]{2}年(?:末|底|初)?的?$")
_COMPARED = re.compile(
    "(?:比|较|与)(?:“?十.五|(?:19|20)[0-9]{2}|上一?年|去年|前年|上一?[季月]|同期|年初|年底|期初|基期|五年前|开局|此前|前[一两三四五]?年|以前)[^，]{0,10}$"
)
_RIVAL = re.compile("(?<![占同环])(?:比|较)[^，、]{1,14}(?<![提降减])(?:高|低|快|慢|多|少)$")
_GROWING = re.compile("的?(?:年均)?(?:速度)?(?:增长|增速|增幅)")
_FOR = re.compile("(?:为|向|给)[^，]{1,14}?(?=减税|减负|减轻|减免|降低|降|让利|节约|节省|提供|发放|新增|增加|办理|解决|落实|争取|拨付|退税|退还)")
_TOWARDS = re.compile("(?:为|对|向|给)[^，]{0,8}$")
_PRONOUN = re.compile("(?:仅)?(?:此|这|其)(?:一项|项|中|些|部分)?$")
_GROUND = re.compile("(?:是|要)?在[^，]{1,24}基础上")
_BECOMING = re.compile("成为|跻身|位居")
_AND_OTHERS = re.compile("(?<![高中平初同优均])等(?![级额待候次])")
_REACHING = re.compile("(?:扩大|覆盖|延伸|推广|提高|增加)(?:到|至)|超过")
_NUMBERED = re.compile("^[0-9.]+[万亿]?[个家项条座所]")
_SUFFIX = "率量额数度区面感值力者性型"  # 完成率, 供应量: no verb before these
_EACH = ("分别", "均", "都", "双双")
_DOING = frozenset(("build", "nominal", "gain", "down"))
_HANDED = frozenset(("target.count", "target.object", "target.follow"))  # 新建A 3所、B 2所: one verb over a list
_ENDS = frozenset(("", *"，,；;。、：:！!？?）)\n\t|…—”"))


@dataclass(frozen=True, slots=True)
class Reading:
    """Indicators, one for the row or one for each figure, and how the figures are meant."""

    indicators: tuple[str, ...]
    kind: Kind
    negative: bool
    effect: str  # of the verb, handed on along a list
    rule: str
    confidence: float
    consumed: int = 0  # where a noun that was read behind the figure ends


@dataclass(frozen=True, slots=True)
class _Clause:
    """The words before a figure: a subject, or a verb and its object."""

    subject: str
    verb: str = ""
    effect: str = ""
    whole: str = ""  # subject and verb as they stand
    each: bool = False  # 分别, 均: said of each in a list
    listed: bool = False  # goes on with a list from the figure before
    described: bool = False  # ends in 的: a noun follows the figure


def read(text: str, row: tuple[Quantity, ...], floor: int, limit: int, prior: Reading | None) -> Reading | None:
    """The reading of ``row``, or None if it states no target.

    ``floor`` is the end of what was read before it, ``limit`` the next figure, ``prior`` the reading to go on from.
    """
    first, last = row[0], row[-1]
    clause = _clause(text, first, floor, prior)
    if clause is None:
        return None
    if first.group in RATIOS and _GROWING.match(text, last.right):
        if not clause.subject:
            return None
        clause = replace(clause, effect="up")
    else:
        noun, end = noun_after(text, last.right, limit)
        if noun and (_attributive(last, clause) or (first.worded and _vague(noun))):
            return None
        handed = prior is not None and prior.rule in _HANDED
        if noun and last.group == "money" and beginning(noun, lexis().verbs):
            noun = ""
        if noun and _takes_noun(text, last, clause, handed=handed):
            return _counted(first, clause, noun, end, prior)
        follower = text[last.right : last.right + 1]
        if (first.worded and first.group in COUNTED and follower not in _ENDS) or (
            follower == "的" and first.group in MASS and not clause.verb
        ):
            return None
    subject, effect, rule = _object(first, clause)
    if first.unit == "番":
        effect = "up"
    if not subject and not prior and clause.effect in ("build", "nominal"):
        subject = _earlier(text, clause.verb, first.left) or (clause.verb if first.group == "money" else "")
    if not effect and clause.listed and prior and _hands_on(prior, subject) and first.group in MASS:
        effect, rule = prior.effect, "target.count"
    return _named(text, row, clause, subject, effect, rule, prior)


def _hands_on(prior: Reading, subject: str) -> bool:
    """Whether the verb before goes for the next in a list: 新建小学3所、初中2所."""
    if prior.rule not in _HANDED:
        return False
    return prior.effect == "gain" or (prior.effect in _DOING and not is_one_of("stock", subject))


def base_of(text: str, first: Quantity, floor: int, prior: Reading | None) -> Reading | None:
    """The subject of 由A增加到B, read at A; it is what B is said of."""
    clause, _ = clause_before(text, floor, first.left)
    opened = max(clause.rfind("由"), clause.rfind("从"))
    subject = strip_lead(strip_tail(clause[:opened])) or ("" if prior else _subject_before(text, first.left))
    if not subject:
        return prior
    if found := SHARE.search(subject):
        subject = share(subject, found, prior.indicators[0] if prior else "")
    return Reading(names(subject, each=False), "level", False, "level", "target.verb", 0.95)


def _clause(text: str, first: Quantity, floor: int, prior: Reading | None) -> _Clause | None:
    clause, goes_on = clause_before(text, floor, first.left)
    bare = strip_tail(clause)
    if _RIVAL.search(bare) and not _COMPARED.search(bare):
        return None
    dated = strip_tail(_OF_YEAR.sub("", bare))
    verb = ending(dated, lexis().verbs)
    listed = goes_on or (prior is not None and 0 < first.left - len(clause) - floor <= 2)
    each = any(word in clause[len(bare) :] for word in _EACH)
    if len(verb) < 2 and first.group not in MASS and lexis().against.search(clause):
        return None
    if not verb:
        return _Clause(dated, "", "level" if first.reach else "", dated, each, listed, clause.endswith("的"))
    rest = dated[: -len(verb)]
    if compared := _COMPARED.search(rest):
        rest = rest[: compared.start()]
    rest = _GROUND.sub("", rest)
    subject = strip_tail(rest)
    if verb == "增长" and strip_lead(subject) == "经济":
        subject = "经济增长"
    each = each or any(word in rest[len(subject) :] for word in _EACH)
    return _Clause(subject, verb, lexis().verbs[verb], dated, each, listed)


def _attributive(last: Quantity, clause: _Clause) -> bool:
    """Whether a figure with a noun behind it only describes that noun: 10亿元以上项目, 30万千瓦以下机组."""
    if not last.trailed or last.group not in ("money", "size", "time"):
        return False
    return last.comparator == "at_most" or last.group == "money" or clause.effect not in _DOING


def _vague(noun: str) -> bool:
    return bool(is_one_of("vague", noun)) or beginning(noun, lexis().words["vague"]) not in ("", "关键", "问题")


def _takes_noun(text: str, last: Quantity, clause: _Clause, *, handed: bool) -> bool:
    """Whether the noun behind the figure is what it counts."""
    if last.group in RELATIVE:
        return last.group in RATIOS and text.startswith("的", last.right) and not clause.subject
    if clause.effect in ("build", "nominal", "gain"):
        return last.group != "time" and (last.group in MASS or last.group == "money")
    subject = strip_lead(clause.subject)
    if clause.effect:
        return not subject and last.group in MASS
    if last.group == "size" and not (clause.listed and handed):
        return False
    if text.startswith("的", last.right) and not (clause.listed and handed):
        return False
    placed = clause.described or subject.endswith("等") or is_one_of("scope", subject) or _TOWARDS.search(subject)
    return last.group in MASS and bool(not subject or placed)


def _counted(first: Quantity, clause: _Clause, noun: str, end: int, prior: Reading | None) -> Reading | None:
    """[verb] [figure] [noun]."""
    effect = clause.effect
    if clause.described:
        effect = lexis().verbs.get(beginning(strip_lead(clause.subject), lexis().verbs), "")
    elif not effect and clause.listed and prior:
        effect = prior.effect
    loose = effect not in _DOING or clause.verb in lexis().words["loose"]
    if first.worded and first.group in COUNTED and (first.value == 1 or (first.value < 10 and loose)):
        return None
    if is_one_of("vague", noun):
        return None
    settled = kind_of(first, effect, noun, behind=True)
    sure = 0.9 if effect in _DOING else 0.7
    return settled and Reading((noun,), settled[0], settled[1], effect, "target.object", sure, end)


def _object(first: Quantity, clause: _Clause) -> tuple[str, str, str]:
    """The indicator's name before the figure, the effect of the verb that governs it, and the rule."""
    name, effect = clause.subject, clause.effect
    rule = "target.verb" if effect else "target.noun"
    if clause.verb in lexis().nominal:
        name, effect, rule = clause.whole, "", "target.noun"
    name = strip_lead(name)
    if clause.verb not in ("", *lexis().nominal) and name in lexis().verbs:  # 供应｜分配5万套
        return "", effect, rule
    if found := _FOR.match(name):
        name = name[found.end() :]
    elif found := _BECOMING.search(name, 2):
        name = name[: found.start()]
    if first.group in RATIOS and not clause.verb and (found := _REACHING.search(name, 2)):
        name = "" if found.group() == "超过" else name[: found.start()]  # 试点范围扩大到全国40%的县
    name, opening = _without_verbs(name, first.group)
    if first.group not in RELATIVE and effect not in ("up", "down"):
        name, opening = _after_inner_verb(name, opening)
    if not effect and not opening and name in lexis().verbs:
        opening = "nominal"  # 造林1亿亩
    others = _AND_OTHERS.split(name)[-1]
    name = others if len(others) > 1 else name
    if opening and (opening == "gain" or not effect or (effect == "level" and not clause.verb)):
        return name, opening, "target.count"
    return name, effect, rule


def _without_verbs(name: str, group: str) -> tuple[str, str]:
    """The object of the verbs that begin ``name``, and their effect: 提升改造老旧小区, 压减行政审批事项."""
    verbs, nominal, effect = lexis().verbs, lexis().nominal, ""
    while len(verb := beginning(name, verbs)) > 1:
        own, rest = verbs[verb], strip_lead(name[len(verb) :])
        if len(rest) < 2 or rest[0] in _SUFFIX or (own == "level" and verb not in lexis().words["hold"]):
            break
        if rest in lexis().words["broad"]:  # 新开工项目, 上市企业
            return name, effect or own
        if verb in nominal and (group not in MASS or is_one_of("stock", rest) == rest):
            break
        if group in RELATIVE and own == "build" and verb not in ("完成", "实现", "推进", "推动", "加快"):
            break
        name, effect = rest, effect if effect in ("gain", "down") else own
    return name, effect


def _after_inner_verb(name: str, effect: str) -> tuple[str, str]:
    """What follows the last verb amid ``name``; who brought it about stays (四大产业｜实现｜产值)."""
    last = None
    for match in lexis().inner.finditer(name, max(1, len(beginning(name, lexis().verbs)))):
        if len(name) - match.end() >= 2:
            last = match
    inner = strip_lead(name[last.end() :]) if last else ""
    if last is None or len(inner) < 2:
        return name, effect
    doer = _NUMBERED.sub("", strip_lead(name[: last.start()]))
    if last.group() in ("实现", "完成") and 2 <= len(doer) <= 12 and not is_one_of("scope", doer):
        inner = doer + inner
    return inner, effect if effect in ("gain", "down") else "build"


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
    text: str, row: tuple[Quantity, ...], clause: _Clause, subject: str, effect: str, rule: str, prior: Reading | None
) -> Reading | None:
    """The reading of figures that their indicator precedes."""
    first = row[0]
    before = prior.indicators[0] if prior else ""
    name, effect = aim("" if _PRONOUN.match(subject) else subject, effect, first.group)
    if found := SHARE.search(name):
        name, effect = share(name, found, before), effect or "level"
    if not name and not prior and effect in ("level", "up", "down"):
        name = _subject_before(text, first.left)
    if not (name or (prior and effect)):
        return None
    chained = prior is not None and prior.kind == "growth"
    settled = kind_of(first, effect, name or before, chained=chained)
    if settled is None or (first.worded and first.group in COUNTED and first.value < 3 and effect not in _DOING):
        return None
    sure = {"target.verb": 0.95, "target.count": 0.9}.get(rule, 0.85)
    if not name and prior:
        return Reading(prior.indicators, *settled, effect, "target.follow", sure - 0.1)
    if name in lexis().words["generic"]:
        name = before + name
    each = clause.each or len(row) > 1 or (settled[0] == "growth" and name.count("、") == 1 and "和" not in name)
    return Reading(names(name, each=each), *settled, effect, rule, sure)
