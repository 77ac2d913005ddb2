"""Look-ups over a NetworkView by position: neighbours, folded measures, text order, short target labels."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from kg.network import Edge, NetworkView, Node

FOLDED = frozenset({"Measure", "Target"})  # counted on what they are about, drawn only on demand
_COMPARATOR = {"about": "≈", "at_least": "≥", "at_most": "≤"}


@dataclass(frozen=True)
class Index:
    """Positions in ``view.nodes`` and ``view.edges`` stand for nodes and edges everywhere in this package."""

    view: NetworkView

    @cached_property
    def node_at(self) -> dict[str, int]:
        """IRI → position."""
        return {node.id: i for i, node in enumerate(self.view.nodes)}

    @cached_property
    def ends(self) -> tuple[tuple[int, int], ...]:
        """(source, target) of every edge; (-1, -1) where an end is not a node of the view."""
        at = self.node_at
        pairs = ((at.get(e.source, -1), at.get(e.target, -1)) for e in self.view.edges)
        return tuple((s, t) if s >= 0 and t >= 0 else (-1, -1) for s, t in pairs)

    @cached_property
    def outgoing(self) -> dict[int, list[int]]:
        """Node → its edges that start there."""
        return self._by_end(0)

    @cached_property
    def incoming(self) -> dict[int, list[int]]:
        """Node → its edges that end there."""
        return self._by_end(1)

    def _by_end(self, end: int) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for e, pair in enumerate(self.ends):
            if pair[0] >= 0:
                found[pair[end]].append(e)
        return found

    def node(self, i: int) -> Node:
        return self.view.nodes[i]

    def edge(self, e: int) -> Edge:
        return self.view.edges[e]

    def follow(self, i: int, relation: str, *, back: bool = False) -> list[tuple[int, int]]:
        """(other node, edge) over ``relation`` from ``i``, or to it if ``back``, in text order."""
        edges = (self.incoming if back else self.outgoing).get(i, [])
        found = [(self.ends[e][0 if back else 1], e) for e in edges if self.edge(e).relation == relation]
        return sorted(found, key=lambda pair: (self.seen(pair[0]), pair))

    @cached_property
    def measures(self) -> dict[int, list[int]]:
        """Entity → the measures that act on it, in text order."""
        found: dict[int, list[int]] = defaultdict(list)
        for e, (source, target) in enumerate(self.ends):
            if self.edge(e).relation == "measureObject" and source >= 0:
                found[target].append(source)
        return {i: sorted(set(ms), key=self.seen) for i, ms in found.items()}

    @cached_property
    def _place(self) -> dict[str, tuple[int, int, str]]:
        order = {document.id: n for n, document in enumerate(self.view.documents)}
        return {s.id: (order.get(s.document, len(order)), s.begin, s.text) for s in self.view.sentences}

    def seen(self, i: int) -> tuple[int, int, int]:
        """Where a node first stands: (document, offset of its name or of the sentence, position)."""
        node = self.node(i)
        known = [self._place[s] for s in node.evidence if s in self._place]
        if not known:
            return (len(self.view.documents), 0, i)
        document, begin, text = min(known)
        at = [p for p in (text.find(name) for name in (node.label, *node.aliases) if name) if p >= 0]
        return (document, begin + min(at, default=0), i)

    def member_order(self, the_set: int) -> list[tuple[int, int]]:
        """(member, edge) of a numbered set, in the order of the sentence that names most of them."""
        members = self.follow(the_set, "memberOf", back=True)
        said = [s for e in (e for _, e in members) for s in self.edge(e).evidence if s in self._place]
        said = said or [s for s in self.node(the_set).evidence if s in self._place]
        if not said:
            return members
        text = self._place[max(sorted(set(said)), key=said.count)][2]

        label = max(text.find(self.node(the_set).label), 0)

        def place(pair: tuple[int, int]) -> tuple[int, tuple[int, int, int]]:
            node = self.node(pair[0])
            names = [re.escape(name) for name in (node.label, *node.aliases) if name]
            at = [found.start() for name in names for found in re.finditer(name, text)]
            near = min(
                at, key=lambda p: abs(p - label), default=len(text)
            )  # a name may also stand inside another
            return (near, self.seen(pair[0]))

        return sorted(members, key=place)

    def label(self, i: int) -> str:
        """The label as drawn: a target is its indicator and number, such as 地区生产总值 ≈6.8%."""
        node = self.node(i)
        said = dict(node.properties)
        if node.kind != "Target" or "value" not in said:
            return node.label
        number = said["value"] + (f"–{said['maxValue']}" if said.get("maxValue") else "")
        name = said.get("indicatorLabel", node.label)
        return f"{name} {_COMPARATOR.get(said.get('comparator', ''), '')}{number}{said.get('unitLabel', '')}"

    def topic(self, i: int) -> str:
        """The policy domain of a measure, or ""; in a graph without domains the title of the section it stands in."""
        if self._domain:
            return self._domain.get(i, "")
        sections = (self._section.get(sentence, "") for sentence in self.node(i).evidence)
        return next(filter(None, sections), "")

    @cached_property
    def _domain(self) -> dict[int, str]:
        said = (
            (i, dict(node.properties)) for i, node in enumerate(self.view.nodes) if node.kind == "Measure"
        )
        named = ((i, properties.get("subject") or properties.get("domain") or "") for i, properties in said)
        return {i: name for i, name in named if name}

    @cached_property
    def _section(self) -> dict[str, str]:
        return {s.id: s.section for s in self.view.sentences}

    def degree(self, i: int) -> int:
        return len(self.outgoing.get(i, ())) + len(self.incoming.get(i, ()))
