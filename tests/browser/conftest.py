"""A real Chromium, and pages opened in it as a reader opens them: from a file, offline, everything logged."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from browser.futian import view as futian_view
from kg.resources import data_path
from viz.page import render

QUIET = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
    "--disable-sync", "--no-first-run", "--metrics-recording-only", "--no-pings",
)  # fmt: skip


@dataclass
class Opened:
    """A page with what it asked of the network and what it complained about."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ask(self, call: str, *arguments: object) -> Any:
        """An answer of the page's own handle (template/js/handle.js)."""
        return self.page.evaluate(f"(a) => policyGraph.{call}(...a)", list(arguments))

    def click(self, label: str) -> None:
        """Click a node in the graph by its name."""
        at = self.ask("where", label)
        assert at, f"{label} is not drawn in {self.ask('scene')}"
        self.page.mouse.click(at["x"], at["y"])
        self.page.wait_for_timeout(450)  # vis-network tells a click from a double click

    def text(self, selector: str) -> str:
        return str(self.page.inner_text(selector))


@pytest.fixture(scope="package")  # while playwright runs, no later test could have an event loop of its own
def chromium() -> Iterator[Any]:
    """Debian's Chromium, driven by playwright; nothing is downloaded."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install '.[test]'"
    )
    binary = shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(binary).exists():
        pytest.skip("no Chromium: apt-get install chromium fonts-noto-cjk")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=binary, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """``opened(html, fragment, width=…, height=…, **context)`` opens a page from a file."""
    contexts = []

    def opener(html: str, fragment: str = "", *, width: int = 1440, height: int = 900, **more: Any) -> Opened:
        path = tmp_path / "graph.html"
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": height}, **more)
        contexts.append(context)
        result = Opened(context.new_page())
        own = path.as_uri()
        result.page.on(
            "request", lambda r: result.requests.append(r.url) if r.url.split("#")[0] != own else None
        )
        result.page.on(
            "console", lambda m: result.complaints.append(m.text) if m.type in ("error", "warning") else None
        )
        result.page.on("pageerror", lambda e: result.complaints.append(str(e)))
        result.page.on("dialog", lambda d: (result.complaints.append("dialog " + d.message), d.dismiss()))
        result.page.goto(own + fragment)
        result.page.wait_for_selector("html[data-ready]")
        result.page.wait_for_timeout(250)
        return result

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def futian() -> str:
    """The page of the Futian report as its gold file has it."""
    return render(futian_view())


@pytest.fixture(scope="session")
def built() -> str:
    """The page of the Futian report as the extractor reads it."""
    import kg

    with kg.build(data_path("seeds", "reports", "futian-2021.txt")) as graph:
        return graph.html()
