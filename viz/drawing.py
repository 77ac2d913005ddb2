"""What a view is made of: spots with places, and lines between them. Lengths are pixels at zoom 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# root: the centre · head: a branch · leaf: a name beside its glyph · more: stands for ``count`` folded ones ·
# caption: words only, such as a year · plain: a node of the full graph
Role = Literal["root", "head", "leaf", "more", "caption", "plain"]


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing placed in a view. ``ref`` is its position in NetworkView.nodes, or -1 for words of ours."""

    id: str
    ref: int
    role: Role
    kind: str
    label: tuple[str, ...]  # lines; a single "@key" is looked up in strings.json by the page
    x: float
    y: float
    side: int = 1  # where the label stands: 1 right of the glyph, -1 left, 0 inside or below
    size: float = 6.0  # radius
    count: int = 0  # measures folded into it, or how many a "more" stands for
    narrow: tuple[float, float] | None = None  # the place on a phone, where it differs
    caption: str = ""  # words before the first leaf of its kind, such as "@kind:Project 6"
    members: tuple[int, ...] = ()  # what a head that is no node, or a "more" without one, stands for


@dataclass(frozen=True, slots=True)
class Line:
    """One line between two spots. ``ref`` is its position in NetworkView.edges, or -1 where it only groups."""

    source: str
    target: str
    ref: int
    relation: str


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the graph. ``id`` is story, full, all, sets, domains or timeline, with -2, -3 … if several."""

    id: str
    title: str  # what it is of: the label of the root, or ""
    shape: Literal["tree", "net", "columns"]  # how lines run
    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    left_out: int = 0  # entities of the graph that this view does not draw
    summary: bool = False  # counts are of neighbours that are not drawn, not of measures
