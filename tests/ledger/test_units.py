"""Units turned into ones that can be compared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.lexicon import tsv
from kg.units import comparable, scale, shown, step


@pytest.mark.parametrize(
    ("unit", "into", "factor"),
    [
        ("亿元", "元", 10**8),
        ("万亿元", "元", 10**12),
        ("万人次", "人次", 10**4),
        ("家", "个", 1),
        ("万套", "个", 10**4),
        ("万千瓦", "千瓦", 10**4),  # 千 belongs to the unit
        ("吉瓦", "千瓦", 10**6),
        ("平方公里", "平方米", 10**6),
        ("微克/立方米", "微克/立方米", 1),
        ("户", "户", 1),  # households are no people
        ("亿美元", "美元", 10**8),  # and dollars no yuan
        ("", "", 1),
    ],
)
def test_a_unit_as_written_and_what_it_is_compared_in(unit: str, into: str, factor: int) -> None:
    assert scale(unit) == (into, Decimal(factor))


@pytest.mark.parametrize(
    ("value", "unit", "kind", "number", "into"),
    [
        ("1", "番", "growth", "100", "%"),
        ("2", "番", "growth", "300", "%"),
        ("1.1", "倍", "growth", "110", "%"),
        ("-2", "成", "growth", "-20", "%"),
        ("2.5", "倍", "level", "2.5", "倍"),
        ("1.2", "万人", "change", "12000", "人"),
        ("30", "亩", "level", "20000", "平方米"),
    ],
)
def test_figures_in_the_comparable_unit(value: str, unit: str, kind: str, number: str, into: str) -> None:
    found = comparable(Decimal(value), unit, kind)
    assert (round(found.value, 6), found.unit) == (Decimal(number), into)


def test_every_unit_that_is_turned_into_another_leads_to_one_that_stays() -> None:
    for unit, into, factor in tsv("unit_scales"):
        assert Decimal(factor) > 0, unit
        assert scale(into)[0] == into, unit


def test_the_last_digit_that_is_written() -> None:
    assert [step(Decimal(x)) for x in ("6.5", "7", "300", "0.25")] == [
        Decimal(x) for x in ("0.1", "1", "1", "0.01")
    ]


def test_figures_are_shown_as_reports_write_them() -> None:
    assert [shown(Decimal(x), "万人") for x in ("1.20", "1E+2", "0.156")] == [
        "1.2万人",
        "100万人",
        "0.156万人",
    ]
