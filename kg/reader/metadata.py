"""What is known of a text beside its words: from a ``NAME.toml`` beside it, or a line of a ``sources.tsv``.

A sidecar holds the fields of :class:`kg.model.Document` that FIELDS names::

    title = "2024年政府工作报告"
    jurisdiction = "甲县"
    year = 2024

A ``sources.tsv`` has a column ``file`` (path from its own folder) and columns of these names; the first line names the
columns, with or without ``# columns:`` before them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any

from kg.errors import InputError
from kg.reader.parsed import Known
from kg.reader.text import decode
from kg.resources import data_path

Table = Mapping[str, Known]  # by file

FIELDS = ("title", "kind", "jurisdiction", "year", "issued", "issuer", "source")
_ALSO = {"date": "issued", "url": "source", "publisher": "issuer"}  # what tables call them too
_OTHER = ("file", "sha256", "note")  # columns that are no fields
_COLUMNS = "# columns:"


def sidecar(data: bytes, where: str) -> Known:
    """The fields in a sidecar; ``where`` names it. Raises InputError for TOML, a key or a value that is none."""
    try:
        values = tomllib.loads(decode(data, where, "utf-8-sig"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"{where}: not a readable TOML file ({str(error).splitlines()[0]})") from None
    return tuple((_ALSO.get(key, key), _value(where, key, value)) for key, value in sorted(values.items()))


def table(data: bytes, where: str) -> Table:
    """What a ``sources.tsv`` says, by file (POSIX path from its folder). Raises InputError, naming the line."""
    return {row["file"].removeprefix("./"): _known(row, place) for place, row in _rows(data, where)}


def believed(values: Mapping[str, str]) -> Known:
    """Those of ``values`` that are fields and well said: what a file says of itself is no reason to refuse it."""
    known: dict[str, str | int] = {}
    for key, value in values.items():
        with suppress(InputError):
            known[_ALSO.get(key.lower(), key.lower())] = _value("", key.lower(), value)
    return tuple(known.items())


@cache
def bundled() -> Table:
    """What is known of the bundled reports, by sha256 of the stored text."""
    path = data_path("seeds", "sources.tsv")
    return {row["sha256"]: _known(row, place) for place, row in _rows(path.read_bytes(), path.name)}


def _known(row: Mapping[str, str], place: str) -> Known:
    return tuple(
        (_ALSO.get(key, key), _value(place, key, cell))
        for key, cell in row.items()
        if cell and key not in _OTHER
    )


def _rows(data: bytes, where: str) -> Iterator[tuple[str, dict[str, str]]]:
    columns: list[str] = []
    for number, line in enumerate(decode(data, where).splitlines(), start=1):
        place = f"{where}:{number}"
        if line.startswith(_COLUMNS) or (not columns and line.strip() and not line.startswith("#")):
            columns = [cell.strip().lower() for cell in line.removeprefix(_COLUMNS).split("\t")]
            _check(columns, place)
        elif line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) > len(columns):
                raise InputError(f"{place}: {len(cells)} cells where the header names {len(columns)}")
            yield place, dict(zip(columns, cells, strict=False))


def _check(columns: list[str], place: str) -> None:
    for name in columns:
        if name not in FIELDS and name not in _ALSO and name not in _OTHER:
            raise InputError(f"{place}: no column {name!r}; columns: {', '.join(('file', *FIELDS))}")
    if "file" not in columns:
        raise InputError(f"{place}: no column 'file', which says of which text a line speaks")


def _value(where: str, key: str, value: Any) -> str | int:
    field = _ALSO.get(key, key)
    if field == "year":
        number = int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value
        if isinstance(number, int) and not isinstance(number, bool) and 1949 <= number <= 2199:
            return number
        raise InputError(f"{where}: year must be a number such as 2021, not {value!r}")
    if field not in FIELDS:
        raise InputError(f"{where}: unknown key {key!r}; keys: {', '.join(sorted(FIELDS))}")
    if field == "issued":
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            raise InputError(f"{where}: {key} must be a date such as 2021-02-01, not {value!r}") from None
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{where}: {key} must be a text, not {value!r}")
    return value.strip()
