"""RDF terms as text: literals and IRI segments, escaped so that no name or sentence can break out of its place.

A literal follows the grammar of W3C N-Quads 1.1 and is also good Turtle and SPARQL.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache
from urllib.parse import quote

from kg.model import Document, Entity
from kg.vocab import BASE, XSD

# Not in a literal as they are: what N-Quads must escape, other controls, and lone surrogates, which UTF-8 lacks.
_UNSAFE = re.compile('["\\\\\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_EVERYWHERE = ("Area", "Industry", "Institution")  # what is known everywhere, most telling first
_MARKS = re.compile("[“”\"'‘’「」《》〈〉\\s]")
# Not in a path segment as they are: what RFC 3987 ``isegment`` lacks, and invisible format characters.
_NOT_IN_PATH = re.compile(
    "[^A-Za-z0-9\\-._~!$&()*+,;=:@\xa0-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe"
    "\uff00-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]"
)


def entity_iri(entity: Entity, base: str = BASE) -> str:
    """The IRI of an entity: ``{base}{scope}/{label}``, Chinese kept readable, quotation marks and spaces left out.

    A thing known everywhere has its kind for scope: ``area/福田区``, ``institution/国务院``.
    """
    kinds = [name for name in _EVERYWHERE if name in entity.classes] or [*entity.classes, "entity"]
    scope = entity.scope or kinds[0].lower()
    return f"{base}{segment(scope)}/{segment(entity.label)}"


def document_iri(document: Document, base: str = BASE) -> str:
    """The IRI of a document and of the graph that describes it: ``{base}document/{id}``."""
    return f"{base}document/{segment(document.id)}"


def is_base(base: str) -> bool:
    """Whether data IRIs can start with it: absolute, without query and fragment, ending in ``/``."""
    return (
        re.fullmatch(r"[A-Za-z][A-Za-z0-9+.\-]*://[^\x00-\x20<>\"{}|^`\\#?\ud800-\udfff]+/", base) is not None
    )


@lru_cache(maxsize=4096)
def segment(name: str) -> str:
    """One path segment of an IRI: NFKC, without quotation marks and spaces, what is not legal percent-encoded.

    >>> segment("“一轴 两翼”"), segment("甲/乙?"), segment("..")
    ('一轴两翼', '甲%2F乙%3F', '%2E%2E')
    """
    bare = plain(name)
    safe = _NOT_IN_PATH.sub(lambda m: quote(m[0], safe="", errors="replace"), bare)
    if not safe.strip("."):  # nothing left, or "." and "..", which mean other places
        return "".join(f"%{byte:02X}" for byte in (bare or name or "_").encode("utf-8", "replace"))
    return safe


def plain(name: str) -> str:
    """A name without quotation marks and spaces, full-width forms made ordinary (NFKC)."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", name))


def text(value: str) -> str:
    """A plain literal, quoted and escaped."""
    if value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'  # nearly all are: nothing unsafe is printable but the two marks
    return f'"{_UNSAFE.sub(_escape, value)}"'


def zh(value: str) -> str:
    return text(value) + "@zh"


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char in _ESCAPES:
        return _ESCAPES[char]
    return "\ufffd" if "\ud800" <= char <= "\udfff" else f"\\u{ord(char):04X}"


@lru_cache(maxsize=1024)
def decimal(value: Decimal | float) -> str:
    """An xsd:decimal literal in the form that stores keep: no exponent, no trailing zeros."""
    plain = format(Decimal(str(value)), "f")
    return f'"{plain.rstrip("0").rstrip(".") if "." in plain else plain}"^^<{XSD}decimal>'


def year(value: int) -> str:
    return f'"{value:04d}"^^<{XSD}gYear>'


def iso_date(value: str) -> str:
    """xsd:date, or gYearMonth or gYear where no more is known; a plain literal if it is no ISO 8601 date."""
    form = re.fullmatch(r"\d{4}(-\d\d)?(-\d\d)?", value, re.ASCII)
    try:
        date.fromisoformat(value + "-01" * ((10 - len(value)) // 3))
    except ValueError:
        form = None
    return (
        f'"{value}"^^<{XSD}{("gYear", "gYearMonth", "date")[len(value) // 3 - 1]}>' if form else text(value)
    )
