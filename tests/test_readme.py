"""The READMEs tell the truth: their commands run, in both languages the same ones, and no command is left out."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import app

ROOT = Path(__file__).parent.parent
FOLDERS = (
    "kg/",
    "viz/",
    "ontology/",
    "queries/",
    "seeds/",
    "tests/",
    "benchmarks/",
    "docs/",
)  # of the repository
READMES = ("README.md", "README.zh-CN.md")
_FENCE = re.compile(r"^(?:<!-- run: (\w+) -->\n)?```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks(readme: str) -> list[tuple[str, str, str]]:
    """(name after ``run:`` or "", language, text) of each fenced block, in order."""
    return _FENCE.findall((ROOT / readme).read_text("utf-8"))


def _named(readme: str) -> dict[str, str]:
    return {name: text for name, _, text in _blocks(readme) if name}


def _tours(readme: str, language: str) -> list[str]:
    return [text for name, lang, text in _blocks(readme) if lang == language and not name]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the texts that the tours name."""
    here = tmp_path_factory.mktemp("tour")
    shutil.copy(ROOT / "seeds" / "reports" / "futian-2021.txt", here / "report.txt")
    shutil.copy(ROOT / "tests" / "gold" / "futian-2021.gold.json", here / "report.gold.json")
    tutorial = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
    for name, text in re.findall(r"```text title=\"([^\"]+)\"\n(.*?)```", tutorial, re.DOTALL):
        (here / name).write_text(text, "utf-8")
    return here


def _run(command: list[str], folder: Path) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "BROWSER": "true"}  # the browser of `kg view --open` is `true`
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_two_commands_from_a_clean_clone() -> None:
    blocks = _named("README.md")
    assert list(blocks) == ["install", "test"]
    assert all(len(text.splitlines()) == 1 for text in blocks.values())
    assert blocks["install"].rstrip().endswith("kg build")
    assert "pytest" in blocks["test"]
    assert "readme install" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert "readme test" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_both_languages_show_the_same_commands() -> None:
    def commands(readme: str) -> list[list[str]]:
        return [shlex.split(text, comments=True) for _, lang, text in _blocks(readme) if lang == "sh"]

    def code(readme: str) -> list[str]:
        return [re.sub(r"#.*", "", text) for text in _tours(readme, "python")]

    english, chinese = READMES
    assert commands(english) == commands(chinese)
    assert code(english) == code(chinese)


def test_every_command_is_shown() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in app.commands if f"kg {name}" not in text] == []


def test_the_shell_tour_runs(folder: Path) -> None:
    for text in _tours("README.md", "sh"):
        assert _run(["bash", "-euo", "pipefail", "-c", text], folder)
    table = set(re.findall(r"^\| `([\w./]+)` \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE))
    assert {path.name for path in (folder / "out").iterdir()} == {
        n.rstrip("/") for n in table if n not in FOLDERS
    }
    assert (folder / "graph.ttl").stat().st_size > 10_000
    assert "<mark" in (folder / "marked.html").read_text("utf-8")


def test_the_python_tour_runs(folder: Path) -> None:
    for text in _tours("README.md", "python"):
        _run([sys.executable, "-c", 'import kg; kg.build("report.txt", "out").close()'], folder)
        assert "香蜜湖新金融中心" in _run([sys.executable, "-c", text], folder)


@pytest.mark.parametrize("readme", READMES)
def test_links_lead_somewhere(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    links = re.findall(r"\]\(((?!https?:)[^)#]+)", text)
    assert len(links) > 4
    assert [link for link in links if not (ROOT / link).exists()] == []
