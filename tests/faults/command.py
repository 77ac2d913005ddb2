"""``kg`` in a process of its own, with less than it needs."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

OLD = "云湾区2031年工作报告\n云湾区以东港新城、西岭谷“两大引擎”为牵引，重点发展海洋产业。\n预计生产总值增长6%左右。\n"
NEW = "云湾区2032年工作报告\n云湾区以南湖新城、北岭谷“两大引擎”为牵引，重点发展海洋产业。\n预计生产总值增长5%左右。\n"
_DROP_FROM_BOUNDING_SET = 24  # prctl(2)
_OVERRIDES = (
    1,
    2,
    3,
)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER: by which root passes over permissions


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    out: str
    err: str


def kg(
    *args: str | Path, cwd: Path, before: Callable[[], object] | None = None, timeout: float = 300
) -> Ended:
    """Run the command line in ``cwd``; ``before`` is called in its process first."""
    with start(*args, cwd=cwd, before=before) as process:
        out, err = process.communicate(timeout=timeout)
    return Ended(process.returncode, out, err)


def start(*args: str | Path, cwd: Path, before: Callable[[], object] | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kg", *map(str, args)]
    environment = os.environ | {
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "SOURCE_DATE_EPOCH": "1700000000",
    }
    return subprocess.Popen(
        command, cwd=cwd, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=before,
    )  # fmt: skip


def no_file_larger_than(size: int) -> Callable[[], None]:
    """As a full disk, for who writes; Python ignores the signal, so that a write fails with EFBIG."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def as_anybody() -> None:
    """Permissions hold for root too, from the next program on."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in _OVERRIDES:
            libc.prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)


def is_one_line(ended: Ended) -> bool:
    """Whether the command failed as it should: exit code 2 and one line that begins with its name."""
    return ended.code == 2 and ended.err.startswith("kg: ") and ended.err.count("\n") == 1
