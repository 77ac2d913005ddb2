"""What the server holds between requests: the graph as pages show it, and the workers that ask it."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.api import Graph
from kg.api import open as open_graph
from kg.errors import ServeError, StoreError
from kg.outdir import STORE
from kg.remote import RemoteStore
from kg.serve.jobs import Start
from kg.serve.pool import Pool
from kg.serve.site import Site, read
from kg.serve.worker import stamp_of
from kg.store import dump, load, open_store


@dataclass(frozen=True, slots=True)
class Options:
    """How a server answers: seconds and rows that a query may take, bytes that its process may take."""

    writable: bool = False
    timeout: float = 30.0
    max_rows: int = 10_000
    memory: int = 2 * 2**30
    hosts: tuple[str, ...] = ()  # names by which it may be asked, besides localhost and addresses in numbers


class Server:
    """The graph of a folder, in memory or on another server, opened for as long as the server runs.

    A graph in memory is put into a folder of its own, since workers are other processes. A folder that is built anew
    is read anew.
    """

    def __init__(self, source: Graph | str | Path, options: Options) -> None:
        self.options = options
        graph = source if isinstance(source, Graph) else open_graph(source)
        backend = graph.backend
        self._own = _on_disk(graph) if graph.folder is None and not isinstance(backend, RemoteStore) else None
        self.folder = Path(self._own.name) if self._own else graph.folder
        if options.writable and graph.folder is None:
            raise ServeError("only a graph in a folder can be changed: build it with --out")
        remote = asdict(backend) | {"timeout": options.timeout} if isinstance(backend, RemoteStore) else None
        folder = str(self.folder.resolve()) if self.folder is not None else None
        self.pool = Pool(Start(folder, remote, options.timeout, options.memory))
        self._stamp = self._now()
        self._site = read(graph)
        self._reading = asyncio.Lock()
        if graph is not source:
            graph.close()

    async def site(self) -> Site:
        """The graph as it is now; if it is being replaced, or is gone, as it was."""
        if self._now() not in (self._stamp, None):
            async with self._reading:
                await self._read_again()
        return self._site

    async def close(self) -> None:
        """End the workers and remove what was made for them."""
        await self.pool.close()
        if self._own is not None:
            self._own.cleanup()

    def _now(self) -> object:
        return stamp_of(self.folder) if self.folder is not None else None

    async def _read_again(self) -> None:
        now, folder = self._now(), self.folder
        if folder is None or now in (self._stamp, None):
            return

        def read_folder() -> Site:
            with open_graph(folder) as graph:
                return read(graph)

        try:
            self._site, self._stamp = await asyncio.to_thread(read_folder), now
        except (StoreError, OSError):  # between two renames of a build: the next request sees it
            return


def _on_disk(graph: Graph) -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix="kg-serve-", ignore_cleanup_errors=True)
    store = open_store(Path(folder.name) / STORE)
    load(store, dump(graph.store, "nq"))
    store.flush()
    return folder
