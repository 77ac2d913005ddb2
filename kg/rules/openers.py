"""The words that open a clause before its verb: ordinals, times, subjects, connectives, modals and adverbs.

今年 ｜ 我们 ｜ 将 ｜ 大力 ｜ 〈推进…〉. A cue says how the deed is meant: modal (将, 要), done (了, 已), going (正在), or "".
All offsets are code points of the string that is passed in, half-open.
"""

from __future__ import annotations

import re
from functools import cache

from kg.rules.scan import cues
from kg.rules.words import nominal

_MOST = 12  # adverbs in a row that are looked past
_TIME_STARTS = frozenset('到至自从“"十今未过')  # and digits
_ORDINAL_STARTS = frozenset("（(一二三四五六七八九十第—•·●■◆○①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")  # and digits
_TELLING = ("modal", "going", "done")
_PASSED = ("adverb", "time")
_CARRIES_ON = frozenset({"adverb", "link", "modal", "time", "subject"})
_BEFORE_VERBS = frozenset({"adverb", "going", "done", "modal", "time"})
_MAY_BE_ADVERB = frozenset({"adverb", "done", "modal"})


@cache
def _time() -> re.Pattern[str]:
    return re.compile(
        r"(?:到|至|自|从)?(?:\d{4}年(?:底前|年底前|底|末|前|初|度|以前|以来)?|[“\"]?十[一二三四五]五[”\"]?(?:时期|期间|末)?"
        r"|\d{1,2}月(?:份|底|\d{1,2}日)?|(?:今后|未来|过去)[一二三四五六七八九十\d]+年)(?:间|内|来)?"
    )


def _time_at(text: str, at: int, end: int) -> re.Match[str] | None:
    """The words of time at ``at``, or None; most characters open none, which is quickly seen."""
    if at < end and (text[at] in _TIME_STARTS or text[at].isdecimal()):
        return _time().match(text, at, end)
    return None


@cache
def ordinal() -> re.Pattern[str]:
    """What numbers an item of a list: （一）, 1., ——."""
    return re.compile(
        r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．](?!\d)|[①-⑳]|第[一二三四五六七八九十]+[，、]|——|[•·●■◆○])\s*"
    )


def past_ordinal(text: str, at: int, end: int) -> int:
    """Past what numbers an item of a list, if it stands at ``at``."""
    if at < end and (text[at] in _ORDINAL_STARTS or text[at].isdecimal()):
        found = ordinal().match(text, at, end)
        return found.end() if found else at
    return at


def skip(text: str, at: int, end: int) -> tuple[int, str, bool]:
    """Past the openers of a clause: where it goes on, the cue met on the way, and whether it is a purpose clause."""
    cue = ""
    known = cues(text)
    while at < end:
        if time := _time_at(text, at, end):
            at = time.end()
            continue
        hit = known.get(at)
        if not hit:
            break
        word, kinds = hit
        after = at + len(word)
        if "noise" in kinds or ("take" in kinds and takes_noun(text, after, end)):
            break
        if "aim" in kinds and "verb" in kinds and _verb_not_noun(text, after, end):
            return after, cue, True  # 聚焦｜打造…: how, not what
        if "verb" in kinds and not (kinds & _MAY_BE_ADVERB and verb_at(text, after, end)):
            break  # 统筹 is an adverb before another verb only
        if "aim" in kinds:
            if verb_at(text, after, end):
                return after, cue, True
            break
        if "prep" in kinds or (len(word) == 1 and not opener_at(text, after, end)):
            break  # 新机场, 来凤县: one character opens a clause only before a verb or another opener
        if cue != "modal" and not kinds.isdisjoint(_TELLING):
            cue = next(kind for kind in _TELLING if kind in kinds)
        at = after
    return at, cue, False


def opener_at(text: str, at: int, end: int) -> bool:
    """Whether an opener, a verb or words of time stand at ``at``."""
    hit = cues(text).get(at) if at < end else None
    return bool(hit and "noise" not in hit[1]) or _time_at(text, at, end) is not None


def verb_at(text: str, at: int, end: int) -> bool:
    """Whether a verb stands at ``at``, adverbs and words of time before it passed over."""
    known = cues(text)
    for _ in range(_MOST):
        hit = known.get(at) if at < end else None
        if not hit:
            return False
        if "verb" in hit[1]:
            return True
        if hit[1].isdisjoint(_PASSED):
            return False
        at += len(hit[0])
    return False


def _verb_not_noun(text: str, at: int, end: int) -> bool:
    """Whether a verb that is no noun besides stands at ``at``."""
    hit = cues(text).get(at) if at < end else None
    return bool(hit and "verb" in hit[1] and hit[0] not in nominal()["noun"])


def takes_noun(text: str, after: int, end: int) -> bool:
    """Whether 将 or 把 (just before ``after``) takes a noun rather than standing before adverbs and a verb."""
    known = cues(text)
    if text[after - 1] == "将":
        for _ in range(_MOST):
            hit = known.get(after) if after < end else None
            if not hit or "verb" in hit[1] or not hit[1] & _CARRIES_ON:
                break
            after += len(hit[0])
    hit = known.get(after) if after < end else None
    return not (hit and ("verb" in hit[1] or hit[1] == {"prep"} or "aim" in hit[1]))


def before_adverbs(text: str, begin: int, at: int) -> int:
    """Where the adverbs that end at ``at`` begin, not before ``begin``."""
    known = cues(text)
    moved = True
    while moved and at > begin:
        moved = False
        for length in (4, 3, 2, 1):
            hit = known.get(at - length) if at - length >= begin else None
            if hit and len(hit[0]) == length:
                moved = bool(hit[1] & _BEFORE_VERBS)  # 更新｜加快实施: no adverb 新
                at -= length if moved else 0
                break
    return at
