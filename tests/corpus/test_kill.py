"""A process killed at any point of a change leaves the corpus as it was before or as it was to become, never between."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, which Windows lacks")

# Does one change again and again, each time in a process of its own that kills itself with SIGKILL at the next change
# of a file under OUT, until one comes to its end. Prints what each left: before, after, or what is wrong. Nothing here
# but those processes opens a store, since its threads would not live through a fork.
SCRIPT = """
import os, shutil, signal, sys
from pathlib import Path
import kg
from kg import catalog

out, keep, before, after, change, texts = Path(sys.argv[1]), *map(Path, sys.argv[2:5]), sys.argv[5], sys.argv[6:]
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "sqlite3.connect", "shutil.rmtree"}
run = {
    "add": lambda: kg.add(texts, out),
    "remove": lambda: kg.remove(texts, out),
    "build": lambda: kg.build(texts, out),
}[change]
kg.build().html()  # loads what is needed, once for all


def apart(function, *args):
    child = os.fork()
    if child == 0:
        try:
            function(*args)
            os._exit(0)
        finally:
            sys.stderr.flush()
            os._exit(1)
    return os.waitpid(child, 0)[1]


def killed_at(number):
    seen = 0

    def hook(event, args):
        nonlocal seen
        changes = event in CHANGES or (event == "open" and args[2] & (os.O_WRONLY | os.O_RDWR))
        if changes and str(args[0]).startswith(str(out)):
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    run()


def look():
    print(left(), flush=True)
    if change == "add" and number % 5 == 0:
        with kg.add(texts, out) as graph:  # whatever was left, going on from it ends well
            assert graph.export("nq") == (after / "graph.nq").read_bytes()


def left():
    with kg.open(out) as graph:
        data = graph.export("nq")
    with catalog.opened(out / "corpus.sqlite") as db:
        count = len(catalog.entries(db))
    names = sorted(p.name for p in out.iterdir() if not p.name.startswith(".new-"))
    if names != ["corpus.sqlite", "graph.html", "graph.trig", "parts", "store"]:
        return f"names {names}"
    for state in (before, after):
        if data == (state / "graph.nq").read_bytes():
            return state.name if count == int((state / "count").read_text()) else f"count {count}"
    return "between"


number, code = 0, 1
while code:
    number += 1
    shutil.rmtree(out)
    shutil.copytree(keep, out)
    code = apart(killed_at, number)
    assert code in (0, signal.SIGKILL), (number, code)
    assert apart(look) == 0, number
"""


def state(folder: Path, graph: kg.Graph) -> Path:
    folder.mkdir()
    with graph:
        assert graph.report is not None
        (folder / "count").write_text(str(graph.report.total))
        graph.export("nq", folder / "graph.nq")
    return folder


@pytest.mark.parametrize("change", ["add", "remove", "build"])
def test_killed_at_any_change_of_a_file(texts: Path, tmp_path: Path, change: str) -> None:
    first, second, third = sorted(texts.iterdir())
    keep = tmp_path / "keep"
    before = state(tmp_path / "before", kg.build([first, third], keep))
    given, now = {
        "add": ([second], [first, second, third]),
        "remove": ([third.name], [first]),
        "build": ([second], [second]),
    }[change]
    after = state(tmp_path / "after", kg.build(now))
    shutil.copytree(keep, tmp_path / "out")
    command = [sys.executable, "-c", SCRIPT, tmp_path / "out", keep, before, after, change, *given]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    states = done.stdout.split("\n")[:-1]
    assert set(states) == {"before", "after"}
    assert len(states) > 15
    assert states == sorted(states, reverse=True)  # first as before, from one point on as after


def test_killed_in_the_middle_of_loading(texts: Path, tmp_path: Path) -> None:
    """Within the store's own writing, which Python cannot see, a few points in time."""
    out = tmp_path / "out"
    before = kg.build(sorted(texts.iterdir())[0], out).export("nq")
    after = kg.build(texts).export("nq")
    script = "import sys, kg; print('ready', flush=True); kg.add(sys.argv[2:], sys.argv[1])"
    for delay in (0.05, 0.1, 0.2, 0.3, 0.5, 0.8):
        command = [sys.executable, "-c", script, str(out), *map(str, sorted(texts.iterdir()))]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            process.stdout.readline()
            try:
                process.wait(delay)
            except subprocess.TimeoutExpired:
                process.kill()
        with kg.open(out) as graph:
            found = graph.export("nq")
        assert found in (before, after)
        if found == after:
            kg.remove(["huzhou-2031.txt", "jiaxing-2030.txt"], out).close()
