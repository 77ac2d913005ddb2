"""The named queries: as forms for people, and as JSON, CSV and SPARQL results for programs."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.errors import KgError, NotFoundError, not_found
from kg.query import NamedQuery, named_queries
from kg.serve.asked import HTML, VARY, format_of
from kg.serve.failures import status_of
from kg.serve.formats import NAMED, media_type
from kg.serve.jobs import Answer, Job
from kg.serve.openapi import description
from kg.serve.pages import html, server_of
from kg.serve.render import look_of, raw_path

TRUNCATED = "X-SPARQL-MaxRows"  # as Virtuoso says that a result was cut, and where
_NAMES = 500  # suggestions for a name
_OWN = ("lang", "format")  # parameters of the page and not of the query


async def queries(request: Request) -> Response:
    """The list of them."""
    return await html(
        "queries.html",
        look_of(request),
        site=await server_of(request).site(),
        queries=list(named_queries().values()),
    )


async def query(request: Request) -> Response:
    """``/query/{name}?parameter=value``: the rows, or a form with them."""
    name = request.path_params["name"]
    if name not in named_queries():
        raise not_found("query", name, named_queries())
    found = named_queries()[name]
    given = {key: value for key, value in request.query_params.items() if key not in _OWN and value}
    format = format_of(request, {**HTML, **NAMED})
    if format == "html":
        return await _form(request, found, given)
    answer = await _asked(request, found, given, format)
    return Response(answer.body, media_type=media_type(format), headers=VARY | truncation(request, answer))


def truncation(request: Request, answer: Answer) -> dict[str, str]:
    """The header that says so, if the answer was cut."""
    return {TRUNCATED: str(server_of(request).options.max_rows)} if answer.truncated else {}


async def _asked(request: Request, query: NamedQuery, given: dict[str, str], format: str) -> Answer:
    server = server_of(request)
    return await server.pool.run(Job("named", query.name, given, rows=format, limit=server.options.max_rows))


async def _form(request: Request, query: NamedQuery, given: dict[str, str]) -> Response:
    """The form; its rows too once all that the query needs is given."""
    look, site, server = look_of(request), await server_of(request).site(), server_of(request)
    values: dict[str, Any] = {
        "result": None,
        "error": "",
        "near": (),
        "near_parameter": "",
        "truncated": False,
    }
    status = 200
    if all(p.optional or p.default is not None or p.name in given for p in query.parameters):
        try:
            answer = await _asked(request, query, given, "json")
            read = json.loads(answer.body)
            values["result"] = {"columns": read["head"]["vars"], "rows": read["results"]["bindings"]}
            values["truncated"] = answer.truncated
        except KgError as error:
            values["error"], status = str(error), status_of(error)
            if isinstance(error, NotFoundError):
                values["near"] = error.near
                values["near_parameter"] = next((p.name for p in query.parameters if p.type == "label"), "")
    zh = look.lang == "zh"
    found = await html(
        "query.html", look, status, site=site, query=query, given=given,
        title=(query.title_zh if zh else query.title_en) or query.name,
        question=query.question_zh if zh else query.question_en,
        limit=server.options.max_rows, names=[node.label for node in site.things[:_NAMES]],
        as_links=[(name, f"{raw_path(request)}?{urlencode({**given, 'format': format})}")
                  for name, format in (("JSON", "plain"), ("CSV", "csv"), ("SPARQL JSON", "json"), ("XML", "xml"))],
        **values,
    )  # fmt: skip
    if values["truncated"]:
        found.headers[TRUNCATED] = str(server.options.max_rows)
    return found


async def openapi(request: Request) -> Response:
    """``/openapi.json``: what the named queries take and give."""
    return JSONResponse(description(str(request.base_url).rstrip("/"), server_of(request).options.max_rows))
