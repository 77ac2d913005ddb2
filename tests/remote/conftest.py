"""A real SPARQL server, Oxigraph's, for as long as the tests run; and one that misbehaves as it is told."""

from __future__ import annotations

import gc
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.remote import RemoteStore, connect

Misbehaviour = Callable[[BaseHTTPRequestHandler, bytes], None]  # what to do with a request and its body
Misbehave = Callable[[Misbehaviour], str]  # → the URL of a server that does that


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the server, ``http://127.0.0.1:PORT``. It stands still while nobody asks."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    assert program, "the test extra has it: pip install -e '.[test]'"
    log = (tmp_path_factory.mktemp("oxigraph") / "log").open("wb")
    for _ in range(5):  # another program may take the port before the server does
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with log, subprocess.Popen([program, "serve", "--bind", f"127.0.0.1:{port}"], stderr=log) as process:
            try:
                if _listens(port, process):
                    yield f"http://127.0.0.1:{port}"
                    return
            finally:
                process.terminate()
    pytest.fail("the Oxigraph server does not start")


def _listens(port: int, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return process.poll() is None
    return False


@pytest.fixture
def server(oxigraph: str) -> RemoteStore:
    """The server, emptied."""
    found = connect(f"{oxigraph}/query")
    found.update("DROP ALL")
    return found


@pytest.fixture
def misbehave() -> Iterator[Misbehave]:
    servers: list[ThreadingHTTPServer] = []

    def start(act: Misbehaviour) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                act(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

            do_PUT = do_GET = do_POST  # noqa: N815  # the names that http.server looks for

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/query"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
    gc.collect()  # results of Oxigraph may not be dropped by the thread of another server
