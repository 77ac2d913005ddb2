"""What went wrong, as an answer: a status, and one line as text, JSON (RFC 9457) or a page."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from kg.errors import KgError, NotFoundError, OutputError, RemoteError, ServeError, StoreError
from kg.serve.jobs import NotAcceptableError
from kg.serve.negotiate import best_type
from kg.serve.pool import BusyError, LimitError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

PROBLEM = "application/problem+json"
_STATUS: tuple[tuple[type[KgError], int], ...] = (
    (NotFoundError, 404),
    (NotAcceptableError, 406),
    (OutputError, 409),  # somebody else is writing
    (LimitError, 503),
    (BusyError, 503),
    (StoreError, 503),
    (RemoteError, 502),
)


class RequestError(ServeError):
    """A request that cannot be answered as it is, with its status (RFC 9110, 15.5)."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def status_of(error: Exception) -> int:
    """400 unless the error is of another kind; 500 for one that nobody foresaw."""
    from starlette.exceptions import HTTPException

    if isinstance(error, RequestError):
        return error.status
    if isinstance(error, HTTPException):
        return error.status_code
    if not isinstance(error, KgError):
        return 500
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 400)


async def failed(request: Request, error: Exception) -> Response:
    """The answer to a request that went wrong: a page for people, JSON for programs that ask for it, else one line."""
    from starlette.exceptions import HTTPException
    from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse

    from kg.serve.render import look_of, page

    status = status_of(error)
    look = look_of(request)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if isinstance(error, BusyError):
        headers["Retry-After"] = "2"
    message = " ".join(str(error).split()) if isinstance(error, KgError) else HTTPStatus(status).phrase
    kinds = ("text/plain", "text/html", PROBLEM, "application/json")
    kind = best_type(request.headers.get("accept"), kinds) or "text/plain"
    headers["Vary"] = "Accept, Accept-Language"
    if kind == "text/html":
        heading, near = look.word(f"error.{status}"), error.near if isinstance(error, NotFoundError) else ()
        body = page("error.html", look, heading=heading, message=message, near=near)
        return HTMLResponse(body, status, headers)
    if kind != "text/plain":
        problem = {"title": HTTPStatus(status).phrase, "status": status, "detail": message}
        return JSONResponse(problem, status, headers, PROBLEM)
    return PlainTextResponse(message + "\n", status, headers)
