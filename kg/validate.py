"""Is the graph well made? The SHACL shapes of ontology/shapes.ttl over all its triples, and kg.checks.

Every problem is told in Chinese and English and names its node and, where one is known, the sentence behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from kg.checks import CHECKS
from kg.quads import Index, Problem, Severity, read
from kg.resources import data_path
from kg.vocab import SH, local_name

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib

__all__ = ["Problem", "Report", "Severity", "validate"]

_RANKS = {"violation": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Report:
    """``conforms`` is true when no problem is a violation; ``problems`` are sorted, the gravest first."""

    conforms: bool
    problems: tuple[Problem, ...]


def validate(store: ox.Store) -> Report:
    """Check a whole store; the same store gives the same report.

    The store is read into memory once: pyshacl is a hundred times slower over a store-backed graph.
    """
    index = read(store)
    found = {*_shape_problems(store, index), *(problem for check in CHECKS for problem in check(index))}
    problems = tuple(sorted(found, key=lambda p: (_RANKS[p.severity], p)))
    return Report(not any(p.severity == "violation" for p in problems), problems)


def _shape_problems(store: ox.Store, index: Index) -> Iterator[Problem]:
    """SHACL validation results (https://www.w3.org/TR/shacl/#results-validation-result) as problems."""
    from rdflib import RDF, Namespace, URIRef

    shacl = Namespace(SH)
    shapes = _shapes()
    results = _run(_union(store), shapes)
    for result in results.subjects(RDF.type, shacl.ValidationResult):
        shape = results.value(result, shacl.sourceShape)
        focus, value = results.value(result, shacl.focusNode), results.value(result, shacl.value)
        path = results.value(result, shacl.resultPath) or shapes.value(shape, shacl.targetSubjectsOf)
        messages = {getattr(m, "language", ""): str(m) for m in results.objects(result, shacl.resultMessage)}
        severity = local_name(str(results.value(result, shacl.resultSeverity))).lower()
        told = "" if value is None or value == focus else str(value)
        predicate = str(path) if isinstance(path, URIRef) else ""
        yield index.problem(
            local_name(str(shape)), str(focus), messages.get("zh", ""), messages.get("en", ""),
            value=told, evidence=index.evidence(str(focus), predicate, told), severity=cast(Severity, severity),
        )  # fmt: skip


def _run(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    import pyshacl

    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    return cast("rdflib.Graph", results)


@cache
def _shapes() -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(data_path("ontology", "shapes.ttl"), format="turtle")


def _union(store: ox.Store) -> rdflib.Graph:
    """All triples of the store, without their graphs, as an rdflib graph in memory."""
    import pyoxigraph as ox
    import rdflib

    def term(node: Any) -> rdflib.term.Node:
        match node:
            case ox.NamedNode():
                return rdflib.URIRef(node.value)
            case ox.Literal():
                kind = None if node.language else rdflib.URIRef(node.datatype.value)
                # as written: a normalised literal would hide what is wrong about it
                return rdflib.Literal(node.value, lang=node.language, datatype=kind, normalize=False)
            case _:
                return rdflib.BNode(str(node).removeprefix("_:"))

    graph = rdflib.Graph()
    with _quiet():
        for triple in {quad.triple for quad in store}:
            graph.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return graph


@contextmanager
def _quiet() -> Iterator[None]:
    """rdflib logs a traceback for every ill-typed literal; here a shape reports it."""
    import logging

    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before
