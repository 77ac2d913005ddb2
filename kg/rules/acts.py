"""Acts: who does what in a clause, read left to right.

Patterns (｜ parts the pieces): opener* ｜ adverb* ｜ VERB group ｜ object — 本区 将 ｜ 大力 ｜ 推进 ｜ 城中村改造;
把/将 NP VERB — 将 ｜ 服务中心 ｜ 延伸 到社区; 以 VP 为重点 VP; NP adverb* FINAL — 大桥 ｜ 顺利 ｜ 建成通车.
All offsets are code points of the string that is passed in, half-open.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kg.gazetteer import by_name
from kg.rules.clauses import CLOSE, past_quotation
from kg.rules.heads import head_of
from kg.rules.openers import before_adverbs, past_ordinal, skip, takes_noun, verb_at
from kg.rules.scan import cue_at, cues
from kg.rules.verbs import is_compound, kinds_of, next_verb, verb_group
from kg.rules.words import final, final_lengths, name_words, nominal, openers, transitive

_LONGEST_AREA = 8
_JOINTS = "、和与及并"
_NUMERALS = "一二三四五六七八九十两半"
_BECOMES = frozenset({"作为", "列为", "纳入", "摆在", "放在"})


class Act(NamedTuple):
    """A verb group and its object. ``cue`` is modal, done, going or "" (nothing said); ``aim`` marks 为…, clauses.

    ``fronted`` acts have their object before the verb (把, or the subject of a closing verb).
    ``goal`` is the span of what 把 X 打造成 Y makes of X.
    """

    action: str
    begin: int
    end: int
    object_begin: int
    object_end: int
    subject_begin: int
    subject_end: int
    cue: str = ""
    aim: bool = False
    fronted: bool = False
    goal: tuple[int, int] | None = None


@cache
def _framed() -> re.Pattern[str]:
    return re.compile(rf"以([^，；。]{{1,40}}?)为(?:{name_words('frame')})")


@cache
def _proportion() -> re.Pattern[str]:
    return re.compile(r"占[^，；]{0,16}(?:比重|比例|比|份额|率)")


@cache
def _digit() -> re.Pattern[str]:
    return re.compile(r"\d")


@cache
def _quantity() -> re.Pattern[str]:
    return re.compile(
        r"(?:近|超过|超|约)?\d[\d.,]{0,12}[万亿多余千百]{0,4}[\u4e00-\u9fff]{0,4}(?:以上|左右|以下|以内)?$"
    )


def acts(text: str, begin: int, end: int) -> list[Act]:
    """The acts of the clause ``text[begin:end]``, in order."""
    if text.find("之年", begin, end) >= 0:  # 今年是…攻坚之年: a circumstance
        return []
    return [_turned(text, act, begin, end) for act in _acts(text, begin, end)]


def _turned(text: str, act: Act, begin: int, end: int) -> Act:
    """An act whose object is a verb itself is said of its subject: 新机场 ｜ 加快建设, 试点 ｜ 获批实施."""
    if act.fronted or act.subject_end - act.subject_begin < 3:
        return act
    rest = text[act.object_begin : act.object_end]
    if not (rest in nominal()["noun"] or rest in final()):
        return act
    if any(mark in text[act.subject_begin : act.subject_end] for mark in "在要将"):
        return act
    return Act(
        act.action + rest,
        act.begin,
        act.object_end,
        act.subject_begin,
        before_adverbs(text, act.subject_begin, act.begin),
        act.subject_begin,
        act.subject_begin,
        act.cue or "final",
        False,
        True,
    )


def _acts(text: str, begin: int, end: int) -> list[Act]:
    at, cue, aim = skip(text, past_ordinal(text, begin, end), end)
    if text.endswith("方面", at, end):  # (在) X 方面: a topic, said with its verb
        at, end, aim = at + text.startswith("在", at), end - 2, True
    if text.startswith("关于", at):  # 关于加快…的意见: a title
        return []
    if aim:
        return [act._replace(cue="", aim=True) for act in _predicate(text, at, end, "", at, at)]
    framed = _framed().match(text, at, end) if text.startswith("以", at, end) else None
    if framed:
        inner = _predicate(text, framed.start(1), framed.end(1), "", at, at)
        rest_at, rest_cue, _ = skip(text, framed.end(), end)
        return inner + _predicate(text, rest_at, end, rest_cue or cue, at, at)
    hit = cue_at(text, at)
    if hit and at < end:
        word, kinds = hit
        if "verb" in kinds and not _is_noun(text, at, word, end):
            return _predicate(text, at, end, cue, begin, at)
        if word in "把将":
            return _fronted(text, at + 1, end, cue)
    return _with_subject(text, at, end, cue)


def _predicate(text: str, at: int, end: int, cue: str, subject_begin: int, subject_end: int) -> list[Act]:
    """Acts of a verb phrase that begins at ``at``: V O; V、V O; V adverb V O."""
    group = verb_group(text, at, end)
    if group is None:
        return []
    action, stop, done = group
    if stop < end and text[stop] in "把将" and text[stop : stop + 2] not in ("将来", "将军"):
        turned = _fronted(text, stop + 1, end, cue)  # 加快｜将甲新区建设成为…
        if turned:
            return turned
    cue = "done" if done and cue != "modal" else cue
    pairs = [(action, at, stop)]
    while stop < end and text[stop] in _JOINTS:  # coordinated verbs share the object
        nxt, _, _ = skip(text, stop + 1, end)
        more = verb_group(text, nxt, end)
        if more is None or more[1] >= end:
            break
        follows = text[more[1] : more[1] + 1]
        if len(more[0]) < 2 or (follows in _JOINTS and not verb_at(text, more[1] + 1, end)):
            break
        if is_compound(text, nxt, more[0], end):
            break
        pairs.append((more[0], nxt, more[1]))
        stop = more[1]
    split = next_verb(text, stop, end, helps="help" in kinds_of(pairs[-1][0]))
    found = [Act(a, b, e, stop, split or end, subject_begin, subject_end, cue) for a, b, e in pairs]
    if split:
        at, met, _ = skip(text, split + 1, end)
        found += _predicate(text, at, end, met or ("" if cue == "done" else cue), subject_begin, subject_end)
    return found


def _is_noun(text: str, at: int, word: str, end: int) -> bool:
    """Whether a verb that opens a clause is half of its subject: 发展环境｜持续向好."""
    if not is_compound(text, at, word, end):
        return False
    if _proportion().search(text, at, end):
        return True  # 研发投入占地区生产总值比重
    return any(
        (hit := cue_at(text, i)) and "adverb" in hit[1] and len(hit[0]) > 1
        for i in range(at + len(word) + 2, end - 1)
    )


def _fronted(text: str, begin: int, end: int, cue: str) -> list[Act]:
    """把/将 NP (adverb) VERB (到/成/为 …): the object, which begins at ``begin``, stands before the verb."""
    found = cues(text)
    for at in range(begin + 2, end):
        hit = found.get(at)
        if not hit:
            continue
        word, kinds = hit
        group = verb_group(text, at, end) if "verb" in kinds else (word, at + len(word), False)
        if group is None or not ("verb" in kinds or word in _BECOMES):
            continue
        action, stop, _ = group
        if word in _BECOMES or _reaches(text, at + len(word), stop, end):
            object_end = before_adverbs(text, begin, at)
            goal = (stop, end) if stop < end and (text[stop - 1] in "成为" or word == "作为") else None
            return [Act(action, at, stop, begin, object_end, begin, begin, cue, fronted=True, goal=goal)]
    return []


def _reaches(text: str, after: int, stop: int, end: int) -> bool:
    """Whether what follows the verb (its first word ends at ``after``, its group at ``stop``) is no object of its own."""
    follows = text[after : after + 1]
    if stop >= end or text[stop - 1] in "成为到" or text[stop] in _NUMERALS:
        return True
    return follows in "成为到至进入再由从给" or follows.isdigit()


def _with_subject(text: str, begin: int, end: int, cue: str) -> list[Act]:
    """NP modal/adverb* VERB O; NP adverb* FINAL at the end of the clause; NP VERB O."""
    found, strong = _search(text, begin, end, cue)
    if (
        strong
        and found
        and found[0].object_end > found[0].object_begin
        and text[found[0].object_begin] not in "、和与及"
    ):
        return found
    return _closing(text, begin, end, cue) or found


def _search(text: str, begin: int, end: int, cue: str) -> tuple[list[Act], bool]:
    """The acts of the first verb after ``begin``, and whether a modal or an adverb vouches for it."""
    found = cues(text)
    opened = found.get(begin)
    in_phrase = bool(opened and "prep" in opened[1])
    at = begin + 1
    while at < end:
        hit = found.get(at)
        if not hit:
            at = past_quotation(text, at, end) if text[at] in CLOSE else at + 1
            continue
        if "noise" in hit[1]:
            at += len(hit[0])
            continue
        word, kinds = hit
        if word == "把" or (word == "将" and takes_noun(text, at + 1, end)):
            return _fronted(text, at + 1, end, cue), True
        stepped, met, aim = skip(text, at, end)
        verb = found.get(stepped) if stepped < end and not aim else None
        if verb and "verb" in verb[1] and stepped + len(verb[0]) < end:
            follows = text[stepped + len(verb[0])]
            sure = verb[0] not in nominal()["noun"] or can_act(text[begin:stepped])
            bare = sure and len(verb[0]) > 1 and text[stepped - 1] != "的"
            strong = stepped > at and text[at - 1] != "的" and bool(met or "adverb" in kinds)
            vouched = strong and "attribute" not in kinds
            if is_compound(text, stepped, verb[0], end) and (not vouched or follows in "的、和与及"):
                at = stepped + len(verb[0])
                continue
            if strong and follows not in "的等":
                return _predicate(text, stepped, end, met or cue, begin, at), True
            if bare and (in_phrase or stepped - begin >= 2) and follows not in "的、和与及等":
                return _predicate(text, stepped, end, met or cue, begin, at), False
        at = max(at + len(word), stepped)
    return [], False


def can_act(subject: str) -> bool:
    """Whether the phrase ends as a zone or an institution does, or is an area, which can itself act (高新区｜建设…)."""
    head = head_of(subject)
    if head is not None and {"Zone", "Institution"} & set(head.classes) and len(subject) >= 3:
        return True
    return len(subject) <= _LONGEST_AREA and bool(by_name(subject))


def _closing(text: str, begin: int, end: int, cue: str) -> list[Act]:
    """NP adverb* FINAL: 青年公园 ｜ 顺利 ｜ 建成开放; coordinated finals (开工和竣工) give an act each."""
    known = final()
    counted = _quantity().search(text, begin, end) if _digit().search(text, begin, end) else None
    if counted and counted.end() == end:
        end = counted.start()
    most = min(8, end - begin - 2)
    for length in final_lengths().get(text[end - 1 : end], ()):
        word = text[end - length : end]
        if not 2 <= length <= most or word not in known or (word == "安排" and not counted):
            continue
        verb_at = end - length
        pairs = [(word, verb_at, end)]
        if text[verb_at - 1] in "和、并":
            for shorter in (4, 2):
                other = text[verb_at - 1 - shorter : verb_at - 1]
                if other in known:
                    pairs.insert(0, (other, verb_at - 1 - shorter, verb_at - 1))
                    verb_at -= 1 + shorter
                    break
        subject_end = before_adverbs(text, begin, verb_at)
        between = text[subject_end:verb_at]
        if (
            subject_end - begin < 2
            or text[subject_end - 1] in "的、和与及"
            or "是" in text[begin : begin + 8]
            or text.find("宣布", begin, subject_end) >= 0
        ):
            return []
        if word in transitive() and not between and cue == "" and word in nominal()["noun"]:
            return []
        if "即将" in between or "将" in between:
            cue = "modal"
        elif cue == "":
            cue = "done" if any(word in between for word in openers()["done"]) else "final"
        return [Act(a, b, e, begin, subject_end, begin, begin, cue, False, True) for a, b, e in pairs]
    return []
