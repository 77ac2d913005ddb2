"""The text with what was found in it: a span for each mention, target and measure, to show or as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Extraction, Measure, Mention, Target
from kg.network import KINDS


@dataclass(frozen=True, slots=True)
class Span:
    """``text`` equals ``Document.text[begin:end]`` (half-open, code points).

    ``kind`` is one of ``kg.network.KINDS``: a mention's principal class, or Target or Measure. ``label`` is the
    name that it stands for (a shared head spelled out), the indicator of a target, the verb and object of a
    measure.
    """

    begin: int
    end: int
    kind: str
    classes: tuple[str, ...]
    label: str
    text: str
    rule: str
    confidence: float
    sentence: int


def spans(extraction: Extraction) -> tuple[Span, ...]:
    """All spans of an extraction in text order, the longer one first where two begin together."""
    found = {_key(span): span for span in _spans(extraction)}
    return tuple(found[key] for key in sorted(found))


def _key(span: Span) -> tuple[int, int, str, str]:
    return span.begin, -span.end, span.kind, span.label


def _spans(extraction: Extraction) -> Iterator[Span]:
    text = extraction.document.text
    for fact in extraction.facts:
        if isinstance(fact, Mention):
            classes, label = fact.classes, fact.label
        elif isinstance(fact, Target):
            classes, label = ("Target",), fact.indicator
        elif isinstance(fact, Measure):
            classes, label = ("Measure",), fact.action + fact.object_text
        else:
            continue
        slice_ = text[fact.begin : fact.end]
        kind = min(classes, key=KINDS.index)
        yield Span(
            fact.begin, fact.end, kind, classes, label, slice_, fact.rule, fact.confidence, fact.sentence
        )


def pieces(text: str, found: tuple[Span, ...]) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The text cut wherever a span begins or ends, with the spans over each piece, widest first.

    The pieces joined are the text again, however the spans overlap.
    """
    begins: dict[int, list[Span]] = {}
    for span in found:
        if span.begin < span.end:
            begins.setdefault(span.begin, []).append(span)
    cuts = sorted({0, len(text), *begins, *(span.end for span in found)})
    over: list[Span] = []
    for begin, end in pairwise(cuts):
        over = [span for span in over if span.end > begin] + begins.get(begin, [])
        over.sort(key=lambda span: (span.begin - span.end, _key(span)))
        yield text[begin:end], tuple(over)


def jsonl(extraction: Extraction) -> Iterator[str]:
    """One JSON object a line for each span: document, begin, end, text, kind, classes, label, rule, confidence."""
    for span in spans(extraction):
        row = {
            "document": extraction.document.id,
            "begin": span.begin,
            "end": span.end,
            "text": span.text,
            "kind": span.kind,
            "classes": list(span.classes),
            "label": span.label,
            "rule": span.rule,
            "confidence": span.confidence,
            "sentence": span.sentence,
        }
        yield json.dumps(row, ensure_ascii=False)
