"""Names to things: labels and aliases of entities and numbered sets, found in a store without reading all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import NotFoundError, not_found
from kg.terms import plain
from kg.vocab import CLASSES, RDF, SKOS, UPO

if TYPE_CHECKING:
    from pyoxigraph import Store

_NAMED = frozenset(f"{UPO}{name}" for name in (*CLASSES, "NumberedSet"))


def named(store: Store, name: str) -> tuple[str, ...]:
    """IRIs, sorted, of the things whose label, else alias, is ``name``; an IRI of a thing in the store is itself.

    Names are the same also if they differ in quotation marks, spaces and width only. Several things may have one
    name: places of two provinces, or a set that each year's report lists anew.
    Raises NotFoundError, which lists near names.
    """
    if _is_named(store, name):
        return (name,)
    found = _by_name(store, name)
    if not found:
        names = sorted(_all_names(store))
        wanted = plain(name)
        known = next((known for known in names if wanted and plain(known) == wanted), None)
        if known is None:
            raise not_found("name", name, names)
        found = _by_name(store, known)
    return found


def find_entity(store: Store, name: str) -> str:
    """The IRI of the one thing of that name (see `named`).

    Raises NotFoundError if there is none, or more than one: then ``near`` are their IRIs.
    """
    found = named(store, name)
    if len(found) > 1:
        raise NotFoundError(f"{name!r} is the name of several things: {', '.join(found)}", found)
    return found[0]


def _by_name(store: Store, name: str) -> tuple[str, ...]:
    import pyoxigraph as ox

    try:
        literal = ox.Literal(name, language="zh")
    except ValueError:  # a lone surrogate: in no store
        return ()
    for predicate in ("prefLabel", "altLabel"):
        quads = store.quads_for_pattern(None, ox.NamedNode(SKOS + predicate), literal, None)
        iris = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
        found = sorted(iri for iri in iris if _is_named(store, iri))
        if found:
            return tuple(found)
    return ()


def _all_names(store: Store) -> set[str]:
    import pyoxigraph as ox

    return {
        quad.object.value
        for predicate in ("prefLabel", "altLabel")
        for quad in store.quads_for_pattern(None, ox.NamedNode(SKOS + predicate), None, None)
        if isinstance(quad.object, ox.Literal)
        and isinstance(quad.subject, ox.NamedNode)
        and _is_named(store, quad.subject.value)
    }


def _is_named(store: Store, iri: str) -> bool:
    """Whether it is an entity or a set: sections, roles and concepts have labels too."""
    import pyoxigraph as ox

    try:
        types = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(f"{RDF}type"), None, None)
    except ValueError:  # no IRI at all
        return False
    return any(isinstance(quad.object, ox.NamedNode) and quad.object.value in _NAMED for quad in types)
