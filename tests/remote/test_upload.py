"""A graph sent to a real server: the same there as here, also after a line that broke, and sent again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest
from sample import report_2023, report_2024

import kg
from kg import upload as uploading
from kg.errors import OutputError, RemoteError
from kg.graph import activity_nquads, nquads
from kg.model import Extraction, Relation
from kg.remote import RemoteStore, connect, copy
from kg.store import dump, load, open_store
from kg.terms import document_iri
from kg.upload import forget, upload
from remote.conftest import Misbehave

TEXT = "苏州市2030年政府工作报告\n\n今年地区生产总值增长6%左右。加快东湖大桥建设。市委书记王明在会上讲话。\n"


def store_of(*reports: Extraction) -> ox.Store:
    store = open_store()
    for report in reports:
        load(store, nquads(report))
    return store


def held(remote: RemoteStore) -> tuple[str, set[ox.Triple]]:
    """What the server's named graphs say, as N-Quads, and its default graph."""
    here = copy(remote)
    return dump(here, "nq").decode("utf-8"), set(remote.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))  # type: ignore[arg-type]


def here(store: ox.Store) -> tuple[str, set[ox.Triple]]:
    plain = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return dump(store, "nq").decode("utf-8"), {quad.triple for quad in plain}


def test_what_is_sent_is_what_is_there(server: RemoteStore, sample_store: ox.Store) -> None:
    upload(sample_store, server)
    assert held(server) == here(sample_store)
    count = server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert int(next(iter(count))[0].value) == len(here(sample_store)[1]), "every triple once"  # type: ignore[index]


def test_sent_again_it_changes_nothing(server: RemoteStore, sample_store: ox.Store) -> None:
    for _ in range(2):
        upload(sample_store, server)
    assert held(server) == here(sample_store)


@pytest.mark.parametrize("batch", [1, 1000])
def test_in_small_pieces_it_is_the_same(
    server: RemoteStore, sample_store: ox.Store, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(uploading, "BATCH", batch)
    small = store_of(report_2024()) if batch == 1 else sample_store
    upload(small, server)
    assert held(server) == here(small)


def test_a_document_read_anew_takes_the_place_of_its_earlier_reading(server: RemoteStore) -> None:
    """Its other findings go, in the default graph too, but not what another document says as well."""
    before = report_2023()
    after = replace(before, facts=tuple(fact for fact in before.facts if not isinstance(fact, Relation)))
    upload(store_of(before, report_2024()), server)
    upload(store_of(after), server)
    assert held(server) == here(store_of(after, report_2024()))


def test_a_document_taken_out(server: RemoteStore, sample_store: ox.Store) -> None:
    upload(sample_store, server)
    gone = document_iri(report_2023().document)
    for _ in range(2):
        forget(server, gone)
        said, plain = held(server)
        assert gone not in said
        assert set(here(store_of(report_2024()))[0].splitlines()) <= set(said.splitlines())
        assert plain == {quad.triple for quad in ox.parse(said, format=ox.RdfFormat.N_QUADS)}


def test_what_several_documents_share_is_added_to(server: RemoteStore) -> None:
    from datetime import UTC, datetime

    base = "https://w3id.org/urbanpolicy/id/"
    for second in (1, 2):
        store = store_of(report_2024())
        load(store, activity_nquads(base, "1", datetime(2030, 1, 1, 0, 0, second, tzinfo=UTC)))
        upload(store, server)
    (row,) = server.query(
        "SELECT (COUNT(*) AS ?n) { ?a a prov:Activity }", prefixes={"prov": "http://www.w3.org/ns/prov#"}
    )  # type: ignore[misc]
    assert int(row[0].value) == 2


HOSTILE = '"""\'\'\' \\ } INSERT { <a:a> <a:b> "x" } \t\r\n\x00\x1f\x7f\ufffe \u2028 😀 %> # $'


def test_no_text_breaks_out_of_its_place(server: RemoteStore) -> None:
    store = open_store()
    doc = ox.NamedNode("http://x/document/一%22b(c)'d")
    sentence = ox.NamedNode(doc.value + "#char=0,1")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    policy = ox.NamedNode("https://w3id.org/urbanpolicy/ontology#PolicyDocument")
    quads = [ox.Quad(doc, kind, policy, doc)]
    for literal in (
        ox.Literal(HOSTILE),
        ox.Literal(HOSTILE, language="zh"),
        ox.Literal(HOSTILE, datatype=policy),
    ):
        quads += [ox.Quad(sentence, kind, literal, graph) for graph in (doc, sentence)]
    load(store, b"".join(f"{quad} .\n".encode() for quad in quads))
    upload(store, server)
    assert held(server) == here(store)


class Line:
    """Stands between us and the server, and breaks after so many requests that write."""

    def __init__(self, server: RemoteStore, lasts: int) -> None:
        self.address, self.left = server.url.removesuffix("/query"), lasts

    def __call__(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        if not handler.path.startswith("/query"):
            self.left -= 1
        if self.left < 0:
            handler.connection.close()
            return
        headers = {
            name: handler.headers[name] for name in ("Content-Type", "Accept") if name in handler.headers
        }
        asked = Request(self.address + handler.path, data=body, headers=headers, method=handler.command)  # noqa: S310  # our own server
        try:
            with urlopen(asked) as answer:  # noqa: S310  # likewise
                status, kind, text = answer.status, answer.headers.get("Content-Type", ""), answer.read()
        except HTTPError as error:
            status, kind, text = error.code, "text/plain", error.read()
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.end_headers()
        handler.wfile.write(text)


@pytest.mark.parametrize(("lasts", "whole"), [(0, 0), (2, 0), (3, 0), (5, 0), (6, 1), (8, 1)])
def test_a_line_that_breaks_says_what_is_missing_and_again_completes_it(
    server: RemoteStore, sample_store: ox.Store, misbehave: Misbehave, lasts: int, whole: int
) -> None:
    line = misbehave(Line(server, lasts))
    with pytest.raises(RemoteError) as error:
        upload(sample_store, connect(line))
    assert "the connection broke off" in str(error.value)
    assert f"{whole} of 2 documents are there, and not, or not whole: " in str(error.value)
    missing = [report_2023().document.id, report_2024().document.id][whole:]
    assert ", ".join(missing) + ". The same command again completes it" in str(error.value)
    assert "\n" not in str(error.value)
    upload(sample_store, server)
    assert held(server) == here(sample_store)


def test_progress_is_told(server: RemoteStore, sample_store: ox.Store) -> None:
    told: list[tuple[str, int, int]] = []
    upload(sample_store, server, lambda *step: told.append(step))
    assert [(done, total) for _, done, total in told] == [(0, 2), (1, 2), (2, 2)]


# From Python


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "suzhou-2030.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def pair(
    server: RemoteStore, source: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[kg.Graph, kg.Graph]]:
    """The same text built in memory and on a server."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    with kg.build(source) as local, kg.build(source, store=server.url) as remote:
        yield local, remote


def test_a_graph_on_a_server_has_all_the_verbs(pair: tuple[kg.Graph, kg.Graph]) -> None:
    local, remote = pair
    assert remote.report
    assert local.report
    assert remote.report.quads == local.report.quads
    assert remote.query("targets") == local.query("targets")
    assert remote.entity("苏州市") == local.entity("苏州市")
    assert remote.path("苏州市", "王明") == local.path("苏州市", "王明")
    assert remote.evidence("苏州市") == local.evidence("苏州市")
    assert remote.view == local.view
    assert remote.documents == local.documents
    assert remote.validate() == local.validate()
    for format in ("trig", "nq", "turtle", "jsonld", "graphml", "csv"):
        assert remote.export(format) == local.export(format)
    assert remote.to_networkx().number_of_nodes() == local.to_networkx().number_of_nodes()
    assert len(remote.to_rdflib()) == len(local.to_rdflib())
    assert remote.html() == local.html()
    assert remote.page().read_text("utf-8") == local.html()
    assert repr(remote).startswith("<kg.Graph ")
    assert repr(remote).endswith("/query>")


def test_opened_again_it_is_the_same(pair: tuple[kg.Graph, kg.Graph], server: RemoteStore) -> None:
    with kg.open(server.url) as opened:
        assert opened.report is None
        assert opened.query("documents") == pair[0].query("documents")
        assert opened.store is opened.store, "fetched once"


def test_a_closed_graph_asks_no_more(pair: tuple[kg.Graph, kg.Graph]) -> None:
    _, remote = pair
    remote.close()
    with pytest.raises(kg.errors.StoreError, match="closed"):
        remote.query("engines")
    with pytest.raises(kg.errors.StoreError, match="closed"):
        _ = remote.store


def test_a_folder_or_a_server(server: RemoteStore, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="give one of out and store"):
        kg.build(out=tmp_path / "out", store=server.url)
