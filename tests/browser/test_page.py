"""The page as a reader meets it, in a real browser: nothing is fetched, nothing complains, everything answers."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from browser.conftest import Opened
from browser.synthetic import network
from viz.page import render

pytestmark = pytest.mark.browser
Open = Callable[..., Opened]
ENGINE = "香蜜湖新金融中心"
PROJECT = "深圳国际交流中心"


def test_it_opens_offline_without_a_request_or_a_complaint(opened: Open, futian: str) -> None:
    page = opened(futian)
    for view in ("full", "sets", "domains", "story"):
        page.page.click(f"[data-view={view}]")
        page.page.wait_for_timeout(150)
        assert page.ask("scene") == view
    for tab in ("detail", "report", "table", "overview"):
        page.page.click(f"#tab-{tab}")
    assert page.requests == []
    assert page.complaints == []


@pytest.mark.parametrize("view", ["story", "full", "sets", "domains"])
@pytest.mark.parametrize("source", ["futian", "built"])
def test_at_first_sight_every_name_has_room_and_none_overlaps(
    opened: Open, source: str, view: str, request: pytest.FixtureRequest
) -> None:
    names = opened(request.getfixturevalue(source), f"#v={view}").ask("names")
    assert names["missing"] == []
    for a, b in itertools.combinations(names["shown"], 2):
        apart = (
            a["right"] <= b["left"]
            or b["right"] <= a["left"]
            or a["bottom"] <= b["top"] + 1
            or b["bottom"] <= a["top"] + 1
        )
        assert apart, f"{a['name']} over {b['name']}"


@pytest.mark.parametrize("source", ["futian", "built"])
def test_the_story_can_be_read_at_1440_pixels(
    opened: Open, source: str, request: pytest.FixtureRequest
) -> None:
    shown = opened(request.getfixturevalue(source)).ask("names")["shown"]
    assert min(name["size"] for name in shown) >= 11.5
    assert all(
        name["left"] >= 0 and name["right"] <= 1060 and name["top"] >= 56 and name["bottom"] <= 900
        for name in shown
    )


def test_search_suggests_by_alias_and_goes_there(opened: Open, futian: str) -> None:
    page = opened(futian)
    page.page.fill("#search", "金融业")
    assert "金融业" in page.text("#found li:first-child")
    assert page.page.get_attribute("#search", "aria-expanded") == "true"
    page.page.press("#search", "ArrowDown")
    page.page.press("#search", "ArrowUp")
    page.page.press("#search", "Enter")
    assert page.ask("chosen") == "金融"
    assert "又称" in page.text("#page-detail") and "金融业" in page.text("#page-detail")


def test_search_finds_words_in_the_text(opened: Open, futian: str) -> None:
    page = opened(futian)
    page.page.fill("#search", "绣花功夫")
    page.page.press("#search", "Enter")
    assert page.text("#report .now mark") == "绣花功夫"
    page.click(ENGINE)
    page.page.fill("#search", "绣花功夫")
    page.page.press("#search", "Enter")
    assert page.text("#report .now mark") == "绣花功夫", "what is chosen does not stand in the way"


def test_a_click_on_a_node_shows_relations_and_sentences(opened: Open, futian: str) -> None:
    page = opened(futian)
    page.click(ENGINE)
    panel = page.text("#page-detail")
    assert ENGINE in panel and PROJECT in panel and "原文依据" in panel
    assert page.page.locator("#page-detail .quote mark", has_text=ENGINE).count() >= 1
    page.page.click(f"#page-detail .link:has-text('{PROJECT}')")
    assert page.ask("chosen") == PROJECT


def test_a_click_on_a_line_shows_the_sentence_that_says_it(opened: Open, futian: str) -> None:
    page = opened(futian)
    at = page.ask("whereLine", "福田区", ENGINE)
    page.page.mouse.click(at["x"], at["y"])
    page.page.wait_for_timeout(450)
    assert page.ask("chosen").startswith("福田区 — 引擎")
    quote = page.text("#page-detail .quote")
    assert ENGINE in quote and "三大新引擎" in quote


def test_evidence_leads_into_the_report_and_back_to_the_nodes(opened: Open, futian: str) -> None:
    page = opened(futian)
    page.click(PROJECT)
    page.page.click("#page-detail .quoted")
    assert PROJECT in page.text("#report .now")
    assert "相关文章" in page.text("#report"), "the whole report can be read"
    page.page.click("#report .now")
    assert "改革开放展览馆" in page.text(".sentence-nodes")
    page.page.click(".sentence-nodes .link:has-text('改革开放展览馆')")
    assert page.ask("chosen") == "改革开放展览馆"


def test_the_report_opens_with_all_evidence_of_the_choice_marked(opened: Open, futian: str) -> None:
    page = opened(futian)
    page.click(ENGINE)
    page.page.click("#tab-report")
    places = page.page.locator("#report .now, #report .also").count()
    assert places == int(page.text("#page-report .trail span").split("/")[1]) >= 2
    before = page.text("#report .now")
    page.page.click("#page-report .trail button >> nth=1")
    assert page.text("#report .now") != before
    assert ENGINE in page.text("#report .now") or "新金融中心" in page.text("#report .now")


def test_the_report_is_shown_word_for_word(opened: Open, futian: str) -> None:
    from browser.futian import text

    page = opened(futian, "#t=report")
    shown = page.page.evaluate("document.querySelector('#report').textContent")
    assert "".join(shown.split()) == "".join(text().split())


def test_the_legend_filters_classes_and_relations(opened: Open, futian: str) -> None:
    page = opened(futian)
    page.page.click("#legend [data-name=Project]")
    assert page.ask("where", PROJECT) is None
    assert page.page.get_attribute("#legend [data-name=Project]", "aria-pressed") == "false"
    assert "x=Project" in page.page.url
    page.page.click("#legend [data-name=Project]")
    assert page.ask("where", PROJECT)
    page.page.click("#legend [data-name=hasEngine]")
    assert page.ask("whereLine", "福田区", ENGINE) is None


def test_neighbourhood_and_back(opened: Open, futian: str) -> None:
    page = opened(futian)
    page.click(ENGINE)
    page.page.click("[data-act=focus]")
    assert page.ask("scene") == "focus"
    assert page.ask("where", PROJECT) and not page.ask("where", "首善之区")
    page.page.click(".back")
    assert page.ask("scene") == "story" and page.ask("chosen") == ENGINE
    page.page.click("[data-act=focus]")
    page.page.go_back()
    assert page.ask("scene") == "story" and page.page.locator(".back").count() == 0


def test_a_group_opens_in_full(opened: Open, futian: str) -> None:
    page = opened(futian, "#v=domains")
    more = page.page.evaluate("policyGraph.names().shown.find((one) => one.name.startsWith('还有'))")
    page.page.mouse.click((more["left"] + more["right"]) / 2, (more["top"] + more["bottom"]) / 2)
    page.page.wait_for_timeout(450)
    assert page.ask("scene") == "group"
    assert len(page.ask("names")["shown"]) > 40


def test_expanding_adds_hidden_neighbours_without_covering_names(opened: Open) -> None:
    page = opened(render(network(1000)), "#v=full")
    before = page.ask("names")
    at = page.page.evaluate("policyGraph.names().shown.find((one) => one.name.endsWith('合作区'))")
    page.page.mouse.dblclick((at["left"] + at["right"]) / 2, at["top"] - 8)
    page.page.wait_for_timeout(500)
    after = page.ask("names")
    count = lambda names: len(names["shown"]) + len(names["missing"])  # noqa: E731
    assert count(after) > count(before)


def test_shortest_path_between_two_picked_nodes(opened: Open, futian: str) -> None:
    page = opened(futian)
    page.page.click("[data-tool=path]")
    page.page.fill("#path-from", PROJECT)
    page.page.press("#path-from", "Enter")
    page.click("中央创新区")
    assert page.ask("scene") == "path"
    steps = page.text("#page-detail .steps")
    assert ENGINE in steps and "福田区" in steps and steps.count("→") >= 3
    assert "p=" in page.page.url


def test_no_path_is_said_so(opened: Open, futian: str) -> None:
    page = opened(futian)
    page.page.click("[data-tool=path]")
    page.page.fill("#path-from", "中共深圳市福田区第七届党代会第五次会议")
    page.page.press("#path-from", "Enter")
    page.page.fill("#path-to", PROJECT)
    page.page.press("#path-to", "Enter")
    assert "没有路径" in page.text("#toast")


def test_a_shared_link_opens_the_same_state(opened: Open, futian: str) -> None:
    page = opened(futian)
    page.page.click("[data-view=full]")
    page.page.click("#legend [data-name=Industry]")
    page.click(ENGINE)
    page.page.click("[data-tool=lang]")
    fragment = "#" + page.page.url.split("#", 1)[1]
    other = opened(futian, fragment)
    assert (other.ask("scene"), other.ask("chosen")) == ("full", ENGINE)
    assert other.ask("where", "数字贸易") is None
    assert "Engine" in other.text("#page-detail") and other.page.get_attribute("html", "lang") == "en"


def test_every_step_can_be_done_by_keys(opened: Open, futian: str) -> None:
    page = opened(futian)
    keys = page.page.keyboard
    page.page.focus("#canvas")
    keys.press("ArrowRight")
    first = page.ask("chosen")
    keys.press("ArrowRight")
    assert first and page.ask("chosen") not in ("", first)
    assert page.ask("chosen") in page.text("#live")
    keys.press("Enter")
    assert page.page.evaluate("document.activeElement.id") == "page-detail"
    keys.press("f")
    assert page.ask("scene") == "focus"
    keys.press("Escape")
    keys.press("Escape")
    assert page.ask("scene") == "story"
    keys.press("2")
    assert page.ask("scene") == "full"
    keys.press("/")
    assert page.page.evaluate("document.activeElement.id") == "search"
    keys.press("Escape")
    keys.press("?")
    assert page.page.locator("#help[open]").count() == 1


def test_every_control_has_a_name_and_tab_reaches_it(opened: Open, futian: str) -> None:
    page = opened(futian)
    nameless = page.page.evaluate(
        """[...document.querySelectorAll('button, input, select, summary, [role=application]')]
           .filter((e) => e.offsetParent && !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length))
           .map((e) => e.outerHTML)"""
    )
    assert nameless == []
    reached = set()
    for _ in range(60):
        page.page.keyboard.press("Tab")
        reached.add(page.page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {"search", "canvas", "tab-overview", "page-overview"} <= reached


def test_the_list_holds_every_node_and_relation(opened: Open, futian: str) -> None:
    from browser.futian import view

    page = opened(futian, "#t=table")
    assert page.text("#page-table caption") == f"{len(view().nodes)} 行"
    page.page.fill("#page-table input", "口岸")
    assert "皇岗口岸整体重建" in page.text("#page-table tbody")
    page.page.click("#page-table .switch:has-text('关系')")
    page.page.fill("#page-table input", "引擎 ")
    assert page.page.locator("#page-table tbody tr").count() >= 3


def test_downloads_are_made_in_the_page(opened: Open, futian: str, tmp_path: Path) -> None:
    page = opened(futian)
    for kind, start in (("png", b"\x89PNG"), ("svg", b"<svg"), ("csv", b"\xef\xbb\xbf")):
        page.page.click(".menu summary")
        with page.page.expect_download() as waiting:
            page.page.click(f"[data-tool='download.{kind}']")
        path = tmp_path / f"graph.{kind}"
        waiting.value.save_as(path)
        assert path.read_bytes().startswith(start), kind
        assert waiting.value.suggested_filename.endswith(f"-story.{kind}")
    assert ENGINE in (tmp_path / "graph.csv").read_text(encoding="utf-8-sig")
    assert PROJECT in (tmp_path / "graph.svg").read_text(encoding="utf-8")
    assert page.requests == [] or all(url.startswith("blob:") for url in page.requests)


def test_the_graph_can_float_and_be_frozen(opened: Open, futian: str) -> None:
    page = opened(futian, "#v=full")
    before = page.ask("where", ENGINE)
    page.page.click("[data-tool=freeze]")
    page.page.wait_for_timeout(900)
    page.page.click("[data-tool=freeze]")
    moved = page.ask("where", ENGINE)
    assert moved != before
    page.page.wait_for_timeout(300)
    assert page.ask("where", ENGINE) == moved


def test_print_shows_title_picture_and_key_and_no_controls(opened: Open, futian: str) -> None:
    page = opened(futian, "#n=福田区/香蜜湖新金融中心")
    page.page.emulate_media(media="print")
    page.page.wait_for_timeout(100)
    assert page.page.locator(".paper > svg text", has_text=PROJECT).count() == 1
    assert page.page.is_visible(".paper h1") and not page.page.is_visible(".top")
    assert "原文依据" in page.text(".paper")
    assert len(page.page.pdf()) > 20_000


def test_dark_follows_the_system_and_the_switch(opened: Open, futian: str) -> None:
    page = opened(futian, color_scheme="dark")
    assert page.page.get_attribute("html", "data-theme") == "dark"
    page.page.click("[data-tool=theme]")
    assert page.page.get_attribute("html", "data-theme") == "light"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_phone_shows_a_column_that_can_be_read(opened: Open, futian: str, lang: str) -> None:
    page = opened(futian, f"#lang={lang}", width=390, height=844, has_touch=True, device_scale_factor=2)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    shown = page.ask("names")["shown"]
    assert len(shown) >= 12 and min(name["size"] for name in shown) >= 11.5
    assert all(name["left"] >= 0 and name["right"] <= 390 for name in shown)
    page.click("皇岗口岸整体重建")
    assert page.page.locator("body.raised").count() == 1
    assert "皇岗口岸整体重建" in page.text("#page-detail")


@pytest.mark.parametrize("nodes", [60, 300, 1000, 5000])
def test_small_and_large_graphs_open(opened: Open, nodes: int) -> None:
    page = opened(render(network(nodes)))
    names = page.ask("names")
    assert 20 <= len(names["shown"]) <= 120, "the first sight is a summary"
    assert names["missing"] == []
    page.page.click("[data-view=full]")
    page.page.wait_for_timeout(200)
    assert len(page.ask("names")["shown"]) >= 10, "at least the hubs are named"
    assert page.complaints == []


def test_several_years_get_a_timeline_and_several_areas_a_choice(opened: Open) -> None:
    page = opened(render(network(200, years=("2020", "2021", "2022"))))
    page.page.click("[data-view=timeline]")
    assert {"2020", "2021", "2022"} <= {name["name"] for name in page.ask("names")["shown"]}
    page = opened(render(network(300, areas=3)))
    page.page.select_option("#hint select", index=1)
    assert page.ask("scene") == "story-2"
    assert page.complaints == []


def test_it_works_in_the_frame_of_a_notebook(opened: Open, futian: str) -> None:
    from html import escape

    frame = f'<iframe srcdoc="{escape(futian)}" sandbox="allow-scripts" width="100%" height="600"></iframe>'
    page = opened(f"<!doctype html><html data-ready><body>{frame}</body></html>")
    inner = page.page.frames[1]
    inner.wait_for_selector("html[data-ready]")
    inner.click("[data-view=full]")
    inner.fill("#search", ENGINE)
    inner.press("#search", "Enter")
    assert inner.evaluate("policyGraph.chosen()") == ENGINE
    assert page.complaints == [] and [url for url in page.requests if not url.startswith("about:")] == []
