"""The wheel carries what the package needs, and works without the checkout; the sdist carries all that is kept."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from fnmatch import fnmatch
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parent.parent
DATA = ("ontology", "queries", "seeds/lexicon", "seeds/reports", "seeds/sources.tsv")  # → kg/_data/…
CODE = ("kg", "viz")  # → as they are, templates and scripts too
pytestmark = pytest.mark.wheel


def _built(kind: str, folder: Path) -> Path:
    """What hatchling builds of this checkout."""
    pytest.importorskip("hatchling")
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built("wheel", tmp_path_factory.mktemp("dist"))


def _files(name: str) -> set[str]:
    path = ROOT / name
    found = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return {
        p.relative_to(ROOT).as_posix() for p in found if "__pycache__" not in p.parts and p.suffix != ".pyc"
    }


def test_every_source_of_data_exists() -> None:
    """Hatchling leaves out a folder that is not there, without a word."""
    assert [name for name in (*DATA, *CODE) if not _files(name)] == []


def test_the_wheel_has_the_checkouts_files_and_no_others(wheel: Path) -> None:
    expected = {name for folder in CODE for name in _files(folder)}
    expected |= {f"kg/_data/{name}" for folder in DATA for name in _files(folder)}
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
        assert packed == expected
        for name in sorted(expected):
            assert archive.read(name) == (ROOT / name.removeprefix("kg/_data/")).read_bytes(), name
    assert {"kg/py.typed", "viz/py.typed", "kg/_data/ontology/upo.ttl"} <= packed


def test_the_sdist_has_all_that_is_kept(tmp_path: Path) -> None:
    """So that its tests can be run, and the site and the next sdist made of it."""
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()]
    kept = {
        path.name for path in ROOT.iterdir() if not any(fnmatch(path.name, pattern) for pattern in ignored)
    }
    with tarfile.open(_built("sdist", tmp_path / "dist")) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
    assert kept - {name.partition("/")[0] for name in packed} == {".git"} & kept
    files = {name for folder in (*CODE, "tests", "docs", "requirements", ".ci") for name in _files(folder)}
    assert files - packed == set()


def test_its_metadata(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        info = next(name.rpartition("/")[0] for name in archive.namelist() if name.endswith("/METADATA"))
        about = Parser().parsestr(archive.read(f"{info}/METADATA").decode("utf-8"))
        assert "kg = kg.cli:main" in archive.read(f"{info}/entry_points.txt").decode("utf-8")
        assert "Apache License" in archive.read(f"{info}/licenses/LICENSE").decode("utf-8")
    assert (about["Name"], about["Version"]) == ("urban-policy-kg", kg.__version__)
    assert about["License-Expression"] == "Apache-2.0"
    runtime = [line for line in about.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert {"jieba", "networkx", "pyvis", "rdflib"} <= {re.split("[<>=!~ ]", line)[0] for line in runtime}
    assert not any(line.startswith(("pytest", "ruff", "mypy")) for line in runtime)


def test_it_does_the_main_job_from_its_own_files(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)  # noqa: S202  # a zip file, and our own
    script = f"""
import sys
sys.path.insert(0, {str(site)!r})
import kg
from kg.resources import data_path
assert kg.__file__.startswith({str(site)!r}), kg.__file__
assert str(data_path("ontology", "upo.ttl")).startswith({str(site)!r})
with kg.build(out="out") as graph:
    assert graph.query("engines").rows
    assert graph.validate().conforms
"""
    subprocess.run([sys.executable, "-P", "-c", script], cwd=tmp_path, check=True)
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"store", "graph.trig", "graph.html", "corpus.sqlite", "parts"}
