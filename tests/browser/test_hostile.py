"""Whatever a report calls things, the page shows it as text and runs none of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from browser.conftest import Opened
from browser.hostile import ATTACKS, view
from viz.page import render

pytestmark = pytest.mark.browser


def test_hostile_names_are_shown_and_never_run(opened: Callable[..., Opened]) -> None:
    page = opened(render(view(), title=ATTACKS[0]))
    for name in ("story", "full", "sets", "domains", "timeline"):
        if page.page.locator(f"[data-view={name}]").count():
            page.page.click(f"[data-view={name}]")
    page.page.click("[data-view=full]")
    for attack in ATTACKS:
        page.page.fill("#search", attack)
        page.page.press("#search", "Enter")
        page.page.wait_for_timeout(50)
        assert attack.split("\u2028")[0] in page.text("#page-detail")
    page.page.click("#page-detail .says >> nth=0")
    page.page.click("#tab-report")
    page.page.click("#report .sentence >> nth=0")
    page.page.click("#tab-table")
    page.page.click("#tab-overview")
    page.page.emulate_media(media="print")
    page.page.wait_for_timeout(200)
    assert page.page.evaluate("window.hacked") is None
    assert (
        page.page.evaluate("document.querySelectorAll('img, iframe, [onclick], [onload], [onerror]').length")
        == 0
    )
    assert page.page.evaluate(
        "[...document.links].every((a) => /^https?:/.test(a.href) || a.className === 'skip')"
    )
    assert page.page.title() == ATTACKS[0]
    assert page.requests == [] and page.complaints == []


def test_a_hostile_fragment_is_ignored(opened: Callable[..., Opened], futian: str) -> None:
    for fragment in (
        "#v=<script>",
        "#n=__proto__&x=constructor,Project",
        "#e=a~b~c",
        "#f=%00&t=evil&lang=xx",
        "#p=~",
        "#g=story~root",
    ):
        page = opened(futian, fragment)
        assert page.ask("scene") == "story"
        assert page.complaints == []


def test_no_script_but_the_page_s_own_may_run(opened: Callable[..., Opened], futian: str) -> None:
    page = opened(futian)
    page.page.evaluate(
        """() => { const s = document.createElement('script'); s.textContent = "window.hacked = 1"; document.body.append(s);
                   const i = new Image(); i.src = 'https://example.org/x.png'; document.body.append(i); }"""
    )
    page.page.wait_for_timeout(200)
    assert page.page.evaluate("window.hacked") is None
    assert any("Content Security Policy" in text for text in page.complaints)
