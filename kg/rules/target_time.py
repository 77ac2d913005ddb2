"""When a figure holds, and whether it is a plan or a result: years and tense in the words before it.

到2025年 … ｜去年 … ｜比2020年｜力争 … ｜已建成 …  Words: ``seeds/lexicon/indicator_time.tsv``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from kg.lexicon import tsv
from kg.model import Modality, Section, Status
from kg.rules.years import of_the_era

_NEAR = 24  # a figure looks no further than this many words of time
_FIVE_YEARS = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}  # last year of 十N五


class Mark(NamedTuple):
    """A word of time at a place. ``kind`` as in indicator_time.tsv, or "year" (``value``), "base" (a year compared with)."""

    at: int
    kind: str
    value: int | None = None


class When(NamedTuple):
    status: Status
    year: int | None
    base_year: int | None
    modality: Modality | None


def marks(text: str) -> tuple[Mark, ...]:
    """The words of time in ``text``, in order."""
    pattern, kinds = _words()
    found: list[Mark] = []
    for match in pattern.finditer(text):
        at, prior = match.start(), text[max(0, match.start() - 2) : match.start()]
        compared = prior[-1:] in ("比", "较", "由", "从", "于", "同", "与") or prior in (
            "基于",
            "按照",
            "相比",
        )
        if match.group() == "上年" and prior[-1:] == "础":  # 基础上｜年均
            continue
        if match.group() == "年均" and text.startswith(("浓度", "值", "气温", "降水", "降雨"), match.end()):
            continue  # PM2.5年均浓度: of one year
        if match.group() == "预期" and text.startswith("寿命", match.end()):
            continue
        if match.group("year"):
            value = of_the_era(int(match.group("year")))
            if value is None:
                continue
            found.append(
                Mark(at, "base" if compared else "aim" if prior[-1:] in ("到", "至") else "year", value)
            )
        elif match.group("plan"):
            last = _FIVE_YEARS.get(match.group("plan")[0])
            found.append(Mark(at, "aim" if match.group("plan")[-1] == "末" else "span", last))
        elif match.group("done"):
            found.append(Mark(at, "done"))
        else:
            kind = kinds[match.group()]
            if not (compared and {"last", "done"} & set(kind)):
                found.extend(Mark(at, each) for each in kind)
            elif "last" in kind:
                found.append(Mark(at, "base"))
    return tuple(found)


def when(
    known: tuple[Mark, ...],
    text: str,
    at: int,
    year: int | None,
    default: Status,
    section: Section | None,
    horizon: int | None = None,
) -> When:
    """Status, year and modality of the figure at ``at``; ``year`` is the year that the document's plans are for.

    ``horizon`` is the last year of a plan for several years: what it plans without a year is for then.
    """
    start = max(text.rfind("；", max(0, at - 400), at), text.rfind(";", max(0, at - 400), at))
    place = bisect_left(known, at, key=lambda mark: mark.at)
    before = known[max(0, place - _NEAR) : place]
    near = [mark for mark in before if mark.at > start]
    years = [mark for mark in before if mark.kind in ("year", "last", "this", "next")]
    status = _status(near, year, default) or _status(years, year, default)
    if status is None:
        status = "achieved" if default == "achieved" else "planned"
    dated = [mark for mark in before if mark.kind in ("year", "aim", "this", "last", "next", "span")]
    held = _year(dated[-1] if dated else None, year, status, default, section)
    if horizon and not dated and status == "planned":
        held = horizon
    return When(
        status, held, _base(near, held), _mood(known[max(0, place - _NEAR) : place + _NEAR], near, status)
    )


def _status(near: list[Mark], year: int | None, default: Status) -> Status | None:
    """What the words say, the last one first; None if they leave it open."""
    achieved = default == "achieved"
    for mark in reversed(near):
        if mark.kind in ("plan", "next"):
            return "planned"
        if mark.kind in ("done", "last"):
            return "achieved"
        if mark.value and year and mark.kind in ("year", "aim"):
            if mark.value > year or (mark.value == year and (mark.kind == "aim" or not achieved)):
                return "planned"
            if mark.value < year:
                return "achieved"
        if mark.kind == "span" and mark.value and year and mark.value < year:
            return "achieved"
        if mark.kind == "this" and near[-1] is mark:
            return None
    return None


def _year(
    mark: Mark | None, year: int | None, status: Status, default: Status, section: Section | None
) -> int | None:
    if mark is None:
        said = _year_of(section)
        return year if status == "planned" else said if said != year else None
    if mark.kind in ("year", "aim"):
        return mark.value
    if mark.kind == "span" or year is None:
        return None
    if mark.kind == "this":
        return year - 1 if default == "achieved" else year
    return year + (1 if mark.kind == "next" else -1)


def _year_of(section: Section | None) -> int | None:
    """The one year that the heading names: 2023年工作回顾."""
    while section is not None:
        years = {int(found) for found in re.findall("(?:19|20)[0-9]{2}(?=年)", section.title)}
        if years:
            return of_the_era(years.pop()) if len(years) == 1 else None
        section = section.parent
    return None


def _base(near: list[Mark], held: int | None) -> int | None:
    bases = [mark for mark in near if mark.kind == "base"]
    if not bases:
        return None
    return bases[-1].value or (held - 1 if held else None)


def _mood(around: tuple[Mark, ...], near: list[Mark], status: Status) -> Modality | None:
    if status != "planned":
        return None
    kinds = {mark.kind for mark in near}
    if "strive" in kinds:
        return "striving"
    if any(mark.kind == "binding" for mark in around):
        return "binding"
    return "expected" if any(mark.kind == "goal" for mark in around) else None


@cache
def _words() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, words in tsv("indicator_time"):
        for word in words.split():
            kinds[word] = (*kinds.get(word, ()), kind)
    plain = "|".join(sorted(map(re.escape, kinds), key=lambda word: (-len(word), word)))
    return re.compile(
        '(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?=年)|十(?P<plan>[一二三四五六]五[”"]?(?:规划)?(?:期?末)?)'
        f"|{plain}|(?P<done>(?<=[成到建加升降少长增投破过供放])了(?!解))"
    ), kinds
