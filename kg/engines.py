"""Where texts are read: in this process, in several, or on a Dask cluster.

An engine is given a function and its tasks and gives the results in the order of the tasks, so that the engine changes
nothing but the time. It takes the tasks as it goes and holds a few of them at once. A worker that dies is replaced and
its task is done again; a task that ends one worker after another is given up, and ``lost`` says what stands for its
result. The function must be one that a process can import, and tasks and results such as pickle can carry.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from kg.errors import InputError, RemoteError

T = TypeVar("T")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

NAMES = ("local", "dask")
_AHEAD = 4  # tasks handed out before their results are due, for each worker
_TRIES = 2  # workers that a task may end


class Engine(Protocol):
    def __call__(self, work: Callable[[T], R], tasks: Iterable[T], lost: Callable[[T], R], /) -> Generator[R]:
        """The results of ``work`` in the order of ``tasks``; raises what ``work`` raises."""


class _Future(Protocol[R_co]):
    def result(self) -> R_co: ...


def engine(name: str | None = None, *, jobs: int = 1, scheduler: str | None = None) -> Engine:
    """The engine ``local``, with ``jobs`` processes (0: one a core), or ``dask``, with the address of its scheduler.

    Raises InputError for a name that is none, an address that is missing or not wanted, and a missing extra.
    """
    if jobs < 0:
        raise InputError(f"{jobs} jobs cannot be: give 1 or more, or 0 for one a core")
    if name == "dask":
        if not scheduler:
            raise InputError(
                "the engine dask needs the address of its scheduler, such as tcp://10.0.0.1:8786"
            )
        return _dask(scheduler)
    if name not in (None, "local"):
        raise InputError(f"no engine {name!r}; there are: {', '.join(NAMES)}")
    if scheduler:
        raise InputError("a scheduler is for the engine dask: name that too")
    count = jobs or os.cpu_count() or 1
    return serial if count == 1 else _processes(count)


def serial(work: Callable[[T], R], tasks: Iterable[T], lost: Callable[[T], R], /) -> Generator[R]:
    """One after another, here; nothing is started."""
    yield from map(work, tasks)


def _processes(jobs: int) -> Engine:
    def run(work: Callable[[T], R], tasks: Iterable[T], lost: Callable[[T], R], /) -> Generator[R]:
        waiting, due = iter(tasks), deque[T]()
        while True:
            try:
                yield from _together(work, waiting, due, jobs)
                return
            except (
                BrokenProcessPool
            ):  # one of the tasks that are due has ended its worker: trying each alone tells
                while due:
                    yield _alone(work, due.popleft(), lost)

    return run


def _together(work: Callable[[T], R], waiting: Iterator[T], due: deque[T], jobs: int) -> Iterator[R]:
    with _pool(jobs) as pool:
        yield from _in_order(lambda task: pool.submit(work, task), waiting, due, jobs * _AHEAD)


def _in_order(
    submit: Callable[[T], _Future[R]], waiting: Iterator[T], due: deque[T], most: int
) -> Iterator[R]:
    """Results in order. ``due`` has the tasks that were handed out and whose results were not yet given."""
    handed = deque[_Future[R]]()
    while True:
        while len(due) < most and (following := next(zip(waiting, strict=False), None)):
            due.append(following[0])  # first, because handing it out may fail
            handed.append(submit(following[0]))
        if not due:
            return
        result = handed.popleft().result()
        due.popleft()
        yield result


def _alone(work: Callable[[T], R], task: T, lost: Callable[[T], R]) -> R:
    """The result of a task that may end the process that does it."""
    for _ in range(_TRIES):
        try:
            with _pool(1) as pool:
                return pool.submit(work, task).result()
        except BrokenProcessPool:
            continue
    return lost(task)


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """New processes that share nothing with this one (a copy of a process with threads may hang)."""
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """In each new process: Ctrl-C is for the one that started it, and when that one is gone, so is this."""
    import signal
    from multiprocessing import parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def follow() -> None:
        if parent:
            parent.join()
        os._exit(1)

    Thread(target=follow, daemon=True).start()


def _dask(address: str) -> Engine:
    """See https://distributed.dask.org: the scheduler gives a task of a worker that died to another one."""
    try:
        import distributed
    except ImportError:
        raise InputError("the engine dask needs an extra: pip install 'urban-policy-kg[cluster]'") from None

    client_of: Any = distributed.Client  # which has no types

    def run(work: Callable[[T], R], tasks: Iterable[T], lost: Callable[[T], R], /) -> Generator[R]:
        try:
            with client_of(address, timeout="10s", set_as_default=False) as client:
                workers = sum(client.nthreads().values()) or 1

                def submit(task: T) -> _Future[R]:
                    return _Kept(client.submit(work, task, pure=False), task, lost)

                yield from _in_order(submit, iter(tasks), deque(), workers * _AHEAD)
        except (OSError, TimeoutError, distributed.CancelledError) as error:
            raise RemoteError(f"the scheduler at {address} does not answer: {error}") from error

    return run


class _Kept:
    """A Dask future whose task is given up once it has ended as many workers as the scheduler allows."""

    def __init__(self, future: Any, task: Any, lost: Callable[[Any], Any]) -> None:
        self._future, self._task, self._lost = future, task, lost

    def result(self) -> Any:
        from distributed import KilledWorker

        try:
            return self._future.result()
        except KilledWorker:
            return self._lost(self._task)
