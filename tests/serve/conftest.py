"""The server as a client meets it: over HTTP, on a port of its own, for as long as the tests run."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from sample import report_2023, report_2024

from kg.graph import nquads
from kg.outdir import STORE, TRIG
from kg.serve.listener import address, listen
from kg.serve.routes import application
from kg.serve.server import Options, Server
from kg.store import dump, load, open_store
from kg.vocab import BASE

ENGINE = f"{BASE}临江区/云栖湾科创城"
AREA = f"{BASE}area/临江区"
Start = Callable[..., httpx.Client]


def write(folder: Path, *extractions: Any) -> Path:
    """A folder as `kg build` writes it, of the reports of the invented district."""
    folder.mkdir(exist_ok=True)
    store = open_store(folder / STORE)
    for extraction in extractions or (report_2023(), report_2024()):
        load(store, nquads(extraction))
    (folder / TRIG).write_bytes(dump(store, "trig"))
    store.flush()
    return folder


@contextmanager
def running(server: Server) -> Iterator[httpx.Client]:
    """A client of a server that answers, in a thread, until the end of the block."""
    with listen("127.0.0.1", 0) as listening:
        config = uvicorn.Config(application(server), log_level="critical", lifespan="on")
        inside = uvicorn.Server(config)
        thread = threading.Thread(target=inside.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not inside.started and thread.is_alive():
                time.sleep(0.01)
            with httpx.Client(base_url=address(listening), timeout=30, trust_env=False) as client:
                yield client
        finally:
            inside.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of two reports; for reading only."""
    return write(tmp_path_factory.mktemp("serve") / "out")


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[httpx.Client]:
    """A client of the server of that folder, with the usual limits."""
    with running(Server(folder, Options())) as client:
        yield client


@pytest.fixture
def start() -> Iterator[Start]:
    """``start(source, max_rows=…, …)`` gives a client of another server."""
    open_: list[Any] = []

    def opener(source: Any, **options: Any) -> httpx.Client:
        manager = running(Server(source, Options(**options)))
        client = manager.__enter__()
        open_.append(manager)
        return client

    yield opener
    for manager in reversed(open_):
        manager.__exit__(None, None, None)
