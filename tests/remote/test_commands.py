"""The command line with a server in the place of a folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.cli import main
from kg.remote import RemoteStore
from remote.conftest import Misbehave
from remote.test_misbehaving import says

TEXT = "苏州市2030年政府工作报告\n\n今年地区生产总值增长6%左右。加快东湖大桥建设。市委书记王明在会上讲话。\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """``run("query", "engines")`` in a folder with a text → (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (tmp_path / "suzhou.txt").write_text(TEXT, "utf-8")

    def call(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main(list(args))
        printed = capsys.readouterr()
        return int(end.value.code or 0), printed.out, printed.err

    return call


def test_a_build_onto_a_server_writes_nothing_here(run: Run, server: RemoteStore, tmp_path: Path) -> None:
    code, out, err = run("build", "suzhou.txt", "--store", server.url)
    assert (code, err) == (0, "")
    assert "苏州市, 2030" in out
    assert f" quads sent to {server.url}\n" in out
    assert [path.name for path in tmp_path.iterdir()] == ["suzhou.txt"]
    assert run("build", "suzhou.txt", "--store", server.url, "--quiet") == (0, "", "")


def test_every_command_that_reads_takes_a_server(run: Run, server: RemoteStore) -> None:
    assert run("build", "suzhou.txt", "--quiet")[0] == 0
    assert run("build", "suzhou.txt", "--quiet", "--store", server.url)[0] == 0
    for command in (
        ("query", "targets"), ("query", "measures", "-p", "entity=东湖大桥"), ("query", "ASK { ?x a upo:Area }"),
        ("show", "东湖大桥"), ("path", "王明", "苏州市"), ("validate",), ("export",), ("export", "-f", "csv"),
    ):  # fmt: skip
        here, there = run(*command), run(*command, "--out", server.url)
        assert there == here
        assert here[0] == 0
        assert here[1]
    code, out, _ = run("view", "--out", server.url)
    assert code == 0
    assert "东湖大桥" in Path(out.strip()).read_text("utf-8")
    assert json.loads(run("show", "王明", "-f", "json", "--out", server.url)[1])["label"] == "王明"


def test_endpoints_that_are_elsewhere(run: Run, server: RemoteStore) -> None:
    odd = server.url + "?union-default-graph="
    more = ("--update-url", server.update_url, "--data-url", server.data_url)
    assert run("build", "suzhou.txt", "--quiet", "--store", odd, *more) == (0, "", "")
    with kg.open(odd) as graph:
        assert len(graph.query("documents")) == 1


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["build", "suzhou.txt", "--store", "SERVER", "--out", "here"], "--out"),
        (["build", "suzhou.txt", "--store", "file:///tmp/x"], "is not the address of a server"),
        (["build", "missing.txt", "--store", "SERVER"], "missing.txt"),
        (["build", "suzhou.txt", "--store", "http://127.0.0.1:1/query"], "nothing listens there"),
        (["query", "engines", "--out", "SERVER"], "no graph at"),
        (["query", "engines", "--out", "http://u:s3cret@127.0.0.1:1/query"], "nothing listens there"),
        (["validate", "--out", "SERVER/nope"], "is the path right?"),
    ],
)
def test_what_goes_wrong_is_one_line(run: Run, server: RemoteStore, args: list[str], words: str) -> None:
    code, out, err = run(*(arg.replace("SERVER", server.url) for arg in args))
    assert (code, out) == (2, "")
    assert err.startswith("kg: ")
    assert err.count("\n") == 1
    assert words in err
    assert "s3cret" not in err


def test_a_password_is_in_no_message(run: Run, misbehave: Misbehave) -> None:
    url = misbehave(says(200, b'{"head":{},"boolean":true}', "application/sparql-results+json")).replace(
        "//", "//u:s3cret@"
    )
    code, out, err = run("build", "suzhou.txt", "--store", url.replace("/query", "/sparql"))
    assert code == 2
    assert "--data-url" in err
    assert "s3cret" not in out + err
