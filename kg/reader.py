"""Files into Documents: the only place where texts are read from disk.

Encoding ladder: byte order mark, strict UTF-8, GB18030, never a guess beyond that; ``encoding`` overrides it. The
stored text keeps every code point as read, but for the byte order mark and for line ends, which become LF: offsets
always refer to the stored text, and so does ``sha256`` (of its UTF-8 bytes).

What is known about a text beforehand comes from ``seeds/sources.tsv`` (bundled reports, found by sha256), and from a
``NAME.toml`` beside the file, which wins.
"""

from __future__ import annotations

import codecs
import hashlib
import re
import tomllib
import unicodedata
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.lexicon import read_tsv
from kg.model import Document
from kg.resources import data_path

MAX_BYTES = 64 * 1024 * 1024
_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHOICES = "utf-8, gb18030, big5, utf-16"
_FIELDS = ("title", "kind", "jurisdiction", "issued", "issuer", "source")


def read(path: str | Path, *, encoding: str | None = None) -> Document:
    """The document in a text file.

    Raises InputError, in one line that names cause and choices, for a file that is missing, a folder, empty, too
    large (over 64 MiB), binary, or not in ``encoding`` (default: UTF-8, else GB18030), and for a broken sidecar.
    """
    path = Path(path)
    text = _decode(_bytes(path), path.name, encoding)
    document = from_text(text, name=path.name)
    return _with_sidecar(document, path)


def from_text(text: str, *, name: str = "text") -> Document:
    """A document made of ``text``; ``name`` is its file name or title, the readable part of its id.

    Raises InputError if ``text`` is empty or cannot be written as UTF-8.
    """
    stored = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not stored.strip():
        raise InputError(f"{name}: the text is empty")
    try:
        digest = hashlib.sha256(stored.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise InputError(f"{name}: a lone surrogate at character {error.start}, which is no text") from None
    document = Document(id=f"{_stem(name)}-{digest[:8]}", text=stored, sha256=digest, source=name)
    known = _sources().get(digest)
    return replace(document, **known) if known else document


def _stem(name: str) -> str:
    """The part of an id that a person reads: letters, digits, Chinese, - and _ only."""
    stem = unicodedata.normalize("NFKC", re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name))
    return re.sub(r"[^\w]+", "-", stem).strip("-")[:60] or "text"


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise InputError(f"{path}: a folder, not a text file; name the files in it")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(
                f"{path}: {size:,} bytes, more than the {MAX_BYTES:,} that one text may have; split it"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file{_near(path)}") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise InputError(f"{path}: the file is empty")
    return data


def _near(path: Path) -> str:
    """A hint: the texts that are there instead."""
    try:
        names = sorted(p.name for p in path.parent.glob("*.txt"))[:5]
    except OSError:
        return ""
    return f"; in {path.parent} there are: {', '.join(names)}" if names else ""


def _decode(data: bytes, name: str, encoding: str | None) -> str:
    if encoding:
        return _decode_as(data, name, encoding)
    for bom, marked in _BOMS:
        if data.startswith(bom):
            return _decode_as(data, name, marked)
    if b"\0" in data:
        raise InputError(
            f"{name}: binary, not text (a NUL byte at {data.index(0)}); if UTF-16, give that encoding"
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _decode_gb18030(data, name, error.start)
    _refuse_controls(text, name)
    return text


def _decode_as(data: bytes, name: str, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except LookupError:
        raise InputError(f"{name}: no encoding {encoding!r}; choices: {_CHOICES}") from None
    except UnicodeError as error:
        where = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise InputError(f"{name}: not {encoding}{where}; choices: {_CHOICES}") from None
    if not isinstance(text, str):  # codecs such as "hex" or "rot13" are no text encodings
        raise InputError(f"{name}: {encoding!r} is no text encoding; choices: {_CHOICES}")
    if "\0" in text:
        raise InputError(f"{name}: binary, not text (a NUL character at {text.index(chr(0))} as {encoding})")
    return text


def _decode_gb18030(data: bytes, name: str, broken: int) -> str:
    """GB18030, unless the bytes are UTF-8 with a flaw or another encoding that happens to decode."""
    guess = data[: 1 << 20].decode("utf-8", "replace")
    if guess.count("\ufffd") * 4 < sum(char > "\u2e7f" for char in guess):
        raise InputError(
            f"{name}: UTF-8 with a broken byte at {broken}; mend it, or give its encoding ({_CHOICES})"
        )
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: neither UTF-8 (byte {broken}) nor GB18030 (byte {error.start}); give its encoding: {_CHOICES}"
        ) from None
    # Big5 and binary junk decode as GB18030 too, but into private-use characters that no text has.
    odd = sum("\ue000" <= char <= "\uf8ff" for char in text[: 1 << 18])
    if odd * 100 > min(len(text), 1 << 18):
        raise InputError(f"{name}: neither UTF-8 nor GB18030 text; give its encoding: {_CHOICES}")
    return text


def _refuse_controls(text: str, name: str) -> None:
    head = text[: 1 << 18]
    controls = sum(char < " " and char not in "\t\n\r\f\v\x1a" for char in head)
    if controls * 100 > len(head):
        raise InputError(
            f"{name}: binary, not text ({controls} control characters); convert it to text first"
        )


@cache
def _sources() -> dict[str, dict[str, Any]]:
    """What seeds/sources.tsv says, by sha256 of the stored text."""
    known: dict[str, dict[str, Any]] = {}
    for row in read_tsv(data_path("seeds", "sources.tsv")):
        _, title, kind, jurisdiction, year, issued, issuer, source, sha256 = row
        fields = {
            "title": title,
            "kind": kind,
            "jurisdiction": jurisdiction,
            "year": int(year) if year else None,
            "issued": issued,
            "issuer": issuer,
            "source": source,
        }
        known[sha256] = {key: value for key, value in fields.items() if value}
    return known


def _with_sidecar(document: Document, path: Path) -> Document:
    sidecar = path.with_suffix(".toml")
    if sidecar == path or not sidecar.is_file():
        return document
    try:
        values = tomllib.loads(sidecar.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{sidecar.name}: not a readable TOML file ({str(error).splitlines()[0]})") from None
    return replace(
        document, **{key: _value(sidecar.name, key, value) for key, value in sorted(values.items())}
    )


def _value(name: str, key: str, value: Any) -> Any:
    if key == "year":
        if isinstance(value, int) and not isinstance(value, bool) and 1949 <= value <= 2199:
            return value
        raise InputError(f"{name}: year must be a number such as 2021, not {value!r}")
    if key not in _FIELDS:
        raise InputError(f"{name}: unknown key {key!r}; keys: {', '.join(sorted((*_FIELDS, 'year')))}")
    if key == "issued":
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            raise InputError(f"{name}: issued must be a date such as 2021-02-01, not {value!r}") from None
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{name}: {key} must be a text, not {value!r}")
    return value.strip()
