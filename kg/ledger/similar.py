"""How alike two measures are in their words, and who was called what before."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kg.figures import same_name
from kg.ledger.editions import Act
from kg.ledger.pairing import Score

# What two measures must have in common to be one, by the share 2 × common / all characters of their objects (Indel). The verbs
# are not weighed: on the pairs judged by hand in tests/ledger/pairs.tsv (objects that are not equal and share half of their
# characters) that changed nothing. These bounds give precision 0.81 and recall 0.76 there.
SAME = 0.88  # at least as much in common: one character of nine may differ
LIKE = 0.7  # or so much, and all of the shorter one is in the longer, in its order (老旧小区改造, 城镇老旧小区改造)
SHORT = 4  # an object of fewer characters (改革, 就业) must be equal, verb and all
NEAR_NAME = 0.7  # names of indicators that may mean the same
QUOTED = 0.8  # so much of an object within other words: the text still speaks of it

_FORMER = re.compile(
    '[（(](?:原名|原称|原|曾用名|前身为|旧称)[:：为]?[“"]?([^（）()“”"，。；]{2,24})[”"]?[）)]'
)


def former_names(texts: Iterable[str], names: Collection[str]) -> Mapping[str, str]:
    """Former name → the name that it has now, where a text gives both: 甲园（原乙园）. ``names`` are those in use."""
    bare = {re.split("[（(]", name, maxsplit=1)[0] for name in names}  # read with its bracket or without
    known = sorted(bare - {""}, key=lambda name: (-len(name), name))
    found: dict[str, str] = {}
    for text in texts:
        for match in _FORMER.finditer(text):
            left = text[: match.start()].rstrip('”"')
            now = next((name for name in known if left.endswith(name)), None)
            if now and now != match[1]:
                found.setdefault(match[1], now)
    return found


def renamed(name: str, former: Mapping[str, str]) -> str:
    """``name`` with the former names in it replaced by the present ones."""
    for old, now in former.items():
        name = name.replace(old, now)
    return name


def near_names(one: str, other: str) -> bool:
    """Whether two names of indicators may mean the same: one within the other (绿道 only as the head of 城市绿道), or much
    alike."""
    from rapidfuzz.fuzz import ratio

    short, long = sorted((one, other), key=len)
    within = short in long if len(short) >= 3 else len(short) == 2 and long.endswith(short)
    return within or ratio(one, other) >= 100 * NEAR_NAME


def scores(before: Sequence[Act], after: Sequence[Act], names: Mapping[str, str]) -> Iterator[Score]:
    """The pairs that may be one measure, with how alike they are; ``names`` maps former names to present ones."""
    spelled = [same_name(renamed(act.text, names)) for act in before]
    others = [same_name(act.text) for act in after]
    for first, second in _sharing(spelled, others):
        value = likeness(spelled[first], others[second], before[first].action, after[second].action)
        if value:
            yield Score(value, first, second)


def likeness(one: str, other: str, verb: str, other_verb: str) -> float:
    """How alike two measures are (0..1) by their objects; 0 if too little to be one."""
    from rapidfuzz.distance import LCSseq

    short = min(len(one), len(other))
    if short < SHORT:
        return 1.0 if one == other and verb == other_verb else 0.0
    common = LCSseq.similarity(one, other)
    value = 2 * common / (len(one) + len(other))
    return round(value, 4) if value >= (LIKE if common == short else SAME) else 0.0


def quoted(name: str, text: str) -> tuple[int, int] | None:
    """Where ``text`` has most of ``name`` in a row, as ``[begin, end)``; None if nowhere."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    if len(name) < SHORT:
        return None
    found = partial_ratio_alignment(name, text, score_cutoff=100 * QUOTED)
    return (found.dest_start, found.dest_end) if found else None


def _sharing(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs that share at least a third of the shorter name's pairs of characters; others are hardly alike."""
    holders: dict[str, list[int]] = defaultdict(list)
    sizes = [len(_pairs(name)) for name in other]
    for second, name in enumerate(other):
        for pair in _pairs(name):
            holders[pair].append(second)
    for first, name in enumerate(one):
        pairs = _pairs(name)
        shared = Counter(second for pair in pairs for second in holders.get(pair, ()))
        for second, count in sorted(shared.items()):
            if 3 * count >= min(len(pairs), sizes[second]):
                yield first, second


def _pairs(name: str) -> set[str]:
    return {name[i : i + 2] for i in range(len(name) - 1)}
