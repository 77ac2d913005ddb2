"""Measures: a policy verb and what it acts on (加快 ｜ 滨江片区改造), planned, under way or done.

One for each verb and each item of its object; 支持 X 做 Y keeps its whole clause. Slogans and figures are left out:
an object that is a bare number, a direction (到…) or one character says nothing that can be done.
"""

from __future__ import annotations

import re
from functools import cache

from kg.model import Measure, Status
from kg.rules.reading import Deed, Reading
from kg.rules.words import verbs
from kg.vocab import domain_of

_STRIVING = frozenset({"力争", "确保", "争取", "实现", "保持"})
_DRIVING = _STRIVING | {"推动", "促进", "带动"}
_FINE = (
    "完善",
    "齐全",
    "优美",
    "健全",
    "先进",
    "突出",
    "鲜明",
    "优良",
    "便捷",
    "发达",
    "完备",
    "显著",
    "宜居",
    "高效",
)
_SHORTEST = 2
_LONGEST = 60


def find_measures(reading: Reading) -> tuple[Measure, ...]:
    """The measures that a sentence states; spans (verb to object) in document offsets."""
    found: list[Measure] = []
    for deed in reading.deeds:
        found.extend(_of_deed(reading, deed))
    return tuple(found)


def _of_deed(reading: Reading, deed: Deed) -> list[Measure]:
    act, start = deed.act, reading.sentence.begin
    if act.action in _idle() or _is_slogan(reading.sentence.text, deed):
        return []
    status = _status(reading, deed)
    rule = "aim" if act.aim else "final" if act.fronted else "verb-object"
    confidence = 0.8 if act.fronted or (act.cue == "" and act.subject_end > act.subject_begin) else 0.9
    reaches = _reaches().search(reading.sentence.text, act.object_begin, act.object_end) is not None
    folds = "番" in reading.sentence.text[act.object_begin : act.object_end]
    if (reaches and act.action in _DRIVING) or (act.action in _STRIVING and (reaches or folds)):
        return []
    found = []
    for item in deed.items:
        object_text = shorten(item.text) if not deed.whole else item.text
        if reaches and not deed.whole:
            object_text = _rise().sub("", object_text)  # 接待｜游客增长20%
        if not _acts_on(object_text):
            continue
        begin, end = min(act.begin, item.begin), max(act.end, item.text_end)
        domain = domain_of(object_text)
        found.append(
            Measure(
                reading.sentence.index,
                rule,
                act.action,
                object_text,
                status,
                start + begin,
                start + end,
                agent=reading.jurisdiction,
                domain=domain.notation if domain else None,
                confidence=confidence,
            )
        )
    return found


def _is_slogan(text: str, deed: Deed) -> bool:
    """坚持以…统揽…, 坚持把…: how, not what."""
    return deed.act.action == "坚持" and text.startswith(("以", "把"), deed.act.object_begin)


@cache
def _reaches() -> re.Pattern[str]:
    """An indicator and what it is to reach: a target, not a deed."""
    return re.compile(r"(?:达到?|突破|增长|超过|下降|降至|提高到|控制在)[^，]{0,3}\d")


@cache
def _rise() -> re.Pattern[str]:
    return re.compile(r"(?:同比)?(?:增长|下降|超过|突破|达到?)$")


@cache
def _idle() -> frozenset[str]:
    """Verbs that by themselves commit nobody to anything."""
    return frozenset(
        [
            "使用",
            "摆在",
            "放在",
            "利用",
            "参与",
            "服务",
            "运用",
            "采取",
            "采用",
            "成为",
            "迈向",
            "做到",
            "突破",
            "集中",
            "出口",
            "销售",
            "生产",
            "消费",
            "覆盖",
            "获评",
        ]
    )


def _status(reading: Reading, deed: Deed) -> Status:
    cue = deed.act.cue
    if cue == "modal" and not (reading.status == "achieved" and deed.act.fronted):
        return "planned"
    if cue == "going":
        return "ongoing"
    if cue == "done":
        return "achieved"
    return reading.status


def _acts_on(object_text: str) -> bool:
    """Whether the object says what is acted upon."""
    if not _SHORTEST <= len(object_text) <= _LONGEST or _empty().match(object_text):
        return False
    return _han().search(object_text) is not None


@cache
def _han() -> re.Pattern[str]:
    return re.compile(r"[\u4e00-\u9fff]{2}")


@cache
def _empty() -> re.Pattern[str]:
    return re.compile(
        r"[稳促调惠防保增扩优提抓补强][一-鿿]{2}(?:各项)?$|仪式|(?:到|至|由|从|在|为|于|以|比|约|近|超过|超|达)\d|\d[\d.,%—～~-]*[\u4e00-\u9fff%％]{0,3}$|\d{1,2}月|到|至|为|比[上去前全周]|率|了|着|过|起来|下去|[、，。；”》]"
        r"|(?:[以如]下工作|方面工作|重点工作|各项工作|提速|形成|见效|成势|成效|成果|实效|新成效|新突破|突破|新进展|进展|显著|明显|良好|工作|各项工作|力度|关系|作用|问题|方面|情况|水平|能力|目标|任务|一定|第[一二三四五])$|总规模|总量|决不|考虑|百分点|[一二三四五六七八九]成(?:以上)?$"
    )


def shorten(phrase: str) -> str:
    """The shortest noun phrase that still says what is acted upon: a describing clause before 的 is taken off."""
    edge = _last_of(phrase)
    if edge is None:
        return phrase
    front, rest = phrase[:edge], phrase[edge + 1 :]
    if len(rest) >= 4 and _describes(front):
        return rest
    return phrase


def _last_of(phrase: str) -> int | None:
    """Where the last 的 outside quotation marks stands."""
    if "的" not in phrase:
        return None
    depth, found = 0, None
    for at, char in enumerate(phrase):
        depth += (char in "“《（") - (char in "”》）")
        if char == "的" and depth == 0 and phrase[at - 1 : at] != "”":
            found = at
    return found


def _describes(front: str) -> bool:
    """Whether the front says how it is rather than whose it is."""
    if re.match(
        r"(?:更|最|有|具有|具备|符合|适应|覆盖|关系|有利|以|与|富有|充满|集|贯穿|面向|服务|辐射|便捷|安全|高效|健全|完善|科学|规范|一批|新|名副其实|引领|促进|支撑|长达|近|多|全国|全省|全市|独具|独特)",
        front,
    ):
        return True
    return front[:2] in verbs() or "、" in front or front.endswith(_FINE)
