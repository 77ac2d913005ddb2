"""How soon the page shows the graph: ours against stock pyvis with physics, same graph, same browser, one run.

    python benchmarks/page.py [NODES] [ROUNDS]

The clock runs from navigation to the moment a reader sees the graph at rest: for stock pyvis when its progress bar
goes (it hides the graph until physics has settled), for ours when the page says it is ready and two frames have been
painted. "story" is the page as it opens; "all" draws every node at once. Requests to other hosts are refused at once,
so that stock pyvis does not wait for files that it cannot get.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

CHROMIUM = "/usr/bin/chromium"
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


def stock(view: Any, path: Path) -> None:
    """The same entities and relations as pyvis draws them by default."""
    from pyvis.network import Network

    plain = Network(cdn_resources="in_line", directed=True)
    for node in view.nodes:
        plain.add_node(node.id, label=node.label)
    for edge in view.edges:
        plain.add_edge(edge.source, edge.target)
    path.write_text(plain.generate_html(), encoding="utf-8")


def clock(browser: Any, url: str, ready: str) -> float:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(600_000)
    page.route(
        "**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort()
    )
    start = time.perf_counter()
    page.goto(url)
    page.wait_for_function(ready, polling="raf")
    page.evaluate(PAINTED)
    spent = time.perf_counter() - start
    page.close()
    return spent


def main(nodes: int = 1000, rounds: int = 3) -> None:
    from browser.synthetic import entities
    from playwright.sync_api import sync_playwright

    from viz.page import render

    view = entities(nodes)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        ours, theirs = Path(folder, "ours.html"), Path(folder, "stock.html")
        begin = time.perf_counter()
        ours.write_text(render(view), encoding="utf-8")
        made = time.perf_counter() - begin
        stock(view, theirs)
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        ready = "() => document.documentElement.dataset.ready === 'yes'"
        settled = "() => document.getElementById('loadingBar')?.style.opacity === '0'"
        story = median(clock(browser, ours.as_uri(), ready) for _ in range(rounds))
        whole = median(clock(browser, ours.as_uri() + "#v=all", ready) for _ in range(rounds))
        physics = clock(browser, theirs.as_uri(), settled)
        browser.close()
    print(f"{len(view.nodes)} nodes, {len(view.edges)} edges; page made in {made:.2f} s")
    print(f"stock pyvis with physics  {physics:7.2f} s")
    print(f"ours, first sight         {story:7.2f} s   {physics / story:5.0f} times")
    print(f"ours, all nodes drawn     {whole:7.2f} s   {physics / whole:5.0f} times")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
