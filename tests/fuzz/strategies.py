"""Texts: any characters at all; policy prose put together from the genre's own tables; and that prose with damage.

The words come from seeds/lexicon, so that a word added there is tried here. Names are made of place names of the
tables and invented characters.
"""

from __future__ import annotations

import re
from functools import cache

from hypothesis import strategies as st

from kg.lexicon import tsv

# What breaks readers: controls, line ends of all kinds, directions, joiners, combining marks, astral characters.
ODD = (
    "\0\x01\x07\x0b\x0c\x1b\x1f\x7f\x85\xa0\u2028\u2029\u200b\u200c\u200d\u200e\u200f\u202e\u2066\ufeff\ufffd\uffff"
    "\u0301\u0308\u20dd\u3099\ufe0f\U000e0101\ue000\U0010ffff🏗👩‍💻🇨🇳𠮷𝟏ａＡ１％／（）“”《》"
)
BRACKETS = "“”‘’「」『』《》〈〉（）()【】[]{}〔〕\"'`"
SCRIPTS = "建设增长产业區經濟أبتשלוםдаλабвกขคあいアイ한국हिन्दीabcXYZ"
DIGITS = "0123456789０１９一二三两十百千万亿零〇点.,，%％‰-—–～~至到多余几"

characters = st.one_of(
    st.sampled_from(ODD + BRACKETS + SCRIPTS + DIGITS + "，。、；：！？\n\r\t "),
    st.characters(),  # any at all, lone surrogates too
)
# Any text, short or with one piece many times over.
anything = st.one_of(
    st.text(characters, max_size=80),
    st.tuples(st.text(characters, min_size=1, max_size=6), st.integers(1, 400)).map(lambda t: t[0] * t[1]),
)


def whole(text: str) -> str:
    """Without lone surrogates: the reader refuses them, so that what comes after it need not know of them."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


printable = anything.map(whole)


@cache
def words(table: str, column: int) -> tuple[str, ...]:
    """The words of a column of a lexicon table, in which several stand parted by blanks or bars."""
    cells = " ".join(row[column] for row in tsv(table)).replace("|", " ")
    return tuple(dict.fromkeys(word.lstrip("~?!") for word in cells.split()))


def word(table: str, column: int) -> st.SearchStrategy[str]:
    return st.deferred(lambda: st.sampled_from(words(table, column)))


def phrase(template: str) -> st.SearchStrategy[str]:
    """A template with each ``{slot}`` filled from SLOTS at random."""
    slots = re.findall(r"\{(\w+)\}", template)
    fixed = re.split(r"\{\w+\}", template)
    return st.tuples(*(SLOTS[slot] for slot in slots)).map(
        lambda filled: "".join(a + b for a, b in zip(fixed, (*filled, ""), strict=True))
    )


def listed(item: st.SearchStrategy[str], most: int = 4) -> st.SearchStrategy[str]:
    """甲、乙和丙."""
    joints = st.sampled_from("、、、和与及，")
    return st.lists(st.tuples(item, joints), min_size=1, max_size=most).map(
        lambda pairs: "".join(a + b for a, b in pairs[:-1]) + pairs[-1][0]
    )


_stem = st.text(st.sampled_from("云溪石岭松湖沙柳青临江东南北中新科创深港香"), min_size=1, max_size=4)
_name = st.one_of(
    st.tuples(_stem, word("heads", 3)).map("".join),
    st.tuples(word("areas", 1), word("heads", 3)).map("".join),
    _stem.map(lambda stem: f"“{stem}”"),
    _stem.map(lambda stem: f"《{stem}条例》"),
)
_figure = st.one_of(
    st.tuples(st.integers(0, 10**6), st.integers(0, 99)).map(lambda n: f"{n[0]}.{n[1]}"),
    st.integers(0, 10**8).map(lambda n: f"{n:,}"),
    st.integers(-5, 3000).map(str),
    st.text(st.sampled_from(DIGITS), min_size=1, max_size=8),
)
_scale = st.sampled_from(("", "", "万", "亿", "万亿", "多", "余万", "千"))
_amount = st.tuples(_figure, _scale, word("units", 0)).map("".join)
_count = st.sampled_from("两二三四五六七八九十")
_year = st.one_of(
    st.integers(1900, 2110).map(lambda y: f"{y}年"),
    st.sampled_from(("今年", "去年", "“十四五”期间", "五年来", "到2035年")),
)

SLOTS: dict[str, st.SearchStrategy[str]] = {
    "area": word("areas", 1),
    "here": st.sampled_from(("全区", "我市", "全省", "本县", "全国")),
    "name": _name,
    "names": listed(_name),
    "verb": word("verbs", 1),
    "tail": word("tails", 1),
    "opener": word("openers", 1),
    "industry": word("industries", 1),
    "industries": listed(word("industries", 1)),
    "hypernym": word("hypernyms", 1),
    "count": _count,
    "amount": _amount,
    "amounts": listed(_amount),
    "range": st.tuples(_figure, st.sampled_from("—-至到~"), _amount).map("".join),
    "indicator": st.one_of(word("indicator_words", 1), st.sampled_from(("生产总值", "城镇新增就业", "单位能耗", "一般公共预算收入"))),
    "indicators": listed(st.sampled_from(("生产总值", "固定资产投资", "居民人均可支配收入", "进出口总额"))),
    "change": word("indicator_verbs", 1),
    "comparator": word("comparators", 2),
    "year": _year,
    "role": word("roles", 1),
    "body": word("bodies", 1),
    "person": st.tuples(word("surnames", 1), st.text(st.sampled_from("明华建国志远"), min_size=1, max_size=2)).map("".join),
}  # fmt: skip

TEMPLATES = (
    "{verb}{name}", "{opener}{verb}{names}", "{verb}{name}{tail}", "{area}将{verb}{names}", "{here}要{verb}{industries}",
    "{verb}{names}等{hypernym}{tail}", "支持{body}在{name}{verb}{name}", "把{name}打造成{name}", "以{names}为引擎",
    "{area}以{names}“{count}大{hypernym}”为牵引", "{names}{count}大{hypernym}", "打造“一核{count}翼、{count}区联动”格局",
    "重点发展{industries}", "{indicator}{change}{amount}", "{year}{indicator}{change}{comparator}{amount}",
    "{indicators}分别{change}{amounts}", "{indicator}由{amount}{change}到{amount}", "{indicator}{change}{range}",
    "{name}位于{area}{name}", "{area}{role}{person}", "{role}{person}在{name}上说", "（以下简称“{name}”）",
    "{year}，{here}{indicator}达到{amount}，占比{amount}", "由{body}牵头{verb}{name}", "{name}（{names}）", "其中{names}{amount}",
)  # fmt: skip
HEADINGS = (
    "一、{year}工作回顾", "二、{year}工作安排", "（一）建设{name}", "1.{verb}{names}", "第{count}章 发展目标",
    "{area}{year}政府工作报告", "——{year}在{area}第{count}届人民代表大会第{count}次会议上", "各位代表：",
    "南湖讯 记者{person}", "{area}人民政府{role} {person}",
)  # fmt: skip
_clause = st.sampled_from(TEMPLATES).flatmap(phrase)
_sentence = st.tuples(
    st.lists(_clause, min_size=1, max_size=4),
    st.sampled_from("，，，；、 "),
    st.sampled_from("。。。！？；\n"),
).map(lambda t: t[1].join(t[0]) + t[2])
_heading = st.sampled_from(HEADINGS).flatmap(phrase).map(lambda line: f"\n{line}\n")
# Reports: headings and sentences in any order.
policy = st.lists(st.one_of(_sentence, _sentence, _sentence, _heading), min_size=1, max_size=12).map("".join)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Policy prose with characters put in, left out or put elsewhere, as a bad copy has them."""
    text = list(draw(policy))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(text)))
        match draw(st.integers(0, 3)):
            case 0:
                text.insert(at, draw(characters))
            case 1:
                del text[at : at + draw(st.integers(1, 5))]
            case 2:
                text[at:at] = text[at : at + draw(st.integers(1, 30))]
            case _:
                text.insert(at, draw(st.sampled_from(BRACKETS)))
    return whole("".join(text))


texts = st.one_of(policy, damaged(), printable)
