"""What places are to become: 打造/建设/争创 GOAL of who acts, is helped or is spoken of; 把 X 建设成 GOAL of X; 获评 GOAL of who won."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.model import Mention, Relation
from kg.rules.reading import Reading
from kg.rules.subjects import SUBJECTS, acting, helped, only_cues, relation, span, subject_of
from kg.rules.words import tie_words

_BECOMERS = SUBJECTS | {"Project"}
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
        one = _fronted_subject(reading, mentions, begin, end) or _becoming(reading, mentions, begin)
        subjects = [one] if one else helped(reading, mentions, begin, _HELPED)
        subjects = subjects or acting(reading, mentions, begin, end)
        subjects = subjects or [subject_of(reading, mentions, begin) or reading.jurisdiction or ""]
        for subject in subjects:
            if subject and subject != mention.label:
                found.append(relation(reading, "positioning", subject, "positionedAs", mention.label, 0.8))
    return found


def _becoming(reading: Reading, mentions: Sequence[Mention], at: int) -> str | None:
    """The X of X 成为 GOAL, where nothing else stands between."""
    text = reading.sentence.text
    start = next((b for b, e in reading.clauses if b <= at < e), at)
    ends = [span(reading, m)[1] for m in mentions if _BECOMERS & set(m.classes)]
    for other in mentions:
        begin, end = span(reading, other)
        able = _BECOMERS & set(other.classes) and "Goal" not in other.classes
        if able and start <= begin and end < at and _becomes().fullmatch(text, end, at):
            return other.label
        alone = able and start < begin and not any(begin - 1 == e for e in ends)
        if alone and end < at and only_cues(text, end, at):
            return other.label  # 支持甲县…、｜乙县｜创建…
    return None


@cache
def _becomes() -> re.Pattern[str]:
    words = "|".join(tie_words("become"))
    return re.compile(
        rf"(?:片区|地区|商圈|板块)?(?:真正|率先|早日|加快|尽快|逐步|努力|全面|已|要)*(?:{words})[^，。；、]{{0,24}}"
    )


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
