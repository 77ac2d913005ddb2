"""Numbered sets and formulas: 三大新引擎 with its members, 一轴两翼 with its sum.

Patterns: A、B、C“三大X”; 三大X（A、B、C); 三大X：A、B、C; 打造A、B、C三大X. A formula is two or more pairs of numeral and
noun of space (一核两翼三区); its count is the sum. Members are read only where as many are listed as the number says.
"""

from __future__ import annotations

import re
from functools import cache

from kg.model import NumberedSet
from kg.rules.lists import hypernym_of, split, trim
from kg.rules.reading import Reading

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2}
_SPACE = "核轴带心区翼圈廊极环谷港城园片湾链源组团屏主副群点线门"


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        r"(?P<quote>[“\"])?(?P<label>(?P<count>十[一二三四五六七八九]|[两二三四五六七八九十]|\d{1,2})(?:大|个)(?P<noun>[\u4e00-\u9fff]{1,8}?))"
        r"(?(quote)[”\"]|(?=[，。；：、（）()”“ 为是的等]|建设|发展|格局|作为|牵引|引领|布局|$))"
    )


@cache
def _formula() -> re.Pattern[str]:
    pair = rf"[一二两三四五六七八九多](?:大)?(?:[{_SPACE}]|中心|组团|走廊|片区|新城|板块|园区|轴线|高地|基地|支点|节点|通道|平台)"
    return re.compile(rf"(?P<quote>“)?(?P<label>{pair}(?:、?{pair})+)")


@cache
def _not_spatial() -> frozenset[str]:
    """Formulas that name something other than a shape of space."""
    return frozenset({"一带一路", "两区一带一路"})


def number(text: str) -> int:
    """The value of 三, 十二 or 12."""
    if text.isdigit():
        return int(text)
    if text.startswith("十"):
        return 10 + (_DIGITS.get(text[1:], 0) if len(text) > 1 else 0)
    return _DIGITS.get(text, 0)


def find_sets(reading: Reading) -> tuple[tuple[NumberedSet, tuple[tuple[int, int], ...]], ...]:
    """Each set with the spans of its members, local to the sentence (empty where none are listed)."""
    text = reading.sentence.text
    found = []
    for match in _label().finditer(text):
        count = number(match["count"])
        members = _members(text, match.start(), match.end(), count)
        if not members or count < 2:
            continue
        labels = tuple(_bare(text[b:e]) for b, e in members)
        named = NumberedSet(reading.sentence.index, "numbered-set", match["label"], count, labels, confidence=0.95)
        found.append((named, tuple(members)))
    for match in _formula().finditer(text):
        label = match["label"].replace("、", "") if "、" in match["label"] else match["label"]
        if label in _not_spatial() or "多" in label and len(label) < 4:
            continue
        count = sum(_DIGITS.get(c, 0) for c in label)
        named = NumberedSet(reading.sentence.index, "formula", match["label"], count, (), confidence=0.9)
        found.append((named, ()))
    return tuple(found)


def _bare(word: str) -> str:
    return word[1:-1] if len(word) > 2 and word[0] == "“" and word.index("”" if "”" in word else word[-1]) == len(word) - 1 else word


def _members(text: str, begin: int, end: int, count: int) -> list[tuple[int, int]]:
    """The spans of the members beside a set's label: listed before it, or after a colon, 为, 即 or in brackets."""
    before = _list_before(text, begin)
    for members in (before, _list_after(text, end)):
        if len(members) == count:
            return members
    return []


def _list_before(text: str, begin: int) -> list[tuple[int, int]]:
    start = begin
    depth = 0
    while start > 0 and begin - start < 200:
        char = text[start - 1]
        depth += (char in "”》）") - (char in "“《（")
        if depth == 0 and char in "，；。：,;:" or depth < 0:
            break
        start -= 1
    stretch_end = begin
    while stretch_end > start and text[stretch_end - 1] in "等这为":
        stretch_end -= 1
    parts = split(text, start, stretch_end)
    if len(parts) < 2:
        return []
    first = parts[0]
    return [(_after_verb(text, *first), first[1]), *parts[1:]]


def _after_verb(text: str, begin: int, end: int) -> int:
    """Past the subject, prepositions and verbs that stand before the first member."""
    from kg.rules.mentions import left_edge  # the same question: where does this name begin?

    return max(begin, left_edge(text[:end], end - 1))


@cache
def _opens_list() -> re.Pattern[str]:
    return re.compile(r"[”\"]?(?:建设|发展)?(?:[（(：:]|，?(?:即|分别是|分别为|包括|是指|为|是))")


def _list_after(text: str, end: int) -> list[tuple[int, int]]:
    opened = _opens_list().match(text, end)
    if not opened:
        return []
    stop = opened.end()
    closers = "）)。；;" if text[opened.end() - 1] in "（(" else "。；;，,"
    while stop < len(text) and text[stop] not in closers and stop - end < 200:
        stop += 1
    return [trim(text, b, e) for b, e in split(text, opened.end(), stop)]


def classes_of(noun_label: str) -> tuple[str, ...]:
    """The classes that a set's noun gives its members: 三大产业 → Industry; () where it gives none."""
    found = hypernym_of(re.sub(r"^(?:十?[一二两三四五六七八九十]|\d+)(?:大|个)", "", noun_label))
    return tuple(found.split("+")) if found and found not in "-=" else ()
