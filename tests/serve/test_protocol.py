"""The SPARQL endpoint, as the W3C's protocol has it and as clients use it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

import kg
from kg.vocab import PREFIXES, SKOS, UPO
from serve.conftest import ENGINE

ENGINES = "SELECT ?name WHERE { ?e a upo:Engine ; skos:prefLabel ?name } ORDER BY ?name"
NAMES = ["云栖湾科创城", "老码头商务区"]
DIRECT = {"Content-Type": "application/sparql-query"}


def _names(answer: httpx.Response) -> list[str]:
    return [row["name"]["value"] for row in answer.json()["results"]["bindings"]]


def test_a_query_by_get_by_form_and_as_it_is(site: httpx.Client) -> None:
    """SPARQL 1.1 Protocol, 2.1.1 to 2.1.3."""
    answers = [
        site.get("/sparql", params={"query": ENGINES}),
        site.post("/sparql", data={"query": ENGINES}),
        site.post("/sparql", content=ENGINES.encode(), headers=DIRECT),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/sparql-results+json"
        assert _names(answer) == NAMES


@pytest.mark.parametrize(
    "kind",
    [
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ],
)
def test_rows_in_every_format_of_results(site: httpx.Client, kind: str) -> None:
    query = "SELECT ?s ?p ?o WHERE { ?s a upo:Engine ; ?p ?o } ORDER BY ?s ?p ?o"
    answer = site.get("/sparql", params={"query": query}, headers={"Accept": kind})
    assert answer.headers["content-type"].partition(";")[0] == kind
    reference = site.get("/sparql", params={"query": query, "format": "json"})
    rows = reference.json()["results"]["bindings"]
    if kind == "text/csv":
        assert len(list(csv.DictReader(io.StringIO(answer.text)))) == len(rows)
    else:
        format = ox.QueryResultsFormat.from_media_type(kind)
        expected = ox.parse_query_results(reference.content, ox.QueryResultsFormat.JSON)
        assert [list(map(str, row)) for row in ox.parse_query_results(answer.content, format)] == [
            list(map(str, row)) for row in expected
        ]


def test_rows_are_those_that_oxigraph_itself_would_write(tmp_path: Any) -> None:
    """Every kind of term, and what is not bound, in each format."""
    from kg.serve import results

    store = ox.Store()
    store.update("""INSERT DATA {
        <a:s> <a:p> "plain", "zh"@zh, "rtl"@ar--rtl, 1, 1.50, 2e0, true, <a:o>, _:b,
            "q\\"uote, comma\\n\\ttab <&>", <<( <a:s> <a:p> "in"@en )>> }""")
    query = "SELECT ?s ?o ?none WHERE { ?s ?p ?o OPTIONAL { ?o <a:none> ?none } } ORDER BY ?o"
    formats = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML,
               "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}  # fmt: skip

    def solutions() -> ox.QuerySolutions:
        found = store.query(query)
        assert isinstance(found, ox.QuerySolutions)
        return found

    for name, format in formats.items():
        ours, theirs = results.rows(solutions(), name, None), solutions().serialize(format=format)
        assert theirs is not None
        if name == "json":
            assert json.loads(ours.body) == json.loads(theirs)
        else:
            assert ours.body == theirs


def test_xml_stays_well_formed_whatever_a_literal_holds() -> None:
    from xml.etree import ElementTree

    from kg.serve import results

    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal("a\x01b\ufffe<&")))
    found = store.query("SELECT * WHERE { ?s ?p ?o }")
    assert isinstance(found, ox.QuerySolutions)
    ElementTree.fromstring(results.rows(found, "xml", None).body)  # noqa: S314  # of our own making
    triples = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    ElementTree.fromstring(results.triples(triples, "rdfxml", None).body)  # type: ignore[arg-type]  # noqa: S314


@pytest.mark.parametrize(
    ("kind", "format"),
    [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/ld+json", "json-ld"),
     ("application/rdf+xml", "xml")],
)  # fmt: skip
def test_triples_in_every_format_of_rdf(site: httpx.Client, kind: str, format: str) -> None:
    query = "CONSTRUCT { ?e skos:prefLabel ?n } WHERE { ?e a upo:Engine ; skos:prefLabel ?n }"
    answer = site.get("/sparql", params={"query": query}, headers={"Accept": kind})
    assert answer.headers["content-type"].partition(";")[0] == kind
    graph = rdflib.Graph().parse(data=answer.content, format=format)
    assert sorted(str(name) for name in graph.objects()) == NAMES


def test_rdf_xml_is_refused_where_it_cannot_say_it(site: httpx.Client) -> None:
    query = "CONSTRUCT { <a:s> <a:1> <a:o> } WHERE {}"
    answer = site.get("/sparql", params={"query": query}, headers={"Accept": "application/rdf+xml"})
    assert answer.status_code == 400 and "a:1" in answer.text
    assert site.get("/sparql", params={"query": query}, headers={"Accept": "text/turtle"}).status_code == 200


def test_ask_and_describe(site: httpx.Client) -> None:
    asked = site.get("/sparql", params={"query": "ASK { ?e a upo:Engine }"})
    assert asked.json()["boolean"] is True
    described = site.get("/sparql", params={"query": f"DESCRIBE <{ENGINE}>"})
    assert described.headers["content-type"] == "text/turtle; charset=utf-8"
    assert "云栖湾科创城" in described.text


def test_a_format_that_does_not_fit_the_answer(site: httpx.Client) -> None:
    for query, accept in (
        (ENGINES, "text/turtle"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv"),
        (ENGINES, "image/png"),
    ):
        assert site.get("/sparql", params={"query": query}, headers={"Accept": accept}).status_code == 406


def test_the_dataset_is_that_of_the_request(site: httpx.Client) -> None:
    """SPARQL 1.1 Protocol, 2.1.4: only the graphs that are named make up the dataset."""
    graphs = site.get(
        "/sparql", params={"query": "SELECT ?g WHERE { GRAPH ?g { ?s upo:hasEngine ?e } } ORDER BY ?g"}
    )
    first, second = sorted({row["g"]["value"] for row in graphs.json()["results"]["bindings"]})
    default = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    named = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"

    def count(query: str, **graphs: Any) -> int:
        fields = {"query": query} | {name.replace("_", "-"): value for name, value in graphs.items()}
        answers = [
            site.get("/sparql", params=fields),
            site.post("/sparql", data=fields),
            site.post(
                "/sparql",
                params={k: v for k, v in fields.items() if k != "query"},
                content=query,
                headers=DIRECT,
            ),
        ]
        (number,) = {answer.json()["results"]["bindings"][0]["n"]["value"] for answer in answers}
        return int(number)

    assert 0 < count(default, default_graph_uri=first) < count(default, default_graph_uri=[first, second])
    assert count(named, default_graph_uri=first) == 0
    assert count(default, named_graph_uri=first) == 0
    assert count(named, named_graph_uri=[first, second]) == count(default, default_graph_uri=first) + count(
        default, default_graph_uri=second
    )
    assert count(default, default_graph_uri="https://example.org/none") == 0
    assert site.get("/sparql", params={"query": default, "default-graph-uri": "no iri"}).status_code == 400


@pytest.mark.parametrize(
    ("status", "request_"),
    [
        (400, {"method": "GET", "params": [("query", ENGINES), ("query", ENGINES)]}),
        (400, {"method": "POST", "data": {}, "headers": {"Content-Type": "application/x-www-form-urlencoded"}}),
        (400, {"method": "POST", "data": {"update": "CLEAR ALL"}}),
        (400, {"method": "POST", "data": {"query": "SELECT * WHERE {"}}),
        (400, {"method": "GET", "params": {"query": "INSERT DATA { <a:s> <a:p> 1 }"}}),
        (400, {"method": "GET", "params": {"query": ""}}),
        (400, {"method": "POST", "content": b"\xff\xfe", "headers": DIRECT}),
        (400, {"method": "POST", "content": "&".join(f"a{n}=" for n in range(200)),
               "headers": {"Content-Type": "application/x-www-form-urlencoded"}}),
        (415, {"method": "POST", "content": ENGINES.encode()}),
        (415, {"method": "POST", "content": b"{}", "headers": {"Content-Type": "application/json"}}),
        (405, {"method": "PUT", "content": b""}),
        (405, {"method": "DELETE"}),
    ],
)  # fmt: skip
def test_requests_that_are_no_queries(site: httpx.Client, status: int, request_: dict[str, Any]) -> None:
    answer = site.request(url="/sparql", **request_)
    assert answer.status_code == status
    assert len(answer.text.splitlines()) == 1
    assert "Traceback" not in answer.text


def test_a_mistake_is_told_with_its_place(site: httpx.Client) -> None:
    answer = site.get("/sparql", params={"query": "SELECT ?x WHERE {\n  ?x a }"})
    assert answer.status_code == 400
    assert "line 2, column 9" in answer.text


def test_the_service_describes_itself(site: httpx.Client) -> None:
    """SPARQL 1.1 Service Description: GET without a query, in RDF."""
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    for kind, format in (("text/turtle", "turtle"), ("application/rdf+xml", "xml"), ("*/*", "turtle")):
        answer = site.get("/sparql", headers={"Accept": kind})
        graph = rdflib.Graph().parse(data=answer.content, format=format)
        (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
        assert str(graph.value(service, sd.endpoint)) == f"{site.base_url}sparql"
        assert graph.value(service, sd.supportedLanguage) == sd.SPARQL11Query
        assert len(list(graph.objects(service, sd.resultFormat))) == 8
    browser = site.get("/sparql", headers={"Accept": "text/html"})
    assert (browser.status_code, browser.headers["location"]) == (303, "/console")


def test_a_browser_that_follows_a_link_with_a_query_gets_a_page(site: httpx.Client) -> None:
    page = site.get("/sparql", params={"query": ENGINES}, headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert "云栖湾科创城" in page.text
    asked = site.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "text/html"})
    assert "true" in asked.text


# Clients


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("form", [None, POSTDIRECTLY])
def test_sparqlwrapper_reads_rows(site: httpx.Client, method: str, form: str | None) -> None:
    client = SPARQLWrapper(f"{site.base_url}sparql")
    client.setMethod(method)
    if form and method == POST:
        client.setRequestMethod(form)
    client.setQuery(ENGINES)
    client.setReturnFormat(JSON)
    assert [row["name"]["value"] for row in client.queryAndConvert()["results"]["bindings"]] == NAMES
    client.setReturnFormat(XML)
    assert [
        node.firstChild.data for node in client.queryAndConvert().getElementsByTagName("literal")
    ] == NAMES
    for format in (CSV, TSV):
        client.setReturnFormat(format)
        assert all(name in client.queryAndConvert().decode("utf-8") for name in NAMES)


def test_sparqlwrapper_reads_triples(site: httpx.Client) -> None:
    client = SPARQLWrapper(f"{site.base_url}sparql")
    client.setQuery("CONSTRUCT { ?e skos:prefLabel ?n } WHERE { ?e a upo:Engine ; skos:prefLabel ?n }")
    for format in (RDFXML, XML):
        client.setReturnFormat(format)
        assert len(client.queryAndConvert()) == 2
    for format in (TURTLE, N3):
        client.setReturnFormat(format)
        assert len(rdflib.Graph().parse(data=client.queryAndConvert(), format="turtle")) == 2


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("format", ["json", "xml", "csv"])
def test_rdflib_uses_it_as_a_store(site: httpx.Client, method: str, format: str) -> None:
    store = SPARQLStore(f"{site.base_url}sparql", method=method, returnFormat=format)
    graph = rdflib.Graph(store=store)
    names = [str(row.name) for row in graph.query(ENGINES, initNs=dict(PREFIXES))]  # type: ignore[attr-defined]
    assert names == NAMES
    if format != "csv":  # which tells no IRI from a literal
        engines = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{UPO}Engine")))
        assert rdflib.URIRef(ENGINE) in engines
        label = graph.value(rdflib.URIRef(ENGINE), rdflib.URIRef(f"{SKOS}prefLabel"))
        assert label == rdflib.Literal(NAMES[0], lang="zh")


def test_kg_opens_it_as_a_graph(site: httpx.Client, folder: Any) -> None:
    with kg.open(f"{site.base_url}sparql") as remote, kg.open(folder) as local:
        for query in ("engines", "targets", "sets", "posts"):
            assert remote.query(query) == local.query(query)
        assert remote.query("measures", entity="临江实验室") == local.query("measures", entity="临江实验室")
        assert remote.entity("科创城") == local.entity("科创城")
