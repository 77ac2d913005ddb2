"""A web page that the user named, and nothing else: no image, style, script or link of it is asked for.

Only http and https; at most MAX_BYTES, REDIRECTS and SECONDS in all; certificates are checked; a proxy in the environment
is used. The address that the user typed may be of any machine, also of their own network; a public address may not lead
on to a private one (RFC 1918 and what else is not reachable from everywhere), so that no page can point into that network.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import zlib
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg._version import __version__
from kg.errors import InputError, RemoteError
from kg.http import cause, split_url
from kg.reader.parsed import Raw

if TYPE_CHECKING:
    from urllib.request import OpenerDirector

MAX_BYTES = 64 * 1024 * 1024
REDIRECTS = 5
SECONDS = 60.0  # for all of it
_SILENCE = 20.0  # seconds without a byte
_AGENT = f"urban-policy-kg/{__version__}"
_ACCEPT = "text/html, application/xhtml+xml, application/pdf, text/plain, */*;q=0.5"


def fetch(url: str, *, encoding: str | None = None, seconds: float = SECONDS) -> Raw:
    """What ``url`` answers with. Raises InputError, in one line, if it is none, does not answer well, or too long."""
    address = _wire(url)
    done: list[Raw | Exception] = []

    def work() -> None:
        try:
            done.append(_get(url, address, encoding))
        except Exception as error:  # handed to the caller's thread
            done.append(error)

    thread = threading.Thread(target=work, daemon=True)  # a server that drips bytes must not hold the program
    thread.start()
    thread.join(seconds)
    if not done:
        raise InputError(f"{url}: no whole answer in {seconds:g} seconds")
    if isinstance(done[0], Exception):
        raise done[0]
    return done[0]


def _wire(url: str) -> str:
    """``url`` as it goes over the wire. Raises InputError if it is none, or holds a password."""
    try:
        address, login = split_url(url)
    except RemoteError:
        raise InputError(
            f"{url}: not a web address; one begins with http:// or https:// and names a host"
        ) from None
    if login:
        raise InputError(f"{address}: an address with a user or a password in it is not fetched")
    return address


def _get(url: str, address: str, encoding: str | None) -> Raw:
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import Request

    request = Request(address, headers={"User-Agent": _AGENT, "Accept": _ACCEPT})  # noqa: S310  # see _wire
    try:
        with _opener().open(request, timeout=_SILENCE) as answer:
            data, headers, missing = answer.read(MAX_BYTES + 1), answer.headers, answer.length
    except HTTPError as error:
        with error:
            raise InputError(
                f"{url}: the server answers {error.code} {' '.join(str(error.reason).split())}"
            ) from None
    except (OSError, HTTPException, ValueError) as error:
        raise InputError(f"{url}: {cause(error, _SILENCE)}") from None
    if missing and len(data) <= MAX_BYTES:
        raise InputError(f"{url}: the connection broke off, {missing:,} bytes before the end")
    data = _unpacked(data, headers.get("Content-Encoding", ""), url)
    if len(data) > MAX_BYTES:
        raise InputError(f"{url}: more than the {MAX_BYTES:,} bytes that a page may have")
    media = headers.get_content_type() if "Content-Type" in headers else ""
    return Raw(data, url, encoding, headers.get_content_charset(), media)


def _unpacked(data: bytes, coding: str, url: str) -> bytes:
    """``data`` without the gzip or deflate that some servers apply unasked, bounded."""
    if coding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        return data
    try:
        either = zlib.decompressobj(wbits=47)  # gzip or zlib, as its first bytes tell
        return either.decompress(data, MAX_BYTES + 1)
    except zlib.error as error:
        raise InputError(f"{url}: a broken answer ({error})") from None


def _opener() -> OpenerDirector:
    """urllib's own, without its handlers of file:, ftp: and data:, and with redirects that keep to the rules."""
    from urllib import request as web

    class Redirects(web.HTTPRedirectHandler):
        max_redirections = REDIRECTS

        def redirect_request(
            self, req: web.Request, fp: object, code: int, msg: str, headers: Message, newurl: str
        ) -> web.Request | None:
            _check_redirect(req.full_url, newurl)
            return super().redirect_request(req, fp, code, msg, headers, _wire(newurl))  # type: ignore[arg-type]  # fp is passed on

    opener = web.OpenerDirector()
    for handler in (
        web.ProxyHandler, web.HTTPHandler, web.HTTPSHandler, web.HTTPErrorProcessor, web.HTTPDefaultErrorHandler,
        web.UnknownHandler, Redirects,
    ):  # fmt: skip
        opener.add_handler(handler())
    return opener


def _check_redirect(old: str, new: str) -> None:
    if urlsplit(new).scheme.lower() not in ("http", "https"):
        raise InputError(f"{old}: leads on to {new}, which is no web page")
    if is_private(new) and not is_private(old):
        raise InputError(
            f"{old}: leads on to {new}, an address of a private network; give that one if it is meant"
        )


def is_private(url: str) -> bool:
    """Whether the host of ``url`` has an address that cannot be reached from everywhere (RFC 6890)."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False  # there is nothing to connect to: the fetch says so
    return any(not ipaddress.ip_address(str(info[4][0]).split("%")[0]).is_global for info in found)
