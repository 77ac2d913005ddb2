"""The named queries give the same rows in the store of this process, on a server, and in rdflib's own engine."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from test_query import EXPECTED, _cell

from kg.query import Cell, named_queries, prepare, run
from kg.remote import RemoteStore, connect
from kg.store import dump, is_bare, size
from kg.upload import upload


@pytest.fixture(scope="module")
def loaded(oxigraph: str, sample_store: ox.Store) -> RemoteStore:
    """The server with both reports of the invented district."""
    remote = connect(f"{oxigraph}/query")
    remote.update("DROP ALL")
    upload(sample_store, remote)
    return remote


@pytest.fixture(scope="module")
def rdflib_graph(sample_store: ox.Store):  # type: ignore[no-untyped-def]
    """The same graph in rdflib's own store in memory, its default graph as it is in ours."""
    from rdflib import Dataset

    graph = Dataset()
    graph.parse(data=dump(sample_store, "nq"), format="nquads")
    graph.default_graph.parse(data=dump(sample_store, "turtle"), format="turtle")
    return graph


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own calls
@pytest.mark.parametrize(
    ("name", "params", "rows"), [*EXPECTED, ("uncertain", {}, None)], ids=lambda value: str(value)[:40]
)
def test_three_engines_give_the_same_rows_in_the_same_order(
    sample_store: ox.Store, loaded: RemoteStore, rdflib_graph,
    name: str, params: dict[str, str], rows: list[tuple[Cell, ...]] | None,
) -> None:  # fmt: skip
    here, there = run(sample_store, name, params), run(loaded, name, params)
    assert there == here
    assert rows is None or set(there.rows) == set(rows)
    assert prepare(loaded, name, params) == prepare(sample_store, name, params)
    found = rdflib_graph.query(prepare(loaded, name, params))
    assert tuple(str(variable) for variable in found.vars) == there.columns
    assert tuple(tuple(_cell(term) for term in row) for row in found) == there.rows


def test_every_query_without_parameters_too(sample_store: ox.Store, loaded: RemoteStore) -> None:
    for name, query in named_queries().items():
        if all(p.default is not None or p.optional for p in query.parameters):
            assert run(loaded, name) == run(sample_store, name), name


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
        "ASK { ?x a upo:Engine }",
        "ASK { ?x a upo:Nothing }",
        "CONSTRUCT { ?x skos:prefLabel ?l } WHERE { ?x a upo:Engine ; skos:prefLabel ?l }",
        "DESCRIBE <https://w3id.org/urbanpolicy/id/area/临江区>",
        'SELECT (2 AS ?i) (2.50 AS ?d) (1.5e0 AS ?f) (true AS ?b) ("\\"甲\\n乙\\t\\\\"@zh AS ?t) ?none {}',
    ],
)
def test_other_forms_of_query_and_every_kind_of_cell(
    sample_store: ox.Store, loaded: RemoteStore, query: str
) -> None:
    assert run(loaded, query) == run(sample_store, query)


def test_a_server_says_itself_what_its_default_graph_is(loaded: RemoteStore, sample_store: ox.Store) -> None:
    assert not is_bare(loaded)
    assert size(loaded) == size(sample_store)
