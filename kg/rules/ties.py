"""Relations that a sentence states: engines, positionings, industries to be developed, and what lies where.

hasEngine     members of 三大引擎; A、B等增长极; 把 X 打造成…增长极
positionedAs  members of 三大定位; 打造/建设/建成 GOAL; 把 X 建设成 GOAL (then X is its subject)
prioritises   an industry that a verb of promotion acts upon
locatedIn     落户 P, 位于 P; a name that begins with the name of a place (东湖新城体育中心 → 东湖新城)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.model import Mention, NumberedSet, Predicate, Relation
from kg.rules.names import engine_noun
from kg.rules.reading import Deed, Reading
from kg.rules.verbs import is_compound, kinds_of_group
from kg.rules.words import cue_at, head_of

_ON = ("依托", "围绕", "沿", "以", "在", "与", "对", "向", "从")  # what stands on it is not what is spoken of
_TURNS_TO = ("融入", "对接", "服务", "承接", "联动", "衔接")  # verbs that turn to what lies elsewhere
_SUBJECTS = frozenset({"Zone", "Area", "Engine"})
_HELPED = _SUBJECTS | {"Institution"}
_GROWS = ("发展", "壮大", "做强", "做大", "做优", "培育", "重点发展", "聚焦", "打造", "布局", "集聚")
_LINES = frozenset({"Road", "River", "RoadWorks", "Transport"})  # along which much lies, and nothing in them
_WHO = ("企业", "人才", "团队", "高校", "院所", "机构", "项目", "平台", "产品", "园区")
_WINNERS = _SUBJECTS | {"Institution", "Project"}
_NOT_PROMOTED = frozenset({"reduce", "keep"})


def find_ties(
    reading: Reading, mentions: Sequence[Mention], sets: Sequence[NumberedSet]
) -> tuple[Relation, ...]:
    """The relations of one sentence; ``mentions`` and ``sets`` are those found in it."""
    if not mentions:
        return ()
    found: list[Relation] = []
    found += _engines(reading, mentions)
    found += _positionings(reading, mentions)
    found += _industries(reading, mentions)
    found += _placed(reading, mentions)
    found += _spoken_of(reading, mentions)
    return tuple(dict.fromkeys(found))


def _relation(reading: Reading, rule: str, s: str, p: Predicate, o: str, confidence: float) -> Relation:
    return Relation(reading.sentence.index, rule, s, p, o, confidence=confidence)


def subject_of(reading: Reading, mentions: Sequence[Mention], at: int) -> str | None:
    """The place that the stretch around ``at`` speaks of: named first since the last ；, before 将, 要, 方面 and the like."""
    text = reading.sentence.text
    start = max(text.rfind("；", 0, at), text.rfind(";", 0, at)) + 1
    opens = [b for b, _ in reading.clauses if start <= b <= at]
    found: tuple[int, str] | None = None
    for mention in mentions:
        begin, end = _span(reading, mention)
        if (
            _SUBJECTS & set(mention.classes)
            and end <= at
            and not _inside(reading, mentions, begin, end)
            and any(b <= begin <= b + 2 and not text.startswith(_ON, b) for b in opens)
            and (_subject_mark().match(text, end) or _opens_predicate(text, end))
        ):
            found = max(found or (-1, ""), (begin, mention.label))
    return found[1] if found else None


def _inside(reading: Reading, mentions: Sequence[Mention], begin: int, end: int) -> bool:
    """Whether the span stands inside a longer name."""
    spans = (_span(reading, m) for m in mentions)
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
    return re.compile(
        r"(?:片区|商圈|板块|区块|组团|地区)?(?:方面|将|要|则|重点|以|应|着力|加快|聚焦|努力|全力|突出|入选|获评|荣获|跻身|争创|打造|建设|发展|围绕|依托|坚持|[:：])"
    )


def _engines(reading: Reading, mentions: Sequence[Mention]) -> list[Relation]:
    home = reading.jurisdiction
    if not home:
        return []
    return [
        _relation(reading, "engine", home, "hasEngine", m.label, 0.9)
        for m in mentions
        if "Engine" in m.classes and m.label != home
    ]


@cache
def _becoming() -> re.Pattern[str]:
    """把/将/让 X 打造成/作为/成为 … 引擎."""
    nouns = engine_noun().pattern
    return re.compile(
        r"(?:把|将|让|以)(?P<what>(?![其它此之])[^，。；,;“”]{2,20}?)(?:作为|(?:打造|建设|培育|发展|提升|建)?成为?|打造为|为)(?P<to>[^，。；,;]{0,40}?"
        + nouns
        + ")"
    )


def made_engines(reading: Reading, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Mentions of places that the sentence makes engines: 让 X 成为全市发展的新引擎."""
    text, start = reading.sentence.text, reading.sentence.begin
    found = []
    for match in _becoming().finditer(text) if engine_noun().search(text) else ():
        begin, end = match.span("what")
        inside = [
            m
            for m in mentions
            if begin <= m.begin - start
            and m.end - start <= end + 1
            and {"Zone", "Industry", "Project"} & set(m.classes)
        ]
        for mention in inside:
            found.append(
                replace(
                    mention, classes=("Engine", *(c for c in mention.classes if c != "Goal")), rule="becoming"
                )
            )
        if not inside and 2 <= end - begin <= 10 and "、" not in match["what"]:
            found.append(
                Mention(
                    reading.sentence.index,
                    "becoming",
                    match["what"],
                    ("Engine", "Zone"),
                    start + begin,
                    start + end,
                    confidence=0.6,
                )
            )
    return tuple(found)


def _span(reading: Reading, mention: Mention) -> tuple[int, int]:
    start = reading.sentence.begin
    return mention.begin - start, mention.end - start


def _positionings(reading: Reading, mentions: Sequence[Mention]) -> list[Relation]:
    found = []
    for mention in mentions:
        begin, end = _span(reading, mention)
        if "Goal" not in mention.classes or "Engine" in mention.classes:
            continue
        after = reading.sentence.text[end : end + 2]
        if after[:1].isdecimal() or after in ("达到", "超过", "突破", "增至", "总数"):
            continue  # 建成实训基地10个: what is counted is nobody's aim
        one = _fronted_subject(reading, mentions, begin, end)
        subjects = [one] if one else _helped(reading, mentions, begin, _HELPED)
        subjects = subjects or _acting(reading, mentions, begin, end)
        subjects = subjects or [subject_of(reading, mentions, begin) or reading.jurisdiction or ""]
        for subject in subjects:
            if subject and subject != mention.label:
                found.append(_relation(reading, "positioning", subject, "positionedAs", mention.label, 0.8))
    return found


def _acting(reading: Reading, mentions: Sequence[Mention], begin: int, end: int) -> list[str]:
    """The places and bodies that the deed over the span has as its subject: 甲湖、乙湖 ｜ 成功创建 …."""
    deed = _governing(reading, begin, end)
    if deed is None or deed.act.fronted:
        return []
    first, last = deed.act.subject_begin, deed.act.subject_end
    won = "win" in kinds_of_group(deed.act.action)
    able = _WINNERS if won else _SUBJECTS
    spans = sorted((*_span(reading, m), m.label) for m in mentions if able & set(m.classes))
    found: list[str] = []
    text = reading.sentence.text
    for opened, closed, label in reversed([s for s in spans if first <= s[0] and s[1] <= last]):
        if _inside(reading, mentions, opened, closed):
            continue
        if not _only_cues(text, closed, last):
            break
        found.append(label)
        last = opened - 1 if text[opened - 1 : opened] in ("、", "和", "与", "及") else -1
    return found[::-1]


def _only_cues(text: str, begin: int, end: int) -> bool:
    """Whether nothing but adverbs and the like stands between."""
    while begin < end:
        hit = cue_at(text, begin)
        if not hit:
            return False
        begin += len(hit[0])
    return begin == end


def _fronted_subject(reading: Reading, mentions: Sequence[Mention], begin: int, end: int) -> str | None:
    """The X of 把 X 打造成 GOAL, where X is itself named."""
    for deed in reading.deeds:
        goal = deed.act.goal
        if goal and goal[0] <= begin and end <= goal[1]:
            for other in mentions:
                at = _span(reading, other)[0]
                if deed.act.object_begin <= at < deed.act.object_end and {"Zone", "Area", "Engine"} & set(
                    other.classes
                ):
                    return other.label
    return None


def _helped(reading: Reading, mentions: Sequence[Mention], at: int, able: frozenset[str]) -> list[str]:
    """The X of 支持 X 打造 GOAL, one or several (支持甲县、乙县发展 …), of the classes given."""
    deed = next((d for d in reading.deeds if d.whole and d.act.object_begin <= at < d.act.object_end), None)
    if deed is None:
        return []
    found: list[str] = []
    edge, text = deed.act.object_begin, reading.sentence.text
    for begin, end, label in sorted((*_span(reading, m), m.label) for m in mentions if able & set(m.classes)):
        if begin == edge and end <= at:
            found.append(label)
            edge = end + 1 if text[end] in "、和与及" else -1
    return found


def _industries(reading: Reading, mentions: Sequence[Mention]) -> list[Relation]:
    home = reading.jurisdiction
    if not home:
        return []
    found = []
    for mention in mentions:
        if "Industry" not in mention.classes:
            continue
        begin, end = _span(reading, mention)
        subject = subject_of(reading, mentions, begin)
        area = (
            subject
            if subject and any(m.label == subject and {"Area", "Engine"} & set(m.classes) for m in mentions)
            else home
        )
        if mention.rule in ("set-member", "frame"):
            found.append(_relation(reading, "industry", area, "prioritises", mention.label, 0.9))
            continue
        deed = _governing(reading, begin, end)
        if (
            deed
            and not kinds_of_group(deed.act.action) <= _NOT_PROMOTED
            and _is_promoted(reading, deed, begin, end)
        ):
            found.append(_relation(reading, "industry", area, "prioritises", mention.label, 0.8))
        elif deed and deed.whole and _only_industries(reading, mentions, begin):
            helped = _helped(reading, mentions, begin, frozenset({"Area", "Engine"})) or [area]
            found += [_relation(reading, "industry", a, "prioritises", mention.label, 0.7) for a in helped]
    return found


def _only_industries(reading: Reading, mentions: Sequence[Mention], at: int) -> bool:
    """Whether a verb of growth and nothing but industries stand before ``at``: 支持甲县发展｜乙、｜丙."""
    text = reading.sentence.text
    known = {_span(reading, m)[::-1] for m in mentions if "Industry" in m.classes}
    while text[at - 1] in "、和与及":
        begin = next((b for e, b in known if e == at - 1), None)
        if begin is None:
            return False
        at = begin
    return text[:at].endswith(_GROWS)


def _governing(reading: Reading, begin: int, end: int) -> Deed | None:
    for deed in reading.deeds:
        if deed.act.object_begin <= begin and end <= deed.act.object_end:
            return deed
    return None


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
        if end < item.end and item.label.endswith(_WHO):
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


def _spoken_of(reading: Reading, mentions: Sequence[Mention]) -> list[Relation]:
    """In a sentence that says what a zone will do (X片区方面, 将 …), the works that follow lie in it."""
    found = []
    for mention in mentions:
        if not {"Project", "Zone"} & set(mention.classes) or {"Goal", "Area", "Engine"} & set(
            mention.classes
        ):
            continue
        at = _span(reading, mention)[0]
        deed = _governing(reading, at, at + 1)
        where = None if deed and deed.act.action.endswith(_TURNS_TO) else subject_of(reading, mentions, at)
        zone = where and where != mention.label and not mention.label.startswith(where)
        if zone and any(
            m.label == where
            and "Zone" in m.classes
            and not {"Engine", "Area"} & set(m.classes)
            and m.subclass not in _LINES
            for m in mentions
        ):
            found.append(_relation(reading, "spoken-of", mention.label, "locatedIn", where or "", 0.6))
    return found


@cache
def _placing() -> re.Pattern[str]:
    return re.compile(r"(?:落户|落地|坐落于|位于|落子|选址|入驻|布局在|设在|建在)(?:于|在|到)?")


def _placed(reading: Reading, mentions: Sequence[Mention]) -> list[Relation]:
    found = []
    text = reading.sentence.text
    for match in _placing().finditer(text):
        zones = [m.label for m in mentions if _span(reading, m)[0] == match.end() and "Zone" in m.classes]
        areas = [p.label for p in reading.places if p.begin == match.end()]
        where = max(zones, key=len, default=None) or next(iter(areas), None)
        if not where:
            continue
        clause = next(((b, e) for b, e in reading.clauses if b <= match.start() < e), (0, 0))
        for mention in mentions:
            begin, end = _span(reading, mention)
            if (
                clause[0] <= begin
                and end <= match.start()
                and {"Project", "Institution", "Zone"} & set(mention.classes)
            ):
                found.append(_relation(reading, "placed", mention.label, "locatedIn", where, 0.9))
    return found
