"""The files of ontology/, each read once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph as ox


@cache
def triples(name: str) -> tuple[ox.Triple, ...]:
    import pyoxigraph as ox

    from kg.resources import data_path  # here, because it imports pathlib

    path = data_path("ontology", name)
    return tuple(quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))


def literals(name: str) -> Iterator[tuple[str, str, str, str]]:
    """Subject, predicate, text and language ("" if none) of each literal of a file in ontology/."""
    import pyoxigraph as ox

    for triple in triples(name):
        if isinstance(triple.object, ox.Literal) and isinstance(triple.subject, ox.NamedNode):
            language = triple.object.language or ""
            yield triple.subject.value, triple.predicate.value, triple.object.value, language
