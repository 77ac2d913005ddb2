"""The graph in other programs' formats.

========  ======================================================================================
trig, nq  everything, with the named graph of each sentence (W3C TriG, N-Quads)
turtle    the default graph: every triple once, without the sentences' graphs (W3C Turtle)
jsonld    the same (JSON-LD 1.1)
graphml   nodes and edges for Gephi, Cytoscape, yEd (GraphML 1.0); lists are joined by " | "
csv       one row an edge, with labels, classes and the sentences that say it (RFC 4180, UTF-8)
========  ======================================================================================
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.network import NetworkView, network
from kg.store import dump

if TYPE_CHECKING:
    from pyoxigraph import Store

RDF_FORMATS = ("trig", "nq", "turtle", "jsonld")
FORMATS = (*RDF_FORMATS, "graphml", "csv")
_SUFFIXES = {"ttl": "turtle", "json": "jsonld"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production Char
COLUMNS = (
    "source", "source_class", "relation", "label", "target", "target_class",
    "confidence", "evidence", "source_iri", "target_iri", "evidence_iris",
)  # fmt: skip


def export(store: Store, format: str) -> bytes:
    """The whole graph in ``format`` (one of FORMATS), UTF-8. Raises QueryError for an unknown format."""
    if format in RDF_FORMATS:
        return dump(store, format)
    if format == "graphml":
        return _graphml(network(store))
    if format == "csv":
        return _csv(network(store))
    raise QueryError(f"no format {format!r}; there are: {', '.join(FORMATS)}")


def format_of(name: str) -> str | None:
    """The format that a file name's ending means, or None: ``format_of("a.ttl") == "turtle"``."""
    suffix = name.rpartition(".")[2].lower()
    format = _SUFFIXES.get(suffix, suffix)
    return format if format in FORMATS else None


def _csv(view: NetworkView) -> bytes:
    nodes = {node.id: node for node in view.nodes}
    texts = {sentence.id: sentence.text for sentence in view.sentences}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for edge in view.edges:
        source, target = nodes[edge.source], nodes[edge.target]
        quotes = [texts[i].strip() for i in edge.evidence if i in texts]
        confidence = "" if edge.confidence is None else edge.confidence
        writer.writerow((
            source.label, source.kind, edge.relation, edge.label_zh, target.label, target.kind,
            confidence, " | ".join(quotes), source.id, target.id, " ".join(edge.evidence),
        ))  # fmt: skip
    return out.getvalue().encode("utf-8")


def _graphml(view: NetworkView) -> bytes:
    import networkx as nx

    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for node in view.nodes:
        own = {f"prop_{name}": value for name, value in node.properties}
        graph.add_node(
            node.id, **own, label=node.label, kind=node.kind,
            classes=" | ".join(node.classes), aliases=" | ".join(node.aliases), evidence=" | ".join(node.evidence),
        )  # fmt: skip
    for number, edge in enumerate(view.edges):
        extra = {} if edge.confidence is None else {"confidence": edge.confidence}
        graph.add_edge(
            edge.source, edge.target, key=number, **extra, relation=edge.relation, label=edge.label_zh,
            label_en=edge.label_en, evidence=" | ".join(edge.evidence),
        )  # fmt: skip
    out = io.BytesIO()
    nx.write_graphml_xml(graph, out)
    return _NOT_XML.sub("\ufffd", out.getvalue().decode("utf-8")).encode("utf-8") + b"\n"
