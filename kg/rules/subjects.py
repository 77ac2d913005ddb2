"""Of what a clause speaks: the place named first, those who act, those who are helped; and what the rules of ties share.

X片区 ｜ 将 …; 甲湖、乙湖 ｜ 成功创建 …; 支持 ｜ 甲县、乙县 ｜ 发展 …. Spans are local to the sentence, half-open, in code points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.model import Mention, Predicate, Relation
from kg.rules.reading import Deed, Reading
from kg.rules.scan import cue_at
from kg.rules.verbs import is_compound, kinds_of_group
from kg.rules.words import tie_words

SUBJECTS = frozenset({"Zone", "Area", "Engine"})
_WINNERS = SUBJECTS | {"Institution", "Project"}


def relation(reading: Reading, rule: str, s: str, p: Predicate, o: str, confidence: float) -> Relation:
    """A relation that the sentence states."""
    return Relation(reading.sentence.index, rule, s, p, o, confidence=confidence)


def span(reading: Reading, mention: Mention) -> tuple[int, int]:
    """Where the mention stands in its sentence."""
    start = reading.sentence.begin
    return mention.begin - start, mention.end - start


def subject_of(reading: Reading, mentions: Sequence[Mention], at: int) -> str | None:
    """The place that the stretch around ``at`` speaks of: named first since the last ；, before 将, 要, 方面 and the like."""
    text = reading.sentence.text
    start = max(text.rfind("；", 0, at), text.rfind(";", 0, at)) + 1
    opens = [b for b, _ in reading.clauses if start <= b <= at]
    found: tuple[int, str] | None = None
    for mention in mentions:
        begin, end = span(reading, mention)
        if (
            SUBJECTS & set(mention.classes)
            and end <= at
            and any(b <= begin <= b + 2 and _opens(text, b, begin) for b in opens)
            and (_subject_mark().match(text, end) or _opens_predicate(text, end))
            and not _told(reading, begin, end)
            and not _inside(reading, mentions, begin, end)  # last: it looks at every mention
        ):
            found = max(found or (-1, ""), (begin, mention.label))
    return found[1] if found else None


def _told(reading: Reading, begin: int, end: int) -> bool:
    """Whether a verb that closes the clause says all that is said of the name: 甲片区交付使用，…."""
    return any(
        d.act.fronted
        and d.act.goal is None
        and d.act.object_begin <= begin
        and end <= d.act.object_end <= d.act.begin
        for d in reading.deeds
    )


def _opens(text: str, clause: int, begin: int) -> bool:
    """Whether what stands between the clause's edge and a name neither governs the name nor is its ground."""
    if text.startswith(tie_words("ground"), clause):
        return False
    hit = cue_at(text, clause) if begin > clause else None
    return not (hit and "verb" in hit[1])


def _inside(reading: Reading, mentions: Sequence[Mention], begin: int, end: int) -> bool:
    """Whether the span stands inside a longer name."""
    spans = (span(reading, m) for m in mentions)
    return any(b <= begin and end <= e and (b, e) != (begin, end) for b, e in spans)


def _opens_predicate(text: str, at: int) -> bool:
    """Whether a verb with an object, or what opens a clause, stands right after the name."""
    hit = cue_at(text, at)
    if not hit or len(hit[0]) < 2:
        return False
    if "verb" in hit[1]:
        return (
            not is_compound(text, at, hit[0], len(text))
            and text[at + len(hit[0]) :][:1] not in "、，。；和的"
        )
    return bool({"adverb", "modal"} & hit[1])


@cache
def _subject_mark() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, tie_words("subject")))
    return re.compile(rf"(?:片区|商圈|板块|区块|组团|地区)?(?:{ends})")


def governing(reading: Reading, begin: int, end: int) -> Deed | None:
    """The deed whose object holds the span."""
    for deed in reading.deeds:
        if deed.act.object_begin <= begin and end <= deed.act.object_end:
            return deed
    return None


def acting(reading: Reading, mentions: Sequence[Mention], begin: int, end: int) -> list[str]:
    """The places and bodies that the deed over the span has as its subject: 甲湖、乙湖 ｜ 成功创建 …."""
    deed = governing(reading, begin, end)
    if deed is None or deed.act.fronted:
        return []
    first, last = deed.act.subject_begin, deed.act.subject_end
    won = "win" in kinds_of_group(deed.act.action)
    able = _WINNERS if won else SUBJECTS
    spans = sorted((*span(reading, m), m.label) for m in mentions if able & set(m.classes))
    found: list[str] = []
    text = reading.sentence.text
    for opened, closed, label in reversed([s for s in spans if first <= s[0] and s[1] <= last]):
        if _inside(reading, mentions, opened, closed):
            continue
        if not only_cues(text, closed, last):
            break
        found.append(label)
        last = opened - 1 if text[opened - 1 : opened] in ("、", "和", "与", "及") else -1
    return found[::-1]


def only_cues(text: str, begin: int, end: int) -> bool:
    """Whether nothing but adverbs and the like stands between."""
    while begin < end:
        hit = cue_at(text, begin)
        if not hit:
            return False
        begin += len(hit[0])
    return begin == end


def helped(reading: Reading, mentions: Sequence[Mention], at: int, able: frozenset[str]) -> list[str]:
    """The X of 支持 X 打造 GOAL, one or several (支持甲县、乙县发展 …), of the classes given."""
    deed = next((d for d in reading.deeds if d.whole and d.act.object_begin <= at < d.act.object_end), None)
    if deed is None:
        return []
    found: list[str] = []
    edge, text = deed.act.object_begin, reading.sentence.text
    for begin, end, label in sorted((*span(reading, m), m.label) for m in mentions if able & set(m.classes)):
        if begin == edge and end <= at and not _inside(reading, mentions, begin, end):
            found.append(label)
            edge = end + 1 if text[end] in "、和与及" else -1
    return found
