"""How entities of a corpus were linked, and the pairs that are for people to decide, each with the words of the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg import catalog
from kg.catalog import Catalog
from kg.decisions import Decision
from kg.errors import NotFoundError
from kg.merge import SURE, Record, Tie, alike, ties
from kg.parts import nquads
from kg.scopes import above, departments
from kg.vocab import ITSRDF, NIF


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that were linked or may be one, and why; ``a`` and ``b`` are the IRIs that their texts alone give.

    ``sentence_a`` and ``sentence_b`` are the first sentences that speak of them, "" where they are not looked up.
    """

    label_a: str
    label_b: str
    confidence: float
    rule: str
    reason: str
    a: str
    b: str
    sentence_a: str = ""
    sentence_b: str = ""


def linked(db: Catalog, decisions: Sequence[Decision] = ()) -> Iterator[Pair]:
    """The pairs that rules or people found to be one, by scope and IRIs; decisions first."""
    for decision in decisions:
        both = [catalog.record(db, iri) for iri in (decision.a, decision.b)]
        if decision.same and both[0] and both[1]:
            reason = " ".join(filter(None, (decision.why, decision.by, decision.date)))
            yield _pair(Tie(decision.a, decision.b, "decided", 1.0, reason), both[0], both[1])
    decided = {frozenset((d.a, d.b)) for d in decisions}
    for scope in catalog.scopes(db):
        records = {record.iri: record for record in catalog.records(db, scope)}
        for tie in ties(list(records.values())):
            one = catalog.target(db, tie.a) == catalog.target(db, tie.b)
            if one and tie.confidence >= SURE and frozenset((tie.a, tie.b)) not in decided:
                yield _pair(tie, records[tie.a], records[tie.b])


def doubtful(
    db: Catalog, parts: Mapping[str, bytes], decisions: Sequence[Decision] = (), limit: int | None = None
) -> tuple[Pair, ...]:
    """The pairs that may be one and that nobody has decided, the surest first; at most ``limit`` of them."""
    decided = {frozenset((d.a, d.b)) for d in decisions}
    pairs = sorted(_doubts(db, decided), key=lambda pair: (-pair.confidence, pair.rule, pair.a, pair.b))
    said = lru_cache(maxsize=4096)(lambda iri: _first_sentence(db, parts, iri))
    return tuple(replace(p, sentence_a=said(p.a), sentence_b=said(p.b)) for p in pairs[:limit])


def _doubts(db: Catalog, decided: set[frozenset[str]]) -> Iterator[Pair]:
    known = set(catalog.scopes(db))
    held = lru_cache(maxsize=64)(lambda scope: catalog.records(db, scope))
    for scope in sorted(known):
        records = held(scope)
        by_iri = {record.iri: record for record in records}
        for tie in ties(records):
            if tie.confidence < SURE and frozenset((tie.a, tie.b)) not in decided:
                a, b = by_iri[tie.a], by_iri[tie.b]
                if catalog.target(db, tie.a) != catalog.target(db, tie.b):
                    yield _pair(tie, a, b)
        for upper in filter(known.__contains__, above(scope)):
            for a, b in _namesakes(records, held(upper)):
                if frozenset((a.iri, b.iri)) not in decided:
                    reason = f"{a.label} in {scope} and in {upper}, where it lies"
                    yield _pair(Tie(a.iri, b.iri, "around", 0.5, reason), a, b)


def _namesakes(records: Sequence[Record], others: Sequence[Record]) -> Iterator[tuple[Record, Record]]:
    """Things of one name in an area and in the one around it; departments of one name are surely two."""
    named = {local: record for record in others for local in record.locals}
    for record in records:
        for local in record.locals:
            other = named.get(local)
            if other and local not in departments() and (alike(record, other) or _people(record, other)):
                yield record, other
                break


def _people(a: Record, b: Record) -> bool:
    return "Person" in a.classes and "Person" in b.classes


def _pair(tie: Tie, a: Record, b: Record) -> Pair:
    return Pair(a.label, b.label, tie.confidence, tie.rule, tie.reason, tie.a, tie.b)


def _first_sentence(db: Catalog, parts: Mapping[str, bytes], iri: str) -> str:
    """What the first document by id says when it first mentions the entity; "" if none mentions it."""
    import pyoxigraph as ox

    mention = re.compile(rf"<{ITSRDF}taIdentRef> <{re.escape(iri)}> <([^<>]*#char=(\d+),\d+)> \.\n")
    for key in catalog.keys_of(db, iri):
        text = nquads(parts[key])
        found = mention.findall(text)
        if found:
            sentence, _ = min(found, key=lambda place: int(place[1]))
            line = re.search(rf"(?m)^<{re.escape(sentence)}> <{NIF}anchorOf> .*\n", text)
            (quad,) = ox.parse(line[0] if line else "", format=ox.RdfFormat.N_QUADS)
            return " ".join(quad.object.value.split())
    return ""


def entity_of(db: Catalog, name: str) -> str:
    """The IRI of the one entity with that IRI or label. Raises NotFoundError if there is none, or several."""
    found = [name] if catalog.record(db, name) else catalog.labelled(db, name)
    targets = {catalog.target(db, iri) for iri in found}
    if len(targets) > 1:
        raise NotFoundError(f"{name!r} is the name of several entities: {', '.join(found)}", tuple(found))
    if not found:
        raise NotFoundError(f"no entity {name!r}: give its IRI, or the label that a document has for it")
    return targets.pop() if len(found) > 1 else found[0]
