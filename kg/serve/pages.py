"""Pages about the graph: home, lists, search, the picture, the console. Each is an endpoint of `kg.serve.routes`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response

from kg.errors import NotFoundError, not_found
from kg.network import KINDS, Node
from kg.outdir import TRIG
from kg.serve.asked import HTML, VARY, format_of
from kg.serve.failures import RequestError
from kg.serve.guard import POLICY
from kg.serve.jobs import Job
from kg.serve.render import Look, look_of, page, style
from kg.serve.server import Server
from kg.serve.site import Site
from kg.vocab import PREFIXES, TERMS, subclasses, upo

PAGE_SIZE = 200  # things on one page
LONGEST = 300  # characters of a name or question
_FOLDED_TIES = ("hasTarget", "hasMeasure", "measureObject")
# YASGUI styles its own elements; its scripts are ours to serve, and it asks nobody but us.
_CONSOLE_POLICY = (
    POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
        "img-src 'self'", "img-src 'self' data:"
    )
    + "; script-src 'self'; connect-src 'self'"
)
_EXAMPLE = """SELECT ?name ?class ?sentence WHERE {
  GRAPH ?g { ?thing a ?class ; skos:prefLabel ?name }
  ?g nif:anchorOf ?sentence .
} LIMIT 20"""


def server_of(request: Request) -> Server:
    server: Server = request.app.state.server
    return server


async def html(template: str, look: Look, status: int = 200, **values: Any) -> HTMLResponse:
    """A page, made in a thread: others need not wait for a long text."""
    return HTMLResponse(await asyncio.to_thread(page, template, look, **values), status, VARY)


async def home(request: Request) -> Response:
    """What is in the graph."""
    server = server_of(request)
    site = await server.site()
    relations = sum(edge.relation not in _FOLDED_TIES for edge in site.index.view.edges)
    return await html(
        "home.html", look_of(request), site=site, relations=relations, writable=server.options.writable,
        has_trig=_trig(server) is not None,
    )  # fmt: skip


async def things(request: Request) -> Response:
    """All things of a class, PAGE_SIZE at a time."""
    site = await server_of(request).site()
    kind, first = request.query_params.get("kind", ""), request.query_params.get("start", "0")
    if kind not in KINDS:
        raise not_found("class", kind, KINDS)
    if not first.isdecimal() or len(first) > 9:
        raise RequestError(f"start is a number, not {first[:20]!r}")
    nodes, start = site.by_kind.get(kind, ()), int(first)
    return await html(
        "things.html", look_of(request), site=site, kind=kind, total=len(nodes), start=start, size=PAGE_SIZE,
        nodes=nodes[start : start + PAGE_SIZE],
    )  # fmt: skip


async def find(request: Request) -> Response:
    """The page of the thing of that name, else things whose names contain it, else what it is the question to."""
    server, look = server_of(request), look_of(request)
    site = await server.site()
    q = request.query_params.get("q", "").strip()[:LONGEST]
    if not q:
        return RedirectResponse(look.url("/"), 303)
    nodes, near = await asyncio.to_thread(_search, site, q)
    if len(nodes) == 1 and not near:
        return RedirectResponse(look.url(site.addresses.href(nodes[0].id)), 303)
    answer = None if nodes else await _answer(server, q)
    if answer and answer["answered"]:
        return await _answered(site, look, q, answer)
    return await html(
        "find.html", look, 200 if nodes else 404, site=site, q=q, total=len(nodes), nodes=nodes[:PAGE_SIZE],
        near=near, answer=answer,
    )  # fmt: skip


def _search(site: Site, q: str) -> tuple[Sequence[Node], Sequence[Node]]:
    """The things of a name, else those whose names contain it and those of near names."""
    if found := site.index.names.get(q):
        return found, ()
    try:
        return (site.index.find(q),), ()
    except NotFoundError as error:
        near = [site.index.find(name) for name in error.near]
    folded = q.casefold()
    named = ((node, " ".join((node.label, *node.aliases)).casefold()) for node in site.things)
    return [node for node, names in named if folded in names], near


async def ask(request: Request) -> Response:
    """``/ask?q=…``: the answer to a question, as a page or as JSON, with the sentences that say so."""
    server, look = server_of(request), look_of(request)
    q = request.query_params.get("q", "").strip()[:LONGEST]
    format = format_of(request, {**HTML, "plain": ("application/json",)})
    if not q and format == "html":
        return RedirectResponse(look.url("/"), 303)
    answer = await _answer(server, q)
    if format != "html":
        return JSONResponse(answer, headers=VARY)
    return await _answered(await server.site(), look, q, answer)


async def _answered(site: Site, look: Look, q: str, answer: dict[str, Any]) -> Response:
    index = site.index
    evidence = index.evidence(one["id"] for one in answer["evidence"])
    named = {node.id for cells, _ in answer["lines"] for cell in cells for node in index.names.get(cell, ())}
    return await html("answer.html", look, site=site, q=q, answer=answer, evidence=evidence, named=named)


async def _answer(server: Server, question: str) -> dict[str, Any]:
    """What `kg ask --format json` prints."""
    answer = await server.pool.run(Job("ask", question))
    read: dict[str, Any] = json.loads(answer.body)
    return read


async def graph(request: Request) -> Response:
    """The interactive page, which carries its own policy; it may not be framed either."""
    site = await server_of(request).site()
    body = await asyncio.to_thread(lambda: site.graph_page)
    return HTMLResponse(body, headers={"Content-Security-Policy": "frame-ancestors 'none'"})


async def console(request: Request) -> Response:
    """YASGUI, with what its script needs to know."""
    server = server_of(request)
    site = await server.site()
    terms = sorted(upo(name) for name in (*TERMS, *subclasses()))
    about = {"prefixes": dict(PREFIXES), "terms": terms, "base": site.addresses.base, "example": _EXAMPLE}
    found = await html(
        "console.html", look_of(request), timeout=f"{server.options.timeout:g}", max_rows=server.options.max_rows,
        about=json.dumps(about, ensure_ascii=False), example=_EXAMPLE,
    )  # fmt: skip
    found.headers["Content-Security-Policy"] = _CONSOLE_POLICY
    return found


async def trig(request: Request) -> Response:
    """The file that the build wrote."""
    path = _trig(server_of(request))
    if path is None:
        raise NotFoundError("this graph is not in a folder: ask /sparql")
    return FileResponse(path, media_type="application/trig", filename=TRIG)


async def css(request: Request) -> Response:
    """The style sheet of all pages."""
    return Response(style(), media_type="text/css")


def _trig(server: Server) -> Path | None:
    path = server.folder / TRIG if server.folder else None
    return path if path and path.is_file() else None
