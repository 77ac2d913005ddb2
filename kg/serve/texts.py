"""Texts of documents with what was found in them: pieces to show, sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.annotate import Span, pieces
from kg.network import DocumentView, Edge, Node, SentenceView
from kg.serve.site import Mark, Site

_BLANK_LINES = re.compile(r"\n\s*\n\s*\n\s*")
LINES = ("Target", "Measure")  # drawn as underlines, since they lie over names


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with the innermost name over it, the kinds of target and measure over it, and anchors where it begins."""

    text: str
    node: Node | None = None
    lines: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """A thing and all that one relation ties it to: a set and its ``members`` are told from the set."""

    thing: Node
    relation: str
    label: str  # of a post: the role
    others: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and what it says: ties between things, then targets and measures."""

    sentence: SentenceView
    number: int  # from 1, among the sentences of its document that say something
    pieces: tuple[Piece, ...]
    ties: tuple[Tie, ...]
    folded: tuple[Node, ...]


def reading(site: Site, document: DocumentView) -> Iterator[str | Said]:
    """The document's text from beginning to end: its sentences, and what stands between or says nothing."""
    at = 0
    sentences = [one for one in site.index.view.sentences if one.document == document.id]
    for number, sentence in enumerate(sorted(sentences, key=lambda one: (one.begin, one.end)), start=1):
        if sentence.begin < at:  # never in our graphs; another's sentences may overlap
            continue
        if between := document.text[at : sentence.begin]:
            yield _BLANK_LINES.sub("\n\n", between)
        yield said(site, sentence, number)
        at = sentence.end
    if rest := document.text[at:]:
        yield rest


def said(site: Site, sentence: SentenceView, number: int) -> Said:
    """All that a sentence says."""
    nodes = site.index.nodes
    edges = [edge for edge in site.said.get(sentence.id, ()) if edge.source in nodes and edge.target in nodes]
    ends = {end: nodes[end] for edge in edges for end in (edge.source, edge.target)}
    folded = tuple(node for node in ends.values() if node.kind in LINES)
    return Said(sentence, number, tuple(quoted(site, sentence)), tuple(_ties(site, edges)), folded)


def _ties(site: Site, edges: list[Edge]) -> Iterator[Tie]:
    """Edges between things, those of one thing and relation together."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for edge in edges:
        thing, other = (
            (edge.target, edge.source) if edge.relation == "memberOf" else (edge.source, edge.target)
        )
        if not {site.index.nodes[thing].kind, site.index.nodes[other].kind} & set(LINES):
            found.setdefault((thing, edge.relation, edge.label_zh), []).append(other)
    for (thing, relation, label), others in found.items():
        yield Tie(
            site.index.nodes[thing], relation, label, tuple(site.index.nodes[other] for other in others)
        )


def quoted(site: Site, sentence: SentenceView, only: Collection[str] | None = None) -> Iterator[Piece]:
    """The text of a sentence cut at the names in it, or at those of ``only`` these nodes."""
    begin = sentence.begin
    spans = tuple(  # a span's rule is here the node that it stands for
        Span(mark.begin - begin, mark.end - begin, node.kind, node.classes, node.label, "", mark.node, 1.0, 0)
        for mark in _within(site, sentence)
        if (node := site.index.nodes.get(mark.node)) and (only is None or mark.node in only)
    )
    at = 0
    for text, over in pieces(sentence.text, spans):
        names = [span for span in over if span.kind not in LINES]
        lines = tuple(kind for kind in LINES if any(span.kind == kind for span in over))
        anchors = tuple(
            span.rule.partition("#")[2] for span in over if span.kind in LINES and span.begin == at
        )
        yield Piece(text, site.index.nodes[names[-1].rule] if names else None, lines, anchors)
        at += len(text)


def _within(site: Site, sentence: SentenceView) -> Iterator[Mark]:
    marks = site.marks.get(sentence.document, ())
    for mark in marks[bisect_left(marks, sentence.begin, key=lambda mark: mark.begin) :]:
        if mark.begin >= sentence.end:
            return
        if mark.end <= sentence.end:
            yield mark
