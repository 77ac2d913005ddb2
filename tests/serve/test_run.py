"""``kg serve`` as a program, and `kg.serve` from Python: what it serves, how it starts and how it ends."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

import kg
import kg.serve
from kg.cli import app as cli
from kg.errors import ServeError, StoreError
from kg.serve.listener import address, is_own, listen
from kg.serve.server import Options, Server
from serve.conftest import Start


@contextmanager
def _program(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """`kg serve` in a process group of its own, ended with all that it started."""
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", *map(str, arguments)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    line = process.stdout.readline()
    found = re.fullmatch(r"(http://127\.0\.0\.1:\d+/) \(Ctrl-C ends it\)\n", line)
    assert found, line + (process.stderr.read() if process.stderr and process.poll() is not None else "")
    return found[1]


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_answers_and_ends_quietly(folder: Path, signal_: signal.Signals) -> None:
    with _program("--out", folder) as process:
        url = _address(process)
        with httpx.Client(base_url=url, trust_env=False) as client:
            assert client.get("/", headers={"Accept": "text/html"}).status_code == 200
            assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
        process.send_signal(signal_)
        out, err = process.communicate(timeout=20)
        assert (out, err) == ("", "")
        assert process.returncode == (0 if signal_ == signal.SIGINT else -signal.SIGTERM)
        with pytest.raises(ProcessLookupError):  # its workers have ended too
            os.killpg(process.pid, 0)


def test_ctrl_c_in_the_middle_of_a_query_ends_it_too(folder: Path) -> None:
    """A terminal sends it to the workers as well."""
    with _program("--out", folder, "--timeout", "60") as process:
        url = _address(process)
        endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        with httpx.Client(base_url=url, trust_env=False) as client, suppress(httpx.TransportError):
            client.get("/sparql", params={"query": "ASK {}"})
            client.get("/sparql", params={"query": endless}, timeout=1)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out, err) == (0, "", "")
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)


def test_no_graph_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        from kg.cli import main

        main(["serve", "--out", str(tmp_path / "nothing")])
    assert end.value.code == 2
    assert re.fullmatch(r"kg: no graph in .*\n", capsys.readouterr().err)


def test_a_port_that_is_taken_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from kg.cli import main

    with listen("127.0.0.1", 0) as taken, pytest.raises(SystemExit) as end:
        main(["serve", "--out", str(folder), "--port", str(taken.getsockname()[1])])
    assert end.value.code == 2
    error = capsys.readouterr().err
    assert "in use" in error and len(error.splitlines()) == 1


def test_without_the_extra_it_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "starlette", None)
    for call in (kg.serve.app, kg.serve.run):
        with pytest.raises(ServeError, match=re.escape("pip install 'urban-policy-kg[serve]'")):
            call(folder)


def test_a_graph_that_can_be_changed_stays_on_this_machine(folder: Path) -> None:
    with pytest.raises(ServeError, match="on this machine only"):
        kg.serve.run(folder, host="0.0.0.0", writable=True)  # noqa: S104  # that is what is refused
    assert is_own("127.0.0.1") and is_own("::1") and is_own("localhost")
    assert not is_own("0.0.0.0") and not is_own("192.168.0.2") and not is_own("example.org")  # noqa: S104


def test_addresses_of_both_families() -> None:
    with listen("127.0.0.1", 0) as four:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address(four))
    try:
        six = listen("::1", 0)
    except ServeError:
        return  # a machine without IPv6
    with six:
        assert re.fullmatch(r"http://\[::1\]:\d+/", address(six))


def test_the_command_has_the_options_of_the_function() -> None:
    options = {param.name for param in cli.commands["serve"].params}
    assert options == {"folder", "host", "port", "writable", "timeout", "max_rows", "show"}


# What can be served


def test_a_graph_in_memory(start: Start) -> None:
    with kg.build() as graph:
        client = start(graph)
        answer = client.get("/query/engines", params={"format": "plain"}).json()
        assert answer["rows"] == list(graph.query("engines"))
        assert client.get("/graph.trig").status_code == 404
        server = Server(graph, Options())
        made = server.folder
        assert made and made.is_dir()
        asyncio.run(server.close())
        assert not made.exists(), "what was made for it is gone"


def test_a_graph_on_another_server(site: httpx.Client, start: Start, folder: Path) -> None:
    """That other server is one of ours."""
    client = start(f"{site.base_url}sparql")
    with kg.open(folder) as graph:
        for name in ("engines", "targets"):
            assert client.get(f"/query/{name}", params={"format": "plain"}).json()["rows"] == list(
                graph.query(name)
            )
    page = client.get("/find", params={"q": "科创城"}, follow_redirects=True)
    assert "云栖湾科创城" in page.text
    assert client.get("/resource", params={"iri": _engine(client), "format": "trig"}).status_code == 200
    assert client.get("/ask", params={"q": "临江区的引擎有哪些?"}).status_code == 200
    refused = client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": "a:g"})
    assert refused.status_code == 400
    assert client.post("/update", data={"update": "CLEAR ALL"}).status_code == 403


def _engine(client: httpx.Client) -> str:
    query = "SELECT ?e WHERE { ?e a upo:Engine } ORDER BY ?e LIMIT 1"
    rows: list[Any] = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    return str(rows[0]["e"]["value"])


def test_a_server_that_goes_away_is_told(start: Start, folder: Path) -> None:
    from serve.conftest import running

    with running(Server(folder, Options())) as other:
        client = start(f"{other.base_url}sparql")
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 502
    assert client.get("/", headers={"Accept": "text/html"}).status_code == 200


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        kg.serve.app(tmp_path)
