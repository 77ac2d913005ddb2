"""Names to things."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from sample import report_2024

from kg.errors import NotFoundError
from kg.graph import BASE, nquads
from kg.names import named
from kg.store import load, open_store


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("临江区", "area/临江区"),
        ("临江", "area/临江区"),
        ("科创城", "临江区/云栖湾科创城"),
        (" 科创 十条 ", "临江区/科创十条"),
        ("“科创十条”", "临江区/科创十条"),
        (f"{BASE}临江区/林远舟", "临江区/林远舟"),
    ],
)
def test_a_thing_is_found_by_label_alias_iri_and_whatever_the_marks(
    sample_store: ox.Store, name: str, path: str
) -> None:
    assert named(sample_store, name) == (BASE + path,)


def test_numbered_sets_have_names_too(sample_store: ox.Store) -> None:
    (found,) = named(sample_store, "两大增长极")
    assert found.endswith("#set=两大增长极")


@pytest.mark.parametrize(
    "name", ["科创", "二、2023年工作安排", "区委书记", "地区生产总值", "", "\ud800", "http://a b", "\x00"]
)
def test_sections_roles_and_indicators_are_no_things(sample_store: ox.Store, name: str) -> None:
    with pytest.raises(NotFoundError, match="no name"):
        named(sample_store, name)


def test_near_names_are_listed(sample_store: ox.Store) -> None:
    with pytest.raises(NotFoundError, match=r"near: .*老码头商务区") as error:
        named(sample_store, "老码头商务")
    assert "老码头商务区" in error.value.near


def test_one_name_of_two_things_is_both(sample_store: ox.Store) -> None:
    """一江两城 is a goal and a numbered set."""
    both = named(sample_store, "一江两城")
    assert [iri.rpartition("/")[2] for iri in both] == [both[0].rpartition("/")[2], "一江两城"]
    assert both[0].endswith("#set=一江两城")


def test_a_label_goes_before_an_alias() -> None:
    report = report_2024()
    entities = dict(report.entities)
    entities["云栖湾科创城"] = replace(entities["云栖湾科创城"], aliases=("临江区",))
    store = open_store()
    load(store, nquads(replace(report, entities=entities)))
    assert named(store, "临江区") == (f"{BASE}area/临江区",)
