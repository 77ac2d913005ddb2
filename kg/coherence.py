"""What the ontology rules out is left unsaid, once all of a document is known.

Rules read one sentence; what kind of thing a name is, all its mentions say together. So only here can it be seen that a
relation ties things it is not for, that a thing has classes which exclude each other, or that nothing drives the engine
that a text speaks of. The axioms are those of ontology/upo.ttl (`kg.axioms`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.axioms import disjoint, ends
from kg.model import Alias, Entity, Extraction, Fact, Measure, Mention, NumberedSet, Post, Relation
from kg.vocab import subclasses


def coherent(found: Extraction) -> Extraction:
    """The extraction without what its own ontology contradicts; labels are those of ``found.entities`` already."""
    entities = {
        label: _classed(entity, found.document.jurisdiction) for label, entity in found.entities.items()
    }
    facts = _fitting(found.facts, entities)
    driving = {f.object for f in facts if isinstance(f, Relation) and f.predicate == "hasEngine"}
    idle = [e for e in entities.values() if "Engine" in e.classes and e.label not in driving]
    if idle:
        entities |= {e.label: replace(e, classes=tuple(c for c in e.classes if c != "Engine")) for e in idle}
        facts = _fitting(facts, entities)
    if len(facts) < len(found.facts):
        spoken = {label for fact in facts for label in _labels(fact)}
        entities = {label: entity for label, entity in entities.items() if label in spoken}
    document = found.document
    return replace(
        found,
        document=replace(
            document,
            speaker=document.speaker if _is(entities, document.speaker, "Person") else None,
            event=document.event if _is(entities, document.event, "Event") else None,
        ),
        facts=tuple(facts),
        entities=entities,
    )


def _classed(entity: Entity, home: str | None) -> Entity:
    """The entity with the classes that can go together, those said first; the place whose text it is, is an area."""
    kept: list[str] = []
    for name in (*(("Area",) if entity.label == home else ()), *entity.classes):
        if name not in kept and disjoint().get(name, frozenset()).isdisjoint(kept):
            kept.append(name)
    if set(kept) == set(entity.classes):
        return entity
    finer = tuple(name for name in entity.subclasses if subclasses().get(name, name) in kept)
    return replace(entity, classes=tuple(kept), subclasses=finer)


def _fitting(facts: Iterable[Fact], entities: Mapping[str, Entity]) -> list[Fact]:
    """The facts that fit the classes of what they speak of; a thing of no class is only a member of sets."""
    kept: list[Fact] = []
    for fact in facts:
        match fact:
            case Mention(label=label) if not entities[label].classes:
                continue
            case Alias(label=label) if label not in entities:  # its mentions were left out as less sure
                continue
            case Relation(subject=subject, object=other) if not _fits(
                fact, entities[subject], entities[other]
            ):
                continue
            case Post(person=person, organization=body) if not (
                _is(entities, person, "Person") and _is(entities, body, "Institution", "Area")
            ):
                continue
            case Measure(objects=objects) if any(not entities[label].classes for label in objects):
                kept.append(replace(fact, objects=tuple(o for o in objects if entities[o].classes)))
            case _:
                kept.append(fact)
    return kept


def _labels(fact: Fact) -> tuple[str, ...]:
    """The labels of entities that a fact names, but for the agent of a measure, whom the document's metadata name."""
    match fact:
        case Mention() | Alias():
            return (fact.label,)
        case Relation():
            return fact.subject, fact.object
        case Post():
            return fact.person, fact.organization
        case NumberedSet():
            return fact.members
        case Measure():
            return fact.objects
    return ()


def _fits(fact: Relation, subject: Entity, other: Entity) -> bool:
    may = ends()[fact.predicate]
    return not may.domain.isdisjoint(subject.classes) and not may.range.isdisjoint(other.classes)


def _is(entities: Mapping[str, Entity], label: str | None, *classes: str) -> bool:
    return label is not None and label in entities and not set(classes).isdisjoint(entities[label].classes)
