"""What an object lists: one item, or several with the words that they share.

Patterns: A、B和C; A、B等HYPERNYM (its noun classes the members); A、B HEAD (a head written once: 东河、西河治理工程);
PA、B REST (what stands before and after is shared: 省文化馆东、西分馆); A HEAD1、HEAD2 (月湖片区规划、导则);
“甲”“乙” side by side. Lists of mere modifiers (高端化、智能化转型; 公安、应急等需求) stay whole.
Offsets are code points of the string that is passed in, half-open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.rules.bodies import find_bodies
from kg.rules.proper import is_proper, tokenizer
from kg.rules.words import generic, head_of, hypernyms, industries, suffixes, tail_of, tails

_CLOSE = {"“": "”", "‘": "’", "《": "》", "（": "）", "(": ")"}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a list names. ``label`` is the full name; ``begin``/``end`` is where its own words stand.

    ``hypernym`` holds the classes that the list's noun gives (empty: none); ``tail`` is what is done to it
    (建设, 运营), taken off the name; ``text`` is what the object says of it, tail kept where it belongs to one item.
    """

    label: str
    begin: int
    end: int
    text: str
    hypernym: tuple[str, ...] = ()
    tail: str = ""
    tail_kind: str = ""


@cache
def _lead() -> re.Pattern[str]:
    number = r"(?:[\d.,]+|[一二三四五六七八九十百千两几数]+)"
    unit = (
        r"(?:个|项|所|座|条|家|批|套|公里|万平方米|平方公里|亩|万亩|处|栋|台|辆|架|支|名|块|件|部|眼|口|株|头|类|宗|期|张|户|万套|万户|千米|亿元|万元|万|亿|公顷|米|对|艘|只|间|场|次|届|门|片)"
    )
    return re.compile(
        rf"(?:(?:一批(?:次)?|一个|一系列|系列|更多|若干|多个|多项|多条|各类|各项|一大批|首批|首个|全国首个|全省首个|全市首个|新一批)"
        rf"|(?:约|近|超过|不少于|超|长达)?{number}(?:多|余|以上)?{unit}(?:以上|左右)?)(?:的)?"
    )


@cache
def _quantity() -> re.Pattern[str]:
    return re.compile(
        r"(?:达到|达|超过|突破|近|约|共|各|不少于|总投资)?\d[\d.,]{0,12}(?:[万亿多余千百]{0,4})"
        r"(?:个|项|所|座|条|家|批|套|部|公里|平方公里|平方米|亩|处|栋|台|辆|名|件|户|人|元|吨|千瓦|张|%|％|人次|次|公顷|米|场|期|对|艘|间|斤|公斤|立方米|千瓦时|万|亿|美元|眼|座次|级|倍|以上)?"
        r"(?:以上|左右|以内|以下)?$"
    )


def items(text: str, begin: int, end: int, *, whole: bool = False) -> list[Item]:
    """The items of the object ``text[begin:end]``; with ``whole`` the list is not opened (a clause is the object)."""
    begin, end = trim(text, begin, end)
    if end - begin < 1:
        return []
    if whole:
        return [_single(text, begin, end, ())]
    inner = _set_inside(text, begin, end)
    if inner:
        return _spell_out(text, [trim(text, b, e) for b, e in inner], (), "")
    close = _etc(text, begin, end)
    if close is not None:
        return _with_hypernym(text, begin, close, end)
    parts = split(text, begin, end, "、和" if "、" in text[begin:end] else "、和与及")
    if len(parts) > 1:
        trimmed = [trim(text, b, e) for b, e in parts]
        counted = all(t[0] > p[0] and text[p[0]].isdigit() | (text[p[0]] in "近长超约") for t, p in zip(trimmed, parts, strict=True))
        if counted or _parallel(text, trimmed):
            return _spell_out(text, trimmed, (), "")
    return [_single(text, begin, end, ())]


def _set_inside(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The members of a set whose label stands inside the object: 甲、乙、丙三大片区更新."""
    for match in _counted().finditer(text, begin, end):
        parts = split(text, begin, match.start())
        if 1 < len(parts) == _NUMBERS.get(match["count"], 0):
            return parts
    return []


_NUMBERS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(r"“?(?P<count>[两二三四五六七八九十])(?:大|个)")


def trim(text: str, begin: int, end: int) -> tuple[int, int]:
    """The object without quantities and quantifiers around it (一批…, 3个…, …50个, …三年来)."""
    lead = _lead().match(text, begin, end)
    if lead and lead.end() < end and text[lead.end()] not in "以左":
        begin = lead.end()
    while begin < end and text[begin] in "的、，, 和与及":
        begin += 1
    after = re.compile(r"(?:[一二三四五六七八九十两]+年(?:来|间)|以来|任务|目标任务|等)$").search(text, begin, end)
    if after and after.start() - begin > 3 and after.group() not in ("任务",):
        end = after.start()
    counted = _quantity().search(text, begin, end)
    if counted and counted.start() - begin >= 2:
        end = counted.start()
    named = set_label().search(text, begin, end)  # A、B、C“三大产业”: the set's own name follows its members
    if named and named.end() == end and named.start() - begin >= 2:
        end = named.start()
    while end > begin and text[end - 1] in "、，, 的":
        end -= 1
    return begin, end


@cache
def set_label() -> re.Pattern[str]:
    """A numbered set's label: “三大新引擎”, 四大片区, “五个中心”."""
    return re.compile(r"(?:等)?[“\"]?([两二三四五六七八九十]{1,2}|\d{1,2})(?:大|个)([\u4e00-\u9fff]{1,8}?)[”\"]?$")


def split(text: str, begin: int, end: int, joints: str = "、和与及") -> list[tuple[int, int]]:
    """Spans between the joints 、 和 与 及 以及 ，以及 that stand outside quotation marks; “甲”“乙” are two."""
    parts: list[tuple[int, int]] = []
    start = at = begin
    while at < end:
        char = text[at]
        if char in _CLOSE:
            close = text.find(_CLOSE[char], at + 1, end)
            if close > 0:
                at = close + 1
                if text[close] == "”" and at < end and text[at] == "“":
                    parts.append((start, at))
                    start = at
                continue
        width = _joint(text, at, begin, end, joints)
        if width and at > start:
            parts.append((start, at))
            start = at = at + width
            continue
        at += 1
    if start < end:
        parts.append((start, end))
    return parts


def _joint(text: str, at: int, begin: int, end: int, joints: str) -> int:
    """The width of the joint at ``at``, or 0."""
    char = text[at]
    if char == "、":
        return 1
    if char in ",，":
        return 3 if text[at + 1 : at + 3] == "以及" else 1
    if text[at : at + 2] == "以及":
        return 2
    if char in "和与及" and char in joints and begin < at < end - 1 and not _in_word(text, at):
        return 1
    return 0


def _in_word(text: str, at: int) -> bool:
    pair, before = text[at : at + 2], text[at - 1 : at + 1]
    return pair in {"和谐", "和平", "及时", "与会", "和美", "及格", "与否", "和田", "和县", "和林"} or before in {
        "普及", "涉及", "以及", "危及", "共和", "饱和", "缓和", "温和", "参与", "惠及", "遍及", "中和", "祥和", "总和", "给与", "触及", "顾及", "呼和",
    }


def _etc(text: str, begin: int, end: int) -> int | None:
    """Where 等 stands that closes a list and opens its hypernym, outside quotation marks; or None."""
    at = begin + 1
    while at < end:
        char = text[at]
        if char in _CLOSE:
            close = text.find(_CLOSE[char], at + 1, end)
            at = close + 1 if close > 0 else at + 1
            continue
        if char == "等" and text[at : at + 2] not in ("等级", "等候", "等待", "等额", "等次") and text[at - 1] not in "平高中初优均同":
            return at
        at += 1
    return None


def _with_hypernym(text: str, begin: int, close: int, end: int) -> list[Item]:
    """A、B等HYPERNYM(TAIL)."""
    after = close + 1
    while after < end and text[after] in "的":
        after += 1
    noun = text[after:end]
    more = _etc(text, after, end)  # a second 等 later on: only the first list is opened
    noun = noun if more is None else text[after:more]
    bare, tail, kind = strip_tail(noun)
    classes = hypernym_of(bare) or (hypernym_of(noun) if tail else None)
    parts = [trim(text, b, e) for b, e in split(text, begin, close, "、和" if "、" in text[begin:close] else "、和与及")]
    if classes == "=" and len(parts) == 1 and head_of(text[parts[0][0] : parts[0][1]]):
        return [_single(text, *parts[0], ())]
    if classes == "=" or (classes is None and "的" in noun) or (classes is None and not _nameable(text, parts)):
        return [_single(text, begin, end, ())]
    given = tuple(classes.split("+")) if classes and classes not in "-=" else ()
    return _spell_out(text, parts, given, tail or ("建设" if noun == "建设" else ""))


def _nameable(text: str, parts: list[tuple[int, int]]) -> bool:
    return all(head_of(text[b:e]) or text[b:e] in industries() or text[b] == "“" for b, e in parts)


def ends_with_hypernym(noun: str) -> bool:
    """Whether ``noun`` ends with a noun that classes the members of a list."""
    return suffixes("hypernyms").find(noun) is not None


def hypernym_of(noun: str) -> str | None:
    """The classes of the longest hypernym that ``noun`` ends with, or None."""
    table = hypernyms()
    for length in range(min(6, len(noun)), 0, -1):
        found = table.get(noun[-length:])
        if found:
            return found
    return None


def strip_tail(phrase: str) -> tuple[str, str, str]:
    """``phrase`` without what is done to it: (name, tail, kind of tail)."""
    found = tail_of(phrase)
    if found is None:
        return phrase, "", ""
    tail, kind = found
    name = phrase[: -len(tail)]
    head = head_of(phrase)
    if head and (len(head.word) > len(tail) or not head_of(name)):
        return phrase, "", ""
    return name.rstrip("的"), tail, kind


def _parallel(text: str, parts: list[tuple[int, int]]) -> bool:
    """Whether the parts are things of one rank, so that each is an object by itself."""
    words = [text[b:e] for b, e in parts]
    last = words[-1]
    bare, tail, _ = strip_tail(last)
    if any(len(w) < 2 for w in words) or _reciprocal().search(last):
        return False
    if all(_modifier(w) for w in words[:-1]) and not _modifier(last):
        return False
    if last[-1] == "化" and not any(w[-1] == "化" for w in words[:-1]):
        return False
    joint = text[parts[-2][1] : parts[-1][0]]
    if joint == "与" and not (_named(words[-2]) and _named(bare)):
        return False
    if "的" in words[0] and "的" not in last and not head_of(words[0]):
        return len(words) > 2
    first = head_of(words[0])
    bare_head = head_of(bare)
    if first and bare_head and bare_head.word == bare and len(words[0]) > len(first.word):
        return True
    if all(_complete(w) for w in words[:-1]) and (_complete(last) or _complete(bare)):
        return True
    if joint == "、" and len(words) == 2 and min(len(w) for w in words) >= 3:
        spread = abs(len(words[0]) - len(last))
        return spread <= (6 if _complete(words[0]) else 4) and "的" not in last
    if bare_head and len(bare) > len(bare_head.word) and not any(head_of(w) for w in words[:-1]):
        return "的" not in last and _alike(words)
    return _alike(words) or (bool(tail) and _alike([*words[:-1], bare]))


def _named(word: str) -> bool:
    head = head_of(word)
    return word[-1] in "”》" or (head is not None and len(word) >= len(head.word) + 2)


@cache
def _reciprocal() -> re.Pattern[str]:
    return re.compile(r"(?:深度融合|互利合作|紧密结合|有机结合|相结合|同步|协同|衔接|对接|互动|良性循环|融合发展|相融合|联动|同价|并重|一体化)(?:发展)?$")


def _alike(words: list[str]) -> bool:
    """Whether the parts are of like length, as names of one rank are."""
    sizes = [len(w.strip("“”")) for w in words]
    spread = max(sizes) - min(sizes)
    if len(words) == 2:
        return min(sizes) >= 3 and spread <= 1
    return min(sizes) >= 2 and spread <= (3 if min(sizes) == 2 else 6)


def _modifier(word: str) -> bool:
    return word[-1] in "化型式级性制" and not word.endswith(("转型", "成型", "定型")) and head_of(word) is None


def _complete(word: str) -> bool:
    """Whether the part can stand alone: it ends with a head, a quotation or a noun of quality (能力, 水平, 机制)."""
    if word[-1] in "”》" or word in industries():
        return True
    if suffixes("follow").find(word, 2):
        return True
    if suffixes("tails").find(word, 2):
        return len(word) >= 4
    head = head_of(word)
    return head is not None and len(word) > len(head.word)


def _spell_out(text: str, parts: list[tuple[int, int]], given: tuple[str, ...], tail: str) -> list[Item]:
    """Items of a list, each with the words that it shares with the others written out."""
    words = [text[b:e] for b, e in parts]
    last_name, last_tail, kind = strip_tail(words[-1])
    shared = not given and last_tail and not any(strip_tail(w)[1] for w in words[:-1]) and _shares(words[:-1], last_name)
    clause = last_tail if shared else ""
    names = [*words[:-1], last_name if clause else words[-1]]
    fronts = [b.end for b in find_bodies(names[0]) if b.begin == 0]
    labels = (share_front(names, fronts[0]) if fronts else None) or share_head(names)
    found: list[Item] = []
    for (begin, end), label, name in zip(parts, labels, names, strict=True):
        if label == name:
            found.append(_single(text, begin, begin + len(name), given, clause or tail))
        else:
            found.append(Item(label, begin, begin + len(name), label, given, clause or tail, kind or ("build" if tail else "")))
    return found


def _shares(others: list[str], last: str) -> bool:
    """Whether what follows the last name is said of the others too (老街、旧厂区｜改造)."""
    return _complete(last) or (_alike([*others, last]) and not _modifier(last)) or bool(head_of(last) and head_of(others[0]))


def share_head(names: list[str]) -> list[str]:
    """The names with a shared head or front spelled out; unchanged where nothing is shared."""
    heads = [head_of(name) for name in names]
    last = heads[-1]
    whole = generic()["whole"]
    if heads[0] and len(names) == 2 and len(names[0]) > len(heads[0].word) and any(n in whole or (h and h.word == n) for n, h in zip(names[1:], heads[1:], strict=True)):
        front = names[0][: -len(heads[0].word)]
        return [n if not (n in whole or (h and h.word == n)) else front + n for n, h in zip(names, heads, strict=True)]
    found = list(names)
    for number in range(len(names) - 2, -1, -1):
        after, head = names[number + 1], heads[number + 1]
        if heads[number] or head is None or "Industry" in head.classes or len(head.word) < 2:
            continue
        front = after[: -len(head.word)]
        if len(front) >= 2 and _alike_fronts(names[number], front):
            found[number] = names[number] + head.word
            heads[number] = head
            names = [*names[:number], found[number], *names[number + 1 :]]
    return found


def share_front(names: list[str], front: int) -> list[str] | None:
    """药监局药品、医疗器械审评分中心 → both with 药监局 before and 审评分中心 after; ``front`` is the length of what is shared before."""
    last = head_of(names[-1])
    own = names[0][front:]
    if front < 2 or not own or head_of(names[0]) or last is None or len(names) != 2:
        return None
    first = next(iter(tokenizer().cut(names[1], HMM=False)))
    rest = names[1][len(first) :]
    if len(rest) < len(last.word) or abs(len(first) - len(own)) > 2:
        return None
    return [names[0] + rest, names[0][:front] + names[1]]


def _alike_fronts(name: str, front: str) -> bool:
    """Whether a name without a head is what the front of its neighbour is: both short, plain and proper."""
    if "“" in name or "的" in name or name in industries() or len(name) > 6:
        return False
    return abs(len(name) - len(front)) <= 2 and (is_proper(name) or not is_proper(front))


def _single(text: str, begin: int, end: int, given: tuple[str, ...], tail: str = "") -> Item:
    name, own, kind = strip_tail(text[begin:end])
    lead = 0
    if given or own or tail:
        lead = _lead_of(name)
    label = name[lead:]
    return Item(label, begin + lead, begin + len(name), text[begin:end], given, own or tail, kind or ("build" if tail in tails()["build"] else ""))


def _lead_of(name: str) -> int:
    """How many characters of quantifiers and the like stand before the name."""
    match = _lead().match(name)
    return match.end() if match and match.end() < len(name) else 0
