"""What SHACL cannot say well about a graph, as functions ``Index -> Iterator[Problem]`` whose docstrings say what must hold.

What the graph promises and breaks is a violation. What a text may say but more likely was misread is a warning.
``kg.validate`` runs ``CHECKS`` together with the SHACL shapes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.checks import evidence, figures, structure, wording
from kg.quads import Index, Problem

CHECKS: tuple[Callable[[Index], Iterator[Problem]], ...] = (
    evidence.digests,
    evidence.quotes,
    evidence.sentences_apart,
    evidence.spans_inside,
    evidence.evidence_graphs,
    wording.mentions,
    wording.names,
    wording.sets,
    wording.measures,
    wording.objects,
    wording.posts,
    wording.indicators,
    wording.relations,
    wording.labels,
    figures.as_written,
    figures.ranges,
    figures.comparators,
    figures.signs,
    figures.years,
    figures.units,
    figures.names,
    figures.set_labels,
    structure.sets,
    structure.findings,
    structure.relations,
    structure.ways,
    structure.classes,
    structure.things,
    structure.area_codes,
    structure.concepts,
    structure.blank_nodes,
)
