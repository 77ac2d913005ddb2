"""Whether a result lies within what a target says: comparators, falls, ranges, ceilings, tolerances."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.figures import Figure
from kg.ledger.verdict import judge, tolerance, words_of

Make = Callable[..., Figure]


@pytest.mark.parametrize(
    ("plan", "result", "verdict"),
    [
        # 增长7%: as much or more
        ((7,), (7,), "met"),
        ((7,), (6.9,), "missed"),
        ((7,), (7.1,), "exceeded"),
        # 8%以上
        ((8, "%", "growth", "at_least"), (8,), "met"),
        ((8, "%", "growth", "at_least"), (9.3,), "exceeded"),
        ((8, "%", "growth", "at_least"), (7.9,), "missed"),
        # 7%左右: half a unit of the last digit to either side
        ((7, "%", "growth", "about"), (6.5,), "met"),
        ((7, "%", "growth", "about"), (6.4,), "missed"),
        ((7, "%", "growth", "about"), (7.5,), "met"),
        ((7, "%", "growth", "about"), (7.6,), "exceeded"),
        # 5.5%左右: a twentieth of it, which is more
        ((5.5, "%", "growth", "about"), (5.3,), "met"),
        ((5.5, "%", "growth", "about"), (5.2,), "missed"),
        # 控制在3.5%以内
        ((3.5, "%", "level", "at_most"), (3.5, "%", "level"), "met"),
        ((3.5, "%", "level", "at_most"), (2.9, "%", "level"), "met"),
        ((3.5, "%", "level", "at_most"), (3.6, "%", "level"), "missed"),
        # 下降3%: a fall is negative growth, deeper is more
        ((-3,), (-3.4,), "exceeded"),
        ((-3,), (-3,), "met"),
        ((-3,), (-2.6,), "missed"),
        ((-3, "%", "growth", "at_least"), (-3.1,), "exceeded"),
        ((-3, "%", "growth", "at_least"), (1,), "missed"),
        ((-2, "%", "growth", "at_most"), (-1.5,), "met"),  # 降幅控制在2%以内
        ((-2, "%", "growth", "at_most"), (-2.5,), "missed"),
        # other units
        ((9, "亿元", "level", "at_least"), (86200, "万元", "level"), "missed"),
        ((1.2, "万人", "change", "at_least"), (13560, "人", "change"), "exceeded"),
        ((1, "番"), (1.1, "倍"), "exceeded"),
        ((1, "番"), (98, "%"), "missed"),
        ((3, "成"), (30, "%"), "met"),
        # results that leave something open
        ((480, "亿元", "level"), (500, "亿元", "level", "at_least"), "exceeded"),
        ((500, "亿元", "level"), (480, "亿元", "level", "at_least"), "not_comparable"),
        ((300, "万人次", "level", "at_least"), (300, "万人次", "level", "about"), "not_comparable"),
        ((300, "万人次", "level", "at_least"), (280, "万人次", "level", "at_most"), "missed"),
        ((7, "%", "growth", "about"), (7, "%", "growth", "about"), "met"),
    ],
)
def test_verdicts(figure: Make, plan: tuple[object, ...], result: tuple[object, ...], verdict: str) -> None:
    found = judge(figure(*plan), figure(*result, status="achieved"))
    assert (found.detail or found.verdict) == verdict, found.reason


@pytest.mark.parametrize(("low", "high", "result", "verdict"), [
    (6, 7, 6.4, "met"), (6, 7, 6, "met"), (6, 7, 7, "met"), (6, 7, 7.2, "exceeded"), (6, 7, 5.9, "missed"),
    (-2.5, -3, -2.6, "met"), (-2.5, -3, -2.4, "missed"), (-2.5, -3, -3.2, "exceeded"),
])  # fmt: skip
def test_ranges(figure: Make, low: float, high: float, result: float, verdict: str) -> None:
    found = judge(figure(low, maximum=high), figure(result, status="achieved"))
    assert (found.detail or found.verdict) == verdict


@pytest.mark.parametrize(("indicator", "kind", "result", "verdict"), [
    ("居民消费价格", "growth", 0.2, "met"), ("居民消费价格", "growth", 3.5, "met"), ("居民消费价格", "growth", 3.6, "missed"),
    ("城镇登记失业率", "level", 2.1, "met"), ("城镇登记失业率", "level", 4, "missed"),
    ("森林覆盖率", "level", 2.1, "missed"),
])  # fmt: skip
def test_an_indicator_that_is_better_low_has_a_ceiling(
    figure: Make, indicator: str, kind: str, result: float, verdict: str
) -> None:
    plan = figure(3, "%", kind, "about", indicator=indicator)
    found = judge(plan, figure(result, "%", kind, indicator=indicator, status="achieved"))
    assert found.verdict == verdict
    assert not found.detail, "below a ceiling is met, not gone beyond"


def test_every_verdict_on_about_states_its_tolerance(figure: Make) -> None:
    plan = figure(7, "%", "growth", "about")
    for result in (6.8, 6, 9):
        why = judge(plan, figure(result, status="achieved")).reason
        assert "±0.5" in why.zh
        assert "±0.5" in why.en
    money = figure(300, "亿元", "level", "about")
    assert tolerance(money) == 15 * 10**8
    assert "±15亿元" in judge(money, figure(290, "亿元", "level")).reason.zh


def test_gaps_are_in_the_unit_of_the_target(figure: Make) -> None:
    found = judge(figure(9, "亿元", "level", "at_least"), figure(86200, "万元", "level"))
    assert found.reason.zh == "结果86200万元，目标9亿元以上，相差0.38亿元"
    assert judge(figure(10), figure(6.1)).reason.en == "result 6.1%, target 10%, 3.9 percentage points off"


def test_figures_in_words(figure: Make) -> None:
    assert [words_of(f) for f in (
        figure(7, "%", "growth", "about"), figure(-3, "%", "growth", "at_least"), figure(6, maximum=7),
        figure(-2.5, maximum=-3), figure(3.5, "%", "level", "at_most"), figure(-200, "户", "change"), figure(1, "番"),
    )] == ["7%左右", "下降3%以上", "6%—7%", "下降2.5%—3%", "3.5%以内", "减少200户", "翻1番"]  # fmt: skip


numbers = st.decimals(min_value=-500, max_value=500, places=1, allow_nan=False)


@given(value=numbers, result=numbers, comparator=st.sampled_from(["exact", "about", "at_least", "at_most"]))
def test_an_exact_result_always_settles_a_target_and_its_own_number_meets_it(
    figure: Make, value: object, result: object, comparator: str
) -> None:
    plan = figure(value, "%", "growth", comparator)
    assert judge(plan, figure(result, status="achieved")).verdict in ("met", "missed")
    assert judge(plan, figure(value, status="achieved")).verdict == "met"
