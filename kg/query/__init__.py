"""Questions to the graph: named queries, a .rq file of one's own, or SPARQL text.

The default graph has every triple once; ``GRAPH ?sentence { … }`` gives evidence. How a .rq file is written:
`kg.query.named`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from kg import sparql
from kg.errors import QueryError
from kg.query.named import NamedQuery, Parameter, Type, find, named_queries, parse
from kg.query.rows import Cell, Rows, cell_of
from kg.query.values import values_of
from kg.store import Backend, is_bare
from kg.vocab import PREFIXES

__all__ = [
    "Cell", "NamedQuery", "Parameter", "Rows", "Type", "cell_of", "find", "named_queries", "parse", "prepare", "run",
    "unreadable",
]  # fmt: skip


def prepare(store: Backend, query: str, params: Mapping[str, str] | None = None) -> str:
    """The SPARQL text that `run` would run: checked, with parameters bound. Raises as `run` does."""
    found = find(query)
    values = values_of(store, found, params or {})
    text = _lines_for(found.text, frozenset(values))
    sparql.check(text)
    return sparql.bind(text, values)


@lru_cache(maxsize=256)
def _lines_for(text: str, variables: frozenset[str]) -> str:
    """The query with the patterns of its lines ``# with name: …`` for those parameters that have a value."""
    return re.sub(
        r"# with (\w+): (.*)", lambda line: line[2] if f"_{line[1]}" in variables else line[0], text
    )


def run(store: Backend, query: str, params: Mapping[str, str] | None = None) -> Rows:
    """The rows of a query (see `find`): plain patterns meet each triple once, GRAPH each sentence that says it.

    Parameters come as text and are made RDF terms of their declared types; they are never pasted into the query.
    SELECT gives its variables for columns; ASK ``answer``; CONSTRUCT and DESCRIBE subject, predicate, object.
    Raises NotFoundError for a query or a label that is not there, QueryError for a query that does not parse, is not
    allowed (`kg.sparql.check`) or lacks a parameter, and for a parameter that it does not have or that is malformed.
    """
    import pyoxigraph as ox

    text = prepare(store, query, params)
    try:
        found = store.query(text, prefixes=dict(PREFIXES), use_default_graph_as_union=is_bare(store))
        if isinstance(found, ox.QueryBoolean):
            return Rows(("answer",), ((bool(found),),))
        if isinstance(found, ox.QuerySolutions):
            columns = tuple(variable.value for variable in found.variables)
            return Rows(columns, tuple(tuple(map(cell_of, solution)) for solution in found))
        triples = sorted({tuple(map(cell_of, triple)) for triple in found}, key=str)
        return Rows(("subject", "predicate", "object"), tuple(triples))
    except SyntaxError as error:
        raise unreadable(text, error) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def unreadable(text: str, error: SyntaxError, what: str = "query") -> QueryError:
    """What Oxigraph's error about ``text`` says, and where; it would go on to list all that it could have read."""
    return QueryError(f"the {what} does not parse{_place(text, str(error))}")


def _place(text: str, message: str) -> str:
    at = re.search(r"error at (\d+):(\d+)", message)
    if not at:
        return ": " + " ".join(message.split())
    line, column = int(at[1]), int(at[2])
    rest = " ".join(text.split("\n")[line - 1][column - 1 :].split())
    return f" at line {line}, column {column}: " + (
        f"cannot go on with {rest[:40]!r}" if rest else "it ends too early"
    )
