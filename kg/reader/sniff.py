"""What a file is, by its first bytes before its suffix: a page saved as .doc is a page, a picture named .pdf is none."""

from __future__ import annotations

import io
import re

from kg.errors import InputError
from kg.reader.archive import open_zip
from kg.reader.parsed import Raw

_CONVERT = "convert it first: soffice --headless --convert-to docx FILE (LibreOffice)"
_OCR = "a picture, not a text; run OCR first"
_UNPACK = "unpack it first, or pack it as .zip"
_REFUSED = (  # first bytes of what is known and not read, and what to do about it
    (b"{\\rtf", f"rich text (.rtf); {_CONVERT}"),
    (b"\x89PNG", _OCR),
    (b"\xff\xd8\xff", _OCR),
    (b"GIF8", _OCR),
    (b"II*\0", _OCR),
    (b"MM\0*", _OCR),
    (b"Rar!", f"a RAR archive; {_UNPACK}"),
    (b"7z\xbc\xaf\x27\x1c", f"a 7z archive; {_UNPACK}"),
    (b"\x1f\x8b", f"a gzip archive; {_UNPACK}"),
    (b"From: <Saved by Blink>", "a web archive (.mhtml); save the page as HTML instead"),
    (b"MIME-Version:", "a web archive (.mhtml); save the page as HTML instead"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2
_OLE_STREAMS = (  # names in its directory, UTF-16, and what they tell
    ("EncryptedPackage", "locked with a password; save it without one"),
    ("WordDocument", f"a Word 97 document (.doc); {_CONVERT}"),
    ("WpsDocument", f"a WPS document (.wps); {_CONVERT}"),
    ("Workbook", "a spreadsheet (.xls); save its sheets as text or as tables in a .docx"),
    ("PowerPoint Document", f"slides (.ppt); {_CONVERT.replace('docx', 'pdf')}"),
)
_PACKED = (  # a member that tells what a zip is
    ("xl/workbook.xml", "a spreadsheet (.xlsx); save its sheets as text or as tables in a .docx"),
    ("ppt/presentation.xml", "slides (.pptx); save them as .pdf"),
    ("OFD.xml", "an OFD document; save it as .pdf"),
    ("content.xml", f"an OpenDocument text (.odt); {_CONVERT}"),
    ("META-INF/container.xml", "an e-book (.epub); save its chapters as HTML"),
)
_HTML = (".html", ".htm", ".xhtml", ".shtml")
_MARKDOWN = (".md", ".markdown")
_WORD_2003 = b'progid="Word.Document"'
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)\b",
    re.I | re.S,
)
_HEAD = 4096  # bytes that tell what a file is


def refuse(raw: Raw) -> None:
    """Raises InputError, with what to do instead, for a file of a kind that is known and not read."""
    head = raw.data[:_HEAD]
    told = [message for magic, message in _REFUSED if head.startswith(magic)]
    if (head.startswith(b"RIFF") and head[8:12] == b"WEBP") or (
        head.startswith(b"BM") and b"\0" in head[:32]
    ):
        told.append(_OCR)
    if _WORD_2003 in head:
        told.append(f"a Word 2003 document; {_CONVERT}")
    if head.startswith(_OLE):
        told += (message for name, message in _OLE_STREAMS if name.encode("utf-16-le") in raw.data)
        told.append(f"an old Office file; {_CONVERT}")
    if is_zip(raw):
        names = _names(raw)
        told += (message for name, message in _PACKED if name in names)
    if told:
        raise InputError(f"{raw.name}: {told[0]}")


def is_pdf(raw: Raw) -> bool:
    return b"%PDF-" in raw.data[:1024]  # ISO 32000-1, annex H, note 13: readers look that far


def is_zip(raw: Raw) -> bool:
    return raw.data.startswith((b"PK\3\4", b"PK\5\6"))


def is_docx(raw: Raw) -> bool:
    return is_zip(raw) and any(re.match(r"word/document\d*\.xml", name) for name in _names(raw))


def is_html(raw: Raw) -> bool:
    told = raw.name.lower().endswith(_HTML) or raw.media in ("text/html", "application/xhtml+xml")
    return told or _PAGE.match(raw.data[:_HEAD]) is not None


def is_markdown(raw: Raw) -> bool:
    return raw.name.lower().endswith(_MARKDOWN)


def _names(raw: Raw) -> frozenset[str]:
    return frozenset(open_zip(io.BytesIO(raw.data), raw.name, len(raw.data)).namelist())
