"""How long the fuzz goes on, and how long one example may take."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from hypothesis import HealthCheck, settings

Test = TypeVar("Test", bound=Callable[..., None])
DEEP = os.environ.get("FUZZ") == "deep"
_TIMES = int(os.environ.get("FUZZ_TIMES", "60")) if DEEP else 1
SECONDS = 60  # no input of a fuzz takes a second: what takes this long hangs


def examples(number: int) -> Callable[[Test], Test]:
    """A test of ``number`` examples, the same in every run; of many more, and new ones, under FUZZ=deep."""
    return settings(
        max_examples=number * _TIMES,
        derandomize=not DEEP,
        database=None,
        deadline=None,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.function_scoped_fixture,
        ],
    )


@contextmanager
def in_time(what: object) -> Iterator[None]:
    """Fails, naming the input, if the block hangs: by an alarm, which Python's regular expressions heed too."""

    def ring(*_: object) -> None:
        raise AssertionError(f"no end after {SECONDS} s: {what!r}")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
