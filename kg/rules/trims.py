"""What stands around an object and is no part of it: quantifiers (一批…, 3个…), figures (…50个), …三年来, （简称…）.

Offsets are code points of the string that is passed in, half-open.
"""

from __future__ import annotations

import re
from functools import cache

from kg.lexicon import tsv
from kg.rules.aliases import declares_name
from kg.rules.words import inside_word

_LEADS = frozenset(
    "一系更若多各首全国省市世亚唯新约近超不长.,二三四五六七八九十百千两几数"
)  # how a quantifier begins, digits apart

_COUNTED = ("count", "size", "money", "people")
_RANKS = ("类", "届", "门", "批", "眼", "口", "期", "对", "公顷")  # which count, but measure nothing
_NOUNS = frozenset({"人", "人口", "席"})  # nouns as often: 3万｜人的饮水问题
_STAYS = (
    "以",
    "左",
    "人的",
    "户的",
    "人大",
    "人民代表",
    "政协",
    "党代会",
    "全会",
)  # 3万｜人的饮水问题, 八届｜人大三次会议


@cache
def _units() -> str:
    """What things are counted and measured in, as alternatives, longest first."""
    known = {row[0] for row in tsv("units") if row[1] in _COUNTED and "(" not in row[0]} | set(_RANKS)
    return "|".join(sorted(map(re.escape, known - _NOUNS), key=len, reverse=True))


@cache
def _lead() -> re.Pattern[str]:
    number = r"(?:[\d.,]+|[一二三四五六七八九十百千两几数]+)"
    unit = rf"(?:[万亿]?(?:{_units()})|[万亿])"
    return re.compile(
        rf"(?:(?:(?:全[国省市区县]|国内|省内|市内|世界|全球|亚洲)?(?:唯一|首)(?:一)?(?:个|家|批|座|条|款|项)|一批(?:次)?|一个|一系列|系列|更多|若干|多个|多项|多条|各类|各项|一大批|首批|首个|全国首个|全省首个|全市首个|新一批)"
        rf"|(?:约|近|超过|不少于|超|长达)?{number}(?:多|余|以上)?{unit}(?:以上|左右)?)(?:的)?"
    )


@cache
def _quantity() -> re.Pattern[str]:
    return re.compile(
        r"(?:达到|达|超过|突破|近|约|共|各|不少于|总投资)?\d[\d.,]{0,12}(?:[万亿多余千百]{0,4})"
        rf"(?:{_units()}|%|％|人|倍|万|亿|级|以上)?"
        r"(?:以上|左右|以内|以下)?(?:[（(][间户个套]+[）)])?$"
    )


def _lead_at(text: str, at: int, end: int) -> re.Match[str] | None:
    """The quantifier at ``at``, or None; most characters open none, which is quickly seen."""
    if at < end and (text[at] in _LEADS or text[at].isdecimal()):
        return _lead().match(text, at, end)
    return None


def trim(text: str, begin: int, end: int) -> tuple[int, int]:
    """The object without quantities and quantifiers around it (一批…, 3个…, …50个, …三年来, …（简称…）)."""
    if end > begin and text[end - 1] in "）)":
        declared = declares_name().search(text, begin, end)
        if declared and declared.end() == end:
            end = declared.start()
    lead = _lead_at(text, begin, end)
    goes_on = lead and (text.startswith(_STAYS, lead.end()) or _rated().match(text, lead.end()))
    if lead and lead.end() < end and not goes_on:
        begin = lead.end()
    while begin < end and text[begin] in "的、，, 和及" and not inside_word(text, begin):
        begin += 1
    after = _since().search(text, begin, end) if end > begin and text[end - 1] in "来间务标等" else None
    of_which = after is not None and text[after.start() - 1] == "的"  # 会议确定的｜目标任务
    if after and not of_which and after.start() - begin > 3 and after.group() not in ("任务",):
        end = after.start()
    if _numeral().search(text, begin, end):
        end = _without_number(text, begin, end)
    while end > begin and text[end - 1] in "、，, 的":
        end -= 1
    return begin, end


def _without_number(text: str, begin: int, end: int) -> int:
    """Where the object ends that a quantity or a set's own name closes: 厂房｜50个; A、B、C｜“三大产业”."""
    counted = _quantity().search(text, begin, end)
    if counted and counted.start() - begin >= 2:
        end = counted.start()
    named = set_label().search(text, begin, end)
    listed = (
        named
        and re.search(r"[、和与及”]", text[begin : named.start()])
        and text[named.start() - 1] not in "等、和与及"
    )
    if named and listed and named.end() == end and named.start() - begin >= 2:
        end = named.start()
    return end


@cache
def _numeral() -> re.Pattern[str]:
    """What every quantity and every set's label holds."""
    return re.compile(r"[两二三四五六七八九十\d]")


@cache
def _since() -> re.Pattern[str]:
    return re.compile(r"(?:[一二三四五六七八九十两]+年(?:来|间)|以来|任务|目标任务|奋斗目标|等)$")


@cache
def set_label() -> re.Pattern[str]:
    """A numbered set's label: “三大新引擎”, 四大片区, “五个中心”, “五市战略”."""
    return re.compile(
        r"(?<!第)[“\"]?([两二三四五六七八九十]{1,2}|\d{1,2})(?:大|个|条|座|项|类)([\u4e00-\u9fff]{1,8}?)[”\"]?$"
        r"|“([两二三四五六七八九十])[\u4e00-\u9fff]{1,4}(?:战略|工程|行动|计划|方针|举措)”$"
    )


def lead_of(name: str) -> int:
    """How many characters of quantifiers and the like stand before the name."""
    match = _lead_at(name, 0, len(name))
    return match.end() if match and match.end() < len(name) and not _rated().match(name, match.end()) else 0


@cache
def _rated() -> re.Pattern[str]:
    """What makes the number before it a grade rather than a quantity: 30万｜吨级航道, 500｜千伏变电站."""
    return re.compile(
        r"(?:吨|千瓦|兆瓦|千伏|伏|人|元|平方米|立方米)?级|[万亿]?(?:千瓦|兆瓦|千伏)(?=[\u4e00-\u9fff])"
    )
