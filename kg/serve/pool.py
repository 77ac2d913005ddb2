"""A few worker processes that answer jobs, each ended and replaced when a job takes more than it may.

They are ``python -m kg.serve.worker`` started afresh, with pipes that asyncio reads, rather than `multiprocessing`:
its spawned processes run the caller's ``__main__`` again, which a script or a notebook is not written for.
"""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from kg import errors
from kg.errors import KgError, NotFoundError, ServeError
from kg.serve.jobs import (
    READY,
    Answer,
    Failure,
    Job,
    NotAcceptableError,
    Start,
    head_of,
    job_line,
    start_line,
)

UPDATE = 10  # how many times as long an update may take: it writes the whole folder anew
_READY = 60.0  # seconds for a process to start
_LINE = 2**20  # bytes of a head line at most


class BusyError(ServeError):
    """All workers are at work and enough jobs wait already."""


class LimitError(ServeError):
    """A job took more time, memory or stack than it may."""


class Pool:
    """``size`` workers, started when they are first needed; ``waiting`` jobs at most wait for one of them."""

    def __init__(self, start: Start, *, size: int = 2, waiting: int = 16) -> None:
        self._start = start
        self._idle: list[Process] = []
        self._alive: set[Process] = set()  # at work too
        self._slots = asyncio.Semaphore(size)
        self._updating = asyncio.Lock()
        self._room = size + waiting

    async def run(self, job: Job) -> Answer:
        """The answer to a job. Raises BusyError, LimitError, and what the job itself raises (`kg.serve.answer`)."""
        async with self._slot():
            worker = await self._worker()
            result = await _asked(worker, job, self._start.timeout)
            self._idle.append(worker)
        return _checked(result)

    async def update(self, job: Job) -> None:
        """Carry out an update, one at a time, in a process of its own. Raises as `run` does, and OutputError."""
        async with self._updating:
            start = replace(self._start, timeout=self._start.timeout * UPDATE)
            worker = await self._started(start)
            try:
                _checked(await _asked(worker, job, start.timeout))
            finally:
                await _end(worker)

    async def close(self) -> None:
        """End all workers; what they are at work on is not answered."""
        self._idle.clear()
        while self._alive:
            await _end(self._alive.pop())

    async def _worker(self) -> Process:
        """One that waits for a job, else a new one."""
        while self._idle:
            worker = self._idle.pop()
            if worker.returncode is None:  # else somebody has ended it
                return worker
        return await self._started(self._start)

    async def _started(self, start: Start) -> Process:
        self._alive = {worker for worker in self._alive if worker.returncode is None}
        worker = await _started(start)
        self._alive.add(worker)
        return worker

    @asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        """One of the places for jobs at work."""
        if not self._room:
            raise BusyError("too many queries at once: try again in a moment")
        self._room -= 1
        try:
            try:
                async with asyncio.timeout(self._start.timeout):
                    await self._slots.acquire()
            except TimeoutError:
                raise BusyError("the queries before this one take too long: try again later") from None
            try:
                yield
            finally:
                self._slots.release()
        finally:
            self._room += 1


async def _started(start: Start) -> Process:
    """A new worker that has said it is ready."""
    paths = os.pathsep.join(path for path in sys.path if path)
    worker = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "kg.serve.worker"),
        stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=_LINE, env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip
    try:
        async with asyncio.timeout(_READY):
            await _send(worker, start_line(start))
            if await _output(worker).readline() != READY:
                raise LimitError("a process for queries cannot be started")
    except BaseException:  # also when the request is given up
        await _end(worker)
        raise
    return worker


async def _asked(worker: Process, job: Job, timeout: float) -> Answer | Failure:
    """What a worker answers. The worker is ended if it does not, within ``timeout`` seconds."""
    try:
        async with asyncio.timeout(timeout):
            await _send(worker, job_line(job))
            line = await _output(worker).readline()
            if not line:
                raise LimitError("the query ended its process: it is too deep, or needs too much memory")
            head = head_of(line)
            if isinstance(head, Failure):
                return head
            format, truncated, length = head
            return Answer(format, await _output(worker).readexactly(length), truncated)
    except TimeoutError:
        await _end(worker)
        raise LimitError(f"stopped after {timeout:g} seconds, which is the time limit") from None
    except (asyncio.IncompleteReadError, ConnectionError):
        await _end(worker)
        raise LimitError("the query ended its process while answering") from None
    except BaseException:  # also when the request is given up: what the worker says next is not for others
        await _end(worker)
        raise


async def _send(worker: Process, line: bytes) -> None:
    if worker.stdin is None:  # only for the type: it is a pipe
        raise LimitError("a process for queries has no input")
    worker.stdin.write(line)
    await worker.stdin.drain()


def _output(worker: Process) -> asyncio.StreamReader:
    if worker.stdout is None:  # only for the type: it is a pipe
        raise LimitError("a process for queries has no output")
    return worker.stdout


async def _end(worker: Process) -> None:
    with suppress(ProcessLookupError):  # it has ended by itself
        worker.kill()
    await worker.wait()


def _checked(result: Answer | Failure) -> Answer:
    """The answer; a failure is raised as the error that it was."""
    if isinstance(result, Answer):
        return result
    if result.error == NotFoundError.__name__:
        raise NotFoundError(result.message, result.near)
    if result.error == NotAcceptableError.__name__:
        raise NotAcceptableError(result.message)
    raise getattr(errors, result.error, KgError)(result.message)
