"""The story: an area in the centre, its engines on the right, what it wants to be on the left.

Every name hangs on one branch only, the first that claims it, so the picture is a tree and nothing overlaps.
Where a report names no engine, the goals, numbered sets or largest policy domains take their place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from viz.index import Index

LEAF_KINDS = ("Industry", "Goal", "Zone", "Project", "Policy", "Institution", "Event", "Person", "Area", "Engine",
              "Target", "Measure")  # fmt: skip
MAX_ENGINES, MAX_GOALS, MAX_HEADS = 7, 3, 9  # branches of one story; what is beyond is counted
MAX_ROWS = 36.0  # lines of text on one side that a screen of 900 px can hold
FEW = 4  # so many engines are branches even if nothing hangs on them
TELLING = 3  # a goal with so many contributors is a branch of its own


@dataclass(frozen=True, slots=True)
class Leaf:
    ref: int  # node
    edge: int  # the relation that hangs it here, or -1


@dataclass(slots=True)
class Branch:
    """A head and its leaves by kind. ``key`` is the name in strings.json of a head that is no node."""

    ref: int  # node of the head, or -1
    kind: str
    key: str = ""
    edge: int = -1  # relation between root and head
    relation: str = ""
    label: str = ""
    groups: dict[str, list[Leaf]] = field(default_factory=dict)
    measures: int = 0  # measures on the head and its leaves, folded
    shown: int = 99  # leaves of one kind that are drawn

    @property
    def engine_side(self) -> bool:
        return self.kind == "Engine"


@dataclass(slots=True)
class Story:
    root: int  # node, or -1
    branches: list[Branch]
    measures: int

    def leaves(self) -> Iterable[Leaf]:
        return (leaf for branch in self.branches for group in branch.groups.values() for leaf in group)


def roots(index: Index) -> list[int]:
    """The areas whose governments speak, the one with most engines and relations first; else the busiest area;
    [-1] where there is none: the report itself is then in the centre."""
    at = index.node_at
    areas = {at[d.jurisdiction_id] for d in index.view.documents if d.jurisdiction_id in at}
    if not areas:
        areas = {i for i, node in enumerate(index.view.nodes) if node.kind == "Area" and index.degree(i)}
        areas = set(sorted(areas, key=lambda i: (-index.degree(i), i))[:1])
    if not areas:
        return [-1]
    return sorted(areas, key=lambda i: (-len(index.follow(i, "hasEngine")), -index.degree(i), i))


def story(index: Index, root: int) -> Story:
    """What hangs on ``root``: engines, goals that much contributes to, then goals, industries and targets."""
    placed = {root}
    branches = _engines(index, root, placed)
    branches += _goals(index, root, placed)
    if len(branches) < TELLING:
        branches += _domains(index, root, 4)
        branches += _sets(index, placed)
    groups = [
        ("engines", "Engine", "hasEngine"),
        ("goals", "Goal", "positionedAs"),
        ("industries", "Industry", "prioritises"),
        ("targets", "Target", "hasTarget"),
    ]
    for key, kind, relation in groups:
        leaves = [Leaf(i, e) for i, e in index.follow(root, relation) if i not in placed]
        placed.update(leaf.ref for leaf in leaves)
        if leaves:
            branches.append(Branch(-1, kind, key=key, relation=relation, groups={kind: leaves}))
    for branch in branches:
        _count(index, branch)
    return Story(root, branches[:MAX_HEADS], len(index.follow(root, "hasMeasure")) or _all_measures(index))


def _engines(index: Index, root: int, placed: set[int]) -> list[Branch]:
    """The engines with what hangs on them. Of many engines those on which nothing hangs are left to a group."""
    found = dict(index.follow(root, "hasEngine"))
    claimed = placed | set(found)
    branches = [Branch(i, "Engine", edge=edge, relation="hasEngine") for i, edge in found.items()]
    for branch in branches:
        _claim(index, branch, claimed)
    if len(branches) > FEW:
        branches = [branch for branch in branches if branch.groups][:MAX_ENGINES]
    placed.update(branch.ref for branch in branches)
    placed.update(leaf.ref for branch in branches for group in branch.groups.values() for leaf in group)
    return branches


def _goals(index: Index, root: int, placed: set[int]) -> list[Branch]:
    """The goals that most contributes to, if enough does."""
    found = []
    for goal, edge in index.follow(root, "positionedAs"):
        free = {c for c, _ in index.follow(goal, "contributesTo", back=True)} - placed
        if goal not in placed and len(free) >= TELLING:
            found.append((len(free), Branch(goal, "Goal", edge=edge, relation="positionedAs")))
    branches = [branch for _, branch in sorted(found, key=lambda pair: -pair[0])[:MAX_GOALS]]
    placed.update(branch.ref for branch in branches)
    for branch in branches:
        _claim(index, branch, placed)
    return branches


def _all_measures(index: Index) -> int:
    return sum(node.kind == "Measure" for node in index.view.nodes)


def _claim(index: Index, branch: Branch, placed: set[int]) -> None:
    """Hang what is tied to the head and not yet placed on it, by kind."""
    found = [
        *index.follow(branch.ref, "prioritises"),
        *index.follow(branch.ref, "positionedAs"),
        *index.follow(branch.ref, "contributesTo", back=True),
        *index.follow(branch.ref, "locatedIn", back=True),
    ]
    groups: dict[str, list[Leaf]] = defaultdict(list)
    for i, edge in found:
        if i not in placed:
            placed.add(i)
            groups[index.node(i).kind].append(Leaf(i, edge))
    branch.groups = {kind: groups[kind] for kind in LEAF_KINDS if kind in groups}


def _sets(index: Index, placed: set[int]) -> list[Branch]:
    """Numbered sets with at least two members that hang nowhere else."""
    found = []
    for i, node in enumerate(index.view.nodes):
        if node.kind != "NumberedSet":
            continue
        members = [Leaf(m, e) for m, e in index.member_order(i) if m not in placed]
        if len(members) >= 2:
            placed.update(leaf.ref for leaf in members)
            groups: dict[str, list[Leaf]] = defaultdict(list)
            for leaf in members:
                groups[index.node(leaf.ref).kind].append(leaf)
            found.append(Branch(i, "NumberedSet", relation="memberOf", groups=dict(groups)))
    return sorted(found, key=lambda b: (-sum(map(len, b.groups.values())), b.ref))[:3]


def _domains(index: Index, root: int, room: int) -> list[Branch]:
    """The policy domains (else sections) with most measures, each with its measures."""
    edge_of = dict(index.follow(root, "hasMeasure"))
    by_domain: dict[str, list[Leaf]] = defaultdict(list)
    for i, node in enumerate(index.view.nodes):
        if node.kind == "Measure":
            by_domain[index.topic(i)].append(Leaf(i, edge_of.get(i, -1)))
    ranked = sorted((name for name in by_domain if name), key=lambda name: (-len(by_domain[name]), name))
    return [
        Branch(-1, "Measure", relation="hasMeasure", label=name,
               groups={"Measure": sorted(by_domain[name], key=lambda leaf: index.seen(leaf.ref))})
        for name in ranked[:room]
    ]  # fmt: skip


def _count(index: Index, branch: Branch) -> None:
    parts = [leaf.ref for group in branch.groups.values() for leaf in group]
    if branch.ref >= 0:
        parts.append(branch.ref)
    branch.measures = len({m for i in parts for m in index.measures.get(i, ())})


def rows(branch: Branch) -> float:
    """The height of a branch in lines of text, with the gaps between kinds and after it."""
    lines = sum(min(len(g), branch.shown) for g in branch.groups.values()) + (folded(branch) > 0)
    least = 5.4 if branch.ref >= 0 else 3.6  # the circle of the head
    return max(least, lines + 0.3 * len(branch.groups)) + 0.9


def folded(branch: Branch) -> int:
    """Leaves of a branch that are not drawn."""
    return sum(max(0, len(g) - branch.shown) for g in branch.groups.values())


def sides(branches: list[Branch]) -> tuple[list[Branch], list[Branch]]:
    """(left, right): engines right, the rest left, unless that is lopsided; then in order, half and half.

    Lowers ``shown`` of the longest branches until each side fits MAX_ROWS.
    """
    right = [b for b in branches if b.engine_side]
    left = [b for b in branches if not b.engine_side]
    part = _rows(right) / max(1.0, _rows(right) + _rows(left))
    if not 0.25 <= part <= 0.75:
        left, right = _halves(branches)
    for side in (left, right):
        while _rows(side) > MAX_ROWS:
            longest = max(side, key=lambda b: (rows(b), -side.index(b)))
            most = max((min(len(g), longest.shown) for g in longest.groups.values()), default=0)
            if most <= 1:
                break
            longest.shown = most - 1 if most < 8 else int(most * 0.8)
    return left, right


def _rows(side: list[Branch]) -> float:
    return sum(map(rows, side))


def _halves(branches: list[Branch]) -> tuple[list[Branch], list[Branch]]:
    """Fill the right side up to half of all rows (long branches count as cut), then the left."""
    size = [min(rows(b), 12.0) for b in branches]
    right = 0
    while right < len(branches) - 1 and sum(size[: right + 1]) <= sum(size) / 2 + size[right] / 2:
        right += 1
    return branches[right:], branches[:right]
