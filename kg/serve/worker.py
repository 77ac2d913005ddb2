"""The process that asks the graph: ``python -m kg.serve.worker``.

It reads jobs from standard input and writes answers to standard output (`kg.serve.jobs`), one after another, until
its input ends. A query that takes too long, too much memory or too deep a stack ends this process and no other:
Oxigraph cannot be stopped in any other way. The first line says where the graph is and how much a job may use.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import KgError, NotFoundError, QueryError
from kg.outdir import STORE
from kg.questions import Vocabulary, vocabulary
from kg.remote import RemoteStore
from kg.serve.answer import answer, asked
from kg.serve.jobs import READY, Answer, Failure, Job, Start, head_line, job_of, start_of
from kg.store import open_store

if TYPE_CHECKING:
    from kg.store import Backend

_LONGEST = 2000  # characters of a message, which may quote the job
_GRACE = 2  # seconds that the server has to end a process before the system does


def main() -> None:
    jobs, answers = sys.stdin.buffer, _own_output()
    import pyoxigraph  # noqa: F401  # now, and not in the time of the first job

    start = start_of(jobs.readline())
    _limit_memory(start.memory)
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is meant for the server, which then closes our input
    source = _Source(start)
    answers.write(READY)
    answers.flush()
    while line := jobs.readline():
        _alarm(start.timeout + _GRACE)
        result = _result(source, job_of(line))
        _alarm(0)
        answers.write(head_line(result))
        if isinstance(result, Answer):
            answers.write(result.body)
        answers.flush()


class _Source:
    """Where the graph is, opened when it is first asked and again after its files were replaced."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._store: Backend | None = None
        self._words: Vocabulary | None = None
        self._stamp: object = None

    @property
    def folder(self) -> Path:
        if self._start.folder is None:
            raise QueryError("only a graph in a folder can be changed here")
        return Path(self._start.folder)

    def store(self) -> Backend:
        if self._start.remote is not None:
            return RemoteStore(**self._start.remote)
        stamp = stamp_of(self.folder)
        if self._store is None or stamp != self._stamp:
            self.forget()
            self._store = open_store(self.folder / STORE, read_only=True)
            self._stamp = stamp
        return self._store

    def words(self) -> Vocabulary:
        """What questions are read by: the names in the graph; of another server as they were when first asked."""
        if self._words is None:
            self._words = vocabulary(self.store())
        return self._words

    def forget(self) -> None:
        self._store = self._words = None


def stamp_of(folder: Path) -> object:
    """What differs between one store in a folder and the next; None while there is none."""
    try:
        about = (folder / STORE / "CURRENT").stat()
    except OSError:
        return None
    return about.st_ino, about.st_mtime_ns


def _answered(source: _Source, job: Job) -> Answer:
    store = source.store()
    return asked(store, job.text, source.words()) if job.operation == "ask" else answer(store, job)


def _result(source: _Source, job: Job) -> Answer | Failure:
    try:
        if job.operation == "update":
            from kg.serve.update import update

            update(source.folder, job.text)
            return Answer("", b"")
        try:
            return _answered(source, job)
        except OSError:  # a build or an update has just put another store in its place
            source.forget()
            return _answered(source, job)
    except KgError as error:
        near = error.near if isinstance(error, NotFoundError) else ()
        return Failure(type(error).__name__, str(error)[:_LONGEST], near)
    except OSError as error:
        return Failure("StoreError", f"the store cannot be read: {error}")
    except MemoryError:
        return Failure("QueryError", "the query needs more memory than it may have")


def _own_output() -> BinaryIO:
    """Standard output for answers only: whatever else is printed in this process goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _limit_memory(most: int) -> None:
    """End this process, and not the machine's peace, when it wants more than ``most`` bytes. Not on Windows."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _alarm(seconds: float) -> None:
    """Have the system end this process then, even if its server is gone; 0 for not at all. Not on Windows."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
