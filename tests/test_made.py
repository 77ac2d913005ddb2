"""How good the graph is on texts of other places and genres: the invented reports in tests/made against their gold.

The floors stand a little below what is reached, so that a change that loses ground is seen.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.evaluate import Part, read_gold, score, total

MADE = Path(__file__).parent / "made"
GOLD = sorted(MADE.glob("*.gold.json"))


@pytest.fixture(scope="module")
def parts() -> dict[str, Part]:
    scores = []
    for gold in GOLD:
        with kg.build(gold.with_name(gold.name.removesuffix(".gold.json") + ".txt")) as graph:
            scores.append(score(read_gold(gold), graph.store))
    return {part.name: part for part in total(scores)}


def test_every_text_has_its_gold() -> None:
    texts = {path.stem for path in MADE.glob("*.txt")}
    assert texts == {path.name.removesuffix(".gold.json") for path in GOLD}
    assert len(texts) >= 20


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("entities relaxed", 0.80),
        ("spans", 0.83),
        ("measures", 0.89),
        ("relations", 0.66),
        ("sets", 0.70),
        ("document", 0.90),
    ],
)
def test_texts_of_other_places(parts: dict[str, Part], name: str, floor: float) -> None:
    part = parts[name]
    assert part.f1 >= floor, f"{name}: P {part.precision:.3f} R {part.recall:.3f} F1 {part.f1:.3f}"


def test_the_graph_of_all_of_them_conforms() -> None:
    with kg.build(sorted(MADE.glob("*.txt"))) as graph:
        problems = graph.validate().problems
    assert [p for p in problems if p.severity == "violation"] == []
