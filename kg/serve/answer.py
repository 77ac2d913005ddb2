"""Answering a job from a store. Runs in a worker process (`kg.serve.worker`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from kg import questions, sparql
from kg.errors import NotFoundError, QueryError
from kg.query import prepare, unreadable
from kg.serve import results
from kg.serve.jobs import Answer, Job, NotAcceptableError
from kg.store import Backend, is_bare
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

# What is said of a thing, and by whom. What stands inside a document (`<document#finding=3-1>`) and points to the thing
# is a finding about it, told whole. Of a document it is all that its own graph and those of its sentences say.
_ABOUT = """SELECT DISTINCT %(columns)s WHERE {
  { VALUES ?s { %(iri)s } GRAPH ?g { ?s ?p ?o } }
  UNION { VALUES ?o { %(iri)s } GRAPH ?g { ?s ?p ?o } }
  UNION { VALUES ?it { %(iri)s } GRAPH ?g { ?s ?link ?it . ?s ?p ?o } FILTER(CONTAINS(STR(?s), "#")) }
  UNION { VALUES ?g { %(iri)s } GRAPH ?g { ?s ?p ?o } }
  UNION { VALUES ?it { %(iri)s } ?g nif:referenceContext ?it GRAPH ?g { ?s ?p ?o } }
}"""


def answer(store: Backend, job: Job) -> Answer:
    """The result of a query, by its text or name, or of describing an IRI.

    Raises QueryError, NotFoundError and, for a store whose files were replaced under its reader, OSError.
    """
    if job.operation == "describe":
        return _describe(store, job)
    if job.operation == "named":
        text = prepare(store, job.text, job.params)
    else:
        sparql.check(job.text)
        text = job.text
    try:
        return _result(store.query(text, prefixes=dict(PREFIXES), **_dataset(store, job)), job)
    except SyntaxError as error:
        raise unreadable(text, error) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def asked(store: Backend, question: str, words: questions.Vocabulary) -> Answer:
    """The answer to a question as `kg ask --format json` gives it, with ``answered`` and ``lines`` (see there).

    Raises QueryError.
    """
    found = questions.ask(store, question, words)
    more = {
        "rows": list(found.rows),
        "parameters": dict(found.parameters),
        "documents": dict(found.documents),
    }
    told = {**asdict(found), **more, "answered": found.answered, "lines": found.lines()}
    return Answer("plain", json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"))


def _dataset(store: Backend, job: Job) -> dict[str, Any]:
    """The dataset of a query (SPARQL 1.1 Protocol, 2.1.4): once a graph is named, those that are not are left out."""
    import pyoxigraph as ox

    if job.default is None and job.named is None:
        return {"use_default_graph_as_union": is_bare(store)}
    if not isinstance(store, ox.Store):
        raise QueryError("default-graph-uri and named-graph-uri are not passed on to another server")
    try:
        default, named = ([ox.NamedNode(iri) for iri in iris or ()] for iris in (job.default, job.named))
    except ValueError as error:
        raise QueryError(f"a graph is named by an absolute IRI: {error}") from error
    return {"default_graph": default, "named_graphs": named}


def _result(found: ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple], job: Job) -> Answer:
    import pyoxigraph as ox

    if not isinstance(found, ox.QuerySolutions | ox.QueryBoolean):
        if job.triples is None:
            raise NotAcceptableError("triples are given as Turtle, N-Triples, JSON-LD or RDF/XML")
        return results.triples(found, job.triples, job.limit)
    if job.rows is None:
        raise NotAcceptableError("rows are given as JSON, XML, CSV or TSV")
    if isinstance(found, ox.QueryBoolean):
        return results.truth(found, job.rows)
    return results.rows(found, job.rows, job.limit)


def _describe(store: Backend, job: Job) -> Answer:
    """What the graph says of an IRI: with the sentences' graphs in TriG and N-Quads, else each triple once."""
    import pyoxigraph as ox

    try:
        iri = ox.NamedNode(job.text)
    except ValueError:
        raise QueryError(f"{job.text!r} is no IRI") from None
    quads = job.triples in ("trig", "nquads")
    query = _ABOUT % {"iri": iri, "columns": "?g ?s ?p ?o" if quads else "?s ?p ?o"}
    found = cast("ox.QuerySolutions", store.query(query, prefixes=dict(PREFIXES)))
    if job.rows:
        return results.rows(found, job.rows, job.limit)
    # Sorted here: ORDER BY, which looks into the terms, takes ten times as long as all of the rest.
    sorted_rows = sorted(
        cast("Iterable[tuple[Any, ...]]", found), key=lambda row: [str(term) for term in row]
    )
    statements = [_statement(*row) for row in sorted_rows]
    if not statements:
        raise NotFoundError(f"the graph says nothing of {job.text}")
    return results.triples(statements, job.triples or "turtle", job.limit)


def _statement(*terms: Any) -> Any:
    """A triple, or a quad of a row that names its graph first."""
    import pyoxigraph as ox

    *graph, subject, predicate, object = terms
    return ox.Quad(subject, predicate, object, graph[0]) if graph else ox.Triple(subject, predicate, object)
