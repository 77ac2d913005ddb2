"""What every request and answer has to pass: who asks under which name, how much is sent, what a browser may do.

A page of another site must not use the reader's browser to reach this server. Its scripts cannot read our answers
(there are no CORS headers), unless its own name is made to point to us (DNS rebinding): so a host name that is not ours
is refused. And they may not send: cross-site requests other than following a link are refused (Fetch Metadata).
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from ipaddress import ip_address
from typing import Any

from kg.serve.failures import RequestError

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Message, Receive, Send], Awaitable[None]]

MOST_BODY = 2**20  # bytes of a request
TOO_LARGE = f"a request may have {MOST_BODY:,} bytes"
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-cache",
}


class Guard:
    """ASGI middleware: refuses what it must, limits bodies, and adds HEADERS where an answer has none of its own."""

    def __init__(self, app: Asgi, hosts: Collection[str] = ()) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refused(scope, headers)
        if refused:
            await _refuse(*refused, scope["method"], _with_headers(send))
        else:
            await self.app(scope, _limited(receive), _with_headers(send))

    def _refused(self, scope: Message, sent: Mapping[str, str]) -> tuple[int, str] | None:
        """The status and the reason of a request that may not be answered."""
        host, length = sent.get("host", ""), sent.get("content-length", "")
        reads = scope["method"] in ("GET", "HEAD")
        if not self._is_ours(host):
            return 403, f"this server does not go by the name {host[:100]!r}"
        if "\0" in scope["path"]:
            return 400, "no address has a null character"
        own = f"{scope.get('scheme', 'http')}://{host}".lower()
        if not reads and sent.get("origin", own).lower() != own:
            return 403, "from a browser, only pages of this server may send to it"
        follows = reads and sent.get("sec-fetch-mode", "navigate") == "navigate"
        if sent.get("sec-fetch-site", "none") not in ("same-origin", "none") and not follows:
            return 403, "from a browser, only pages of this server may ask it"
        if length.isdecimal() and int(length) > MOST_BODY:
            return 413, TOO_LARGE
        return None

    def _is_ours(self, host: str) -> bool:
        """Whether a Host header names us: an address in numbers, localhost or a name that was given.

        A name of somebody else's can be made to point here; a number cannot be anything else.
        """
        found = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.\-]+)(:\d{1,5})?", host)
        if not found:
            return False
        name = found[1].strip("[]").lower()
        if name in self.hosts or name == "localhost":
            return True
        try:
            ip_address(name)
        except ValueError:
            return False
        return True


def _limited(receive: Receive) -> Receive:
    """The same body, at most MOST_BODY bytes of it: a length that was not said is counted."""
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > MOST_BODY:
            raise RequestError(TOO_LARGE, 413)
        return message

    return counted


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            has = {name.lower() for name, _ in message["headers"]}
            more = ((name.encode(), value.encode()) for name, value in HEADERS.items())
            message["headers"] = [*message["headers"], *(pair for pair in more if pair[0] not in has)]
        await send(message)

    return sending


async def _refuse(status: int, reason: str, method: str, send: Send) -> None:
    body = (reason + "\n").encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})
