"""Exports of a view, on a graph small enough to read."""

from __future__ import annotations

import csv
import io

import networkx
import pytest

from kg import export
from kg.network import Edge, NetworkView, Node, SentenceView

VIEW = NetworkView(
    nodes=(
        Node(
            "https://x.org/a", "云\x01州市<&>", "Area", ("Area",), aliases=("云州", "本市"), evidence=("s1",)
        ),
        Node(
            "https://x.org/b",
            "青湖,“新城”",
            "Engine",
            ("Engine", "Zone"),
            properties=(("status", "planned"),),
        ),
    ),
    edges=(Edge("https://x.org/a", "https://x.org/b", "hasEngine", "引擎", "engine", ("s1", "s2"), 0.9),),
    sentences=(
        SentenceView("s1", "d", 0, 4, "第一句。\n"),
        SentenceView("s2", "d", 4, 8, '第,"二"句。'),
    ),
    documents=(),
)


def test_csv_has_one_row_an_edge_with_its_quotes() -> None:
    (row,) = csv.DictReader(io.StringIO(export._csv(VIEW).decode("utf-8")))
    assert (row["relation"], row["target"], row["target_class"]) == ("hasEngine", "青湖,“新城”", "Engine")
    assert row["evidence"] == '第一句。 | 第,"二"句。'
    assert row["confidence"] == "0.9"


def test_graphml_is_xml_with_labels_classes_and_evidence() -> None:
    text = export._graphml(VIEW).decode("utf-8")
    assert "青湖,“新城”" in text  # not as numbers of characters
    graph = networkx.parse_graphml(
        text, force_multigraph=True
    )  # control characters are out, markup is escaped
    assert graph.nodes["https://x.org/a"]["label"] == "云\ufffd州市<&>"
    assert graph.nodes["https://x.org/a"]["aliases"] == "云州 | 本市"
    assert graph.nodes["https://x.org/b"]["prop_status"] == "planned"
    ((_, _, edge),) = graph.edges(data=True)
    assert edge["relation"] == "hasEngine"
    assert edge["evidence"] == "s1 | s2"


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.ttl", "turtle"),
        ("a.json", "jsonld"),
        ("a.TRIG", "trig"),
        ("a.csv", "csv"),
        ("a", None),
        ("a.b", None),
    ],
)
def test_the_format_that_an_ending_means(name: str, format: str | None) -> None:
    assert export.format_of(name) == format
