"""Any arguments at all: the command ends with 0, 1 or 2, and an error is one line, never a traceback.

Commands and their options are asked of click, so new ones are tried too.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from fuzz.profile import examples, in_time
from fuzz.strategies import damaged, printable
from kg.cli import app, main

ENDLESS = ("serve",)  # waits for requests until it is stopped
OUTWARD = {
    "--open",
    "--scheduler",
    "--engine",
    "--jobs",
    "--store",
    "--update-url",
    "--data-url",
}  # leave this process
REPORT = "云湾区2031年工作报告\n云湾区以东港新城、西岭谷“两大引擎”为牵引，重点发展海洋产业。\n预计生产总值增长6%左右。加快东港码头改造。\n"
FILES = ("report.txt", "folder", "empty.txt", "nul.txt", "cut.txt", "mine.rq", "bad.rq", "mine.gold.json", "bad.gold.json", "random.txt",
         "out", "broken", "nowhere", "nowhere/deep", "report.txt/in", "-", "", ".", "\udcff.txt", "a\nb", "-x", "ü" * 300)  # fmt: skip
WORDS = ("engines", "measures", "云湾区", "东港新城", "Engine", "entity=云湾区", "entity", "=", "utf-8", "gb18030", "hex", "2031", "0.9", "-1", "nan", "1e999",
         "table", "csv", "json", "trig", "https://example.org/", "SELECT * { ?s ?p ?o } LIMIT 3", "ASK {", "x.ttl", "x.html")  # fmt: skip


def _argument(param: click.Parameter) -> st.SearchStrategy[list[str]]:
    """A parameter as it may be given: left out, with a value that fits, or with any."""
    free = printable.map(
        lambda text: re.sub(r"[/\0]|\.\.", "", text)
    )  # stays in this folder; argv has no NUL
    values: list[st.SearchStrategy[str]] = [st.sampled_from(WORDS), st.sampled_from(FILES), free]
    if isinstance(param.type, click.Choice):
        values.append(st.sampled_from([str(choice) for choice in param.type.choices]))
    value = st.one_of(values)
    if isinstance(param, click.Option):
        if OUTWARD & set(param.opts):
            return st.just([])
        given = st.just([param.opts[0]]) if param.is_flag else value.map(lambda v: [param.opts[-1], v])
        return st.one_of(st.just([]), st.just([]), given)
    return st.lists(value, max_size=3 if param.nargs == -1 else 1)


def _line(name: str) -> st.SearchStrategy[list[str]]:
    params = [_argument(param) for param in app.commands[name].params]
    return st.tuples(*params).map(lambda parts: [name, *(word for part in parts for word in part)])


COMMANDS = sorted(set(app.commands) - set(ENDLESS))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a graph, and with files good and bad."""
    here = tmp_path_factory.mktemp("prepared")
    (here / "folder").mkdir()
    for name in ("report.txt", "folder/one.txt", "mine.txt"):
        (here / name).write_text(REPORT, "utf-8")
    (here / "empty.txt").touch()
    (here / "nul.txt").write_bytes(b"\0\xff" * 500)
    (here / "cut.txt").write_bytes(REPORT.encode()[:100])
    (here / "mine.rq").write_text("# param: n string = x 名 | name\nSELECT ?_n { }\n", "utf-8")
    (here / "bad.rq").write_text("# param: ??? \nSELECT\n", "utf-8")
    gold = {
        "document": {"jurisdiction": "云湾区", "year": 2031},
        "entities": [{"label": "云湾区", "class": "Area"}],
    }
    (here / "mine.gold.json").write_text(json.dumps(gold), "utf-8")
    (here / "bad.gold.json").write_text('{"entities": [1, {}, null]}', "utf-8")
    (here / "broken" / "store").mkdir(parents=True)
    (here / "broken" / "store" / "CURRENT").write_text("not a store")
    kg.build(here / "report.txt", here / "out").close()
    return here


def _run(args: list[str]) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the command line in this process; the streams are files."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        files = [Path(folder, name) for name in ("out", "err")]
        out, err = (
            stack.enter_context(file.open("w", encoding="utf-8", errors=errors))
            for file, errors in zip(
                files, ("strict", "backslashreplace"), strict=True
            )  # as Python opens them
        )
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as end:
            main(args)
        out.flush()
        err.flush()
        texts = [file.read_text("utf-8", errors="replace") for file in files]
    return (end.value.code if isinstance(end.value.code, int) else 0, *texts)


@pytest.mark.parametrize("name", COMMANDS)
@examples(12)
@given(data=st.data())
def test_a_command_ends_well_whatever_it_is_given(
    name: str, prepared: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    args = data.draw(_line(name))
    here = tmp_path_factory.getbasetemp() / f"cli-{name}"
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(prepared, here)
    (here / "random.txt").write_text(data.draw(damaged()), "utf-8", errors="replace")
    with chdir(here), in_time(args):
        code, _, err = _run(args)
    assert code in (0, 1, 2), (args, err)
    assert "Traceback" not in err
    if code == 2:
        last = err.rstrip("\n").split("\n")[-1]
        assert last.startswith("kg: "), (args, err)
    assert (here / "out" / "graph.trig").is_file(), args  # an error loses nothing


@examples(60)
@given(
    st.lists(
        st.one_of(printable, st.sampled_from(("-h", "--help", "--version", "-", "--", *WORDS))), max_size=5
    )
)
def test_what_is_no_command_is_said_in_one_line(args: list[str]) -> None:
    if args and args[0] in app.commands:
        return
    code, out, err = _run([re.sub(r"[/\0]", "", arg) for arg in args])
    assert code in (0, 2)
    assert out or err.startswith(("kg: ", "Usage")), args
    assert err.count("\n") <= 1 or not args


def test_every_command_is_tried_or_left_out_by_name() -> None:
    assert set(ENDLESS) <= set(app.commands)
    assert len(COMMANDS) > 10
    assert os.sep not in "".join(WORDS).replace("https://example.org/", "")
