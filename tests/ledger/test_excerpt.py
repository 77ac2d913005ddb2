"""What is read of a store for a question about some documents says the same of them as the whole."""

from __future__ import annotations

import pytest

import kg
from kg.errors import NotFoundError
from kg.excerpt import excerpt, sentences
from kg.ledger import compare, ledger
from kg.network import network
from kg.series import series


@pytest.mark.parametrize("pair", [("砚溪区2023", "砚溪区2024"), ("砚溪区2024", "柏川县2024")])
def test_two_documents_are_compared_as_in_the_whole(graph: kg.Graph, pair: tuple[str, str]) -> None:
    assert graph.compare(*pair) == compare(graph.view, *pair)


def test_the_ledger_of_an_area_is_its_part_of_the_whole(graph: kg.Graph) -> None:
    of_all = ledger(graph.view)
    areas = {document.jurisdiction for document in graph.documents}
    assert sum((graph.ledger(area).entries for area in sorted(areas)), ()) == of_all.entries


@pytest.mark.parametrize("indicator", ["GDP", "固定资产投资", "技术改造投资"])
def test_a_series_is_that_of_the_whole(graph: kg.Graph, indicator: str) -> None:
    assert graph.series(indicator) == series(graph.view, indicator)


def test_an_excerpt_of_all_sentences_says_all_that_sentences_say(graph: kg.Graph) -> None:
    documents = [document.id for document in graph.documents]
    assert network(excerpt(graph.store, sentences(graph.store, documents))) == graph.view


def test_an_area_without_documents_is_told(graph: kg.Graph) -> None:
    with pytest.raises(NotFoundError, match="砚溪区"):
        graph.ledger("砚山区")
