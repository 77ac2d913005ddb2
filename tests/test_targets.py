"""Targets: what is read from a sentence, by the cases in tests/cases/targets*.md, and by the gold where it is at hand."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from kg.model import Section, Sentence, Status, Target
from kg.rules.targets import find_targets
from kg.segment import segment

CASES = Path(__file__).parent / "cases"
GOLD = Path(__file__).parents[2] / "shared" / "eval" / "dev"


def cases() -> list[object]:
    found: list[object] = []
    for path in sorted(CASES.glob("targets*.md")):
        for block in re.split(r"(?m)^## ", path.read_text("utf-8"))[1:]:
            title, *lines = block.splitlines()
            text = next(line[2:] for line in lines if line.startswith("> "))
            given = next(
                (line.split()[1:] for line in lines if line.startswith("given:")), ["planned", "2024"]
            )
            rows = [line[2:].split(" | ") for line in lines if line.startswith("- ")]
            rows = [] if rows == [["none"]] else rows
            found.append(pytest.param(text, given[0], int(given[1]), rows, id=f"{path.stem}: {title}"))
    return found


def sentence(text: str, begin: int = 0, section: Section | None = None) -> Sentence:
    return Sentence(0, begin, begin + len(text), text, 0, section)


def row(target: Target, width: int) -> list[str]:
    value = str(target.value) if target.maximum is None else f"{target.value}—{target.maximum}"
    cells = [target.indicator, value, target.unit, target.kind, target.comparator, target.status]
    return [*cells, "-" if target.year is None else str(target.year)][:width]


@pytest.mark.parametrize(("text", "status", "year", "rows"), cases())
def test_case(text: str, status: Status, year: int, rows: list[list[str]]) -> None:
    found = find_targets(sentence(text), year, status)
    widths = [len(cells) for cells in rows] + [5] * len(found)
    assert [row(target, width) for target, width in zip(found, widths, strict=False)] == rows


def test_spans_are_offsets_in_the_document() -> None:
    text = "全年完成投资96亿元，增长8%以上。"
    found = find_targets(sentence(text, begin=1000), 2024, "planned")
    assert [text[t.begin - 1000 : t.end - 1000] for t in found] == ["96亿元", "8%"]


def test_base_year_and_modality() -> None:
    (target,) = find_targets(sentence("到2035年，人均收入力争比2020年增长60%。"), 2024, "planned")
    assert (target.base_year, target.year, target.modality) == (2020, 2035, "striving")
    (target,) = find_targets(sentence("预期地区生产总值增长6%。"), 2024, "planned")
    assert target.modality == "expected"


def test_a_review_takes_the_year_from_its_heading() -> None:
    section = Section("一、2023年工作回顾", 2, 0, "achieved")
    (target,) = find_targets(sentence("财政收入增长5%。", section=section), 2024, "achieved")
    assert (target.status, target.year) == ("achieved", 2023)


def test_what_is_under_way_is_still_a_plan() -> None:
    (target,) = find_targets(sentence("正在建设学校3所。"), 2024, "ongoing")
    assert target.status == "planned"


def test_surer_patterns_have_more_confidence() -> None:
    verb, bare, inherited = find_targets(
        sentence("财政收入增长5%，税收占比80%，提高2个百分点。"), 2024, "planned"
    )
    assert verb.confidence > bare.confidence > inherited.confidence > 0.5
    assert (verb.rule, bare.rule, inherited.rule) == ("target.verb", "target.noun", "target.follow")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "。",
        "%",
        "增长%",
        "“",
        "“5个",
        "，5%",
        "5%",
        "分别增长5%、6%",
        "占8%",
        "由5%提高到6%",
        "一半",
        "翻番",
        "《5个》",
        "0个",
    ],
)
def test_fragments_do_no_harm(text: str) -> None:
    assert isinstance(find_targets(sentence(text), None, "planned"), tuple)


def test_a_line_without_end_is_read_piece_by_piece() -> None:
    text = "财政收入增长5%，" * 2000
    found = find_targets(sentence(text), 2024, "planned")
    assert len(found) == 2000
    assert {(t.indicator, t.value) for t in found} == {("财政收入", Decimal(5))}


def gold_files() -> list[str]:
    return ["2003", "2011", "2018", "2024"]


@pytest.mark.parametrize("year", gold_files())
def test_annual_targets_of_the_national_reports(year: str) -> None:
    path = GOLD / f"national-{year}.targets.json"
    if not path.exists():
        pytest.skip("the gold texts are not at hand")
    text = (GOLD / f"national-{year}.txt").read_text("utf-8")
    found = [t for s in segment(text) for t in find_targets(s, int(year), "planned")]
    gold = json.loads(path.read_text("utf-8"))
    missed = [g for g in gold if not any(_answers(g, t) for t in found)]
    assert len(missed) <= 0.05 * len(gold), missed


def _answers(gold: dict[str, object], target: Target) -> bool:
    names = [str(gold["indicator"]), *gold.get("aliases", [])]  # type: ignore[misc]
    kinds = [gold["measure"], *gold.get("measure_alt", [])]  # type: ignore[misc]
    comparators = [gold["comparator"], *gold.get("comparator_alt", [])]  # type: ignore[misc]
    return (
        Decimal(str(gold["value"])) == target.value
        and gold["unit"] == target.unit
        and target.kind in kinds
        and target.comparator in comparators
        and any(name in target.indicator or target.indicator in name for name in names)
    )
