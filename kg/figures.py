"""The figures of a graph as values that can be compared: each with its indicator, its number, its year and its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kg.network import DocumentView, NetworkView, Node, SentenceView
from kg.terms import plain
from kg.units import Amount, comparable

_SPAN = re.compile(r"#\w+=(\d+),(\d+)(?:-\d+)?$")  # how IRIs of findings end: #target=120,126
_CLAUSE = re.compile(r"[，。；;：:！？\n]|,(?!\d)")
_BRACKETS = re.compile("[（(][^（）()]*[）)]")


@dataclass(frozen=True, slots=True)
class Side:
    """Words of one document about something. ``text`` is ``document.text[begin:end]`` (half-open, code points),
    or, of a thing that is named elsewhere in other words, its name."""

    iri: str  # the finding or the entity
    text: str
    sentence: SentenceView
    document: DocumentView
    begin: int
    end: int

    @property
    def year(self) -> int | None:
        """The year that the document's plans are for."""
        return int(self.document.year) if self.document.year.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Figure:
    """A target or a result. ``low`` and ``high`` are its number, or the ends of a range, in ``unit``, the comparable unit;
    ``value``, ``maximum`` and ``written`` (the unit) are as the text has them. Falls are negative growth."""

    key: str  # of two figures the same if they measure the same: the concept's label, else the name
    indicator: str  # as written
    value: Decimal
    maximum: Decimal | None
    written: str
    low: Decimal
    high: Decimal
    unit: str
    kind: str
    comparator: str
    status: str
    modality: str  # "" for results
    year: int | None
    base: int | None  # the year that growth is counted from; None for growth over the year before
    confidence: float
    side: Side


def places(view: NetworkView) -> tuple[Mapping[str, DocumentView], Mapping[str, SentenceView]]:
    """Documents and sentences by IRI."""
    return {one.id: one for one in view.documents}, {one.id: one for one in view.sentences}


def figures(view: NetworkView) -> Mapping[str, tuple[Figure, ...]]:
    """Document IRI → its figures in text order."""
    documents, sentences = places(view)
    found: dict[str, list[Figure]] = defaultdict(list)
    for node in view.nodes:
        said = next((sentences[i] for i in node.evidence if i in sentences), None)
        if node.kind == "Target" and said and said.document in documents:
            found[said.document].append(_figure(node, said, documents[said.document]))
    return {i: tuple(sorted(ones, key=lambda f: (f.side.begin, f.side.iri))) for i, ones in found.items()}


def span(iri: str) -> tuple[int, int] | None:
    """The place that the IRI of a finding names: (120, 126) of …#target=120,126."""
    at = _SPAN.search(iri)
    return (int(at[1]), int(at[2])) if at else None


def same_name(name: str) -> str:
    """A name as it is compared: without brackets, quotation marks and spaces."""
    return plain(_BRACKETS.sub("", name)) or plain(name)


def _figure(node: Node, said: SentenceView, document: DocumentView) -> Figure:
    own = dict(node.properties)
    value, kind, unit = Decimal(own["value"]), own["measureKind"], own.get("unitLabel", "")
    maximum = Decimal(own["maxValue"]) if "maxValue" in own else None
    ends: list[Amount] = [comparable(one, unit, kind) for one in (value, maximum) if one is not None]
    year = _year(own.get("year"))
    base = _year(own.get("baseYear"))
    return Figure(
        key=own.get("indicator") or same_name(own["indicatorLabel"]),
        indicator=own["indicatorLabel"],
        value=value,
        maximum=maximum,
        written=unit,
        low=min(end.value for end in ends),
        high=max(end.value for end in ends),
        unit=ends[0].unit,
        kind=kind,
        comparator=own["comparator"],
        status=own["status"],
        modality=own.get("modality", ""),
        year=year,
        base=None if year and base == year - 1 else base,
        confidence=float(own.get("confidence", "1")),
        side=clause(
            node.id, *(span(node.id) or (said.begin, said.end)), said, document, own["indicatorLabel"]
        ),
    )


def _year(text: str | None) -> int | None:
    return int(text) if text and text.lstrip("-").isdecimal() else None


def clause(
    iri: str, begin: int, end: int, said: SentenceView, document: DocumentView, needs: str = ""
) -> Side:
    """The clause of ``said`` around ``[begin, end)``; of a list, only its own part if that has the words ``needs``."""
    left = max((m.end() for m in _CLAUSE.finditer(document.text, said.begin, begin)), default=said.begin)
    right = _CLAUSE.search(document.text, end, said.end)
    end = right.start() if right else said.end
    listed = document.text.rfind("、", left, begin) + 1
    if listed and needs and needs in document.text[listed:end]:
        left = listed
    while left < end and document.text[left].isspace():
        left += 1
    return Side(iri, document.text[left:end], said, document, left, end)
