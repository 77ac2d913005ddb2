"""Names in a list that a noun classes, wherever the list stands: 甲、乙等企业 ｜ 提质增效; 支持甲、乙等12家银行做大做强.

Objects of verbs are read before (`kg.rules.objects`); here are the lists in subjects, in clauses and after verbs that the
lexicon does not hold. The first member begins at the clause, past what opens it; the noun is the first one after 等
that classes anything and is not itself the front of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.model import Mention
from kg.rules.clauses import CLOSE
from kg.rules.edges import after_modifier, past_cues, without_side
from kg.rules.heads import head_of
from kg.rules.lists import MATES, hypernym_of, split
from kg.rules.names import Kind, classify, unmarked
from kg.rules.phrases import holds_place, is_clausal, make_mention
from kg.rules.proper import is_proper
from kg.rules.reading import Reading, Span
from kg.rules.scan import cue_at
from kg.rules.sets import number
from kg.rules.words import generic, industries

_SETTLEMENTS = {
    "镇": "Subdistrict",
    "乡": "Subdistrict",
    "街道": "Subdistrict",
    "村": "Community",
    "社区": "Community",
}
_FARTHEST = 18  # characters after 等 in which its noun ends
_WIDEST = 24
_TAKES = "以把将对在"
_OPENS_WORD = (
    "级",
    "候",
    "待",
    "额",
    "次",
    "于",
    "同",
    "方面",
    "工作",
    "参加",
    "出席",
    "陪同",
    "列席",
    "情况",
    "特点",
    "优势",
)


def of_lists(reading: Reading) -> Iterator[Mention]:
    """Mentions of the members of each list that 等 and a noun close."""
    text = reading.sentence.text
    at = text.find("等", 2)
    while at >= 0:
        if text[at - 1] not in MATES and not text.startswith(_OPENS_WORD, at + 1):
            classes = _class_after(text, at + 1)
            if classes:
                yield from _members(reading, at, classes)
        at = text.find("等", at + 1)


def of_frames(reading: Reading) -> Iterator[Mention]:
    """The industries of 以甲、乙、丙为重点 where one of them at least is known to be one, and so each of its kind."""
    text = reading.sentence.text
    for match in _framed().finditer(text):
        parts = split(text, *match.span(1), "、和与及")
        words = [unmarked(text[b:e]).removesuffix("产业") for b, e in parts]
        mainstay = len(parts) > 2 and match.group(2) in ("主导", "支柱", "特色")
        if len(parts) > 1 and (mainstay or any(word in industries() for word in words)):
            for (begin, end), word in zip(parts, words, strict=True):
                if 2 <= len(word) <= 9 and head_of(word) is None and not is_clausal(word):
                    kind = Kind(("Industry",), None, 0.7)
                    yield make_mention(reading, "frame", text[begin:end], begin, end, kind)


@cache
def _framed() -> re.Pattern[str]:
    return re.compile(r"以([^，。；;,“”]{4,60}?)为(重点|主导|主体|支柱|特色|龙头|主攻|核心|主)")


def of_settlements(reading: Reading) -> Iterator[Mention]:
    """Towns and villages whose kind is written once: 甲、乙、丙三镇; 甲、乙两个村."""
    text = reading.sentence.text
    for match in _settled().finditer(text):
        start = next((b for b, e in reading.clauses if b <= match.start() < e), 0)
        parts = split(text, start, match.start(), "、和与及")[-number(match[1]) :]
        spans = [(_past_preposition(text, past_cues(text, b, e), e), e) for b, e in parts]
        bare = all(2 <= e - b <= 5 and not text[:e].endswith(match[2]) for b, e in spans)
        if len(spans) == number(match[1]) and bare:
            classes = ("Area", "Zone") if match[2] in "镇乡村" or len(match[2]) > 1 else ("Area",)
            for begin, end in spans:
                kind = Kind(classes, _SETTLEMENTS.get(match[2]), 0.8)
                yield make_mention(reading, "settlement", text[begin:end] + match[2], begin, end, kind)


def _past_preposition(text: str, begin: int, end: int) -> int:
    """Past 以, 把, 将 and the like before the first of several names of two characters or more."""
    return begin + (text[begin] in _TAKES and end - begin > 2)


def of_partners(reading: Reading) -> Iterator[Mention]:
    """Firms and bodies with whom something is agreed or done: 与｜华润电力｜签订…, 与｜甲集团、乙能源｜合作."""
    text = reading.sentence.text
    for match in _partnered().finditer(text):
        for begin, end in split(text, *match.span(1), "、和"):
            label = text[begin:end]
            named = 3 <= end - begin <= 14 and is_proper(label) and not is_clausal(label)
            free = named and not any(p.begin < end and begin < p.end for p in reading.places)
            if free and head_of(label) is None and label not in industries():
                yield make_mention(
                    reading, "partner", label, begin, end, Kind(("Institution",), "Company", 0.6)
                )


@cache
def _partnered() -> re.Pattern[str]:
    return re.compile(
        "与([^，。；,;“”与]{3,40}?)(?:等(?:企业|公司|集团|单位)?)?(?:深化|加强|开展|全面)?(?:签订|签署|签约|达成|共建|战略合作|合作|联合)"
    )


@cache
def _settled() -> re.Pattern[str]:
    return re.compile(
        r"([两二三四五六七八九十])个?(镇|乡|村|街道|社区|县|区|市)(?![\u4e00-\u9fff]*(?:中心|规划))"
    )


def _class_after(text: str, begin: int) -> tuple[str, ...]:
    """The classes that the noun after 等 gives, or () where it gives none."""
    quantity = _quantity().match(text, begin)
    at = quantity.end() if quantity else begin
    found = ""
    for end in range(at + 1, min(at + _FARTHEST, len(text)) + 1):
        if not "\u4e00" <= text[end - 1] <= "\u9fff" and text[end - 1] not in "“”":
            break
        found = hypernym_of(text[at:end]) or found
        if found and not _goes_on(text, at, end):
            break
    if found == "=" and text.startswith(("领域", "行业"), at):
        return ("Sector",)
    return tuple(found.split("+")) if found and found not in "-=" else ()


def _goes_on(text: str, at: int, end: int) -> bool:
    """Whether the noun that ends here is the front of another: 产业｜项目, 夜间经济｜示范点; not 企业｜参与项目."""
    hit = cue_at(text, end)
    if hit and "verb" in hit[1]:
        return False
    return any(hypernym_of(text[at : end + more]) for more in (1, 2, 3, 4))


@cache
def _quantity() -> re.Pattern[str]:
    return re.compile(
        r"(?:的)?(?:一批|一系列|系列|众多|多家|多个|各类|近|超|约)?(?:(?:[\d.]+|[两二三四五六七八九十百]+)[多余]?(?:家|个|项|条|所|座|处|种|类|大)?)?"
    )


def _members(reading: Reading, close: int, given: tuple[str, ...]) -> Iterator[Mention]:
    """The members of the list that 等 at ``close`` ends."""
    text = reading.sentence.text
    spans = _spans(reading, close)
    if given == ("Sector",):  # 甲、乙、丙等领域: industries where one of them is known as one
        if len(spans) < 3 or 2 * sum(text[b:e] in industries() for b, e in spans) < len(spans):
            return
        given = ("Industry",)
    for begin, end in spans:
        if any((p.begin, p.end) == (begin, end) for p in reading.places):
            continue
        end = without_side(text, begin, end)
        label = text[begin:end]
        proper = holds_place(reading.places, begin, end)
        kind = classify(label, proper=proper, given=given)
        if kind is None and len(spans) > 1 and _may_be_named(label):
            kind = Kind(given, None, 0.65)
        if kind and not is_clausal(label):
            yield make_mention(reading, "list", label, begin, end, kind)


def _spans(reading: Reading, close: int) -> list[Span]:
    """Where the members stand, in order: from 等 back to where the clause or its verb ends."""
    text = reading.sentence.text
    start = next((b for b, e in reading.clauses if b <= close <= e), 0)
    stretch = text[start:close]
    found: list[Span] = []
    for begin, end in reversed(split(text, start, close, "、和" if "、" in stretch else "、和与及")):
        first = after_modifier(text, past_cues(text, begin, end), end)
        first += begin == start and text[first] in _TAKES
        if not 2 <= end - first <= _WIDEST:
            break
        found.append((first, end))
        if first > begin:
            break
    return found[::-1]


def _may_be_named(label: str) -> bool:
    """Whether a phrase that ends with no head may be the name of something among others that are named so."""
    bare = unmarked(label)
    return (
        3 <= len(bare) <= 14
        and bare not in generic()["whole"]
        and head_of(bare) is None
        and not any(mark in bare for mark in CLOSE)
    )
