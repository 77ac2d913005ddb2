"""The full graph: all entities and sets, as large as they are connected."""

from __future__ import annotations

from dataclasses import replace

from viz.drawing import Line, Spot, View
from viz.index import FOLDED, Index
from viz.pack import Graph, pack
from viz.text import em, wrap

SUMMARY_FROM = 500  # nodes; above, the full graph first shows its best connected ones
SUMMARY = 220
LOOSE = 40  # nodes without relations that the full graph still shows
LEAF_EM, HUB_EM = 13.0, 7.5
Near = dict[int, set[int]]


def full(index: Index) -> list[View]:
    """The view "full"; measures and targets are folded into counts.

    Above SUMMARY_FROM nodes two views: "full" with the best connected ones, each with the number of its hidden
    neighbours, and "all". So too where very many have no relation: "full" then has those that have one.
    """
    kept = [i for i, node in enumerate(index.view.nodes) if node.kind not in FOLDED]
    near = _neighbours(index, kept)
    folded = {i: len(index.measures.get(i, ())) for i in kept}
    if len(kept) <= SUMMARY_FROM:
        linked = {i: found for i, found in near.items() if found}
        if not linked or len(near) - len(linked) <= LOOSE:
            return [_net(index, "full", near, folded)]
        return [
            _net(index, "full", linked, folded, len(near) - len(linked)),
            _net(index, "all", near, folded),
        ]
    best = sorted(sorted(kept, key=lambda i: (-len(near[i]), i))[:SUMMARY])
    shown = _neighbours(index, best)
    hidden = {i: len(near[i]) - len(shown[i]) for i in best}
    summary = replace(_net(index, "full", shown, hidden, len(kept) - len(best)), summary=True)
    return [summary, _net(index, "all", near, folded)]


def _neighbours(index: Index, kept: list[int]) -> Near:
    near: Near = {i: set() for i in kept}
    for s, t in index.ends:
        if s in near and t in near and s != t:
            near[s].add(t)
            near[t].add(s)
    return near


def _net(index: Index, name: str, near: Near, counts: dict[int, int], left_out: int = 0) -> View:
    labels = {i: wrap(index.label(i), LEAF_EM) for i in near}
    graph = Graph(near, lambda i: _room(labels[i]), lambda i: (index.node(i).kind, index.seen(i)))
    spots = []
    for i, (x, y, side) in sorted(pack(near, graph).items()):
        label = labels[i] if side else wrap(index.label(i), HUB_EM, 3)
        size = min(6.0 + len(near[i]) ** 0.5 * 1.8, 26.0) if side == 0 else 6.5
        spots.append(Spot(f"n{i}", i, "plain", index.node(i).kind, label, x, y, side, size, counts.get(i, 0)))
    lines = [
        Line(f"n{s}", f"n{t}", e, index.edge(e).relation)
        for e, (s, t) in enumerate(index.ends)
        if s in near and t in near and s != t
    ]
    return View(name, "", "net", tuple(spots), tuple(lines), left_out)


def _room(label: tuple[str, ...]) -> tuple[float, float]:
    """Width and height of a label in pixels, with room for its count."""
    return max(map(em, label)) * 12.5 + 14, 7.0 + 16.5 * len(label)
