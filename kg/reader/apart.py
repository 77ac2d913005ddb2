"""A step in a process of its own, with bounded time and memory: if it crashes or hangs, it does so alone."""

from __future__ import annotations

import os
import subprocess
import sys

from kg.errors import InputError


def run(module: str, data: bytes, *, name: str, seconds: float, memory: int) -> bytes:
    """What ``python -m module SECONDS MEMORY`` writes when given ``data``; see :func:`bound`.

    Raises InputError if it does not end well in ``seconds`` (of the clock).
    """
    command = [sys.executable, "-m", module, str(int(seconds)), str(memory)]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONIOENCODING": "utf-8",
    }
    try:
        done = subprocess.run(  # noqa: S603  # this Python and a module of ours
            command, input=data, capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise InputError(f"{name}: not read in {seconds:g} seconds, given up") from None
    except OSError as error:
        raise InputError(f"{name}: no process to read it in ({error.strerror or error})") from None
    if done.returncode != 0:
        raise InputError(
            f"{name}: broken, or more than can be read in {seconds:g} seconds and {memory >> 20:,} MiB"
        )
    return done.stdout


def bound(seconds: int, memory: int) -> None:
    """Bound this process: ``seconds`` of the processor, ``memory`` bytes of address space. Only where POSIX offers it."""
    try:
        import resource
    except ImportError:  # Windows: the clock of run() remains
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
