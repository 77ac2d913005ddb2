"""What a file is, by what it begins with; and what is said of those that are not read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.reader import FORMATS, extras, read
from kg.reader.parsed import Raw

from .made import LINES, page_of, pdf_of, word_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + b"\0" * 100


@pytest.mark.parametrize("name", ["a", "a.txt", "a.doc", "a.pdf", "a.html"])
@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
def test_content_tells_the_format_before_the_name_does(kind: str, name: str) -> None:
    made = {"pdf": pdf_of(LINES[:1]), "docx": word_of(LINES[:1]), "html": page_of(LINES[:2]).encode()}
    assert next(format.name for format in FORMATS if format.fits(Raw(made[kind], name))) == kind


@pytest.mark.parametrize(
    ("name", "kind"), [("a.md", "markdown"), ("a.htm", "html"), ("a.txt", "text"), ("a.pdf", "text")]
)
def test_plain_text_is_told_by_its_name(name: str, kind: str) -> None:
    assert next(format.name for format in FORMATS if format.fits(Raw("政府工作报告".encode(), name))) == kind


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (ole("WordDocument"), r"Word 97 document \(.doc\); convert it first: soffice"),
        (ole("WpsDocument"), "a WPS document"),
        (ole("Workbook"), "a spreadsheet"),
        (ole("PowerPoint Document"), r"slides \(.ppt\)"),
        (ole("EncryptedPackage"), "locked with a password"),
        (OLE, "an old Office file"),
        (packed("xl/workbook.xml"), "a spreadsheet"),
        (packed("ppt/presentation.xml"), "slides"),
        (packed("OFD.xml", "Doc_0/Document.xml"), "an OFD document"),
        (packed("mimetype", "content.xml"), "an OpenDocument text"),
        (packed("META-INF/container.xml"), "an e-book"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "a Word 2003 document"),
        (b"{\\rtf1\\ansi", "rich text"),
        (b"\x89PNG\r\n\x1a\n", "a picture, not a text; run OCR first"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"GIF89a", "a picture"),
        (b"BM\x36\x00\x0c\x00", "a picture"),
        (b"II*\0", "a picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a picture"),
        (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"MIME-Version: 1.0\r\n", "save the page as HTML"),
    ],
)
def test_what_is_known_and_not_read_says_what_to_do(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "报告.doc"
    path.write_bytes(data)
    with pytest.raises(InputError, match=rf"报告\.doc: .*{message}"):
        read(path)


def test_a_text_that_begins_like_a_picture_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("BMW在沈阳市铁西区增资。", "utf-8")
    assert read(path).text == "BMW在沈阳市铁西区增资。"


@pytest.mark.parametrize(
    ("name", "data", "extra"), [("a.docx", word_of, "docx"), ("a.html", page_of, "html")]
)
def test_without_a_library_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: object, extra: str
) -> None:
    def missing(module: str) -> None:
        raise ImportError(module)

    content = data(LINES)  # type: ignore[operator]  # one of the two makers
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(InputError, match=rf"pip install 'urban-policy-kg\[{extra}\]'$"):
        read(tmp_path / name)
