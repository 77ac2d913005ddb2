"""Numbered sets and formulas: 三大新引擎 with its members, 一轴两翼 with its sum.

Patterns: A、B、C“三大X”; 三大X（A、B、C); 三大X：A、B、C; 打造A、B、C三大X. A formula is two or more pairs of numeral and
noun of space (一核两翼三区); its count is the sum. Members are read only where as many are listed as the number says.
"""

from __future__ import annotations

import re
from functools import cache

from kg.model import NumberedSet
from kg.rules.edges import ends_name
from kg.rules.heads import head_of
from kg.rules.lists import hypernym_of, split
from kg.rules.reading import Reading
from kg.rules.scan import cue_at
from kg.rules.trims import trim
from kg.rules.words import name_words

_SETTLED = "村镇乡县区市"
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2}
_SPACE = "都江岸河芯核轴带心区翼圈廊极环谷港城园片湾链源组团屏主副群点线门"
_PAIR = f"[一二两三四五六七八九多]大?(?:中心|组团|走廊|片区|新城|板块|园区|轴线|高地|基地|支点|节点|通道|平台|[{_SPACE}])"


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        r"(?P<quote>[“\"])?(?P<label>(?P<count>(?:十[一二三四五六七八九]|[两二三四五六七八九十]|\d{1,2})(?=大)|[两二三四五六七八九十](?=[个条座项类]))[大个条座项类](?P<noun>[\u4e00-\u9fff]{1,11}))"
    )


def _noun_end(match: re.Match[str], text: str) -> int | None:
    """Where the label ends: at its closing quotation mark, else with the nearest noun that classes its members."""
    close = {"“": "”", '"': '"'}.get(match["quote"] or "")
    if close:
        return match.end() if text.startswith(close, match.end()) else None
    noun = match["noun"]
    ends = [n for n in range(1, len(noun) + 1) if _classes(noun[:n])]
    start = match.start("noun")
    if ends and ends[0] == 1 and ends_name(text, start + 1):
        return start + 1  # 四个村
    nearest = next((n for n in ends if n > 1), None)
    if nearest is None:
        return None
    hit = cue_at(text, start + nearest)
    if noun[nearest - 1] in _SETTLED or noun[:nearest] in ("街道", "社区"):
        return start + nearest  # 四个街道｜城中村
    if nearest + 1 in ends and not (hit and "verb" in hit[1]):  # not 产业｜带动
        return start + nearest + 1  # 三大枢纽｜港
    more = _goes_on().match(noun, nearest)
    return start + (more.end() if more else nearest)


def _classes(noun: str) -> bool:
    """Whether a noun says what the members are: a class of things, a head, or 村, 镇 and the like."""
    if len(noun) == 1:
        return noun in _SETTLED
    found = hypernym_of(noun)
    return found != "=" if found else _is_head(noun)


@cache
def _goes_on() -> re.Pattern[str]:
    """What carries a set's noun on: 三大优势产业｜集群."""
    return re.compile(name_words("carry"))


def _is_head(noun: str) -> bool:
    head = head_of(noun)
    return head is not None and head.classes != ("-",)


@cache
def _counts() -> re.Pattern[str]:
    """What every label of a set holds, quickly looked for."""
    return re.compile(r"[两一二三四五六七八九十\d][大个条座项类]")


@cache
def _pairs() -> re.Pattern[str]:
    """A numeral and a noun of space twice, quickly looked for."""
    return re.compile(f"{_PAIR}、?{_PAIR}")


@cache
def _formula() -> re.Pattern[str]:
    return re.compile(rf"(?P<quote>“)?(?P<label>{_PAIR}(?:、?{_PAIR})+)")


def parts_of(label: str) -> list[tuple[str, str]]:
    """The numerals and nouns of a formula: 一核两翼 → (一, 核), (两, 翼)."""
    return [(m.group()[0], m.group()[1:].removeprefix("大")) for m in re.finditer(_PAIR, label)]


@cache
def _linked() -> re.Pattern[str]:
    """甲港、乙港、丙港“三港联动”, 甲、乙、丙“新三宝”: as many as the quoted name says, right before it."""
    return re.compile(
        r"“(?P<label>新?(?P<count>[两二三四五六七八九])(?![大条座项类])[\u4e00-\u9fff]{1,6})”"
        r"|“?(?P<twin>(?P<double>双)(?:引擎|增长极|动力源|核心))”?"
    )


@cache
def _not_spatial() -> frozenset[str]:
    """Formulas that name something other than a shape of space."""
    return frozenset({"一带一路", "两区一带一路"})


def number(text: str) -> int:
    """The value of 三, 十二 or 12."""
    if text.isdigit():
        return int(text)
    if text == "双":
        return 2
    if text.startswith("十"):
        return 10 + _DIGITS.get(text[1:], 0)
    return _DIGITS.get(text, 0)


def find_sets(reading: Reading) -> tuple[tuple[NumberedSet, tuple[tuple[int, int], ...]], ...]:
    """Each set with the spans of its members, local to the sentence (empty where none are listed)."""
    text = reading.sentence.text
    found = []
    for match in _label().finditer(text) if _counts().search(text) else ():
        count = number(match["count"])
        end = _noun_end(match, text)
        if end is None or count < 2:
            continue
        members = _members(reading, match.start(), end + (1 if match["quote"] else 0), count)
        if not members:
            continue
        labels = tuple(_bare(text[b:e]) for b, e in members)
        label = text[match.start("label") : end]
        named = NumberedSet(reading.sentence.index, "numbered-set", label, count, labels, confidence=0.95)
        found.append((named, tuple(members)))
    for match in _linked().finditer(text) if "“" in text or "双" in text else ():
        count = number(match["count"] or match["double"])
        members = _members(reading, match.start(), match.start(), count)
        if members:
            labels = tuple(_bare(text[b:e]) for b, e in members)
            named = NumberedSet(
                reading.sentence.index,
                "linked-set",
                match["label"] or match["twin"],
                count,
                labels,
                confidence=0.9,
            )
            found.append((named, tuple(members)))
    for match in _formula().finditer(text) if _pairs().search(text) else ():
        label = match["label"]
        close = text.find("”", match.end(), match.end() + 8) if match["quote"] else -1
        if close > 0:  # “一核两翼、三区联动”: what else stands in the marks belongs to the label
            label = text[match.start("label") : close]
        if label in _not_spatial():
            continue
        count = sum(_DIGITS.get(c, 0) for c in label)
        if count < 2 and "多" not in label:
            continue
        named = NumberedSet(reading.sentence.index, "formula", label, count, (), confidence=0.9)
        found.append((named, ()))
    return tuple(found)


def _bare(word: str) -> str:
    return (
        word[1:-1]
        if len(word) > 2 and word[0] == "“" and word.index("”" if "”" in word else word[-1]) == len(word) - 1
        else word
    )


def _members(reading: Reading, begin: int, end: int, count: int) -> list[tuple[int, int]]:
    """The spans of the members beside a set's label: listed before it, or after a colon, 为, 即 or in brackets."""
    text = reading.sentence.text
    start, stop = _stretch_before(reading, begin)
    after = _stretch_after(text, end)
    for first, last in ((start, stop), after):
        for joints in ("、和与及", "、和", "、"):
            parts = [p for p in split(text, first, last, joints) if p[1] > p[0]]
            trimmed = [trim(text, b, e) for b, e in parts]
            if len(parts) == count and sum(e - b < 2 for b, e in trimmed) <= (count > 2):  # 汽车、钛、装备
                return trimmed
    return []


def _stretch_before(reading: Reading, begin: int) -> tuple[int, int]:
    """Where the list that ends at a label begins: at the object of the verb, else past the words that open it."""
    text = reading.sentence.text
    stop = begin
    while stop > 0 and text[stop - 1] in "等这为“":
        stop -= 1
    for deed in reading.deeds:
        if deed.act.object_begin < begin <= deed.act.object_end + 1 and deed.act.object_begin < stop:
            return deed.act.object_begin, stop
    start = next((b for b, e in reading.clauses if b <= begin < e), 0)
    opened = _preposition().match(text, start, stop)
    while opened:
        start = opened.end()
        opened = _preposition().match(text, start, stop)
    return start, stop


@cache
def _preposition() -> re.Pattern[str]:
    """What may stand before the first member: a subject with 将 or 要, 以, 围绕, 在, 聚焦, 做强 and the like."""
    return re.compile(
        r"[^、“”，]{0,14}?(?:将|要|以|围绕|聚焦|做大做强|做强做优|做强|做优|做大|培育|打造|发展|推动|构建|形成|瞄准|突出|坚持|抓好|紧扣|作为|包括|其中|涵盖)(?=[^、，]{2})"
    )


@cache
def _opens_list() -> re.Pattern[str]:
    return re.compile(r"[”\"]?(?:建设|发展)?(?:[（(：:]|，?(?:即|分别是|分别为|包括|是指|为|是))")


def _stretch_after(text: str, end: int) -> tuple[int, int]:
    opened = _opens_list().match(text, end)
    if not opened:
        return end, end
    stop = opened.end()
    closers = "）)。；;" if text[opened.end() - 1] in "（(" else "。；;，,"
    while stop < len(text) and text[stop] not in closers and stop - end < 200:
        stop += 1
    return opened.end(), stop


def classes_of(noun_label: str) -> tuple[str, ...]:
    """The classes that a set's noun gives its members: 三大产业 → Industry; () where it gives none."""
    found = hypernym_of(
        re.sub(r"^(?:(?:十?[一二两三四五六七八九十]|\d+)(?:大|个|条|座|项|类)|双)", "", noun_label)
    )
    return tuple(found.split("+")) if found and found not in "-=" else ()
