"""A graph as a web server on one's own machine: pages, data about each thing, and a SPARQL endpoint.

>>> import kg.serve
>>> app = kg.serve.app("out")                    # an ASGI application, for any server    # doctest: +SKIP
>>> kg.serve.run("out", port=8000)               # what `kg serve` does                   # doctest: +SKIP

Needs the extra ``serve``: ``pip install 'urban-policy-kg[serve]'``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ServeError

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.serve.guard import Asgi

__all__ = ["app", "run"]


def app(
    graph: Graph | str | Path = "out",
    *,
    writable: bool = False,
    timeout: float = 30.0,
    max_rows: int = 10_000,
    hosts: tuple[str, ...] = (),
) -> Asgi:
    """The ASGI application for a graph, the folder of one, or the address of a SPARQL server.

    A query may take ``timeout`` seconds and give ``max_rows`` rows. ``hosts`` are names by which the server may be
    asked besides localhost and addresses in numbers. ``writable`` lets /update change the graph of a folder.

    Raises ServeError if the extra is not installed, and what `kg.open` raises.
    """
    _needed()
    from kg.serve.routes import application
    from kg.serve.server import Options, Server

    return application(Server(graph, Options(writable, timeout, max_rows, hosts=hosts)))


def run(
    graph: Graph | str | Path = "out",
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    writable: bool = False,
    timeout: float = 30.0,
    max_rows: int = 10_000,
    ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve a graph until the process is interrupted (SIGINT, SIGTERM). ``ready`` is told the address.

    Raises ServeError for an address that cannot be listened on, for a graph that could be changed from other
    machines, and what `app` raises.
    """
    _needed()
    from kg.serve.listener import address, is_own, listen, serve
    from kg.serve.routes import application
    from kg.serve.server import Options, Server

    if writable and not is_own(host):
        raise ServeError(f"a graph that can be changed is served on this machine only, not on {host}")
    with listen(host, port) as listening:
        server = Server(graph, Options(writable, timeout, max_rows, hosts=(host,)))
        serve(application(server), listening, lambda: ready(address(listening)), server.close)


def _needed() -> None:
    """Raise ServeError unless the extra is there."""
    try:
        import starlette  # noqa: F401  # only to see whether it is there
        import uvicorn  # noqa: F401  # likewise
    except ImportError as error:
        raise ServeError(f"kg serve needs {error.name}: pip install 'urban-policy-kg[serve]'") from error
