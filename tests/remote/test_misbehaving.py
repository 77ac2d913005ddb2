"""A server that cannot be reached, refuses or answers nonsense: one clear line, and no password in it."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs

import pytest

import kg
from kg.errors import KgError, QueryError, RemoteError, StoreError
from kg.query import run
from kg.remote import RemoteStore, connect, copy
from remote.conftest import Misbehave, Misbehaviour

SELECT = "SELECT ?s { ?s ?p ?o }"
JSON = "application/sparql-results+json"
ROWS = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://x/"}}]}}'
HIDDEN = "s3cret"


def says(
    status: int, body: bytes = b"", kind: str = "text/plain", *, size: int | None = None, location: str = ""
) -> Misbehaviour:
    """Answer every request with this."""

    def act(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body) if size is None else size))
        if location:
            handler.send_header("Location", location)
        handler.end_headers()
        handler.wfile.write(body)

    return act


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port on which nobody listens, and which nobody else gets."""
    with closing(socket.socket()) as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


REFUSALS = [
    (says(401), "asks who you are: put user:password@ before the host, or a token into KG_STORE_TOKEN"),
    (says(403, b"no"), "does not allow this (403)"),
    (says(404, b"<html>", "text/html"), "is no address for this (404)"),
    (says(405), "is no address for this (405)"),
    (says(400, b"no such \x1b[31mfunction\n"), "cannot do it (400): no such  [31mfunction"),
    (says(500, b"out of memory\nat line 1"), "cannot do it (500): out of memory at line 1"),
    (says(503, b"<html>busy", "text/html"), "cannot do it (503)"),
    (says(200, b"<!doctype html>", "text/html; charset=utf-8"), "answered with a web page and no results"),
    (says(200, b"hello", "text/plain"), "answered with what is no text/plain, or not all of it"),
    (says(200, b"{}", JSON), f"answered with what is no {JSON}"),
    (says(200, ROWS[:-20], JSON), f"answered with what is no {JSON}, or not all of it"),
    (says(200, ROWS, JSON, size=5000), "the connection broke off"),
    (says(302, location="http://u:p4ss@elsewhere.example/"), "sends us on to http://elsewhere.example/"),
]


@pytest.mark.parametrize(("act", "words"), REFUSALS, ids=[words for _, words in REFUSALS])
def test_what_is_no_answer_is_one_clear_line(misbehave: Misbehave, act: Misbehaviour, words: str) -> None:
    url = misbehave(act)
    with pytest.raises(RemoteError) as error:
        run(connect(url), SELECT)
    assert words in str(error.value)
    assert url in str(error.value)
    assert "\n" not in str(error.value)
    assert "\x1b" not in str(error.value)
    assert "p4ss" not in str(error.value)


@pytest.mark.parametrize(
    "body", [ROWS[:-20], b"", b'{"head":{"vars":["s","p","o","g"]},"results":{"bindings":[']
)
def test_a_copy_that_is_cut_off_is_no_copy(misbehave: Misbehave, body: bytes) -> None:
    def act(handler: BaseHTTPRequestHandler, asked: bytes) -> None:
        count = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"2"}}]}}'
        says(200, count if b"COUNT" in asked else body, JSON)(handler, asked)

    with pytest.raises(RemoteError, match="not all of it"):
        copy(connect(misbehave(act)))


def test_a_server_that_holds_rows_back_is_noticed(misbehave: Misbehave) -> None:
    def act(handler: BaseHTTPRequestHandler, asked: bytes) -> None:
        term = '{"type":"uri","value":"http://x/"}'
        row = "{" + ",".join(f'"{name}":{term}' for name in "spog") + "}"
        rows = '{"head":{"vars":["s","p","o","g"]},"results":{"bindings":[' + row + "]}}"
        count = '{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"2000"}}]}}'
        says(200, (count if b"COUNT" in asked else rows).encode(), JSON)(handler, asked)

    with pytest.raises(RemoteError, match="gave 1 of its 2,000 quads"):
        copy(connect(misbehave(act)))


def test_nobody_there(closed_port: int) -> None:
    with pytest.raises(RemoteError, match="nothing listens there: is the server running"):
        kg.open(f"http://127.0.0.1:{closed_port}/query")
    with pytest.raises(RemoteError, match="nothing listens there"):
        kg.build(store=f"http://127.0.0.1:{closed_port}/query")
    with pytest.raises(RemoteError, match="no host of this name"):
        kg.open("http://nowhere.invalid/query")


def test_a_server_that_says_nothing(misbehave: Misbehave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_TIMEOUT", "0.2")
    with pytest.raises(RemoteError, match=r"no answer within 0\.2 s"):
        kg.open(misbehave(lambda *_: time.sleep(1)))
    monkeypatch.setenv("KG_STORE_TIMEOUT", "soon")
    with pytest.raises(RemoteError, match="no number of seconds"):
        connect("http://x/query")


def test_plain_http_to_a_server_without_tls(misbehave: Misbehave) -> None:
    url = misbehave(says(200, ROWS, JSON)).replace("http:", "https:")
    with pytest.raises(RemoteError, match="no safe connection"):
        run(connect(url), SELECT)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://x/query", "gopher://x", "http:///query", "http://", "http://x:port/", "http://[::1",
        "//x/query", "http:x", "", f"file://u:{HIDDEN}@x/",
    ],
)  # fmt: skip
def test_only_http_and_https_of_a_host(url: str) -> None:
    for call in (
        connect,
        lambda url: kg.build(store=url),
        lambda url: connect("http://x/", data_url=url or "-"),
    ):
        with pytest.raises(RemoteError, match="is not the address of a server") as error:
            call(url)
        assert HIDDEN not in str(error.value)


def test_what_is_no_url_is_a_folder() -> None:
    with pytest.raises(StoreError, match="no graph in"):
        kg.open("file:///etc")


def test_a_query_that_does_not_parse_is_not_sent(misbehave: Misbehave) -> None:
    asked = []
    remote = connect(misbehave(lambda handler, body: asked.append(body)))
    with pytest.raises(QueryError, match=r"does not parse at line 2, column \d+"):
        run(remote, "SELECT ?x WHERE {\n  ?x nope }")
    with pytest.raises(QueryError, match="SERVICE reaches the network"):
        run(remote, "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }")
    assert asked == []


def test_prefixes_are_declared_once_and_if_they_are_used(misbehave: Misbehave) -> None:
    asked: list[str] = []

    def act(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        asked.append(parse_qs(body.decode("ascii"))["query"][0])
        says(200, ROWS, JSON)(handler, body)

    remote = connect(misbehave(act))
    run(remote, "PREFIX upo: <http://other/> SELECT ?s { ?s a upo:Area ; skos:prefLabel '甲' }")
    (query,) = asked
    assert query.upper().count("PREFIX ") == 2
    assert query.startswith("PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX upo: <http://other/>")
    assert query.endswith("'甲' }")


# Who we are


def asks_for(expected: str, seen: list[str | None]) -> Misbehaviour:
    def act(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        seen.append(handler.headers.get("Authorization"))
        says(200 if seen[-1] == expected else 401, ROWS, JSON)(handler, body)

    return act


def test_user_and_password_are_sent_and_never_shown(misbehave: Misbehave) -> None:
    seen: list[str | None] = []
    url = misbehave(asks_for("Basic 5Yy6OmFAYg==", seen))  # 区:a@b
    with_login = url.replace("//", "//%E5%8C%BA:a%40b@")
    remote = connect(with_login)
    assert run(remote, SELECT).rows == (("http://x/",),)
    assert "a@b" not in repr(remote)
    assert "5Yy6" not in repr(remote)
    assert remote.url == url
    wrong = connect(url.replace("//", f"//u:{HIDDEN}@"))
    with pytest.raises(RemoteError, match="does not accept the user and password, or the token") as error:
        run(wrong, SELECT)
    assert HIDDEN not in str(error.value)
    graph = kg.Graph(wrong)
    with pytest.raises(KgError):
        repr(graph)
    assert len(seen) == 3


def test_a_token_is_sent_and_never_shown(misbehave: Misbehave, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str | None] = []
    url = misbehave(asks_for(f"Bearer {HIDDEN}", seen))
    monkeypatch.setenv("KG_STORE_TOKEN", HIDDEN + "\n")
    assert run(connect(url), SELECT).rows
    assert HIDDEN not in repr(connect(url))
    assert connect(url.replace("//", "//u:p@")).authorization.startswith("Basic"), "the URL goes before it"
    for hostile in ("a\r\nX-Evil: 1", "甲"):
        monkeypatch.setenv("KG_STORE_TOKEN", hostile)
        with pytest.raises(RemoteError, match="characters that no token has"):
            connect(url)


def test_a_redirect_gets_no_password(misbehave: Misbehave) -> None:
    seen: list[str | None] = []
    other = misbehave(asks_for("", seen))
    url = misbehave(says(307, location=other)).replace("//", f"//u:{HIDDEN}@")
    with pytest.raises(RemoteError, match="sends us on to http://127"):
        run(connect(url), SELECT)
    assert seen == []


# Where things are


@pytest.mark.parametrize(
    ("url", "update", "data"),
    [
        ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("HTTP://h/city/query", "http://h/city/update", "http://h/city/data"),
        ("https://h/city/sparql", "https://h/city/update", "https://h/city/data"),
        ("http://h/repositories/x", "http://h/repositories/x/statements", "http://h/repositories/x/rdf-graphs/service"),
        ("http://h/repositories/x?infer=false", "http://h/repositories/x/statements", "http://h/repositories/x/rdf-graphs/service"),
        ("http://h/sparql", "", ""),
        ("http://bücher.example/query", "http://xn--bcher-kva.example/update", "http://xn--bcher-kva.example/store"),
        ("http://[::1]:1/query", "http://[::1]:1/update", "http://[::1]:1/store"),
        ("http://h/数据/query", "http://h/%E6%95%B0%E6%8D%AE/update", "http://h/%E6%95%B0%E6%8D%AE/data"),
    ],
)  # fmt: skip
def test_other_endpoints_are_where_such_servers_have_them(url: str, update: str, data: str) -> None:
    found = connect(url)
    assert (found.update_url, found.data_url) == (update, data)
    given = connect(url, update_url="http://h/u", data_url="http://h/d?x=1")
    assert (given.update_url, given.data_url) == ("http://h/u", "http://h/d?x=1")


def test_an_endpoint_that_is_not_known_is_asked_for() -> None:
    remote = RemoteStore("http://h/sparql")
    with pytest.raises(RemoteError, match="--update-url"):
        remote.update("DROP ALL")
    with pytest.raises(RemoteError, match="--data-url"):
        remote.put("http://x/g", b"")


def test_an_empty_server_has_no_graph_and_one_filled_otherwise_says_what_to_do(server: RemoteStore) -> None:
    with pytest.raises(StoreError, match=r"no graph at .*kg build --store"):
        kg.open(server.url)
    server.put("http://x/g", b"<http://x/a> <http://x/b> <http://x/c> .")
    with pytest.raises(StoreError, match=r"default graph of .* is empty"):
        kg.open(server.url)
    server.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert run(kg.open(server.url).backend, "SELECT ?s ?p ?o { ?s ?p ?o }").rows == (
        ("http://x/a", "http://x/b", "http://x/c"),
    )
