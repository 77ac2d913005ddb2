"""Changing a graph that is served: from this machine, by the protocol, all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
from SPARQLWrapper import POST, SPARQLWrapper

import kg
from kg.outdir import HTML, STORE, TRIG, locked
from kg.serve.server import Options, Server
from kg.store import open_store
from kg.vocab import BASE, SKOS
from serve.conftest import AREA, ENGINE, Start, write

NOTE = f"{BASE}note"
ADD = f'INSERT DATA {{ GRAPH <{NOTE}> {{ <{ENGINE}> skos:altLabel "云湾"@zh }} }}'
DIRECT = {"Content-Type": "application/sparql-update"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return write(tmp_path / "out")


@pytest.fixture
def client(start: Start, out: Path) -> httpx.Client:
    return start(out, writable=True)


def _count(client: httpx.Client, pattern: str) -> int:
    answer = client.get("/sparql", params={"query": f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"})
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def _as_promised(out: Path) -> bool:
    """The default graph holds each triple of the named graphs, and none besides."""
    store = open_store(out / STORE, read_only=True)
    named = {quad.triple for quad in store if not isinstance(quad.graph_name, ox.DefaultGraph)}
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())} == named


@pytest.mark.parametrize("way", ["form", "direct"])
def test_what_is_added_is_there_for_all_at_once(client: httpx.Client, out: Path, way: str) -> None:
    request: dict[str, Any] = (
        {"data": {"update": ADD}} if way == "form" else {"content": ADD.encode(), "headers": DIRECT}
    )
    answer = client.post("/update", **request)
    assert (answer.status_code, answer.content) == (204, b"")
    assert _count(client, f'<{ENGINE}> skos:altLabel "云湾"@zh') == 1
    assert _count(client, f'GRAPH <{NOTE}> {{ <{ENGINE}> skos:altLabel "云湾"@zh }}') == 1
    assert client.get("/find", params={"q": "云湾"}).status_code == 303, "the pages know it"
    assert "云湾" in (out / TRIG).read_text("utf-8")
    assert "云湾" in (out / HTML).read_text("utf-8")
    with kg.open(out) as graph:
        assert graph.entity("云湾").id == ENGINE
    assert _as_promised(out)
    assert {path.name for path in out.iterdir()} == {STORE, TRIG, HTML}, "nothing is left behind"


def test_what_is_removed_is_gone_from_the_default_graph_too(client: httpx.Client, out: Path) -> None:
    before = _count(client, f"<{AREA}> upo:hasEngine <{ENGINE}>")
    graphs = _count(client, f"GRAPH ?g {{ <{AREA}> upo:hasEngine <{ENGINE}> }}")
    assert (before, graphs) == (1, 2)
    one = f"DELETE {{ GRAPH ?g {{ ?a upo:hasEngine ?e }} }} WHERE {{ GRAPH ?g {{ ?a upo:hasEngine ?e . VALUES ?e {{ <{ENGINE}> }} FILTER(CONTAINS(STR(?g), '2024')) }} }}"
    assert client.post("/update", data={"update": one}).status_code == 204
    assert _count(client, f"<{AREA}> upo:hasEngine <{ENGINE}>") == 1, "another sentence still says it"
    rest = f"DELETE WHERE {{ GRAPH ?g {{ ?a upo:hasEngine <{ENGINE}> }} }}"
    assert client.post("/update", data={"update": rest}).status_code == 204
    assert _count(client, f"<{AREA}> upo:hasEngine <{ENGINE}>") == 0
    assert _as_promised(out)


@pytest.mark.parametrize(
    "update",
    [f"DELETE WHERE {{ <{AREA}> upo:hasEngine ?e }}", "CLEAR DEFAULT", "DROP DEFAULT",
     f"MOVE GRAPH <{NOTE}> TO DEFAULT", f"COPY <{NOTE}> TO DEFAULT"],
)  # fmt: skip
def test_the_default_graph_alone_cannot_lose_what_is_said(
    client: httpx.Client, out: Path, update: str
) -> None:
    client.post("/update", data={"update": ADD})
    before = (out / TRIG).read_bytes()
    answer = client.post("/update", data={"update": update})
    assert answer.status_code == 400 and "GRAPH ?g" in answer.text
    assert (out / TRIG).read_bytes() == before
    assert _count(client, f"<{AREA}> upo:hasEngine ?e") == 2


def test_what_is_added_to_the_default_graph_stays_there(client: httpx.Client, out: Path) -> None:
    assert client.post("/update", data={"update": "INSERT DATA { <a:s> <a:p> 1 }"}).status_code == 204
    assert client.post("/update", data={"update": ADD}).status_code == 204
    assert _count(client, "<a:s> <a:p> 1") == 1
    assert client.post("/update", data={"update": "DELETE DATA { <a:s> <a:p> 1 }"}).status_code == 204
    assert _count(client, "<a:s> <a:p> 1") == 0
    assert _as_promised(out)


def test_everything_can_be_removed(client: httpx.Client, out: Path) -> None:
    assert client.post("/update", data={"update": "CLEAR ALL"}).status_code == 204
    assert _count(client, "?s ?p ?o") == 0
    home = client.get("/", headers={"Accept": "text/html"})
    assert home.status_code == 200
    assert _as_promised(out)


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <file:///etc/passwd>",
        "LOADSILENT<file:///etc/passwd>",
        "LOAD SILENT <http://127.0.0.1:1/> INTO GRAPH <a:g>",
        "PREFIX e: <http://127.0.0.1:1/> LOADe:x",
        "\\u004coad <http://127.0.0.1:1/>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "INSERT { ?s ?p ?o } WHERE { SERVICESILENT<http://127.0.0.1:1/>{ ?s ?p ?o } }",
        "CLEAR ALL ; LOAD <file:///etc/passwd>",
        "CLEAR ALL ; INSERT DATA { broken",
        "SELECT * WHERE { ?s ?p ?o }",
    ],
)
def test_an_update_that_may_not_be_leaves_all_as_it_was(client: httpx.Client, out: Path, update: str) -> None:
    before = {path: path.read_bytes() for path in (out / TRIG, *sorted((out / STORE).glob("*.sst")))}
    answer = client.post("/update", data={"update": update})
    assert answer.status_code == 400
    assert len(answer.text.splitlines()) == 1
    assert {path: path.read_bytes() for path in before} == before
    assert {path.name for path in out.iterdir()} == {STORE, TRIG}, "nothing is left behind"


def test_an_update_that_takes_too_long_leaves_all_as_it_was(
    start: Start, out: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr("kg.serve.pool.UPDATE", 1)
    client = start(out, writable=True, timeout=1)
    before = (out / TRIG).read_bytes()
    endless = (
        f"INSERT {{ GRAPH <{NOTE}> {{ ?a ?e ?i }} }} WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }}"
    )
    answer = client.post("/update", data={"update": endless})
    assert answer.status_code == 503
    assert (out / TRIG).read_bytes() == before
    assert client.get("/sparql", params={"query": "ASK { ?e a upo:Engine }"}).json()["boolean"] is True


def test_two_updates_at_once_are_both_done(client: httpx.Client, out: Path) -> None:
    import threading

    def add(name: str) -> None:
        text = f'INSERT DATA {{ GRAPH <{NOTE}> {{ <{ENGINE}> skos:altLabel "{name}"@zh }} }}'
        statuses.append(client.post("/update", data={"update": text}).status_code)

    statuses: list[int] = []
    threads = [threading.Thread(target=add, args=(f"别名{number}",)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [204] * 3
    assert _count(client, f"GRAPH <{NOTE}> {{ ?s skos:altLabel ?name }}") == 3


def test_a_build_under_way_is_not_disturbed(client: httpx.Client, out: Path) -> None:
    with locked(out):
        answer = client.post("/update", data={"update": ADD})
    assert answer.status_code == 409 and "another build" in answer.text
    assert client.post("/update", data={"update": ADD}).status_code == 204


@pytest.mark.parametrize(
    ("status", "request_"),
    [
        (400, {"data": {"query": "ASK {}"}}),
        (400, {"data": {"update": [ADD, ADD]}}),
        (400, {"data": {"update": ADD, "using-graph-uri": "a:g"}}),
        (415, {"content": ADD.encode(), "headers": {"Content-Type": "text/plain"}}),
        (403, {"data": {"update": ADD}, "headers": {"Origin": "https://evil.example"}}),
        (403, {"data": {"update": ADD}, "headers": {"Origin": "null"}}),
        (403, {"data": {"update": ADD}, "headers": {"Sec-Fetch-Site": "cross-site"}}),
        (403, {"data": {"update": ADD}, "headers": {"Host": "evil.example"}}),
    ],
)
def test_requests_that_are_no_updates_of_ours(
    client: httpx.Client, status: int, request_: dict[str, Any]
) -> None:
    assert client.post("/update", **request_).status_code == status
    assert _count(client, f"GRAPH <{NOTE}> {{ ?s ?p ?o }}") == 0


def test_an_update_by_get_is_not_allowed(client: httpx.Client) -> None:
    assert client.get("/update", params={"update": ADD}).status_code == 405
    assert client.get("/sparql", params={"update": ADD}).status_code == 400


def test_the_service_tells_where_updates_go(client: httpx.Client) -> None:
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    graph = rdflib.Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle"}).content)
    (service,) = graph.subjects(sd.supportedLanguage, sd.SPARQL11Update)
    assert str(graph.value(service, sd.endpoint)) == f"{client.base_url}update"


def test_outside_clients_write_and_read(client: httpx.Client) -> None:
    wrapper = SPARQLWrapper(f"{client.base_url}sparql", updateEndpoint=f"{client.base_url}update")
    wrapper.setMethod(POST)
    wrapper.setQuery(f"PREFIX skos: <{SKOS}> {ADD}")
    wrapper.query()
    store = SPARQLUpdateStore(f"{client.base_url}sparql", f"{client.base_url}update")
    graph = rdflib.Graph(store, rdflib.URIRef(NOTE))
    label = rdflib.URIRef(f"{SKOS}altLabel")
    assert set(graph.objects(rdflib.URIRef(ENGINE), label)) == {rdflib.Literal("云湾", lang="zh")}
    graph.add((rdflib.URIRef(ENGINE), label, rdflib.Literal("云谷", lang="zh")))
    assert _count(client, f'<{ENGINE}> skos:altLabel "云谷"@zh') == 1


def test_only_a_graph_in_a_folder_can_be_changed(out: Path) -> None:
    with kg.build() as graph, pytest.raises(kg.errors.ServeError, match="in a folder"):
        Server(graph, Options(writable=True))
