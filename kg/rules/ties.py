"""Relations that a sentence states, kind by kind, in one visible order.

hasEngine     members of 三大引擎; A、B等增长极; 把 X 打造成…增长极; X 是…主引擎      `engines`
positionedAs  members of 三大定位; 打造/建设/建成 GOAL; 把 X 建设成 GOAL; 获评 GOAL   `positionings`
prioritises   an industry that a verb of promotion acts upon; 以…为主导             `priorities`
locatedIn     落户 P, 位于 P, 在 P 建设 X; works in a clause that speaks of a zone   `placed`
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Mention, Relation
from kg.rules.engines import engines
from kg.rules.placed import built_in, placed, spoken_of
from kg.rules.positionings import positionings
from kg.rules.priorities import priorities
from kg.rules.reading import Reading

_RULES = (engines, positionings, priorities, placed, built_in, spoken_of)


def find_ties(reading: Reading, mentions: Sequence[Mention]) -> tuple[Relation, ...]:
    """The relations of one sentence; ``mentions`` are those found in it."""
    if not mentions:
        return ()
    found: list[Relation] = []
    for rule in _RULES:
        found += rule(reading, mentions)
    return tuple(dict.fromkeys(found))
