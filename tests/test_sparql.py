"""What SPARQL text may not do, however it is written, and how values get into it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.sparql import bind, check, tokens

TRAP = "<http://127.0.0.1:{port}/sparql>"
# Each was tried on Oxigraph without the check and reached the trap, or would with its neighbour's data.
SMUGGLED = [
    "SELECT * { SERVICE TRAP { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT TRAP { ?s ?p ?o } }",
    "SELECT * { service TRAP { ?s ?p ?o } }",
    "PREFIX t: TRAP SELECT * { SERVICEt: { ?s ?p ?o } }",
    "SELECT * { VALUES ?x { TRAP } SERVICE?x{ ?s ?p ?o } }",
    "SELECT * { BIND(true AS ?t) FILTER(true)SERVICE TRAP { ?s ?p ?o } }",
    "SELECT * { ?a ?b trueSERVICE TRAP { ?s ?p ?o } }",
    "SELECT * { ?a ?b 1e5SERVICE TRAP { ?s ?p ?o } }",
    "SELECT * { ?a ?b 1.SERVICE TRAP { ?s ?p ?o } }",
    "SELECT * { ?a ?b 'x'SERVICE TRAP { ?s ?p ?o } }",
    "PREFIX t: <http://t/> SELECT * { ?a ?b t:.SERVICE TRAP { ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c,?d FILTER(?c<?d#>'''\n)SERVICE TRAP { ?s ?p ?o } #'''\n }",
    "SELECT * { ?a ?b ?c FILTER(?a<?b)SERVICE TRAP { ?s ?p ?o } #>\n }",
    "SELECT * { VALUES ?x { TRAP } ?a ?b ?c FILTER(?c<?b)SERVICE?x#>\n{ ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { SERVICE TRAP { ?s ?p ?o } } }",
    "ASK { { SELECT * { SERVICE TRAP { ?s ?p ?o } } } }",
    "SELECT * { ?s ?p ?o . \\u0053ERVICE TRAP { ?s ?p ?o } }",
    "SELECT * { # a comment\n SERVICE # another\n TRAP { ?s ?p ?o } }",
]
OTHER_DATA = [
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://example.org/> { GRAPH ?g { ?s ?p ?o } }",
    "select * from <http://example.org/> { ?s ?p ?o }",
    "DESCRIBE <http://x/> FROM<http://example.org/>",
    "SELECT * \\u0046ROM <file:///etc/passwd> { ?s ?p ?o }",
]
NO_QUERY = [
    "LOAD <file:///etc/passwd>",
    "INSERT DATA { <a:a> <a:b> <a:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "PREFIX x: <http://x/> DROP GRAPH x:y",
    "",
    "engines",
]
HARMLESS = [
    "SELECT * { ?s ?p 'SERVICE <http://x/> { FROM }' }",
    'SELECT * { ?s ?p """LOAD "and" SERVICE""" } # SERVICE FROM',
    "SELECT * { ?s <http://example.org/service/from#load> ?service }",
    "PREFIX ex: <http://example.org/service/> SELECT ?from { ?from ex:service ?load }",
    "# FROM here\nSELECT * { ?a ?b ?c FILTER(?a < ?b && ?b > ?c) }",
    "SELECT * { ?a ?b ?c FILTER(?a<?b) }",
    "ASK { ?s ?p 'it''s' }",
    "DESCRIBE <http://x/service>",
    "CONSTRUCT WHERE { ?s ?p ?o }",
]


@pytest.fixture(scope="module")
def trap() -> Iterator[tuple[str, list[str]]]:
    """A server on loopback that notes every request made to it."""
    visits: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the library's name
            visits.append(self.path)
            self.send_response(500)
            self.end_headers()

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield TRAP.format(port=server.server_port), visits
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("query", SMUGGLED)
def test_service_is_found_however_it_is_hidden(trap: tuple[str, list[str]], query: str) -> None:
    with pytest.raises(QueryError, match=r"network|hide"):
        check(query.replace("TRAP", trap[0]))


def test_the_danger_is_real(trap: tuple[str, list[str]]) -> None:
    """Without the check Oxigraph makes the requests, so the list above is of attacks, not of typing errors."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal(1)))
    reached = 0
    for query in SMUGGLED:
        before = len(trap[1])
        with suppress(OSError, RuntimeError, SyntaxError, TypeError):
            list(store.query(query.replace("TRAP", trap[0])))  # type: ignore[arg-type]
        reached += len(trap[1]) > before
    assert reached >= 8


@pytest.mark.parametrize("query", OTHER_DATA)
def test_other_data_are_refused(query: str) -> None:
    with pytest.raises(QueryError, match="other data"):
        check(query)


@pytest.mark.parametrize("query", NO_QUERY)
def test_what_is_no_query_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="SELECT, ASK, CONSTRUCT and DESCRIBE"):
        check(query)


@pytest.mark.parametrize("query", HARMLESS)
def test_the_same_words_in_strings_comments_and_names_are_harmless(query: str) -> None:
    check(query)


@pytest.mark.parametrize(
    "deep", ["{" * 9000 + "}" * 9000, "{ FILTER(" + "!" * 90000 + "1) }", "{ ?s ?p " + "'" * 90001 + " }"]
)
def test_a_query_that_would_overflow_the_engine_is_refused(deep: str) -> None:
    with pytest.raises(QueryError, match="too long"):
        check(f"SELECT * {deep}")


def test_tokens_leave_out_spaces_and_comments() -> None:
    found = [(t.kind, t.text) for t in tokens("SELECT ?x { ?x a:b 'c#d' } # e")]
    assert found == [
        ("word", "SELECT"), ("variable", "?x"), ("other", "{"), ("variable", "?x"), ("name", "a:b"),
        ("string", "'c#d'"), ("close", "}"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "bound"),
    [
        ("SELECT ?x WHERE { ?x a ?_c }", "SELECT ?x WHERE { VALUES ?_c { <a:b> }  ?x a ?_c }"),
        ("SELECT ?x { ?x a ?_c }", "SELECT ?x { VALUES ?_c { <a:b> }  ?x a ?_c }"),
        ("ASK { ?x a ?_c }", "ASK { VALUES ?_c { <a:b> }  ?x a ?_c }"),
        ("CONSTRUCT { ?x a ?_c } WHERE { ?x a ?_c }", "CONSTRUCT { ?x a ?_c } WHERE { VALUES ?_c { <a:b> }  ?x a ?_c }"),
        ("CONSTRUCT { ?x a ?_c } { ?x a ?_c }", "CONSTRUCT { ?x a ?_c } { VALUES ?_c { <a:b> }  ?x a ?_c }"),
        ("SELECT (EXISTS { ?s ?p '{' } AS ?e) { ?x a ?_c }", "SELECT (EXISTS { ?s ?p '{' } AS ?e) { VALUES ?_c { <a:b> }  ?x a ?_c }"),
        ("# WHERE {\nSELECT ?x WHERE\n{ ?x a ?_c }", "# WHERE {\nSELECT ?x WHERE\n{ VALUES ?_c { <a:b> }  ?x a ?_c }"),
    ],
)  # fmt: skip
def test_values_come_first_in_the_where_group(query: str, bound: str) -> None:
    assert bind(query, {"_c": ("<a:b>",)}) == bound
    ox.Store().query(bound)
    assert bind(query, {}) == query


def test_values_of_several_parameters_are_bound_together_unless_they_are_many() -> None:
    few = bind("ASK { ?_a ?p ?_b }", {"_a": ("<a:1>", "<a:2>"), "_b": ("<b:1>",)})
    assert few == "ASK { VALUES (?_a ?_b) { (<a:1> <b:1>) (<a:2> <b:1>) }  ?_a ?p ?_b }"
    numbers = tuple(map(str, range(11)))
    many = bind("ASK { ?_a ?p ?_b }", {"_a": numbers, "_b": numbers})
    assert many.count("VALUES") == 2
    ox.Store().query(few)
    ox.Store().query(many)


def test_where_there_is_no_place_for_values() -> None:
    with pytest.raises(QueryError, match="own group"):
        bind("SELECT * WHERE { SELECT ?x { ?x ?y ?z } }", {"_c": ("1",)})
    with pytest.raises(QueryError, match="no WHERE group"):
        bind("DESCRIBE <http://x/>", {"_c": ("1",)})
