"""The OpenAPI 3.1 description of the named queries, made of the headers of their files."""

from __future__ import annotations

from functools import cache
from typing import Any

from kg._version import __version__
from kg.query import NamedQuery, Parameter, named_queries
from kg.serve.formats import NAMED
from kg.vocab import PREFIXES

_SCHEMAS: dict[str, dict[str, Any]] = {  # of the types of parameters (`kg.query`)
    "label": {"type": "string"},
    "iri": {"type": "string"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "year": {"type": "string", "pattern": r"^\d{4}$"},
    "string": {"type": "string"},
    "lang": {"type": "string", "pattern": "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$"},
}
_CELL = {"type": ["string", "number", "boolean", "null"]}


def description(root: str, max_rows: int) -> dict[str, Any]:
    """The document (OpenAPI Specification 3.1.1) for a server whose addresses start with ``root``."""
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Urban policy graph: named queries",
            "version": __version__,
            "description": f"Each query answers one question. At most {max_rows} rows: an answer that was cut has the "
            "header X-SPARQL-MaxRows. IRIs may be written with the usual prefixes (upo:Project), or as bare terms of "
            "the ontology (Project).",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": root}],
        "paths": {f"/query/{name}": {"get": _operation(query)} for name, query in named_queries().items()},
        "components": {"responses": {"Problem": _problem()}},
    }


def _operation(query: NamedQuery) -> dict[str, Any]:
    content = {
        kinds[0]: {
            "schema": _rows(query) if name == "plain" else {"type": "object" if name == "json" else "string"}
        }
        for name, kinds in NAMED.items()
    }
    return {
        "operationId": query.name,
        "summary": query.title_en or query.title_zh or query.name,
        "description": " ".join(filter(None, (query.question_zh, query.question_en))),
        "parameters": [*map(_parameter, query.parameters), _format()],
        "responses": {
            "200": {
                "description": "The rows.",
                "headers": {"X-SPARQL-MaxRows": {"description": "There were more rows.", "schema": {"type": "integer"}}},
                "content": content,
            },
            **{status: {"$ref": "#/components/responses/Problem"} for status in ("400", "404", "406", "503")},
        },
    }  # fmt: skip


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = dict(_SCHEMAS[parameter.type])
    if parameter.default is not None:
        numeric = schema["type"] in ("integer", "number")
        schema["default"] = float(parameter.default) if numeric else parameter.default
    said = " ".join(filter(None, (parameter.zh, parameter.en)))
    if parameter.type == "label":
        said += " (label or alias)"
    return {
        "name": parameter.name,
        "in": "query",
        "required": not parameter.optional and parameter.default is None,
        "description": said,
        "schema": schema,
    }


def _format() -> dict[str, Any]:
    return {
        "name": "format",
        "in": "query",
        "required": False,
        "description": "The format, instead of the header Accept.",
        "schema": {"type": "string", "enum": list(NAMED)},
    }


def _rows(query: NamedQuery) -> dict[str, Any]:
    columns = list(_columns(query.text))
    row = {"type": "object", "properties": dict.fromkeys(columns, _CELL), "required": columns}
    return {
        "type": "object",
        "properties": {
            "columns": {"type": "array", "items": {"type": "string"}},
            "rows": {"type": "array", "items": row},
        },
        "required": ["columns", "rows"],
    }


@cache
def _columns(text: str) -> tuple[str, ...]:
    """The variables of a SELECT: those of its answer from an empty store."""
    import pyoxigraph as ox

    found = ox.Store().query(text, prefixes=dict(PREFIXES))
    return (
        tuple(variable.value for variable in found.variables) if isinstance(found, ox.QuerySolutions) else ()
    )


def _problem() -> dict[str, Any]:
    schema = {
        "type": "object",
        "properties": {name: {"type": kind} for name, kind in
                       (("title", "string"), ("status", "integer"), ("detail", "string"))},
    }  # fmt: skip
    return {
        "description": "Why there is no answer (RFC 9457).",
        "content": {
            "application/problem+json": {"schema": schema},
            "text/plain": {"schema": {"type": "string"}},
        },
    }
