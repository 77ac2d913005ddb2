"""The name of an indicator beside its figure: cut out of the clause, without time, scope, verbs and adverbs.

全年全市完成铁路投资｜7320亿元 gives 铁路投资; 新建｜3所｜学校并投入使用 gives 学校.
Words: ``seeds/lexicon/indicator_words.tsv`` and ``indicator_verbs.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kg.lexicon import tsv
from kg.rules.words import Suffixes, suffix_set

_HARD = "，,；;。：:！!？?\n\t|—…"
_EFFECTS = ("nominal", "build", "level", "gain", "down", "up")  # later ones win where a verb stands under two
_WINDOW = 80  # an indicator stands nearer to its figure than this
_NOUN = 40  # and a counted noun ends sooner than this
_MARKS = "“”\"'‘’「」《》〈〉 　"
_PAIRS = frozenset(("存贷", "城乡", "进出", "水电", "男女", "供排", "雨污", "中小", "大中", "客货", "公铁"))


@dataclass(frozen=True, slots=True)
class Lexis:
    """The tables, compiled once."""

    verbs: dict[str, str]  # verb → effect
    nominal: frozenset[str]
    words: dict[str, frozenset[str]]
    ends: dict[str, Suffixes]  # the words of each kind, to be looked for at the end of a phrase
    tails: dict[str, str]  # word → characters that must not precede
    lead: re.Pattern[str]
    stop: re.Pattern[str]
    inner: re.Pattern[str]  # a verb amid a phrase
    against: re.Pattern[str]
    earlier: re.Pattern[str]  # 比上年, 较2020年, at the end
    benefit: re.Pattern[str]  # 为企业 before 减税
    become: re.Pattern[str]
    spread: re.Pattern[str]


def ending(text: str, words: Mapping[str, str] | frozenset[str], longest: int = 11) -> str:
    """The longest of ``words`` that ends ``text``, or ""."""
    for width in range(min(longest, len(text)), 0, -1):
        if text[-width:] in words:
            return text[-width:]
    return ""


def beginning(text: str, words: Mapping[str, str] | frozenset[str], longest: int = 6) -> str:
    """The longest of ``words`` that begins ``text``, or ""."""
    for width in range(min(longest, len(text)), 0, -1):
        if text[:width] in words:
            return text[:width]
    return ""


def clause_before(text: str, floor: int, at: int) -> tuple[str, bool]:
    """What stands between the last stop, or ``floor``, and ``at``; and whether it goes on from a figure at ``floor``."""
    start = max(floor, at - _WINDOW)
    part = text[start:at]
    cut = max(part.rfind(mark) for mark in _HARD) + 1
    opened = max(part.rfind("（", cut), part.rfind("(", cut))
    if opened >= 0 and not any(mark in part[opened:] for mark in "）)"):
        cut = opened + 1
    goes_on = start == floor > 0 and cut == 0
    part = part[cut:].strip(" 　")
    if part.count("“") != part.count("”"):
        part = part.strip("“”")
    if part[:1] in ("）", ")"):
        part = part[1:]
    if part[:1] in ("（", "("):
        part = part[max(part.find("）"), part.find(")")) + 1 :]
    listed = part.lstrip("、 ")
    if goes_on:
        listed = re.sub("^(?:和|及|与|以及)", "", listed)
    return listed, goes_on


def strip_tail(name: str) -> str:
    """Without adverbs at the end: 固定资产投资同比 gives 固定资产投资."""
    tails = lexis().tails
    while name:
        name = name.rstrip(" 　、“")
        word = ending(name, tails)
        if not word or (name[: -len(word)][-1:] and name[: -len(word)][-1] in tails[word]):
            return name
        name = name[: -len(word)]
    return name


def strip_lead(name: str) -> str:
    """Without what stands before the noun: 到2025年全市森林覆盖率 gives 森林覆盖率."""
    match = lexis().lead.match(name)
    return (name[match.end() :] if match else name).lstrip(" 　、”")


@cache
def _each() -> re.Pattern[str]:
    return re.compile("每[0-9][0-9.]*[^，、0-9]{1,4}$")


def tidy(name: str) -> str:
    """Without blanks, an odd quotation mark, or 每50公斤 at the end."""
    name = _each().sub("", name.strip(" 　、"))
    if name.count("“") != name.count("”"):
        name = name.replace("“", "").replace("”", "")
    return name[1:-1] if name[:1] == "“" and name.find("”") == len(name) - 1 else name


def is_one_of(kind: str, name: str) -> str:
    """The word of a kind of indicator_words.tsv that ends ``name``, or ""."""
    return lexis().ends[kind].find(name) or ""


def noun_after(text: str, at: int, limit: int) -> tuple[str, int]:
    """The noun that follows a figure at ``at``, and where it ends; "" if none does. ``limit``: the next figure."""
    end = min(limit, at + _NOUN, len(text))
    part = text[at:end]
    skipped = len(part) - len(part.lstrip(" 的"))
    part = part[skipped:]
    for index, char in enumerate(part):
        if char in "，,；;。、：:！!？?）)\n\t|（(…—" or (char == "“" and index and "”" not in part):
            part = part[:index]
            break
    stop = lexis().stop.search(part)
    if stop:
        part = part[: stop.start()]
    elif len(part) == _NOUN:
        return "", at
    end = at + skipped + len(part)
    noun = part.strip(_MARKS)
    whole, _, more = noun.partition("的")
    if more and is_one_of("thing", whole):
        noun = whole
    trim = lexis().words["trim"]
    while (word := ending(noun, trim)) and len(noun) - len(word) >= 2:
        noun = noun[: -len(word)]
    return noun.strip(_MARKS), end


def names(subject: str, *, each: bool) -> tuple[str, ...]:
    """The indicators in a list, a shared head spelled out: 二氧化硫、氮氧化物排放量 gives 二氧化硫排放量, 氮氧化物排放量."""
    before, _, last = subject.rpartition("、")
    if before and len(last) > 1 and _clausal(before.rpartition("、")[2], each=each):
        return (last,)
    if not each:
        return (subject,)
    if shared := _shared().fullmatch(subject):
        return (shared[1],)  # 甲、乙两县｜贫困发生率
    if sectors := _sectors().fullmatch(subject):
        return tuple(f"第{one}{sectors[2]}" for one in re.split("、|和", sectors[1]))
    parts = [strip_lead(part) for part in re.split("、|和|以及|及|与", subject)]
    parts = [part for part in parts if part]
    if len(parts) < 2 or len(subject) > 60:
        return (subject,)
    last = parts[-1]
    head = is_one_of("head", last)
    spelled = [_spell(part, last, head) for part in parts[:-1]]
    return (*spelled, last)


@cache
def _shared() -> re.Pattern[str]:
    return re.compile("[^，；]+[两二三四五六七八九][县市区镇乡村省州地国]([\u4e00-\u9fff]{3,})")


@cache
def _sectors() -> re.Pattern[str]:
    """第｜一、二、三｜产业增加值."""
    return re.compile("第([一二三](?:[、和][一二三]){1,2})(?:次)?(产业.*)")


def _clausal(part: str, *, each: bool) -> bool:
    """Whether what stands before a 、 is a statement of its own rather than a name in a list."""
    if lexis().verbs.get(ending(part, lexis().verbs)) in ("up", "down", "level"):
        return True
    return (
        not each and len(part) >= 8 and not any(is_one_of(kind, part) for kind in ("stock", "rate", "head"))
    )


def _spell(part: str, last: str, head: str) -> str:
    if part[-1] + last[0] in _PAIRS:  # 存、贷款余额
        return part + last[1:]
    complete = part[-1] == "数" or any(len(is_one_of(kind, part)) > 1 for kind in ("head", "stock", "rate"))
    return part if complete or not head or len(head) == len(last) else part + head


@cache
def lexis() -> Lexis:
    """The tables of indicator_words.tsv and indicator_verbs.tsv."""
    effects: dict[str, set[str]] = {}
    for effect, listed in tsv("indicator_verbs"):
        effects.setdefault(effect, set()).update(listed.split())
    verbs = {word: effect for effect in _EFFECTS for word in effects[effect]}
    verbs |= dict.fromkeys(effects["both"], "build")
    words: dict[str, set[str]] = {}
    guards: dict[str, list[tuple[str, str]]] = {}
    for kind, listed, guard in tsv("indicator_words"):
        words.setdefault(kind, set()).update(listed.split())
        guards.setdefault(kind, []).extend((word, guard) for word in listed.split())
    year = "(?:到|至|截至)?(?:20[0-9]{2}|19[0-9]{2})年?(?:末|底|初|全年|上半年|前)?"
    plan = '[“"]?十[一二三四五六七]五[”"]?(?:规划)?(?:期间|时期|期末|末|以来)?'
    area = f"(?![对全我本各])[\u4e00-\u9fff]{{2,3}}(?<![城地社小山老牧灾库市郊园贫困部边境])[省市区县州旗](?={_either(guards['after_area'])}|[\u4e00-\u9fff]{{2}}[市区县])"
    whole = "(?!人均|户均|单位|亿元|万元|每)[\u4e00-\u9fff]{2,4}(?=地区生产总值)"  # a place by its short name
    months = "(?:1[-—－~至到])?[0-9]{1,2}月(?:份|底|末)?"
    return Lexis(
        verbs=verbs,
        nominal=frozenset(effects["nominal"] | effects["both"]),
        words={kind: frozenset(known) for kind, known in words.items()},
        ends={kind: suffix_set(tuple(known)) for kind, known in words.items()},
        tails=dict(guards["tail"]),
        lead=re.compile(
            f"(?:{area}|{whole}|{year}|{plan}|{months}|{_either(guards['lead'])}|[0-9]{{1,2}}[.．、](?![0-9])|[ 　])+"
        ),
        stop=re.compile(_either(guards["stop"])),
        inner=re.compile(
            _either(
                [
                    (word, "率量额数度区面感值力者性型决")
                    for word in effects["build"] | effects["both"]
                    if len(word) > 1
                ]
            )
        ),
        against=re.compile(_either(guards["against"])),
        earlier=re.compile(
            f'(?:比|较|与)(?:[“"]?十.五|(?:19|20)[0-9]{{2}}|{_either(guards["earlier"])})[^，]{{0,10}}$'
        ),
        benefit=re.compile(f"(?:为|向|给)[^，]{{1,14}}?(?={_either(guards['benefit'])})"),
        become=re.compile(_either(guards["become"])),
        spread=re.compile(_either(guards["spread"])),
    )


def _either(words: Iterable[tuple[str, str]]) -> str:
    ordered = sorted(words, key=lambda pair: (-len(pair[0]), pair[0]))
    return "|".join(re.escape(word) + (f"(?![{guard}])" if guard else "") for word, guard in ordered)
