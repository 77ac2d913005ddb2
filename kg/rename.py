"""A document's N-Quads with its entities under the names that they have in the corpus.

A part (`kg.parts`) names entities as its text does. Where linking found that one of them is another document's, or goes
by another label, its lines are written again: what a sentence calls the thing by another name than the preferred one is
an alternative label there, and the document's own graph has the preferred one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.statements import ALT, PREF
from kg.terms import zh
from kg.vocab import RDF, RELATIONS, UPO

_FINDS = re.compile(rf"(?m)^(<[^<>]*>) <{re.escape(RDF)}(subject|object)> (<[^<>]*>) ")
_RELATIONS = frozenset(f"<{UPO}{name}>" for name in RELATIONS)
_PREF, _ALT = PREF.strip(), ALT.strip()


class Name(NamedTuple):
    """What an entity is called in the corpus."""

    iri: str
    label: str


def renamed(nquads: str, names: Mapping[str, Name]) -> str:
    """The lines with ``names`` (IRI in the part → in the corpus) put in; the same text if there is nothing to rename.

    A relation of two things that are one is left out, with what says who found it.
    """
    if not names:
        return nquads
    iris = {f"<{iri}>": f"<{name.iri}>" for iri, name in names.items()}
    labels = {f"<{iri}>": zh(name.label) for iri, name in names.items()}
    return "".join(_lines(nquads, iris, labels))


def _lines(nquads: str, iris: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[str]:
    pointless = _pointless(nquads, iris)
    for line in nquads.splitlines(keepends=True):
        subject, predicate, rest = line.split(" ", 2)
        value, graph, end = rest.rsplit(" ", 2)
        if subject in iris or value in iris:
            if subject in labels and predicate in (_PREF, _ALT):
                predicate, value = _label(predicate, value, graph, labels[subject])
            subject, value = iris.get(subject, subject), iris.get(value, value)
            if subject == value and predicate in _RELATIONS:
                continue
            line = f"{subject} {predicate} {value} {graph} {end}"
        if subject not in pointless:
            yield line


def _label(predicate: str, value: str, graph: str, label: str) -> tuple[str, str]:
    """The predicate and the name: in a sentence what it says, in the document's graph the preferred one."""
    if "#" not in graph:
        return predicate, label if predicate == _PREF else value
    return (_PREF if value == label else _ALT), value


def _pointless(nquads: str, iris: Mapping[str, str]) -> set[str]:
    """The findings whose two ends are one thing now."""
    ends: dict[str, set[str]] = {}
    for finding, _, value in _FINDS.findall(nquads):
        ends.setdefault(finding, set()).add(iris.get(value, value))
    return {finding for finding, things in ends.items() if len(things) == 1}
