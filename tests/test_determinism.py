"""The same texts give the same bytes: whatever the hash seed, the order of files, the place, time zone, locale and jobs.

Python versions are compared by .ci/run, which builds two graphs with the wheel on each that there is.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXTS = (
    "a02-lankao-review.txt",
    "a06-baqiao-news.txt",
    "b02-laifeng-2016-review.txt",
    "b06-quanzhou-2015-plan-draft.txt",
)
COMMANDS = (
    ("export", "--format", "trig"),
    ("export", "--format", "nq"),
    ("export", "--format", "turtle"),
    ("export", "--format", "jsonld"),
    ("export", "--format", "graphml"),
    ("export", "--format", "csv"),
    ("validate",),
    ("query", "engines", "--format", "csv"),
    ("queries", "--format", "json"),
    ("annotate", "text.txt", "--jsonl", "-"),
)


def _all(here: Path, order: list[str], **surroundings: str) -> dict[str, bytes]:
    """Everything that can be had of the texts, made in ``here`` by processes in these surroundings."""
    here.mkdir(parents=True)
    for name in order:  # the order in which a folder lists its files is that of their making on many systems
        (here / name).write_bytes((ROOT / "tests" / "made" / name).read_bytes())
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SOURCE_DATE_EPOCH": "1700000000",
        **surroundings,
    }

    def kg(*args: str) -> bytes:
        return subprocess.run(
            [sys.executable, "-m", "kg", *args], cwd=here, env=environment, check=True, capture_output=True
        ).stdout

    kg("build", *order, "--quiet")
    (here / "text.txt").write_bytes((ROOT / "tests" / "made" / TEXTS[0]).read_bytes())
    made = {name: (here / "out" / name).read_bytes() for name in ("graph.trig", "graph.html")}
    return made | {" ".join(command): kg(*command) for command in COMMANDS}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    here = tmp_path_factory.mktemp("first") / "here"
    return _all(here, list(TEXTS), PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C.UTF-8")


def test_the_same_texts_give_the_same_bytes(first: dict[str, bytes], tmp_path: Path) -> None:
    order = [TEXTS[2], TEXTS[0], TEXTS[3], TEXTS[1]]
    other = _all(
        tmp_path / "elsewhere" / "deep", order, PYTHONHASHSEED="4242", TZ="Asia/Shanghai", LC_ALL="C"
    )
    assert [name for name in first if first[name] != other[name]] == []


def test_there_is_something_to_compare(first: dict[str, bytes]) -> None:
    assert all(len(data) > 15 for data in first.values())
    assert len(first["graph.trig"]) > 100_000


def test_every_python_version_is_compared_before_a_change_lands() -> None:
    steps = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "pyenv/versions/3.1?" in steps
    assert 'cmp out/graph.trig "$repo/out/graph.trig"' in steps
    assert 'cmp made/graph.trig "$work/made/graph.trig"' in steps
