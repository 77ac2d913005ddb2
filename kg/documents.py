"""The documents of a graph, without their texts."""

from __future__ import annotations

from typing import NamedTuple

from kg.query import run
from kg.store import Backend

_QUERY = """
SELECT ?document ?title ?area ?year ?kind ?issued ?source (COUNT(?sentence) AS ?sentences) WHERE {
  GRAPH ?document {
    ?document a upo:PolicyDocument .
    OPTIONAL { ?document dcterms:title ?title }
    OPTIONAL { ?document upo:jurisdiction ?place . ?place skos:prefLabel ?area }
    OPTIONAL { ?document upo:year ?year }
    OPTIONAL { ?document upo:documentKind ?kind }
    OPTIONAL { ?document dcterms:issued ?issued }
    OPTIONAL { ?document dcterms:source ?source }
    OPTIONAL { ?sentence a nif:Sentence }
  }
} GROUP BY ?document ?title ?area ?year ?kind ?issued ?source ORDER BY ?area ?year ?document
"""


class DocumentRow(NamedTuple):
    """A document; "" for what is not known. ``id`` is the end of its IRI, by which it is removed."""

    id: str
    title: str
    area: str
    year: str
    kind: str
    issued: str
    source: str
    sentences: int


def documents(store: Backend) -> tuple[DocumentRow, ...]:
    """The documents by area and year."""

    def row(iri: object, sentences: object, *known: object) -> DocumentRow:
        title, area, year, kind, issued, source = (str(cell or "") for cell in known)
        identity = str(iri).rpartition("/document/")[2]
        return DocumentRow(identity, title, area, year, kind, issued, source, int(str(sentences)))

    return tuple(row(iri, count, *known) for iri, *known, count in run(store, _QUERY).rows)
