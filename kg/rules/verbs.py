"""Verb groups: where a verb begins, which verbs join it, and where a second verb with its own object sets in.

加快推进, 研究制定, 规划建设 are one group; 建设 before 水平 is no verb but half of a noun; 补齐短板｜、拉长长板 are two deeds.
All offsets are code points of the string that is passed in, half-open.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.rules.clauses import CLOSE, past_quotation
from kg.rules.heads import heads
from kg.rules.openers import opener_at, skip
from kg.rules.scan import cue_at, cues
from kg.rules.words import follows, inside_word, nominal, serial, verbs

_COMPLEMENTS = "好了出成到起住完为"
_CARRIED_ON = frozenset("动来领性化型")  # 发展带动…, 发展战略性…: no head
_STREETS = ("路", "大道", "大街", "东路", "西路", "南路", "北路", "中路")
_LONGEST_GROUP = 4
_NO_KINDS: frozenset[str] = frozenset()

Group = tuple[str, int, bool]


def kinds_of(verb: str) -> frozenset[str]:
    """The classes of a verb in seeds/lexicon/verbs.tsv; none for a word that is not there."""
    return verbs().get(verb, _NO_KINDS)


@lru_cache(maxsize=4096)
def kinds_of_group(action: str) -> frozenset[str]:
    """The classes of a verb group: its own, and those of its last verb, which governs the object."""
    return kinds_of(action) | kinds_of(action[-2:])


def verb_group(text: str, at: int, end: int) -> Group | None:
    """The verb group at ``at``: its words joined, its end (complements 好, 了 passed), whether 了 follows; or None."""
    hit = cue_at(text, at)
    if not hit or "verb" not in hit[1] or at + len(hit[0]) > end:
        return None
    known = cues(text)
    words = [hit[0]]
    stop = at + len(hit[0])
    while stop < end and len(words) < _LONGEST_GROUP:
        nxt = known.get(stop)
        if not nxt or "verb" not in nxt[1] or stop + len(nxt[0]) >= end:
            break
        if len(nxt[0]) < 2 or is_compound(text, stop, nxt[0], end) or not _joins(words[-1], nxt[0]):
            break
        words.append(nxt[0])
        stop += len(nxt[0])
    done = False
    while stop < end - 1 and text[stop] in _COMPLEMENTS and not inside_word(text, stop):
        done = done or text[stop] == "了"
        stop += 1
    return "".join(words), stop, done


def _joins(last: str, nxt: str) -> bool:
    """Whether ``nxt`` carries the group on rather than opening the object or a modifier of it (落实｜鼓励投资政策)."""
    table = serial()
    if last in table["issue"] and nxt not in table["issued"]:
        return False
    if "help" in kinds_of(nxt) or (nxt in ("促进", "推动", "推进") and last not in table["push"]):
        return False
    return last in table["head"] and (
        nxt not in nominal()["noun"] or nxt in table["any"] or last in table["noun"]
    )


def is_compound(text: str, at: int, verb: str, end: int) -> bool:
    """Whether an ambiguous verb at ``at`` is the first half of a noun there (改革 措施, 服务 水平)."""
    after = at + len(verb)
    if text.startswith(_STREETS, after, end):
        return True  # 振兴｜路, 创新｜大道
    if verb not in nominal()["noun"]:
        return False
    return after >= end or is_head(text, at) or follows(text, after, end) or _is_told_of(text, after, end)


def is_head(text: str, at: int) -> bool:
    """Whether a head noun begins with the verb at ``at``: 一体化｜发展带, 物流｜服务中心."""
    known = heads()
    for length in (3, 4, 5):
        if text[at : at + length] in known and text[at + length : at + length + 1] not in _CARRIED_ON:
            return True
    return False


def _is_told_of(text: str, at: int, end: int) -> bool:
    """Whether nothing but an adverb and what closes the clause follows: 功能区建设｜全面起势, 水系治理｜稳步推进."""
    hit = cue_at(text, at)
    return bool(hit and "adverb" in hit[1] and len(hit[0]) == 2 and end - at == 4)


def next_verb(text: str, begin: int, end: int, *, helps: bool) -> int | None:
    """The joint after which a second verb and its object follow, outside quotation marks; None if there is none.

    With ``helps`` the verb takes a clause (支持企业…): a second verb after 在, 以 or 用 belongs to that clause.
    """
    stop = max(end - 4, 0)
    found = _stops().search(text, begin + 2, stop)
    while found:
        at = found.start()
        if text[at] in CLOSE:
            found = _stops().search(text, past_quotation(text, at, end), stop)
            continue
        if (cue_at(text, at + 1) or opener_at(text, at + 1, end)) and not inside_word(text, at):
            nxt, _, _ = skip(text, at + 1, end)
            group = verb_group(text, nxt, end)
            if group and helps and any(mark in text[begin:at] for mark in "在以用"):
                return None
            if (
                group
                and group[1] - nxt >= 2
                and group[1] < end - 1
                and not text.startswith(_STREETS, group[1])
                and _opens_object(text, group, end, text[at])
            ):
                return at
        found = _stops().search(text, at + 1, stop)
    return None


@cache
def _stops() -> re.Pattern[str]:
    """A joint, or a mark that opens what is to be passed over."""
    return re.compile(f"[、和并及{re.escape(''.join(CLOSE))}]")


def _opens_object(text: str, group: Group, end: int, joint: str) -> bool:
    """Whether the group governs what follows: it is no noun (服务 水平) and opens no modifier (促进…的举措)."""
    action, stop, _ = group
    stretch = re.split(r"[、和]", text[stop:end], maxsplit=1)[0]
    return (
        (action not in nominal()["noun"] or (joint == "并" and not follows(text, stop)))
        and text[stop] not in "、和与及的"
        and "的" not in stretch
        and len(stretch) >= 2
        and text[stop - 1] not in "性型化"
    )
