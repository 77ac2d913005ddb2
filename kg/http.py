"""One HTTP request to a server that the user named, and what can go wrong with it as one clear line.

Only http and https; a redirect is told and not followed, so that no password goes where the user did not send it.
Proxies are those of the environment, as `urllib.request` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urlsplit

from kg.errors import RemoteError

if TYPE_CHECKING:
    from http.client import HTTPResponse
    from urllib.error import HTTPError
    from urllib.request import OpenerDirector

_LONGEST = 300  # characters of a server's own words that are repeated


def is_url(text: object) -> bool:
    """Whether it is the address of a server rather than a folder: a text that starts with http:// or https://."""
    return isinstance(text, str) and re.match("https?://", text, re.IGNORECASE) is not None


def split_url(url: str) -> tuple[str, str | None]:
    """A URL without its ``user:password@``, as it goes over the wire (RFC 3986), and that part.

    Raises RemoteError for what is no http or https URL of a host.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not is_url(url.strip()) or not host:
        raise RemoteError(
            f"{_bare(url)!r} is not the address of a server, such as http://localhost:7878/query"
        )
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise RemoteError(f"{host!r} is no name of a host") from None
    place = (f"[{name}]" if ":" in name else name) + (f":{port}" if port is not None else "")
    path, query = (quote(part, safe="/:@!$&'()*+,;=~%?") for part in (parts.path, parts.query))
    login = parts.netloc.rpartition("@")[0] or None
    return SplitResult(parts.scheme.lower(), place, path, query, "").geturl(), login


@contextmanager
def request(
    method: str, url: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None, timeout: float
) -> Iterator[HTTPResponse]:  # fmt: skip
    """The response to a request, open for reading; ``timeout`` is seconds without a sign of life.

    Raises RemoteError for a host that cannot be reached, a status that is not 2xx, and an answer that breaks off while
    it is read inside the ``with``.
    """
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import Request

    asked = Request(url, data=body, headers=dict(headers or {}), method=method)  # noqa: S310  # see split_url
    try:
        with _opener().open(asked, timeout=timeout) as response:
            yield response
    except HTTPError as error:
        with error:
            raise RemoteError(f"{url} {_refusal(error, 'Authorization' in asked.headers)}") from error
    except (OSError, HTTPException) as error:
        raise RemoteError(f"{url}: {cause(error, timeout)}") from error


def _opener() -> OpenerDirector:
    from urllib.request import HTTPRedirectHandler, build_opener

    class Stay(HTTPRedirectHandler):
        """Makes an error of a redirect."""

        def redirect_request(self, *_: object) -> None:
            return None

    return build_opener(Stay)


def _refusal(error: HTTPError, known: bool) -> str:
    """What a status that is not 2xx means (RFC 9110, 15)."""
    match error.code:
        case 401 if not known:
            return "asks who you are: put user:password@ before the host, or a token into KG_STORE_TOKEN"
        case 401:
            return "does not accept the user and password, or the token"
        case 403:
            return "does not allow this (403)"
        case 404 | 405:
            return f"is no address for this ({error.code}): is the path right?"
        case code if 300 <= code < 400:
            return f"sends us on to {_bare(error.headers.get('Location') or 'nowhere')}: give that address instead"
        case code:
            said = _words(error)
            return f"cannot do it ({code})" + (f": {said}" if said else "")


def _words(error: HTTPError) -> str:
    """What the server says of it, unless that is a web page."""
    if error.headers.get_content_type() in ("text/html", "application/xhtml+xml"):
        return ""
    from http.client import HTTPException

    try:
        text = error.read(4 * _LONGEST).decode("utf-8", "replace")
    except (OSError, HTTPException):
        return ""
    return "".join(c if c.isprintable() else " " for c in text).strip()[:_LONGEST]


def cause(error: Exception, timeout: float) -> str:
    """Why there is no answer, in words; ``timeout`` is what the request was given, in seconds."""
    import socket
    import ssl
    from urllib.error import URLError

    reason = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
    match reason:
        case TimeoutError():
            return f"no answer within {timeout:g} s"
        case socket.gaierror():
            return "there is no host of this name"
        case ConnectionRefusedError():
            return "nothing listens there: is the server running?"
        case ssl.SSLError():
            return f"no safe connection: {reason.reason or reason}"
        case OSError(errno=int()) if not isinstance(reason, ConnectionError):
            return str(reason.strerror or reason)
        case _:
            return "the connection broke off"


def _bare(url: str) -> str:
    """A URL for a message: without what may be a password."""
    return re.sub(r"//[^/?#]*@", "//", url)
