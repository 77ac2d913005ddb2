"""Targets in tables: by the cases in tests/cases/tables.md, and through the whole of extraction."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import extract
from kg.model import CELL, Sentence, Target
from kg.reader import from_text
from kg.rules.tables import find_table_targets
from kg.segment import segment

CASES = Path(__file__).parent / "cases" / "tables.md"


def cases() -> list[Any]:
    found: list[Any] = []
    for block in re.split(r"(?m)^## ", CASES.read_text("utf-8"))[1:]:
        title, *lines = block.splitlines()
        text = "\n".join(line[2:] for line in lines if line.startswith("> "))
        status, year = next((x.split()[1:] for x in lines if x.startswith("given:")), ("planned", "2024"))
        rows = [line[2:].split(" | ") for line in lines if line.startswith("- ")]
        found.append(pytest.param(text, status, int(year), [r for r in rows if r != ["none"]], id=title))
    return found


def row(target: Target) -> list[str]:
    value = str(target.value) if target.maximum is None else f"{target.value}—{target.maximum}"
    year, modality = str(target.year or "-"), target.modality or "-"
    said = (
        target.indicator,
        value,
        target.unit,
        target.kind,
        target.comparator,
        target.status,
        year,
        modality,
    )
    return list(said)


@pytest.mark.parametrize(("text", "status", "year", "rows"), cases())
def test_case(text: str, status: Any, year: int, rows: list[list[str]]) -> None:
    sentences = segment(text)
    found = find_table_targets(sentences, year, [status] * len(sentences))
    assert [row(target) for target in found] == rows


def test_a_target_stands_at_its_figure_in_the_sentence_that_is_its_row() -> None:
    text = "附表\n指标 | 单位 | 2024年目标\n粮食产量 | 万吨 |  30.5左右\n"
    sentences = segment(text)
    (target,) = find_table_targets(sentences, 2024, ["planned"] * len(sentences))
    assert text[target.begin : target.end] == "30.5"
    assert sentences[target.sentence].text.startswith("粮食产量")


def test_rows_are_no_headings() -> None:
    sentences = segment("一、主要指标\n指标 | 单位 | 目标\n粮食产量 | 万吨 | 30\n今年要多种粮。")
    assert [s.heading for s in sentences] == [True, False, False, False]
    assert {s.section.title for s in sentences if s.section} == {"一、主要指标"}


def test_tables_are_part_of_what_is_extracted() -> None:
    text = (
        "兰溪县2024年政府工作报告\n附件：2024年主要预期目标\n指标 | 单位 | 2024年目标\n粮食产量 | 万吨 | 30\n"
    )
    targets = [fact for fact in extract(from_text(text)).facts if isinstance(fact, Target)]
    assert [(t.indicator, str(t.value), t.unit, t.year) for t in targets] == [
        ("粮食产量", "30", "万吨", 2024)
    ]


def test_a_head_holds_for_its_own_table_only() -> None:
    text = "指标 | 单位 | 目标\n粮食产量 | 万吨 | 30\n另见下表。\n柑橘产量 | 万吨 | 9"
    sentences = segment(text)
    found = find_table_targets(sentences, 2024, ["planned"] * len(sentences))
    assert [target.indicator for target in found] == ["粮食产量"]


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["指标", "单位", "2025年", "目标", "粮食", "%", "30", "≤4.5", "", "|", "（吨）", "年均增长"]
            ),
            max_size=6,
        ),
        max_size=6,
    )
)
def test_any_table_is_read_without_complaint(table: list[list[str]]) -> None:
    text = "\n".join(CELL.join(cells) for cells in table)
    sentences: tuple[Sentence, ...] = segment(text)
    for target in find_table_targets(sentences, 2024, ["planned"] * len(sentences)):
        assert text[target.begin : target.end] in {"30", "4.5"}
