"""The SPARQL endpoint, for any client: SPARQL 1.1 Protocol (W3C 2013) and, without a query, Service Description."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.serve import results
from kg.serve.asked import HTML, VARY, format_of, one
from kg.serve.failures import RequestError
from kg.serve.formats import ROWS, TRIPLES, by_name, media_type
from kg.serve.jobs import Answer, Job
from kg.serve.negotiate import best_format, best_type
from kg.serve.pages import html, server_of
from kg.serve.queries import truncation
from kg.serve.render import environment, look_of

_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 100
Fields = dict[str, list[str]]


async def sparql(request: Request) -> Response:
    """``/sparql``: a query by GET, by POST as a form, or by POST as it is (2.1.1 to 2.1.3)."""
    fields = await _fields(request, "query", "application/sparql-query")
    if "update" in fields:
        raise RequestError("updates go to /update")
    if "query" not in fields and request.method in ("GET", "HEAD"):
        return await _service(request)
    text = one(fields.get("query", []), "query")
    server = server_of(request)
    shown = _is_for_people(request, fields)
    rows, triples = ("json", "turtle") if shown else _formats(request, fields)
    answer = await server.pool.run(
        Job(
            "query", text, rows=rows, triples=triples, limit=server.options.max_rows,
            default=_graphs(fields, "default-graph-uri"), named=_graphs(fields, "named-graph-uri"),
        )
    )  # fmt: skip
    headers = VARY | truncation(request, answer)
    if shown and answer.format == "json":
        return await _table(request, text, answer, headers)
    return Response(answer.body, media_type=media_type(answer.format), headers=headers)


async def update(request: Request) -> Response:
    """``/update``: an update by POST, as a form or as it is (2.2.1, 2.2.2)."""
    server = server_of(request)
    if not server.options.writable:
        raise RequestError("this server only reads: start it with --writable", 403)
    fields = await _fields(request, "update", "application/sparql-update")
    for name in ("using-graph-uri", "using-named-graph-uri"):
        if name in fields:
            raise RequestError(f"{name} is not taken here: write USING in the update")
    await server.pool.update(Job("update", one(fields.get("update", []), "update")))
    await server.site()
    return Response(status_code=204)


async def _fields(request: Request, name: str, own_type: str) -> Fields:
    """All parameters of a request. A body of ``own_type`` is the value of ``name``; the address has the others."""
    fields: Fields = {}
    pairs = list(request.query_params.multi_items())
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await _text(request)
        if kind == _FORM:
            try:
                pairs += parse_qsl(
                    body,
                    keep_blank_values=True,
                    strict_parsing=False,
                    max_num_fields=_MOST_FIELDS,
                    errors="strict",
                )
            except ValueError as error:
                raise RequestError(f"the form cannot be read: {error}") from error
        elif kind == own_type:
            pairs.append((name, body))
        else:
            raise RequestError(f"a body is {_FORM} or {own_type}, not {kind[:50] or 'without a type'!r}", 415)
    for key, value in pairs:
        fields.setdefault(key, []).append(value)
    return fields


async def _text(request: Request) -> str:
    try:
        return (await request.body()).decode("utf-8")
    except UnicodeDecodeError:
        raise RequestError("the body is not UTF-8") from None


def _graphs(fields: Fields, name: str) -> tuple[str, ...] | None:
    return tuple(fields[name]) if name in fields else None


def _is_for_people(request: Request, fields: Fields) -> bool:
    """Whether a browser asks: it takes HTML rather than results."""
    if "format" in fields or "output" in fields:
        return False
    accept = request.headers.get("accept")
    kinds = [kind for formats in (ROWS, TRIPLES) for kinds in formats.values() for kind in kinds]
    return best_type(accept, [*kinds, "text/html"]) == "text/html"


def _formats(request: Request, fields: Fields) -> tuple[str | None, str | None]:
    """The formats of rows and of triples that the client takes; which of them it is, only the answer shows.

    ``format`` and ``output`` are not of the protocol, but many clients send them beside Accept.
    """
    names = [*fields.get("format", []), *fields.get("output", [])]
    accept = request.headers.get("accept")

    def chosen(formats: Mapping[str, tuple[str, ...]]) -> str | None:
        found = (by_name(name, formats) for name in names)
        return next(filter(None, found), None) or best_format(accept, formats)

    return chosen(ROWS), chosen(TRIPLES)


async def _service(request: Request) -> Response:
    """What this endpoint can do (SPARQL 1.1 Service Description, 2); for a browser, the console."""
    import pyoxigraph as ox

    format = format_of(request, {**TRIPLES, **HTML})
    if format == "html":
        return RedirectResponse(look_of(request).url("/console"), 303, VARY)
    text = environment().get_template("service.ttl").render(
        root=str(request.base_url).rstrip("/"), writable=server_of(request).options.writable
    )  # fmt: skip
    triples = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    answer = results.triples(triples, format, None)
    return Response(answer.body, media_type=media_type(format), headers=VARY)


async def _table(request: Request, text: str, answer: Answer, headers: dict[str, str]) -> Response:
    """Rows as a page, for a query in an address that somebody follows."""
    read: dict[str, Any] = json.loads(answer.body)
    columns = read["head"].get("vars", ["answer"])
    truth = {"answer": {"type": "literal", "value": str(read.get("boolean")).lower()}}
    rows = read["results"]["bindings"] if "results" in read else [truth]
    links = [(name.upper(), "/sparql?" + urlencode({"query": text, "format": name})) for name in ROWS]
    found = await html(
        "rows.html", look_of(request), site=await server_of(request).site(), text=text, columns=columns, rows=rows,
        truncated=answer.truncated, limit=server_of(request).options.max_rows, as_links=links,
    )  # fmt: skip
    found.headers.update(headers)
    return found
