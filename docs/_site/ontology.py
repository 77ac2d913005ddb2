"""The page of the ontology, made from ontology/upo.ttl; a hook of mkdocs like reference.py.

Not pyLODE's: it tells terms in one language at a time (it joins our labels, 实体entity), its page is a site of its own beside
this one, outside its menu and search, and its newest release (3.4.1) lacks a file that it reads when it is imported.
As there, the anchor of a term is its local name, so that an IRI of ours (…/ontology#Area) leads to its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS

from kg.resources import data_path
from kg.vocab import UPO, local_name

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from rdflib.term import Node

_KINDS = (
    ("Object properties · 对象属性", OWL.ObjectProperty),
    ("Datatype properties · 数据属性", OWL.DatatypeProperty),
    ("Individuals · 个体", OWL.NamedIndividual),
)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page (https://www.mkdocs.org/dev-guide/plugins/#on_files)."""
    from mkdocs.structure.files import File

    content = "\n".join(page(Graph().parse(data_path("ontology", "upo.ttl")))) + "\n"
    files.append(File.generated(config, "reference/ontology.md", content=content))
    return files


def page(graph: Graph) -> Iterator[str]:
    """The lines of the page: what the ontology is, its tree of classes, and every term by kind."""
    yield "# Ontology · 本体\n"
    (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
    for lang in ("zh", "en"):
        yield f"{_said(graph, ontology, DCTERMS.description, lang)}\n"
    yield f"Namespace · 命名空间 `{UPO}`, prefix · 前缀 `upo:`, version · 版本 {graph.value(ontology, OWL.versionInfo)}. "
    yield "Source · 源文件 `ontology/upo.ttl`; what must hold of a graph · 约束 `ontology/shapes.ttl`.\n"
    classes = list(_tree(graph, _roots(graph), 0))
    yield "## Tree of classes · 类的层次\n"
    for term, depth in classes:
        yield f"{'    ' * depth}- {_link(graph, term)} {_labels(graph, term)}"
    yield "\n## Classes · 类\n"
    for term, _ in classes:
        yield from _term(graph, term)
    for title, kind in _KINDS:
        yield f"## {title}\n"
        for term in _ours(graph, kind):
            yield from _term(graph, term)


def _ours(graph: Graph, kind: URIRef) -> list[URIRef]:
    """The terms of a kind that are of this ontology, by name."""
    return sorted({s for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef) and s.startswith(UPO)})


def _roots(graph: Graph) -> list[URIRef]:
    ours = _ours(graph, OWL.Class)
    return [term for term in ours if not set(graph.objects(term, RDFS.subClassOf)) & set(ours)]


def _tree(graph: Graph, terms: list[URIRef], depth: int) -> Iterator[tuple[URIRef, int]]:
    """Classes with their depth, each before its subclasses."""
    for term in terms:
        yield term, depth
        below = sorted(s for s in graph.subjects(RDFS.subClassOf, term) if isinstance(s, URIRef))
        yield from _tree(graph, below, depth + 1)


def _term(graph: Graph, term: URIRef) -> Iterator[str]:
    yield f"### {graph.qname(term)} {{ #{local_name(term)} }}\n"
    yield f"**{_labels(graph, term)}**\n"
    yield f"{_said(graph, term, SKOS.definition, 'zh')}  \n{_said(graph, term, SKOS.definition, 'en')}\n"
    rows = (
        ("a · 属于", (o for o in graph.objects(term, RDF.type) if o.startswith(UPO))),  # type: ignore[attr-defined]
        ("subclass of · 上位类", graph.objects(term, RDFS.subClassOf)),
        ("subclasses · 子类", graph.subjects(RDFS.subClassOf, term)),
        ("subproperty of · 上位属性", graph.objects(term, RDFS.subPropertyOf)),
        ("from · 定义域", graph.objects(term, RDFS.domain)),
        ("to · 值域", graph.objects(term, RDFS.range)),
        ("of these go out · 用于主语", _properties(graph, term, RDFS.domain)),
        ("to these lead · 用于宾语", _properties(graph, term, RDFS.range)),
        ("close to · 相近", graph.objects(term, SKOS.closeMatch)),
    )
    for name, nodes in rows:
        if linked := ", ".join(sorted({link for node in nodes for link in _links(graph, node)})):
            yield f"- {name}: {linked}"
    yield ""


def _properties(graph: Graph, term: URIRef, end: URIRef) -> Iterator[Node]:
    """The properties with a class at one end, alone or in a union."""
    for subject, value in graph.subject_objects(end):
        if term == value or term in _members(graph, value):
            yield subject


def _members(graph: Graph, node: Node) -> list[Node]:
    union = graph.value(node, OWL.unionOf)
    return list(Collection(graph, union)) if union else []


def _links(graph: Graph, node: Node) -> list[str]:
    """A term as a link; of a union of classes, its members."""
    return [_link(graph, part) for part in _members(graph, node) or [node] if isinstance(part, URIRef)]


def _link(graph: Graph, term: URIRef) -> str:
    address = f"#{local_name(term)}" if term.startswith(UPO) else term
    return f"[`{graph.qname(term)}`]({address})"


def _labels(graph: Graph, term: URIRef) -> str:
    return f"{_said(graph, term, RDFS.label, 'zh')} · {_said(graph, term, RDFS.label, 'en')}"


def _said(graph: Graph, term: Node, predicate: URIRef, lang: str) -> str:
    return next((str(o) for o in graph.objects(term, predicate) if getattr(o, "language", "") == lang), "")
