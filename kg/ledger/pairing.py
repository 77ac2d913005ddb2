"""Who goes with whom: one to one, the same answer for the same input."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")
Key = Callable[[T], Hashable]


class Score(NamedTuple):
    """How well ``before[first]`` and ``after[second]`` go together (0..1)."""

    value: float
    first: int
    second: int


def by_keys(
    before: Sequence[T], after: Sequence[T], keys: Iterable[Key[T]]
) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    """Pairs of equal key, the strictest key first, in order within a key; and what is left on either side.

    A key of None goes with nothing.
    """
    left, right = list(before), list(after)
    found: list[tuple[T, T]] = []
    for key in keys:
        waiting: dict[Hashable, deque[T]] = defaultdict(deque)
        for one in right:
            if (name := key(one)) is not None:
                waiting[name].append(one)
        rest: list[T] = []
        for one in left:
            if waiting.get(name := key(one)):
                found.append((one, waiting[name].popleft()))
            else:
                rest.append(one)
        taken = {id(pair[1]) for pair in found}
        left, right = rest, [one for one in right if id(one) not in taken]
    return found, left, right


def by_score(scores: Iterable[Score]) -> list[Score]:
    """The best scores such that nothing is taken twice; of equal ones, what stands first in the texts."""
    taken: tuple[set[int], set[int]] = (set(), set())
    found: list[Score] = []
    for score in sorted(scores, key=lambda s: (-s.value, s.first, s.second)):
        if score.first not in taken[0] and score.second not in taken[1]:
            taken[0].add(score.first)
            taken[1].add(score.second)
            found.append(score)
    return found
