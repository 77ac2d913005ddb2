"""Places for the full graph: every hub among its leaves on a grid of labels, the hubs' blocks packed about each other.

No randomness and no physics: the same graph gives the same places, no two labels share a cell, and 5,000 nodes
take well under a second per thousand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

CELL_W, CELL_H = 172.0, 34.0  # room for a glyph and a label of eleven characters
MARGIN = 26.0
FLAT = 1.55  # blocks are wider than high, as screens are


@dataclass(slots=True)
class Block:
    """Nodes with places relative to the block's centre, and its half width and half height."""

    places: dict[int, tuple[float, float]] = field(default_factory=dict)
    w: float = CELL_W / 2
    h: float = CELL_H / 2


def pack(
    nodes: Iterable[int],
    neighbours: Callable[[int], Iterable[int]],
    weight: Callable[[int], int],
    order: Callable[[int], tuple[object, ...]],
) -> dict[int, tuple[float, float]]:
    """Node → (x, y). ``weight`` tells hubs (heaviest first), ``order`` how leaves of a hub stand side by side."""
    rest = set(nodes)
    blocks: list[Block] = []
    single: list[int] = []
    for start in sorted(rest, key=lambda i: (-weight(i), i)):
        if start not in rest:
            continue
        children = _spanning_tree(start, rest, neighbours, weight)
        if children.get(start):
            blocks.append(_block(start, children, order))
        else:
            single.append(start)
    if single:
        blocks.append(_grid(sorted(single, key=order)))
    blocks.sort(key=lambda b: -b.w * b.h)
    return _around(Block(w=0, h=0), blocks).places


def _spanning_tree(
    start: int, rest: set[int], neighbours: Callable[[int], Iterable[int]], weight: Callable[[int], int]
) -> dict[int, list[int]]:
    """Parent → children over the component of ``start``, breadth first, so that each node hangs near the centre;
    a leaf that a smaller hub shares with a larger one goes to the smaller. Removes what it reaches from ``rest``."""
    rest.discard(start)
    depth, parent, level = {start: 0}, {start: start}, [start]
    while level:
        following: list[int] = []
        for i in sorted(level, key=lambda i: (weight(i), i)):
            for j in sorted(set(neighbours(i)), key=lambda j: (-weight(j), j)):
                if j in rest:
                    rest.discard(j)
                    depth[j], parent[j] = depth[i] + 1, i
                    following.append(j)
        level = following
    hubs = {parent[i] for i in parent}
    children: dict[int, list[int]] = {}
    for i in sorted(parent, key=lambda i: (depth[i], i)):
        if i == start:
            continue
        home = parent[i]
        if i not in hubs:  # a leaf may move down to the smallest hub that it is tied to
            near = [j for j in neighbours(i) if j in hubs and j != i and depth.get(j, 0) <= depth[i]]
            home = min(near, key=lambda j: (weight(j), j), default=home)
        children.setdefault(home, []).append(i)
    return children


def _block(root: int, children: dict[int, list[int]], order: Callable[[int], tuple[object, ...]]) -> Block:
    """The block of ``root``, built from the leaves up without recursion."""
    done: dict[int, Block] = {}
    stack = [root]
    while stack:
        top = stack[-1]
        inner = [c for c in children.get(top, ()) if c in children]
        waiting = [c for c in inner if c not in done]
        if waiting:
            stack.extend(waiting)
            continue
        stack.pop()
        leaves = sorted((c for c in children.get(top, ()) if c not in children), key=order)
        parts = sorted((done.pop(c) for c in inner), key=lambda b: -b.w * b.h)
        done[top] = _around(_hub(top, leaves), parts)
    return done[root]


def _hub(hub: int, leaves: list[int]) -> Block:
    """A hub in the middle of a grid of its leaves, read in rows; the middle cells stay free for the hub's name."""
    if not leaves:
        return Block({hub: (0.0, 0.0)}, CELL_W / 2, CELL_H)
    columns = max(1, round(math.sqrt(FLAT * (len(leaves) + 3) * CELL_H / CELL_W)))
    columns += columns % 2 == 0 and len(leaves) > columns
    cells: list[tuple[float, float]] = []
    rows = 1
    while len(cells) < len(leaves):
        rows += 2
        cells = [
            ((c - (columns - 1) / 2) * CELL_W, (r - (rows - 1) / 2) * CELL_H)
            for r in range(rows)
            for c in range(columns)
            if abs(r - (rows - 1) / 2) > 1 or abs(c - (columns - 1) / 2) >= 1
        ]
    spare = len(cells) - len(leaves)
    cells = cells[spare // 2 : len(cells) - (spare - spare // 2)]
    places = dict(zip(leaves, cells, strict=True))
    places[hub] = (0.0, 0.0)
    return Block(places, columns * CELL_W / 2, rows * CELL_H / 2)


def _grid(nodes: list[int]) -> Block:
    """Nodes without relations, in rows."""
    columns = max(1, round(math.sqrt(FLAT * len(nodes) * CELL_H / CELL_W)))
    rows = -(-len(nodes) // columns)
    places = {
        i: ((n % columns - (columns - 1) / 2) * CELL_W, (n // columns - (rows - 1) / 2) * CELL_H)
        for n, i in enumerate(nodes)
    }
    return Block(places, columns * CELL_W / 2, rows * CELL_H / 2)


def _around(centre: Block, parts: list[Block]) -> Block:
    """``parts`` about ``centre``, each as near to it as it fits; the bounds are centred anew."""
    boxes: list[tuple[float, float, float, float]] = []
    places = dict(centre.places)
    if centre.places:
        boxes.append((0.0, 0.0, centre.w + MARGIN, centre.h + MARGIN))
    start = 0
    last = (0.0, 0.0)
    for part in parts:
        if (part.w, part.h) != last:  # a smaller block may fit nearer than the one before
            start, last = 0, (part.w, part.h)
        start, x, y = _free(boxes, part, start)
        boxes.append((x, y, part.w + MARGIN, part.h + MARGIN))
        for i, (px, py) in part.places.items():
            places[i] = (px + x, py + y)
    left = min(x - w for x, _, w, _ in boxes)
    right = max(x + w for x, _, w, _ in boxes)
    top = min(y - h for _, y, _, h in boxes)
    bottom = max(y + h for _, y, _, h in boxes)
    mx, my = (left + right) / 2, (top + bottom) / 2
    moved = {i: (x - mx, y - my) for i, (x, y) in places.items()}
    return Block(moved, (right - left) / 2, (bottom - top) / 2)


def _free(
    boxes: list[tuple[float, float, float, float]], part: Block, start: int
) -> tuple[int, float, float]:
    """The first free place for ``part`` on a flat spiral, from step ``start`` on."""
    step = start
    while True:
        angle = step * 2.399963  # the golden angle: even in all directions
        radius = 17.0 * math.sqrt(step)
        x, y = radius * math.cos(angle) * FLAT, radius * math.sin(angle)
        if all(
            abs(x - bx) >= part.w + bw or abs(y - by) >= part.h + bh for bx, by, bw, bh in boxes
        ):
            return step, x, y
        step += 1
