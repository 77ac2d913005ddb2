"""The bytes of a file, bounded, and in one clear line why there are none."""

from __future__ import annotations

from pathlib import Path

from kg.errors import InputError

MAX_FILE = 256 * 1024 * 1024  # of a file of any format; of plain text, text.MAX_BYTES


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of the file at ``path``. Raises InputError if there is none, or more than ``limit``."""
    if path.is_dir():
        raise InputError(f"{path}: a folder, not a text file; name the files in it")
    try:
        with path.open("rb") as file:
            data = file.read(
                limit + 1
            )  # bounded by what comes, for a pipe or a device says nothing of its size
    except FileNotFoundError:
        raise InputError(f"{path}: no such file{_near(path)}") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None
    if len(data) > limit:
        raise InputError(f"{path}: more than the {limit:,} bytes that such a file may have; split it")
    return data


def _near(path: Path) -> str:
    """A hint: the texts that are there instead."""
    try:
        names = sorted(p.name for p in path.parent.glob("*.txt"))[:5]
    except (OSError, ValueError):
        return ""
    return f"; in {path.parent} there are: {', '.join(names)}" if names else ""
