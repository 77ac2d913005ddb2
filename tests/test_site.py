"""The site of docs/: it builds without a warning, loads nothing from elsewhere, and tells what the sources have."""

from __future__ import annotations

import ast
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
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


def test_a_term_of_the_ontology_is_found_by_its_local_name(site: Path) -> None:
    """…/ontology#Area leads to the heading, and other terms lead there."""
    page = _page(site, "ontology")
    assert 'id="Area"' in page
    assert page.count('href="#Area"') > 5


def _imports() -> Iterator[tuple[str, str]]:
    """(module, what it imports) for each import in kg/ and viz/, wherever in the file it stands; packages are one module."""
    for path in (*ROOT.glob("kg/**/*.py"), *ROOT.glob("viz/**/*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.ImportFrom(module=str(name), level=0, names=names):
                    found = [f"kg.{alias.name}" for alias in names] if name == "kg" else [name]
                case ast.Import(names=names):
                    found = [alias.name for alias in names]
                case _:
                    continue
            yield from ((_module(".".join(parts)), _module(name)) for name in found)


def _module(name: str) -> str:
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] == "kg" else parts[0]


def test_the_picture_of_the_layers_is_that_of_the_imports() -> None:
    """docs/img/layers.svg is drawn from the import contract, and no import in the code runs against it."""
    drawing = runpy.run_path(str(ROOT / "docs" / "_site" / "layers.py"))
    rows = drawing["layers"]()
    assert drawing["PICTURE"].read_text("utf-8") == drawing["draw"](rows), "python docs/_site/layers.py"
    place = {name: number for number, row in enumerate(rows) for name in row}
    found = {(a, b) for a, b in _imports() if a in place and b in place and a != b}
    assert len(found) > 100
    assert [pair for pair in sorted(found) if place[pair[0]] >= place[pair[1]]] == []
