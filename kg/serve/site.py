"""A graph as the pages show it: read once into memory and never changed; another graph makes another one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.api import Graph
from kg.edges import quads, values
from kg.entity import Index
from kg.network import DocumentView, Edge, Node, SentenceView
from kg.serve.addresses import Addresses
from kg.store import base_of
from kg.vocab import BASE, ITSRDF, NIF
from viz.page import common_start, render

if TYPE_CHECKING:
    from kg.network import NetworkView

_FOLDED = ("Target", "Measure")  # told with the things they belong to
_PLACED = re.compile(r"#(?:target|measure)=(\d+),(\d+)")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a document (half-open, code points) and the node that it speaks of."""

    begin: int
    end: int
    node: str  # Node.id


class Site:
    """What all pages are made of. Attributes are read only; what is costly is made when it is first asked for."""

    def __init__(
        self,
        view: NetworkView,
        marks: Mapping[str, tuple[Mark, ...]],
        base: str,
        questions: tuple[tuple[str, str, str], ...] = (),
    ) -> None:
        self.index = Index(view)
        self.questions = questions  # that this graph answers: type, example in zh, in en
        self.marks = marks  # document → its marks in text order, the longer first
        self.addresses = Addresses(base)
        self.documents = {document.id: document for document in view.documents}

    @cached_property
    def things(self) -> tuple[Node, ...]:
        """What can be asked for by name, the best connected first."""
        nodes = [node for node in self.index.view.nodes if node.kind not in _FOLDED]
        return tuple(sorted(nodes, key=lambda n: (-len(self.index.touching.get(n.id, ())), n.label, n.id)))

    @cached_property
    def by_kind(self) -> dict[str, tuple[Node, ...]]:
        """Principal class → its nodes, in the order of `things`; targets and measures in text order."""
        found: dict[str, list[Node]] = defaultdict(list)
        for node in (*self.things, *self._folded):
            found[node.kind].append(node)
        return {kind: tuple(nodes) for kind, nodes in found.items()}

    @cached_property
    def said(self) -> dict[str, tuple[Edge, ...]]:
        """Sentence → the edges that it says."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.index.view.edges:
            for sentence in edge.evidence:
                found[sentence].append(edge)
        return {sentence: tuple(edges) for sentence, edges in found.items()}

    @cached_property
    def by_text(self) -> dict[str, SentenceView]:
        """Text of a sentence → the first sentence that reads so."""
        return {sentence.text: sentence for sentence in reversed(self.index.view.sentences)}

    @cached_property
    def graph_page(self) -> str:
        """The interactive page of the whole graph."""
        return render(self.index.view)

    def find(self, path: str) -> str:
        """The IRI of a path after ``/id/``, whether or not the graph knows it."""
        return self._iris.get(self.addresses.key(path)) or self.addresses.iri(path)

    def near(self, node: str) -> str:
        """Where the interactive page shows a node and its neighbours."""
        start = common_start(node.id for node in self.index.view.nodes)
        return "/graph#f=" + quote(node.removeprefix(start), safe="/")

    @cached_property
    def _folded(self) -> tuple[Node, ...]:
        found = [node for node in self.index.view.nodes if node.kind in _FOLDED]
        return tuple(sorted(found, key=lambda node: (node.id.partition("#")[0], _begin(node.id), node.id)))

    @cached_property
    def _iris(self) -> dict[str, str]:
        iris: Iterable[str] = (*self.index.nodes, *self.documents)
        return {self.addresses.key(iri): iri for iri in iris if "#" not in iri}


def read(graph: Graph) -> Site:
    """The site of a graph that is open. Raises StoreError, RemoteError."""
    store = graph.store
    begins, ends = values(store, f"{NIF}beginIndex"), values(store, f"{NIF}endIndex")
    marks: dict[str, set[Mark]] = defaultdict(set)
    for said in quads(store, f"{ITSRDF}taIdentRef"):
        if said.subject in begins and said.subject in ends:
            document = said.subject.partition("#")[0]
            marks[document].add(Mark(int(begins[said.subject]), int(ends[said.subject]), said.object))
    for node in graph.view.nodes:
        if place := _PLACED.search(node.id):
            marks[node.id.partition("#")[0]].add(Mark(int(place[1]), int(place[2]), node.id))
    ordered = {
        document: tuple(sorted(found, key=lambda mark: (mark.begin, -mark.end, mark.node)))
        for document, found in marks.items()
    }
    return Site(graph.view, ordered, base_of(store) or BASE, graph.questions())


def _begin(iri: str) -> int:
    place = _PLACED.search(iri)
    return int(place[1]) if place else 0


def title(document: DocumentView) -> str:
    """What a document is called on pages."""
    return (
        document.title
        or " ".join((document.jurisdiction, document.year)).strip()
        or document.id.rpartition("/")[2]
    )
