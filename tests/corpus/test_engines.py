"""Where the work is done changes nothing but the time; a worker that dies is replaced."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.engines import engine
from kg.errors import InputError, RemoteError

HERE = str(Path(__file__).parent)


def double(number: int) -> int:
    return 2 * number


def double_or_die(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def die_once(marker: str) -> str:
    """Ends its process unless one has been ended already."""
    path = Path(marker)
    if path.suffix == ".die" and not path.exists():
        path.touch()
        os._exit(1)
    return path.name


def lost(task: object) -> object:
    return f"lost {task}"


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a Dask cluster of two worker processes on this machine."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as running:
        running.wait_for_workers(2)
        yield running.scheduler_address


def test_results_are_in_the_order_of_the_tasks() -> None:
    numbers = list(range(40))
    for jobs in (1, 3):
        assert list(engine(jobs=jobs)(double, numbers, lost)) == [2 * n for n in numbers]


def test_tasks_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = engine(jobs=2)(double, tasks(), lost)
    assert next(results) == 0
    results.close()
    assert len(taken) < 30


def test_one_job_starts_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("湖州市2030年政府工作报告\n今年地区生产总值增长6%左右。\n", "utf-8")
    before = threading.active_count()
    seen: list[int] = []
    kg.build(tmp_path / "a.txt", tmp_path / "out", progress=lambda *_: seen.append(threading.active_count()))
    assert set(seen) == {before}
    assert multiprocessing.active_children() == []


def test_a_task_that_ends_its_worker_is_given_up_and_the_others_are_done() -> None:
    numbers = list(range(8, 20))
    results = list(engine(jobs=2)(double_or_die, numbers, lost))
    assert results == ["lost 13" if n == 13 else 2 * n for n in numbers]


def test_a_task_whose_worker_died_once_is_done_again(tmp_path: Path) -> None:
    tasks = [str(tmp_path / name) for name in ("a", "b.die", "c", "d", "e.die", "f")]
    assert list(engine(jobs=2)(die_once, tasks, lost)) == ["a", "b.die", "c", "d", "e.die", "f"]


def test_an_interrupted_process_ends_with_its_workers(tmp_path: Path) -> None:
    """Ctrl-C reaches the whole group; only the process that was started says something, and nothing is left."""
    for number in range(3000):
        (tmp_path / f"{number}.txt").write_text(
            f"湖州市2030年政府工作报告\n今年出口增长{number}%。\n", "utf-8"
        )
    command = [sys.executable, "-m", "kg", "build", str(tmp_path), "--out", str(tmp_path / "out"), "-j", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        while not any(tmp_path.glob("out/parts/*.gz")):
            assert process.poll() is None
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    told, last = err.strip().split("\n")
    assert re.fullmatch(r"\d+ texts are read; to go on: kg build --resume --out .*out", told)
    assert last == "kg: interrupted"
    assert _all_gone(process.pid)


def test_workers_end_when_the_process_that_started_them_is_killed(tmp_path: Path) -> None:
    script = "from kg.engines import engine; import time, corpus.test_engines as t\n" \
        "r = engine(jobs=2)(t.double, range(10**6), t.lost); next(r); print('on', flush=True); time.sleep(60)"  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(Path(HERE).parent)}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment, start_new_session=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"on\n"
        process.kill()
        process.wait()
    assert _all_gone(process.pid)


def _all_gone(group: int) -> bool:
    """Whether the processes of a group end, within some seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_a_cluster_gives_the_same_bytes(texts: Path, tmp_path: Path, cluster: str) -> None:
    kg.build(texts, tmp_path / "one").close()
    kg.build(texts, tmp_path / "two", jobs=2).close()
    kg.build(texts, tmp_path / "many", engine="dask", scheduler=cluster).close()
    one = (tmp_path / "one" / "graph.trig").read_bytes()
    assert (tmp_path / "two" / "graph.trig").read_bytes() == one
    assert (tmp_path / "many" / "graph.trig").read_bytes() == one


def test_a_cluster_does_the_work_of_a_worker_that_died_again(tmp_path: Path, cluster: str) -> None:
    tasks = [str(tmp_path / name) for name in ("a", "b.die", "c")]
    assert list(engine("dask", scheduler=cluster)(die_once, tasks, lost)) == ["a", "b.die", "c"]


def test_texts_that_cannot_be_read_do_not_stop_a_cluster(texts: Path, cluster: str) -> None:
    (texts / "empty.txt").write_bytes(b"")
    with kg.build(texts, engine="dask", scheduler=cluster) as graph:
        assert graph.report is not None
        assert [Path(failure.name).name for failure in graph.report.failed] == ["empty.txt"]
        assert graph.report.total == 3


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"name": "spark"}, "there are: local, dask"),
        ({"name": "dask"}, "address of its scheduler"),
        ({"scheduler": "tcp://127.0.0.1:1"}, "for the engine dask"),
        ({"jobs": -1}, "1 or more"),
    ],
)
def test_what_cannot_be_is_said(asked: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        engine(**asked)  # type: ignore[arg-type]


def test_a_scheduler_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RemoteError, match=r"127\.0\.0\.1:9 does not answer"):
        list(engine("dask", scheduler="tcp://127.0.0.1:9")(double, [1], lost))
