"""The application: which path is answered by what. Made by `kg.serve.app`, run by ``kg serve``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import KgError
from kg.serve import pages, protocol, queries, things
from kg.serve.failures import failed
from kg.serve.guard import Guard
from kg.serve.server import Server

STATIC = Path(__file__).resolve().parent / "static"


def application(server: Server) -> Guard:
    """The ASGI application of an open server; its workers end with its lifespan."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await server.close()

    routes = [
        Route("/", pages.home),
        Route("/things", pages.things),
        Route("/find", pages.find),
        Route("/ask", pages.ask),
        Route("/graph", pages.graph),
        Route("/graph.trig", pages.trig),
        Route("/console", pages.console),
        Route("/site.css", pages.css),
        Route("/id/{path:path}", things.thing),
        Route("/resource", things.resource),
        Route("/query", queries.queries),
        Route("/query/{name}", queries.query),
        Route("/openapi.json", queries.openapi),
        Route("/sparql", protocol.sparql, methods=["GET", "POST"]),
        Route("/update", protocol.update, methods=["POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    errors = {HTTPException: failed, KgError: failed, Exception: failed}
    app = Starlette(routes=routes, exception_handlers=errors, lifespan=lifespan)
    app.router.redirect_slashes = False  # a path that ends in / is of another IRI
    app.state.server = server
    return Guard(app, server.options.hosts)
