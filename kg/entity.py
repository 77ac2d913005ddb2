"""One thing and what the graph says of it; the way from one thing to another; each step with its sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.errors import not_found
from kg.network import Edge, NetworkView, Node, SentenceView
from kg.terms import plain

_NOT_NAMED = ("Target", "Measure")  # told with the entities they belong to, not asked for by name


@dataclass(frozen=True, slots=True)
class Link:
    """An edge seen from one of its ends: towards ``other`` if ``outgoing``, else from it."""

    relation: str
    label: str  # how a person reads it: 引擎, or the role for holdsPost
    other: Node
    outgoing: bool
    evidence: tuple[SentenceView, ...]
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class EntityView:
    """A thing with everything that names it. Tuples are in a fixed order; evidence is in text order."""

    id: str
    label: str
    classes: tuple[str, ...]
    aliases: tuple[str, ...]
    relations: tuple[Link, ...]
    targets: tuple[Link, ...]  # to the quantified targets of this area
    measures: tuple[Link, ...]  # to the measures that act on it, or whose agent it is
    evidence: tuple[SentenceView, ...]  # the sentences that mention it

    def __str__(self) -> str:
        return f"{self.label} ({', '.join(self.classes)})"


class Index:
    """A NetworkView with its nodes, sentences and edges by id; made once for a graph, never changed."""

    def __init__(self, view: NetworkView) -> None:
        self.view = view
        self.nodes = {node.id: node for node in view.nodes}
        self.sentences = {sentence.id: sentence for sentence in view.sentences}

    @cached_property
    def names(self) -> dict[str, tuple[Node, ...]]:
        """Every label, alias and IRI of what can be asked for by name; labels before aliases."""
        names: dict[str, list[Node]] = {}
        named = [node for node in self.view.nodes if node.kind not in _NOT_NAMED]
        for node in named:
            names.setdefault(node.label, []).append(node)
            names.setdefault(node.id, []).append(node)
        for node in named:
            for alias in node.aliases:
                if node not in names.setdefault(alias, []):
                    names[alias].append(node)
        return {name: tuple(nodes) for name, nodes in names.items()}

    @cached_property
    def touching(self) -> dict[str, tuple[Edge, ...]]:
        """Node id → the edges at it, in the view's order."""
        touching: dict[str, list[Edge]] = {}
        for edge in self.view.edges:
            touching.setdefault(edge.source, []).append(edge)
            if edge.target != edge.source:
                touching.setdefault(edge.target, []).append(edge)
        return {node: tuple(edges) for node, edges in touching.items()}

    def find(self, name: str) -> Node:
        """The thing whose label, alias or IRI is ``name``. Raises NotFoundError, which lists near names."""
        found = self.names.get(name) or self._plain_names.get(plain(name))
        if not found:
            raise not_found("entity", name, (n for n in self.names if "://" not in n))
        return found[0]

    @cached_property
    def _plain_names(self) -> dict[str, tuple[Node, ...]]:
        """The same without marks, spaces and differences of width; the first name that comes out so wins."""
        names: dict[str, tuple[Node, ...]] = {}
        for name, nodes in self.names.items():
            names.setdefault(plain(name), nodes)
        return names

    def evidence(self, ids: Iterable[str]) -> tuple[SentenceView, ...]:
        return tuple(self.sentences[i] for i in ids if i in self.sentences)


def entity(index: Index, name: str) -> EntityView:
    """What the graph says of ``name``. Raises NotFoundError."""
    node = index.find(name)
    edges = index.touching.get(node.id, ())
    links = [_link(index, edge, node) for edge in edges]
    return EntityView(
        id=node.id,
        label=node.label,
        classes=node.classes,
        aliases=node.aliases,
        relations=tuple(link for link in links if link.other.kind not in _NOT_NAMED),
        targets=_of_kind(links, "Target"),
        measures=_of_kind(links, "Measure"),
        evidence=index.evidence(node.evidence),
    )


def _link(index: Index, edge: Edge, node: Node) -> Link:
    outgoing = edge.source == node.id
    other = index.nodes[edge.target if outgoing else edge.source]
    evidence = index.evidence(edge.evidence)
    return Link(edge.relation, edge.label_zh, other, outgoing, evidence, edge.confidence)


def _of_kind(links: list[Link], kind: str) -> tuple[Link, ...]:
    """One link to each node of the kind: a thing can be both agent and object of a measure."""
    return tuple({link.other.id: link for link in reversed(links) if link.other.kind == kind}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a path, from ``start`` to ``link.other``."""

    start: Node
    link: Link


def path(index: Index, start: str, goal: str) -> tuple[Step, ...]:
    """A shortest way from ``start`` to ``goal`` along edges in either direction; () if there is none.

    Of several shortest ways it is the first in the view's order, so the same graph gives the same path.
    Raises NotFoundError for a name that is not there.
    """
    begin, end = index.find(start), index.find(goal)
    came: dict[str, Edge | None] = {begin.id: None}
    border = [begin.id]
    while border and end.id not in came:
        following = []
        for here in border:
            for edge in index.touching.get(here, ()):
                there = edge.target if edge.source == here else edge.source
                if there not in came:
                    came[there] = edge
                    following.append(there)
        border = following
    steps: list[Step] = []
    here = end.id
    while (last := came.get(here)) is not None:
        before = last.source if last.target == here else last.target
        node = index.nodes[before]
        steps.append(Step(node, _link(index, last, node)))
        here = before
    return tuple(reversed(steps))
