"""Units as reports write them, turned into ones that can be compared: 1.2万人 and 13560人, 9亿元 and 86200万元, 翻一番 and 110%.

Units and their classes: ``seeds/lexicon/units.tsv``; which measure the same: ``seeds/lexicon/unit_scales.tsv``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from kg.lexicon import tsv

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_SCALED = re.compile("[十百千万亿]*")
_PIECE = "个"  # what every measure word of class "count" counts
PERCENT, POINT, DOUBLING, FOLD = "%", "个百分点", "番", "倍"


class Amount(NamedTuple):
    """A number in a unit that others can be compared with."""

    value: Decimal
    unit: str


def comparable(value: Decimal, unit: str, kind: str) -> Amount:
    """A figure's value in the unit that all its like are turned into.

    ``kind`` is a measure kind of the contract: of growth, 倍 and 番 are percentages too (翻一番 is 100 %, 翻两番 300 %, 增长
    1.1倍 110 %); of a level they stay as they are.

    >>> comparable(Decimal("1.2"), "万人", "change")
    Amount(value=Decimal('12000'), unit='人')
    >>> comparable(Decimal(2), "番", "growth")
    Amount(value=Decimal('300'), unit='%')
    """
    if kind == "growth" and unit == DOUBLING:
        return Amount((2**value - 1) * 100, PERCENT)
    if kind == "growth" and unit == FOLD:
        return Amount(value * 100, PERCENT)
    into, factor = scale(unit)
    return Amount(plain(value * factor), into)


@cache
def scale(unit: str) -> tuple[str, Decimal]:
    """The comparable unit of a unit as written, and how many of that are in one: 亿元 → 元, 100000000."""
    known = _units()
    run = _SCALED.match(unit)
    widest = run.end() if run else 0
    cut = next(
        (at for at in range(widest) if unit[at:] in known), widest
    )  # 万千瓦 is 万 of 千瓦, not 万千 of 瓦
    into, factor = known.get(unit[cut:], (unit[cut:], Decimal(1)))
    for char in unit[:cut]:
        factor *= _SCALES[char]
    return into, factor


@cache
def _units() -> dict[str, tuple[str, Decimal]]:
    found = {row[0]: (_PIECE if row[1] == "count" else row[0], Decimal(1)) for row in tsv("units")}
    return found | {unit: (into, Decimal(factor)) for unit, into, factor in tsv("unit_scales")}


def plain(value: Decimal) -> Decimal:
    """The same number without an exponent or trailing zeros: 1.2E+4 is 12000."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def step(value: Decimal) -> Decimal:
    """One in the last digit that is written: 0.1 for 6.5, 1 for 300."""
    exponent = plain(value).as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)


def shown(value: Decimal, unit: str) -> str:
    """A figure as a report would write it: 6.8%, 13560人, 1.5亿美元; at most six decimals."""
    return f"{plain(round(value, 6)):f}{unit}"
