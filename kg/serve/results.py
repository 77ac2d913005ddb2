"""Results of queries cut to a limit and serialised, in a worker process.

Oxigraph serialises all rows of a result or none. So rows are written here as SPARQL 1.1 Query Results JSON, as many
as there may be, and Oxigraph makes the other formats of that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from kg.errors import QueryError
from kg.query import cell_of
from kg.serve.jobs import Answer
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

Item = TypeVar("Item")
MOST_CHARACTERS = 16 * 2**20  # of one result: it is held in memory
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production Char
_XML_NAME = re.compile(r"[^\W\d][\w.\-]*$")  # how a predicate ends that an XML element can be named by


def rows(found: ox.QuerySolutions, format: str, limit: int | None) -> Answer:
    """At most ``limit`` rows in one of `kg.serve.formats.NAMED`."""
    import pyoxigraph as ox

    columns = [variable.value for variable in found.variables]
    if format == "plain":
        plain, truncated = _cut((_plain_row(columns, row) for row in found), limit)
        return Answer(format, _json({"columns": columns, "rows": plain}), truncated)
    unfit = _NOT_XML if format == "xml" else None
    bound, truncated = _cut((_bindings(columns, row, unfit) for row in found), limit)
    text = _json({"head": {"vars": columns}, "results": {"bindings": bound}})
    if format == "json":
        return Answer(format, text, truncated)
    parsed = cast("ox.QuerySolutions", ox.parse_query_results(text, ox.QueryResultsFormat.JSON))
    return Answer(format, parsed.serialize(format=_results_format(format)) or b"", truncated)


def truth(found: ox.QueryBoolean, format: str) -> Answer:
    """The answer to ASK."""
    if format == "plain":
        return Answer(format, _json({"columns": ["answer"], "rows": [{"answer": bool(found)}]}))
    return Answer(format, found.serialize(format=_results_format(format)) or b"")


def triples(found: Iterable[ox.Triple] | Iterable[ox.Quad], format: str, limit: int | None) -> Answer:
    """At most ``limit`` triples or quads in one of `kg.serve.formats.QUADS`.

    Raises QueryError for a predicate that RDF/XML has no element for.
    """
    import pyoxigraph as ox

    kept: list[Any]  # pyoxigraph takes a list of triples or one of quads
    kept, truncated = _cut(found, limit)
    if format == "rdfxml":
        for one in kept:
            if not _XML_NAME.search(one.predicate.value):
                raise QueryError(f"RDF/XML cannot name the predicate {one.predicate}: ask for Turtle")
        kept = [_fit_for_xml(one) for one in kept]
    formats = ox.RdfFormat
    rdf = {
        "turtle": formats.TURTLE, "ntriples": formats.N_TRIPLES, "jsonld": formats.JSON_LD,
        "rdfxml": formats.RDF_XML, "trig": formats.TRIG, "nquads": formats.N_QUADS,
    }[format]  # fmt: skip
    body = ox.serialize(kept, format=rdf, prefixes=_prefixes(kept)) or b""
    return Answer(format, _prefixes_sorted(body) if format in ("turtle", "trig") else body, truncated)


def _prefixes(statements: list[Any]) -> dict[str, str]:
    """Those of our prefixes that the statements have a use for."""
    text = "\n".join(map(str, statements))
    return {prefix: namespace for prefix, namespace in PREFIXES.items() if namespace in text}


def _prefixes_sorted(body: bytes) -> bytes:
    """The same with the first lines, which Oxigraph writes in any order, in one order."""
    lines = body.splitlines(keepends=True)
    end = next((i for i, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
    return b"".join(sorted(lines[:end]) + lines[end:])


def _cut(items: Iterable[Item], limit: int | None) -> tuple[list[Item], bool]:
    """At most ``limit`` items and about MOST_CHARACTERS of them, and whether there were more."""
    kept: list[Item] = []
    size = 0
    for item in items:
        if len(kept) == limit or size > MOST_CHARACTERS:
            return kept, True
        kept.append(item)
        size += len(str(item))
    return kept, False


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _plain_row(columns: list[str], row: Iterable[object]) -> dict[str, Any]:
    return dict(zip(columns, map(cell_of, row), strict=True))


def _bindings(columns: list[str], row: Iterable[object], unfit: re.Pattern[str] | None) -> dict[str, Any]:
    """SPARQL 1.1 Query Results JSON, 3.2.1: what is not bound is left out."""
    return {name: _term(term, unfit) for name, term in zip(columns, row, strict=True) if term is not None}


def _term(term: object, unfit: re.Pattern[str] | None) -> dict[str, Any]:
    """SPARQL 1.1 Query Results JSON, 3.2.2, ``unfit`` characters as U+FFFD.

    Triple terms and base directions are as Oxigraph writes and reads them.
    """
    import pyoxigraph as ox

    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _term(part, unfit) for name, part in parts.items()}}
    if not isinstance(term, ox.Literal):
        return {"type": "bnode" if isinstance(term, ox.BlankNode) else "uri", "value": str(term.value)}  # type: ignore[attr-defined]  # all other terms have one
    found = {"type": "literal", "value": unfit.sub("\ufffd", term.value) if unfit else term.value}
    if term.language:
        found["xml:lang"] = term.language
        if term.direction:
            found["its:dir"] = str(term.direction)
    elif not term.datatype.value.endswith("XMLSchema#string"):
        found["datatype"] = term.datatype.value
    return found


def _fit_for_xml(one: Any) -> Any:
    import pyoxigraph as ox

    literal = one.object
    if not isinstance(literal, ox.Literal) or not _NOT_XML.search(literal.value):
        return one
    value = _NOT_XML.sub("\ufffd", literal.value)
    fit = (
        ox.Literal(value, language=literal.language)
        if literal.language
        else ox.Literal(value, datatype=literal.datatype)
    )
    return ox.Triple(one.subject, one.predicate, fit)


def _results_format(name: str) -> ox.QueryResultsFormat:
    import pyoxigraph as ox

    formats = ox.QueryResultsFormat
    return {"json": formats.JSON, "xml": formats.XML, "csv": formats.CSV, "tsv": formats.TSV}[name]
