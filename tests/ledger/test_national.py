"""The State Council's reports of 2003, 2011, 2018 and 2024: years apart, so much to compare and nothing to settle."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.units import comparable

DEV = Path(__file__).parents[3] / "shared" / "eval" / "dev"
YEARS = (2003, 2011, 2018, 2024)

pytestmark = pytest.mark.skipif(
    not DEV.is_dir(), reason="the national reports (../shared/eval/dev) are not here"
)


@pytest.fixture(scope="module")
def graph() -> Iterator[kg.Graph]:
    with kg.build([DEV / f"national-{year}.txt" for year in YEARS]) as built:
        yield built


def test_no_target_is_settled_by_a_report_of_another_year(graph: kg.Graph) -> None:
    settled = [
        e
        for e in graph.ledger().select(kind="target").entries
        if e.verdict in ("met", "missed", "not_reported")
    ]
    assert settled == []


def test_the_growth_target_from_report_to_report(graph: kg.Graph) -> None:
    found = [
        e.reason.zh for e in graph.ledger().select(kind="target", verdict="changed").entries
        if e.label in ("经济增长", "国内生产总值") and e.after and "%左右" in e.after.text and "预期目标是" not in (e.before.text if e.before else "")
    ]  # fmt: skip
    assert found == ["目标由7%左右变为8%左右", "目标由8%左右变为6.5%左右", "目标由6.5%左右变为5%左右"]


@pytest.mark.parametrize("year", [2011, 2018])
def test_targets_that_two_reports_share_are_paired_and_their_numbers_compared(
    graph: kg.Graph, year: int
) -> None:
    """By the gold files of both years: same indicator and kind, so continued if the numbers are the same, else changed."""
    later = YEARS[YEARS.index(year) + 1]
    old, new = _gold(year), _gold(later)
    entries = graph.compare(str(year), str(later)).select(kind="target").entries
    told = {(e.before.text, e.after.text): e.verdict for e in entries if e.before and e.after}
    wrong = []
    for key in old.keys() & new.keys():
        same = old[key] == new[key]
        names = {key[2], *old[key][3], *new[key][3]}
        hits = [v for (a, b), v in told.items() if any(n in a for n in names) and any(n in b for n in names)]
        if ("continued" if same else "changed") not in hits:
            wrong.append((key, hits))
    assert len(old.keys() & new.keys()) >= 4
    assert len(wrong) <= 1, wrong


def test_each_report_is_read_without_a_result_that_its_own_plans_would_meet(graph: kg.Graph) -> None:
    """A review tells of the year before: it never settles a plan for the report's own year."""
    for entry in graph.ledger().select(kind="target").entries:
        if entry.before and entry.after and entry.before.document.id == entry.after.document.id:
            assert entry.verdict in ("not_comparable", "open"), entry


def _gold(year: int) -> dict[tuple[str, str, str], tuple[Decimal, Decimal | None, str, tuple[str, ...]]]:
    """Concept, kind and name → number of each planned target of the report's own year."""
    found = {}
    for t in json.loads((DEV / f"national-{year}.targets.json").read_text("utf-8")):
        if t["status"] == "planned" and t.get("year") == year and t.get("canon"):
            number = comparable(Decimal(str(t["value"])), t["unit"] or "", t["measure"])
            maximum = t["max"] if t["max"] is None else Decimal(str(t["max"]))
            names = (t["indicator"], *t.get("aliases", ()))
            found[t["canon"], t["measure"], ""] = (number.value, maximum, t["comparator"], names)
    return found
