"""What a build that is under way was asked for: kept beside its parts, so that it can go on if it is interrupted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import InputError
from kg.outdir import PARTS, RESUME, write_file
from kg.parts import Folder
from kg.reader.source import is_url


@dataclass(frozen=True, slots=True)
class Asked:
    """What a build was asked for."""

    paths: list[str]
    base: str
    min_confidence: float
    encoding: str | None


def asked(folder: Path, paths: object) -> Asked:
    """What the interrupted build in ``folder`` was asked for. Raises InputError if there is none."""
    if paths:
        raise InputError("a build is resumed with the paths that it began with: give none")
    try:
        return Asked(**json.loads((folder / PARTS / RESUME).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        raise InputError(f"no interrupted build in {str(folder)!r}") from None


@contextmanager
def begun(parts: Path, what: Asked) -> Iterator[Folder]:
    """The folder of parts, with a note of what the build was asked for while it is under way."""
    parts.mkdir(parents=True, exist_ok=True)
    note = write_file(parts / RESUME, json.dumps(asdict(what)).encode())
    try:
        yield Folder(parts)
    except InputError:  # nothing can be read: there is nothing to resume
        note.unlink()
        with suppress(OSError):  # parts of an earlier build
            parts.rmdir()
        raise


def absolute(paths: str | Path | Iterable[str | Path] | None) -> list[str | Path]:
    given = [paths] if isinstance(paths, str | Path) else list(paths or [])
    return [path if is_url(str(path)) else Path(path).absolute() for path in given]
