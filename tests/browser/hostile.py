"""A graph in which every name that a report controls tries to become markup or script."""

from __future__ import annotations

from kg.network import DocumentView, Edge, NetworkView, Node, SentenceView

ATTACKS = (
    "</script><script>window.hacked='script'</script>",
    "<img src=x onerror=\"window.hacked='img'\">",
    "\"'><svg onload=window.hacked='svg'>",
    "javascript:window.hacked='url'",
    "<!--<script>",
    "]]>\u2028window.hacked='line'\u2029",
    "{{7*7}}${7*7}%s\\u003cscript\\u003e",
    "__proto__",
    "=cmd|' /C calc'!A0",
)


def view() -> NetworkView:
    """Nodes, aliases, ids, properties, relations, sections, titles and sources that are all hostile."""
    base = "https://w3id.org/urbanpolicy/id/"
    document = base + "document/<script>window.hacked='id'</script>"
    text = "\n".join(f"{attack}。" for attack in ATTACKS)
    sentences, at = [], 0
    for attack in ATTACKS:
        end = at + len(attack) + 1
        sentences.append(SentenceView(f"{document}#char={at},{end}", document, at, end, text[at:end], attack))
        at = end + 1
    proof = tuple(s.id for s in sentences)
    kinds = ("Area", "Engine", "Goal", "Project", "Policy", "Institution", "Zone", "NumberedSet", "Measure")
    nodes = tuple(
        Node(f"{base}{n}/{attack}", attack, kind, (kind, attack), (attack + " alias",), proof,
             ((attack, attack), ("status", attack), ("value", "1")))
        for n, (attack, kind) in enumerate(zip(ATTACKS, kinds, strict=True))
    )  # fmt: skip
    edges = [
        Edge(nodes[0].id, nodes[1].id, "hasEngine", ATTACKS[0], ATTACKS[1], proof, 0.5),
        Edge(nodes[0].id, nodes[2].id, "positionedAs", ATTACKS[2], ATTACKS[3], proof, None),
        Edge(nodes[3].id, nodes[1].id, "contributesTo", ATTACKS[4], ATTACKS[5], proof, 1.0),
        Edge(nodes[4].id, nodes[1].id, ATTACKS[6], ATTACKS[6], ATTACKS[6], proof, 1.0),
        Edge(nodes[5].id, nodes[7].id, "memberOf", "", "", proof, 1.0),
        Edge(nodes[0].id, nodes[8].id, "hasMeasure", "", "", proof, 1.0),
        Edge(nodes[8].id, nodes[3].id, "measureObject", "", "", proof, 1.0),
        Edge(nodes[6].id, "https://nowhere/", "locatedIn", "", "", ("https://nowhere/#char=0,1",), 1.0),
    ]
    documents = (
        DocumentView(
            document,
            ATTACKS[0] + ATTACKS[1],
            text,
            ATTACKS[3],
            nodes[0].id,
            ATTACKS[2],
            ATTACKS[4],
            ATTACKS[3],
        ),
        DocumentView(
            document + "2",
            ATTACKS[2],
            "",
            "2022",
            "",
            ATTACKS[0],
            "",
            'https://example.org/"onclick=window.hacked=1',
        ),
    )
    return NetworkView(nodes, tuple(edges), tuple(sentences), documents)
