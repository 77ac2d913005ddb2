"""Mentions of entities in a sentence: from what the acts act on, and from heads, titles and quotations elsewhere.

An object item is the surest name: its left edge is the verb, its right edge the tail (〈推进〉滨江路改造工程〈建设〉).
Elsewhere a head is found first and its left edge looked for: a mark, a function word or a verb ends the name there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Mention
from kg.rules.bodies import find_bodies
from kg.rules.lists import Item, split
from kg.rules.names import MARKS, Kind, classify
from kg.rules.proper import is_proper
from kg.rules.reading import Deed, Place, Reading
from kg.rules.words import cue_at, generic, head_automaton, head_of, heads, industry_automaton, nominal, rebuild_lengths, suffixes, tails, verbs

_STOP = "、，。；：！？的了和与及等是在对向从以为由把将被到于给让使其并或即又也至称同,;:!?() （）《》〈〉—…"
_LONGEST = 24


def find_mentions(reading: Reading) -> tuple[Mention, ...]:
    """All mentions in one sentence but areas, longest first where they overlap; spans in document offsets."""
    found: list[Mention] = []
    taken: list[tuple[int, int]] = []
    for mention in (*_of_objects(reading), *_titles(reading), *_aims(reading), *_of_heads(reading), *_bodies(reading), *_industries(reading)):
        begin, end = mention.begin, mention.end
        shared = mention.label.translate(MARKS) != _slice(reading, mention).translate(MARKS)
        if not shared and any(b < end and begin < e for b, e in taken):
            continue
        taken.append((begin, end))
        found.append(mention)
    return tuple(sorted(found, key=lambda m: (m.begin, m.end)))


def _slice(reading: Reading, mention: Mention) -> str:
    start = reading.sentence.begin
    return reading.sentence.text[mention.begin - start : mention.end - start]


def _mention(reading: Reading, rule: str, label: str, begin: int, end: int, kind: Kind) -> Mention:
    start = reading.sentence.begin
    return Mention(
        reading.sentence.index, rule, _unquoted(label), kind.classes, start + begin, start + end, kind.subclass,
        confidence=kind.confidence,
    )


def _unquoted(label: str) -> str:
    """The label without marks that enclose all of it: “甲” is 甲, “甲”乙 stays."""
    if len(label) > 2 and label[0] in "“《「" and label[-1] in "”》」" and not re.search(r"[”》」]", label[:-1]):
        return label[1:-1]
    return label


def _of_objects(reading: Reading) -> Iterator[Mention]:
    for deed in reading.deeds:
        building = _builds(deed)
        for item in () if deed.whole else deed.items:
            yield from _of_item(reading, deed, item, building)


def _builds(deed: Deed) -> bool:
    """Whether the act puts something up: 建设, 规划, 打造 and their groups."""
    action = deed.act.action
    return any({"build", "make"} & verbs().get(word, frozenset()) for word in (action, action[-2:], action[:2]))


def _makes(deed: Deed) -> bool:
    """Whether the act brings about what a place is to be: 打造, 建成, 争创; 建设 too."""
    action = deed.act.action
    return any("make" in verbs().get(w, ()) for w in (action, action[-2:])) or action.endswith(("建设", "创建"))


def _of_item(reading: Reading, deed: Deed, item: Item, building: bool) -> Iterator[Mention]:
    text = reading.sentence.text
    begin, end, label = item.begin, item.end, item.label
    if label == text[begin:end]:
        begin = _after_modifier(text, begin, end)
        begin = _without_lead(text, begin, end)
        label = text[begin:end]
    proper = _is_proper(reading.places, begin, end)
    built = building or item.tail_kind == "build"
    if label == text[begin:end] and begin > item.begin and end - item.begin <= 20 and _bare_goal(label):
        begin, label = item.begin, text[item.begin : end]  # 长江经济带的桥头堡: the head alone says nothing
        yield _mention(reading, "object", label, begin, end, Kind(("Goal",), "Positioning", 0.6))
        return
    if (_makes(deed) or item.tail_kind == "build") and _of_home(reading, begin, end):
        yield _mention(reading, "object", label, begin, end, Kind(("Goal",), "Positioning", 0.7))
        return
    kind = _rebuilt(label, proper) or classify(label, proper=proper, given=item.hypernym, built=built, goal=_makes(deed))
    if kind is None and not deed.act.fronted:
        kind = _unheaded(label, deed, proper, built)
    if kind and not _clausal(label):
        if _makes(deed) and "Goal" not in kind.classes and _renowned(text[item.begin : begin]):
            kind = Kind((*kind.classes, "Goal"), kind.subclass, kind.confidence)
        yield _mention(reading, "object", label, begin, end, kind)
        return
    if len(item.text) > len(label) and label == text[begin:end]:  # the tail may belong to the name
        whole = text[begin : item.begin + len(item.text)]
        kind = _rebuilt(whole, proper) or classify(whole, proper=proper, given=item.hypernym, built=built)
        if kind and not _clausal(whole):
            yield _mention(reading, "object", whole, begin, begin + len(whole), kind)


def _bare_goal(label: str) -> bool:
    head = head_of(label)
    return head is not None and head.classes == ("Goal",) and head.word == label


def _of_home(reading: Reading, begin: int, end: int) -> bool:
    """Whether the phrase calls a place by what it is to be: 开放兰山, “五美”兰山."""
    front = reading.sentence.text[begin:end]
    for place in reading.places:
        if place.end == end and begin < place.begin and 2 <= place.begin - begin <= 8 and "的" not in front:
            return True
    return False


def _unheaded(label: str, deed: Deed, proper: bool, built: bool) -> Kind | None:
    """A name without a known head: quoted, it is what is put up or carried out; else a named thing being built."""
    bare = label.translate(MARKS)
    if label.startswith("“") and label.endswith("”") and label.count("“") == 1 and 2 <= len(bare) <= 10:
        kinds = verbs().get(deed.act.action, frozenset()) | verbs().get(deed.act.action[-2:], frozenset())
        if {"build", "make"} & kinds and deed.act.action not in ("实现", "形成"):
            return Kind(("Project",), None, 0.6)
        return Kind(("Policy",), None, 0.5) if {"act", "push", "make"} & kinds else None
    if built and 4 <= len(bare) <= 14 and head_of(bare) is None and (proper or is_proper(bare[:4])) and not _abstract(bare):
        return Kind(("Project",), None, 0.5)
    return None


def _abstract(bare: str) -> bool:
    """Whether the phrase ends as an action or a quality does, not as a thing does."""
    nouns = nominal()
    return bare[-2:] in nouns["noun"] or bare[-2:] in nouns["follow"] or bare[-1] in "化性率度力量"


def _renowned(front: str) -> bool:
    """Whether what stands before 的 praises a rank: 具有国际影响力的, 全国知名的."""
    return bool(re.search(r"具有|全国|国际|世界|全球|一流|领先|知名|影响力|竞争力|辐射|面向", front))


def _clausal(label: str) -> bool:
    """Whether the phrase holds a verb or a function word that no name holds."""
    plain = label.split("“")[0]
    if re.search(r"[，。；的、]|等[\u4e00-\u9fff]|^[至到从]|(?:在|对|向|把)[\u4e00-\u9fff]", plain):
        return True
    for at in range(2, len(plain) - 2):
        hit = cue_at(plain, at)
        if hit and "verb" in hit[1] and len(hit[0]) > 1 and hit[0] not in nominal()["noun"]:
            subject = plain[:at]
            head = head_of(subject)
            if head and {"Zone", "Institution", "Project"} & set(head.classes) or is_proper(subject):
                return True
    return False


def _rebuilt(label: str, proper: bool) -> Kind | None:
    """A named place and what is done to it is one project: 长湖路改造, 北站片区更新."""
    bare = label.translate(MARKS)
    tail = suffixes("rebuild").find(bare, 2)
    if tail is None:
        return None
    front = bare[: -len(tail)]
    named = (proper or "“" in label or _place(front)) and front not in generic()["whole"]
    return Kind(("Project",), "Renewal", 0.85) if named else None


def _place(front: str) -> bool:
    """Whether the front is a named thing, or opens with one (河西片区｜地下空间)."""
    if head_of(front) is not None and classify(front, proper=False) is not None:
        return True
    for end in range(3, len(front) - 1):
        head = head_of(front[:end])
        if head and len(head.word) > 1 and classify(front[:end], proper=False):
            return True
    return False


def _after_modifier(text: str, begin: int, end: int) -> int:
    """Past 的 where what stands after it is the name: 更具活力的｜“山水客厅”."""
    depth, at = 0, begin
    edge = begin
    while at < end:
        char = text[at]
        depth += (char in "“《（") - (char in "”》）")
        if char == "的" and depth == 0 and end - at > 2:
            edge = at + 1
        at += 1
    return edge


def _without_lead(text: str, begin: int, end: int) -> int:
    lead = generic()["lead"]
    for length in (6, 5, 4, 3, 2, 1):
        if end - begin > length + 1 and text[begin : begin + length] in lead:
            return begin + length
    return begin


def _is_proper(places: tuple[Place, ...], begin: int, end: int) -> bool:
    return any(begin <= p.begin and p.end <= end and (p.end < end or p.begin > begin) for p in places)


def _titles(reading: Reading) -> Iterator[Mention]:
    text = reading.sentence.text
    for match in re.finditer(r"《([^《》]{2,60})》", text):
        kind = classify(match.group(), proper=True)
        if kind:
            yield _mention(reading, "title", match.group(), match.start(), match.end(), kind)


def _aims(reading: Reading) -> Iterator[Mention]:
    """What a place is said to be to become, in so many words: “甲、乙”定位."""
    text = reading.sentence.text
    for match in re.finditer(r"“([^”]{2,40})”(?:的)?[\u4e00-\u9fff]{0,4}?(?:定位|愿景)", text):
        for begin, end in split(text, match.start(1), match.end(1)):
            if end - begin >= 2:
                yield _mention(reading, "aim", text[begin:end], begin, end, Kind(("Goal",), "Positioning", 0.85))


def _of_heads(reading: Reading) -> Iterator[Mention]:
    """Names that end with a head outside the objects' items, found from the head leftwards."""
    text = reading.sentence.text
    automaton, _ = head_automaton()
    spans = [(s, e) for _, s, e in automaton.find_matches_as_indexes(text)]
    for number, (at, end) in enumerate(spans):
        if number + 1 < len(spans) and spans[number + 1][0] == end and cue_at(text, end) is None:
            continue  # 创新中心｜大厦: the later head ends the name
        begin = left_edge(text, at)
        if end - begin > _LONGEST or any(p.begin <= begin and end <= p.end for p in reading.places):
            continue
        proper = _is_proper(reading.places, begin, end)
        rebuilt = _extended(text, begin, end, proper)
        if rebuilt:
            end, kind = rebuilt
            yield _mention(reading, "head", text[begin:end], begin, end, kind)
            continue
        label = text[begin:end]
        if not _ends_name(text, end) and heads()[text[at:end]].need != "any" and not any(p.begin == end for p in reading.places):
            continue
        made = _made_before(text, begin)
        found = classify(label, proper=proper, goal=made, built=made)
        if found and "Industry" in found.classes:
            begin = max((p.end for p in reading.places if begin <= p.begin and p.end < at), default=begin)
            label = text[begin:end]
        if found and not _clausal(label):
            yield _mention(reading, "head", label, begin, end, Kind(found.classes, found.subclass, found.confidence - 0.1))


def _made_before(text: str, begin: int) -> bool:
    """Whether the name is what the verb right before it brings about (高新区建设｜“世界芯片之都”)."""
    word = text[max(0, begin - 2) : begin]
    return word in ("建设", "创建", "打造", "争创", "建成", "冲刺")


def _ends_name(text: str, end: int) -> bool:
    """Whether a name may end there: at a mark, a function word, a verb or adverb, or what is done to it."""
    char = text[end : end + 1]
    if not char or char in _STOP or char in "“”‘’》》」内外上中下里间前后" or not "\u4e00" <= char <= "\u9fff" and not char.isdigit():
        return True
    hit = cue_at(text, end)
    if hit and ({"verb", "adverb", "modal", "done", "going", "prep"} & hit[1]):
        return True
    return text.startswith(tails()["build"], end)


def _extended(text: str, begin: int, end: int, proper: bool) -> tuple[int, Kind] | None:
    """A place name that goes on with what is done to it: 北环路｜改造."""
    for length in rebuild_lengths():
        tail = text[end : end + length]
        if tail in suffixes("rebuild").words:
            after = text[end + length : end + length + 2]
            kind = _rebuilt(text[begin : end + length], proper)
            if kind and after not in ("工程", "项目", "行动", "方案", "计划"):
                return end + length, kind
    return None


def left_edge(text: str, at: int) -> int:
    """Where the name whose head begins at ``at`` begins."""
    begin = at
    while begin > 0 and at - begin < _LONGEST:
        char = text[begin - 1]
        if char == "”":
            opened = text.rfind("“", max(0, begin - 20), begin - 1)
            if opened < 0:
                break
            begin = opened
            continue
        if char == "“" or char in _STOP and not _in_word(text, begin - 1):
            break
        begin -= 1
    return _past_cues(text, begin, at)


def _in_word(text: str, at: int) -> bool:
    """Whether a function character is part of a longer word there (和平, 对外, 为民)."""
    for start in (at - 1, at):
        hit = cue_at(text, start) if start >= 0 else None
        if hit and len(hit[0]) >= 2 and start + len(hit[0]) > at and not hit[1] & {"link", "time"}:
            return True
    return False


def _past_cues(text: str, begin: int, at: int) -> int:
    """Past verbs and adverbs between the edge and the head: 全面推进｜城市更新行动."""
    step = begin
    while step < at:
        hit = cue_at(text, step)
        if not hit:
            step += 1
            continue
        word, kinds = hit
        after = step + len(word)
        if after > at:
            break
        nominal_here = word in nominal()["noun"] and step > begin and not _is_actor(text[begin:step])
        strips = kinds & {"verb", "modal", "take", "done", "going"} or (step == begin and kinds & {"adverb", "prep"})
        if strips and "noise" not in kinds and not nominal_here and (len(word) > 1 or step == begin):
            begin = after
        step = after
    return _without_lead(text, begin, at + 2) if begin < at else begin


def _bodies(reading: Reading) -> Iterator[Mention]:
    for body in find_bodies(reading.sentence.text):
        yield _mention(reading, "body", body.label, body.begin, body.end, Kind(("Institution",), body.subclass, 0.95))


def _is_actor(front: str) -> bool:
    """Whether the front is a zone or an institution that can itself act (高新区｜建设…)."""
    head = head_of(front)
    return head is not None and bool({"Zone", "Institution"} & set(head.classes)) and len(front) >= 3


def _industries(reading: Reading) -> Iterator[Mention]:
    text = reading.sentence.text
    automaton, _ = industry_automaton()
    for _, begin, end in automaton.find_matches_as_indexes(text):
        if text.startswith("产业", end) and not text.startswith("产业园", end):
            end += 2
        yield _mention(reading, "industry", text[begin:end], begin, end, Kind(("Industry",), None, 0.8))

