"""Clauses and the acts in them: who does what, read left to right from the words that open a clause.

Patterns (｜ parts the pieces): opener* ｜ adverb* ｜ VERB group ｜ object — 福田 将 ｜ 大力 ｜ 推进 ｜ 城中村改造;
把/将 NP VERB — 将 ｜ 服务中心 ｜ 延伸 到社区; 以 VP 为重点 VP; NP adverb* FINAL — 大桥 ｜ 顺利 ｜ 建成通车.
All offsets are code points of the string that is passed in, half-open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.rules.words import cue_at, final, follow, nominal, transitive, verbs

_CLOSE = {"“": "”", "‘": "’", "《": "》", "（": "）", "(": ")", "「": "」"}
_JOINTS = "、和与及并"
_NUMERALS = "一二三四五六七八九十两半"
_COMPLEMENTS = "好了出成到起住完为"
_PUSHED = frozenset({"加快", "协调", "统筹", "引导", "协同", "着力", "配合", "继续", "合力"})


@dataclass(frozen=True, slots=True)
class Act:
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
def _marks() -> re.Pattern[str]:
    return re.compile(r"[，,；;：:。！？!?“”‘’《》（）()「」\s]|——|—")


@cache
def _time() -> re.Pattern[str]:
    return re.compile(
        r"(?:到|至|自|从)?(?:\d{4}年(?:底|末|前|初|度|以前|以来)?|[“\"]?十[一二三四五]五[”\"]?(?:时期|期间|末)?"
        r"|\d{1,2}月(?:份|底|\d{1,2}日)?|(?:今后|未来|过去)[一二三四五六七八九十\d]+年)(?:间|内|来)?"
    )


@cache
def _ordinal() -> re.Pattern[str]:
    return re.compile(r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[①-⑳]|第[一二三四五六七八九十]+[，、]|——|[•·●■◆○])\s*")


@cache
def _framed() -> re.Pattern[str]:
    return re.compile(
        r"以([^，；。]{1,40}?)为(?:总牵引|突破口|着力点|切入点|主抓手|主阵地|主战场|主引擎|主体|主导|主线|重点|核心|引领|抓手|牵引"
        r"|导向|基础|支撑|契机|目标|载体|龙头|统领|动力|依托|中心|先导|主|根本|关键|驱动|纽带|平台|示范|保障|基调|总抓手)"
    )


@cache
def _quantity() -> re.Pattern[str]:
    return re.compile(r"(?:近|超过|超|约)?\d[\d.,]{0,12}[万亿多余千百]{0,4}[\u4e00-\u9fff]{0,4}(?:以上|左右|以下|以内)?$")


def clauses(text: str) -> list[tuple[int, int]]:
    """Spans of the clauses of a sentence: parted at ，；：— outside quotation marks, titles and brackets."""
    found: list[tuple[int, int]] = []
    begin, closers = 0, ""
    for match in _marks().finditer(text):
        mark, at = match.group(), match.start()
        if closers:
            if mark == closers[-1]:
                closers = closers[:-1]
            elif mark in _CLOSE and len(closers) < 4:
                closers += _CLOSE[mark]
            continue
        if mark in _CLOSE:
            if text.find(_CLOSE[mark], at, at + 120) > 0:
                closers = _CLOSE[mark]
            continue
        if mark == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
            continue
        if mark == "—" and text[at - 1 : at] in "0123456789%":
            continue
        if at > begin:
            _append(found, text, begin, at)
        begin = match.end()
    if begin < len(text):
        _append(found, text, begin, len(text))
    return found


def _append(found: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    """Add a clause; one that only carries a list on (以及 …) joins the clause before it."""
    if found and text[begin : begin + 2] in ("以及", "及其") and begin - found[-1][1] <= 2:
        begin = found.pop()[0]
    found.append((begin, end))


def acts(text: str, begin: int, end: int) -> list[Act]:
    """The acts of the clause ``text[begin:end]``, in order."""
    return [_turned(text, act, begin, end) for act in _acts(text, begin, end)]


def _turned(text: str, act: Act, begin: int, end: int) -> Act:
    """An act whose object is a verb itself is said of its subject: 新机场 ｜ 加快建设, 试点 ｜ 获批实施."""
    rest = text[act.object_begin : act.object_end]
    subject = act.subject_end - act.subject_begin
    if act.fronted or not rest or subject < 3 or not (rest in nominal()["noun"] or rest in final()):
        return act
    return Act(
        act.action + rest, act.begin, act.object_end, act.subject_begin, _before_adverbs(text, act.subject_begin, act.begin),
        act.subject_begin, act.subject_begin, act.cue or "final", False, True,
    )


def _acts(text: str, begin: int, end: int) -> list[Act]:
    head = _ordinal().match(text, begin, end)
    at = head.end() if head else begin
    at, cue, aim = _skip(text, at, end)
    if text.endswith("方面", at, end):  # X 方面: a topic, said with its verb
        end, aim = end - 2, True
    if aim:
        return _aim(text, at, end)
    framed = _framed().match(text, at, end)
    if framed:
        inner = _predicate(text, framed.start(1), framed.end(1), "", at, at)
        rest_at, rest_cue, _ = _skip(text, framed.end(), end)
        return inner + _predicate(text, rest_at, end, rest_cue or cue, at, at)
    hit = cue_at(text, at)
    if hit and at < end:
        word, kinds = hit
        if "verb" in kinds:
            return _predicate(text, at, end, cue, begin, at)
        if word in "把将":
            return _fronted(text, at + 1, end, cue)
    return _with_subject(text, at, end, cue)


def _aim(text: str, at: int, end: int) -> list[Act]:
    return [_as_aim(act) for act in _predicate(text, at, end, "", at, at)]


def _as_aim(act: Act) -> Act:
    return Act(
        act.action, act.begin, act.end, act.object_begin, act.object_end, act.subject_begin, act.subject_end,
        "", True, act.fronted, act.goal,
    )


def _skip(text: str, at: int, end: int) -> tuple[int, str, bool]:
    """Past the openers of a clause: where it goes on, the cue met on the way, and whether it is a purpose clause."""
    cue = ""
    while at < end:
        time = _time().match(text, at, end)
        if time:
            at = time.end()
            continue
        hit = cue_at(text, at)
        if not hit:
            break
        word, kinds = hit
        after = at + len(word)
        if "noise" in kinds:
            break
        if "take" in kinds and _takes_noun(text, after, end):
            break
        if "verb" in kinds and not _adverbial(text, word, kinds, after, end):
            break
        if "aim" in kinds:
            if _verb_at(text, after, end):
                return after, cue, True
            break
        if "prep" in kinds:
            break
        for kind in ("modal", "done", "going"):
            if kind in kinds:
                cue = cue if cue == "modal" else kind
        at = after
    return at, cue, False


def _adverbial(text: str, word: str, kinds: frozenset[str], after: int, end: int) -> bool:
    """Whether a word that is verb and adverb stands before another verb (统筹 推进)."""
    return ("adverb" in kinds or "done" in kinds or "modal" in kinds) and _verb_at(text, after, end)


def _takes_noun(text: str, after: int, end: int) -> bool:
    """Whether 将 or 把 is followed by a noun rather than by (adverb and) verb."""
    at, _, aim = _skip(text, after, end) if text[after - 1] == "将" else (after, "", False)
    if aim:
        return False
    hit = cue_at(text, at)
    return not (hit and "verb" in hit[1]) and not (hit and hit[1] == {"prep"})


def _verb_at(text: str, at: int, end: int) -> bool:
    hit = cue_at(text, at)
    return bool(hit and at < end and ("verb" in hit[1] or ("adverb" in hit[1] and _verb_at(text, at + len(hit[0]), end))))


def _predicate(text: str, at: int, end: int, cue: str, subject_begin: int, subject_end: int) -> list[Act]:
    """Acts of a verb phrase that begins at ``at``: V O; V、V O; V adverb V O."""
    group = verb_group(text, at, end)
    if group is None:
        return []
    action, stop, done = group
    cue = "done" if done and cue != "modal" else cue
    pairs = [(action, at, stop)]
    while stop < end and text[stop] in _JOINTS:  # coordinated verbs share the object
        nxt, _, _ = _skip(text, stop + 1, end)
        more = verb_group(text, nxt, end)
        if more is None or more[1] >= end:
            break
        follows = text[more[1] : more[1] + 1]
        if len(more[0]) < 2 or (follows in _JOINTS and not _verb_at(text, more[1] + 1, end)):
            break
        if _compound(text, nxt, more[0], end):
            break
        pairs.append((more[0], nxt, more[1]))
        stop = more[1]
    split = _next_verb(text, stop, end, "help" in verb_kinds(pairs[-1][0]))
    found = [Act(a, b, e, stop, split or end, subject_begin, subject_end, cue) for a, b, e in pairs]
    if split:
        at, met, _ = _skip(text, split + 1, end)
        found += _predicate(text, at, end, met or ("" if cue == "done" else cue), subject_begin, subject_end)
    return found


def _next_verb(text: str, begin: int, end: int, helps: bool) -> int | None:
    """The joint after which a second verb and object follow (补齐短板｜、拉长长板), outside quotation marks."""
    at = begin + 2
    while at < end - 4:
        char = text[at]
        if char in _CLOSE:
            close = text.find(_CLOSE[char], at + 1, end)
            at = close if close > 0 else at
        elif char in "、和并及" and not _word_spans(text, at):
            nxt, _, _ = _skip(text, at + 1, end)
            group = verb_group(text, nxt, end)
            if group and helps and any(mark in text[begin:at] for mark in "在以用"):
                return None  # the second verb is inside the clause that is helped
            if group and group[1] - nxt >= 2 and group[1] < end - 1 and _opens_object(text, nxt, group, end):
                return at
        at += 1
    return None


def _opens_object(text: str, at: int, group: tuple[str, int, bool], end: int) -> bool:
    """Whether the verb group governs what follows: it is no noun (服务 水平) and no modifier (促进…的举措)."""
    action, stop, _ = group
    stretch = re.split(r"[、和]", text[stop:end], maxsplit=1)[0]
    return (
        action not in nominal()["noun"]
        and text[stop] not in "、和与及的"
        and "的" not in stretch
        and len(stretch) >= 2
        and not (text[stop - 1] in "性型化" )
    )


def _word_spans(text: str, at: int) -> bool:
    """Whether the joint character is part of a word (和谐, 参与, 普及, 合并)."""
    return text[at] in "和及并" and (
        text[at : at + 2] in {"和谐", "和平", "及时", "并购", "并网", "并轨", "和美", "及格", "并行"}
        or text[at - 1 : at + 1] in {"普及", "涉及", "以及", "危及", "合并", "兼并", "共和", "饱和", "缓和", "温和", "触及", "惠及", "遍及", "祥和"}
    )


def _compound(text: str, at: int, verb: str, end: int) -> bool:
    """Whether an ambiguous verb is here the first half of a noun (改革 措施)."""
    table = nominal()
    if verb not in table["noun"]:
        return False
    rest = text[at + len(verb) : end]
    return not rest or rest.startswith(follow())


def verb_group(text: str, at: int, end: int) -> tuple[str, int, bool] | None:
    """The verb group at ``at`` (加快推进, 研究制定, 规划建设): its words joined, its end, whether 了 follows; or None."""
    hit = cue_at(text, at)
    if not hit or "verb" not in hit[1] or at + len(hit[0]) > end:
        return None
    words = [hit[0]]
    stop = at + len(hit[0])
    while stop < end and len(words) < 4:
        nxt = cue_at(text, stop)
        if not nxt or "verb" not in nxt[1] or stop + len(nxt[0]) >= end:
            break
        if len(nxt[0]) < 2 or _compound(text, stop, nxt[0], end) or not _serial(words, nxt[0]):
            break
        words.append(nxt[0])
        stop += len(nxt[0])
    done = False
    while stop < end - 1 and text[stop] in _COMPLEMENTS and not _inside_word(text, stop):
        done = done or text[stop] == "了"
        stop += 1
    return "".join(words), stop, done


@cache
def _serial_heads() -> frozenset[str]:
    return frozenset(
        "加快 推动 推进 协调 统筹 研究 探索 规划 争取 配合 支持 鼓励 积极 谋划 组织 启动 继续 布局 筹划 协调推动 力争 抓紧 协同 联合 编制 "
        "开工 培育 改造 巩固 延伸 综合 调整 颁布 发布 出台 落实 制定 引进 建立 完善 参与 推 促进 协助 牵引 做好 策划 申报 加速 实施 "
        "引导 引进 全面 发展 提升 建设 扩大 保障 健全 落地 深化 创新 探索 优化 整合 丰富 修订 设立 统一 开发 收购 拓展 改革 坚持 打造 "
        "新开工 挖掘 传承 保护 盘活 凝聚 转化 充实 稳定 开展 规范 推广 夯实".split()
    )


def _serial(words: list[str], nxt: str) -> bool:
    """Whether ``nxt`` carries the group on rather than opening the object or a modifier of it (落实｜鼓励投资政策)."""
    if "help" in verb_kinds(nxt) or nxt in ("促进", "推动", "推进") and words[-1] not in _PUSHED:
        return False
    if words[-1] not in _serial_heads():
        return False
    if nxt in nominal()["noun"] and words[-1] not in {"加快", "规划", "支持", "鼓励", "配合", "探索"}:
        return words[-1] in {"综合", "培育", "加快", "改造", "延伸", "统筹", "调整", "争取", "参与", "巩固", "布局", "新开工", "开工", "抓紧"}
    return True


def verb_kinds(word: str) -> frozenset[str]:
    return verbs().get(word, frozenset())


def _inside_word(text: str, at: int) -> bool:
    """Whether the complement at ``at`` begins another word (成果, 出口, 到位, 为民)."""
    return text[at : at + 2] in {
        "成果", "成本", "成效", "成熟", "成长", "成渝", "成都", "成员", "成套", "成品", "成片", "成人", "成果", "出口", "出台", "出行",
        "出租", "出让", "出入", "出境", "出海", "出版", "出生", "到位", "到期", "为民", "为主", "好人", "好评", "好房", "住房", "住宅",
        "住院", "起步", "起降", "完善", "完整", "为农", "为老", "为企", "成型", "成绩", "成就", "好差",
    }


def _fronted(text: str, at: int, end: int, cue: str) -> list[Act]:
    """把/将 NP (adverb) VERB (到/成/为 …): the object stands before the verb."""
    for verb_at in range(at + 2, end):
        hit = cue_at(text, verb_at)
        if not hit or "verb" not in hit[1] and hit[0] not in {"作为", "列为", "纳入"}:
            continue
        word = hit[0]
        after = verb_at + len(word)
        group = verb_group(text, verb_at, end) if "verb" in hit[1] else (word, after, False)
        if group is None:
            continue
        action, stop, _ = group
        rest = text[after : after + 1]
        ends = stop >= end
        if word in {"作为", "列为", "纳入"} or text[stop - 1] in "成为到" or rest in "成为到至进入再由从给" or rest.isdigit() or ends or text[stop] in _NUMERALS:
            object_end = _before_adverbs(text, at, verb_at)
            goal = (stop, end) if not ends and (text[stop - 1] in "成为" or word == "作为") else None
            return [Act(action, verb_at, stop, at, object_end, at, at, cue, False, True, goal)]
    return []


def _before_adverbs(text: str, begin: int, at: int) -> int:
    """Where the adverbs that end at ``at`` begin."""
    moved = True
    while moved and at > begin:
        moved = False
        for length in (4, 3, 2, 1):
            word = text[max(begin, at - length) : at]
            hit = cue_at(text, at - length) if at - length >= begin else None
            if hit and hit[0] == word and ("adverb" in hit[1] or hit[1] & {"going", "done", "modal"}):
                at -= length
                moved = True
                break
    return at


def _with_subject(text: str, begin: int, end: int, cue: str) -> list[Act]:
    """NP modal/adverb* VERB O; NP adverb* FINAL at the end of the clause; NP VERB O."""
    found, strong = _search(text, begin, end, cue)
    if strong and found and found[0].object_end > found[0].object_begin and text[found[0].object_begin] not in "、和与及":
        return found
    return _closing(text, begin, end, cue) or found


def _search(text: str, begin: int, end: int, cue: str) -> tuple[list[Act], bool]:
    """The acts of the first verb after ``begin``, and whether a modal or an adverb vouches for it."""
    opened = cue_at(text, begin)
    in_phrase = bool(opened and "prep" in opened[1])
    at = begin + 1
    while at < end:
        char = text[at]
        if char in _CLOSE:
            close = text.find(_CLOSE[char], at + 1, end)
            at = close + 1 if close > 0 else at + 1
            continue
        hit = cue_at(text, at)
        if not hit or "noise" in hit[1]:
            at += len(hit[0]) if hit else 1
            continue
        word, kinds = hit
        if word == "把" or (word == "将" and _takes_noun(text, at + 1, end)):
            return _fronted(text, at + 1, end, cue), True
        stepped, met, aim = _skip(text, at, end)
        verb = cue_at(text, stepped) if stepped < end and not aim else None
        if verb and "verb" in verb[1] and stepped + len(verb[0]) < end:
            strong = stepped > at and text[at - 1] != "的" and bool(met or "adverb" in kinds)
            follows = text[stepped + len(verb[0])]
            bare = verb[0] not in nominal()["noun"] and len(verb[0]) > 1 and text[stepped - 1] != "的"
            if _compound(text, stepped, verb[0], end):
                at = stepped + len(verb[0])
                continue
            if strong and follows != "的":
                return _predicate(text, stepped, end, met or cue, begin, at), True
            if bare and (in_phrase or stepped - begin >= 2) and follows not in "的、和与及":
                return _predicate(text, stepped, end, met or cue, begin, at), False
        at = max(at + len(word), stepped)
    return [], False


def _closing(text: str, begin: int, end: int, cue: str) -> list[Act]:
    """NP adverb* FINAL: 青年公园 ｜ 顺利 ｜ 建成开放; coordinated finals (开工和竣工) give an act each."""
    known = final()
    counted = _quantity().search(text, begin, end)
    if counted and counted.end() == end:
        end = counted.start()
    for length in range(min(8, end - begin - 2), 1, -1):
        word = text[end - length : end]
        if word not in known or (word == "安排" and not counted):
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
        subject_end = _before_adverbs(text, begin, verb_at)
        between = text[subject_end:verb_at]
        if subject_end - begin < 2 or text[subject_end - 1] in "的、和与及" or "是" in text[begin : begin + 8]:
            return []
        if word in transitive() and not between and cue == "" and word in nominal()["noun"]:
            return []
        if "即将" in between or "将" in between:
            cue = "going" if "即将" in between else "modal"
        elif cue == "":
            cue = "final"
        return [Act(a, b, e, begin, subject_end, begin, begin, cue, False, True) for a, b, e in pairs]
    return []
