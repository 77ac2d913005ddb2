"""What a phrase is once its edges stand: a mention, a clause that names nothing, a place and what is done to it.

Spans are local to the sentence, half-open, in code points.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.model import Mention
from kg.rules.heads import head_of
from kg.rules.names import Kind, classify, unmarked
from kg.rules.proper import is_proper
from kg.rules.reading import Place, Reading
from kg.rules.scan import cues
from kg.rules.words import generic, nominal, suffixes

_ACTORS = frozenset({"Zone", "Institution", "Project"})
_WATERS = ("水环境", "水生态", "河道", "环境")  # 甲河｜水环境｜治理


def make_mention(reading: Reading, rule: str, label: str, begin: int, end: int, kind: Kind) -> Mention:
    """A mention of ``label`` at the local span, in document offsets, without marks that enclose all of it."""
    start = reading.sentence.begin
    return Mention(
        reading.sentence.index,
        rule,
        _unquoted(label),
        kind.classes,
        start + begin,
        start + end,
        kind.subclass,
        confidence=kind.confidence,
    )


def _unquoted(label: str) -> str:
    """The label without marks that enclose all of it: “甲” is 甲, “甲”乙 stays."""
    if (
        len(label) > 2
        and label[0] in "“《「"
        and label[-1] in "”》」"
        and not re.search(r"[”》」]", label[:-1])
    ):
        return label[1:-1]
    return label


@lru_cache(maxsize=65536)
def is_clausal(label: str) -> bool:
    """Whether the phrase holds a verb or a function word that no name holds."""
    plain = label.split("“")[0].replace("目的地", "")
    if _no_name().search(plain):
        return True
    known = cues(plain)
    closing = head_of(plain)
    last = len(plain) - (len(closing.word) if closing else 0)
    for at in range(2, len(plain) - 2):
        hit = known.get(at)
        if not (hit and "verb" in hit[1] and len(hit[0]) > 1 and hit[0] not in nominal()["noun"]):
            continue
        if at + len(hit[0]) == last:
            continue  # 延伸｜工程, 倍增｜计划: what kind of a thing it is
        subject = plain[:at]
        head = head_of(subject)
        if (head and len(subject) > 2 and _ACTORS & set(head.classes)) or is_proper(subject):
            return True
    return False


@cache
def _no_name() -> re.Pattern[str]:
    """Marks and function words that no name holds."""
    return re.compile(
        r"[，。；的、]|等[\u4e00-\u9fff]|^[至到从]|(?:在|对|向|把)[\u4e00-\u9fff]"
        r"|(?<![国私公共特稀固富所拥含保])有(?![机色限轨线氧])"
    )


def holds_place(places: tuple[Place, ...], begin: int, end: int) -> bool:
    """Whether the span holds the name of an area and more than it."""
    for place in places:
        if begin <= place.begin and place.end <= end and (place.end < end or place.begin > begin):
            return True
    return False


def past_places(places: tuple[Place, ...], begin: int, at: int) -> int:
    """Past the areas that open a span, up to ``at``: an industry is not named by where it is (长三角｜数字内容产业)."""
    return max((p.end for p in places if begin <= p.begin and p.end < at), default=begin)


@lru_cache(maxsize=65536)
def rebuilt(label: str, proper: bool) -> Kind | None:
    """A named place and what is done to it is one project: 长湖路改造, 北站片区更新."""
    bare = unmarked(label)
    tail = suffixes("rebuild").find(bare, 2)
    if tail is None:
        return None
    front = place_of(bare, tail)
    named = (proper or "“" in label or _place(front)) and front not in generic()["whole"]
    return Kind(("Project",), "Renewal", 0.85) if named else None


def place_of(label: str, tail: str) -> str:
    """What the tail is done to: 甲河｜水环境｜治理."""
    front = label[: -len(tail)]
    return next((front[: -len(w)] for w in _WATERS if front.endswith(w) and len(front) > len(w) + 1), front)


def _place(front: str) -> bool:
    """Whether the front is a named thing, a street, or opens with one (河西片区｜地下空间)."""
    if front[-1] in "路街" and 3 <= len(front) <= 5 and front[-2] not in "公道铁马支干大小老步商":
        return front[:-1] not in generic()["modifier"]
    if head_of(front) is not None and classify(front, proper=False) is not None:
        return True
    for end in range(3, len(front) - 1):
        head = head_of(front[:end])
        if head and len(head.word) > 1 and classify(front[:end], proper=False):
            return True
    return False
