"""The site of docs/: it builds without a warning, loads nothing from elsewhere, and tells what the sources have."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kg.cli.app import app
from kg.query import named_queries

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    quiet = {"NO_MKDOCS_2_WARNING": "1"}
    run = subprocess.run(command, cwd=ROOT, env=os.environ | quiet, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


def _page(site: Path, name: str) -> str:
    return (site / "reference" / name / "index.html").read_text("utf-8")


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    loads = re.compile(
        r"<(?:script|img|iframe|source)[^>]*\ssrc=[\"']?(?:https?:)?//|<link[^>]*stylesheet[^>]*//"
    )
    for page in site.rglob("*.html"):
        assert not loads.search(page.read_text("utf-8")), page


def test_every_command_and_query_has_its_place(site: Path) -> None:
    commands, queries = _page(site, "commands"), _page(site, "queries")
    assert all(f'id="kg-{name}"' in commands for name in app.commands)
    assert all(f'id="{name}"' in queries for name in named_queries())


def test_every_term_of_the_ontology_is_told_in_both_languages(site: Path) -> None:
    page = _page(site, "ontology")
    for term in re.findall(
        r"^upo:(\w+) a ", (ROOT / "ontology" / "upo.ttl").read_text("utf-8"), re.MULTILINE
    ):
        assert f"upo:{term}" in page
    assert "政策文本以名称指称的事物" in page and "a policy text refers to by name" in page


def test_the_picture_of_the_layers_is_the_import_contract() -> None:
    """docs/architecture.md draws what lint-imports holds the code to."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    drawn = text.partition("<!-- layers -->\n```text\n")[2].partition("```")[0]
    assert [" | ".join(line.split()) for line in drawn.splitlines()] == [
        " | ".join(layer.replace("|", " ").split()) for layer in layers
    ]
