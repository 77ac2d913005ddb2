"""IRIs of the graph and where this server shows what they name.

``https://w3id.org/urbanpolicy/id/area/某区`` is shown at ``/id/area/%E6%9F%90%E5%8C%BA``, the path that browsers make of
``/id/area/某区`` (RFC 3987, 3.1). What stands inside a document is shown at its place there, ``#char=120,180``; what has
no such path (a set, a thing of another graph) at ``/resource?iri=…``. So every IRI of a graph leads somewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

_PATH = "/-._~!$&'()*+,;=:@%"  # what stands in a path as it is; % begins what is escaped already
_PLACES = re.compile(r"(char|section|target|measure)=\d+(,\d+)?")  # fragments that a document's page has
_UNRESERVED = re.compile(r"%(2D|2E|5F|7E|3\d|4[1-9A-F]|5[0-9A]|6[1-9A-F]|7[0-9A])")


@dataclass(frozen=True, slots=True)
class Addresses:
    """``base`` is what the data IRIs start with."""

    base: str

    def href(self, iri: str) -> str:
        """The path and query on this server of what ``iri`` names."""
        thing, _, fragment = iri.partition("#")
        path = thing.removeprefix(self.base)
        local = thing.startswith(self.base) and path and not _is_dotted(path)
        if local and (not fragment or (path.startswith("document/") and _PLACES.fullmatch(fragment))):
            return "/id/" + uri(path) + (f"#{fragment}" if fragment else "")
        return "/resource?iri=" + quote(iri, safe="/:@!$'()*,;~")

    def key(self, iri: str) -> str:
        """What the IRI and the path of a request for it have in common, however either is written."""
        return canonical(uri(iri.removeprefix(self.base)))

    def iri(self, path: str) -> str:
        """The IRI with that path after ``/id/``, as readable as it can be (RFC 3987, 3.2)."""
        return self.base + _readable(canonical(path))


def uri(path: str) -> str:
    """A path of an IRI as one of a URI: ``福`` as ``%E7%A6%8F``; what is escaped already stays so."""
    return quote(path, safe=_PATH)


def canonical(path: str) -> str:
    """A path as RFC 3986 (6.2.2) has it: no escaped letters and digits, escapes in upper case."""
    upper = re.sub(r"%[0-9a-fA-F]{2}", lambda escape: escape[0].upper(), path)
    return _UNRESERVED.sub(lambda escape: chr(int(escape[1], 16)), upper)


def _readable(path: str) -> str:
    """Escapes of characters beyond ASCII undone, where they are UTF-8."""

    def characters(escapes: re.Match[str]) -> str:
        try:
            return unquote_to_bytes(escapes[0]).decode("utf-8")
        except UnicodeDecodeError:
            return escapes[0]

    return re.sub(r"(?:%[89A-F][0-9A-F])+", characters, path)


def _is_dotted(path: str) -> bool:
    """Whether a browser would take a segment for the folder itself or the one above (URL Standard, 4.1)."""
    return any(re.fullmatch(r"(\.|%2[Ee]){1,2}", segment) for segment in path.split("/"))
