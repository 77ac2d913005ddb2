"""The formats of answers: of rows (SELECT, ASK) and of triples (CONSTRUCT, DESCRIBE, a thing's description).

Media types as registered by the W3C specifications of each format; the first of each tuple is what is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ROWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "json": ("application/sparql-results+json", "application/json"),
        "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
        "csv": ("text/csv",),
        "tsv": ("text/tab-separated-values",),
    }
)
TRIPLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "turtle": ("text/turtle", "application/x-turtle", "application/turtle"),
        "ntriples": ("application/n-triples",),
        "jsonld": ("application/ld+json",),
        "rdfxml": ("application/rdf+xml",),
    }
)
NAMED: Mapping[str, tuple[str, ...]] = (
    MappingProxyType(  # of the named queries: JSON as a program would write it
        {"plain": ("application/json",), **ROWS, "json": ("application/sparql-results+json",)}
    )
)
QUADS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {**TRIPLES, "trig": ("application/trig",), "nquads": ("application/n-quads",)}
)
# Other names that clients and people give them in ?format=.
_ALSO = MappingProxyType(
    {
        "ttl": "turtle", "n3": "turtle", "nt": "ntriples", "n-triples": "ntriples", "json-ld": "jsonld",
        "rdf": "rdfxml", "rdf+xml": "rdfxml", "nq": "nquads", "n-quads": "nquads",
    }
)  # fmt: skip
_UTF8 = (
    "text/csv",
    "text/tab-separated-values",
    "text/turtle",
)  # text/… without a charset may be read as Latin-1


def media_type(format: str) -> str:
    """The Content-Type of a format's name."""
    kind = {**NAMED, **QUADS}[format][0]
    return f"{kind}; charset=utf-8" if kind in _UTF8 else kind


def by_name(name: str, formats: Mapping[str, tuple[str, ...]]) -> str | None:
    """The one of ``formats`` that ``?format=name`` means: a name of ours, another usual one, or a media type."""
    wanted = name.strip().lower()
    wanted = _ALSO.get(wanted, wanted)
    if wanted in formats:
        return wanted
    return next((format for format, kinds in formats.items() if wanted in kinds), None)
