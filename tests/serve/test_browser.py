"""The pages in a real browser: nothing is asked of anybody else, nothing complains, and scripts of names do not run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from browser.conftest import QUIET

from kg.vocab import BASE
from serve.conftest import ENGINE, Start
from serve.test_pages import REPORT

pytestmark = pytest.mark.browser


@dataclass
class Reader:
    """A page of the server with what it asked of others and what it complained about."""

    page: Any
    root: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Any:
        self.page.goto(self.root + path, wait_until="load")
        return self.page


Open = Callable[..., Reader]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    binary = shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(binary).exists():
        pytest.skip("no Chromium: apt-get install chromium fonts-noto-cjk")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=binary, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def reader(chromium: Any, site: httpx.Client) -> Iterator[Open]:
    contexts = []

    def opener(client: httpx.Client = site, width: int = 1440, height: int = 900, **more: Any) -> Reader:
        context = chromium.new_context(viewport={"width": width, "height": height}, **more)
        contexts.append(context)
        found = Reader(context.new_page(), str(client.base_url).rstrip("/"))

        def asked(request: Any) -> None:
            if not request.url.startswith((found.root + "/", "data:", "blob:")):
                found.foreign.append(request.url)

        found.page.on("request", asked)
        found.page.on(
            "console", lambda m: found.complaints.append(m.text) if m.type in ("error", "warning") else None
        )
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        return found

    yield opener
    for context in contexts:
        context.close()


PAGES = ("/", "/things?kind=Measure", f"/id/{ENGINE.removeprefix(BASE)}", f"/id/{REPORT.removeprefix(BASE)}", "/query",
         "/query/targets", "/ask?q=临江区的引擎有哪些?", "/console", "/graph")  # fmt: skip


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nobody_else_complains_of_nothing_and_fits(reader: Open, path: str, width: int) -> None:
    opened = reader(width=width, color_scheme="dark" if width == 390 else "light")
    page = opened.open(path)
    page.wait_for_timeout(300)
    assert opened.foreign == []
    assert opened.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_evidence_is_shown_at_its_place_in_the_text(reader: Open) -> None:
    opened = reader()
    page = opened.open(f"/id/{ENGINE.removeprefix(BASE)}")
    page.click(".relations summary >> nth=0")
    page.click(".relations .quote footer a >> nth=0")
    page.wait_for_load_state()
    target = page.locator(".sentence:target")
    assert "云栖湾科创城" in target.inner_text()
    box = target.bounding_box()
    assert 0 <= box["y"] <= 900, "it is on the screen"
    assert opened.complaints == []


def test_a_thing_is_shown_with_its_neighbours_in_the_picture(reader: Open) -> None:
    opened = reader()
    page = opened.open(f"/id/{ENGINE.removeprefix(BASE)}")
    page.click("a.action")
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate("policyGraph.scene()") == "focus"
    assert page.evaluate("policyGraph.chosen()") == "云栖湾科创城"
    assert opened.foreign == [] and opened.complaints == []


def test_pages_need_no_scripts(reader: Open) -> None:
    opened = reader(java_script_enabled=False)
    page = opened.open("/")
    page.fill("#q", "科创城")
    page.press("#q", "Enter")
    page.wait_for_load_state()
    assert page.inner_text("h1") == "云栖湾科创城"
    page = opened.open("/query/measures")
    page.fill("#p-entity", "临江实验室")
    page.click("button.go")
    page.wait_for_load_state()
    assert "加快" in page.inner_text("table")
    page = opened.open("/console")
    page.click("noscript button, button.go")
    page.wait_for_load_state()
    assert "云栖湾科创城" in page.inner_text("table"), "the console without scripts is a form"


def _write(page: Any, query: str) -> None:
    page.evaluate("query => document.querySelector('.CodeMirror').CodeMirror.setValue(query)", query)


def test_the_console_asks_this_server_and_nobody_else(reader: Open) -> None:
    opened = reader()
    page = opened.open("/console")
    _write(page, "PREFIX upo: <https://w3id.org/urbanpolicy/ontology#>\nSELECT ?e WHERE { ?e a upo:Engine }")
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr_results td")
    assert "云栖湾科创城" in page.inner_text(".yasr_results")
    page.click(".CodeMirror")
    page.keyboard.press("Control+End")
    page.keyboard.type(" # ?x a upo:En")
    _write(page, "SELECT * WHERE { ?s a upo:En")
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.execCommand('goDocEnd')")
    for key in ("Control+Space", "Escape"):
        page.keyboard.press(key)
        page.wait_for_timeout(300)
    assert opened.foreign == []
    assert opened.complaints == []


def test_the_console_completes_terms_of_our_vocabulary(reader: Open) -> None:
    opened = reader()
    page = opened.open("/console")
    _write(page, "PREFIX upo: <https://w3id.org/urbanpolicy/ontology#>\nSELECT * WHERE { ?s a upo:Eng")
    page.click(".CodeMirror")
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.execCommand('goDocEnd')")
    page.keyboard.press("Control+Space")
    page.wait_for_timeout(500)
    text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()") + "".join(
        page.locator(".CodeMirror-hints").all_inner_texts()
    )
    assert "upo:Engine" in text
    assert opened.foreign == [] and opened.complaints == []


def test_a_link_with_a_query_brings_no_other_endpoint(reader: Open) -> None:
    opened = reader()
    page = opened.open("/console#query=ASK%20%7B%7D&endpoint=http%3A%2F%2F127.0.0.1%3A9%2Fevil")
    page.wait_for_selector(".CodeMirror")
    assert "ASK {}" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr_results")
    page.wait_for_timeout(500)
    assert opened.foreign == []
    assert "127.0.0.1:9" not in str(opened.complaints)


def test_the_console_says_that_rows_were_cut(reader: Open, start: Start, folder: Path) -> None:
    opened = reader(start(folder, max_rows=5))
    page = opened.open("/console")
    assert not page.is_visible("#notice")
    _write(page, "SELECT * WHERE { ?s ?p ?o }")
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr_results td")
    page.wait_for_timeout(200)
    assert page.is_visible("#notice") and "5" in page.inner_text("#notice")


def test_hostile_results_do_not_run_in_the_console(reader: Open) -> None:
    opened = reader()
    page = opened.open("/console")
    _write(page, """SELECT * WHERE { VALUES ?x {
      "<img src=x onerror=\\"window.hacked=1\\">" <javascript:window.hacked=1> "<script>window.hacked=1</script>"@zh
      "x"^^<a:"onmouseover=window.hacked=1> } }""".replace('<a:"', "<a:b"))  # fmt: skip
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr_results td")
    page.wait_for_timeout(500)
    assert page.evaluate("window.hacked") is None
    assert opened.foreign == []


def test_another_site_cannot_frame_or_read_us(reader: Open, site: httpx.Client, chromium: Any) -> None:
    context = chromium.new_context()
    try:
        page = context.new_page()
        page.route(
            "http://evil.example/",
            lambda route: route.fulfill(content_type="text/html", body="<h1>evil</h1>"),
        )
        page.goto("http://evil.example/")
        url = str(site.base_url)
        assert (
            page.evaluate("url => fetch(url + 'sparql?query=ASK%7B%7D').then(r => r.text(), () => 'no')", url)
            == "no"
        )
        status = page.evaluate(
            "url => fetch(url + 'sparql', {method: 'POST', mode: 'no-cors', body: new URLSearchParams({query: 'ASK{}'})})"
            ".then(r => r.status, () => -1)", url)  # fmt: skip
        assert status in (0, -1), "opaque: nothing of it can be read"
        page.evaluate(
            "url => { const f = document.createElement('iframe'); f.src = url; document.body.append(f); }",
            url,
        )
        page.wait_for_timeout(500)
        frames = [frame for frame in page.frames if frame != page.main_frame]
        assert all("云栖湾" not in frame.content() for frame in frames)
    finally:
        context.close()
