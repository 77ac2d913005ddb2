"""What SHACL cannot say well about a graph: quotes, evidence graphs, lists, findings, classes above subclasses.

Each check is a function ``Index -> Iterator[Problem]`` with a line in ``CHECKS``; its docstring says what must hold.
``kg.validate`` runs them together with the SHACL shapes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.quads import TYPE, Index, Problem, quote_of
from kg.vocab import (
    CLASSES,
    DCTERMS,
    DOMAIN,
    INDICATOR,
    ITSRDF,
    LEDGER,
    NIF,
    ORG,
    RDF,
    RELATIONS,
    SKOS,
    UPO,
    domains,
    indicators,
    local_name,
    subclasses,
    upo,
)

_NIL = RDF + "nil"
_RELATIONS = frozenset(map(upo, RELATIONS))
_LEDGER = frozenset(map(upo, LEDGER))
# What only a sentence can say. Classes and labels may also stand in a document's graph: its area may go unmentioned.
_EXTRACTED = frozenset(
    (*map(upo, ("Mention", "NumberedSet", "Target", "Measure")), ORG + "Membership", RDF + "Statement")
)
# What points from a finding to an entity. A set may also list things that are sets themselves.
_POINTERS = frozenset((ITSRDF + "taIdentRef", UPO + "object", UPO + "agent", *_RELATIONS))
_CHAR = re.compile(r"#char=(\d+),(\d+)$")


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


def mentions_inside(index: Index) -> Iterator[Problem]:
    """A mention lies inside the sentence in whose graph it stands."""
    for node in index.instances(UPO + "Mention"):
        quote = quote_of(index, node)
        for graph in sorted({g for p, o, g in index.by_subject[node] if p == TYPE and o == UPO + "Mention"}):
            around = index.sentences.get(graph)
            if quote and around and not (
                quote.document == around.document and around.begin <= quote.begin and quote.end <= around.end
            ):  # fmt: skip
                yield index.problem(
                    "mention-outside", node, "提及不在其命名图所指的句子之内。",
                    "The mention lies outside the sentence whose graph it stands in.",
                    value=quote.text, evidence=graph,
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
        for graph in sorted({g for p, o, g in index.by_subject[sentence] if o == NIF + "Sentence"}):
            if graph != quote.document:
                yield index.problem(
                    "sentence-place", sentence, f"句子应在其文件的命名图中描述，而非 {graph}。",
                    f"A sentence is described in the graph of its document, not in {graph}.", value=graph,
                )  # fmt: skip


def sets(index: Index) -> Iterator[Problem]:
    """A set that lists members lists as many as it states, in one well-made list that agrees with skos:member."""
    for node in index.instances(UPO + "NumberedSet"):
        heads = index.values(node, UPO + "memberList")
        if not heads:
            continue
        members = _list(index, heads[0])
        if members is None:
            yield index.problem(
                "set-list", node, "成员序列不完整：须以 rdf:first、rdf:rest 相连，止于 rdf:nil。",
                "The list of members is broken: cells are linked by rdf:first and rdf:rest and end in rdf:nil.",
                value=heads[0], evidence=index.evidence(node, UPO + "memberList"),
            )  # fmt: skip
            continue
        declared = index.values(node, UPO + "declaredCount")
        if declared and declared[0] != str(len(members)):
            yield index.problem(
                "set-count", node, f"文中称 {declared[0]} 项，却列出 {len(members)} 项。",
                f"It states {declared[0]} members and lists {len(members)}.",
                value=declared[0], evidence=index.evidence(node, UPO + "memberList"),
            )  # fmt: skip
        if set(index.values(node, SKOS + "member")) != set(members):
            yield index.problem(
                "set-members", node, "skos:member 与成员序列不一致。",
                "The values of skos:member are not those of the list.",
                evidence=index.evidence(node, UPO + "memberList"),
            )  # fmt: skip


def _list(index: Index, cell: str) -> list[str] | None:
    """The items of an rdf:List; None for one that forks, loops or does not end."""
    items: list[str] = []
    seen: set[str] = set()
    while cell != _NIL:
        first, rest = index.values(cell, RDF + "first"), index.values(cell, RDF + "rest")
        if cell in seen or len(first) != 1 or len(rest) != 1:
            return None
        seen.add(cell)
        items += first
        cell = rest[0]
    return items


def findings(index: Index) -> Iterator[Problem]:
    """The triple that a finding speaks of stands in the finding's own graph."""
    for node in index.instances(RDF + "Statement"):
        rows = index.by_subject[node]
        for graph in sorted({g for p, o, g in rows if p == TYPE}):
            parts = {p: o for p, o, g in rows if g == graph}
            s, p, o = (parts.get(RDF + part, "") for part in ("subject", "predicate", "object"))
            if s and p and o and (p, o, graph) not in index.by_subject.get(s, ()):
                yield index.problem(
                    "finding-unstated", node, "发现所指的三元组不在同一命名图中。",
                    "The triple that the finding speaks of does not stand in the same graph.",
                    value=f"{s} {local_name(p)} {o}", evidence=graph,
                )  # fmt: skip


def relations(index: Index) -> Iterator[Problem]:
    """No relation ties a thing to itself."""
    for subject, rows in index.by_subject.items():
        for p in sorted({p for p, o, _ in rows if p in _RELATIONS and o == subject}):
            yield index.problem(
                "relation-self", subject, f"实体不能与自身有关系（{local_name(p)}）。",
                f"A thing has no relation to itself ({local_name(p)}).", evidence=index.evidence(subject, p, subject),
            )  # fmt: skip


def classes(index: Index) -> Iterator[Problem]:
    """A thing of a subclass also has the class of the contract that it refines, so that no reader has to infer it."""
    for name, above in subclasses().items():
        for node in index.instances(UPO + name):
            if UPO + above not in index.values(node, TYPE):
                yield index.problem(
                    "class-missing", node, f"有子类 {name} 却无类别 {above}。",
                    f"It is a {name} and must be typed {above} as well.",
                    value=UPO + name, evidence=index.evidence(node, TYPE, UPO + name),
                )  # fmt: skip


def things(index: Index) -> Iterator[Problem]:
    """What is mentioned, related, listed or acted upon has a class of the contract."""
    entity = frozenset(map(upo, CLASSES))
    for node, rows in index.by_object.items():
        used = [(s, p) for s, p, _ in rows if p in _POINTERS]
        if used and entity.isdisjoint(index.values(node, TYPE)):
            s, p = min(used)
            yield index.problem(
                "thing-without-class", node, f"被 {local_name(p)} 所指，却没有实体类别。",
                f"It is what {local_name(p)} points to and has no class of an entity.",
                value=s, evidence=index.evidence(s, p, node),
            )  # fmt: skip


def ranges(index: Index) -> Iterator[Problem]:
    """The upper end of a target's range is the one further from zero: 6%—6.5%, and for falls -2.5%—-3%."""
    for node in index.instances(UPO + "Target"):
        low, high = index.values(node, UPO + "value"), index.values(node, UPO + "maxValue")
        if len(low) != 1 or len(high) != 1:
            continue  # no range, or the shapes report it
        a, b = _number(low[0]), _number(high[0])
        if a * b > 0 and abs(b) < abs(a):
            yield index.problem(
                "target-range", node, f"区间上下限颠倒：{low[0]} 至 {high[0]}。",
                f"The range runs backwards: {low[0]} to {high[0]}.", value=high[0],
            )  # fmt: skip


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:  # the shapes report it
        return 0.0


def concepts(index: Index) -> Iterator[Problem]:
    """Indicators and domains of our schemes are ones that the schemes define."""
    for predicate, base, known, zh, en in (
        (UPO + "indicator", INDICATOR, set(indicators().values()), "指标", "indicators"),
        (DCTERMS + "subject", DOMAIN, {domain.iri for domain in domains().values()}, "政策领域", "domains"),
    ):
        used = {(o, s) for s, rows in index.by_subject.items() for p, o, _ in rows if p == predicate}
        for concept, node in sorted(used):
            if concept.startswith(base) and concept not in known:
                yield index.problem(
                    "concept-unknown", node, f"{zh}体系中没有 {local_name(concept)}。",
                    f"The scheme of {en} has no {local_name(concept)}.", value=concept, severity="warning",
                )  # fmt: skip


def blank_nodes(index: Index) -> Iterator[Problem]:
    """There are no blank nodes: graphs can be joined line by line, and every node can be asked for."""
    for s, p, o, g in index.blanks:
        yield index.problem(
            "blank-node", s, f"图中不得有空白节点（{local_name(p)}）。", f"No blank nodes ({local_name(p)}).",
            value=o, evidence=g if g in index.sentences else "",
        )  # fmt: skip


CHECKS: tuple[Callable[[Index], Iterator[Problem]], ...] = (
    quotes,
    mentions_inside,
    evidence_graphs,
    sets,
    findings,
    relations,
    classes,
    things,
    ranges,
    concepts,
    blank_nodes,
)
