"""The ledger of three reports in a row against what a careful reader would enter, and the bounds of likeness."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import kg
from kg.figures import Side
from kg.ledger import Ledger
from kg.ledger.similar import likeness
from kg.lexicon import read_tsv

HERE = Path(__file__).parent
Row = tuple[str, ...]


def rows(found: Ledger) -> Counter[Row]:
    def words(side: Side | None) -> str:
        return side.text if side else ""

    return Counter(
        (str(e.years[0] or ""), str(e.years[1] or ""), e.kind, e.detail or e.verdict, words(e.before), words(e.after))
        for e in found.entries
    )  # fmt: skip


def gold() -> Counter[Row]:
    return Counter(read_tsv(HERE / "gold.tsv"))


def of(kinds: str, found: Counter[Row]) -> Counter[Row]:
    return Counter({row: n for row, n in found.items() if row[2] in kinds.split()})


def test_targets_slogans_and_projects_are_those_of_the_gold_file(graph: kg.Graph) -> None:
    found, wanted = rows(graph.ledger().select(area="砚溪区")), gold()
    for kind in ("target", "slogan", "project"):
        assert of(kind, found) - of(kind, wanted) == Counter(), f"too many: {kind}"
        assert of(kind, wanted) - of(kind, found) == Counter(), f"missing: {kind}"


def test_nearly_all_measures_are_those_of_the_gold_file(graph: kg.Graph) -> None:
    found = of("measure", rows(graph.ledger().select(area="砚溪区")))
    wanted = of("measure", gold())
    right = (found & wanted).total()
    assert right / found.total() >= 0.95, found - wanted
    assert right / wanted.total() >= 0.95, wanted - found


def test_the_gold_file_has_every_verdict_there_is_for_reports_in_a_row() -> None:
    outcomes = "met exceeded missed not_reported not_comparable open"
    changes = "new continued renamed changed done dropped"
    assert {row[3] for row in gold()} == {*outcomes.split(), *changes.split()}


def test_a_thing_that_cannot_be_read_as_done_is_at_least_not_called_dropped(graph: kg.Graph) -> None:
    """成功创建三级甲等医院 is not read as a measure: the words are still found, with little confidence."""
    (entry,) = [
        e for e in graph.ledger().select(kind="measure", year=2024).entries
        if e.label == "支持区人民医院创建三级甲等医院"
    ]  # fmt: skip
    assert (entry.verdict, entry.reason.code) == ("continued", "mentioned")
    assert entry.confidence <= 0.5


def test_the_bounds_of_likeness_hold_on_pairs_judged_by_hand() -> None:
    pairs = read_tsv(HERE / "pairs.tsv")
    called = [(same, likeness(one, other, verb, later) > 0) for same, verb, one, later, other in pairs]
    right = sum(same == "1" and yes for same, yes in called)
    assert len(pairs) >= 150
    assert right / sum(yes for _, yes in called) >= 0.8  # precision
    assert right / sum(same == "1" for same, _ in called) >= 0.75  # recall
