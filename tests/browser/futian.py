"""The Futian report and its gold file as a NetworkView: what the page should show once everything is read right."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from kg.network import DocumentView, Edge, NetworkView, Node, SentenceView
from kg.resources import data_path

BASE = "https://w3id.org/urbanpolicy/id/"
DOC = BASE + "document/futian-2021"
KINDS = ("Engine", "Goal", "Zone", "Project", "Policy", "Institution", "Industry", "Event", "Person", "Area")
SAYS = {
    "hasEngine": ("引擎", "has engine"), "prioritises": ("重点发展", "prioritises"),
    "positionedAs": ("定位为", "positioned as"), "locatedIn": ("位于", "located in"),
    "contributesTo": ("服务于", "contributes to"), "memberOf": ("属于", "member of"),
    "hasTarget": ("目标", "has target"), "hasMeasure": ("举措", "has measure"),
    "measureObject": ("对象", "acts on"),
}  # fmt: skip


def gold() -> dict[str, Any]:
    path = Path(__file__).parents[1] / "gold" / "futian-2021.gold.json"
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def text() -> str:
    return data_path("seeds", "reports", "futian-2021.txt").read_text(encoding="utf-8")


def sentences(report: str) -> tuple[SentenceView, ...]:
    """Cut at 。 and line ends; a line without 。 opens a section."""
    found, section = [], ""
    for line in re.finditer(r"[^\n]+", report):
        if "。" not in line.group() and line.group().strip():
            section = line.group().strip()
        for part in re.finditer(r"[^。]+。?", line.group()):
            begin, end = line.start() + part.start(), line.start() + part.end()
            body = report[begin:end]
            if body.strip():
                begin += len(body) - len(body.lstrip())
                found.append(
                    SentenceView(f"{DOC}#char={begin},{end}", DOC, begin, end, report[begin:end], section)
                )
    return tuple(found)


def view() -> NetworkView:
    """Entities, sets, targets, measures and relations of the gold file, each with the sentences that name it."""
    report, facts = text(), gold()
    said = sentences(report)
    entities = {e["label"]: e for e in facts["entities"]}
    for extra in facts["optional"]["entities"]:
        if any(extra["label"] in (r["s"], r["o"]) for r in facts["relations"]):
            entities.setdefault(extra["label"], extra)
    alias = {a: e["label"] for e in entities.values() for a in e.get("aliases", ())}

    def evidence(*names: str) -> tuple[str, ...]:
        return tuple(s.id for s in said if all(any(n in s.text for n in spelled(name)) for name in names))

    def spelled(label: str) -> tuple[str, ...]:
        return (label, *entities.get(label, {}).get("aliases", ()))

    nodes, edges = [], []
    for label, e in entities.items():
        classes = (e["class"],) if isinstance(e["class"], str) else tuple(e["class"])
        kind = min(classes, key=KINDS.index)
        nodes.append(Node(iri(label), label, kind, classes, tuple(e.get("aliases", ())), evidence(label)))

    def edge(s: str, t: str, relation: str, proof: tuple[str, ...], zh: str = "", en: str = "") -> None:
        says = SAYS.get(relation, (zh, en))
        edges.append(Edge(s, t, relation, zh or says[0], en or says[1], proof, 0.9))

    for r in facts["relations"]:
        s, o = alias.get(r["s"], r["s"]), alias.get(r["o"], r["o"])
        proof = evidence(s, o) or evidence(s)
        edge(iri(s), iri(o), r["p"], proof, r.get("post", ""), r.get("post", ""))
    for s in facts["sets"]:
        node = Node(iri("set=" + s["label"]), s["label"], "NumberedSet", ("NumberedSet",), (), evidence(s["label"]),
                    (("declaredCount", str(s["count"])),))  # fmt: skip
        nodes.append(node)
        for member in s.get("members", ()):
            edge(iri(member), node.id, "memberOf", evidence(s["label"], member))
    for n, t in enumerate(facts["targets"]):
        proof = tuple(x.id for x in said if t["indicator"] in x.text and str(t["value"]) in x.text)
        node = Node(f"{DOC}#target={n}", t["indicator"], "Target", ("Target",), (), proof, (
            ("comparator", t["comparator"]), ("indicatorLabel", t["indicator"]), ("measureKind", t["measure"]),
            ("status", t["status"]), ("unitLabel", t["unit"]), ("value", str(t["value"])), ("year", str(t["year"])),
        ))  # fmt: skip
        nodes.append(node)
        edge(iri("福田区"), node.id, "hasTarget", proof)
    for n, m in enumerate(facts["measures"]):
        proof = evidence(m["object"]) or tuple(x.id for x in said if m["object"][:4] in x.text)[:1]
        where = next((x.section for x in said if x.id in proof), "")
        node = Node(f"{DOC}#measure={n}", m["action"] + m["object"], "Measure", ("Measure",), (), proof[:1], (
            ("action", m["action"]), ("objectText", m["object"]), ("status", m["status"]), ("subject", where),
        ))  # fmt: skip
        nodes.append(node)
        edge(iri("福田区"), node.id, "hasMeasure", proof[:1])
        for label in entities:
            if any(name in m["object"] for name in spelled(label)):
                edge(node.id, iri(label), "measureObject", proof[:1])
    document = DocumentView(DOC, "新三十年再出发：福田区以“三大新引擎”为总牵引", report, "2021", iri("福田区"), "福田区",
                            "2021-02-01", "futian-2021.txt")  # fmt: skip
    nodes.sort(key=lambda node: node.id)
    edges.sort(key=lambda e: (e.source, e.relation, e.target))
    return NetworkView(tuple(nodes), tuple(edges), said, (document,))


def iri(label: str) -> str:
    return BASE + "福田区/" + re.sub(r"[“”]", "", label)
