"""Bytes into characters: byte order mark, strict UTF-8, the encoding that the file declares, GB18030; never a guess.

``encoding`` overrides it all. Big5 and others decode as GB18030 too, into characters that no text has: told apart by
those, and refused with the choices.
"""

from __future__ import annotations

import codecs

from kg.errors import InputError
from kg.reader.parsed import Parsed, Raw

MAX_BYTES = 64 * 1024 * 1024  # of one text
_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHOICES = "utf-8, gb18030, big5, utf-16"
_SAMPLE = 1 << 18  # characters that are looked at


def read(raw: Raw) -> Parsed:
    """A plain text, as it is."""
    return Parsed(decode(raw.data, raw.name, raw.encoding, raw.declared))


def decode(data: bytes, name: str, encoding: str | None = None, declared: str | None = None) -> str:
    """The characters of ``data``, without its byte order mark; ``name`` is for messages.

    ``encoding`` is obeyed; ``declared`` (by an HTTP header or a page) is believed where bytes are not UTF-8.
    Raises InputError, in one line that names cause and choices, for what is empty, too large, binary or neither.
    """
    if len(data) > MAX_BYTES:
        raise InputError(
            f"{name}: {len(data):,} bytes, more than the {MAX_BYTES:,} that one text may have; split it"
        )
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise InputError(f"{name}: the file is empty")
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
        text = _declared(data, declared) or _decode_gb18030(data, name, error.start)
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


def _declared(data: bytes, declared: str | None) -> str | None:
    """``data`` as a page says that it is; gb2312 and gbk mean GB18030, as in every browser (WHATWG Encoding, 4.2)."""
    try:
        name = codecs.lookup(declared or "").name
        text = data.decode("gb18030" if name in ("gb2312", "gbk") else name, "replace")
    except (LookupError, UnicodeError, ValueError):
        return None
    return text if isinstance(text, str) and text.count("\ufffd") * 1000 <= len(text) else None


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
    odd = sum("\ue000" <= char <= "\uf8ff" for char in text[:_SAMPLE])
    if odd * 100 > min(len(text), _SAMPLE):
        raise InputError(f"{name}: neither UTF-8 nor GB18030 text; give its encoding: {_CHOICES}")
    return text


def _refuse_controls(text: str, name: str) -> None:
    head = text[:_SAMPLE]
    controls = sum(char < " " and char not in "\t\n\r\f\v\x1a" for char in head)
    if controls * 100 > len(head):
        raise InputError(
            f"{name}: binary, not text ({controls} control characters); convert it to text first"
        )
