"""A sentence as the rules see it: its clauses, acts and objects, and the areas named in it. Parsed once, read by all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kg.gazetteer import by_name
from kg.model import Sentence, Status
from kg.rules.acts import Act, acts, can_act
from kg.rules.clauses import clauses
from kg.rules.lists import Item, items
from kg.rules.scan import cues
from kg.rules.verbs import is_compound, is_head, kinds_of_group
from kg.rules.words import nominal, tails, tie_words

Span = tuple[int, int]


class Place(NamedTuple):
    """An area named in a sentence: ``[begin, end)`` local to the sentence, its canonical label."""

    begin: int
    end: int
    label: str
    coded: bool = True  # an administrative area, not a region or several areas in one breath
    afar: bool = False  # in another province than the area whose text it is


class Deed(NamedTuple):
    """An act with its object read: ``items`` in text order; ``clause`` is its index in ``Reading.clauses``."""

    act: Act
    items: tuple[Item, ...]
    clause: int
    whole: bool
    inner: tuple[
        Deed, ...
    ] = ()  # what those who are helped do, where the object is a clause (支持甲区｜打造…)


@dataclass(frozen=True, slots=True)
class Reading:
    """All offsets are code points within ``sentence.text``; add ``sentence.begin`` for the document's."""

    sentence: Sentence
    clauses: tuple[Span, ...]
    deeds: tuple[Deed, ...]
    places: tuple[Place, ...]
    status: Status
    year: int | None
    jurisdiction: str | None


def read(
    sentence: Sentence, places: tuple[Place, ...], status: Status, year: int | None, jurisdiction: str | None
) -> Reading:
    text = sentence.text
    spans = tuple(clauses(text))
    deeds: list[Deed] = []
    for number, (begin, end) in enumerate(spans):
        for act in acts(text, begin, end):
            whole = _is_clause(text, act)
            read_items = tuple(items(text, act.object_begin, act.object_end, whole=whole))
            inner = _inner(text, act, number) if whole else ()
            deeds.append(Deed(act, read_items, number, whole, inner))
    return Reading(sentence, spans, tuple(deeds), places, status, year, jurisdiction)


def _inner(text: str, act: Act, number: int) -> tuple[Deed, ...]:
    """The deeds of the clause that is the object: the first verb with an object of its own, and what is coordinated with it."""
    known, end = cues(text), act.object_end
    for at in range(act.object_begin + 2, end - 3):
        hit = known.get(at)
        if not (hit and "verb" in hit[1] and len(hit[0]) > 1) or is_compound(text, at, hit[0], end):
            continue
        if hit[0] not in nominal()["noun"] or _is_actor(text[act.object_begin : at]):
            return tuple(
                Deed(a, tuple(items(text, a.object_begin, a.object_end)), number, False)
                for a in acts(text, at, end)
                if not a.fronted
            )
    return ()


def _is_clause(text: str, act: Act) -> bool:
    """Whether the object of 支持, 鼓励, 引导 … is a clause with a predicate of its own (企业在园区设立…)."""
    helps = "help" in kinds_of_group(act.action)
    if act.fronted or not (helps or act.action.endswith(_SETS_GOING)):
        return False
    stretch = text[act.object_begin : act.object_end]
    if helps and (any(mark in stretch for mark in _PREDICATES) or _has_verb(stretch)):
        return True
    return _acts(stretch)


def _is_actor(stretch: str) -> bool:
    """Whether the stretch ends with somebody who can act."""
    who = stretch[max(map(stretch.rfind, "、和与及")) + 1 :]
    return can_act(who) or who.endswith(_ACTORS)


def _acts(stretch: str) -> bool:
    """Whether somebody who can act opens the stretch, and a verb with its object follows (高新区、经开区｜共建 …)."""
    known = cues(stretch)
    for at in range(2, len(stretch) - 2):
        hit = known.get(at)
        if hit and "verb" in hit[1] and len(hit[0]) > 1 and at + len(hit[0]) < len(stretch):
            if is_head(stretch, at):
                continue  # 甲｜创新研究院
            who = stretch[:at]
            for word in _ADVERBS:
                who = who.removesuffix(word)
            who = who[max(map(who.rfind, "、和与及")) + 1 :]
            after = stretch[at + len(hit[0]) :]
            if stretch[at:] in tails()["go"]:
                return False  # 甲院、乙院｜提质增效
            if after[0] in "、和与及的" or after in nominal()["noun"] or after.startswith(("工程", "项目")):
                return False  # 甲园区、乙园区｜协调发展: nothing is acted upon
            if hit[0] in tie_words("grow") and (by_name(who) or can_act(who)):
                return True  # 支持甲县｜发展｜生态旅游
            who_acts = can_act(who) or who.endswith(_ACTORS)
            return who_acts and not is_compound(stretch, at, hit[0], len(stretch))
    return False


def _has_verb(stretch: str) -> bool:
    """Whether a verb that is no noun stands inside, with something before and after it, outside quotation marks."""
    known = cues(stretch)
    at = 2
    while at < len(stretch) - 2:
        close = stretch.find("”", at) if stretch[at] == "“" else -1
        if close > 0:
            at = close + 1
            continue
        hit = known.get(at)
        if (
            hit
            and "verb" in hit[1]
            and len(hit[0]) > 1
            and hit[0] not in nominal()["noun"]
            and at + len(hit[0]) < len(stretch)
        ):
            return True
        at += len(hit[0]) if hit else 1
    return False


_SETS_GOING = ("推动", "推进", "促进")  # which may take a clause as 支持 does
_ACTORS = ("企业", "高校", "院校", "院所", "机构", "银行", "公司", "学校", "医院")
_ADVERBS = ("分别", "联合", "共同", "合作", "加快", "积极")
_PREDICATES = (
    "在",
    "与",
    "运用",
    "参与",
    "布局",
    "攻坚",
    "集聚",
    "做",
    "通过",
    "利用",
    "以",
    "牵头",
    "向",
    "上市",
    "走",
    "有条件",
)
