"""Which entities of different documents are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.rename import Name


@dataclass(frozen=True, slots=True)
class Record:
    """An entity as all documents together speak of it. Tuples are sorted."""

    iri: str
    scope: str
    labels: tuple[str, ...]
    locals: tuple[str, ...]
    classes: tuple[str, ...]
    aliases: tuple[str, ...]
    declared: tuple[str, ...]


def names(records: Iterable[Record]) -> dict[str, Name]:
    """IRI → its name in the corpus, for those that are renamed or that documents label differently."""
    return {
        record.iri: Name(record.iri, max(record.labels, key=lambda label: (len(label), label)))
        for record in records
        if len(record.labels) > 1
    }
