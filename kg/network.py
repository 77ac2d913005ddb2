"""The graph as nodes and edges: what the page draws and what networkx is given.

Each node and edge names the sentences that say it (IRIs of ``SentenceView``), and says no more than the
store does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.edges import quads, text_of, ties, values
from kg.vocab import CLASSES, DCTERMS, NIF, RDF, SKOS, UPO, label, local_name, subclasses

if TYPE_CHECKING:
    import networkx
    from pyoxigraph import Store

KINDS = (  # most telling first: the class that gives a node of several classes its colour
    "Engine", "Goal", "Zone", "Project", "Policy", "Institution", "Industry", "Event", "Person", "Area",
    "NumberedSet", "Target", "Measure",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """A thing. ``evidence`` lists IRIs of the sentences that mention it, in text order.

    ``properties`` are (local name, value) pairs as plain text, sorted: ``("value", "6.8")``,
    ``("status", "planned")``.
    """

    id: str  # IRI
    label: str
    kind: str  # one of KINDS: the principal class
    classes: tuple[str, ...]  # local names of all its classes, subclasses too: ("Engine", "Zone")
    aliases: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes, once for all the sentences that say it.

    ``relation`` is one of hasEngine, prioritises, positionedAs, locatedIn, contributesTo, holdsPost (labelled
    by the role), memberOf (member → set), hasTarget (area → target), hasMeasure (area or agent → measure),
    measureObject (measure → entity).
    """

    source: str  # Node.id
    target: str  # Node.id
    relation: str
    label_zh: str
    label_en: str
    evidence: tuple[str, ...] = ()  # SentenceView.id, in text order
    confidence: float | None = None  # the highest among its findings


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence that is evidence; ``text`` equals ``DocumentView.text[begin:end]`` (code points)."""

    id: str  # IRI
    document: str  # DocumentView.id
    begin: int
    end: int
    text: str
    section: str = ""  # title of the innermost section


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with its whole text. Unknown fields are empty."""

    id: str  # IRI
    title: str
    text: str
    year: str = ""
    jurisdiction_id: str = ""  # Node.id
    jurisdiction: str = ""  # label
    issued: str = ""  # ISO date
    source: str = ""


@dataclass(frozen=True, slots=True)
class NetworkView:
    """All of a store that can be drawn: nodes and edges by id, sentences and documents by place."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    sentences: tuple[SentenceView, ...]
    documents: tuple[DocumentView, ...]


_SHOWN = {  # the properties of a node, by class
    "Area": (f"{UPO}areaCode",),
    "NumberedSet": (f"{UPO}declaredCount",),
    "Target": tuple(
        UPO + name
        for name in (
            "indicatorLabel", "indicator", "value", "maxValue", "unitLabel", "measureKind", "comparator", "status",
            "modality", "year", "baseYear", "rule", "confidence",
        )
    ),
    "Measure": (*(UPO + name for name in ("action", "objectText", "status", "rule", "confidence")), f"{DCTERMS}subject"),
}  # fmt: skip


def network(store: Store) -> NetworkView:
    """All that can be drawn of a store; the same quads give the same view."""
    documents = {one.id: one for one in documents_of(store)}
    sentences = {one.id: one for document in documents for one in _sentences(store, document)}
    nodes = _nodes(store, sentences)
    edges = _edges(store, nodes, sentences)
    used = {i for node in nodes.values() for i in node.evidence} | {
        i for edge in edges for i in edge.evidence
    }
    return NetworkView(
        tuple(nodes[i] for i in sorted(nodes)),
        tuple(edges),
        tuple(one for one in sentences.values() if one.id in used),
        tuple(documents.values()),
    )


def to_networkx(store: Store) -> networkx.MultiDiGraph[Any]:
    """The same as a networkx graph.

    Nodes are keyed by IRI: ``label``, ``kind``, ``classes``, ``aliases``, ``evidence`` (texts of sentences) and
    ``properties`` (a dict). Edges are keyed by relation, with the label after a colon where that would not be unique
    (two posts in one institution): ``relation``, ``label``, ``label_en``, ``evidence`` (texts), ``sentences`` (IRIs)
    and ``confidence``.
    """
    import networkx as nx

    view = network(store)
    texts = {sentence.id: sentence.text for sentence in view.sentences}
    graph: networkx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for node in view.nodes:
        graph.add_node(
            node.id, label=node.label, kind=node.kind, classes=node.classes, aliases=node.aliases,
            evidence=tuple(texts[i] for i in node.evidence), properties=dict(node.properties),
        )  # fmt: skip
    for edge in view.edges:
        taken = graph.has_edge(edge.source, edge.target, edge.relation)
        graph.add_edge(
            edge.source, edge.target, key=f"{edge.relation}:{edge.label_zh}" if taken else edge.relation,
            relation=edge.relation, label=edge.label_zh, label_en=edge.label_en, confidence=edge.confidence,
            evidence=tuple(texts[i] for i in edge.evidence), sentences=edge.evidence,
        )  # fmt: skip
    return graph


def documents_of(store: Store, *, texts: bool = True) -> Iterator[DocumentView]:
    """The documents by IRI; without ``texts``, each has "" for its text."""
    import pyoxigraph as ox

    kind = ox.NamedNode(f"{UPO}PolicyDocument")
    found = {
        text_of(quad.subject)
        for quad in store.quads_for_pattern(None, ox.NamedNode(f"{RDF}type"), kind, None)
    }
    for i in sorted(found):

        def value(predicate: str, subject: str = i, graph: str = i) -> str:
            node, place = ox.NamedNode(subject), ox.NamedNode(graph)
            quads = store.quads_for_pattern(node, ox.NamedNode(predicate), None, place)
            return min((text_of(quad.object) for quad in quads), default="")

        area = value(f"{UPO}jurisdiction")
        yield DocumentView(
            i, value(f"{DCTERMS}title"), value(f"{NIF}isString") if texts else "", value(f"{UPO}year"), area,
            value(f"{SKOS}prefLabel", area) if area else "", value(f"{DCTERMS}issued"), value(f"{DCTERMS}source"),
        )  # fmt: skip


def _sentences(store: Store, document: str) -> list[SentenceView]:
    """The sentences of a document in text order."""
    begin, end = values(store, f"{NIF}beginIndex", document), values(store, f"{NIF}endIndex", document)
    sections, titles = (
        values(store, f"{UPO}inSection", document),
        values(store, f"{SKOS}prefLabel", document),
    )
    found = [
        SentenceView(i, document, int(begin[i]), int(end[i]), text, titles.get(sections.get(i, ""), ""))
        for i, text in values(store, f"{NIF}anchorOf", document).items()
    ]
    return sorted(found, key=lambda one: (one.begin, one.end))


def _nodes(store: Store, sentences: Mapping[str, SentenceView]) -> dict[str, Node]:
    known = {*CLASSES, *subclasses(), "NumberedSet", "Target", "Measure"}
    classes: dict[str, set[str]] = defaultdict(set)
    graphs: dict[str, set[str]] = defaultdict(set)
    for said in quads(store, f"{RDF}type"):
        name = said.object.removeprefix(UPO)
        if name in known:
            classes[said.subject].add(name)
            graphs[said.subject].add(said.graph)
    labels = values(store, f"{SKOS}prefLabel")
    aliases: dict[str, set[str]] = defaultdict(set)
    for said in quads(store, f"{SKOS}altLabel"):
        aliases[said.subject].add(said.object)
    shown = _shown(store, labels)
    nodes: dict[str, Node] = {}
    for i, names in classes.items():
        kind = next((name for name in KINDS if name in names), "")
        if not kind:
            continue
        ordered = (*(n for n in KINDS if n in names), *sorted(names.difference(KINDS)))
        own = tuple(
            sorted((local_name(p), v) for p in _SHOWN.get(kind, ()) if (v := shown[p].get(i)) is not None)
        )
        name = labels.get(i) or _name(dict(own)) or local_name(i)
        other = tuple(sorted(aliases[i] - {name})) if i in aliases else ()
        nodes[i] = Node(i, name, kind, ordered, other, _in_order(graphs[i], sentences), own)
    return nodes


def _shown(store: Store, labels: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Property → node → its value as plain text: of an IRI its label or local name."""
    plain: dict[str, dict[str, str]] = defaultdict(dict)
    for predicate in sorted({predicate for listed in _SHOWN.values() for predicate in listed}):
        for said in quads(store, predicate):
            value = said.object
            if not said.literal:
                value = labels.get(value) or local_name(value)
            plain[predicate][said.subject] = min(value, plain[predicate].get(said.subject, value))
    return plain


def _name(own: Mapping[str, str]) -> str:
    """What a target or a measure is called, which have no label."""
    return own.get("indicatorLabel") or own.get("action", "") + own.get("objectText", "")


def _in_order(graphs: Iterable[str], sentences: Mapping[str, SentenceView]) -> tuple[str, ...]:
    places = [(one.document, one.begin, one.end, i) for i in graphs if (one := sentences.get(i))]
    return tuple(i for *_, i in sorted(places))


def _edges(store: Store, nodes: Mapping[str, Node], sentences: Mapping[str, SentenceView]) -> list[Edge]:
    found: dict[tuple[str, str, str, str, str], set[str]] = defaultdict(set)
    sure: dict[tuple[str, str, str], float] = {}
    for tie in ties(store):
        if tie.source in nodes and tie.target in nodes:
            key = (tie.source, tie.target, tie.relation)
            names = (
                (tie.role, tie.role) if tie.role else (label(tie.relation, "zh"), label(tie.relation, "en"))
            )
            found[*key, *names].add(tie.graph)
            if tie.confidence is not None:
                sure[key] = max(tie.confidence, sure.get(key, 0.0))
    return [
        Edge(*key, _in_order(graphs, sentences), sure.get(key[:3])) for key, graphs in sorted(found.items())
    ]
