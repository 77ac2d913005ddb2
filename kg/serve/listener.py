"""Running the server: one process that listens, until it is interrupted."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING

from kg.errors import ServeError

if TYPE_CHECKING:
    from kg.serve.guard import Asgi

_STOPPING = 3  # seconds that answers under way have when the server is stopped
_CONNECTIONS = 200


def is_own(host: str) -> bool:
    """Whether only this machine reaches what listens there."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 is any that is free. Raises ServeError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ServeError(f"cannot listen on {host}, port {port}: {reason}") from error
    # asyncio does this for sockets of its own only; else each answer waits 40 ms for the client's acknowledgement.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def address(listening: socket.socket) -> str:
    """The address of the home page."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(
    app: Asgi, listening: socket.socket, started: Callable[[], None], stopping: Callable[[], Awaitable[None]]
) -> None:
    """Answer what comes in until SIGINT or SIGTERM. ``stopping`` ends what answers would have to wait for."""
    import logging

    import uvicorn

    # Python 3.11 warns of a worker that ends just as it is killed
    logging.getLogger("asyncio").setLevel(logging.ERROR)

    class Told(uvicorn.Server):
        """Says when it answers, and when it is about to stop."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            started()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await stopping()
            await super().shutdown(sockets)

    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="on",
        limit_concurrency=_CONNECTIONS, timeout_graceful_shutdown=_STOPPING,
    )  # fmt: skip
    with suppress(KeyboardInterrupt):  # which uvicorn raises again after it has stopped
        Told(config).run(sockets=[listening])
