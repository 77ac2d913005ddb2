"""The graph that benchmarks measure on: made without chance, well formed, and no larger for whom asks of one district."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from kg.query import named_queries, run
from kg.store import size
from kg.validate import validate

MODULE = Path(__file__).parent.parent / "benchmarks" / "policy_graph.py"


@pytest.fixture(scope="module")
def policy() -> dict[str, Any]:
    return runpy.run_path(str(MODULE))


def test_the_same_number_gives_the_same_bytes_and_a_larger_one_more_of_them(policy: dict[str, Any]) -> None:
    small, large = list(policy["parts"](2_000)), list(policy["parts"](4_000))
    assert small == list(policy["parts"](2_000))
    assert len(small) < len(large)
    assert large[: len(small)] == small
    assert 4_000 <= size(policy["store"](4_000)) < 7_000


def test_it_conforms_and_every_named_query_finds_something_in_it(policy: dict[str, Any]) -> None:
    store = policy["store"](8_000)
    report = validate(store)
    assert report.conforms
    assert report.problems == ()
    empty = {
        name
        for name, query in named_queries().items()
        if all(p.optional or p.default is not None for p in query.parameters) and not len(run(store, name))
    }
    assert empty == set()


def test_one_thing_has_the_same_answer_whatever_the_size(policy: dict[str, Any]) -> None:
    for name, params in (("mentions", {"entity": "甲甲甲甲科创城"}), ("targets", {"area": "甲甲甲甲区"})):
        answers = [run(policy["store"](triples), name, params) for triples in (4_000, 8_000)]
        assert answers[0] == answers[1]
        assert len(answers[0])
