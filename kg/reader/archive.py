"""Zip archives: which texts lie in one, and the bytes of one of them. Nothing is ever unpacked to disk.

What an archive may hold is bounded, so that a zip bomb is an error and not a full memory: each member by the limit of
a file, all together by their ratio to the archive's own size.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO

from kg.errors import InputError

MAX_MEMBERS = 200_000
MAX_RATIO = 250  # texts shrink to a tenth, tables of zeros to a hundredth; a bomb to a thousandth and less
_SMALL = 64 * 1024 * 1024  # what may be unpacked whatever the ratio
_UTF8_FLAG = 0x800  # APPNOTE.TXT 4.4.4, bit 11
_ENCRYPTED_FLAG = 0x1  # bit 0


def members(path: str) -> tuple[str, ...]:
    """Names of the files in the archive at ``path``, in its order. Raises InputError if it cannot be listed."""
    return tuple(_opened(path)[1])


def read_member(path: str, member: str, limit: int) -> bytes:
    """The bytes of one member, at most ``limit``. Raises InputError, in one line."""
    archive, infos = _opened(path)
    if member not in infos:
        raise InputError(f"{path}: holds no {member!r}")
    return unpack(archive, infos[member], f"{path}/{member}", limit)


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, limit: int) -> bytes:
    """The bytes of ``info``. Raises InputError if it is larger than ``limit``, encrypted or broken."""
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise InputError(f"{where}: encrypted; unpack it with its password first")
    if info.file_size > limit:
        raise InputError(f"{where}: {info.file_size:,} bytes, more than the {limit:,} that a file may have")
    try:
        with archive.open(info) as member:
            return member.read(limit + 1)[:limit]
    except NotImplementedError as error:
        raise InputError(f"{where}: packed in a way that cannot be read ({error})") from None
    except (OSError, RuntimeError, EOFError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise InputError(f"{where}: a broken zip archive ({_line(error)})") from None


def open_zip(file: str | IO[bytes], where: str, size: int) -> zipfile.ZipFile:
    """The archive in ``file``, of ``size`` bytes. Raises InputError if it is none, broken or a zip bomb."""
    try:
        archive = zipfile.ZipFile(file)
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile) as error:
        raise InputError(f"{where}: not a zip archive that can be read ({_line(error)})") from None
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    if len(infos) > MAX_MEMBERS:
        raise InputError(f"{where}: {len(infos):,} files, more than the {MAX_MEMBERS:,} an archive may have")
    if total > max(_SMALL, MAX_RATIO * size):
        raise InputError(
            f"{where}: {size:,} bytes that say they unpack to {total:,}: a zip bomb, left unopened"
        )
    return archive


def _opened(path: str) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]:
    try:
        state = Path(path).stat()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    return _archive(path, state.st_mtime_ns, state.st_size, os.getpid())


@lru_cache(maxsize=1)  # read member by member, an archive's table of contents is read once
def _archive(
    path: str, _changed: int, size: int, _process: int
) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]:
    """The archive and its files by name; one a process, since processes would share a place in the file."""
    archive = open_zip(path, path, size)
    return archive, {_name(info): info for info in archive.infolist() if not info.is_dir()}


def _name(info: zipfile.ZipInfo) -> str:
    """The member's path; without the UTF-8 flag it is in the encoding of the machine that packed it: UTF-8 or GBK."""
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG:
        for encoding in ("gb18030", "utf-8"):  # the last one that fits
            with suppress(UnicodeError):
                name = info.filename.encode("cp437").decode(encoding)  # zipfile took it for code page 437
    return name.replace("\\", "/")


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
