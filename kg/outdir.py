"""The folder that a build writes: made beside, then put in place, so that an earlier result is whole or replaced.

While a build works, its files are in ``OUT/.new-…``. When all are there, that folder is renamed ``OUT/.ready``,
and from then on the new files win: each takes its place by a rename, and a process killed between two renames
leaves a ``.ready`` that the next opening carries to its end. Other files in OUT are never touched.

``OUT/parts`` is not replaced: its files (`kg.parts`) are named by what they were made from, and never change.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import OutputError

STORE, TRIG, HTML, CATALOG = "store", "graph.trig", "graph.html", "corpus.sqlite"
REPLACED = (STORE, TRIG, HTML, CATALOG)
PARTS = "parts"
LINKS = "links.tsv"  # decisions of people (`kg.decisions`): read, never replaced by a build
RESUME = "resume.json"  # in PARTS, while a build is under way: what it was asked for
_READY = ".ready"
_NEW = ".new-"
_ATTEMPTS = 5
_OLD, _GONE = "old-", "gone-"  # before a name in _READY: what stood there; that nothing is to stand there


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """An empty folder to write REPLACED into; on a clean exit what is there replaces what is in ``out``.

    On any error all is as before. Raises as :func:`locked` does.
    """
    with locked(out), replaced(out) as new:
        yield new


@contextmanager
def replaced(out: Path) -> Iterator[Path]:
    """The same within :func:`locked`."""
    new = Path(tempfile.mkdtemp(prefix=_NEW, dir=out))
    try:
        yield new
        new.rename(out / _READY)
    finally:
        _discard(new)
    recover(out)


def _discard(new: Path) -> None:
    """Remove what came to nothing. A store in it may still be open, for an error holds on to it, and write a file."""
    for _ in range(_ATTEMPTS):
        shutil.rmtree(new, ignore_errors=True)
        if not new.exists():
            return
        time.sleep(0.05)


def without(new: Path, name: str) -> None:
    """Say in the folder of :func:`replaced` that ``name`` is not to stand any more: it would be out of date."""
    (new / (_GONE + name)).touch()


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """``out`` for this process alone to write; made if there is none, and not left behind empty.

    Raises OutputError if it cannot be written, holds files of our names that no build wrote, or is being written by
    another process.
    """
    fresh = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _lock(out):
            recover(out)
            _check_ours(out)
            yield
    except OSError as error:
        raise OutputError(f"cannot write {_what(error, out)}: {error.strerror or error}") from error
    finally:
        if fresh:
            with suppress(OSError):  # a failed build leaves no empty folder; a good one is not empty
                out.rmdir()


def recover(out: Path) -> None:
    """Carry a finished but interrupted replacement to its end; nothing to do in almost every case."""
    ready = out / _READY
    if not ready.is_dir():
        return
    for name in REPLACED:
        new, place, old = ready / name, out / name, ready / (_OLD + name)
        if place.exists() and (new.exists() or (ready / (_GONE + name)).exists()):
            place.rename(old)
        if new.exists():
            new.rename(place)
    shutil.rmtree(ready)


def settle(out: Path) -> None:
    """What a reader does first: finish an interrupted replacement in ``out``, if there is one."""
    if (out / _READY).is_dir():
        with _lock(out):
            recover(out)


def _check_ours(out: Path) -> None:
    if (out / STORE / "CURRENT").is_file():  # the name of RocksDB's own root file
        return
    begun = (out / PARTS / RESUME).is_file()
    for name in (*REPLACED, *(() if begun else (PARTS,))):
        if (out / name).exists():
            raise OutputError(f"{out} holds a {name!r} that no build wrote: name another folder with --out")


def _what(error: OSError, out: Path) -> str:
    return str(error.filename or out)


@contextmanager
def _lock(out: Path) -> Iterator[None]:
    """Hold ``out`` against a second build; the system frees it if this process dies."""
    try:
        import fcntl
    except ImportError:  # Windows: the store's own lock has to do
        yield
        return
    folder = os.open(out, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EACCES):
                raise OutputError(
                    f"another build is writing {out}: wait for it or name another --out"
                ) from None
        _sweep(out)  # any other error: a file system without locks
        yield
    finally:
        os.close(folder)


def _sweep(out: Path) -> None:
    """Remove what killed builds left; only called under the lock, so nobody is using it."""
    for left in out.glob(_NEW + "*"):
        shutil.rmtree(left, ignore_errors=True)


def write_file(path: str | Path, data: bytes) -> Path:
    """Write one file beside and rename it, so that it is never half-written. Raises OutputError.

    A link is followed, and what is no plain file (``/dev/stdout``, a pipe) is written to as it is.
    """
    place = Path(os.path.realpath(path))
    try:
        if place.exists() and not place.is_file():
            place.write_bytes(data)
            return Path(path)
        beside = place.with_name(f".{place.name}.new")
        try:
            beside.write_bytes(data)
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
    return Path(path)
