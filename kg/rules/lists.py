"""What an object lists: one item, or several with the words that they share.

Patterns: A、B和C; A、B等HYPERNYM (its noun classes the members); A、B HEAD (a head written once: 东河、西河治理工程);
PA、B REST (what stands before and after is shared: 省文化馆东、西分馆); A HEAD1、HEAD2 (月湖片区规划、导则);
“甲”“乙” side by side. Lists of mere modifiers (高端化、智能化转型; 公安、应急等需求) stay whole.
Offsets are code points of the string that is passed in, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from kg.rules.clauses import CLOSE
from kg.rules.coordination import parallel, share_front, share_head, shares_tail, strip_tail
from kg.rules.heads import head_of
from kg.rules.scan import cues, named
from kg.rules.trims import lead_of, trim
from kg.rules.words import hypernyms, industries, inside_word, name_words, nominal, tails

MATES = "平高中初优均同甲乙丙特上"  # 平｜等, 高｜等, 三级甲｜等: no list ends there


class Item(NamedTuple):
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
    text_end: int = 0  # where ``text`` ends, tail included


def items(text: str, begin: int, end: int, *, whole: bool = False) -> list[Item]:
    """The items of the object ``text[begin:end]``; with ``whole`` the list is not opened (a clause is the object)."""
    inner = () if whole else _set_inside(text, begin, end)
    begin, end = trim(text, begin, end)
    if end - begin < 1:
        return []
    if whole or text[begin] in "与同对":  # 与高校合作: a relation, not a list
        return [_single(text, begin, end, ())]
    if inner:
        return _spell_out(text, [trim(text, b, e) for b, e in inner], (), "")
    close = _etc(text, begin, end)
    if close is not None:
        return _with_hypernym(text, begin, close, end)
    parts = split_named(text, begin, end)
    if len(parts) > 1:
        trimmed = [trim(text, b, e) for b, e in parts]
        counted = _each_counted(text, parts, trimmed)
        noun = _sector().search(text, *trimmed[-1])
        if (
            noun and len(parts) > 2 and noun.start() - trimmed[-1][0] >= 2
        ):  # 甲、乙、丙未来产业: 等 is left out
            trimmed[-1] = (trimmed[-1][0], noun.start())
            return _spell_out(text, trimmed, ("Industry",), "")
        if _industries_alike(text, trimmed):
            return _spell_out(text, trimmed, ("Industry",), "")
        if counted:
            return [_single(text, b, e, ()) for b, e in trimmed if e > b]
        if parallel(text, trimmed):
            return _spell_out(text, trimmed, (), "")
    return [_single(text, begin, end, ())]


def _industries_alike(text: str, parts: Sequence[tuple[int, int]]) -> bool:
    """甲、乙、丙产业: whether a list that ends in 产业 names an industry with each of its parts."""
    words = [text[b:e] for b, e in parts]
    return (
        words[-1].endswith("产业")
        and len(words[-1]) > 3
        and all(2 <= len(w) <= 8 and (head_of(w) is None or w in industries()) for w in words[:-1])
        and any(w.removesuffix("产业") in industries() for w in words)
    )


def _each_counted(text: str, parts: Sequence[tuple[int, int]], trimmed: Sequence[tuple[int, int]]) -> bool:
    """Whether the parts come with figures of their own (幼儿园3所、2个服务站): things of one rank that share no words."""
    figures = [
        (t[0] > p[0] and (text[p[0]].isdigit() or text[p[0]] in "近长超约")) or t[1] < p[1]
        for t, p in zip(trimmed, parts, strict=True)
    ]
    return any(figures[:-1]) or figures[-1]


def _set_inside(text: str, begin: int, end: int) -> Sequence[tuple[int, int]]:
    """The members of a set whose label stands inside the object: 甲、乙、丙三大片区更新."""
    for match in _counted().finditer(text, begin, end):
        first = match.start()
        last = first - 1 if first > begin and text[first - 1] == "“" else first
        for joints in ("、和与及", "、和", "、"):
            parts = split(text, begin, last, joints)
            if 1 < len(parts) == _NUMBERS.get(match["count"], 0):
                return parts
    return []


_NUMBERS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


@cache
def _sector() -> re.Pattern[str]:
    """A noun that classes a list of industries without 等 before it."""
    return re.compile(rf"(?:{name_words('sector')})$")


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(r"(?P<count>[两二三四五六七八九十])[大个条座项类]")


def split(text: str, begin: int, end: int, joints: str = "、和与及") -> list[tuple[int, int]]:
    """Spans between the joints 、 和 与 及 以及 ，以及 that stand outside quotation marks; “甲”“乙” are two."""
    parts: list[tuple[int, int]] = []
    start = at = begin
    while found := _stops().search(text, at, end):
        at = found.start()
        char = text[at]
        if char in CLOSE:
            close = text.find(CLOSE[char], at + 1, end)
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


def split_named(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """As ``split``, but 与 and 及 join only names where 、 parts the list already: 甲线、乙线｜及｜丙路."""
    if "、" not in text[begin:end]:
        return split(text, begin, end)
    found: list[tuple[int, int]] = []
    for first, last in split(text, begin, end, "、和"):
        inner = split(text, first, last, "与及")
        found += (
            inner if len(inner) > 1 and all(_ends_named(text[b:e]) for b, e in inner) else [(first, last)]
        )
    return found


def _ends_named(word: str) -> bool:
    head = head_of(word)
    return head is not None and len(word) > len(head.word)


@cache
def _stops() -> re.Pattern[str]:
    """What may be a joint, or opens what is to be passed over."""
    return re.compile(f"[、，,以和与及{re.escape(''.join(CLOSE))}]")


def _joint(text: str, at: int, begin: int, end: int, joints: str) -> int:
    """The width of the joint at ``at``, or 0."""
    char = text[at]
    if char == "、":
        return 1
    if char in ",，":
        return 3 if text[at + 1 : at + 3] == "以及" else 1
    if text[at : at + 2] == "以及":
        return 2
    if char in "和与及" and char in joints and begin < at < end - 1 and not inside_word(text, at):
        return 1
    return 0


def _etc(text: str, begin: int, end: int) -> int | None:
    """Where 等 stands that closes a list and opens its hypernym, outside quotation marks; or None."""
    at = begin + 1
    if text.find("等", at, end) < 0:
        return None
    while at < end:
        char = text[at]
        if char in CLOSE:
            close = text.find(CLOSE[char], at + 1, end)
            at = close + 1 if close > 0 else at + 1
            continue
        if (
            char == "等"
            and text[at : at + 2] not in ("等级", "等候", "等待", "等额", "等次")
            and text[at - 1] not in MATES
        ):
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
    noun = noun[: _verb_in(noun)]
    bare, tail, _ = strip_tail(noun)
    classes = hypernym_of(bare) or (hypernym_of(noun) if tail else None)
    parts = [trim(text, b, e) for b, e in split_named(text, begin, close)]
    if classes == "=" and len(parts) == 1 and head_of(text[parts[0][0] : parts[0][1]]):
        return [_single(text, *parts[0], ())]
    if (
        classes == "="
        or (classes is None and "的" in noun)
        or (classes is None and not _nameable(text, parts))
    ):
        return [_single(text, begin, end, ())]
    given = tuple(classes.split("+")) if classes and classes not in "-=" else ()
    return _spell_out(text, parts, given, tail or ("建设" if noun == "建设" else ""))


def _verb_in(noun: str) -> int:
    """Where the noun that a list ends with is done and those listed begin to act: 企业｜设立研发中心."""
    known = cues(noun)
    for at in range(2, len(noun) - 2):
        hit = known.get(at)
        if hit and "verb" in hit[1] and len(hit[0]) > 1 and hit[0] not in nominal()["noun"]:
            return at
    return len(noun)


def _nameable(text: str, parts: list[tuple[int, int]]) -> bool:
    return all(head_of(text[b:e]) or text[b:e] in industries() or text[b] == "“" for b, e in parts)


def hypernym_of(noun: str) -> str | None:
    """The classes of the longest hypernym that ``noun`` ends with, or None."""
    table = hypernyms()
    for length in range(min(6, len(noun)), 0, -1):
        found = table.get(noun[-length:])
        if found:
            return found
    return None


def _spell_out(text: str, parts: list[tuple[int, int]], given: tuple[str, ...], tail: str) -> list[Item]:
    """Items of a list, each with the words that it shares with the others written out."""
    words = [text[b:e] for b, e in parts]
    last_name, last_tail, kind = strip_tail(words[-1])
    shared = (
        not given
        and last_tail
        and not any(strip_tail(w)[1] for w in words[:-1])
        and shares_tail(words[:-1], last_name)
    )
    clause = last_tail if shared else ""
    names = [*words[:-1], last_name if clause else words[-1]]
    opening = named(names[0]) if len(names) == 2 else ()
    front = next((end for kind, begin, end in opening if kind == "body" and begin == 0), 0)
    labels = (share_front(names, front) if front else None) or share_head(names)
    found: list[Item] = []
    for (begin, _), label, name in zip(parts, labels, names, strict=True):
        if label == name:
            found.append(_single(text, begin, begin + len(name), given, clause or tail))
        else:
            stop = begin + len(name)
            found.append(
                Item(
                    label, begin, stop, label, given, clause or tail, kind or ("build" if tail else ""), stop
                )
            )
    return found


def _single(text: str, begin: int, end: int, given: tuple[str, ...], tail: str = "") -> Item:
    phrase = text[begin:end]
    name, own, kind = strip_tail(phrase)
    lead = lead_of(name) if given or own or tail else 0
    kind = kind or ("build" if tail and tail in tails()["build"] else "")
    return Item(name[lead:], begin + lead, begin + len(name), phrase, given, own or tail, kind, end)
