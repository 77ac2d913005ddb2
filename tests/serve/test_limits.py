"""A query may take so much time, memory, stack and so many rows, and the server outlives every one of them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg.errors import QueryError
from kg.serve.jobs import Answer, Job, head_line, head_of, job_line, job_of, start_line
from kg.serve.jobs import Start as Beginning
from kg.serve.pool import BusyError, LimitError, Pool
from serve.conftest import Start, write

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
# Every row is another, and all are kept until the last.
HUNGRY = "SELECT DISTINCT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i"
QUICK = Job("query", "ASK { ?e a upo:Engine }", rows="json")


def _ask(client: httpx.Client, query: str, **more: Any) -> httpx.Response:
    return client.get("/sparql", params={"query": query}, **more)


def test_a_query_that_takes_too_long_is_stopped_and_others_go_on(start: Start, folder: Path) -> None:
    client = start(folder, timeout=1.5)
    late: list[httpx.Response] = []
    thread = threading.Thread(target=lambda: late.append(_ask(client, ENDLESS)))
    thread.start()
    assert _ask(client, "ASK {}").json()["boolean"] is True, "meanwhile"
    assert client.get("/", headers={"Accept": "text/html"}).status_code == 200
    thread.join()
    assert late[0].status_code == 503
    assert late[0].text == "stopped after 1.5 seconds, which is the time limit\n"
    assert _ask(client, "ASK {}").json()["boolean"] is True, "afterwards"


def test_a_query_that_wants_too_much_memory_ends_alone(start: Start, folder: Path) -> None:
    client = start(folder, memory=256 * 2**20)
    answer = _ask(client, HUNGRY)
    assert answer.status_code == 503 and "memory" in answer.text
    assert _ask(client, "ASK {}").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { FILTER(" + "(" * 900 + "1" + ")" * 900 + ") }",
        "SELECT * WHERE " + "{" * 950 + "}" * 950,
        "SELECT * WHERE { ?s " + "/".join(["upo:object"] * 900) + " ?o }",
        "SELECT * WHERE { ?s " + "(" * 450 + "upo:object" + ")*" * 450 + " ?o }",
        "ASK { " + " UNION ".join(["{ ?s ?p ?o }"] * 250) + " }",
        "ASK { FILTER(" + "!" * 1900 + "true) }",
        "SELECT * WHERE { " + "OPTIONAL { ?s ?p ?o " * 300 + "}" * 300 + " }",
    ],
)  # fmt: skip
def test_a_deep_query_is_answered_or_ends_alone(start: Start, folder: Path, query: str) -> None:
    client = start(folder, timeout=3)
    assert _ask(client, query).status_code in (200, 400, 503)
    assert _ask(client, "ASK {}").status_code == 200


def test_a_query_without_end_of_text_is_not_even_tried(site: httpx.Client) -> None:
    answer = site.post("/sparql", data={"query": "ASK { " + "?s ?p ?o . " * 5000 + "}"})
    assert answer.status_code == 400 and "too long" in answer.text


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_rows_beyond_the_limit_are_cut_and_said_so(start: Start, folder: Path, format: str) -> None:
    client = start(folder, max_rows=3)
    query = "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s"
    cut = client.get("/sparql", params={"query": query, "format": format})
    assert (cut.status_code, cut.headers["x-sparql-maxrows"]) == (200, "3")
    three = client.get("/sparql", params={"query": query + " LIMIT 3", "format": format})
    assert "x-sparql-maxrows" not in three.headers, "as many as there may be are not too many"
    assert cut.content == three.content


def test_triples_beyond_the_limit_are_cut_and_said_so(start: Start, folder: Path) -> None:
    client = start(folder, max_rows=3)
    cut = client.get(
        "/sparql",
        params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"},
        headers={"Accept": "application/n-triples"},
    )
    assert len(cut.text.splitlines()) == 3
    assert cut.headers["x-sparql-maxrows"] == "3"


def test_one_cell_may_be_long_and_the_answer_still_ends(start: Start, folder: Path) -> None:
    """A row limit alone would let a row be as large as the memory."""
    client = start(folder, timeout=20)
    doubled = "SELECT ?t10 WHERE { BIND('" + "x" * 1000 + "' AS ?t0) " + " ".join(
        f"BIND(CONCAT(?t{n}, ?t{n}, ?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(10)
    ) + " ?s ?p ?o }"  # fmt: skip
    answer = _ask(client, doubled)
    assert answer.status_code == 503 or answer.headers["x-sparql-maxrows"]
    assert _ask(client, "ASK {}").status_code == 200


# The pool by itself


def _with_pool(
    folder: Path, use: Callable[[Pool], Coroutine[Any, Any, None]], timeout: float = 2, **more: Any
) -> None:
    async def run() -> None:
        pool = Pool(Beginning(str(folder), None, timeout, 2**30), **more)
        try:
            await use(pool)
        finally:
            await pool.close()

    asyncio.run(run())


def test_a_worker_is_used_again_and_replaced_when_it_was_ended(folder: Path) -> None:
    async def use(pool: Pool) -> None:
        await pool.run(QUICK)
        (first,) = pool._idle
        await pool.run(QUICK)
        assert pool._idle == [first]
        with pytest.raises(LimitError):
            await pool.run(Job("query", ENDLESS, rows="json"))
        assert pool._idle == [] and first.returncode is not None
        await pool.run(QUICK)
        assert pool._idle != [first]
        (second,) = pool._idle
        second.kill()  # as a system does that is short of memory
        await second.wait()
        assert (await pool.run(QUICK)).format == "json"

    _with_pool(folder, use)


def test_no_more_jobs_wait_than_there_is_room_for(folder: Path) -> None:
    async def use(pool: Pool) -> None:
        endless = Job("query", ENDLESS, rows="json")
        results = await asyncio.gather(*(pool.run(endless) for _ in range(5)), return_exceptions=True)
        kinds = [type(result) for result in results]
        assert kinds.count(BusyError) == 4 and kinds.count(LimitError) == 1
        assert (await pool.run(QUICK)).format == "json", "there is room again"

    _with_pool(folder, use, timeout=1, size=1, waiting=2)


def test_a_job_that_is_given_up_ends_its_worker(folder: Path) -> None:
    """What it says later would be the answer to another."""

    async def use(pool: Pool) -> None:
        await pool.run(QUICK)
        (worker,) = pool._idle
        task = asyncio.create_task(pool.run(Job("query", ENDLESS, rows="json")))
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert worker.returncode is not None
        assert (await pool.run(QUICK)).body == b'{"head":{},"boolean":true}'

    _with_pool(folder, use)


def test_an_error_of_the_query_leaves_the_worker_as_it_is(folder: Path) -> None:
    async def use(pool: Pool) -> None:
        with pytest.raises(QueryError, match="does not parse"):
            await pool.run(Job("query", "SELECT {", rows="json"))
        assert len(pool._idle) == 1

    _with_pool(folder, use)


def test_workers_end_with_the_pool(folder: Path) -> None:
    workers: list[Any] = []

    async def use(pool: Pool) -> None:
        await asyncio.gather(pool.run(QUICK), pool.run(QUICK))
        workers.extend(pool._idle)

    _with_pool(folder, use)
    assert len(workers) == 2
    assert all(worker.returncode is not None for worker in workers)


def test_a_worker_ends_itself_when_its_server_is_gone(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kg.serve.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin and process.stdout
    process.stdin.write(start_line(Beginning(str(folder), None, 0.1, 2**30)))
    process.stdin.flush()
    assert process.stdout.readline() == b"ready\n"
    process.stdin.write(job_line(Job("query", ENDLESS, rows="json")))
    process.stdin.close()  # nobody is there to end it any more
    assert process.wait(timeout=60) != 0
    process.stdout.close()


def test_a_folder_that_is_built_anew_is_read_anew(start: Start, tmp_path: Path) -> None:
    from sample import report_2024

    client = start(write(tmp_path / "out"))
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?d a upo:PolicyDocument }"
    assert _ask(client, count).json()["results"]["bindings"][0]["n"]["value"] == "2"
    (tmp_path / "out" / "store").replace(tmp_path / "before")
    write(tmp_path / "out", report_2024())
    assert _ask(client, count).json()["results"]["bindings"][0]["n"]["value"] == "1"
    page = client.get("/", headers={"Accept": "text/html"}).text
    assert "2024年政府工作报告" in page and "2023年政府工作报告" not in page


def test_a_folder_that_is_gone_leaves_the_pages_and_says_so(start: Start, tmp_path: Path) -> None:
    client = start(write(tmp_path / "out"))
    (tmp_path / "out").replace(tmp_path / "elsewhere")
    assert client.get("/", headers={"Accept": "text/html"}).status_code == 200
    assert _ask(client, "ASK {}").status_code == 503


def test_what_goes_through_the_pipe_comes_out_the_same() -> None:
    job = Job("named", "measures", {"entity": "云栖\n湾"}, ("a:g",), (), "json", None, 5)
    line = job_line(job)
    assert line.count(b"\n") == 1 and job_of(line) == job
    assert head_of(head_line(Answer("json", b"12345", True))) == ("json", True, 5)
