"""What there is to read: each text as a small value, before any of it is opened.

``sources`` lists files, folders, zip archives and web addresses. Only folders, the tables of contents of archives and
``sources.tsv`` files are read for it; nothing is fetched.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from urllib.parse import unquote, urlsplit

from kg.errors import InputError
from kg.http import is_url as is_url
from kg.reader import archive
from kg.reader.disk import read_bytes
from kg.reader.metadata import Table, table
from kg.reader.parsed import Known
from kg.resources import data_path

SOURCES_TSV = "sources.tsv"
READABLE = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf")
# Texts too, though of kinds that are not read: listed, so that each is named as such.
REFUSED = (".doc", ".wps", ".rtf", ".odt", ".ofd", ".mht", ".mhtml")
_ZIP = ".zip"
_MAX_TABLE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """One text to read: a file, a member of a zip archive or a web page. Picklable; ``str()`` names it to people."""

    path: str  # of a file, or an http(s) address
    member: str | None = None  # name inside the archive at ``path``
    encoding: str | None = None  # as the user gave it
    known: Known = ()  # what a sources.tsv says of it

    @property
    def is_url(self) -> bool:
        return is_url(self.path)

    @property
    def name(self) -> str:
        """The file's own name, of a page the end of its address: the document's id begins with it."""
        if self.is_url:
            address = urlsplit(self.path)
            return unquote(PurePosixPath(address.path).name) or address.netloc
        return PurePath(self.member or self.path).name

    def __str__(self) -> str:
        return f"{self.path}/{self.member}" if self.member else self.path


def sources(
    paths: str | Path | Iterable[str | Path] | None = None, *, encoding: str | None = None
) -> tuple[Source, ...]:
    """All texts that ``paths`` name, in the order given, by path inside folders and archives, each once.

    Without any, the bundled reports. A folder is searched at any depth for files with a suffix of READABLE, zip
    archives, and files with one of REFUSED (which cannot be read: to be named, not passed over in silence); hidden
    files and what Office and macOS leave behind do not count. A zip stands for its texts. A folder inside, or a zip,
    that cannot be listed stands as a source of its own: reading it says why.

    Raises InputError for a folder without texts, and for a ``sources.tsv`` with a line that cannot be read.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths or [data_path("seeds", "reports")])
    found: dict[Source, None] = {}
    for path in map(str, given):
        found.update(dict.fromkeys(_sources(path, encoding)))
    return tuple(found)


def _sources(path: str, encoding: str | None) -> Iterator[Source]:
    if is_url(path):
        yield Source(path, encoding=encoding)
    elif Path(path).is_dir():
        inside = tuple(_folder(Path(path), encoding))
        if not inside:
            raise InputError(f"{path}: a folder without texts ({', '.join((*READABLE, _ZIP))})")
        yield from inside
    else:
        yield from _file(Path(path), encoding, _tables((Path(path).parent / SOURCES_TSV,)))


def _folder(root: Path, encoding: str | None) -> Iterator[Source]:
    files: list[Path] = []
    tables: list[Path] = []
    closed: list[Path] = []
    for folder, folders, names in os.walk(root, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = [name for name in folders if _counts(name)]
        files += (Path(folder, name) for name in names if _is_text(name) and Path(folder, name).is_file())
        tables += (Path(folder, name) for name in names if name == SOURCES_TSV)
    known = _tables(tables)
    for file in sorted(files + closed):
        yield from _file(file, encoding, known)


def _file(path: Path, encoding: str | None, tables: Mapping[PurePath, Table]) -> Iterator[Source]:
    if path.suffix.lower() != _ZIP:
        yield Source(str(path), encoding=encoding, known=_said_of(path, tables))
        return
    try:
        names = archive.members(str(path))
        inside: dict[PurePath, Table] = {
            PurePosixPath(name).parent: table(
                archive.read_member(str(path), name, _MAX_TABLE), f"{path}/{name}"
            )
            for name in names
            if PurePosixPath(name).name == SOURCES_TSV
        }
    except InputError:  # said once more when it is read
        yield Source(str(path), encoding=encoding)
        return
    texts = [
        name for name in sorted(names) if _is_text(name) and all(map(_counts, PurePosixPath(name).parts))
    ]
    for name in texts:
        yield Source(str(path), name, encoding, _said_of(PurePosixPath(name), inside))
    if not texts:
        yield Source(str(path), encoding=encoding)


def _tables(paths: Iterable[Path]) -> dict[PurePath, Table]:
    """The tables at ``paths`` that exist, by the folder that they stand in."""
    return {path.parent: table(read_bytes(path, _MAX_TABLE), str(path)) for path in paths if path.is_file()}


def _said_of(path: PurePath, tables: Mapping[PurePath, Table]) -> Known:
    """What the nearest table says of ``path``: that of its own folder, else of one above."""
    for folder in path.parents:
        said = tables.get(folder, {}).get(path.relative_to(folder).as_posix())
        if said is not None:
            return said
    return ()


def _is_text(name: str) -> bool:
    suffix = PurePath(name).suffix.lower()
    return _counts(PurePath(name).name) and (suffix in READABLE or suffix in REFUSED or suffix == _ZIP)


def _counts(name: str) -> bool:
    """Whether a file or folder is meant to be seen: not hidden, nor left behind (~$report.docx, __MACOSX)."""
    return name == ".." or not name.startswith((".", "~$", "__MACOSX"))
