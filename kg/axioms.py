"""What the ontology's axioms say of our classes and relations: what excludes what, and what may stand at each end.

All names are local names of ``upo:`` terms; the source is ontology/upo.ttl.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kg.vocab import OWL, RDF, RDFS, RELATIONS, UPO, local_name

if TYPE_CHECKING:
    import pyoxigraph as ox


class Ends(NamedTuple):
    """The classes of which the subject and the object of a relation has at least one."""

    domain: frozenset[str]
    range: frozenset[str]


@cache
def disjoint() -> Mapping[str, frozenset[str]]:
    """Class → the classes that nothing of it can have. Source: owl:disjointWith, which holds both ways."""
    apart: dict[str, set[str]] = {}
    for one, others in _objects(OWL + "disjointWith").items():
        for other in others:
            apart.setdefault(_name(one), set()).add(_name(other))
            apart.setdefault(_name(other), set()).add(_name(one))
    return MappingProxyType({name: frozenset(others) for name, others in apart.items()})


@cache
def ends() -> Mapping[str, Ends]:
    """Relation → what may stand at its ends. Source: rdfs:domain and rdfs:range, a class or a union of some.

    >>> sorted(ends()["positionedAs"].domain), sorted(ends()["positionedAs"].range)
    (['Area', 'Engine', 'Zone'], ['Goal'])
    """
    domains, ranges = _objects(RDFS + "domain"), _objects(RDFS + "range")
    return MappingProxyType(
        {
            name: Ends(*(_classes(table[f"<{UPO}{name}>"][0]) for table in (domains, ranges)))
            for name in RELATIONS
        }
    )


def _classes(term: str) -> frozenset[str]:
    union = _objects(OWL + "unionOf").get(term)
    if union is None:
        return frozenset((_name(term),))
    firsts, rests = _objects(RDF + "first"), _objects(RDF + "rest")
    names, cell = set(), union[0]
    while cell in firsts:
        names.add(_name(firsts[cell][0]))
        cell = rests[cell][0]
    return frozenset(names)


def _name(term: str) -> str:
    return local_name(term.strip("<>"))


@cache
def _objects(predicate: str) -> Mapping[str, tuple[str, ...]]:
    """Subject → the objects of a predicate, as N-Triples terms."""
    found: dict[str, tuple[str, ...]] = {}
    for triple in _triples():
        if triple.predicate.value == predicate:
            subject = str(triple.subject)
            found[subject] = (*found.get(subject, ()), str(triple.object))
    return MappingProxyType(found)


@cache
def _triples() -> tuple[ox.Triple, ...]:
    import pyoxigraph as ox

    from kg.resources import data_path

    path = data_path("ontology", "upo.ttl")
    return tuple(quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
