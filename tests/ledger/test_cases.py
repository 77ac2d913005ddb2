"""One question at a time, on reports of a few lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.ledger import Entry

Write = Callable[..., kg.Graph]


@pytest.fixture
def reports(tmp_path: Path) -> Write:
    """A graph of reports: ``reports(r2023="…plans…", r2024=("…review…", "…plans…"))``; of 云荻县 unless told otherwise."""

    def write(area: str = "云荻县", **texts: str | tuple[str, str]) -> kg.Graph:
        for name, parts in texts.items():
            year = int(name[1:])
            review, plans = parts if isinstance(parts, tuple) else ("", parts)
            text = f"{area}{year}年政府工作报告\n\n一、{year - 1}年工作回顾\n\n{review}\n\n二、{year}年工作安排\n\n{plans}\n"
            (tmp_path / f"{area}-{year}.txt").write_text(text, "utf-8")
        return kg.build(tmp_path)

    return write


def target(graph: kg.Graph, label: str, year: int = 2023) -> Entry:
    """The target of that year beside its result."""
    (found,) = [
        e for e in graph.ledger().select(kind="target").entries
        if e.label.startswith(label) and e.years[0] == year and e.verdict in ("met", "missed", "not_reported", "not_comparable", "open")
    ]  # fmt: skip
    return found


def test_a_level_does_not_settle_a_growth_rate(reports: Write) -> None:
    graph = reports(
        r2023="全县地区生产总值增长6%。",
        r2024=("2023年，全县地区生产总值达到210亿元。", "今年将推进园区建设。"),
    )
    found = target(graph, "地区生产总值")
    assert (found.verdict, found.reason.code) == ("not_comparable", "level_for_growth")
    assert found.after is not None
    assert found.after.text == "全县地区生产总值达到210亿元"


def test_growth_over_another_base_does_not_settle_a_target(reports: Write) -> None:
    graph = reports(
        r2023="今年，旅游收入比2019年增长20%。",
        r2024=("2023年，旅游收入比2022年增长25%。", "今年将推进园区建设。"),
    )
    found = target(graph, "旅游收入")
    assert (found.verdict, found.reason.code) == ("not_comparable", "other_base")
    assert "2019" in found.reason.zh
    assert "2022" in found.reason.en


def test_an_indicator_of_a_similar_name_is_pointed_at_and_not_judged(reports: Write) -> None:
    graph = reports(
        r2023="今年，茶叶全产业链产值达到30亿元。",
        r2024=("2023年，茶叶产业链产值达到31亿元。", "今年将推进园区建设。"),
    )
    found = target(graph, "茶叶")
    assert (found.verdict, found.reason.code) == ("not_comparable", "near_name")
    assert found.confidence <= 0.5


def test_two_indicators_of_the_scheme_are_never_one_however_alike_their_names(reports: Write) -> None:
    graph = reports(
        r2023="今年，城镇居民人均可支配收入增长7%。",
        r2024=("2023年，农村居民人均可支配收入增长8%。", "今年将推进园区建设。"),
    )
    assert target(graph, "城镇居民").verdict == "not_reported"


def test_names_and_other_names_of_an_indicator_are_one(reports: Write) -> None:
    graph = reports(
        r2023="全县GDP增长6%。", r2024=("2023年，全县地区生产总值增长6.2%。", "今年将推进园区建设。")
    )
    assert target(graph, "GDP").verdict == "met"


def test_a_target_is_open_until_a_report_looks_back_on_its_year(reports: Write) -> None:
    graph = reports(
        r2020="地区生产总值增长6%。", r2024=("2023年，地区生产总值增长5%。", "地区生产总值增长5%。")
    )
    assert target(graph, "地区生产总值", 2020).verdict == "open"


def test_a_later_report_settles_a_target_of_several_years(reports: Write) -> None:
    graph = reports(
        r2022="到2024年，森林覆盖率达到62%。",
        r2023=("2022年，森林覆盖率达到60%。", "今年将推进园区建设。"),
        r2025=("2024年，森林覆盖率达到62.4%。", "今年将推进园区建设。"),
    )
    found = target(graph, "森林覆盖率", 2022)
    assert (found.verdict, found.detail, found.years) == ("met", "exceeded", (2022, 2025))
    assert found.label == "森林覆盖率（2024年）"


def test_one_place_is_not_settled_by_another(reports: Write) -> None:
    reports(r2023="地区生产总值增长6%。")
    graph = reports("青坞县", r2024=("2023年，地区生产总值增长7%。", "今年将推进园区建设。"))
    assert target(graph, "地区生产总值").verdict == "open"


def test_binding_and_striving_targets_say_so(reports: Write) -> None:
    graph = reports(r2023="约束性指标是：单位地区生产总值能耗下降3%。力争规模以上工业增加值增长9%。")
    assert target(graph, "单位").modality == "binding"
    assert target(graph, "规模").modality == "striving"


def changes(graph: kg.Graph, kind: str) -> dict[str, str]:
    return {e.label: e.verdict for e in graph.ledger().select(kind=kind).entries}


@pytest.mark.parametrize(
    ("later", "verdict"),
    [("居民收入增长与经济增长同步", "changed"), ("城镇居民收入与经济增长同步", "dropped")],
)
def test_a_target_that_has_no_number_any_more(reports: Write, later: str, verdict: str) -> None:
    plans = f"今年的目标是：粮食产量18万吨以上；{later}。"
    graph = reports(r2023="今年居民人均可支配收入增长6%。", r2024=("2023年工作平稳。", plans))
    found = [
        e
        for e in graph.compare("2023", "2024").select(kind="target").entries
        if e.label == "居民人均可支配收入"
    ]
    assert [e.verdict for e in found if e.verdict != "not_reported"] == [verdict]


def test_a_set_goes_on_as_the_one_that_keeps_its_members(reports: Write) -> None:
    graph = reports(
        r2023="做强绿色食品、装备制造、生态旅游三大主导产业。",
        r2024=(
            "绿色食品、装备制造两大主导产业平稳增长。",
            "做强绿色食品、装备制造、生态旅游、生物医药四大主导产业。",
        ),
    )
    assert changes(graph, "slogan") == {"三大主导产业 → 四大主导产业": "changed", "两大主导产业": "new"}


def test_a_project_is_renamed_only_where_the_text_gives_the_former_name(reports: Write) -> None:
    told = reports(
        r2023="推进云坞艺术馆建设。", r2024=("2023年工作平稳。", "推进松荫美术馆（原云坞艺术馆）建设。")
    )
    (entry,) = told.ledger().select(verdict="renamed").entries
    assert entry.before is not None
    assert entry.after is not None
    assert "云坞艺术馆" in entry.before.text
    assert "松荫美术馆" in entry.after.text
    assert entry.reason.code == "renamed"


def test_without_the_former_name_one_is_gone_and_one_is_new(reports: Write) -> None:
    graph = reports(r2023="推进云坞艺术馆建设。", r2024=("2023年工作平稳。", "推进松荫美术馆建设。"))
    verdicts = sorted(e.verdict for e in graph.ledger().entries)
    assert verdicts == ["dropped", "new"]


@pytest.mark.parametrize(("planned", "told", "verdict"), [
    ("推进北门大桥建设。", "北门大桥建成通车。", "done"),
    ("开工建设北门大桥。", "北门大桥开工建设。", "done"),
    ("推进北门大桥建设。", "北门大桥开工建设。", "continued"),  # begun is less than was planned
])  # fmt: skip
def test_what_is_reported_is_held_against_what_was_planned(
    reports: Write, planned: str, told: str, verdict: str
) -> None:
    graph = reports(r2023=planned, r2024=(told, "今年将推进园区建设。"))
    assert changes(graph, "project")["北门大桥"] == verdict


def test_dropped_is_said_as_not_mentioned_again(reports: Write) -> None:
    graph = reports(r2023="实施山塘清淤行动。", r2024=("2023年工作平稳。", "今年将推进园区建设。"))
    (entry,) = [e for e in graph.ledger().entries if e.verdict == "dropped"]
    assert entry.reason.zh == "在2024年的报告中没有再提到"
    assert entry.reason.en == "the report of 2024 does not mention it again"
    assert entry.after is None


def test_a_longer_or_shorter_name_of_the_same_measure_is_found(reports: Write) -> None:
    graph = reports(r2023="推进老旧小区改造。", r2024=("2023年工作平稳。", "加强城镇老旧小区改造。"))
    assert "dropped" not in {e.verdict for e in graph.ledger().entries}


def test_a_set_whose_number_grows_keeps_its_place(reports: Write) -> None:
    graph = reports(
        r2023="做强竹木加工、精密制造“两大产业”。",
        r2024=("2023年工作平稳。", "做强竹木加工、精密制造、生物医药“三大产业”。"),
    )
    (entry,) = graph.ledger().select(kind="slogan").entries
    assert (entry.verdict, entry.label) == ("changed", "两大产业 → 三大产业")
    assert "+生物医药" in entry.reason.zh


def test_documents_without_an_area_are_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("今年，产值增长6%左右。\n", "utf-8")
    with kg.build(tmp_path) as graph:
        found = graph.ledger()
        assert found.entries == ()
        assert found.left_out == graph.documents
