"""What holds of every extraction, whatever the text: facts have their sentence, spans their words, labels their entity."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.extract import extract
from kg.link import key, link
from kg.model import Alias, Document, Extraction, Fact, Measure, Mention, NumberedSet, Post, Relation, Target
from kg.reader import from_text, read
from kg.resources import data_path
from kg.vocab import CLASSES

ROOT = Path(__file__).parent.parent
REPORT = data_path("seeds", "reports", "futian-2021.txt")

PLAN = """鄞州区2024年政府工作报告
（2024年1月9日在鄞州区第八届人民代表大会第四次会议上）
各位代表：
一、2023年工作回顾
过去一年，我们完成固定资产投资310亿元，建成东渡文化公园，新增学位1,200个。
二、2024年工作安排
地区生产总值预期增长6%左右。以云栖湾科创城、老码头商务区“两大增长极”为牵引，聚焦生物医药、航运服务“两大产业”。
（一）建设云栖湾科创城
为规划建设好云栖湾科创城，将加快推进云栖湾水厂、石塘湾泵站等重大项目，支持云澜大学在科创城设立研究院，出台《鄞州区科创十条》。
（二）建设老码头商务区
把老码头商务区打造成滨江会客厅；改造东河、西河治理工程，办好第二届清河论坛。
"""


def document(text: str, **known: object) -> Document:
    return replace(from_text(text, name="text"), **known)  # type: ignore[arg-type]


@cache
def report() -> Extraction:
    return extract(read(REPORT))


@cache
def plan() -> Extraction:
    return extract(document(PLAN))


Make = Callable[[], Extraction]
EXTRACTIONS = pytest.mark.parametrize("make", [report, plan], ids=["report", "plan"])


# The invariants


def flaws(found: Extraction) -> list[str]:
    """What is wrong with an extraction, linked or not; [] if nothing is."""
    return [f"{flaw}: {fact}" for fact in found.facts for flaw in (*_placed(found, fact), *_sound(fact))]


def _placed(found: Extraction, fact: Fact) -> Iterator[str]:
    """Where a fact stands: in a sentence that exists, and inside it."""
    if not 0 <= fact.sentence < len(found.sentences):
        yield "no such sentence"
    elif isinstance(fact, Mention | Measure | Target):
        sentence = found.sentences[fact.sentence]
        if not sentence.begin <= fact.begin < fact.end <= sentence.end:
            yield "not inside its sentence"
        elif isinstance(fact, Mention) and not _said(found, fact):
            yield "the words are not those of the label"


def _said(found: Extraction, mention: Mention) -> bool:
    """Whether the text at a mention's place is its label, part of it (a shared word written out) or an alias."""
    said = key(found.document.text[mention.begin : mention.end])
    entity = found.entities.get(mention.label)
    names = [mention.label, *(entity.aliases if entity else ())]
    return mention.rule == "area" or any(_within(said, key(name)) for name in names)


def _within(said: str, name: str) -> bool:
    """Whether the characters of ``said`` stand in ``name`` in their order."""
    rest = iter(name.translate(str.maketrans("", "", "《》\u3000 ")))
    return all(char in rest for char in said.translate(str.maketrans("", "", "《》\u3000 ")))


def _sound(fact: Fact) -> Iterator[str]:
    """What a fact says, taken by itself."""
    if not 0 < fact.confidence <= 1 or not fact.rule:
        yield "no rule or no sureness"
    match fact:
        case Mention(label=label, classes=classes):
            if not label.strip() or not classes or not set(classes) <= set(CLASSES):
                yield "no name or no class"
        case Measure(action=action, object_text=text, status=status):
            if (
                not action.strip()
                or len(text.strip()) < 2
                or status not in ("planned", "ongoing", "achieved")
            ):
                yield "no verb or no object"
        case Target(indicator=indicator, value=value, maximum=maximum):
            if (
                not indicator.strip()
                or not value.is_finite()
                or (maximum is not None and not maximum.is_finite())
            ):
                yield "no indicator or no figure"
        case NumberedSet(label=label, count=count, members=members):
            if not label or len(members) not in (0, count) or not all(members):
                yield "members other than the set says"
        case Relation(subject=subject, object=other):
            if not subject or not other or subject == other:
                yield "a thing tied to itself"
        case Alias(label=label, alias=alias):
            if not label or not alias:
                yield "no name"


def loose(found: Extraction) -> list[str]:
    """Labels in the facts of a linked extraction that no entity bears."""
    used: dict[str, None] = {}
    for fact in found.facts:
        match fact:
            case Mention(label=label) | Alias(label=label):
                used[label] = None
            case Relation(subject=subject, object=other):
                used |= {subject: None, other: None}
            case Post(person=person, organization=organization):
                used |= {person: None, organization: None}
            case NumberedSet(members=members):
                used |= dict.fromkeys(members)
            case Measure(objects=objects):
                used |= dict.fromkeys(objects)
    return [label for label in used if label not in found.entities]


def assert_sound(text: str, **known: object) -> Extraction:
    """Extract and link a text, and see that every invariant holds; the linked extraction."""
    raw = extract(document(text, **known))
    linked = link(raw)
    assert flaws(raw) == []
    assert flaws(linked) == []
    assert loose(linked) == []
    assert [(s.begin, s.end) for s in raw.sentences if raw.document.text[s.begin : s.end] != s.text] == []
    return linked


# On whole texts


@EXTRACTIONS
def test_every_fact_is_sound_before_and_after_linking(make: Make) -> None:
    assert flaws(make()) == []
    assert flaws(link(make())) == []


@EXTRACTIONS
def test_every_label_is_that_of_an_entity(make: Make) -> None:
    linked = link(make())
    assert loose(linked) == []
    assert all(label == entity.label for label, entity in linked.entities.items())
    assert all(entity.classes and set(entity.classes) <= set(CLASSES) for entity in linked.entities.values())


@EXTRACTIONS
def test_a_name_is_the_label_of_one_entity_only(make: Make) -> None:
    """Labels that differ only in marks would be two things of one name; an alias is nobody else's label."""
    entities = link(make()).entities
    assert len({key(label) for label in entities}) == len(entities)
    assert [(e.label, a) for e in entities.values() for a in e.aliases if a in entities] == []


@EXTRACTIONS
def test_there_is_something_of_every_kind(make: Make) -> None:
    kinds = {type(fact) for fact in make().facts}
    assert kinds >= {Mention, Relation, NumberedSet, Target, Measure}
    assert {fact.predicate for fact in make().facts if isinstance(fact, Relation)} >= {
        "hasEngine",
        "positionedAs",
        "prioritises",
        "contributesTo",
    }


@EXTRACTIONS
def test_the_same_text_gives_the_same_facts_in_the_same_order(make: Make) -> None:
    again = extract(replace(make().document))
    assert again == make()
    assert repr(link(again)) == repr(link(make()))


def test_another_process_gives_the_same_facts_in_the_same_order() -> None:
    """Sets are ordered by hashes, which differ from process to process: none may decide what comes first."""
    program = (
        "from kg.extract import extract; from kg.link import link; from kg.reader import read; "
        "from kg.resources import data_path; import sys; "
        "sys.stdout.reconfigure(encoding='utf-8'); "
        "print(repr(link(extract(read(data_path('seeds', 'reports', 'futian-2021.txt'))))))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            cwd=ROOT,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


@EXTRACTIONS
def test_the_text_itself_is_left_alone(make: Make) -> None:
    found = make()
    assert found.document.text in (REPORT.read_text("utf-8"), PLAN)


@EXTRACTIONS
def test_nothing_is_said_twice(make: Make) -> None:
    facts = link(make()).facts
    assert len(set(facts)) == len(facts)
    said = [(f.sentence, f.action, f.object_text, f.begin) for f in facts if isinstance(f, Measure)]
    assert len(set(said)) == len(said)


# How a text is written down makes no difference


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_ends_make_no_difference(end: str) -> None:
    assert extract(document(PLAN.replace("\n", end))).facts == plan().facts


def test_a_byte_order_mark_makes_no_difference() -> None:
    assert extract(document("\ufeff" + PLAN)).facts == plan().facts


def test_blank_lines_make_no_difference_to_what_is_said() -> None:
    def said(found: Extraction) -> list[str]:
        return [repr((f.action, f.object_text, f.status)) for f in found.facts if isinstance(f, Measure)]

    assert said(extract(document(PLAN.replace("\n", "\n\n")))) == said(plan())


def test_what_a_text_says_does_not_depend_on_the_one_before() -> None:
    alone = extract(document(PLAN))
    extract(document("云岚县2023年政府工作报告\n云岚县将以青石新城为引擎。"))
    assert extract(document(PLAN)) == alone


# How sure a fact must be


def _without_objects(fact: Fact) -> Fact:
    """A measure names only those things that are themselves given."""
    return replace(fact, objects=()) if isinstance(fact, Measure) else fact


@EXTRACTIONS
def test_only_facts_as_sure_as_asked_for_are_given(make: Make) -> None:
    everything = make()
    for least in (0.5, 0.8, 0.9, 0.95):
        some = extract(everything.document, min_confidence=least)
        assert all(fact.confidence >= least for fact in some.facts)
        assert set(map(_without_objects, some.facts)) <= set(map(_without_objects, everything.facts))
    assert extract(everything.document, min_confidence=0.0) == everything


# Texts with nothing in them


@pytest.mark.parametrize(
    "text",
    [
        "。",
        "\n\n。\n",
        "……",
        "“”",
        "（）《》【】",
        "啊。",
        "今天天气不错。",
        "Hello, world. 12345.",
        "🙂🙂🙂",
        "的的的的的的",
        "各位代表：",
        "1.\n2.\n3.",
    ],
)
def test_a_text_with_nothing_to_say_gives_no_facts(text: str) -> None:
    assert assert_sound(text).facts == ()


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(InputError):
        document(" \n\t")


def test_a_text_without_jurisdiction_has_no_relation_to_one() -> None:
    found = assert_sound("加快建设数字产业园，发展人工智能产业，打造创新高地。")
    assert found.document.jurisdiction is None
    assert [f for f in found.facts if isinstance(f, Relation) and not f.subject] == []


# Hostile texts: they end, and what they give is sound

LONG = 5000
HOSTILE = {
    "an unclosed quotation": "推进“一网统管建设，" * 300,
    "unopened quotations": "推进一网统管”建设，" * 300,
    "quotations in quotations": "“" * 500 + "建设新城" + "”" * 500,
    "crossed marks": "推进“甲城（乙港”丙园）建设《丁法“戊》。" * 200,
    "brackets only": "（）()《》「」" * 600,
    "adverbs in a row": "大力" * LONG + "推进新城建设。",
    "adverbs of many kinds": "全面深入持续进一步稳步有序" * 700 + "推进新城建设。",
    "verbs in a row": "推进加快建设打造完善提升" * 500 + "。",
    "将 in a row": "将" * LONG + "新城建设。",
    "把 in a row": "把" * LONG,
    "把 and 将 by turns": "把将" * 2500 + "园区打造成高地。",
    "为 in a row": "为" * LONG + "建设新城，",
    "的 in a row": "建设" + "美丽的" * 3000 + "新城。",
    "等 in a row": "建设" + "等" * LONG + "项目。",
    "digits in a row": "增长" + "9" * LONG + "%。",
    "points in a row": "增长" + "1.2" * 2000 + "%。",
    "a list of many items": "建设" + "、".join(f"第{n}号公园" for n in range(3000)) + "等项目。",
    "a list of many short items": "建设" + "甲、" * 3000 + "乙等重大工程建设。",
    "a list of nothing": "建设" + "、" * LONG + "。",
    "joints only": "和与及并" * 1500 + "。",
    "set labels in a row": "三大产业四大片区" * 700 + "。",
    "a formula of many parts": "构建一核" + "两翼三带" * 1500 + "格局。",
    "heads in a row": "新城园区中心工程" * 700 + "。",
    "headings only": "\n".join(f"（{n}）推进" for n in "一二三四五六七八九十" * 200),
    "deep numbering": "\n".join(
        f"第{n}章 目标\n第{n}节 任务\n一、安排\n（一）回顾\n1.建设新城。" for n in "一二三" * 60
    ),
    "areas in a row": "上海市浙江省杭州市西湖区" * 500 + "。",
    "scripts mixed": "建设Smart城市，推进ЭКО園區、ソフト開発センター、العربية项目。" * 100,
    "emoji": "建设🏗️新城🌆，发展👩‍💻数字经济📈。" * 200,
    "combining marks": "建̈设́新̃城̂。" * 300,
    "control characters": "建设\x01新城\x02，推进\x0b园区\x0c建设\x1f。\x7f" * 200,
    "private use and unassigned": "建设\ue000新城\U000f0000，推进\u0378园区。" * 200,
    "full-width letters": "建设ＡＢＣ园区，增长１２％。" * 200,
    "directions of writing": "建设\u202e新城\u202c，\u200b推进\u200d园区\ufeff建设。" * 200,
    "blanks inside words": "建 设 新 城 ， 推 进 园 区 。" * 200,
    "nul": "建设\0新城。",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_ends_and_is_sound(text: str) -> None:
    assert_sound(text, jurisdiction="临江区", year=2024)


def test_a_long_text_in_one_line_ends_and_is_sound() -> None:
    """50,000 characters of a report without a single line end or full stop; fuzz/test_limits.py has a third of a million."""
    clause = "推进云栖湾科创城建设，完成投资310亿元，把老码头商务区打造成滨江会客厅，发展生物医药产业；"
    text = clause * (50_000 // len(clause))
    found = assert_sound(text, jurisdiction="临江区", year=2024)
    assert "云栖湾科创城" in found.entities


def test_a_text_of_many_names_ends_and_is_sound() -> None:
    """Linking compares names with each other: thousands of different ones must not make that a matter of squares."""
    numerals = "一二三四五六七八九十"
    names = [f"{a}{b}{c}湾科技园" for a in numerals for b in numerals for c in numerals]
    found = assert_sound("".join(f"建设云{name}。\n" for name in names), jurisdiction="临江区", year=2024)
    assert len([e for e in found.entities.values() if "Zone" in e.classes]) >= len(names) // 2


# Random texts over the words of the genre

GENRE = (
    "推进 加快 建设 打造 完成 支持 鼓励 将 要 把 为 以 了 已 正在 等 的 和 与 及 以及 、 ， 。 ； ： “ ” 《 》 （ ） — \n 大力 全面 进一步 "
    "一轴两翼 引擎 增长极 高地 定位 方面 围绕 落户 位于 新城 园区 公园 大学 研究院 实验室 医院 工程 项目 平台 行动计划 "
    "试点 论坛 产业 经济 人工智能 金融 临江区 上海 浙江省 全区 我市 云栖湾 老码头 石塘 6% 310亿元 5所 2024年 今年 增长 达到 以上 左右 重点 片区 "
    "一、 （一） 1. 工作回顾 工作安排 区委书记 林远舟 市发改委 \ufeff \u3000 A 🙂"
)
genre = st.lists(st.sampled_from(GENRE.split(" ")), min_size=1, max_size=60).map("".join)


@settings(derandomize=True, max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(genre)
def test_any_text_of_the_genre_gives_a_sound_extraction(text: str) -> None:
    try:
        found = document(text, jurisdiction="临江区", year=2024)
    except InputError:  # nothing but blanks
        return
    assert extract(found) == extract(found)
    assert_sound(text, jurisdiction="临江区", year=2024)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=120).filter(lambda text: text.strip()))
def test_any_text_at_all_gives_a_sound_extraction(text: str) -> None:
    try:
        assert_sound(text)
    except InputError:  # nothing but a byte order mark
        return


def test_a_plan_for_five_years_plans_for_the_last_of_them() -> None:
    text = "某市国民经济和社会发展第十四个五年规划纲要\n第一章 主要目标\n地区生产总值突破3000亿元。2023年森林覆盖率达到40%。"
    targets = [f for f in extract(from_text(text, name="plan")).facts if isinstance(f, Target)]
    assert [(t.indicator, t.year) for t in targets] == [("地区生产总值", 2025), ("森林覆盖率", 2023)]
