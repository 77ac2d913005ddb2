"""Who goes with whom, how far an action goes, and what was called what before."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.ledger import ledger
from kg.ledger.editions import Stage, stage_of
from kg.ledger.pairing import Score, by_keys, by_score
from kg.ledger.similar import former_names, likeness, near_names, quoted, renamed
from kg.lexicon import tsv


@pytest.mark.parametrize(("action", "text", "stage"), [
    ("规划建设", "儿童公园", "prepare"),
    ("开工建设", "会展中心", "start"),
    ("加快推进", "片区开发", "push"),
    ("推动", "北门大桥建成通车", "finish"),  # the object says how far
    ("建成投用", "小学", "finish"),
    ("实施", "清淤行动", "do"),
])  # fmt: skip
def test_how_far_an_action_goes(action: str, text: str, stage: str) -> None:
    assert stage_of(action, text) == stage


def test_stages_in_the_table_are_those_that_the_code_knows() -> None:
    assert {stage for stage, _ in tsv("stages")} == set(get_args(Stage)) - {"do"}


def test_a_former_name_needs_the_present_one_before_its_bracket() -> None:
    texts = [
        "加快松荫美术馆（原云坞艺术馆）建设。",
        "推进“北岸”公园（原名：南岸公园）改造。",
        "（原县委大院）",
    ]
    found = former_names(texts, {"松荫美术馆", "美术馆", "“北岸”公园"})
    assert found == {"云坞艺术馆": "松荫美术馆", "南岸公园": "“北岸”公园"}
    assert renamed("云坞艺术馆二期", found) == "松荫美术馆二期"


@pytest.mark.parametrize(("one", "other", "alike"), [
    ("老旧小区改造", "城镇老旧小区改造", True),
    ("老旧小区改造", "老旧厂区改造", False),
    ("文化体制改革", "科技体制改革", False),
    ("一窗通办", "一网通办", False),
    ("就业", "就业", True),
])  # fmt: skip
def test_likeness(one: str, other: str, alike: bool) -> None:
    assert (likeness(one, other, "推进", "推进") > 0) is alike


def test_a_short_object_needs_the_same_verb() -> None:
    assert likeness("就业", "就业", "促进", "稳定") == 0


def test_names_of_indicators_that_may_mean_the_same() -> None:
    assert near_names("茶叶全产业链产值", "茶叶产业链产值")
    assert near_names("城市绿道", "绿道")
    assert not near_names("粮食产量", "森林覆盖率")
    assert not near_names("绿道驿站", "绿道")


def test_words_found_in_a_text() -> None:
    text = "一年来，区人民医院成功创建三级医院，各方反响良好。"
    at = quoted("区人民医院创建三级医院", text)
    assert at is not None
    assert "创建" in text[at[0] : at[1]]
    assert quoted("水库除险加固", text) is None


pairs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0, 1)), max_size=40)


@given(pairs)
def test_nothing_is_matched_twice_and_order_does_not_matter(found: list[tuple[int, int, float]]) -> None:
    scores = [Score(value, first, second) for first, second, value in found]
    matched = by_score(scores)
    assert len({s.first for s in matched}) == len({s.second for s in matched}) == len(matched)
    assert by_score(reversed(scores)) == matched
    best = max(scores, default=None, key=lambda s: s.value)
    assert best is None or max(s.value for s in matched) == best.value


def test_the_strictest_key_is_tried_first_and_within_it_the_order_of_the_text() -> None:
    before, after = ["甲1", "甲2", "乙1"], ["甲2", "甲3", "丙1", "乙1"]
    found, gone, fresh = by_keys(before, after, (lambda x: x, lambda x: x[0]))
    assert found == [("甲2", "甲2"), ("乙1", "乙1"), ("甲1", "甲3")]
    assert (gone, fresh) == ([], ["丙1"])


def test_places_of_one_name_keep_a_ledger_each(graph: kg.Graph) -> None:
    """As if the two counties had one name: nothing of the one is settled or continued by the other."""
    view = graph.view
    same = tuple(replace(d, jurisdiction="同名县") for d in view.documents)
    found = ledger(replace(view, documents=same))
    assert found.counts() == graph.ledger().counts()
