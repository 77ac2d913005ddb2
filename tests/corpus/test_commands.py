"""``kg build``, ``add``, ``remove`` and ``documents`` on a corpus, as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.cli import main
from kg.errors import InputError
from kg.outdir import PARTS, RESUME

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, texts: Path) -> Run:
    """``run("build", "texts")`` beside the folder of texts → (exit code, stdout, stderr)."""
    monkeypatch.chdir(texts.parent)

    def call(*args: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main([str(arg) for arg in args])
        printed = capsys.readouterr()
        return int(end.value.code or 0), printed.out, printed.err

    return call


def test_build_add_list_and_remove(run: Run) -> None:
    code, out, err = run("build", "texts/huzhou-2030.txt")
    assert (code, err) == (0, "")
    assert "湖州市, 2030" in out
    code, out, err = run("add", "texts")
    assert (code, err) == (0, "")
    assert "湖州市, 2031" in out
    assert "湖州市, 2030" not in out  # it was there
    assert "3 documents, " in out
    code, out, err = run("documents", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["area"], row["year"], row["source"]) for row in rows] == [
        ("嘉兴市", "2030", "jiaxing-2030.txt"), ("湖州市", "2030", "huzhou-2030.txt"), ("湖州市", "2031", "huzhou-2031.txt"),
    ]  # fmt: skip
    code, out, err = run("remove", rows[0]["id"], "huzhou-2031.txt")
    assert (code, err) == (0, "")
    assert out.startswith(f"removed {rows[2]['id']}\nremoved {rows[0]['id']}\n1 documents, ")
    assert len(json.loads(run("documents", "--format", "json")[1])) == 1


def test_texts_that_cannot_be_read_are_named_and_the_others_are_built(run: Run, texts: Path) -> None:
    (texts / "empty.txt").write_bytes(b"")
    (texts / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00")
    code, out, err = run("build", "texts")
    assert code == 1
    assert "quads in out/" in out
    lines = err.split("\n")
    assert lines[0] == "kg: 2 texts could not be read:"
    assert "empty.txt: the file is empty" in lines[1]
    assert "picture.txt" in lines[2]
    assert len(kg.open("out").documents) == 3
    code, _, err = run("add", "texts/empty.txt")
    assert (code, err.count("\n")) == (2, 1)
    code, _, err = run("add", "texts/empty.txt", "texts/huzhou-2030.txt", "--quiet")
    assert (code, err.count("\n")) == (1, 2)


def test_many_documents_are_summed_up(run: Run, texts: Path) -> None:
    for year in range(2032, 2040):
        text = f"湖州市{year}年政府工作报告\n今年地区生产总值增长6%左右。\n"
        (texts / f"huzhou-{year}.txt").write_text(text, "utf-8")
    code, out, err = run("build", "texts", "--jobs", "2")
    assert (code, err) == (0, "")
    assert out.startswith("11 documents, ")
    assert out.count("\n") == 3


def test_a_build_that_was_killed_is_resumed_with_its_paths_and_settings(
    run: Run, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = "https://data.example.org/"
    for number in range(400):
        text = f"湖州市2030年政府工作报告\n今年出口增长{number}%。加快太湖南岸新区建设。\n"
        (texts / f"{number}.txt").write_text(text, "utf-8")
    command = [sys.executable, "-m", "kg", "build", "texts", "--base", base]
    parts = Path("out", PARTS)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=texts.parent) as process:
        while not list(parts.glob("*.gz")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert (parts / RESUME).is_file()
    there = len(list(parts.glob("*.gz")))
    assert 0 < there < 403
    monkeypatch.chdir(texts)  # paths were kept whole
    read: list[str] = []
    graph = kg.build(out=texts.parent / "out", resume=True, progress=lambda *step: read.append(str(step)))
    with graph:
        assert graph.report is not None
        assert graph.report.total == 403
        assert f"'reading', {there}, 403" in read[0]
        resumed = graph.export("nq")
    with kg.build(texts, base=base) as fresh:
        assert fresh.export("nq") == resumed
    assert not (texts.parent / parts / RESUME).exists()


def test_there_must_be_something_to_resume(run: Run, texts: Path) -> None:
    code, _, err = run("build", "--resume")
    assert (code, err) == (2, "kg: no interrupted build in 'out'\n")
    assert not Path("out").exists()
    with pytest.raises(InputError, match="give none"):
        kg.build(texts, "out", resume=True)


def test_a_terminal_shows_how_far_it_is_and_how_fast(texts: Path) -> None:
    for number in range(60):
        (texts / f"{number}.txt").write_text(f"湖州市2030年政府工作报告\n今年出口增长{number}%。\n", "utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kg", "build", str(texts), "--out", str(texts.parent / "out")]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                shown += os.read(ours, 65536)
            except OSError:  # the terminal's other end is closed
                break
    os.close(ours)
    assert process.returncode == 0
    for said in (b"/63", b"/s", b"0:00:", b"loading"):
        assert said in shown
