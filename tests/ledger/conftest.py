"""The three reports in a row, and the one of another district, as one graph; and figures made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.figures import Figure, Side
from kg.network import DocumentView, SentenceView
from kg.units import comparable

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def graph() -> Iterator[kg.Graph]:
    with kg.build(sorted(HERE.glob("*.txt"))) as built:
        yield built


@pytest.fixture(scope="session")
def figure() -> Callable[..., Figure]:
    """A figure by hand: ``figure(7, "%", "growth", "about", year=2023)``; planned unless told otherwise."""

    def make(
        value: object, unit: str = "%", kind: str = "growth", comparator: str = "exact", *, maximum: object = None,
        indicator: str = "地区生产总值", status: str = "planned", year: int | None = 2023, base: int | None = None,
    ) -> Figure:  # fmt: skip
        text = f"{indicator}{value}{unit}"
        document = DocumentView("https://example.org/document/a", "甲县工作报告", text, "2023")
        side = Side(
            "https://example.org/document/a#target=0,1", text,
            SentenceView("https://example.org/document/a#char=0,1", document.id, 0, len(text), text), document, 0, len(text),
        )  # fmt: skip
        ends = [comparable(Decimal(str(x)), unit, kind) for x in (value, maximum) if x is not None]
        return Figure(
            indicator, indicator, Decimal(str(value)), None if maximum is None else Decimal(str(maximum)), unit,
            min(e.value for e in ends), max(e.value for e in ends), ends[0].unit, kind, comparator, status, "", year, base,
            0.9, side,
        )  # fmt: skip

    return make
