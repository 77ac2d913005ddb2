"""Whatever bytes come under whatever name: a document whose text can be stored, or one line that says why not; in time."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader.made import LINES, TABLE, page_of, pdf_of, word_of

from kg.errors import InputError
from kg.model import Document
from kg.reader import FORMATS, from_text, read, read_source, sniff, sources
from kg.reader.parsed import Parsed, Raw

from .profile import examples, in_time

P = "全面推进乡村振兴，粮食播种面积稳定在30万亩以上。"
NAMES = ("a.txt", "a.html", "a.docx", "a.md", "a", "a.zip", "a.doc")


def parsed(data: bytes, name: str) -> Document | None:
    """What the readers make of ``data``, and that it holds."""
    raw = Raw(data, name)
    with in_time((data[:200], name)):
        try:
            sniff.refuse(raw)
            found: Parsed = next(format for format in FORMATS if format.fits(raw)).read(raw)
            document = from_text(found.text, name=name)
        except InputError as error:
            assert "\n" not in str(error) and len(str(error)) < 600
            assert name in str(error)
            return None
    assert document.text.encode("utf-8").decode("utf-8") == document.text
    return document


@cache
def made() -> dict[str, bytes]:
    report = "\n\n".join(("# " + LINES[0], *LINES[1:], "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |")).encode()
    return {"a.docx": word_of(LINES, TABLE), "a.html": page_of(LINES).encode(), "a.md": report}


@given(st.binary(max_size=400), st.sampled_from(NAMES))
@examples(150)
def test_any_bytes_under_any_name(data: bytes, name: str) -> None:
    parsed(data, name)


@given(
    st.text(max_size=300), st.sampled_from(("a.html", "a.md", "a.txt")), st.sampled_from(("", "<html>", "# "))
)
@examples(150)
def test_any_text_under_any_name(text: str, name: str, head: str) -> None:
    parsed((head + text).encode("utf-8", "surrogatepass"), name)


MARKUP = ("<table>", "<tr>", "<td rowspan=9>", "<td colspan=99999>", "</td>", "</table>", "<p>", "</p>", "<br>", "<a href=x>", "</a>", "<div>", "</div>", "<script>", "<!--", "-->", "<h1>", "<li>", "&#0;", "&#x110000;", "&amp", P, "|", "\u3000", "\n")  # fmt: skip


@given(st.lists(st.sampled_from(MARKUP), max_size=60), st.sampled_from(("a.html", "a.md")))
@examples(150)
def test_any_markup(pieces: list[str], name: str) -> None:
    parsed("".join(pieces).encode(), name)


Edit = tuple[int, int, bytes]
EDITS = st.lists(
    st.tuples(st.integers(0, 1 << 20), st.integers(0, 40), st.binary(max_size=8)), min_size=1, max_size=12
)


def edited(data: bytes, edits: list[Edit]) -> bytes:
    """``data`` with some stretches cut out and others put in."""
    for at, size, put in edits:
        at %= max(len(data), 1)
        data = data[:at] + put + data[at + size :]
    return data


@given(st.sampled_from(("a.docx", "a.html", "a.md")), EDITS)
@examples(80)
def test_a_file_that_was_damaged(name: str, edits: list[Edit]) -> None:
    parsed(edited(made()[name], edits), name)


PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "[Content_Types].xml", "word/_rels/document.xml.rels", "docProps/core.xml")  # fmt: skip


@given(st.sampled_from(PARTS), EDITS)
@examples(80)
def test_a_word_document_whose_parts_were_damaged(part: str, edits: list[Edit]) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made()["a.docx"])) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, edited(old.read(name), edits) if name == part else old.read(name))
    parsed(file.getvalue(), "a.docx")


@given(EDITS)
@examples(8)
def test_a_pdf_that_was_damaged(edits: list[Edit]) -> None:
    parsed(edited(pdf_of(LINES, TABLE), edits), "a.pdf")


@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=12), st.binary(max_size=40)), max_size=5),
    EDITS,
    st.booleans(),
)
@examples(80)
def test_any_archive(
    tmp_path: Path, members: list[tuple[str, bytes]], edits: list[Edit], damage: bool
) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in {f"{name}.txt": data for name, data in members if name.isprintable()}.items():
            archive.writestr(name, data)
    path = tmp_path / "a.zip"
    path.write_bytes(edited(file.getvalue(), edits) if damage else file.getvalue())
    for source in sources(path):
        try:
            read_source(source)
        except InputError as error:
            assert "\n" not in str(error).replace(str(source), "")


@given(st.binary(max_size=200), st.sampled_from(("a.toml", "sources.tsv")))
@examples(100)
def test_any_metadata_beside_a_text(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / "a.txt").write_text(P, "utf-8")
    (tmp_path / name).write_bytes(data)
    try:
        read(tmp_path / "a.txt")
    except InputError as error:
        assert "\n" not in str(error)
    finally:
        (tmp_path / name).unlink()


HOSTILE = {
    "nested a hundred thousand deep": ("a.html", "<div>" * 100_000 + P),
    "bold without end": ("a.html", "<b>" * 100_000 + P),
    "tables in tables": ("a.html", "<table><tr><td>" * 20_000 + P),
    "side by side tables in tables": ("a.html", "<table><tr><td>一</td><td>" * 2_000 + P),
    "a hundred thousand links": (
        "a.html",
        "".join(f"<a href=/{at}>{at}链接</a>" for at in range(100_000)) + f"<p>{P}",
    ),
    "three hundred thousand words in markup": ("a.html", "<p>" + "<span>字</span>" * 300_000),
    "three hundred thousand attributes": (
        "a.html",
        f"<p {' '.join(f'a{at}=1' for at in range(300_000))}>{P}</p>",
    ),
    "a cell over everything": (
        "a.html",
        "<table>" + "<tr><td rowspan=60000 colspan=60000>数<td>据" * 3_000 + f"</table>{P}",
    ),
    "a line of ten million characters": ("a.html", "<p>" + P * 400_000),
    "a picture in a page": ("a.html", f"<p>{P}<img src='data:image/png;base64,{'A' * 10_000_000}'>{P}"),
    "blanks": ("a.html", f"<p>{P}" + " \n" * 2_000_000 + P),
    "stars": ("a.md", "*a " * 100_000),
    "brackets": ("a.md", "[" * 100_000),
    "links": ("a.md", "[a](" * 50_000),
    "quotes": ("a.md", ">" * 50_000 + P),
    "a long line": ("a.txt", P * 400_000),
    "NUL": ("a.txt", P + "\0" * 1_000_000),
}


@pytest.mark.parametrize(("name", "text"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_end(name: str, text: str) -> None:
    parsed(text.encode(), name)


def test_nothing_of_a_long_text_is_lost() -> None:
    document = parsed(("<p>" + P * 400_000).encode(), "a.html")
    assert document is not None and document.text == P * 400_000
