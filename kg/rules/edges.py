"""The edges of names: where a name that ends with a head begins, whether it may end there, what clings to it on the left.

Spans are local to the text given, half-open, in code points.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.gazetteer import by_name
from kg.rules.acts import can_act
from kg.rules.openers import past_ordinal
from kg.rules.proper import names, tokenizer
from kg.rules.scan import cue_at, cues
from kg.rules.words import final, generic, inside_word, nominal, tail_at

_STOP = " \u3000、，。；：！？的了和与及等是在对向从以为由把将被到于给让使其并或即又也至称同,;:!?() （）《》〈〉—…"
_JOINTS = "和与及并以"
_STOPPING = frozenset(_STOP)
_ENDS = frozenset(_STOP + "“”‘’》》」内外上中下里间前后")
_LEADS_ON = frozenset({"verb", "adverb", "modal", "done", "going", "prep", "time"})
LONGEST = 24
_HEAD = 8  # characters of a head at most
_SIDES = ("沿线", "两侧", "两岸", "沿岸", "周边")
CUTS = frozenset(
    {
        "成为",
        "也是",
        "作为",
        "宣布",
        "稳居",
        "位居",
        "位列",
        "涉及",
        "评为",
        "列为",
        "命名为",
        "认定为",
        "确定为",
        "位于",
        "地处",
        "坐落于",
        "落户",
        "入驻",
        "选址",
        "毗邻",
    }
)


def after_modifier(text: str, begin: int, end: int) -> int:
    """Past 的 where what stands after it is the name: 更具活力的｜“山水客厅”."""
    if text.find("的", begin, end) < 0:
        return begin
    depth, at = 0, begin
    edge = begin
    while at < end:
        char = text[at]
        depth += (char in "“《（") - (char in "”》）")
        if char == "的" and depth == 0 and end - at > 2 and text[at - 1] != "”":
            edge = at + 1
        at += 1
    return edge


@cache
def _lead_starts() -> frozenset[str]:
    return frozenset(word[0] for word in generic()["lead"])


def without_lead(text: str, begin: int, end: int) -> int:
    if text[begin : begin + 1] not in _lead_starts():
        return begin
    lead = generic()["lead"]
    for length in (6, 5, 4, 3, 2, 1):
        if end - begin > length + 1 and text[begin : begin + length] in lead:
            kept = length == 1 and (_in_word(text, begin) or _opens_area(text, begin))
            return begin if kept else begin + length
    return begin


def _opens_area(text: str, at: int) -> bool:
    """Whether an area's name stands there (如皋, 如东), so that its first character is no word by itself."""
    return bool(by_name(text[at : at + 2]) or by_name(text[at : at + 3]))


def without_side(text: str, begin: int, end: int) -> int:
    """Where the name of a line ends beside which something lies: 滨江大道｜沿线."""
    for side in _SIDES:
        if text.endswith(side, begin + 2, end):
            return end - len(side)
    return end


def ends_name(text: str, end: int, *, industry: bool = False) -> bool:
    """Whether a name may end there: at a mark, a function word, a verb or adverb, or what is done to it."""
    char = text[end : end + 1]
    if not char or char in _ENDS or (not "\u4e00" <= char <= "\u9fff" and not char.isdigit()):
        return True
    hit = cue_at(text, end)
    if text[end : end + 2] in final() or text[end : end + 4] in final():
        return True  # 甲项目｜达产, 乙机场｜建成通航
    if (hit and not _LEADS_ON.isdisjoint(hit[1])) or tail_at(text, end, "after"):
        return True
    return tail_at(text, end, "build") or (industry and tail_at(text, end, "go"))


def left_edge(text: str, at: int, *, line: bool = False) -> int:
    """Where the name whose head begins at ``at`` begins; a ``line`` may run from one place to another (甲｜至｜乙铁路)."""
    begin = at
    while begin > 0 and at - begin < LONGEST:
        char = text[begin - 1]
        if char == "”":
            opened = text.rfind("“", max(0, begin - 20), begin - 1)
            if opened < 0:
                break
            begin = opened
            continue
        bracket = _inner_bracket(text, begin - 1) if char in "）)" and begin < at else None
        if bracket is not None:
            begin = bracket
            continue
        if line and char == "至" and 2 <= at - begin <= 6 and begin > 2 and text[begin - 2] not in _STOPPING:
            begin -= 1
            continue
        if (
            char == "—"
            and text[begin - 2 : begin + 1].count("—") == 1
            and text[begin - 2 : begin + 1].count("，") == 0
        ):
            begin -= 1  # 甲山—乙湖景区
            continue
        if char in "—－-" and text.endswith("中国", 0, begin - 1):
            begin -= 3  # 中国—东盟博览会
            continue
        if char == "“" or (char in _STOP and not _in_word(text, begin - 1)):
            break
        begin -= 1
    held = _held().search(text, begin, at)
    if held:
        return held.start()  # 服务保障｜首届进口博览会
    if begin and text[begin - 1] == "“" and 0 < text.find("”", at) - at <= _HEAD:
        hit = cue_at(text, begin)
        if not (hit and "verb" in hit[1]):
            return begin  # “全国平安建设先进县”: all that the marks enclose
    return past_cues(text, _past_opener(text, begin, at), at)


@cache
def _held() -> re.Pattern[str]:
    return re.compile(r"首届|第[一二三四五六七八九十百\d]+届")


def _past_opener(text: str, begin: int, at: int) -> int:
    """Past the word that opens the clause, where only its first character was seen to stop the name (其｜中), and past a number."""
    hit = cue_at(text, begin - 1) if begin > 0 else None
    if hit and len(hit[0]) > 1 and hit[1] & {"link", "time"}:
        begin = min(begin - 1 + len(hit[0]), at)
    return past_ordinal(text, begin, at)


def _inner_bracket(text: str, close: int) -> int | None:
    """Where a short bracket inside a name opens, which ends at ``close``: 中以｜（上海）｜创新园; None if there is none."""
    opened = max(text.rfind("（", max(0, close - 9), close), text.rfind("(", max(0, close - 9), close))
    inside = text[opened + 1 : close]
    if opened > 0 and "\u4e00" <= text[opened - 1] <= "\u9fff" and inside and _bare_word().fullmatch(inside):
        return opened
    return None


@cache
def _bare_word() -> re.Pattern[str]:
    return re.compile(r"[\u4e00-\u9fffA-Za-z0-9·—-]{1,8}")


@cache
def _pairs_in_names() -> frozenset[str]:
    """The pairs of characters with a function character that some name of the dictionary holds (仁和, 同济)."""
    known = [name for name in names() if not _STOPPING.isdisjoint(name)]
    return frozenset(
        name[at : at + 2]
        for name in known
        for at in range(len(name) - 1)
        if name[at] in _STOPPING or name[at + 1] in _STOPPING
    )


@lru_cache(maxsize=16384)
def _name_over(window: str, at: int) -> bool:
    """Whether a name of the dictionary covers the character at ``at`` (仁和, 同济大学, 向阳)."""
    begin = 0
    for word in tokenizer().cut(window, HMM=False):
        if begin <= at < begin + len(word):
            return len(word) > 1 and word in names()
        begin += len(word)
    return False


def _in_word(text: str, at: int) -> bool:
    """Whether a function character is part of a longer word there (和平, 对外, 为民)."""
    if text[at] in _JOINTS and inside_word(text, at):
        return True
    pairs = _pairs_in_names()
    if (text[at : at + 2] in pairs or text[at - 1 : at + 1] in pairs) and _name_over(
        text[max(0, at - 3) : at + 4], min(at, 3)
    ):
        return True
    if text[at - 1 : at] == "、" and text[at] not in _JOINTS:
        return True  # 富水湖、｜向阳湖: no preposition follows the mark
    for start in (at - 1, at):
        hit = cue_at(text, start) if start >= 0 else None
        if hit and len(hit[0]) >= 2 and start + len(hit[0]) > at and not hit[1] & {"link", "time"}:
            return True
    return False


def past_cues(text: str, begin: int, at: int) -> int:
    """Past verbs and adverbs between the edge and the head: 全面推进｜城市更新行动."""
    step = begin
    known = cues(text)
    while step < at:
        hit = known.get(step)
        if not hit:
            step += 1
            continue
        word, kinds = hit
        after = step + len(word)
        if after > at:
            break
        nominal_here = word in nominal()["noun"] and step > begin and not can_act(text[begin:step])
        nominal_here = nominal_here and text[step - 1] != "”"  # “一区一策”｜支持…
        strips = kinds & {"verb", "modal", "take", "done", "going"} or (
            kinds & {"adverb", "prep"} if step == begin else "prep" in kinds and len(word) > 1
        )
        if len(word) == 1 and not kinds & {"verb", "take"} and not known.get(after):
            strips = False  # 正泰电器, 新冶钢: an adverb of one character stands before a verb
        if after == at and word == "全国":
            break  # 争创｜全国百强县
        if word in CUTS or (
            strips and "noise" not in kinds and not nominal_here and (len(word) > 1 or step == begin)
        ):
            begin = after + (text[after] in "好了" and "verb" in kinds)
        step = after
    return without_lead(text, begin, at + 2) if begin < at else begin
