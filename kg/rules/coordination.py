"""Coordination: whether the parts of a list are of one rank, and the words that they share written out.

A、B HEAD: a head written once (东河、西河治理工程). PA、B REST: what stands before and after is shared (省文化馆东、西分馆).
A HEAD1、HEAD2: the front is shared (月湖片区规划、导则). 高端化、智能化转型 are mere modifiers and stay together.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.rules.heads import head_of
from kg.rules.proper import is_proper, tokenizer
from kg.rules.words import industries, nominal, suffixes, tail_of

Span = tuple[int, int]


@lru_cache(maxsize=16384)
def strip_tail(phrase: str) -> tuple[str, str, str]:
    """``phrase`` without what is done to it: (name, tail, kind of tail)."""
    found = tail_of(phrase)
    if found is None:
        return phrase, "", ""
    tail, kind = found
    name = phrase[: -len(tail)]
    head = head_of(phrase)
    if head and (len(head.word) > len(tail) or not head_of(name) or (head.word == tail and "”" in name)):
        return phrase, "", ""
    return name.rstrip("的"), tail, kind


def parallel(text: str, parts: list[Span]) -> bool:
    """Whether the parts are things of one rank, so that each is an object by itself."""
    words = [text[b:e] for b, e in parts]
    last = words[-1]
    bare, tail, _ = strip_tail(last)
    if any(len(w) < 2 for w in words) or _reciprocal().search(last):
        return False
    if all(is_modifier(w) for w in words[:-1]) and not is_modifier(last):
        return False
    if last[-1] == "化" and not any(w[-1] == "化" for w in words[:-1]):
        return False
    joint = text[parts[-2][1] : parts[-1][0]]
    if joint == "与" and not (_named(words[-2]) and _named(bare)):
        return False
    if "的" in words[0] and "的" not in last and not head_of(words[0]):
        return len(words) > 2
    if joint in "和与及" and len(words) == 2 and _halves(words[0], last):
        return False
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
        return "的" not in last and (_alike(words) or all(is_proper(w) for w in words[:-1]))
    return _alike(words) or (bool(tail) and _alike([*words[:-1], bare]))


def _halves(first: str, last: str) -> bool:
    """Whether two verbal nouns stand before one head (生态保护和建设｜示范区): one name, not two."""
    head = head_of(last)
    if head is None or first[-2:] not in nominal()["noun"]:
        return False
    return last[: -len(head.word)] in nominal()["noun"]


def _named(word: str) -> bool:
    head = head_of(word)
    return word[-1] in "”》" or (head is not None and len(word) >= len(head.word) + 2)


@cache
def _reciprocal() -> re.Pattern[str]:
    return re.compile(
        r"(?:深度融合|互利合作|紧密结合|有机结合|相结合|同步|协同|衔接|对接|互动|良性循环|融合发展|相融合|联动|同价|并重|一体化)(?:发展)?$"
    )


def _alike(words: list[str]) -> bool:
    """Whether the parts are of like length, as names of one rank are."""
    sizes = [len(w.strip("“”")) for w in words]
    spread = max(sizes) - min(sizes)
    if len(words) == 2:
        return min(sizes) >= 3 and spread <= 1
    return min(sizes) >= 2 and spread <= (3 if min(sizes) == 2 else 6)


@cache
def edition() -> re.Pattern[str]:
    """第六届…节, 第36届…会: what is numbered by 届 is held."""
    return re.compile(r"第(?:[一二三四五六七八九十百]+|\d+)届.{2,}(?:会|节|赛|展|坛|周|季|奖)$")


@cache
def slogan() -> re.Pattern[str]:
    """A strategy by its slogan: 工业强市, 生态立县, 人才兴区."""
    return re.compile(r"[\u4e00-\u9fff]{2}[强立兴活美富靓旺稳安促治][省市区县州镇村旗]")


def is_modifier(word: str) -> bool:
    return (
        word[-1] in "化型式级性制" and not word.endswith(("转型", "成型", "定型")) and head_of(word) is None
    )


def _complete(word: str) -> bool:
    """Whether the part can stand alone: it ends with a head, a quotation or a noun of quality (能力, 水平, 机制)."""
    if word[-1] in "）)":  # 高速公路改扩建工程（柳州段）
        word = word[: max(word.rfind("（"), word.rfind("("), 0)] or word
    if word[-1] in "”》" or word in industries() or edition().match(word):
        return True
    if len(word) > 4 and word[-1] == "段":
        return True  # 甲高速乙至丙段
    if suffixes("follow").find(word, 2) or (word[-1] in "局厅" and len(word) > 2):
        return True
    if suffixes("tails").find(word, 2):
        return len(word) >= 4
    head = head_of(word)
    return head is not None and len(word) > len(head.word)


def shares_tail(others: list[str], last: str) -> bool:
    """Whether what follows the last name is said of the others too (老街、旧厂区｜改造)."""
    return (
        _complete(last)
        or (_alike([*others, last]) and not is_modifier(last))
        or bool(head_of(last) and head_of(others[0]))
    )


def share_head(names: list[str]) -> list[str]:
    """The names with a shared head or front spelled out; unchanged where nothing is shared."""
    heads = [head_of(name) for name in names]
    first = heads[0]
    if first and len(names) == 2 and len(names[0]) > len(first.word) and _bare(names[1]):
        return [names[0], names[0][: -len(first.word)] + names[1]]
    found = _done_to_each(names)
    names, heads = found, [head_of(name) for name in found]
    for number in range(len(names) - 2, -1, -1):
        after, head = names[number + 1], heads[number + 1]
        if slogan().fullmatch(after):
            continue
        if head is None or "Industry" in head.classes or len(head.word) < 2 or _stage().search(head.word):
            continue
        front = after[: -len(head.word)]
        own, theirs = heads[number], head_of(front)
        if (own and not (theirs and theirs.word == own.word)) or _done_to(names[number]):
            continue  # 甲湖、乙湖治理工程 share the head, 甲路、乙湖治理工程 do not
        if len(front) >= 2 and _alike_fronts(names[number], front):
            found[number] = names[number] + head.word
            heads[number] = head
            names = [*names[:number], found[number], *names[number + 1 :]]
    return found


def _done_to_each(names: list[str]) -> list[str]:
    """The names with what is done to places of one kind written out for each: 甲河、乙河｜水环境治理."""
    found = list(names)
    for number in range(len(names) - 2, -1, -1):
        done = _done().search(found[number + 1])
        if done is None or done.start() < 2:
            continue
        place, own = head_of(found[number + 1][: done.start()]), head_of(names[number])
        alike = place and own and "Zone" in own.classes and own.subclass == place.subclass
        if alike and abs(len(names[number]) - done.start()) <= 3:
            found[number] = names[number] + done.group()
    return found


@cache
def _done() -> re.Pattern[str]:
    tails = "|".join(sorted(suffixes("rebuild").words, key=len, reverse=True))
    return re.compile(rf"(?:水环境|水生态|生态环境|环境|流域|河道|沿线|片区)?(?:{tails})$")


@cache
def _stage() -> re.Pattern[str]:
    """A stage or stretch of works, which each work has of its own: 8号线、11号线｜二期."""
    return re.compile(r"期(?:工程|项目)?$|延(?:线|段)?$|段$")


def _done_to(name: str) -> bool:
    """Whether the name ends with what is done to it (G5高速扩容): it is whole."""
    return bool(tail_of(name) or suffixes("rebuild").find(name, 2))


def _bare(name: str) -> bool:
    """Whether the name is nothing but the head of an instrument (条例, 导则)."""
    head = head_of(name)
    return head is not None and head.word == name and "Policy" in head.classes


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
