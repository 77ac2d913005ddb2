"""The graph as nodes and edges: what the page draws and what networkx is given.

Each node and edge names the sentences that say it (IRIs of ``SentenceView``), and says no more than the
store does.
"""

from __future__ import annotations

from dataclasses import dataclass

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
