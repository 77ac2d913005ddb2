"""The year that the plans of a document are for, by what the genre says of it, surest first.

A five-year plan stands for its first year; a report given in November or December for the year that follows.
Sources: the numbering of five-year plans (“十五” began in 2001) and of the National People's Congress (its ninth term
first met in 1998, it meets every year).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_BODY = 100_000
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s{0,3}年)")
_RANGE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s{0,3}年?\s{0,3}[-—–－~～至到]{1,2}\s{0,3}((?:19|20)\d\d)(?!\d)")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s{0,3}年\s{0,3}(\d{1,2})\s{0,3}月\s{0,3}\d{1,2}\s{0,3}日")
_PERIOD = re.compile('[“"](十[一二三四五六七]?)五[”"]')
_NUMBER = re.compile(r"[〔\[［]((?:19|20)\d\d)[〕\]］]\s{0,2}\d{1,4}\s{0,2}号")  # 政办发〔2021〕23号
_CONGRESS = re.compile(
    "第(十[一二三四五六七八九]?|[一二三四五六七八九])届全国人民代表大会第([一二三四五六七八九十])次会议"
)
_VISION = re.compile(r"(?:和|及|与|以及)?\s{0,3}(?:19|20)\d\d\s{0,3}年\s{0,3}(?:的)?远景[^，。；\n]{0,6}")
_AHEAD = re.compile(
    r"((?:19|20)\d\d)\s{0,3}年[^，。；：:]{0,14}(?:工作(?!回顾|总结|情况|完成)|任务|目标|安排|建议|思路|计划(?!执行|完成))"
)
_BEHIND = re.compile("回顾|总结|完成情况|主要成绩|取得的成绩|执行情况$")
_IS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s{0,3}年\s{0,3}[，,]?\s{0,3}是")
_FUTURE = re.compile(
    r"(?:(?:^|[，。；：、\s“])(?:预计)?(?:到|至)|力争|确保|争取|展望)\s{0,3}((?:19|20)\d\d)\s{0,3}年",
    re.MULTILINE,
)
_STAGE = re.compile(
    '今年[^。；\n]{0,12}[“"](十[一二三四五六七]?)五[”"][^。；\n]{0,10}(开局|起步|收官|最后|中期)'
)
_LOOKS_BACK = re.compile("过去[一五]年|[一五]年来|回顾|去年")
_ARABIC = str.maketrans("〇○０零一二三四五六七八九", "0000123456789")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")}


def plan_year(text: str, title: str, front: str, headings: Sequence[str], kind: str) -> int | None:
    """The year, or None where neither title, headings, dates nor the body's tense tell it."""
    body = text[:_BODY]
    title, front = _in_digits(title), _in_digits(front)
    return of_the_era(
        _from_title(title, kind)
        or next(
            (
                y
                for line in front.split("\n")[:6]
                if not _BEHIND.search(line) and (y := _from_title(line, kind))
            ),
            None,
        )
        or _from_headings(headings)
        or _from_session(text[:600], kind)
        or _from_body(body, kind)
    )


def of_the_era(year: int | None) -> int | None:
    """The year, if plans and results of these governments may be of it: 1949 to 2100."""
    return year if year and 1949 <= year <= 2100 else None


def _in_digits(text: str) -> str:
    """二〇二四年 as 2024年."""
    return re.sub(
        "[二一][〇○０零九][〇○０零一二三四五六七八九]{2}(?=年)", lambda m: m[0].translate(_ARABIC), text
    )


def period_start(ordinal: str) -> int:
    """The first year of a five-year plan by the numeral before its 五 (十四 of 十四五).

    >>> period_start("十四"), period_start("十")
    (2021, 2001)
    """
    return 2001 + 5 * (_number(ordinal) - 10)


def _number(numeral: str) -> int:
    """1 to 19 in Chinese."""
    return 10 + _DIGITS[numeral[1:] or "零"] if numeral.startswith("十") else _DIGITS[numeral]


def horizon(title: str, kind: str) -> int | None:
    """The last year of a plan for several years, by its title: “十四五”规划, （2021—2025年） → 2025; None for others."""
    named = _VISION.sub("", _in_digits(title))
    if span := _RANGE.search(named):
        return of_the_era(int(span[2]))
    period = _PERIOD.search(named) or re.search("第(十[一二三四五六七]?)个五年", named)
    return period_start(period[1]) + 4 if period and kind == "plan" else None


def _from_title(title: str, kind: str) -> int | None:
    """2024年政府工作报告 → 2024; …2023年…执行情况与2024年计划草案 → 2024; “十四五”规划, （2021—2025年） → 2021."""
    named = _VISION.sub("", title)
    if span := _RANGE.search(named):
        return int(span[1])
    years = [] if _DATE.search(named) else [int(y) for y in _YEAR.findall(named)]
    if years:
        return max(years)
    period = _PERIOD.search(named) or re.search("第(十[一二三四五六七]?)个五年", named)
    period = period or (re.search("(十[一二三四五六七]?)五(?=规划)", named) if kind == "plan" else None)
    return period_start(period[1]) if period else None


def _from_headings(headings: Sequence[str]) -> int | None:
    """三、2011年的工作; （二）2024年主要预期目标: the latest year whose work or goals a heading announces."""
    years = [
        int(match[1])
        for heading in headings
        if len(heading) <= 45 and not _BEHIND.search(heading)
        for match in _AHEAD.finditer(_VISION.sub("", _FUTURE.sub("", heading)))
    ]
    return max(years, default=None)


def _from_session(head: str, kind: str) -> int | None:
    """The congress that hears the report, by its number or its date; a document of a government by its own number."""
    if congress := _CONGRESS.search(head):
        return 1998 + 5 * (_number(congress[1]) - 9) + _number(congress[2]) - 1
    if kind == "plan" and (numbered := _NUMBER.search(head)):
        return int(numbered[1])
    if met := _DATE.search(head):
        late = int(met[2]) >= 11 and kind == "work-report"
        return int(met[1]) + late
    return None


def _from_body(body: str, kind: str) -> int | None:
    """2021年是…开局之年; 今年是“十四五”开局之年; else what follows the latest year that is reported on."""
    if kind == "plan" and (period := _PERIOD.search(body)):
        return period_start(period[1])
    ranges = [(int(a), int(b)) for a, b in _RANGE.findall(body)]
    plain = _FUTURE.sub("", _VISION.sub("", _RANGE.sub("", body)))
    stated = [int(y) for y in _IS.findall(plain)]
    if stage := _STAGE.search(plain):
        return period_start(stage[1]) + {"开局": 0, "起步": 0, "中期": 2}.get(stage[2], 4)
    years = [int(y) for y in _YEAR.findall(plain)]
    if stated and ("今年" in plain or kind == "news") and max(stated) >= max(years):
        return max(stated)
    latest = max(years, default=None)
    if latest is None:
        return max((a for a, _ in ranges), default=None)
    begun = max((a for a, _ in ranges), default=0)
    if kind == "news":
        done = "今年" in plain and re.search(rf"{latest}年[^。；]{{0,16}}(?:实现|完成|达到|增长)", plain)
        return latest + bool(done)
    reported = re.search(
        rf"(?:由|从)[^。；]{{0,40}}到\s{{0,3}}{latest}\s{{0,3}}年|{latest}年(?:末|底|全年)", body
    )
    back = reported or _LOOKS_BACK.search(plain) or ("今年" in plain and latest not in stated)
    return max(latest + 1 if back else latest, begun)
