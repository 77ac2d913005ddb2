"""Numbers, units and the words at them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon import tsv
from kg.rules.numbers import read_number
from kg.rules.quantities import Quantity, find_quantities


def one(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("written", "value", "scale"),
    [
        ("1200", "1200", ""),
        ("1,200", "1200", ""),
        ("３.５", "3.5", ""),
        ("48亿", "48", "亿"),
        ("1.2万亿", "1.2", "万亿"),
        ("3千亿", "3000", "亿"),
        ("5百万", "500", "万"),
        ("5千", "5000", ""),
        ("22.46千", "22.46", "千"),
        ("1亿3千万", "1.3", "亿"),
        ("1万6千", "1.6", "万"),
        ("二十", "20", ""),
        ("一百二十三", "123", ""),
        ("三万五千", "3.5", "万"),
        ("一千三百万", "1300", "万"),
        ("七点五亿", "7.5", "亿"),
        ("两千零六", "2006", ""),
    ],
)
def test_numbers(written: str, value: str, scale: str) -> None:
    assert read_number(written) == (Decimal(value), scale)


@pytest.mark.parametrize("written", ["三五", "二〇二五", "七八"])
def test_digits_side_by_side_are_no_number(written: str) -> None:
    assert read_number(written) is None


@pytest.mark.parametrize(
    ("text", "value", "maximum", "unit", "comparator"),
    [
        ("增长8%", "8", None, "%", "exact"),
        ("增长8％左右", "8", None, "%", "about"),
        ("约3000户", "3000", None, "户", "about"),
        ("近千公里", "1000", None, "公里", "about"),
        ("3500多公里", "3500", None, "公里", "at_least"),
        ("6000多亿元", "6000", None, "亿元", "at_least"),
        ("3000余户", "3000", None, "户", "at_least"),
        ("超过了50家", "50", None, "家", "at_least"),
        ("不低于92%", "92", None, "%", "at_least"),
        ("突破千亿元", "1000", None, "亿元", "at_least"),
        ("控制在4%", "4", None, "%", "at_most"),
        ("控制在4%左右", "4", None, "%", "about"),
        ("5.5%以内", "5.5", None, "%", "at_most"),
        ("不超过30微克/立方米", "30", None, "微克/立方米", "at_most"),
        ("6%—6.5%", "6", "6.5", "%", "exact"),
        ("6.5%－7%", "6.5", "7", "%", "exact"),
        ("5%-6%左右", "5", "6", "%", "about"),
        ("3至5万套", "3", "5", "万套", "exact"),
        ("0.5～1个百分点", "0.5", "1", "个百分点", "exact"),
        ("百分之七", "7", None, "%", "exact"),
        ("百分之六至百分之七", "6", "7", "%", "exact"),
        ("千分之五", "5", None, "‰", "exact"),
        ("三分之二以上", "66.67", None, "%", "at_least"),
        ("一半", "50", None, "%", "exact"),
        ("九成", "9", None, "成", "exact"),
        ("翻了两番", "2", None, "番", "exact"),
        ("翻番", "1", None, "番", "exact"),
        ("2个多百分点", "2", None, "个百分点", "exact"),
        ("提高一个百分点", "1", None, "个百分点", "exact"),
        ("增长-3.5%", "-3.5", None, "%", "exact"),
        ("568 亿元", "568", None, "亿元", "exact"),
        ("3.53亿千瓦", "3.53", None, "亿千瓦", "exact"),
        ("0.3吨标准煤/万元", "0.3", None, "吨标准煤/万元", "exact"),
        ("120平米", "120", None, "平方米", "exact"),
    ],
)
def test_figures(text: str, value: str, maximum: str | None, unit: str, comparator: str) -> None:
    found = one(text)
    wanted = (Decimal(value), Decimal(maximum) if maximum else None, unit, comparator)
    assert (found.value, found.maximum, found.unit, found.comparator) == wanted


@pytest.mark.parametrize(
    "text",
    [
        *(
            "第39位",
            "前10名",
            "2025年",
            "二〇二五年",
            "2021—2025年",
            "12:30",
            "4.6:45.7:49.7",
            "3/15",
            "1+3+N",
        ),
        *(
            "PM2.5",
            "M2",
            "5G",
            "万户",
            "三农",
            "一带一路",
            "十四五",
            "数十家",
            "几十个",
            "每千人",
            "国发〔2024〕8号",
        ),
    ],
)
def test_these_are_no_figures(text: str) -> None:
    assert find_quantities(text) == ()


def test_two_figures_are_kept_apart_when_one_leads_to_the_other() -> None:
    assert [str(q.value) for q in find_quantities("从8%到10%")] == ["8", "10"]


def test_words_of_comparison_lie_outside_the_figure_and_inside_its_reach() -> None:
    text = "总量超过了500家以上"
    found = one(text)
    assert (text[found.begin : found.end], text[found.left : found.right]) == ("500家", "超过了500家以上")
    assert found.reach


def test_a_word_that_only_looks_like_a_comparison() -> None:
    assert [one(text).comparator for text in ("节约5亿元", "最近3天", "附近2公里")] == [
        "exact",
        "exact",
        "exact",
    ]


def test_a_unit_is_not_the_beginning_of_another_word() -> None:
    assert [q.unit for q in find_quantities("2万人才、5个体户、3条例")] == ["万", "", ""]


def test_every_unit_is_read_back() -> None:
    for unit, _, normal, _ in tsv("units"):
        if unit not in ("成", "番"):
            assert one(f"共7{unit}。").unit == (normal or unit)


@given(st.integers(0, 10**9), st.sampled_from(["亿元", "%", "公里", "个"]))
def test_any_whole_number(number: int, unit: str) -> None:
    if 1900 <= number <= 2100:
        return
    found = one(f"达到{number}{unit}。")
    assert (int(found.value), found.unit) == (number, unit)


@given(
    st.text(
        alphabet="0123456789.,%万亿千百十一二三多余至—-约近超不低于以上左右个元人年第“”翻番分之半点 ",
        max_size=40,
    )
)
def test_any_text_is_read_without_error_and_spans_do_not_overlap(text: str) -> None:
    found = find_quantities(text)
    ends = [0]
    for quantity in found:
        assert ends[-1] <= quantity.left <= quantity.begin < quantity.end <= quantity.right <= len(text)
        ends.append(quantity.right)
