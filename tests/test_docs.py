"""What docs/ shows is so: its Python runs, its queries and data parse, its command lines are ones that `kg` takes.

The tutorials are done step by step in test_tutorial.py, the READMEs in test_readme.py.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from remote.conftest import oxigraph  # noqa: F401  # a fixture: a SPARQL server for the pages that speak of one
from serve.conftest import running

import kg
from kg.cli import app
from kg.serve.server import Options, Server
from kg.vocab import PREFIXES

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs").glob("*.md")) + [
    ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")
]
_FENCE = re.compile(r"^( *)```(\w+)[^\n]*\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


def _blocks(language: str) -> list[tuple[str, str]]:
    """(page, text) of each fenced block."""
    return [
        (page.name, textwrap.dedent(text))
        for page in PAGES
        for _, lang, text in _FENCE.findall(page.read_text("utf-8"))
        if lang == language
    ]


def _ids(blocks: list[tuple[str, str]]) -> list[str]:
    return [f"{page}: {text.strip().splitlines()[0][:40]}" for page, text in blocks]


PYTHON = [block for block in _blocks("python") if not block[0].startswith("README")]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kg.Graph]:
    with kg.build(out=tmp_path_factory.mktemp("docs") / "out") as graph:
        yield graph


@pytest.mark.parametrize(("page", "text"), PYTHON, ids=_ids(PYTHON))
def test_python_runs(
    page: str,
    text: str,
    graph: kg.Graph,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With ``graph`` and the names that the text around it gives; addresses are those of servers that run here."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "seeds" / "reports", tmp_path / "reports")
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "huzhou.txt").write_text("湖州市2024年政府工作报告\n今年出口增长5%。\n", "utf-8")
    names = {"kg": kg, "rdflib": rdflib, "SPARQLStore": SPARQLStore, "graph": graph}
    if "127.0.0.1:7878" in text:
        address = request.getfixturevalue("oxigraph")
        kg.build("reports", store=f"{address}/query")
        exec(text.replace("http://127.0.0.1:7878", address), names)  # noqa: S102  # our own pages
    elif "127.0.0.1:8000" in text:
        with running(Server(graph, Options())) as client:
            exec(text.replace("http://127.0.0.1:8000", str(client.base_url).rstrip("/")), names)  # noqa: S102
    else:
        exec(text, names)  # noqa: S102


SPARQL = _blocks("sparql")


@pytest.mark.parametrize(("page", "text"), SPARQL, ids=_ids(SPARQL))
def test_queries_parse(page: str, text: str) -> None:
    prefixes = {**PREFIXES, "verdict": "https://example.org/"}
    ask = ox.Store().update if re.search(r"\b(?:INSERT|DELETE)\b", text) else ox.Store().query
    ask(text, prefixes=prefixes)


DATA = [*_blocks("json"), *_blocks("toml")]


@pytest.mark.parametrize(("page", "text"), DATA, ids=_ids(DATA))
def test_data_parse(page: str, text: str) -> None:
    if text.lstrip().startswith(("{", "[{")):
        json.loads(text)
    else:
        tomllib.loads(text)


def _commands() -> list[tuple[str, str]]:
    """(page, command line) of each `kg …`; one that opens a quotation mark goes on until it is closed."""
    found = []
    for page, text in _blocks("sh"):
        for match in re.finditer(r"^kg (?:'[^']*'|\\\n|[^'\n#])+", text, re.MULTILINE):
            found.append((page, match[0].replace("\\\n", " ").strip()))
    return found


@pytest.mark.parametrize(("page", "line"), _commands(), ids=[f"{p}: {line}" for p, line in _commands()])
def test_command_lines_are_ones_that_kg_takes(page: str, line: str) -> None:
    words = shlex.split(re.split(r" [|&;>]+ ?", line)[0], comments=True)[1:]
    if words[0] not in ("--version", "--help", "COMMAND"):
        command = app.commands[words[0]]
        command.make_context(words[0], words[1:])


def test_there_is_something_of_each_kind() -> None:
    assert len(PYTHON) >= 3
    assert len(_commands()) >= 30
    assert SPARQL and DATA
