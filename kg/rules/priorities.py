"""Industries that are to be developed: what a verb of promotion acts upon, what is called the mainstay, members of 三大产业."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.model import Mention, Relation
from kg.rules.heads import head_of
from kg.rules.reading import Deed, Reading
from kg.rules.subjects import governing, helped, relation, span, subject_of
from kg.rules.verbs import kinds_of_group
from kg.rules.words import tie_words

_OWNERS = frozenset({"Area", "Engine"})
_PUTS = ("摆在", "放在")  # 把制造业｜摆在更加突出的位置
_NOT_PROMOTED = frozenset({"reduce", "keep"})


def priorities(reading: Reading, mentions: Sequence[Mention]) -> list[Relation]:
    """prioritises from the area or engine that the clause speaks of, else from the jurisdiction, to each industry."""
    home = reading.jurisdiction
    if not home:
        return []
    found = []
    for mention in mentions:
        if "Industry" not in mention.classes:
            continue
        begin, end = span(reading, mention)
        subject = subject_of(reading, mentions, begin)
        area = (
            subject
            if subject and any(m.label == subject and _OWNERS & set(m.classes) for m in mentions)
            else home
        )
        if mention.rule in ("set-member", "frame") or _mainstay().match(reading.sentence.text, end):
            owners = helped(reading, mentions, begin, _OWNERS) or [area]
            found += [relation(reading, "industry", a, "prioritises", mention.label, 0.9) for a in owners]
            continue
        deed = governing(reading, begin, end)
        if (
            deed
            and (deed.act.action in _PUTS or not kinds_of_group(deed.act.action) <= _NOT_PROMOTED)
            and _is_promoted(reading, deed, begin, end)
        ):
            found.append(relation(reading, "industry", area, "prioritises", mention.label, 0.8))
        elif deed and deed.whole and _only_industries(reading, mentions, begin):
            owners = helped(reading, mentions, begin, _OWNERS) or [area]
            found += [relation(reading, "industry", a, "prioritises", mention.label, 0.7) for a in owners]
    return found


@cache
def _mainstay() -> re.Pattern[str]:
    """生物医药｜已成为全市支柱产业; 甲、｜乙、丙等特色产业; 甲、｜乙｜蓬勃发展; 以甲、｜乙｜为主导."""
    ends, thrives = "|".join(tie_words("mainstay")), "|".join(tie_words("thrive"))
    more = r"(?:[、和与及][^，。；,;、等]{2,12}){0,8}"
    return re.compile(
        rf"{more}(?:产业)?(?:已|正)?(?:成为|作为|发展成为|成长为|是)[^，。；,;、]{{0,10}}?(?:{ends})"
        rf"|{more}等(?:(?:\d+|[一二三四五六七八九十]+)(?:大|个|条))?[^，。；,;、\d]{{0,6}}?(?:{ends})"
        rf"|(?:产业)?(?:{thrives})"
        rf"|{more}等?(?:产业)?为(?:主导|重点|龙头|主攻方向|支柱|特色)(?!的)"
    )


def _only_industries(reading: Reading, mentions: Sequence[Mention], at: int) -> bool:
    """Whether a verb of growth and nothing but industries stand before ``at``: 支持甲县发展｜乙、｜丙."""
    text = reading.sentence.text
    known = {span(reading, m)[::-1] for m in mentions if "Industry" in m.classes}
    while text[at - 1] in "、和与及":
        begin = next((b for e, b in known if e == at - 1), None)
        if begin is None:
            return False
        at = begin
    return text[:at].endswith(tie_words("grow"))


def _is_promoted(reading: Reading, deed: Deed, begin: int, end: int) -> bool:
    """Whether the industry is what is promoted: it opens an item of the object (after an area's name at most)."""
    text = reading.sentence.text
    follows = text[end : end + 3]
    if deed.whole:
        return begin == deed.act.object_begin
    if text[begin - 1 : begin] == "等":
        return True
    if re.match(r"化|数字化|(?:领军|龙头|骨干)?企业|人才|品质", follows):
        return False
    for item in deed.items:
        head = head_of(item.label)
        if end < item.end and item.label.endswith(tie_words("who")):
            continue  # 人工智能领军企业 are no industry
        if head and end < item.end and {"Zone", "Institution", "Project"} & set(head.classes):
            continue  # 人工智能实验室 is no industry
        if item.begin <= begin and end <= max(item.end, item.begin + len(item.text)):
            front = text[item.begin : begin]
            return (
                front == ""
                or any(p.begin >= item.begin and p.end == begin for p in reading.places)
                or front.endswith("的")
                or len(front) <= 4
            )
    return False
