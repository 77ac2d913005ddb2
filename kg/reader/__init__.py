"""Files, archives and web pages into Documents: the only place where texts are read.

    for source in sources(["reports/", "more.zip", "https://…"]):   # small picklable values; nothing is parsed yet
        document = read_source(source)                              # raises InputError, of this text alone

Formats are tried in the order of FORMATS, by what a file begins with, then by its suffix. Each reader gives plain text:
a paragraph a line, headings as lines of their own, a row of a table as a line ``cell | cell | cell``. That text is
stored as it is, but for line ends, which become LF: offsets always refer to the stored text, and so does ``sha256``
(of its UTF-8 bytes).

What is known beside the words comes from, the later the stronger: what a page says of itself, ``seeds/sources.tsv``
(bundled reports, by sha256), a ``sources.tsv`` in the text's folder or one above, a ``NAME.toml`` beside it. What all
of these leave open, ``kg.rules.metadata`` reads from the words. Nothing is fetched but an address given by the user.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from kg.errors import InputError
from kg.http import is_url
from kg.model import Document
from kg.reader import archive, docx, fetch, html, markdown, pdf, sniff, text
from kg.reader.disk import MAX_FILE, read_bytes
from kg.reader.metadata import bundled, sidecar
from kg.reader.parsed import Known, Parsed, Raw
from kg.reader.source import READABLE as READABLE
from kg.reader.source import Source as Source
from kg.reader.source import sources as sources


class Format(NamedTuple):
    """A kind of file: whether one is of it, and how it is read."""

    name: str
    fits: Callable[[Raw], bool]
    read: Callable[[Raw], Parsed]


FORMATS = (  # the first that fits
    Format("pdf", sniff.is_pdf, pdf.read),
    Format("docx", sniff.is_docx, docx.read),
    Format("html", sniff.is_html, html.read),
    Format("markdown", sniff.is_markdown, markdown.read),
    Format("text", lambda raw: True, text.read),
)


def read(path: str | Path, *, encoding: str | None = None) -> Document:
    """The document in the file or web page ``path``; raises as :func:`read_source` does.

    A ``sources.tsv`` in the file's folder is heeded. A folder or an archive holds many: see :func:`sources`.
    """
    if not is_url(str(path)) and Path(path).is_dir():
        raise InputError(f"{path}: a folder, not a text file; name the files in it")
    found = sources(path, encoding=encoding)
    if len(found) != 1:
        raise InputError(f"{path}: an archive of {len(found)} texts, not a text file; build reads them all")
    return read_source(found[0])


def read_source(source: Source) -> Document:
    """The document in ``source``.

    Raises InputError, in one line that names cause and remedy, for what is missing, empty, too large, broken, of a kind
    that is not read, in an unknown encoding or without a text layer, for a broken sidecar and for a missing extra.
    """
    raw = fetch.fetch(source.path, encoding=source.encoding) if source.is_url else _load(source)
    sniff.refuse(raw)
    _refuse_archive(source, raw)
    parsed = next(format for format in FORMATS if format.fits(raw)).read(raw)
    document = replace(from_text(parsed.text, name=source.name), notes=parsed.notes)
    if source.is_url or source.member:
        document = replace(document, source=str(source))
    return _with(document, parsed.known, _bundled(document), source.known, _beside(source))


def _refuse_archive(source: Source, raw: Raw) -> None:
    """Raises InputError for a zip archive that is no source of texts, and for what is only called one."""
    called = source.name.lower().endswith(".zip")
    if not sniff.is_zip(raw) and called:
        raise InputError(f"{source}: not a zip archive")
    if sniff.is_zip(raw) and not sniff.is_docx(raw):
        if source.member or source.is_url:
            raise InputError(f"{source}: an archive inside another or on the web; unpack it here first")
        raise InputError(
            f"{source}: an archive " + ("without texts in it" if called else "not called .zip; rename it")
        )


def from_text(text: str, *, name: str = "text") -> Document:
    """A document made of ``text``; ``name`` is its file name or title, the readable part of its id.

    Raises InputError if ``text`` is empty, or if it or its name cannot be written as UTF-8.
    """
    if re.search("[\ud800-\udfff]", name):  # how Python shows the bytes of a name that is not UTF-8
        raise InputError(f"{name}: the name is not UTF-8; rename the file")
    stored = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not stored.strip():
        raise InputError(f"{name}: the text is empty")
    try:
        digest = hashlib.sha256(stored.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise InputError(f"{name}: a lone surrogate at character {error.start}, which is no text") from None
    document = Document(id=f"{_stem(name)}-{digest[:8]}", text=stored, sha256=digest, source=name)
    return _with(document, _bundled(document))


def _bundled(document: Document) -> Known:
    return bundled().get(document.sha256, ())


def _with(document: Document, *known: Known) -> Document:
    """``document`` with what is known of it, the later the stronger."""
    values: dict[str, Any] = dict(pair for pairs in known for pair in pairs)
    return replace(document, **values)


def _stem(name: str) -> str:
    """The part of an id that a person reads: letters, digits, Chinese, - and _ only."""
    stem = unicodedata.normalize("NFKC", re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name))
    return re.sub(r"[^\w]+", "-", stem).strip("-")[:60] or "text"


def _load(source: Source) -> Raw:
    """A file, or a member of an archive."""
    if source.member:
        data = archive.read_member(source.path, source.member, MAX_FILE)
    else:
        data = read_bytes(Path(source.path), MAX_FILE)
    return Raw(data, str(source), source.encoding)


def _beside(source: Source) -> Known:
    """What the sidecar says, if there is one: NAME.toml beside the file, in an archive beside the member."""
    if source.is_url:
        return ()
    if source.member:
        name = str(PurePosixPath(source.member).with_suffix(".toml"))
        there = name in archive.members(source.path)
        return sidecar(archive.read_member(source.path, name, MAX_FILE), name) if there else ()
    path = Path(source.path).with_suffix(".toml")
    return sidecar(read_bytes(path, MAX_FILE), path.name) if path.is_file() else ()
