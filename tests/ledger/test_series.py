"""An indicator over years and places, as rows and as a picture."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.errors import NotFoundError, OutputError, QueryError
from kg.series import COLUMNS
from viz.series import draw, plot


def test_plans_and_results_of_all_years_in_order(graph: kg.Graph) -> None:
    (line,) = graph.series("地区生产总值", area="砚溪区", kind="growth").lines
    assert [(p.year, p.status, p.value) for p in line.points] == [
        (2021, "achieved", Decimal("8.1")),
        (2022, "achieved", Decimal("6.8")),
        (2022, "planned", Decimal(7)),
        (2023, "achieved", Decimal("5.2")),
        (2023, "planned", Decimal("6.5")),
        (2024, "planned", Decimal("5.5")),
    ]


def test_growth_and_level_are_lines_of_their_own(graph: kg.Graph) -> None:
    found = graph.series("GDP")
    assert found.indicator == "地区生产总值"
    assert {(line.kind, line.unit) for line in found.lines} == {("growth", "%"), ("level", "亿元")}
    for line in found.lines:
        assert len({(line.kind, line.base, line.unit)}) == 1


def test_growth_over_an_earlier_year_is_no_yearly_growth(graph: kg.Graph) -> None:
    (line,) = graph.series("数字经济核心产业增加值").lines
    assert (line.kind, line.base, line.unit) == ("growth", 2020, "%")
    assert [(p.status, p.value) for p in line.points] == [
        ("achieved", Decimal(110)),
        ("planned", Decimal(100)),
    ]


def test_one_unit_for_all(graph: kg.Graph) -> None:
    (line,) = graph.series("技术改造投资").lines
    assert line.unit == "亿元"
    assert [(p.status, p.value) for p in line.points] == [
        ("achieved", Decimal("8.62")),
        ("planned", Decimal(9)),
    ]


def test_places_stand_beside_each_other(graph: kg.Graph) -> None:
    lines = graph.series("城镇登记失业率").lines
    assert [line.area for line in lines] == ["柏川县", "砚溪区"]
    assert len({line.unit for line in lines}) == 1


def test_rows_carry_the_sentence(graph: kg.Graph) -> None:
    rows = list(graph.series("固定资产投资").rows())
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert all("固定资产投资" in str(row[COLUMNS.index("sentence")]) for row in rows)


def test_a_name_that_is_no_indicator_lists_near_ones(graph: kg.Graph) -> None:
    with pytest.raises(NotFoundError, match="固定资产投资"):
        graph.series("固定资产投入")
    with pytest.raises(NotFoundError, match="砚溪区"):
        graph.series("GDP", area="砚山区")
    with pytest.raises(QueryError, match="growth, level"):
        graph.series("GDP", kind="speed")


@pytest.mark.parametrize(("form", "magic"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_a_picture_in_each_format_the_same_each_time(graph: kg.Graph, form: str, magic: bytes) -> None:
    found = graph.series("GDP")
    picture = draw(found, form)
    assert picture.startswith(magic)
    assert picture == draw(found, form)


def test_plans_are_dashed_and_results_solid(graph: kg.Graph) -> None:
    picture = draw(graph.series("GDP", area="砚溪区", kind="growth"), "svg").decode()
    assert picture.count("stroke-dasharray") >= 1
    assert "http" not in picture.replace("http://www.w3.org", "").replace("http://purl.org", "").replace(
        "http://creativecommons.org", ""
    ).replace("https://matplotlib.org", "")


def test_a_picture_is_written_whole_or_not_at_all(graph: kg.Graph, tmp_path: Path) -> None:
    assert plot(graph.series("GDP"), tmp_path / "gdp.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(OutputError, match=r"\.png, \.svg, \.pdf"):
        plot(graph.series("GDP"), tmp_path / "gdp.bmp")
    assert [p.name for p in tmp_path.iterdir()] == ["gdp.png"]


def test_without_a_chinese_font_there_is_one_clear_line(
    graph: kg.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viz.series._FONTS", ("No Such Font",))
    with pytest.raises(OutputError, match="no font with Chinese characters") as error:
        draw(graph.series("GDP"))
    assert "\n" not in str(error.value)
