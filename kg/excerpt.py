"""Some sentences of a store as a small store in memory: what is asked of two reports costs what they cost, not all.

`kg.network` reads an excerpt as it reads the whole: what a thing is called is the same in all of a corpus, and the classes
that other sentences give it come along, in a graph of their own (ELSEWHERE) that is no evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.edges import quads, values
from kg.vocab import DOMAIN, INDICATOR, NIF, RDF, UPO

if TYPE_CHECKING:
    import pyoxigraph as ox

ELSEWHERE = "urn:x-kg:elsewhere"


def sentences(store: ox.Store, documents: Iterable[str]) -> Iterator[str]:
    """The IRIs of the sentences of documents."""
    for document in documents:
        yield from values(store, f"{NIF}beginIndex", document)


def saying(store: ox.Store, predicate: str, objects: Iterable[str]) -> frozenset[str]:
    """The IRIs of the sentences that say one of ``objects``, as plain text, of anything."""
    wanted = frozenset(objects)
    return frozenset(said.graph for said in quads(store, predicate) if said.object in wanted)


def excerpt(store: ox.Store, chosen: Iterable[str]) -> ox.Store:
    """What the sentences of these IRIs say, and what is said of them and of their documents."""
    import pyoxigraph as ox

    found = ox.Store()
    found.bulk_extend(_quads(store, chosen))
    kind, elsewhere = ox.NamedNode(f"{RDF}type"), ox.NamedNode(ELSEWHERE)
    things = {quad.subject for quad in found.quads_for_pattern(None, kind, None, None)}
    found.bulk_extend(
        ox.Quad(quad.subject, kind, quad.object, elsewhere)
        for thing in things
        for quad in store.quads_for_pattern(thing, kind, None, ox.DefaultGraph())
    )
    return found


def _quads(store: ox.Store, chosen: Iterable[str]) -> Iterator[ox.Quad]:
    import pyoxigraph as ox

    within, place = ox.NamedNode(f"{UPO}inSection"), ox.NamedNode(f"{UPO}jurisdiction")
    for scheme in (INDICATOR, DOMAIN):
        yield from store.quads_for_pattern(None, None, None, ox.NamedNode(scheme))
    known: set[tuple[ox.NamedNode, ox.NamedNode]] = set()
    for sentence in map(ox.NamedNode, chosen):
        document = ox.NamedNode(sentence.value.partition("#")[0])
        yield from store.quads_for_pattern(None, None, None, sentence)
        told = {sentence, document}
        for subject, predicate in ((sentence, within), (document, place)):
            objects = (quad.object for quad in store.quads_for_pattern(subject, predicate, None, document))
            told.update(one for one in objects if isinstance(one, ox.NamedNode))
        for subject in told:
            if (subject, document) not in known:
                known.add((subject, document))
                yield from store.quads_for_pattern(subject, None, None, document)
