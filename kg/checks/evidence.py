"""Evidence: texts against their digests, quotes against their texts, and what stands in whose graph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise

from kg.quads import TYPE, Index, Problem, quote_of
from kg.vocab import LEDGER, NIF, ORG, RDF, RELATIONS, UPO, local_name, upo

_RELATIONS = frozenset(map(upo, RELATIONS))
_LEDGER = frozenset(map(upo, LEDGER))
# What only a sentence can say. Classes and labels may also stand in a document's graph: its area may go unmentioned.
_EXTRACTED = frozenset(
    (*map(upo, ("Mention", "NumberedSet", "Target", "Measure")), ORG + "Membership", RDF + "Statement")
)
_CHAR = re.compile(r"#char=(\d{1,18}),(\d{1,18})$")
_SPAN = re.compile(r"#(?:target|measure)=(\d{1,18}),(\d{1,18})(?:-\d+)?$")


def digests(index: Index) -> Iterator[Problem]:
    """The SHA-256 of a document is that of its text in UTF-8."""
    for document, text in index.texts.items():
        digest = sha256(text.encode()).hexdigest()
        for told in index.values(document, UPO + "sha256"):
            if told != digest:
                yield index.problem(
                    "document-digest", document, "全文与其 SHA-256 摘要不符：文字已被改动。",
                    "The text does not have this SHA-256: it has been changed.", value=told,
                )  # fmt: skip


def quotes(index: Index) -> Iterator[Problem]:
    """A quote equals the slice of its document's text, by code points, and its IRI gives the same offsets."""
    for node in [*index.sentences, *index.instances(UPO + "Mention")]:
        quote = quote_of(index, node)
        if quote is None or quote.document not in index.texts:
            continue
        text = index.texts[quote.document]
        said = text[quote.begin : quote.end]
        if quote.end > len(text):
            yield index.problem(
                "quote-range", node, f"结束位置 {quote.end} 超出全文长度 {len(text)}。",
                f"The end index {quote.end} lies beyond the text, which has {len(text)} code points.",
                value=str(quote.end),
            )  # fmt: skip
        elif said != quote.text:
            yield index.problem(
                "quote-text-differs", node, f"引文与全文第 {quote.begin} 至 {quote.end} 字不符：全文为“{said}”。",
                f"The quote is not what the text has at {quote.begin}–{quote.end}: “{said}”.", value=quote.text,
            )  # fmt: skip
        place = _CHAR.search(node)
        if place and (int(place[1]), int(place[2])) != (quote.begin, quote.end):
            yield index.problem(
                "quote-iri", node, f"IRI 中的位置与 {quote.begin},{quote.end} 不一致。",
                f"The offsets in the IRI are not {quote.begin},{quote.end}.",
            )  # fmt: skip


def sentences_apart(index: Index) -> Iterator[Problem]:
    """The sentences of a document do not overlap: every character is evidence of one sentence at most."""
    ordered = sorted(
        index.sentences, key=lambda s: (index.sentences[s].document, index.sentences[s].begin, s)
    )
    for before, after in pairwise(ordered):
        a, b = index.sentences[before], index.sentences[after]
        if a.document == b.document and b.begin < a.end:
            yield index.problem(
                "sentence-overlap", after, f"句子与前一句 {a.begin},{a.end} 重叠。",
                f"It overlaps the sentence before it at {a.begin},{a.end}.", value=before,
            )  # fmt: skip


def spans_inside(index: Index) -> Iterator[Problem]:
    """A mention, and the words of a target or measure, lie inside the sentence in whose graph they stand."""
    for node in index.instances(UPO + "Mention"):
        quote = quote_of(index, node)
        for graph in index.graphs(node, UPO + "Mention"):
            around = index.sentences.get(graph)
            if quote and around and not (
                quote.document == around.document and around.begin <= quote.begin and quote.end <= around.end
            ):  # fmt: skip
                yield index.problem(
                    "mention-outside", node, "提及不在其命名图所指的句子之内。",
                    "The mention lies outside the sentence whose graph it stands in.",
                    value=quote.text, evidence=graph,
                )  # fmt: skip
    for kind in ("Target", "Measure"):
        for node in index.instances(UPO + kind):
            place = _SPAN.search(node)
            for graph in index.graphs(node, UPO + kind) if place else ():
                around = index.sentences.get(graph)
                if place and around and not around.begin <= int(place[1]) < int(place[2]) <= around.end:
                    yield index.problem(
                        "span-outside", node, "IRI 所指的文字不在其命名图所指的句子之内。",
                        "The words that its IRI points to lie outside the sentence whose graph it stands in.",
                        value=f"{place[1]},{place[2]}", evidence=graph,
                    )  # fmt: skip


def evidence_graphs(index: Index) -> Iterator[Problem]:
    """What a text says stands in the graph of a sentence, and that sentence is described in its document's graph."""
    for subject, rows in index.by_subject.items():
        extracted = subject not in index.sentences and any(p == TYPE and o in _EXTRACTED for p, o, _ in rows)
        astray = {
            (p, o, g)
            for p, o, g in rows
            if g not in index.sentences and (p in _RELATIONS or (extracted and p not in _LEDGER))
        }
        for graph in sorted({g for _, _, g in astray}):
            p, o, _ = min(row for row in astray if row[2] == graph)
            yield index.problem(
                "graph-not-sentence", subject, f"陈述不在任何句子的命名图中，而在 {graph}（{local_name(p)}）。",
                f"It stands in {graph}, which is not the graph of a sentence ({local_name(p)}).", value=o,
            )  # fmt: skip
    for sentence, quote in index.sentences.items():
        for graph in index.graphs(sentence, NIF + "Sentence"):
            if graph != quote.document:
                yield index.problem(
                    "sentence-place", sentence, f"句子应在其文件的命名图中描述，而非 {graph}。",
                    f"A sentence is described in the graph of its document, not in {graph}.", value=graph,
                )  # fmt: skip
