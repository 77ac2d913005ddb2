"""Quantified statements: targets and results, each an indicator with a figure.

How a figure is read, by the words around it, is in ``target_readings``; when it holds, in ``target_time``.
Here the figures of a sentence are taken in turn:

    A、B 分别增长 8%、9%            figures in a row go to the names in a list, one each
    由 15万公里 增加到 47万公里     the first is only what the second started from
    引进 10亿元以上项目 12个        the first belongs to the name that the second counts
    “15分钟”生活圈, 《…20条》       figures in names are passed over
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kg.model import Sentence, Status, Target
from kg.rules.indicators import beginning, is_one_of, lexis, tidy
from kg.rules.quantities import Quantity, find_quantities
from kg.rules.target_readings import Reading, base_of, read
from kg.rules.target_time import Mark, marks, when

_ENDS = frozenset("，,；;。、：:！!？?）)\n\t|…—”")
_QUOTED = 16  # a quotation no longer than this is a name
_LONGEST = 40  # an indicator longer than this is a clause that was not understood


class _Patterns(NamedTuple):
    joint: re.Pattern[str]  # between figures in a row
    origin: re.Pattern[str]  # 由…｜15万公里
    towards: re.Pattern[str]  # 15万公里｜增加到2002年的｜47万公里
    describing: re.Pattern[str]  # 62个｜占地｜1.5万亩｜地块


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        re.compile("[ ]?(?:、|和|及|以及|与)[ ]?"),
        re.compile("(?:由|从)(?:[^由从，、；]{0,12}的|每[^由从，、；]{1,5})?$"),
        re.compile("[^，；。、]{0,8}(?:到|至|为)(?:[^，；。、]{0,8}的)?"),
        re.compile("总?(?:占地|投资|投资额|面积|占地面积|建筑面积|长)(?:面积)?"),
    )


def find_targets(
    sentence: Sentence, year: int | None, status: Status, horizon: int | None = None
) -> tuple[Target, ...]:
    """The targets of a sentence, in text order.

    ``status`` is what the section says (achieved under a review); ``year`` the year that the document's plans are
    for, ``horizon`` the last one of a plan for several. Words of time in the sentence overrule both. ``begin`` and ``end`` are offsets in the document, around number
    and unit. The base value of 由A增加到B is no target of its own, nor are comparisons with other places.
    """
    text = sentence.text
    numbers = find_quantities(text)
    figures = tuple(f for f in numbers if not (_in_name(text, f) or _bare(text, f))) if numbers else ()
    if not figures:
        return ()
    known = marks(text)
    found: list[Target] = []
    prior: Reading | None = None
    floor = index = 0
    while index < len(figures):
        row = _row(text, figures, index)
        index += len(row)
        following = figures[index] if index < len(figures) else None
        first, last = row[0], row[-1]
        if prior and any(mark in text[max(floor, first.left - 300) : first.left] for mark in "；;。"):
            prior = None
        if following and _starts_from(text, last, following):
            prior, floor = base_of(text, first, floor, prior), last.right
            continue
        if following and _modifies(text, last, following):
            continue
        if following and (
            _patterns().describing.fullmatch(text, last.right, following.left) or _sized(last, following)
        ):
            row, index = (last._replace(right=following.right),), index + 1
            following = figures[index] if index < len(figures) else None
        reading = read(text, row, floor, following.left if following else len(text), prior)
        if reading is None:
            floor = last.right if text[last.right : last.right + 1] in _ENDS else floor
            continue
        unnamed = reading.rule == "target.follow"
        if (
            unnamed
            and len(row) > len(reading.indicators)
            and "分别" in text[max(floor, first.left - 8) : first.left]
        ):
            reading = reading._replace(indicators=_latest(found, reading, len(row)))
        found.extend(_targets(sentence, row, reading, known, year, status, horizon))
        prior, floor = reading, max(last.right, reading.consumed)
    return tuple(found)


def _latest(found: list[Target], reading: Reading, count: int) -> tuple[str, ...]:
    """The last indicators named, one for each figure: 接待游客900万人次、收入80亿元，分别增长5%、6%."""
    named = tuple(dict.fromkeys(target.indicator for target in found[-12:]))
    return named[-count:] if len(named) >= count else reading.indicators


def _row(text: str, figures: tuple[Quantity, ...], index: int) -> tuple[Quantity, ...]:
    """The figures from ``index`` on that only 、 or 和 parts: 8%、9%."""
    end = index + 1
    while end < len(figures):
        before, after = figures[end - 1], figures[end]
        if after.group != before.group or not _patterns().joint.fullmatch(text, before.right, after.left):
            break
        end += 1
    return figures[index:end]


def _bare(text: str, figure: Quantity) -> bool:
    """Whether it is a number without a unit that no verb leads to: 110千伏, 3A."""
    return not (
        figure.unit or figure.reach or text[max(0, figure.left - 1) : figure.left] in tuple("至到为达")
    )


def _in_name(text: str, figure: Quantity) -> bool:
    """Whether the figure stands in a title or in a short quotation."""
    for opener, closer, longest in (("“", "”", _QUOTED), ("《", "》", 60), ("「", "」", _QUOTED)):
        opened = text.rfind(opener, max(0, figure.begin - longest), figure.begin)
        if opened < 0 or text.find(closer, opened, figure.begin) >= 0:
            continue
        closed = text.find(closer, figure.begin, opened + longest)
        if closed >= 0 and "%" not in text[figure.begin : closed]:
            return True
    return False


def _starts_from(text: str, figure: Quantity, following: Quantity) -> bool:
    """由A…到B: whether the figure is A."""
    if following.group != figure.group and figure.group != "bare" and following.group != "bare":
        return False
    ends = (following.left, following.begin)
    return bool(
        _patterns().origin.search(text, max(0, figure.left - 16), figure.left)
        and any(_patterns().towards.fullmatch(text, figure.right, end) for end in ends)
    )


def _sized(last: Quantity, following: Quantity) -> bool:
    """2座｜20万立方米｜储罐: whether the second figure says how large the things are that the first counts."""
    return last.right == following.left and last.group == "count" and following.group in ("size", "money")


def _modifies(text: str, figure: Quantity, following: Quantity) -> bool:
    """10亿元以上项目12个: whether the figure belongs to the name that the next one counts."""
    between = text[figure.right : following.left]
    if not between or len(between) > 20 or any(char in _ENDS or char in "和与及" for char in between):
        return False
    if following.group not in ("count", "people") or beginning(between.lstrip("的"), lexis().verbs):
        return False
    return (
        figure.trailed
        or (figure.group == "money" and not is_one_of("stock", between))
        or figure.group == "time"
    )


def _targets(
    sentence: Sentence,
    row: tuple[Quantity, ...],
    reading: Reading,
    known: tuple[Mark, ...],
    year: int | None,
    status: Status,
    horizon: int | None,
) -> list[Target]:
    names = reading.indicators
    found: list[Target] = []
    for place, figure in enumerate(row):
        held = when(known, sentence.text, figure.begin, year, status, sentence.section, horizon)
        if len(row) > 1:
            own: tuple[str, ...] = (names[min(place, len(names) - 1)],)
        else:
            own = names
        for name in map(tidy, own):
            if not 1 < len(name) <= _LONGEST:
                continue
            sign = -1 if reading.negative else 1
            found.append(
                Target(
                    sentence.index,
                    reading.rule,
                    name,
                    sign * figure.value,
                    None if figure.maximum is None else sign * figure.maximum,
                    _unit(figure, name),
                    reading.kind,
                    figure.comparator,
                    held.status,
                    held.year,
                    sentence.begin + figure.begin,
                    sentence.begin + figure.end,
                    held.modality,
                    held.base_year,
                    confidence=round(reading.confidence - (0.05 if figure.worded else 0), 2),
                )
            )
    return found


def _unit(figure: Quantity, name: str) -> str:
    """The unit; people that are counted without one are 人: 8000多万农业转移人口."""
    if figure.group != "bare" or not figure.unit:
        return figure.unit
    return figure.unit + (
        "人次"
        if name.endswith("人次")
        else "人"
        if any(word in name for word in lexis().words["person"])
        else ""
    )
