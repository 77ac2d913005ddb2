"""Other names that a text itself gives: 甲（以下简称“乙”）, 甲（简称乙）, 甲（即乙）.

The full name is the mention that ends where the bracket opens. Abbreviations that no bracket declares are told by their characters.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from kg.model import Alias, Mention, Sentence
from kg.rules.words import generic


@cache
def declares_name() -> re.Pattern[str]:
    """A bracket that gives another name: （以下简称“…”）; the name is group 1."""
    return re.compile(
        r"[（(](?:以下)?(?:简称|统称|又称|又名)(?:为|：|:)?[“\"]?([^”\"（）()，。]{2,20})[”\"]?[）)]"
    )


def find_aliases(sentence: Sentence, mentions: Sequence[Mention]) -> tuple[Alias, ...]:
    """The aliases that a sentence declares for things mentioned in it (mentions in document offsets)."""
    if "称" not in sentence.text and "又名" not in sentence.text:
        return ()
    found = []
    for match in declares_name().finditer(sentence.text):
        at = sentence.begin + match.start()
        named = next(
            (
                m
                for m in mentions
                if m.end == at or (m.end == at - 1 and sentence.text[match.start() - 1] in "”》")
            ),
            None,
        )
        if named and named.label != match[1]:
            found.append(Alias(sentence.index, "alias", named.label, match[1], confidence=0.95))
    return tuple(found)


_ABBREVIATED = frozenset({"Zone", "Institution", "Project", "Policy", "Engine"})
_LEAST_SAVED = 3  # characters that an abbreviation leaves out


def abbreviations(classes: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Short label → full label where just one label of a like class can be meant (河套合作区 → 河套深港科技创新合作区).

    An abbreviation keeps the first two and the last two characters of the full name and takes the others from it in order.
    """
    by_ends: dict[tuple[str, str], list[str]] = {}
    for label, of in classes.items():
        if len(label) >= 4 and _ABBREVIATED & set(of) and "“" not in label:
            by_ends.setdefault((label[:2], label[-2:]), []).append(label)
    found: dict[str, str] = {}
    for labels in by_ends.values():
        for short in labels if len(labels) > 1 else ():
            full = [
                x
                for x in labels
                if len(x) >= len(short) + _LEAST_SAVED
                and set(classes[x]) & set(classes[short])
                and _within(short, x)
            ]
            if len(full) == 1:
                found[short] = full[0]
    return found


@cache
def zones() -> Mapping[str, str]:
    """高新区 → 高新技术产业开发区: the forms of the zones of which an area has one."""
    own = sorted(generic()["own"])
    return {short: full for short in own for full in own if len(full) > len(short) and _within(short, full)}


def _within(short: str, full: str) -> bool:
    """Whether the characters of ``short`` stand in ``full`` in their order, and what is left out is no numeral."""
    rest = iter(full)
    return all(char in rest for char in short) and not (set(full) - set(short)) & set(
        "一二三四五六七八九十0123456789东西南北"
    )
