"""What the commands that ask print: columns that align, formats for machines, quiet ends, any encoding."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from rich.cells import cell_len

import kg
from kg.export import COLUMNS

TEXT = """苏州市2030年政府工作报告

苏州市将以东湖新城、西山商务区“两大引擎”为牵引。东湖新城重点发展生物医药😀。
今年地区生产总值增长6%左右。加快东湖大桥建设,推进西山商务区改造。市委书记王明在会上讲话。
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "suzhou.txt").write_text(TEXT, "utf-8")
    kg.build(home / "suzhou.txt", home / "out").close()
    return home


def run(folder: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-m", "kg", *args],
        cwd=folder,
        capture_output=True,
        env=clean | {"PYTHONUTF8": "1"} | environment,
    )


def text(folder: Path, *args: str, **environment: str) -> str:
    done = run(folder, *args, **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode("utf-8")


ASK = [("show", "苏州市"), ("path", "王明", "东湖新城"), ("query", "engines")]


@pytest.mark.parametrize("ask", ASK, ids=[ask[0] for ask in ASK])
def test_each_format_says_the_same(folder: Path, ask: tuple[str, ...]) -> None:
    rows = list(csv.DictReader(io.StringIO(text(folder, *ask, "--format", "csv"))))
    markdown = text(folder, *ask, "--format", "markdown").splitlines()
    table = text(folder, *ask, "--format", "table").splitlines()
    assert rows
    assert len(markdown) == len(table) == 2 + len(rows)
    shown = [cell.strip() for cell in markdown[0].strip("| ").split("|")]
    for row, line, aligned in zip(rows, markdown[2:], table[2:], strict=True):
        for column in shown:
            assert row[column].replace("|", "\\|") in line
            assert row[column] in aligned
    assert json.loads(text(folder, *ask, "--format", "json"))


def test_edges_have_the_columns_of_the_export(folder: Path) -> None:
    exported = list(csv.DictReader(io.StringIO(text(folder, "export", "--format", "csv"))))
    shown = list(csv.DictReader(io.StringIO(text(folder, "show", "苏州市", "--format", "csv"))))
    steps = list(csv.DictReader(io.StringIO(text(folder, "path", "王明", "东湖新城", "--format", "csv"))))
    assert tuple(shown[0]) == COLUMNS
    assert tuple(steps[0]) == ("step", *COLUMNS)
    assert [step.pop("step") for step in steps] == [str(n) for n in range(1, len(steps) + 1)]
    for row in (*shown, *steps):
        assert row in exported
    assert steps[0]["source"] == "王明"
    assert len(shown) == sum("苏州市" in (row["source"], row["target"]) for row in exported)


def test_no_way_is_no_rows(folder: Path) -> None:
    assert text(folder, "path", "王明", "王明") == "王明: both names are of one thing\n"
    assert text(folder, "path", "王明", "王明", "--format", "csv").count("\n") == 1
    assert json.loads(text(folder, "path", "王明", "王明", "--format", "json")) == []


def test_text_aligns_too(folder: Path) -> None:
    lines = text(folder, "show", "苏州市").splitlines()
    begin = lines.index("measures") + 1
    measures = lines[begin : lines.index("", begin)]
    assert len(measures) == 3
    assert len({cell_len(line[: line.rindex("[")]) for line in measures}) == 1
    steps = [
        line
        for line in text(folder, "path", "王明", "东湖新城").splitlines()
        if line.endswith(")") and "“" not in line
    ]
    assert len(steps) == 2
    assert len({cell_len(line[: line.rindex("(")]) for line in steps}) == 1


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1", "utf-16"])
def test_any_encoding_of_the_output(folder: Path, encoding: str) -> None:
    for ask in ASK:
        for format in ("table", "csv", "json", "markdown", *(("text",) if ask[0] != "query" else ())):
            done = run(folder, *ask, "--format", format, PYTHONUTF8="0", PYTHONIOENCODING=encoding)
            assert (done.returncode, done.stderr) == (0, b"")
            said = done.stdout.decode("utf-8" if encoding == "ascii" else encoding)
            if format == "json":
                assert json.loads(said) == json.loads(text(folder, *ask, "--format", "json"))
            elif encoding != "latin-1":
                assert "东湖新城" in said


def test_tables_align_with_escapes_too(folder: Path) -> None:
    query = 'SELECT ?a ?b { VALUES (?a ?b) { ("中文" "x") ("ab" "y") ("😀" "z") } }'
    for encoding in ("latin-1", "gbk"):
        done = run(folder, "query", query, PYTHONUTF8="0", PYTHONIOENCODING=encoding)
        lines = done.stdout.decode(encoding).splitlines()
        ends = {cell_len(line[: line.rindex(mark)]) for mark in "xyz" for line in lines if f" {mark}" in line}
        assert len(ends) == 1, lines


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"COLUMNS": "20"}, {}])
def test_a_pipe_gets_no_colours_and_whole_lines(folder: Path, variables: dict[str, str]) -> None:
    for ask in ASK:
        said = text(folder, *ask, **variables)
        assert "\x1b" not in said
        assert "“两大引擎”" in said


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("no_color", ["", "1"])
def test_a_terminal(folder: Path, no_color: str) -> None:
    """One line a row, and colours only if they are wanted."""
    import pty

    parent, child = pty.openpty()
    environment = os.environ | {"COLUMNS": "60", "TERM": "xterm", "NO_COLOR": no_color, "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "query", "engines"],
        cwd=folder,
        stdout=child,
        stderr=subprocess.PIPE,
        env=environment,
    )
    os.close(child)
    said = b""
    try:
        while part := os.read(parent, 65536):
            said += part
    except OSError:  # the other end is closed
        pass
    os.close(parent)
    with process:
        assert process.stderr
        assert process.stderr.read() == b""
    assert process.returncode == 0
    lines = click.unstyle(said.decode("utf-8")).splitlines()
    assert len(lines) == 2 + 2
    assert all(cell_len(line) <= 60 for line in lines)
    assert all(line.endswith("…") for line in lines[2:])
    assert not no_color or b"\x1b[3" not in said


CLOSED = [
    "query engines",
    "show 苏州市",
    "path 王明 东湖新城 -f json",
    "queries",
    "validate -f csv",
    "export",
    "completion bash",
]


@pytest.mark.parametrize("command", CLOSED)
def test_a_reader_that_went_away_before_anything_was_said(folder: Path, command: str) -> None:
    script = (
        f'trap "" PIPE; {{ sleep 0.05; "{sys.executable}" -m kg {command}; echo $? >code; }} | true; cat code'
    )
    done = subprocess.run(["/bin/bash", "-c", script], cwd=folder, capture_output=True, text=True)
    assert done.stderr == ""
    assert done.stdout.strip() == "141"


@pytest.mark.parametrize("command", ["query engines", "show 苏州市", "queries", "completion bash"])
def test_standard_output_that_is_closed_is_one_line_or_none(folder: Path, command: str) -> None:
    script = f'"{sys.executable}" -m kg {command} >&-'
    done = subprocess.run(["/bin/bash", "-c", script], cwd=folder, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 1


def test_a_full_disk_is_one_line(folder: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    for command in ("query engines", "show 苏州市"):
        script = f'"{sys.executable}" -m kg {command} >/dev/full'
        done = subprocess.run(["/bin/bash", "-c", script], cwd=folder, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (2, "kg: No space left on device\n")
