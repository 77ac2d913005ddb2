"""Figures in running text: a number, its unit, and the words at it that say how it is meant.

Read: 1,200户 · 百分之七 · 1亿3千多万人 · 6%—6.5% · 3至5万套 · 三分之一 · 一半 · 翻两番 · 近千公里 · 不低于5%.
Passed over: ordinals (第3), years and dates, ranks (前10名), formulas (1+3+N), ratios (4:5:1), model names (PM2.5, 5G).
Linear in the length of the text.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from kg.model import Comparator
from kg.rules.numbers import HAN_DIGITS, Grammar, Word, grammar, plain, read_number

_LONGEST = 24  # a run of numerals longer than this is no number that a report states
_HAN = frozenset("零〇一二两三四五六七八九十百千万亿翻")
_ROUNDED = frozenset(
    "近上超逾破约过达到入"
)  # a bare 千 or 万 is a number only after these, or before 多 and 余
_Reading = tuple[Decimal, Decimal | None, str, str, Comparator]  # value, maximum, unit, group, comparator


class Quantity(NamedTuple):
    """A figure. ``[begin, end)`` is the number with its unit, ``[left, right)`` takes in the comparing words too;
    both are local to the text. ``group`` is the class of the unit in units.tsv, or "bare" for a number without one."""

    begin: int
    end: int
    left: int
    right: int
    value: Decimal
    maximum: Decimal | None
    unit: str
    group: str
    comparator: Comparator
    reach: bool = False  # a word before it says by itself that a level is meant: 达到, 突破, 控制在
    worded: bool = False  # in Chinese numerals
    trailed: bool = False  # 以上, 以内 and the like stand behind


class _Amount(NamedTuple):
    value: Decimal
    scale: str  # 万, 亿, 万亿 or ""
    more: Comparator  # at_least after 多 or 余
    end: int


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The figures of ``text``, in order; none overlap."""
    tables = grammar()
    found: list[Quantity] = []
    at = 0
    for match in tables.run.finditer(text):
        begin, end = match.span()
        if begin < at or end - begin > _LONGEST:
            continue
        worded = text[begin] in _HAN
        if worded and text[end : end + 1] not in tables.openers:
            continue
        read = _worded if worded else _arabic
        if quantity := read(tables, text, begin, end, at):
            found.append(quantity)
            at = quantity.right
    return tuple(found)


def _arabic(g: Grammar, text: str, begin: int, end: int, floor: int) -> Quantity | None:
    prior = text[begin - 1] if begin else " "
    if prior in "第每前新+＋〔〕[{_#" or (prior.isascii() and prior.isalpha()):
        return None
    if prior in ":：/" and text[begin - 2 : begin - 1].isdigit():
        return None  # a ratio, a date or a clock time
    follower = text[end : end + 1]
    if (follower and follower in "+＋〕") or (
        follower in ":：/" and text[end + 1 : end + 2].isdigit() and not text.startswith("/10万", end)
    ):
        return None
    if follower == "年" and end - begin == 4 and text[begin : begin + 2] in ("19", "20", "１９", "２０"):
        return None
    return _figure(g, text, begin, end, floor)


def _worded(g: Grammar, text: str, begin: int, end: int, floor: int) -> Quantity | None:
    run, follower = text[begin:end], text[end : end + 1]
    if follower == "分" and text.startswith("分之", end):
        return _fraction(g, text, begin, end, floor)
    if run[0] == "翻":
        return _fold(g, text, begin, floor)
    if run == "一" and follower == "半":
        return _placed(g, text, begin, end + 1, floor, (Decimal(50), None, "%", "percent", "exact"))
    prior = text[begin - 1] if begin else " "
    if prior in "第每前数几初周" or (
        run[0] in "百千万亿" and follower not in "余多" and prior not in _ROUNDED
    ):
        return None  # an ordinal; 数十个, 百家, 万户
    return _figure(g, text, begin, end, floor)


def _figure(g: Grammar, text: str, begin: int, end: int, floor: int) -> Quantity | None:
    first = _amount(g, text, begin, end)
    if first is None:
        return None
    unit, group, stop = _unit(g, text, first)
    dash = g.dash.match(text, stop)
    second = g.run.match(text, dash.end()) if dash else None
    if dash and second and second.end() - second.start() <= _LONGEST:
        last = _amount(g, text, second.start(), second.end())
        if last and not (dash.group().strip() in "到至" and _moves(text, begin)):
            other, family, halt = _unit(g, text, last)
            if other == "年" and last.value >= 1900:
                return None
            alike = unit in ("", other, first.scale) and first.scale in ("", last.scale)
            if alike and family != "bare" and first.value <= last.value:
                return _placed(
                    g, text, begin, halt, floor, (first.value, last.value, other, family, last.more)
                )
            if unit == "":
                return None  # 1—11月, 2021—2025年
    if text.startswith("级", stop) and group != "percent":
        return None  # 30万吨级航道, 500千伏级: a grade
    if (unit == "年" and first.value >= 1900) or (unit == "" and _part_of_name(text, begin, stop)):
        return None
    return _placed(g, text, begin, stop, floor, (first.value, None, unit, group, first.more))


def _part_of_name(text: str, begin: int, stop: int) -> bool:
    """5G, 三农: a number without a unit that runs on into letters, or one in Chinese numerals."""
    follower = text[stop : stop + 1]
    return text[begin] in _HAN or (follower.isascii() and follower.isalpha())


def _moves(text: str, begin: int) -> bool:
    """Whether 由 or 从 opens the way to the number: 从8%到10% is no range."""
    return any(mark in "由从" for mark in text[max(0, begin - 8) : begin])


def _amount(g: Grammar, text: str, begin: int, end: int) -> _Amount | None:
    run, more = text[begin:end], False
    if tail := g.tail.match(text, end):
        more, end = True, tail.end()
        run += tail.group(1) or ""
    number = read_number(run)
    return number and _Amount(number[0], number[1], "at_least" if more else "exact", end)


def _unit(g: Grammar, text: str, amount: _Amount) -> tuple[str, str, int]:
    """The unit with 万 or 亿 in front, its class, and where it ends."""
    at = amount.end + text.startswith(" ", amount.end)
    if text.startswith("个多百分点", at):
        return "个百分点", "point", at + 5
    for width in range(min(g.width, len(text) - at), 0, -1):
        known = g.units.get(text[at : at + width])
        stop = at + width
        if known is None or (text[stop : stop + 1] and text[stop] in known.not_before):
            continue
        if text[stop : stop + 1] in ("/", "／"):
            return _per(g, text, amount.scale + known.normal, known.group, stop)
        return amount.scale + known.normal, known.group, stop
    return amount.scale, "bare", amount.end


def _per(g: Grammar, text: str, name: str, group: str, at: int) -> tuple[str, str, int]:
    """微克/立方米, 吨标准煤/万元: the unit after the stroke."""
    start = at + 2 if text[at + 1 : at + 2] in ("万", "千", "百") else at + 1
    for width in range(min(g.width, len(text) - start), 0, -1):
        if text[start : start + width] in g.units:
            return f"{name}/{text[at + 1 : start + width]}", "rate", start + width
    return name, group, at


def _fraction(g: Grammar, text: str, begin: int, end: int, floor: int) -> Quantity | None:
    """百分之七 is 7 %, 三分之一 is 33.33 %."""
    over = text[begin:end]
    run = g.run.match(text, end + 2)
    amount = _amount(g, text, run.start(), run.end()) if run else None
    if amount is None:
        return None
    dash = g.dash.match(text, amount.end)
    if dash and text.startswith(f"{over}分之", dash.end()):  # 百分之六至百分之七
        upper = _fraction(g, text, dash.end(), dash.end() + len(over), dash.end())
        if upper is not None and amount.value <= upper.value:
            ends = (amount.value, upper.value, upper.unit, "percent", upper.comparator)
            return _placed(g, text, begin, upper.end, floor, ends)
    unit, value = {"千": "‰", "万": "‱"}.get(over, "%"), amount.value
    if over not in ("百", "千", "万"):
        below = read_number(over)
        if below is None or not below[0]:
            return None
        value = plain((100 * value / below[0]).quantize(Decimal("0.01")))
    return _placed(g, text, begin, amount.end, floor, (value, None, unit, "percent", amount.more))


def _fold(g: Grammar, text: str, begin: int, floor: int) -> Quantity | None:
    """翻一番, 翻了两番, 翻番: one, two, one 番."""
    match = g.fold.match(text, begin)
    if match is None:
        return None
    times = Decimal(HAN_DIGITS[match.group(1)] if match.group(1) else 1)
    return _placed(g, text, begin, match.end(), floor, (times, None, "番", "fold", "exact"))


def _placed(g: Grammar, text: str, begin: int, end: int, floor: int, reading: _Reading) -> Quantity:
    """The figure with the comparing words around it; one behind it weighs more than one before, that more than 多."""
    value, maximum, unit, group, comparator = reading
    worded = text[begin] in _HAN
    left, reach, named = begin, False, False
    if begin > floor + 1 and text[begin - 1] in "-−－" and text[begin - 2] in "长比达为至到（(":
        value, left = -value, begin - 1
    while word := _word_before(g, text, left, floor):
        left, reach = word[0], reach or word[1].reach
        if not named and word[1].comparator != "exact":
            comparator, named = word[1].comparator, True
    right = end + text.startswith(" ", end)
    for width in (4, 3, 2):
        if behind := g.after.get(text[right : right + width]):
            trailed = behind != "about"
            right += width
            return Quantity(
                begin, end, left, right, value, maximum, unit, group, behind, reach, worded, trailed
            )
    return Quantity(begin, end, left, end, value, maximum, unit, group, comparator, reach, worded)


def _word_before(g: Grammar, text: str, at: int, floor: int) -> tuple[int, Word] | None:
    """The comparing word that ends at ``at`` (or before a blank or 了 there), and where it begins."""
    end = at - 1 if at > floor + 1 and text[at - 1] in " 了" else at
    for width in range(min(6, end - floor), 0, -1):
        word = g.before.get(text[end - width : end])
        if word is None or (end != at and text[at - 1] == "了" and not word.reach):
            continue
        start = end - width
        if text[start:end] == "上" and text[at : at + 1] not in ("百", "千", "万", "亿"):
            continue
        prior = text[start - 1] if start > floor else "，"
        if prior not in word.not_after and (prior not in "，。；：、,;:" or text[start:end] != "为"):
            return start, word  # 为2万名学生提供…: no level
    return None
