"""Nothing is lost, and the message is clear."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import product
from pathlib import Path

import pytest

from faults.command import Ended, as_anybody, is_one_line, kg, no_file_larger_than, start

ENGINES = {"old": {"东港新城", "西岭谷"}, "new": {"南湖新城", "北岭谷"}}


def engines(here: Path, *args: str) -> set[str]:
    """The engines of the graph in ``out``: those of the old text or of the new."""
    ended = kg("query", "engines", "--format", "csv", *args, cwd=here)
    assert ended.code == 0, ended.err
    return {name for names in ENGINES.values() for name in names if name in ended.out}


def debris(here: Path) -> list[str]:
    """What an unfinished build leaves in ``out``."""
    return [path.name for path in (here / "out").iterdir() if path.name.startswith(".")]


def graph_files(out: Path) -> dict[str, bytes]:
    """All of a graph but ``parts``: what was read of a text is kept there whether or not it came into the graph."""
    found = (path.relative_to(out) for path in sorted(out.rglob("*")) if path.is_file())
    return {str(path): (out / path).read_bytes() for path in found if path.parts[0] != "parts"}


# A full disk


@pytest.mark.parametrize("size", [0, 4096, 50_000])
def test_a_build_on_a_full_disk_leaves_the_earlier_graph(here: Path, size: int) -> None:
    ended = kg("build", "new.txt", cwd=here, before=no_file_larger_than(size))
    assert is_one_line(ended), ended
    assert "cannot" in ended.err
    assert engines(here) == ENGINES["old"]
    assert debris(here) == []
    assert kg("build", "new.txt", cwd=here).code == 0
    assert engines(here) == ENGINES["new"]


def test_a_first_build_on_a_full_disk_leaves_nothing(here: Path) -> None:
    ended = kg("build", "new.txt", "--out", "fresh", cwd=here, before=no_file_larger_than(4096))
    assert is_one_line(ended), ended
    assert not (here / "fresh" / "store").exists()
    assert kg("build", "new.txt", "--out", "fresh", cwd=here).code == 0


WRITERS = {
    "graph.ttl": ("export", "-o", "graph.ttl"),
    "marked.html": ("annotate", "new.txt", "--html", "marked.html"),
    "marked.jsonl": ("annotate", "new.txt", "--jsonl", "marked.jsonl"),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_is_written_whole_or_stays_as_it_was(here: Path, name: str) -> None:
    (here / name).write_text("earlier")
    ended = kg(*WRITERS[name], cwd=here, before=no_file_larger_than(100))
    assert is_one_line(ended), ended
    assert name in ended.err
    assert (here / name).read_text() == "earlier"
    assert [path.name for path in here.iterdir() if path.name.startswith(".")] == []
    assert kg(*WRITERS[name], cwd=here).code == 0
    assert (here / name).stat().st_size > 100


def test_a_full_device_for_output(here: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "kg", "query", "engines"]
        ended = subprocess.run(command, cwd=here, stdout=full, stderr=subprocess.PIPE, text=True)
    assert is_one_line(Ended(ended.returncode, "", ended.stderr)), ended


# A folder that may not be written


def test_a_build_into_a_read_only_folder(here: Path) -> None:
    out = here / "out"
    before = graph_files(out)
    out.chmod(0o555)
    try:
        ended = kg("build", "new.txt", cwd=here, before=as_anybody)
        assert is_one_line(ended), ended
        assert "out" in ended.err and "ermission" in ended.err
        assert graph_files(out) == before
    finally:
        out.chmod(0o755)


def test_a_new_folder_where_none_may_be_made(here: Path) -> None:
    here.chmod(0o555)
    try:
        ended = kg("build", "new.txt", "--out", "fresh", cwd=here, before=as_anybody)
        assert is_one_line(ended), ended
        assert "fresh" in ended.err
    finally:
        here.chmod(0o755)


@pytest.mark.parametrize(
    "command",
    [("query", "engines"), ("show", "东港新城"), ("validate",), ("export",), ("view",), ("documents",)],
)
def test_a_graph_that_may_only_be_read_can_be_asked(here: Path, command: tuple[str, ...]) -> None:
    folders = [here, here / "out", *(p for p in (here / "out").rglob("*") if p.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        ended = kg(*command, cwd=here, before=as_anybody)
        assert ended.code == 0, ended
    finally:
        for folder in folders:
            folder.chmod(0o755)


def test_a_text_that_may_not_be_read_is_named(here: Path) -> None:
    (here / "new.txt").chmod(0)
    ended = kg("build", "new.txt", cwd=here, before=as_anybody)
    assert is_one_line(ended), ended
    assert "new.txt" in ended.err
    assert engines(here) == ENGINES["old"]


# Killed, or several at once


@pytest.mark.parametrize(
    "stage", [".new-*", ".new-*/store", ".new-*/graph.trig", ".new-*/graph.html", ".ready"]
)
def test_a_build_killed_while_it_writes(here: Path, stage: str) -> None:
    with start("build", "new.txt", cwd=here) as process:
        while process.poll() is None and not any((here / "out").glob(stage)):
            time.sleep(0.001)
        process.kill()
    assert engines(here) in ENGINES.values()  # whole, the old one or the new one
    assert kg("build", "new.txt", cwd=here).code == 0
    assert engines(here) == ENGINES["new"]
    assert debris(here) == []


def test_a_build_interrupted_by_its_user(here: Path) -> None:
    with start("build", "new.txt", cwd=here) as process:
        while process.poll() is None and not any((here / "out").glob(".new-*")):
            time.sleep(0.001)
        process.send_signal(2)
        _, err = process.communicate()
    assert process.returncode in (0, 130)
    assert "Traceback" not in err
    assert engines(here) == ENGINES["new" if process.returncode == 0 else "old"]
    assert debris(here) == []


def test_two_builds_at_once_give_one_whole_graph(here: Path) -> None:
    with start("build", "old.txt", cwd=here) as one, start("build", "new.txt", cwd=here) as other:
        ends = [(p.communicate()[1], p.returncode) for p in (one, other)]
    assert {code for _, code in ends} <= {0, 2}
    assert 0 in {code for _, code in ends}
    assert all("another build" in err for err, code in ends if code == 2)
    assert engines(here) in ENGINES.values()
    assert kg("validate", cwd=here).code == 0


HOLD = (
    "import pyoxigraph, sys; s = pyoxigraph.Store('out/store'); print('held', flush=True); sys.stdin.read()"
)


def test_a_store_that_another_process_has_open_for_writing(here: Path) -> None:
    command = [sys.executable, "-c", HOLD]
    with subprocess.Popen(
        command, cwd=here, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        assert engines(here) == ENGINES["old"]
        ended = kg("build", "new.txt", cwd=here)
        holder.kill()
    assert ended.code == 0 or is_one_line(ended), ended
    assert engines(here) == ENGINES["new" if ended.code == 0 else "old"]


# Damaged files

DAMAGES = {
    "overwritten": lambda path: path.write_bytes(b"\xff" * max(10, path.stat().st_size)),
    "gone": lambda path: path.unlink(),
}
PARTS = (
    "store/CURRENT",
    "store/MANIFEST-*",
    "store/*.sst",
    "store/OPTIONS-*",
    "store/*.log",
    "corpus.sqlite",
    "parts/*",
)


@pytest.mark.parametrize(("part", "damage"), list(product(PARTS, DAMAGES)))
def test_a_damaged_graph_is_told_in_one_line_and_built_anew(here: Path, part: str, damage: str) -> None:
    hurt = sorted(path for path in (here / "out").glob(part) if path.is_file())
    for path in hurt:
        DAMAGES[damage](path)
    for command in (("query", "engines"), ("documents",)):
        ended = kg(*command, cwd=here)
        assert ended.code == 0 or is_one_line(ended), (hurt, ended)
    again = kg("build", "new.txt", cwd=here)
    if again.code:  # it will not write over what it does not know for its own
        assert is_one_line(again), (hurt, again)
        assert "no build wrote" in again.err
        assert kg("build", "new.txt", "--out", "fresh", cwd=here).code == 0
    else:
        assert engines(here) == ENGINES["new"]
