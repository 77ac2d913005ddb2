"""The ledger's page in a browser: no request, no complaint, filters, two languages, narrow and printed, hostile texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import kg
from browser.conftest import Opened
from kg.ledger import Ledger
from viz.ledger import render

pytestmark = pytest.mark.browser
Open = Callable[..., Opened]
REPORTS = Path(__file__).parents[1] / "ledger"


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    with kg.build(sorted(REPORTS.glob("*.txt"))) as graph:
        yield graph.ledger()


def shown(page: Opened) -> int:
    return int(page.page.locator(".entry:not([hidden])").count())


def test_the_page_asks_for_nothing_and_complains_of_nothing(opened: Open, ledger: Ledger) -> None:
    page = opened(render(ledger))
    page.page.locator("#unfold").click()
    page.page.locator("#language").click()
    assert (page.requests, page.complaints) == ([], [])
    assert shown(page) == len(ledger)


def test_filters_by_kind_verdict_and_words(opened: Open, ledger: Ledger) -> None:
    page = opened(render(ledger))
    page.page.locator("input[name=verdict][value=missed]").check(force=True)
    assert shown(page) == len(ledger.select(verdict="missed"))
    page.page.locator("#find").fill("相差0.38亿元")
    assert shown(page) == 1
    page.page.locator("input[name=verdict][value=missed]").uncheck(force=True)
    page.page.locator("#find").fill("没有这样的词")
    assert shown(page) == 0
    assert page.page.locator("#empty").is_visible()


def test_an_entry_opens_to_both_sentences_with_the_words_marked(opened: Open, ledger: Ledger) -> None:
    page = opened(render(ledger.select(verdict="missed")))
    entry = page.page.locator(".entry").first
    entry.locator("summary").click()
    assert entry.locator("mark").all_inner_texts() == ["固定资产投资增长10%", "固定资产投资增长6.1%"]
    assert entry.locator("blockquote").count() == 2


def test_english_and_back(opened: Open, ledger: Ledger) -> None:
    page = opened(render(ledger))
    assert "承诺台账" in page.text("h1")
    page.page.locator("#language").click()
    assert page.text("h1").startswith("Commitment ledger")
    assert "达到" not in page.text(".badge.met")
    page.page.locator("#language").click()
    assert "承诺台账" in page.text("h1")


def test_nothing_runs_off_a_narrow_screen(opened: Open, ledger: Ledger) -> None:
    page = opened(render(ledger), width=390, height=844)
    page.page.locator("#unfold").click()
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_printed_it_has_all_entries_and_no_controls(opened: Open, ledger: Ledger) -> None:
    page = opened(render(ledger))
    page.page.emulate_media(media="print")
    assert not page.page.locator("#filter").is_visible()
    assert page.page.locator(".entry").first.is_visible()
    assert page.page.pdf().startswith(b"%PDF")


def test_without_scripts_it_is_whole(opened: Open, ledger: Ledger, chromium: object, tmp_path: Path) -> None:
    path = tmp_path / "plain.html"
    path.write_text(render(ledger), "utf-8")
    context = chromium.new_context(java_script_enabled=False)  # type: ignore[attr-defined]  # playwright's browser
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator(".entry").count() == len(ledger)
    assert page.locator("#filter").is_hidden()
    context.close()


def test_a_hostile_text_stays_text(opened: Open, ledger: Ledger) -> None:
    evil = '<img src=x onerror=alert(1)></script><script>alert(2)</script>" onmouseover="alert(3)'
    entry = ledger.entries[0]
    assert entry.before is not None
    document = replace(entry.before.document, title=evil, text=evil + entry.before.document.text)
    side = replace(entry.before, text=evil, document=document)
    reason = replace(entry.reason, zh=evil, en=evil)
    hostile = replace(
        ledger,
        entries=(replace(entry, label=evil, area=evil, before=side, after=side, reason=reason),),
        documents=(document,),
    )
    page = opened(render(hostile, title=evil))
    page.page.locator("#unfold").click()
    assert (page.requests, page.complaints) == ([], [])
    assert page.page.locator("img, script").count() == 1  # its own script
    assert evil in page.text(".label")
