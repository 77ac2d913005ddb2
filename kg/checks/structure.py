"""How the nodes of a graph hang together: sets and their lists, findings, relations, classes, codes and concepts."""

from __future__ import annotations

from collections.abc import Iterator

from kg.gazetteer import areas
from kg.quads import TYPE, Index, Problem
from kg.vocab import (
    CLASSES,
    DCTERMS,
    DOMAIN,
    INDICATOR,
    ITSRDF,
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
# What points from a finding to an entity. A set may also list things that are sets themselves.
_POINTERS = frozenset((ITSRDF + "taIdentRef", UPO + "object", UPO + "agent", *_RELATIONS))


def sets(index: Index) -> Iterator[Problem]:
    """A set that lists members lists as many as it states, in one well-made list that agrees with skos:member.

    Where a part of the name is open (两廊多点), as many at least.
    """
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
        if len(set(members)) < len(members):
            yield index.problem(
                "set-twice", node, "成员序列中有重复。", "The list has a member twice.",
                evidence=index.evidence(node, UPO + "memberList"), severity="warning",
            )  # fmt: skip
        declared = index.values(node, UPO + "declaredCount")
        labels = index.values(node, SKOS + "prefLabel")
        if declared and not _agrees(
            declared[0], len(members), open_ended=any("多" in name for name in labels)
        ):
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


def _agrees(declared: str, listed: int, *, open_ended: bool) -> bool:
    return declared == str(listed) or (open_ended and declared in map(str, range(listed)))


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
        for graph in sorted({g for p, _, g in rows if p == TYPE}):
            s, p, o = _parts(index, node, graph)
            if s and p and o and (p, o, graph) not in index.by_subject.get(s, ()):
                yield index.problem(
                    "finding-unstated", node, "发现所指的三元组不在同一命名图中。",
                    "The triple that the finding speaks of does not stand in the same graph.",
                    value=f"{s} {local_name(p)} {o}", evidence=graph,
                )  # fmt: skip


def relations(index: Index) -> Iterator[Problem]:
    """A relation ties two things, and a finding beside it says by which rule it was read."""
    found: set[tuple[str, ...]] = set()
    for node in index.instances(RDF + "Statement"):
        for graph in index.graphs(node, RDF + "Statement"):
            found.add((*_parts(index, node, graph), graph))
    for subject, rows in index.by_subject.items():
        for p in sorted({p for p, o, _ in rows if p in _RELATIONS and o == subject}):
            yield index.problem(
                "relation-self", subject, f"实体不能与自身有关系（{local_name(p)}）。",
                f"A thing has no relation to itself ({local_name(p)}).", evidence=index.evidence(subject, p, subject),
            )  # fmt: skip
        for p, o, g in sorted(row for row in rows if row[0] in _RELATIONS and row[2] in index.sentences):
            if (subject, p, o, g) not in found:
                yield index.problem(
                    "relation-unexplained", subject, f"关系没有写明由哪条规则读出（{local_name(p)}）。",
                    f"No finding says by which rule it was read ({local_name(p)}).",
                    value=o, evidence=g, severity="warning",
                )  # fmt: skip


def _parts(index: Index, finding: str, graph: str) -> tuple[str, str, str]:
    """Subject, predicate and object that a finding names in a graph; "" for each that it does not."""
    parts = {p: o for p, o, g in index.by_subject[finding] if g == graph}
    return parts.get(RDF + "subject", ""), parts.get(RDF + "predicate", ""), parts.get(RDF + "object", "")


def ways(index: Index) -> Iterator[Problem]:
    """Nothing lies in what lies in it, however far up, and no section stands under itself."""
    for predicate, zh, en in (
        (UPO + "locatedIn", "位于", "lies in"), (UPO + "parentSection", "属于章节", "stands under"),
    ):  # fmt: skip
        for ring in _rings(index, predicate):
            start = ring[0]
            inside = next(o for o in index.values(start, predicate) if o in ring)
            names = " → ".join(local_name(node) for node in ring)
            yield index.problem(
                "way-in-circles", start, f"循环：所列各项互相“{zh}”。", f"A circle: each {en} the next.",
                value=names, evidence=index.evidence(start, predicate, inside),
            )  # fmt: skip


def _rings(index: Index, predicate: str) -> Iterator[list[str]]:
    """The groups of nodes that can all reach each other, and nodes that reach themselves, sorted."""
    import networkx as nx

    pairs = ((s, o) for s, rows in index.by_subject.items() for p, o, _ in rows if p == predicate)
    graph = nx.DiGraph(pairs)
    groups = (sorted(group) for group in nx.strongly_connected_components(graph))
    yield from sorted(group for group in groups if len(group) > 1 or graph.has_edge(group[0], group[0]))


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


def area_codes(index: Index) -> Iterator[Problem]:
    """A code of GB/T 2260 that our table has is the code of the area that bears it."""
    for node in index.instances(UPO + "Area"):
        names = {name for p in ("prefLabel", "altLabel") for name in index.values(node, SKOS + p)}
        for code in index.values(node, UPO + "areaCode"):
            bearers = [area for area in areas() if area.code == code]  # now and, under other names, before
            if bearers and not any(names & {area.name, *area.aliases} for area in bearers):
                yield index.problem(
                    "area-code-name", node, f"代码 {code} 是{bearers[0].name}的。",
                    f"The code {code} is that of {bearers[0].name}.", value=code,
                )  # fmt: skip


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
