"""Places for the full graph: every hub in the middle of two arcs of its leaves, the hubs' blocks packed about each other.

No randomness and no physics: the same graph gives the same places, and no two labels of leaves share room.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

Place = tuple[
    float, float, int
]  # x, y, and the side of the glyph where the label stands: -1 left, 0 below, 1 right
Box = tuple[float, float, float, float]  # centre, half width, half height
Size = Callable[[int], tuple[float, float]]  # width and height of a label in pixels

HUB = 3  # so many leaves make a hub; a smaller one joins the leaves of its own hub
INNER, BULGE = 48.0, 62.0  # nearest and further distance of the arcs from their hub
MARGIN = 18.0
RAYS = 16
EVEN = 8  # parts that are spread evenly about their hub, before the rest fills the gaps
FLAT = 1.4  # blocks are wider than high, as screens are
GLYPH = 24.0  # room for a glyph and its gap


@dataclass(slots=True)
class Block:
    """Nodes with places relative to the block's centre, and its half width and half height."""

    places: dict[int, Place] = field(default_factory=dict)
    w: float = 0.0
    h: float = 0.0


@dataclass(frozen=True, slots=True)
class Graph:
    """``order`` tells how the leaves of a hub stand side by side."""

    neighbours: Mapping[int, set[int]]
    size: Size
    order: Callable[[int], tuple[object, ...]]

    def weight(self, i: int) -> int:
        return len(self.neighbours.get(i, ()))


def pack(nodes: Iterable[int], graph: Graph) -> dict[int, Place]:
    """Node → place, centred about (0, 0): components about the largest, nodes without relations in rows below."""
    rest = set(nodes)
    blocks: list[Block] = []
    single: list[int] = []
    for start in sorted(rest, key=lambda i: (-graph.weight(i), i)):
        if start not in rest:
            continue
        children = _tree(start, rest, graph)
        if children.get(start):
            blocks.append(_block(start, children, graph))
        else:
            single.append(start)
    blocks.sort(key=lambda b: -b.w * b.h)
    whole = _around(Block(), blocks) if blocks else Block()
    if single:
        _below(whole, sorted(single, key=graph.order), graph)
    return whole.places


def _tree(start: int, rest: set[int], graph: Graph) -> dict[int, list[int]]:
    """Parent → children over the component of ``start``, breadth first, so that each node hangs near the centre.

    A leaf that hubs share goes to the smallest; a hub of few leaves gives them to its own. Takes them from ``rest``.
    """
    rest.discard(start)
    parent, level, reached = {start: start}, [start], [start]
    while level:
        following: list[int] = []
        for i in sorted(level, key=lambda i: (graph.weight(i), i)):
            for j in sorted(graph.neighbours.get(i, set()) & rest, key=lambda j: (-graph.weight(j), j)):
                rest.discard(j)
                parent[j] = i
                following.append(j)
        reached += following
        level = following
    hubs = set(parent.values())
    for i in reached[1:]:
        if i not in hubs:
            near = [j for j in graph.neighbours[i] if j in hubs and j != i]
            parent[i] = min(near, key=lambda j: (graph.weight(j), j), default=parent[i])
    count: dict[int, int] = {}
    for i in reversed(reached[1:]):  # from the leaves up
        home = parent[i]
        if count.get(i, 0) < HUB:  # too small a hub: what hangs on it goes up with it
            for j in reached:
                if parent[j] == i and j != i:
                    parent[j] = home
                    count[home] = count.get(home, 0) + 1
            count[i] = 0
        count[home] = count.get(home, 0) + 1
    children: dict[int, list[int]] = {}
    for i in reached[1:]:
        children.setdefault(parent[i], []).append(i)
    return children


def _block(root: int, children: dict[int, list[int]], graph: Graph) -> Block:
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
        leaves = sorted((c for c in children.get(top, ()) if c not in children), key=graph.order)
        parts = sorted((done.pop(c) for c in inner), key=lambda b: -b.w * b.h)
        done[top] = _around(_hub(top, leaves, graph), parts)
    return done[root]


def _hub(hub: int, leaves: list[int], graph: Graph) -> Block:
    """A hub and its leaves on two arcs, names outward; many leaves stand in further columns outside."""
    places: dict[int, Place] = {hub: (0.0, 0.0, 0)}
    half = -(-len(leaves) // 2)
    columns = -(-half // max(4, math.ceil(math.sqrt(16.0 * half)))) or 1
    rows = -(-half // columns)
    width = height = 0.0
    for side, part in ((1, leaves[:half]), (-1, leaves[half:])):
        x = INNER
        for at in range(0, len(part), rows):
            column = part[at : at + rows]
            heights = [graph.size(i)[1] for i in column]
            total = sum(heights)
            y = -total / 2
            outer = x
            for i, h in zip(column, heights, strict=True):
                middle = y + h / 2
                arc = math.sqrt(max(0.0, 1 - (2 * middle / (total + h)) ** 2)) * BULGE * min(1.0, total / 160)
                places[i] = (side * (x + arc), middle, side)
                outer = max(outer, x + arc + GLYPH + graph.size(i)[0])
                y += h
            height = max(height, total / 2)
            width = max(width, outer)
            x = outer + GLYPH
    own = graph.size(hub)
    return Block(places, max(width, own[0] / 2 + 10), max(height, own[1] + 26))


def _below(whole: Block, nodes: list[int], graph: Graph) -> None:
    """Add nodes without relations to ``whole``, in rows beneath it."""
    pitch = max(graph.size(i)[0] for i in nodes) + GLYPH + 14
    high = max(graph.size(i)[1] for i in nodes)

    def extent(columns: int) -> tuple[float, int]:
        tall = 2 * whole.h + 34 + -(-len(nodes) // columns) * high
        return (max(columns * pitch, 2 * whole.w, tall * FLAT), columns)

    columns = min(extent(c) for c in range(1, len(nodes) + 1))[1]
    rows = -(-len(nodes) // columns)
    columns = -(-len(nodes) // rows)
    top = whole.h + 34 if whole.places else 0.0
    for n, i in enumerate(nodes):
        column, row = n // rows, n % rows
        whole.places[i] = ((column - columns / 2) * pitch + GLYPH / 2, top + (row + 0.5) * high, 1)
    shift = (rows * high + 34) / 2
    whole.places.update({i: (x, y - shift, side) for i, (x, y, side) in whole.places.items()})
    whole.h += shift
    whole.w = max(whole.w, columns * pitch / 2)


def _around(centre: Block, parts: list[Block]) -> Block:
    """``parts`` about ``centre``, each as near to it as it fits; the bounds are centred anew."""
    boxes: list[Box] = []
    places = dict(centre.places)
    if centre.places:
        boxes.append((0.0, 0.0, centre.w, centre.h))
    for n, part in enumerate(parts):
        x, y = _even(boxes, part, n, len(parts)) if n < EVEN and centre.places else _free(boxes, part, n)
        boxes.append((x, y, part.w, part.h))
        for i, (px, py, side) in part.places.items():
            places[i] = (px + x, py + y, side)
    left = min(x - w for x, _, w, _ in boxes)
    right = max(x + w for x, _, w, _ in boxes)
    top = min(y - h for _, y, _, h in boxes)
    bottom = max(y + h for _, y, _, h in boxes)
    mx, my = (left + right) / 2, (top + bottom) / 2
    moved = {i: (x - mx, y - my, side) for i, (x, y, side) in places.items()}
    return Block(moved, (right - left) / 2, (bottom - top) / 2)


def _even(boxes: list[Box], part: Block, n: int, count: int) -> tuple[float, float]:
    """A place in the direction that spreads the first parts evenly about the centre, each opposite the one before."""
    count = min(count, EVEN)
    turn = (n // 2 + (n % 2) * (count // 2)) % count if count > 2 else n
    angle = (turn + (0.5 if count % 2 == 0 and count > 2 else 0.0)) * math.tau / count
    dx, dy = math.cos(angle) * FLAT, math.sin(angle)
    r = _distance(boxes, part, dx, dy)
    return r * dx, r * dy


def _free(boxes: list[Box], part: Block, n: int) -> tuple[float, float]:
    """Where ``part`` fits so that all keeps the shape of a screen and stays small: tried outward along rays,
    which turn from one part to the next so that no lines form."""
    if not boxes:
        return 0.0, 0.0
    left, right = min(x - w for x, _, w, _ in boxes), max(x + w for x, _, w, _ in boxes)
    top, bottom = min(y - h for _, y, _, h in boxes), max(y + h for _, y, _, h in boxes)
    best = (math.inf, math.inf, 0.0, 0.0)
    for ray in range(RAYS):
        angle = (ray + n * 0.618034 % 1) * math.tau / RAYS
        dx, dy = math.cos(angle) * FLAT, math.sin(angle)
        r = _distance(boxes, part, dx, dy)
        x, y = r * dx, r * dy
        wide = max(right, x + part.w) - min(left, x - part.w)
        high = max(bottom, y + part.h) - min(top, y - part.h)
        best = min(best, (round(max(wide / FLAT, high)), round(r, 3), x, y))
    return best[2], best[3]


def _distance(boxes: list[Box], part: Block, dx: float, dy: float) -> float:
    """How far out along (dx, dy) the first place is that overlaps no box: it jumps from box to box."""
    r = 0.0
    while True:
        hit = None
        for bx, by, bw, bh in boxes:
            w, h = part.w + bw + MARGIN, part.h + bh + MARGIN
            if abs(r * dx - bx) < w - 1e-6 and abs(r * dy - by) < h - 1e-6:
                # the step along the ray that leaves this box, by its side or by its top or bottom
                leave_x = (bx + math.copysign(w, dx) - r * dx) / dx if abs(dx) > 1e-9 else math.inf
                leave_y = (by + math.copysign(h, dy) - r * dy) / dy if abs(dy) > 1e-9 else math.inf
                hit = max(hit or 0.0, min(leave_x, leave_y))
        if hit is None:
            return r
        r += hit + 1e-3
