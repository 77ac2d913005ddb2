"""What is drawn: the views of a NetworkView, the first of them first seen."""

from __future__ import annotations

from kg.network import NetworkView
from viz.columns import domains, sets
from viz.drawing import View
from viz.index import Index
from viz.net import full
from viz.story import roots, story
from viz.timeline import timeline
from viz.tree import tree

MAX_STORIES = 12  # areas with a story of their own on one page


def views(view: NetworkView) -> tuple[View, ...]:
    """Story (one for each area whose government speaks), full graph, sets, domains, timeline.

    A view is left out where it would be empty (no sets, one year only). Same input, same places.
    """
    index = Index(view)
    found: list[View | None] = [
        tree(index, story(index, root), n) for n, root in enumerate(roots(index)[:MAX_STORIES], 1)
    ]
    found += [*full(index), sets(index), domains(index), timeline(index)]
    return tuple(v for v in found if v is not None and v.spots)
