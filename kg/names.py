"""Names to things: labels and aliases of entities and numbered sets, found in a store without reading all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kg.errors import not_found
from kg.store import Backend, is_bare
from kg.terms import plain
from kg.vocab import CLASSES, RDF, SKOS, UPO

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions

_NAMED = frozenset(f"{UPO}{name}" for name in (*CLASSES, "NumberedSet"))
_PREF, _ALT, _TYPE = f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{RDF}type"


def named(store: Backend, name: str) -> tuple[str, ...]:
    """IRIs, sorted, of the things whose label, else alias, is ``name``; an IRI of a thing in the store is itself,
    one that linking led elsewhere is that thing.

    Names are the same also if they differ in quotation marks, spaces and width only. Several things may have one
    name: places of two provinces, or a set that each year's report lists anew.
    Raises NotFoundError, which lists near names.
    """
    name = current(store, name)
    if _is_named(store, name):
        return (name,)
    found = _by_name(store, name)
    if not found:
        names = sorted(known(store))
        wanted = plain(name)
        same = next((other for other in names if wanted and plain(other) == wanted), None)
        if same is None:
            raise not_found("name", name, names)
        found = _by_name(store, same)
    return found


def current(store: Backend, name: str) -> str:
    """The IRI that an entity goes by, if ``name`` is an IRI that linking led to it (skos:exactMatch); else ``name``."""
    import pyoxigraph as ox

    if "://" not in name:
        return name
    try:
        matches = store.quads_for_pattern(ox.NamedNode(name), ox.NamedNode(f"{SKOS}exactMatch"), None)
    except ValueError:  # no IRI
        return name
    return min((quad.object.value for quad in matches if isinstance(quad.object, ox.NamedNode)), default=name)


def known(store: Backend, start: str = "") -> set[str]:
    """The labels and aliases of all things, or those that begin with ``start``."""
    import pyoxigraph as ox

    begins = f"FILTER(STRSTARTS(STR(?name), {ox.Literal(start)}))" if start else ""
    text = f"SELECT ?name ?class {{ ?thing <{_PREF}>|<{_ALT}> ?name ; <{_TYPE}> ?class {begins} }}"
    rows = cast("QuerySolutions", store.query(text, use_default_graph_as_union=is_bare(store)))
    return {row["name"].value for row in rows if row["class"].value in _NAMED}


def _by_name(store: Backend, name: str) -> tuple[str, ...]:
    import pyoxigraph as ox

    try:
        literal = ox.Literal(name, language="zh")
    except ValueError:  # a lone surrogate: in no store
        return ()
    for predicate in (_PREF, _ALT):
        quads = store.quads_for_pattern(None, ox.NamedNode(predicate), literal)
        iris = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
        found = sorted(iri for iri in iris if _is_named(store, iri))
        if found:
            return tuple(found)
    return ()


def _is_named(store: Backend, iri: str) -> bool:
    """Whether it is an entity or a set: sections, roles and concepts have labels too."""
    import pyoxigraph as ox

    try:
        types = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(_TYPE), None)
    except ValueError:  # no IRI at all
        return False
    return any(isinstance(quad.object, ox.NamedNode) and quad.object.value in _NAMED for quad in types)
