"""What another site, a stranger or a hostile text may try, and what it gets."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from browser.hostile import ATTACKS, view
from lxml import html as lxml_html

from kg.serve.guard import HEADERS, MOST_BODY, Guard
from kg.serve.server import Options, Server
from kg.serve.site import Mark, Site
from kg.vocab import BASE
from serve.conftest import Start, running

HTML = {"Accept": "text/html"}
PAGES = ("/", "/things?kind=Engine", "/id/area/临江区", "/find?q=码头", "/query", "/query/engines", "/console", "/nothing",
         "/sparql", "/sparql?query=ASK{}", "/openapi.json", "/site.css", "/static/icon.svg", "/static/yasgui/yasgui.min.js")  # fmt: skip


# Names


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example",
     "", "[::1", "127.0.0.1:8000:1", "2130706433.example", "localhost/", "localhost#", "0x7f.1"],
)  # fmt: skip
def test_a_name_that_is_not_ours_is_refused(site: httpx.Client, host: str) -> None:
    """DNS rebinding: the name of another site, made to point to this machine."""
    for path in ("/", "/sparql?query=ASK{}", "/static/icon.svg"):
        answer = site.get(path, headers={"Host": host})
        assert answer.status_code in (400, 403), (
            "400 is the server's own, for a header that HTTP does not have"
        )
        assert "云栖湾" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:99", "[::1]:8000", "192.168.1.7"])
def test_names_that_cannot_be_another_site_are_ours(site: httpx.Client, host: str) -> None:
    assert site.get("/", headers={"Host": host}).status_code == 200


def test_a_name_that_was_given_is_ours(start: Start, folder: Path) -> None:
    client = start(folder, hosts=("Policy.Example",))
    assert client.get("/", headers={"Host": "policy.example:8000"}).status_code == 200
    assert client.get("/", headers={"Host": "other.example"}).status_code == 403


# Other sites in the reader's browser


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1", "http://127.0.0.1"])
def test_a_page_of_another_site_may_not_send(site: httpx.Client, origin: str) -> None:
    answer = site.post("/sparql", data={"query": "ASK{}"}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_our_own_pages_may_send(site: httpx.Client) -> None:
    own = str(site.base_url).rstrip("/")
    assert site.post("/sparql", data={"query": "ASK{}"}, headers={"Origin": own}).status_code == 200


@pytest.mark.parametrize(
    ("site_", "mode", "status"),
    [("cross-site", "no-cors", 403), ("cross-site", "cors", 403), ("same-site", "no-cors", 403),
     ("cross-site", "navigate", 200), ("same-origin", "cors", 200), ("none", "navigate", 200)],
)  # fmt: skip
def test_another_site_may_link_here_and_not_fetch(
    site: httpx.Client, site_: str, mode: str, status: int
) -> None:
    headers = {"Sec-Fetch-Site": site_, "Sec-Fetch-Mode": mode}
    assert site.get("/sparql", params={"query": "ASK{}"}, headers=headers).status_code == status


def test_a_form_of_another_site_is_refused_even_as_navigation(site: httpx.Client) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert site.post("/sparql", data={"query": "ASK{}"}, headers=headers).status_code == 403


# What a browser may do with our pages


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_says_what_a_browser_may_do(site: httpx.Client, path: str) -> None:
    answer = site.get(path, headers=HTML)
    for name in HEADERS:
        assert name in answer.headers
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy and "http" not in policy and "*" not in policy
    scripts = re.search(r"script-src ([^;]*)", policy)
    assert scripts is None or scripts[1] == "'self'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "server" not in answer.headers or answer.headers["server"] == "uvicorn"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", PAGES)
def test_no_page_carries_scripts_or_styles_in_itself(site: httpx.Client, path: str) -> None:
    answer = site.get(path, headers=HTML, follow_redirects=True)
    if not answer.headers["content-type"].startswith("text/html"):
        return
    tree = lxml_html.fromstring(answer.text)
    assert tree.xpath("//script[not(@src)]|//style|//*[@style]") == []
    assert [
        name for node in tree.iter() for name in getattr(node, "attrib", {}) if name.startswith("on")
    ] == []
    outside = [
        link for link in tree.xpath("//*/@src|//link/@href|//form/@action") if not link.startswith("/")
    ]
    assert outside == []


# Files


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2fpyproject.toml",
     "/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/..\\app.py", "/static/yasgui/", "/static/", "/static",
     "/../../etc/passwd", "/id/../../../../etc/passwd", "/id/%2e%2e/%2e%2e/store/CURRENT", "/store/CURRENT", "/out/store",
     "/graph.html", "/template/base.html", "/static/icon.svg%00.py", "/resource?iri=file:///etc/passwd"],
)  # fmt: skip
def test_no_file_but_ours_can_be_read(site: httpx.Client, path: str) -> None:
    """Sent as it is written: a client library would tidy the path first."""
    address = urlsplit(str(site.base_url))
    request = f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\nConnection: close\r\n\r\n"
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(request.encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    status = int(answer.split(b" ", 2)[1])
    assert status in (400, 404, 405)
    for secret in (b"root:", b"import ", b"[project]", b"MANIFEST"):
        assert secret not in answer


def test_the_file_of_the_build_is_all_there_is_of_the_folder(site: httpx.Client, folder: Path) -> None:
    assert site.get("/graph.trig").content == (folder / "graph.trig").read_bytes()


@pytest.mark.parametrize(
    "path", ["//evil.example/x", "/\\evil.example/x", "///evil.example", "//evil.example/%2e%2e"]
)
def test_a_path_that_looks_like_another_site_leads_nowhere_else(site: httpx.Client, path: str) -> None:
    page = site.get(httpx.URL(site.base_url, raw_path=path.encode()), headers=HTML)
    assert page.status_code == 404
    links = lxml_html.fromstring(page.text).xpath("//@href")
    assert [link for link in links if re.match(r"[/\\]{2}|[a-z]+:", link)] == []


# Sizes


def test_a_body_that_is_too_large_is_not_read(site: httpx.Client) -> None:
    large = b"ASK {} #" + b"x" * MOST_BODY
    direct = {"Content-Type": "application/sparql-query"}
    assert site.post("/sparql", content=large, headers=direct).status_code == 413

    def pieces() -> Iterator[bytes]:  # without saying how many bytes there will be
        for start in range(0, len(large), 2**16):
            yield large[start : start + 2**16]

    with suppress(httpx.WriteError):  # where the server has answered and closed before all was sent
        assert site.post("/sparql", content=pieces(), headers=direct).status_code == 413
    assert site.get("/").status_code == 200


def test_a_body_of_the_largest_size_is_read(site: httpx.Client) -> None:
    text = b"ASK {} #"
    answer = site.post(
        "/sparql",
        content=text + b"x" * (MOST_BODY - len(text)),
        headers={"Content-Type": "application/sparql-query"},
    )
    assert answer.status_code == 200


def test_long_headers_and_addresses_do_no_harm(site: httpx.Client) -> None:
    assert site.get("/", headers={"Accept": "text/html," * 5000}).status_code == 200
    assert site.get("/find", params={"q": "x" * 60_000}).status_code == 404
    assert site.get("/things", params={"kind": "Engine", "start": "9" * 5000}).status_code == 400


# Queries that reach out


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:1/x> WHERE { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * WHERE { SERVICE <http://127.0.0.1:1/x> { ?s ?p ?o } }",
        "SELECT * WHERE { SERVICE SILENT <http://127.0.0.1:1/x> { ?s ?p ?o } }",
        "SELECT * WHERE { BIND(true AS ?t) FILTER(trueSERVICE<http://127.0.0.1:1/x>{}) }",
        "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1:1/x> { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "LOAD <http://127.0.0.1:1/x> INTO GRAPH <a:g>",
        "CLEAR ALL",
        "INSERT DATA { <a:s> <a:p> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP GRAPH <a:g>",
    ],
)
def test_a_query_reaches_no_file_no_network_and_changes_nothing(site: httpx.Client, query: str) -> None:
    direct = {"Content-Type": "application/sparql-query"}
    for answer in (
        site.get("/sparql", params={"query": query}),
        site.post("/sparql", data={"query": query}),
        site.post("/sparql", content=query.encode(), headers=direct),
    ):
        assert answer.status_code == 400
        assert "root:" not in answer.text


def test_a_server_that_only_reads_takes_no_update(site: httpx.Client) -> None:
    for request in ({"data": {"update": "CLEAR ALL"}}, {"content": b"CLEAR ALL"}, {}):
        answer = site.post("/update", **request)  # type: ignore[arg-type]  # one argument or none
        assert answer.status_code == 403 and "--writable" in answer.text
    assert site.get("/update").status_code == 405


# Hostile text


@pytest.fixture(scope="module")
def hostile(folder: Path) -> Iterator[httpx.Client]:
    """A server whose graph has markup and script for names, aliases, texts, titles and properties."""
    server = Server(folder, Options())
    made = view()
    known = {node.id for node in made.nodes}
    network = replace(made, edges=tuple(edge for edge in made.edges if {edge.source, edge.target} <= known))
    text = network.documents[0].id
    marks = tuple(Mark(at, at + 1, node.id) for at, node in enumerate(network.nodes))
    server._site = Site(network, {text: marks}, BASE)
    with running(server) as client:
        yield client


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_names_stay_text_on_every_page(hostile: httpx.Client, lang: str) -> None:
    network = view()
    addresses: list[tuple[str, dict[str, Any]]] = [("/", {}), ("/query/engines", {})]
    addresses += [("/things", {"kind": kind}) for kind in {node.kind for node in network.nodes}]
    addresses += [("/resource", {"iri": node.id}) for node in network.nodes if node.kind != "Measure"]
    addresses += [("/resource", {"iri": document.id}) for document in network.documents]
    addresses += [("/find", {"q": attack}) for attack in (*ATTACKS, "<b>", "script")]
    addresses += [("/query/engines", {"area": attack}) for attack in ATTACKS]
    addresses += [(f"/{'nothing' if attack == '__proto__' else attack}", {}) for attack in ATTACKS[:1]]
    addresses += [("/sparql", {"query": f"SELECT ('''{ATTACKS[1]}''' AS ?x) WHERE {{}}"})]
    for path, query in addresses:
        page = hostile.get(path, params={**query, "lang": lang}, headers=HTML, follow_redirects=True)
        assert page.status_code in (200, 404), (path, query)
        tree = lxml_html.fromstring(page.text)
        assert tree.xpath("//script|//img|//svg[@onload]|//style") == [], (path, query)
        for node in tree.iter():
            for name, value in getattr(node, "attrib", {}).items():
                assert not name.startswith("on")
                assert not (
                    name in ("href", "src", "action") and value.strip().lower().startswith("javascript:")
                )
        assert "49" not in tree.xpath("string(//h1)"), "no template is made of a name"


def test_the_guard_speaks_for_the_application_also_when_it_breaks(folder: Path) -> None:
    server = Server(folder, Options())
    server._site = None  # type: ignore[assignment]  # a mistake of ours
    with running(server) as client:
        page = client.get("/", headers=HTML)
    assert page.status_code == 500
    assert page.headers["content-security-policy"] == HEADERS["content-security-policy"]
    assert "Traceback" not in page.text and "NoneType" not in page.text


def test_the_guard_is_the_outermost() -> None:
    async def nothing(*_: Any) -> None:
        raise AssertionError("asked")

    guard = Guard(nothing)
    assert guard._is_ours("[fe80::1]") and not guard._is_ours("example.org")
