"""Graphs of any size that look like those of work reports: one area a document, engines, what hangs on them, measures."""

from __future__ import annotations

import random

from kg.network import DocumentView, Edge, NetworkView, Node, SentenceView

BASE = "https://w3id.org/urbanpolicy/id/"
SHARE = {
    "Project": 0.26,
    "Policy": 0.14,
    "Institution": 0.1,
    "Zone": 0.08,
    "Industry": 0.08,
    "Goal": 0.04,
    "Event": 0.02,
}
SYLLABLES = "东西南北中海江河湖山云龙凤华新明光安宁福康文武泰和平兴永长春秋青白金石林田"
ENDING = {"Project": "改造工程", "Policy": "行动计划", "Institution": "研究院", "Zone": "片区", "Industry": "产业",
          "Goal": "示范区", "Event": "论坛", "Engine": "合作区", "Measure": "建设", "Target": "总量"}  # fmt: skip


def network(nodes: int, *, years: tuple[str, ...] = ("2021",), areas: int = 1, seed: int = 7) -> NetworkView:
    """About ``nodes`` nodes in all, a third of them measures; the same arguments give the same graph."""
    dice = random.Random(seed)  # noqa: S311  # no secret
    made: list[Node] = []
    edges: list[Edge] = []
    texts: dict[str, list[str]] = {}
    spans: list[SentenceView] = []
    documents = [(f"{BASE}document/{a}-{y}", a, y) for a in range(areas) for y in years]
    names: set[str] = set()

    def name(kind: str) -> str:
        while True:
            found = "".join(dice.choices(SYLLABLES, k=dice.randint(2, 6))) + ENDING[kind]
            if found not in names:
                names.add(found)
                return found

    def say(document: str, sentence: str) -> str:
        parts = texts.setdefault(document, [])
        begin = sum(map(len, parts))
        parts.append(sentence)
        iri = f"{document}#char={begin},{begin + len(sentence)}"
        section = f"第{dice.randint(1, 6)}部分"
        spans.append(SentenceView(iri, document, begin, begin + len(sentence), sentence, section))
        return iri

    def add(kind: str, label: str, said: tuple[str, ...], **properties: str) -> str:
        iri = f"{BASE}{kind.lower()}/{len(made)}"
        made.append(Node(iri, label, kind, (kind,), (), said, tuple(sorted(properties.items()))))
        return iri

    def tie(source: str, relation: str, target: str, said: tuple[str, ...]) -> None:
        edges.append(Edge(source, target, relation, "", relation, said, 0.9))

    heads: dict[int, list[str]] = {}
    centre: dict[int, str] = {}
    for a in range(areas):
        said = tuple(say(d, f"第{a + 1}区的工作报告。") for d, b, _ in documents if b == a)
        centre[a] = add("Area", f"第{a + 1}区", said)
        heads[a] = []
        for _ in range(3):
            label = name("Engine")
            proof = (say(documents[a * len(years)][0], f"第{a + 1}区以{label}为引擎。"),)
            heads[a].append(add("Engine", label, proof))
            tie(centre[a], "hasEngine", heads[a][-1], proof)
    kinds = [k for k, share in SHARE.items() for _ in range(int(share * 100))]
    entities: list[str] = []
    while len(made) < nodes * 0.67:
        kind, a = dice.choice(kinds), dice.randrange(areas)
        label = name(kind)
        own = [d for d, b, _ in documents if b == a]
        proof = tuple(
            say(d, f"加快{label}的工作。")
            for d in sorted(dice.sample(own, dice.randint(1, min(2, len(own)))))
        )
        node = add(kind, label, proof)
        entities.append(node)
        if kind in ("Industry", "Goal"):
            tie(centre[a], "prioritises" if kind == "Industry" else "positionedAs", node, proof)
            if kind == "Goal":
                heads[a].append(node)
        elif dice.random() < 0.85:
            tie(node, "contributesTo", dice.choice(heads[a]), proof)
        if dice.random() < 0.1 and len(entities) > 5:
            tie(node, "locatedIn", dice.choice(entities[:-1]), proof)
    while len(made) < nodes:
        a, label = dice.randrange(areas), name("Measure")
        document = documents[a * len(years)][0]
        proof = (say(document, f"推进{label}。"),)
        domain = dice.choice(("科技创新", "民生", "生态环境", "城市更新", "产业", "交通"))
        node = add(
            "Measure", "推进" + label, proof, action="推进", objectText=label, status="planned", domain=domain
        )
        tie(centre[a], "hasMeasure", node, proof)
        if entities and dice.random() < 0.6:
            tie(node, "measureObject", dice.choice(entities), proof)
    views = tuple(
        DocumentView(
            d, f"第{a + 1}区{y}年工作报告", "".join(texts.get(d, [""])), y, centre[a], f"第{a + 1}区"
        )
        for d, a, y in documents
    )
    made.sort(key=lambda n: n.id)
    edges.sort(key=lambda e: (e.source, e.relation, e.target))
    return NetworkView(tuple(made), tuple(edges), tuple(spans), views)


def entities(nodes: int) -> NetworkView:
    """``nodes`` entities and their relations, without measures."""
    view = network(-(-nodes * 100 // 67) + 2)
    kept = {n.id for n in [n for n in view.nodes if n.kind != "Measure"][:nodes]}
    return NetworkView(
        tuple(n for n in view.nodes if n.id in kept),
        tuple(e for e in view.edges if e.source in kept and e.target in kept),
        view.sentences,
        view.documents,
    )
