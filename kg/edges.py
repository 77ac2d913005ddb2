"""What a store says of two things at once, whatever its shape there: plain triples, memberships, lists, measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.vocab import ORG, RDF, RELATIONS, SKOS, UPO

if TYPE_CHECKING:
    from pyoxigraph import Store


class Said(NamedTuple):
    """One quad as plain text, without its predicate."""

    subject: str
    object: str
    graph: str
    literal: bool = False


class Tie(NamedTuple):
    """``source`` has ``relation`` to ``target``, as the sentence whose graph is ``graph`` says.

    ``relation`` is one of RELATIONS or SHORTCUTS of kg.vocab; ``role`` is the post, for holdsPost.
    """

    source: str
    target: str
    relation: str
    graph: str
    confidence: float | None = None
    role: str = ""


def quads(store: Store, predicate: str, graph: str | None = None) -> Iterator[Said]:
    """The quads of a predicate, in all named graphs or one; in the store's order."""
    import pyoxigraph as ox

    place = ox.NamedNode(graph) if graph else None
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, place):
        if isinstance(quad.graph_name, ox.DefaultGraph):
            continue  # what some named graph says too
        literal = isinstance(quad.object, ox.Literal)
        yield Said(text_of(quad.subject), text_of(quad.object), text_of(quad.graph_name), literal)


def text_of(term: object) -> str:
    """An IRI or the text of a literal."""
    return str(getattr(term, "value", term))


def values(store: Store, predicate: str, graph: str | None = None) -> dict[str, str]:
    """Subject → its value; of several (labels that differ between documents) the first in code point order."""
    found: dict[str, str] = {}
    for said in quads(store, predicate, graph):
        found[said.subject] = min(said.object, found.get(said.subject, said.object))
    return found


def ties(store: Store) -> Iterator[Tie]:
    """All of them, once for each sentence that says so and each finding about it; in no order."""
    sure = {node: float(value) for node, value in values(store, f"{UPO}confidence").items()}
    for relation in RELATIONS:
        for said in quads(store, UPO + relation):
            yield Tie(said.subject, said.object, relation, said.graph)
    subjects, objects = values(store, f"{RDF}subject"), values(store, f"{RDF}object")
    for said in quads(store, f"{RDF}predicate"):
        relation = said.object.removeprefix(UPO)
        if relation in RELATIONS and said.subject in subjects and said.subject in objects:
            yield Tie(
                subjects[said.subject], objects[said.subject], relation, said.graph, sure.get(said.subject)
            )
    yield from _posts(store, sure)
    for said in quads(store, f"{SKOS}member"):
        yield Tie(said.object, said.subject, "memberOf", said.graph, sure.get(said.subject))
    for said in quads(store, f"{UPO}ofArea"):
        yield Tie(said.object, said.subject, "hasTarget", said.graph, sure.get(said.subject))
    for said in quads(store, f"{UPO}object"):
        yield Tie(said.subject, said.object, "measureObject", said.graph, sure.get(said.subject))
    yield from _measures(store, sure)


def _posts(store: Store, sure: dict[str, float]) -> Iterator[Tie]:
    places, roles = values(store, f"{ORG}organization"), values(store, f"{ORG}role")
    titles = values(store, f"{SKOS}prefLabel")
    for said in quads(store, f"{ORG}member"):
        post = said.subject
        if post in places:
            title = titles.get(roles.get(post, ""), "")
            yield Tie(said.object, places[post], "holdsPost", said.graph, sure.get(post), title)


def _measures(store: Store, sure: dict[str, float]) -> Iterator[Tie]:
    """From the agent that the text names, else from the area whose government speaks."""
    areas = values(store, f"{UPO}jurisdiction")
    agents: dict[str, set[str]] = defaultdict(set)
    for said in quads(store, f"{UPO}agent"):
        agents[said.subject].add(said.object)
    for said in quads(store, f"{UPO}action"):
        area = areas.get(said.subject.partition("#")[0])
        for by in agents.get(said.subject) or ([area] if area else []):
            yield Tie(by, said.subject, "hasMeasure", said.graph, sure.get(said.subject))
