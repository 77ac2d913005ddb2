"""Two reports of an invented district, read by hand: every kind of fact, for tests of what comes after extraction."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from kg.model import (
    Alias,
    Document,
    Entity,
    Extraction,
    Fact,
    Measure,
    Mention,
    NumberedSet,
    Post,
    Relation,
    Section,
    Sentence,
    Status,
    Target,
)

REPORT_2023 = """临江区2023年政府工作报告
一、2022年工作回顾
2022年,临江区生产总值达到812.5亿元,增长5.2%。东渡文化公园建成开放。
二、2023年工作安排
临江区将以云栖湾科创城、老码头商务区“两大增长极”为牵引,突出生物医药、航运服务“两大产业”,构建“一江两城”格局。
区委书记林远舟在全会上说,今年临江区生产总值预期增长6%左右,固定资产投资力争达到300亿元以上,单位能耗下降2.5%—3%。
(一)建设云栖湾科创城
云栖湾科创城地处云栖湾,瞄准“江畔创新谷”定位,重点发展生物医药。
加快临江实验室建设,制定“科创十条”,支持云澜大学与香港高校在科创城共建深港中试平台。
(二)建设老码头商务区
老码头商务区打造滨江会客厅,优先发展航运服务,正在推进老码头更新工程。
由区住建局牵头编制岸线规划,云澜大学在商务区设立航运研究院,开工港口铁路专线。
秋季举办清河论坛。
"""

REPORT_2024 = """临江区2024年政府工作报告
2023年,临江区生产总值增长5.8%,完成固定资产投资310亿元。
2024年,临江区生产总值预期增长5.5%左右。临江区将以云栖湾科创城为引擎。
"""

_HOME = "临江区"
_ENTITIES = (
    Entity("临江区", ("Area",), ("临江",), ("District",), code="999104"),
    Entity("云栖湾科创城", ("Engine", "Zone"), ("科创城",), scope=_HOME),
    Entity("老码头商务区", ("Engine", "Zone"), ("商务区",), ("BusinessDistrict",), scope=_HOME),
    Entity("云栖湾", ("Zone",), scope=_HOME),
    Entity("生物医药", ("Industry",)),
    Entity("航运服务", ("Industry",)),
    Entity("江畔创新谷", ("Goal",), scope=_HOME),
    Entity("滨江会客厅", ("Goal",), scope=_HOME),
    Entity("一江两城", ("Goal",), scope=_HOME),
    Entity("东渡文化公园", ("Project",), scope=_HOME),
    Entity("临江实验室", ("Institution", "Project"), scope=_HOME),
    Entity("科创十条", ("Policy",), scope=_HOME),
    Entity("云澜大学", ("Institution",), (), ("University",), scope=_HOME),
    Entity("深港中试平台", ("Project",), scope=_HOME),
    Entity("老码头更新工程", ("Project",), scope=_HOME),
    Entity("区住建局", ("Institution",), scope=_HOME),
    Entity("区委", ("Institution",), scope=_HOME),
    Entity("岸线规划", ("Policy",), scope=_HOME),
    Entity("航运研究院", ("Institution",), scope=_HOME),
    Entity("港口铁路专线", ("Project",), scope=_HOME),
    Entity("林远舟", ("Person",), scope=_HOME),
    Entity("清河论坛", ("Event",), scope=_HOME),
)


@cache
def report_2023() -> Extraction:
    """A report with every kind of fact."""
    document = _document(REPORT_2023, "linjiang-2023", 2023, "2023-01-12")
    sentences = sentences_of(REPORT_2023)
    at = _finder(sentences)
    engines, plan = at("两大增长极"), at("预期增长6%")
    facts: tuple[Fact, ...] = (
        *mentions_of(REPORT_2023, sentences, _ENTITIES),
        Alias(at("制定"), "alias-short", label="云栖湾科创城", alias="科创城"),
        Relation(engines, "engine-list", "临江区", "hasEngine", "云栖湾科创城"),
        Relation(engines, "engine-list", "临江区", "hasEngine", "老码头商务区"),
        Relation(engines, "industry-list", "临江区", "prioritises", "生物医药", confidence=0.8),
        Relation(engines, "industry-list", "临江区", "prioritises", "航运服务", confidence=0.8),
        Relation(engines, "pattern", "临江区", "positionedAs", "一江两城", confidence=0.7),
        Relation(at("地处"), "located", "云栖湾科创城", "locatedIn", "云栖湾"),
        Relation(at("地处"), "positioned", "云栖湾科创城", "positionedAs", "江畔创新谷"),
        Relation(at("地处"), "prioritises", "云栖湾科创城", "prioritises", "生物医药"),
        *(
            Relation(at("制定"), "section-topic", thing, "contributesTo", "云栖湾科创城", confidence=0.75)
            for thing in ("临江实验室", "科创十条", "云澜大学", "深港中试平台")
        ),
        Relation(at("打造"), "positioned", "老码头商务区", "positionedAs", "滨江会客厅"),
        Relation(at("打造"), "prioritises", "老码头商务区", "prioritises", "航运服务"),
        Relation(at("打造"), "section-topic", "老码头更新工程", "contributesTo", "老码头商务区", confidence=0.75),
        *(
            Relation(at("牵头"), "section-topic", thing, "contributesTo", "老码头商务区", confidence=0.75)
            for thing in ("岸线规划", "云澜大学", "航运研究院")
        ),
        Relation(at("打造"), "section-topic", "老码头更新工程", "contributesTo", "滨江会客厅", confidence=0.6),
        Post(plan, "post", "林远舟", "区委", "区委书记"),
        NumberedSet(engines, "numbered-set", "两大增长极", 2, ("云栖湾科创城", "老码头商务区")),
        NumberedSet(engines, "numbered-set", "两大产业", 2, ("生物医药", "航运服务")),
        NumberedSet(engines, "formula", "一江两城", 3),
        _target(REPORT_2023, at, "达到812.5亿元", "生产总值", "812.5", "亿元", "level", status="achieved", year=2022),
        _target(REPORT_2023, at, "增长5.2%", "生产总值", "5.2", "%", "growth", status="achieved", year=2022),
        replace(
            _target(REPORT_2023, at, "增长6%左右", "生产总值", "6", "%", "growth", comparator="about", year=2023),
            modality="expected",
        ),
        replace(
            _target(REPORT_2023, at, "达到300亿元以上", "固定资产投资", "300", "亿元", "level", comparator="at_least", year=2023),
            modality="striving",
            base_year=2022,
        ),
        replace(
            _target(REPORT_2023, at, "下降2.5%—3%", "单位能耗", "-2.5", "%", "growth", year=2023),
            maximum=Decimal("-3"),
        ),
        _measure(REPORT_2023, at, "建成开放", "建成", "东渡文化公园", "achieved", ("东渡文化公园",), domain="culture"),
        _measure(REPORT_2023, at, "加快临江实验室建设", "加快", "临江实验室建设", "planned", ("临江实验室",), domain="innovation"),
        _measure(REPORT_2023, at, "制定“科创十条”", "制定", "科创十条", "planned", ("科创十条",), domain="innovation"),
        _measure(
            REPORT_2023, at, "支持云澜大学与香港高校在科创城共建深港中试平台", "支持", "云澜大学与香港高校在科创城共建深港中试平台", "planned",
            ("云澜大学", "深港中试平台"), domain="innovation",
        ),
        _measure(REPORT_2023, at, "推进老码头更新工程", "推进", "老码头更新工程", "ongoing", ("老码头更新工程",)),
        _measure(REPORT_2023, at, "编制岸线规划", "编制", "岸线规划", "planned", ("岸线规划",), agent="区住建局"),
        _measure(REPORT_2023, at, "开工港口铁路专线", "开工", "港口铁路专线", "planned", ("港口铁路专线",)),
    )  # fmt: skip
    return Extraction(document, sentences, facts, {e.label: e for e in _ENTITIES})


@cache
def report_2024() -> Extraction:
    """The year after: what became of two targets, and a new one."""
    document = _document(REPORT_2024, "linjiang-2024", 2024, "2024-01-15")
    sentences = sentences_of(REPORT_2024)
    at = _finder(sentences)
    entities = tuple(e for e in _ENTITIES if e.label in ("临江区", "云栖湾科创城"))
    facts: tuple[Fact, ...] = (
        *mentions_of(REPORT_2024, sentences, entities),
        Relation(at("为引擎"), "engine", "临江区", "hasEngine", "云栖湾科创城"),
        _target(REPORT_2024, at, "增长5.8%", "生产总值", "5.8", "%", "growth", status="achieved", year=2023),
        _target(
            REPORT_2024, at, "310亿元", "固定资产投资", "310", "亿元", "level", status="achieved", year=2023
        ),
        _target(
            REPORT_2024, at, "增长5.5%左右", "生产总值", "5.5", "%", "growth", comparator="about", year=2024
        ),
    )
    return Extraction(document, sentences, facts, {e.label: e for e in entities})


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Sentences by 。 and line end; a line that starts with 一、 or (一) opens a section."""
    found: list[Sentence] = []
    section: Section | None = None
    for match in re.finditer(r"[^。\n]+。?", text):
        heading = re.match(r"([一二三]、)|\([一二三]\)", match[0])
        if heading:
            status: Status = "achieved" if "回顾" in match[0] else "planned"
            top = section.parent or section if section else None
            section = Section(
                match[0], 1 if heading[1] else 2, match.start(), status, None if heading[1] else top
            )
        paragraph = text.count("\n", 0, match.start())
        found.append(
            Sentence(
                len(found), match.start(), match.end(), match[0], paragraph, section, heading is not None
            )
        )
    return tuple(found)


def mentions_of(
    text: str, sentences: tuple[Sentence, ...], entities: tuple[Entity, ...]
) -> tuple[Mention, ...]:
    """Every place of every name, the longest name first."""
    by_name = {name: e for e in entities for name in (e.label, *e.aliases)}
    pattern = re.compile("|".join(sorted(map(re.escape, by_name), key=len, reverse=True)))
    return tuple(
        Mention(s.index, "name", label=e.label, classes=e.classes, begin=s.begin + m.start(), end=s.begin + m.end(),
                subclass=e.subclasses[0] if e.subclasses else None)
        for s in sentences for m in pattern.finditer(s.text) if (e := by_name[m[0]])
    )  # fmt: skip


def _document(text: str, stem: str, year: int, issued: str) -> Document:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    title = text.partition("\n")[0]
    return Document(
        f"{stem}-{digest[:8]}", text, digest, title, "work-report", _HOME, year, issued, "临江区人民政府",
        f"{stem}.txt", ("发布日期取自文件名",),
    )  # fmt: skip


def _finder(sentences: tuple[Sentence, ...]):  # type: ignore[no-untyped-def]
    """A function that gives the index of the only sentence with these words."""

    def at(words: str) -> int:
        (index,) = [s.index for s in sentences if words in s.text]
        return index

    return at


def _target(  # type: ignore[no-untyped-def]
    text, at, words, indicator, value, unit, kind, *, comparator="exact", status="planned", year=None
) -> Target:
    begin = text.index(words)
    return Target(
        at(words), "target", indicator=indicator, value=Decimal(value), maximum=None, unit=unit, kind=kind,
        comparator=comparator, status=status, year=year, begin=begin, end=begin + len(words),
    )  # fmt: skip


def _measure(text, at, words, action, object_text, status, objects, *, agent=None, domain=None) -> Measure:  # type: ignore[no-untyped-def]
    begin = text.index(words)
    return Measure(
        at(words), "measure", action=action, object_text=object_text, status=status, begin=begin,
        end=begin + len(words), objects=objects, agent=agent, domain=domain,
    )  # fmt: skip
