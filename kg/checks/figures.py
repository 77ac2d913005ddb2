"""Figures: values and comparators against the words they were read from, ranges, years, units, the numerals of sets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache

from kg.lexicon import tsv
from kg.quads import Index, Problem
from kg.terms import plain
from kg.vocab import SKOS, UPO, indicators, local_name, usual_units

_SPAN = re.compile(r"#target=(\d{1,18}),(\d{1,18})(?:-\d+)?$")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_HAN_NUMERAL = re.compile("[零〇一二两三四五六七八九十百千]")
_NUMERAL = re.compile("十[一二三四五六七八九]|[一二三四五六七八九十两双]|[0-9]{1,4}")
_HAN = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2}
_VAGUE = "多余来几"  # 40多, 百余, 十几
_MORE = frozenset(("level", "count"))  # kinds whose unit is that of the indicator itself


def as_written(index: Index) -> Iterator[Problem]:
    """The digits of a value stand in the words that its IRI points to; words without digits (四分之一) say nothing."""
    for node in index.instances(UPO + "Target"):
        place = _SPAN.search(node)
        for graph in index.graphs(node, UPO + "Target") if place else ():
            sentence = index.sentences.get(graph)
            if place is None or sentence is None:
                continue
            words = plain(index.texts.get(sentence.document, "")[int(place[1]) : int(place[2])])
            said = _told(words)
            for part in ("value", "maxValue") if said else ():
                for value in index.values(node, UPO + part):
                    if _digits(value) not in said:
                        yield index.problem(
                            "target-figure", node, f"原文“{words}”中没有数值 {value}。",
                            f"The words “{words}” do not have the figure {value}.", value=value, evidence=graph,
                        )  # fmt: skip


def _told(words: str) -> set[str]:
    """The digits of each number in words, and of numbers that follow each other: 1亿3000万 is 1.3亿."""
    if _HAN_NUMERAL.search(words):  # 1万6千多, 3至五成
        return set()
    runs = [_digits(run) for run in _NUMBER.findall(words.replace(",", ""))]
    return {"".join(runs[a:b]) for a in range(len(runs)) for b in range(a + 1, min(a + 4, len(runs)) + 1)}


def _digits(number: str) -> str:
    """The digits that a number is told by, whatever its scale: 1,200 and 0.12 are 12, and so is 1亿零2万."""
    return re.sub("[^1-9]", "", number)


def ranges(index: Index) -> Iterator[Problem]:
    """A range runs away from zero (6%—6.5%, and for falls -2.5%—-3%), and is not open at one end as well."""
    for node in index.instances(UPO + "Target"):
        low, high = index.values(node, UPO + "value"), index.values(node, UPO + "maxValue")
        if len(low) != 1 or len(high) != 1:
            continue  # no range, or the shapes report it
        a, b = _number(low[0]), _number(high[0])
        if a * b > 0 and abs(b) < abs(a):
            yield index.problem(
                "target-range", node, f"区间上下限颠倒：{low[0]} 至 {high[0]}。",
                f"The range runs backwards: {low[0]} to {high[0]}.", value=high[0],
            )  # fmt: skip
        for comparator in index.values(node, UPO + "comparator"):
            if local_name(comparator) in ("at_least", "at_most"):
                yield index.problem(
                    "target-range-open", node, "区间既有上下限，又称“以上”或“以内”。",
                    "A range with both ends is at least or at most as well.",
                    value=comparator, severity="warning",
                )  # fmt: skip


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # the shapes report it
        return Decimal(0)


def comparators(index: Index) -> Iterator[Problem]:
    """A figure that is not exact has a word of its comparator in its sentence: 左右, 以上, 不超过, 40多."""
    for node in index.instances(UPO + "Target"):
        if index.values(node, UPO + "maxValue"):
            continue  # see ranges
        for graph in index.graphs(node, UPO + "Target"):
            sentence = plain(index.sentences[graph].text) if graph in index.sentences else ""
            for comparator in map(local_name, index.values(node, UPO + "comparator")):
                words = _comparing().get(comparator, ())
                if sentence and words and not any(word in sentence for word in words):
                    yield index.problem(
                        "comparator-unsaid", node, f"句中没有表示 {comparator} 的词语。",
                        f"No word of the sentence says {comparator}.", value=comparator, evidence=graph,
                        severity="warning",
                    )  # fmt: skip


@cache
def _comparing() -> dict[str, frozenset[str]]:
    """Comparator → words and signs that say it, by comparators.tsv; nothing need say that a figure is exact."""
    words = {"at_least": {*"≥>≧", *_VAGUE}, "at_most": {*"≤<≦"}, "about": set(_VAGUE)}
    for _, comparator, told, _ in tsv("comparators"):
        words.setdefault(comparator, set()).update(told.split())
    return {name: frozenset(told) for name, told in words.items() if name != "exact"}


def signs(index: Index) -> Iterator[Problem]:
    """A figure below zero has a word of falling in its sentence, or a sign."""
    falling = {word for effect, words in tsv("indicator_verbs") if effect == "down" for word in words.split()}
    for node in index.instances(UPO + "Target"):
        for graph in index.graphs(node, UPO + "Target"):
            sentence = plain(index.sentences[graph].text) if graph in index.sentences else ""
            for value in index.values(node, UPO + "value"):
                if (
                    value.startswith("-")
                    and sentence
                    and not any(w in sentence for w in falling | {"负", "-"})
                ):
                    yield index.problem(
                        "target-sign", node, f"数值 {value} 为负，句中却没有下降之意。",
                        f"The value {value} is below zero, and the sentence says nothing of a fall.", value=value,
                        evidence=graph, severity="warning",
                    )  # fmt: skip


def years(index: Index) -> Iterator[Problem]:
    """A result is not of a later year than its document, a plan not of an earlier one, a base year not the later."""
    for node in index.instances(UPO + "Target"):
        year, base = _year(index, node, "year"), _year(index, node, "baseYear")
        if year and base and base > year:
            yield index.problem(
                "target-base-later", node, f"基期 {base} 年晚于目标年份 {year} 年。",
                f"The base year {base} is later than the year {year}.", value=str(base), severity="warning",
            )  # fmt: skip
        source = index.sentences.get(index.evidence(node))
        spoken = _year(index, source.document, "year") if source else None
        for status in map(local_name, index.values(node, UPO + "status")):
            if (
                year and spoken and (year > spoken if status == "achieved" else year < spoken)
            ):  # of plans, earlier
                yield index.problem(
                    "target-tense", node, f"文件为 {spoken} 年，{year} 年的数值却为 {status}。",
                    f"The document is of {spoken}, and a figure of {year} is {status}.",
                    value=str(year), severity="warning",
                )  # fmt: skip


def _year(index: Index, node: str, name: str) -> int | None:
    told = [value for value in index.values(node, UPO + name) if re.fullmatch("[0-9]{4}", value)]
    return int(told[0]) if len(told) == 1 else None


def units(index: Index) -> Iterator[Problem]:
    """A level or count of an indicator that we know is in a unit of the kind that it is told in: money, people, …"""
    for node in index.instances(UPO + "Target"):
        kinds = {local_name(kind) for kind in index.values(node, UPO + "measureKind")}
        told = index.values(node, UPO + "unitLabel")
        for concept in index.values(node, UPO + "indicator") if told and kinds <= _MORE else ():
            usual = {_kind_of_unit(unit) for unit in usual_units().get(concept, ())} - {""}
            kind = _kind_of_unit(told[0])
            if kind and usual and kind not in usual:
                yield index.problem(
                    "target-unit-kind", node, f"{local_name(concept)} 通常不以“{told[0]}”计。",
                    f"{local_name(concept)} is not usually told in “{told[0]}”.",
                    value=told[0], severity="warning",
                )  # fmt: skip


def _kind_of_unit(unit: str) -> str:
    """The class of seeds/lexicon/units.tsv, "" for a unit that the table lacks: 亿元 → money."""
    return _kinds().get(unit) or _kinds().get(unit.lstrip("万亿千百"), "")


@cache
def _kinds() -> dict[str, str]:
    rows = tsv("units")
    return {row[2]: row[1] for row in rows} | {row[0]: row[1] for row in rows}


def names(index: Index) -> Iterator[Problem]:
    """A target whose name is that of an indicator that we know is linked to no other that we know."""
    known = set(indicators().values())
    for node in index.instances(UPO + "Target"):
        for concept in index.values(node, UPO + "indicator"):
            for name in index.values(node, UPO + "indicatorLabel"):
                if concept in known and indicators().get(name, concept) != concept:
                    yield index.problem(
                        "indicator-other", node, f"“{name}”对应的标准指标不是 {local_name(concept)}。",
                        f"“{name}” is not the indicator {local_name(concept)}.", value=concept,
                    )  # fmt: skip


def set_labels(index: Index) -> Iterator[Problem]:
    """The number that a set states is the first numeral of its name (三大产业) or their sum (一核两翼)."""
    for node in index.instances(UPO + "NumberedSet"):
        declared = index.values(node, UPO + "declaredCount")
        for label in index.values(node, SKOS + "prefLabel"):
            said = [_HAN.get(n) or _teen(n) for n in _NUMERAL.findall(label)]
            if said and declared and declared[0] not in (str(said[0]), str(sum(said))):
                yield index.problem(
                    "set-label-count", node, f"名称“{label}”与所称 {declared[0]} 项不符。",
                    f"“{label}” does not state {declared[0]}.", value=declared[0], severity="warning",
                )  # fmt: skip


def _teen(numeral: str) -> int:
    """十二 or 12."""
    return int(numeral) if numeral.isdigit() else 10 + _HAN[numeral[-1]]
