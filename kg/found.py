"""What one document gave, in brief: what ``kg build`` prints and the catalogue of a corpus keeps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.model import Extraction, Measure, NumberedSet, Post, Relation, Target

_SIGNS = {"about": "约", "at_least": "≥", "at_most": "≤", "exact": ""}


@dataclass(frozen=True, slots=True)
class Found:
    """Counts and headline facts of one document; only texts, numbers and tuples of them, so that JSON holds it."""

    id: str  # Document.id
    sha256: str  # of the stored text
    title: str
    source: str  # file name or address
    kind: str
    jurisdiction: str | None
    year: int | None
    issued: str | None
    notes: tuple[str, ...]
    sentences: int
    entities: int
    classes: tuple[
        tuple[str, int], ...
    ]  # (class, its entities), most frequent first; of two classes: in both
    relations: tuple[tuple[str, int], ...]  # (predicate, how many distinct ones), by name
    measures: int
    posts: tuple[tuple[str, str, str], ...]  # person, role, organization
    sets: tuple[tuple[str, int, tuple[str, ...]], ...]  # label, stated count, members
    targets: tuple[str, ...]  # as a person reads them
    quads: int


def found(extraction: Extraction, quads: int) -> Found:
    """The brief of a linked extraction, which gave so many quads."""
    document, facts = extraction.document, extraction.facts
    classes = Counter(name for entity in extraction.entities.values() for name in entity.classes)
    relations = {(f.predicate, f.subject, f.object) for f in facts if isinstance(f, Relation)}
    sets = {f.label: f for f in reversed(facts) if isinstance(f, NumberedSet)}  # the first of each label
    return Found(
        id=document.id,
        sha256=document.sha256,
        title=document.title,
        source=document.source,
        kind=document.kind,
        jurisdiction=document.jurisdiction,
        year=document.year,
        issued=document.issued,
        notes=document.notes,
        sentences=len(extraction.sentences),
        entities=len(extraction.entities),
        classes=tuple(sorted(classes.items(), key=lambda item: (-item[1], item[0]))),
        relations=tuple(sorted(Counter(predicate for predicate, _, _ in relations).items())),
        measures=sum(isinstance(f, Measure) for f in facts),
        posts=tuple(dict.fromkeys((f.person, f.role, f.organization) for f in facts if isinstance(f, Post))),
        sets=tuple((f.label, f.count, f.members) for f in reversed(sets.values())),
        targets=tuple(_target(f) for f in facts if isinstance(f, Target)),
        quads=quads,
    )


def _target(target: Target) -> str:
    top = "" if target.maximum is None else f"–{target.maximum}"
    when = f", {target.year}" if target.year else ""
    value = f"{_SIGNS[target.comparator]}{target.value}{top}{target.unit}"
    return f"{target.indicator} {target.kind} {value} ({target.status}{when})"
