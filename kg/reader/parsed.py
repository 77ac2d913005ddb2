"""What goes into the reader of a format and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass

Known = tuple[tuple[str, str | int], ...]  # what is known of a text: (field of Document, its value)


@dataclass(frozen=True, slots=True)
class Raw:
    """A file as it came. ``name`` is for messages; the last two are what an HTTP header says."""

    data: bytes
    name: str
    encoding: str | None = None  # as the user gave it
    declared: str | None = None  # charset
    media: str = ""  # media type: text/html


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text of a file, what the file says of itself, and what of it could not be read, in words."""

    text: str
    known: Known = ()
    notes: tuple[str, ...] = ()
