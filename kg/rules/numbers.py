"""Numbers as reports write them, and the tables of what stands around them.

``read_number`` reads 1,200 · ３.５ · 三千五百 · 七点五 · 1亿3千万 · 两千多亿. 万 and 亿 stay apart, to be kept in the
unit (48亿元 is 48 and 亿元); 十, 百 and 千 go into the number (5千户 is 5000 and 户).
Units and comparing words: ``seeds/lexicon/units.tsv`` and ``comparators.tsv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple, cast, get_args

from kg.errors import LexiconError
from kg.lexicon import tsv
from kg.model import Comparator

HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_HALFWIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.", ",")


class Unit(NamedTuple):
    """A row of units.tsv."""

    group: str  # percent, point, money, count, …
    normal: str
    not_before: str  # characters that must not follow


class Word(NamedTuple):
    """A comparing word that stands before a number."""

    comparator: Comparator
    reach: bool  # it says by itself that a level is meant: 达到, 突破
    not_after: str  # characters that must not precede


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything that reading figures needs, compiled once."""

    run: re.Pattern[str]  # a stretch of characters that may be a number
    part: re.Pattern[str]  # one digit or power of ten of it
    tail: re.Pattern[str]  # 多, 余 and a scale after a run
    dash: re.Pattern[str]  # what parts the ends of a range
    fold: re.Pattern[str]  # 翻两番
    units: dict[str, Unit]
    openers: frozenset[str]  # what may follow a number in Chinese numerals
    before: dict[str, Word]
    after: dict[str, Comparator]
    width: int  # of the longest unit


def read_number(run: str) -> tuple[Decimal, str] | None:
    """The number and its 万 or 亿; None for what is no single number.

    >>> read_number("1亿3千万"), read_number("三千五百"), read_number("七点五万亿")
    ((Decimal('1.3'), '亿'), (Decimal('3500'), ''), (Decimal('7.5'), '万亿'))
    >>> read_number("二〇二五") is None
    True
    """
    run = run.translate(_HALFWIDTH)
    if run.isascii() and run.replace(".", "", 1).isdecimal():
        return plain(Decimal(run)), ""  # most are written so
    if "点" in run:
        run = _pointed(run)
    if re.fullmatch(r"[0-9]+\.[0-9]+千", run):  # 22.46千公顷 stays as it is written
        return Decimal(run[:-1]), "千"
    total, section, digit = Decimal(0), Decimal(0), None
    for at, part in enumerate(grammar().part.findall(run)):
        if part in _TENS:
            section += (Decimal(1) if digit is None else digit) * _TENS[part]
            digit = None
        elif part in _MYRIADS:
            section += digit or 0
            if part == "亿" or not total:
                total = (total + section if at else Decimal(1)) * _MYRIADS[part]  # 万户: one 万
            else:
                total += section * _MYRIADS[part]
            section, digit = Decimal(0), None
        elif digit:  # digits side by side
            return None
        else:
            digit = Decimal(HAN_DIGITS[part]) if part in HAN_DIGITS else Decimal(part)
    total += section + (digit or 0)
    scale = "万亿" if "万亿" in run else "亿" if "亿" in run else "万" if "万" in run else ""
    for mark in scale:
        total /= _MYRIADS[mark]
    return plain(total), scale


def _pointed(run: str) -> str:
    """七点五亿 as 7.5亿."""
    whole, _, rest = run.partition("点")
    digits = "".join(c for c in rest if c in HAN_DIGITS)
    number = read_number(whole)
    after = rest[len(digits) :]
    return run if number is None else f"{number[0]}.{''.join(str(HAN_DIGITS[c]) for c in digits)}{after}"


def plain(value: Decimal) -> Decimal:
    """The value without exponent and needless zeros."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


@cache
def grammar() -> Grammar:
    """The tables and patterns; LexiconError if a table names an unknown comparator."""
    units = {row[0]: Unit(row[1], row[2] or row[0], row[3]) for row in tsv("units")}
    before: dict[str, Word] = {}
    after: dict[str, Comparator] = {}
    for side, comparator, words, not_after in tsv("comparators"):
        for word in words.split():
            if side == "after":
                after[word] = _comparator(comparator)
            else:
                before[word] = Word(_comparator(comparator), side == "reach", not_after)
    return Grammar(
        run=re.compile(
            "[0-9０-９]+(?:,[0-9]{3})*(?:[.．][0-9０-９]+)?(?: ?(?=[十百千万亿])(?:[十万亿]|百(?!分[点之])|千(?![瓦米克伏卡帕]))+(?:[0-9０-９]+[百千]?)?)?"
            "|[零〇一二两三四五六七八九十百千万亿翻](?:[零〇一二两三四五六七八九十百万亿]|千(?![瓦米克伏卡帕]))*"
            "(?:点[零一二三四五六七八九]+[万亿]*)?"
        ),
        part=re.compile("[0-9]+(?:[.][0-9]+)?|[零〇一二两三四五六七八九十百千万亿]"),
        tail=re.compile("[多余来]([千百]?万亿|[千百]?亿|[千百]?万|千|百)?|(?<=[十百千])几"),
        dash=re.compile("[ ]?(?:[—–－~～─-]{1,2}|至|到)[ ]?"),
        fold=re.compile("翻了?(?:近|超过)?([一两二三四五六七八九])?番"),
        units=units,
        openers=frozenset("".join(unit[0] for unit in units) + "多余来几至到—–-~分番了半 "),
        before=before,
        after=after,
        width=max(map(len, units)),
    )


def _comparator(word: str) -> Comparator:
    if word not in get_args(Comparator):
        raise LexiconError(f"comparators.tsv: unknown comparator {word!r}")
    return cast(Comparator, word)
