"""What the fuzz found, kept: one case each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.errors import InputError
from kg.extract import extract
from kg.graph import nquads
from kg.link import link
from kg.model import Relation, Target
from kg.reader import from_text
from kg.rules.numbers import read_number
from kg.rules.quantities import find_quantities


def _targets(text: str) -> list[Target]:
    found = extract(replace(from_text(text), jurisdiction="临江区"))
    return [fact for fact in found.facts if isinstance(fact, Target)]


@pytest.mark.parametrize(
    "text", ["一、1900年工作安排\n生产总值增长6%。", "1921年生产总值增长6%。", "2101年生产总值增长6%。"]
)
def test_no_plan_is_of_a_year_before_1949_or_after_2100(text: str) -> None:
    assert [target.year for target in _targets(text)] == [None]


def test_a_session_of_a_congress_whose_number_is_none() -> None:
    assert extract(from_text("第一二届全国人民代表大会第一次会议。")).document.year is None


@pytest.mark.parametrize(("text", "value"), [("增长6%—5%", 6), ("增长百分之六至百分之五", 6)])
def test_a_range_that_runs_backwards_is_none(text: str, value: int) -> None:
    first = find_quantities(text)[0]
    assert (first.value, first.maximum) == (Decimal(value), None)


@pytest.mark.parametrize("run", ["1828.24千千", "1.5万2千", "点千"])
def test_a_number_with_two_scales_is_read_or_left(run: str) -> None:
    for quantity in find_quantities(f"投资{run}元。"):
        assert quantity.value.is_finite()


def test_nothing_times_a_scale_is_nothing() -> None:
    assert read_number("0万亿") == (Decimal(0), "万亿")
    assert read_number("万亿") == (Decimal(1), "万亿")


def test_what_is_called_an_engine_of_no_area_is_none() -> None:
    """A text whose place is not known; so with engines that --min-confidence parts from their area."""
    found = link(extract(from_text("以东湖委员会为引擎，建设石岭园区。")))
    assert [e.label for e in found.entities.values() if "Engine" in e.classes] == []


def test_the_place_whose_text_it_is_is_an_area_though_named_as_a_zone() -> None:
    document = replace(from_text("推进滦河产业新城建设，生产总值增长6%。"), jurisdiction="滦河产业新城")
    assert link(extract(document)).entities["滦河产业新城"].classes[0] == "Area"


def test_only_what_the_ontology_allows_stands_at_the_ends_of_a_relation() -> None:
    found = link(extract(from_text("由南湖金融期货交易所牵头入选“南岭溪”。")))
    assert [fact for fact in found.facts if isinstance(fact, Relation)] == []


def test_lone_surrogates_end_at_the_reader() -> None:
    with pytest.raises(InputError, match="a lone surrogate at character 2"):
        from_text("建设\ud800新城。")


def test_another_name_of_a_thing_that_is_not_sure_enough_is_left_out() -> None:
    raw = extract(from_text("新开00一丂（简称00）"), min_confidence=0.75)
    assert [type(fact).__name__ for fact in raw.facts] == ["Alias"]
    assert link(raw).facts == ()
    assert nquads(link(raw))
