"""The graph from Python: the same verbs as the command line, and values that say where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

import kg
from kg.errors import NotFoundError, OutputError, QueryError, StoreError


@pytest.fixture(scope="module")
def graph() -> Iterator[kg.Graph]:
    with kg.build() as built:
        yield built


def test_build_in_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text("云州市2030年政府工作报告\n\n地区生产总值增长6%左右。\n", "utf-8")
    with kg.build("report.txt") as built:
        assert built.report is not None
        assert [d.title for d in built.documents] == ["云州市2030年政府工作报告"]
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_build_into_a_folder_and_open_it(tmp_path: Path, graph: kg.Graph) -> None:
    with kg.build(out=tmp_path / "out") as built:
        assert built.folder == tmp_path / "out"
        assert built.view == graph.view
        assert built.page() == tmp_path / "out" / "graph.html"
    with kg.open(tmp_path / "out") as opened:
        assert opened.view == graph.view
        assert opened.query("engines") == graph.query("engines")


def test_open_says_how_to_make_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build --out"):
        kg.open(tmp_path)


def test_a_closed_graph_says_so(tmp_path: Path) -> None:
    built = kg.build(out=tmp_path / "out")
    built.close()
    built.close()
    with pytest.raises(StoreError, match="closed"):
        built.query("engines")
    assert "closed" in repr(built)
    with kg.build(out=tmp_path / "out") as again:  # and its files are free
        assert "out" in repr(again)


def test_query_takes_a_name_sparql_and_parameters(graph: kg.Graph) -> None:
    assert "香蜜湖新金融中心" in str(graph.query("engines").rows)
    rows = graph.query("SELECT ?l WHERE { ?e a upo:Engine ; skos:prefLabel ?l } ORDER BY ?l").rows
    assert len(rows) == 3
    assert graph.query("SELECT (COUNT(*) AS ?n) { ?e a upo:Engine ; skos:prefLabel ?l }").rows == ((3,),)
    with pytest.raises(NotFoundError, match="engines"):
        graph.query("engine")
    with pytest.raises(QueryError):
        graph.query("SELECT ?x WHERE {")


def test_an_entity_knows_its_relations_and_their_sentences(graph: kg.Graph) -> None:
    lake = graph.entity("香蜜湖新金融中心")
    assert {"Engine", "Zone"} <= set(lake.classes)
    incoming = [link for link in lake.relations if link.relation == "hasEngine"]
    assert [(link.other.label, link.outgoing) for link in incoming] == [("福田区", False)]
    texts = {d.id: d.text for d in graph.documents}
    for link in lake.relations:
        assert link.evidence, link
        assert all(texts[s.document][s.begin : s.end] == s.text for s in link.evidence)
    assert any("三大新引擎" in s.text for s in incoming[0].evidence)
    assert str(lake).startswith("香蜜湖新金融中心 (")


def test_an_area_has_its_targets_and_an_institution_its_measures(graph: kg.Graph) -> None:
    targets = graph.entity("福田区").targets
    assert any("地区生产总值" in link.other.label and "6.8%" in link.evidence[0].text for link in targets)
    assert any(graph.entity(node.label).measures for node in graph.view.nodes if node.kind == "Project")


def test_an_entity_is_found_by_alias_mark_or_iri(graph: kg.Graph) -> None:
    area = graph.entity("福田区")
    assert graph.entity("福田") == area
    assert graph.entity("“福田区”") == area
    assert graph.entity(area.id) == area


def test_an_unknown_entity_lists_near_ones(graph: kg.Graph) -> None:
    with pytest.raises(NotFoundError, match="香蜜湖新金融中心") as error:
        graph.entity("香蜜湖金融中心")
    assert "香蜜湖新金融中心" in error.value.near


def test_a_path_is_a_chain_of_edges_that_exist(graph: kg.Graph) -> None:
    steps = graph.path("时尚", "郑红波")
    assert steps[0].start.label == "时尚"
    assert steps[-1].link.other.label == "郑红波"
    for step, following in pairwise(steps):
        assert step.link.other == following.start
    edges = {(edge.source, edge.relation, edge.target) for edge in graph.view.edges}
    for step in steps:
        ends = [step.start.id, step.link.other.id]
        source, target = ends if step.link.outgoing else ends[::-1]
        assert (source, step.link.relation, target) in edges
    assert graph.path("时尚", "时尚") == ()


def test_evidence_of_a_thing_of_a_relation_and_of_one_edge(graph: kg.Graph) -> None:
    whole = graph.evidence("福田区")
    engines = graph.evidence("福田区", "hasEngine")
    one = graph.evidence("福田区", "hasEngine", "香蜜湖新金融中心")
    assert set(one) <= set(engines) <= set(whole)
    assert one
    assert "香蜜湖新金融中心" in one[0].text
    assert graph.evidence("福田区", "locatedIn", "时尚") == ()


def test_networkx_and_rdflib_show_the_same_graph(graph: kg.Graph) -> None:
    import networkx
    import rdflib

    network = graph.to_networkx()
    assert isinstance(network, networkx.MultiDiGraph)
    lake = graph.entity("香蜜湖新金融中心")
    assert network.nodes[lake.id]["label"] == lake.label
    dataset = graph.to_rdflib()
    names = dataset.query(
        "SELECT ?l { GRAPH ?g { ?e a upo:Engine . ?e skos:prefLabel ?l } }",
        initNs={"upo": rdflib.Namespace("https://w3id.org/urbanpolicy/ontology#"), "skos": rdflib.SKOS},
    )
    assert lake.label in {str(row[0]) for row in names}


def test_pages_and_exports_are_written_whole(graph: kg.Graph, tmp_path: Path) -> None:
    page = graph.to_html(tmp_path / "g.html", title="<b>标题</b>")
    text = page.read_text("utf-8")
    assert "<b>标题" not in text
    assert "香蜜湖新金融中心" in text
    data = graph.export("csv", tmp_path / "g.csv")
    assert (tmp_path / "g.csv").read_bytes() == data
    with pytest.raises(OutputError, match="cannot write"):
        graph.to_html(tmp_path / "nowhere" / "g.html")
    with pytest.raises(QueryError, match="graphml"):
        graph.export("xlsx")


class _Frames(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.frames: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.frames.append(dict(attrs) | {"tag": tag})


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(graph: kg.Graph) -> None:
    parser = _Frames()
    parser.feed(graph._repr_html_())
    (frame,) = parser.frames
    assert frame["tag"] == "iframe"
    assert frame["srcdoc"] == graph.html()
    assert frame["sandbox"] == "allow-scripts allow-downloads"  # and not allow-same-origin


def test_a_notebook_shows_rows_as_a_table(graph: kg.Graph) -> None:
    rows = graph.query('SELECT ("<script>" AS ?x) WHERE {}')
    html = rows._repr_html_()
    assert html.count("<tr>") == 2
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
