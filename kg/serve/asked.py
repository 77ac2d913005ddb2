"""What a request asks for: which format, by ``?format=`` or Accept, and which parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.serve.failures import RequestError
from kg.serve.formats import by_name
from kg.serve.jobs import NotAcceptableError
from kg.serve.negotiate import best_format

if TYPE_CHECKING:
    from starlette.requests import Request

HTML: Mapping[str, tuple[str, ...]] = {"html": ("text/html", "application/xhtml+xml")}
VARY = {"Vary": "Accept, Accept-Language"}


def format_of(request: Request, formats: Mapping[str, tuple[str, ...]]) -> str:
    """The one of ``formats`` that ``?format=`` names, else the one that Accept likes best.

    Raises NotAcceptableError (406) where there is none.
    """
    kinds = ", ".join(kinds[0] for kinds in formats.values())
    if named := request.query_params.get("format"):
        if chosen := by_name(named, formats):
            return chosen
        raise NotAcceptableError(f"no format {named[:50]!r} here; there are: {', '.join(formats)}")
    if chosen := best_format(request.headers.get("accept"), formats):
        return chosen
    raise NotAcceptableError(f"nothing here is of a type that you accept; there are: {kinds}")


def one(values: list[str], name: str) -> str:
    """The only value of a parameter that must be there once (SPARQL 1.1 Protocol, 2.1.4)."""
    if len(values) != 1:
        raise RequestError(f"a request has the parameter {name!r} once, not {len(values)} times")
    return values[0]
