"""Places for a story: two columns of branches about a root (wide), and one column (narrow, for a phone)."""

from __future__ import annotations

from viz.drawing import Line, Spot, View
from viz.index import FOLDED, Index
from viz.story import Branch, Leaf, Story, folded, sides
from viz.text import em, wrap

ROW = 22.0  # a line of 13 px text
EXTRA = 16.5  # each further line of a wrapped label
PART = 7.0  # between kinds of leaves
GAP = 20.0  # between branches
TRUNK = 196.0  # root centre to head centre
FAN = 112.0  # head centre to glyph
ROOT_R, HEAD_R, GROUP_R = 60.0, 49.0, 36.0
LEAF_EM, HEAD_EM, NARROW_X = 15.0, 6.2, -150.0


def tree(index: Index, told: Story, number: int = 1) -> View:
    """The view of a story; ``number`` tells several of them apart."""
    left, right = sides(list(told.branches))
    builder = _Builder(index)
    builder.root(told)
    for side, branches in ((1, right), (-1, left)):
        y = -(sum(_height(index, b) for b in branches) + GAP * (len(branches) - 1)) / 2
        for branch in branches:
            y = builder.branch(branch, side, y) + GAP
    drawn = {spot.ref for spot in builder.spots if spot.ref >= 0}
    everything = [i for i, node in enumerate(index.view.nodes) if node.kind not in FOLDED | {"NumberedSet"}]
    title = index.node(told.root).label if told.root >= 0 else ""
    return View(
        "story" if number == 1 else f"story-{number}",
        title,
        "tree",
        tuple(builder.spots),
        tuple(builder.lines),
        left_out=sum(i not in drawn for i in everything),
    )


def _label(index: Index, leaf: Leaf) -> tuple[str, ...]:
    return wrap(index.label(leaf.ref), LEAF_EM)


def _content(index: Index, branch: Branch) -> float:
    """Height of the leaves of a branch."""
    total = PART * (len(branch.groups) - 1)
    for group in branch.groups.values():
        total += sum(ROW + EXTRA * (len(_label(index, leaf)) - 1) for leaf in group[: branch.shown])
    return total + (ROW if folded(branch) else 0.0)


def _height(index: Index, branch: Branch) -> float:
    return max(_content(index, branch), 2.2 * (_radius(branch) + (12 if branch.ref >= 0 else 0)))


def _radius(branch: Branch) -> float:
    return HEAD_R if branch.ref >= 0 or em(branch.label) > 4 else GROUP_R


def _refs(branch: Branch) -> tuple[int, ...]:
    return tuple(leaf.ref for group in branch.groups.values() for leaf in group)


class _Builder:
    """Collects spots and lines while a story is laid out from top to bottom; not seen outside."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.spots: list[Spot] = []
        self.lines: list[Line] = []
        self.below = 62.0  # the next free place of the narrow column

    def root(self, told: Story) -> None:
        documents = self.index.view.documents
        title = documents[0].title if len(documents) == 1 else ""
        name = self.index.node(told.root).label if told.root >= 0 else title
        label = wrap(name, 6.5, 4) if name else ("@graph",)
        self.spots.append(Spot("root", told.root, "root", "Area", label, 0, 0, 0, ROOT_R, told.measures))

    def branch(self, branch: Branch, side: int, y: float) -> float:
        """Place one branch from ``y`` down; the new lower end."""
        height = _height(self.index, branch)
        key = f"head-{len(self.spots)}"
        size = _radius(branch)
        if branch.ref >= 0:
            label = wrap(self.index.label(branch.ref), HEAD_EM, 3)
        else:
            label = (f"@{branch.key}",) if branch.key else wrap(branch.label, 6, 3)
        count = branch.measures if branch.ref >= 0 else sum(map(len, branch.groups.values()))
        bow = TRUNK - (10.0 if branch.ref >= 0 else 0.0)
        self.spots.append(
            Spot(key, branch.ref, "head", branch.kind, label, side * bow, y + height / 2, side, size, count,
                 (NARROW_X + 24, self.below + 24), members=() if branch.ref >= 0 else _refs(branch))
        )  # fmt: skip
        self.lines.append(Line("root", key, branch.edge, branch.relation))
        self.below += 62.0
        content = _content(self.index, branch)
        at = y + (height - content) / 2
        for kind, group in branch.groups.items():
            at = self.group(branch, key, side, kind, group, at)
        if folded(branch):
            self.more(branch, key, side, at)
        self.below += 18.0
        return y + height

    def group(self, branch: Branch, head: str, side: int, kind: str, group: list[Leaf], y: float) -> float:
        x = side * (TRUNK + FAN)
        caption = f"@kind:{kind} {len(group)}" if len(branch.groups) > 1 else ""
        for leaf in group[: branch.shown]:
            label = _label(self.index, leaf)
            height = ROW + EXTRA * (len(label) - 1)
            node = self.index.node(leaf.ref)
            relation = self.index.edge(leaf.edge).relation if leaf.edge >= 0 else branch.relation
            measures = len(self.index.measures.get(leaf.ref, ()))
            place = (NARROW_X + 62, self.below + height / 2)
            self.spots.append(
                Spot(f"n{leaf.ref}", leaf.ref, "leaf", node.kind, label, x, y + height / 2, side, 6.5, measures,
                     place, caption)
            )  # fmt: skip
            self.lines.append(Line(head, f"n{leaf.ref}", leaf.edge, relation))
            caption = ""
            y += height
            self.below += height + 5.0
        return y + PART

    def more(self, branch: Branch, head: str, side: int, y: float) -> None:
        key = f"more-{len(self.spots)}"
        place = (NARROW_X + 62, self.below + ROW / 2)
        x = side * (TRUNK + FAN)
        self.spots.append(
            Spot(key, branch.ref, "more", branch.kind, (), x, y + ROW / 2, side, 6, folded(branch), place)
        )
        self.lines.append(Line(head, key, -1, self.lines[-1].relation))
        self.below += ROW + 5.0
