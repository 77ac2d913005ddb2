"""The network view of the two reports of `sample`."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from sample import report_2023, report_2024

from kg.graph import BASE, nquads
from kg.model import Post
from kg.network import KINDS, Edge, NetworkView, Node, network, to_networkx
from kg.store import load, open_store
from kg.vocab import RELATIONS, SHORTCUTS

HOME = BASE + "临江区/"


@pytest.fixture(scope="module")
def view(sample_store: ox.Store) -> NetworkView:
    return network(sample_store)


def node(view: NetworkView, label: str, kind: str = "") -> Node:
    (found,) = [n for n in view.nodes if n.label == label and kind in ("", n.kind)]
    return found


def edges(view: NetworkView, relation: str) -> set[tuple[str, str]]:
    labels = {n.id: n.label for n in view.nodes}
    return {(labels[e.source], labels[e.target]) for e in view.edges if e.relation == relation}


def test_a_node_has_its_names_and_classes(view: NetworkView) -> None:
    engine = node(view, "老码头商务区")
    assert engine.id == HOME + "老码头商务区"
    assert engine.kind == "Engine"
    assert engine.classes == ("Engine", "Zone", "BusinessDistrict")
    assert engine.aliases == ("商务区",)
    assert node(view, "临江实验室").kind == "Project"  # of Project and Institution the more telling one
    assert node(view, "临江区").properties == (("areaCode", "999104"),)


def test_evidence_is_in_text_order_and_every_sentence_is_there(view: NetworkView) -> None:
    sentences = {s.id: s for s in view.sentences}
    for thing in (*view.nodes, *view.edges):
        assert thing.evidence, thing
        places = [(sentences[i].document, sentences[i].begin) for i in thing.evidence]
        assert places == sorted(places)
    texts = [sentences[i].text for i in node(view, "云栖湾科创城").evidence]
    assert texts[-1] == "临江区将以云栖湾科创城为引擎。"
    assert len(texts) == 5


def test_sentences_are_slices_of_their_documents(view: NetworkView) -> None:
    texts = {d.id: d.text for d in view.documents}
    for sentence in view.sentences:
        assert texts[sentence.document][sentence.begin : sentence.end] == sentence.text
    assert {s.section for s in view.sentences if "秋季" in s.text} == {"(二)建设老码头商务区"}


def test_documents(view: NetworkView) -> None:
    first, second = view.documents
    assert first.text == report_2023().document.text
    assert (first.title, first.year, first.issued, first.source) == (
        "临江区2023年政府工作报告", "2023", "2023-01-12", "linjiang-2023.txt",
    )  # fmt: skip
    assert (second.jurisdiction, second.jurisdiction_id) == ("临江区", f"{BASE}area/临江区")


@pytest.mark.parametrize(
    ("relation", "pairs"),
    [
        ("hasEngine", {("临江区", "云栖湾科创城"), ("临江区", "老码头商务区")}),
        ("locatedIn", {("云栖湾科创城", "云栖湾")}),
        ("holdsPost", {("林远舟", "区委")}),
        ("memberOf", {("云栖湾科创城", "两大增长极"), ("老码头商务区", "两大增长极"), ("生物医药", "两大产业"), ("航运服务", "两大产业")}),
        ("hasTarget", {("临江区", "生产总值"), ("临江区", "固定资产投资"), ("临江区", "单位能耗")}),
    ],
)  # fmt: skip
def test_relations(view: NetworkView, relation: str, pairs: set[tuple[str, str]]) -> None:
    assert edges(view, relation) == pairs


def test_measures_belong_to_their_agent_else_to_the_area(view: NetworkView) -> None:
    by = {measure: agent for agent, measure in edges(view, "hasMeasure")}
    assert by["编制岸线规划"] == "区住建局"
    assert by["加快临江实验室建设"] == "临江区"
    assert ("编制岸线规划", "岸线规划") in edges(view, "measureObject")


def test_an_edge_is_there_once_with_all_that_says_it(view: NetworkView) -> None:
    (edge,) = [e for e in view.edges if e.relation == "hasEngine" and e.target == HOME + "云栖湾科创城"]
    assert (edge.label_zh, edge.label_en) == ("引擎为", "has engine")
    assert len(edge.evidence) == 2
    assert edge.confidence == 0.9
    assert len({(e.source, e.target, e.relation, e.label_zh) for e in view.edges}) == len(view.edges)
    (post,) = [e for e in view.edges if e.relation == "holdsPost"]
    assert post.label_zh == "区委书记"


def test_targets_and_measures_carry_what_is_said_of_them(view: NetworkView) -> None:
    assert dict(node(view, "单位能耗").properties) == {
        "comparator": "exact", "confidence": "0.9", "indicatorLabel": "单位能耗", "maxValue": "-3", "measureKind": "growth",
        "rule": "target", "status": "planned", "unitLabel": "%", "value": "-2.5", "year": "2023",
    }  # fmt: skip
    said = dict(node(view, "建成东渡文化公园").properties)
    assert (said["status"], said["subject"]) == ("achieved", "文化旅游体育")
    assert dict(node(view, "两大产业").properties) == {"declaredCount": "2"}


def test_kinds_and_relations_are_those_of_the_vocabulary(view: NetworkView) -> None:
    assert {n.kind for n in view.nodes} == set(KINDS)
    assert {e.relation for e in view.edges} == {*RELATIONS, *SHORTCUTS}
    for edge in view.edges:
        assert edge.label_zh
        assert edge.label_en


def test_the_view_does_not_depend_on_the_order_of_loading(view: NetworkView) -> None:
    store = open_store()
    for report in (report_2024(), report_2023()):
        load(store, "".join(sorted(nquads(report).splitlines(keepends=True), reverse=True)))
    assert network(store) == view
    assert network(open_store()) == NetworkView((), (), (), ())


def test_networkx_has_labels_classes_and_evidence(sample_store: ox.Store, view: NetworkView) -> None:
    graph = to_networkx(sample_store)
    assert graph.number_of_nodes() == len(view.nodes)
    assert graph.number_of_edges() == len(view.edges)
    said = graph.nodes[HOME + "云栖湾科创城"]
    assert (said["label"], said["kind"], said["classes"], said["aliases"]) == (
        "云栖湾科创城", "Engine", ("Engine", "Zone"), ("科创城",),
    )  # fmt: skip
    edge = graph.edges[f"{BASE}area/临江区", HOME + "云栖湾科创城", "hasEngine"]
    assert edge["label"] == "引擎为"
    assert edge["evidence"][1] == "临江区将以云栖湾科创城为引擎。"
    assert edge["sentences"][1].endswith("#char=74,89")


def test_two_posts_in_one_body_are_two_edges_in_networkx() -> None:
    report = report_2023()
    post = next(f for f in report.facts if isinstance(f, Post))
    second = Post(post.sentence, "post", post.person, post.organization, "常委")
    store = open_store()
    load(store, nquads(replace(report, facts=(*report.facts, second))))
    graph = to_networkx(store)
    keys = graph[HOME + "林远舟"][HOME + "区委"]
    assert {key: data["label"] for key, data in keys.items()} == {
        "holdsPost": "区委书记",
        "holdsPost:常委": "常委",
    }


def test_what_points_to_nothing_known_is_left_out() -> None:
    store = open_store()
    load(
        store, "<http://x/a> <https://w3id.org/urbanpolicy/ontology#hasEngine> <http://x/b> <http://x/g> .\n"
    )
    assert network(store) == NetworkView((), (), (), ())
    assert Edge("a", "b", "hasEngine", "", "").confidence is None
