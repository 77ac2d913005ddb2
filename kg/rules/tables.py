"""Targets in the rows of a table of indicators, whose columns a head names.

    指标 | 单位 | 2023年实际 | 2024年目标 | 属性
    地区生产总值 | 亿元 | 198.5 | 215 | 预期性          地区生产总值 level 198.5亿元 achieved 2023, 215亿元 planned 2024
    城镇登记失业率（%） | 3.1 | ≤4.5                    the unit may stand at the name, a sign say the comparator

A field is read as the clause that it stands for (地区生产总值215亿元), by the rules for clauses; the column says when.
A column that says 目标 is planned and one that says 实际 achieved; of several years without such words the first is the
state that the plan begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from kg.lexicon import tsv
from kg.model import CELL, Modality, Sentence, Status, Target
from kg.rules.quantities import find_quantities
from kg.rules.targets import find_targets

_NUMBER = re.compile(
    r"\s*(?P<sign>[≥＞>≧]=?|[≤＜<≦]=?)?\s*(?P<figure>\d[\d,，.]*(?:\s*[-—–~～至]\s*\d[\d.]*)?[万亿]{0,2})(?P<rest>.{0,12})",
    re.S,
)
_SIGNS = {
    "≥": "不低于",
    "≧": "不低于",
    "＞": "超过",
    ">": "超过",
    "≤": "不超过",
    "≦": "不超过",
    "＜": "低于",
    "<": "低于",
}
_UNIT = re.compile(r"[（(]([^（）()]{1,10})[）)]$")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_DONE = re.compile("实际|完成|现状|基期|基数|达到值")
_AHEAD = re.compile("目标|预期|计划|规划|预计")
_NATURE: tuple[tuple[str, Modality], ...] = (("约束", "binding"), ("预期", "expected"))


@dataclass(frozen=True, slots=True)
class Column:
    role: str
    status: Status | None = None
    year: int | None = None
    unit: str = ""


def find_table_targets(
    sentences: Sequence[Sentence], year: int | None, statuses: Sequence[Status]
) -> tuple[Target, ...]:
    """The targets in all tables of a document; ``begin`` and ``end`` are around the figure in its field."""
    found: list[Target] = []
    for is_row, run in groupby(sentences, key=lambda sentence: CELL in sentence.text):
        columns: tuple[Column, ...] = ()
        for row in run if is_row else ():
            cells = row.text.split(CELL)
            if head := _head(cells):
                columns = head
            elif len(cells) <= len(columns):
                found += _row(row, cells, columns, year, statuses[row.index])
    return tuple(found)


def _head(cells: Sequence[str]) -> tuple[Column, ...]:
    """The columns that ``cells`` head: at least one of indicators and one of figures; else none."""
    columns = [_column(re.sub(r"\s", "", cell)) for cell in cells]
    roles = {column.role for column in columns}
    if "indicator" not in roles or not roles & {"value", "growth"}:
        return ()
    years = sorted({column.year for column in columns if column.year and not column.status})
    if len(years) < 2:
        return tuple(columns)
    return tuple(
        replace(column, status=column.status or ("achieved" if column.year == years[0] else "planned"))
        for column in columns
    )


def _column(head: str) -> Column:
    role = next((role for role, pattern in _roles() if pattern.search(head)), "")
    if role not in ("value", "growth"):
        return Column(role)
    status: Status | None = "achieved" if _DONE.search(head) else "planned" if _AHEAD.search(head) else None
    year, unit = _YEAR.search(head), _UNIT.search(head)
    return Column(role, status, int(year[1]) if year else None, unit[1] if unit and _is_unit(unit[1]) else "")


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, re.compile(pattern)) for role, pattern in tsv("table_headers"))


@cache
def _is_unit(text: str) -> bool:
    figures = find_quantities(f"1{text}")
    return bool(figures) and figures[0].unit == text


def _row(
    row: Sentence, cells: Sequence[str], columns: Sequence[Column], year: int | None, status: Status
) -> Iterator[Target]:
    first = next(at for at, column in enumerate(columns) if column.role in ("value", "growth"))
    said = {column.role: cell.strip() for column, cell in zip(columns[:first], cells, strict=False)}
    said |= {
        column.role: cell.strip()
        for column, cell in zip(columns, cells, strict=False)
        if column.role != "indicator"
    }
    name, unit = said.get("indicator", ""), said.get("unit", "")
    if (inside := _UNIT.search(name)) and _is_unit(inside[1]):
        name, unit = name[: inside.start()], unit or inside[1]
    nature = next((modality for word, modality in _NATURE if word in said.get("nature", "")), None)
    begin = row.begin
    for cell, column in zip(cells, columns, strict=False):
        if name and column.role in ("value", "growth") and (number := _NUMBER.match(cell)):
            when = column.status or status
            for target in _read(row, name, column, column.unit or unit, number, year, when):
                yield replace(
                    target,
                    rule="target.table",
                    begin=begin + number.start("figure"),
                    end=begin + number.end("figure"),
                    status=when,
                    year=column.year or target.year,
                    modality=nature if when == "planned" else None,
                )
        begin += len(cell) + len(CELL)


def _read(
    row: Sentence,
    name: str,
    column: Column,
    unit: str,
    number: re.Match[str],
    year: int | None,
    status: Status,
) -> tuple[Target, ...]:
    """The target in the clause that a field stands for: 地区生产总值 + 年均增长 + 6.5 + % + 左右."""
    grows = column.role == "growth"
    sign, figure, rest = _SIGNS.get((number["sign"] or "")[:1], ""), number["figure"], number["rest"]
    own = find_quantities(figure + rest)
    if not own or own[0].group == "bare":
        figure += column.unit or "%" if grows else unit
    clause = f"{name}{'年均增长' if grows else ''}{sign}{figure}{rest}"
    return find_targets(
        Sentence(row.index, 0, len(clause), clause, row.paragraph, row.section), year, status
    )[:1]
