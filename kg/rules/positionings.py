"""What places are to become: 打造/建设/争创 GOAL of who acts, is helped or is spoken of; 把 X 建设成 GOAL of X; 获评 GOAL of who won."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Mention, Relation
from kg.rules.reading import Reading
from kg.rules.subjects import SUBJECTS, acting, helped, relation, span, subject_of
from kg.rules.words import tie_words

_HELPED = SUBJECTS | {"Institution"}


def positionings(reading: Reading, mentions: Sequence[Mention]) -> list[Relation]:
    """positionedAs for each goal that the sentence names, from its subject or else from the jurisdiction."""
    found = []
    for mention in mentions:
        begin, end = span(reading, mention)
        if "Goal" not in mention.classes or "Engine" in mention.classes:
            continue
        after = reading.sentence.text[end : end + 2]
        if after[:1].isdecimal() or after in tie_words("counted"):
            continue  # 建成实训基地10个: what is counted is nobody's aim
        one = _fronted_subject(reading, mentions, begin, end)
        subjects = [one] if one else helped(reading, mentions, begin, _HELPED)
        subjects = subjects or acting(reading, mentions, begin, end)
        subjects = subjects or [subject_of(reading, mentions, begin) or reading.jurisdiction or ""]
        for subject in subjects:
            if subject and subject != mention.label:
                found.append(relation(reading, "positioning", subject, "positionedAs", mention.label, 0.8))
    return found


def _fronted_subject(reading: Reading, mentions: Sequence[Mention], begin: int, end: int) -> str | None:
    """The X of 把 X 打造成 GOAL, where X is itself named."""
    for deed in reading.deeds:
        goal = deed.act.goal
        if goal and goal[0] <= begin and end <= goal[1]:
            for other in mentions:
                at = span(reading, other)[0]
                inside = deed.act.object_begin <= at < deed.act.object_end
                if inside and SUBJECTS & set(other.classes):
                    return other.label
    return None
