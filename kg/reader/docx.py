"""Word documents (.docx, ECMA-376): paragraphs and tables in order, with the numbers that Word sets before headings.

Read: text, also in content controls, links, text boxes and tracked insertions. Left out: tracked deletions, hidden text,
tables of contents, headers, footers, foot- and endnotes, comments, readings above characters. A line break inside a
paragraph starts a new line.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.reader import table as tables
from kg.reader.archive import open_zip
from kg.reader.extras import library
from kg.reader.numbering import W, is_on, labels
from kg.reader.parsed import Parsed, Raw
from kg.reader.prose import clean, joined
from kg.reader.table import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MAX_XML = 32 * 1024 * 1024  # bytes of one part; its tree takes ten times as much memory
_HEAD = 1500  # characters in which a title given in the file's properties must stand to be believed
_SKIPPED = frozenset(
    W + name for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tbl", "rt")
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a text box once more
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}

Numbers = Mapping["Element", str]  # what Word shows before a paragraph


def read(raw: Raw) -> Parsed:
    """The text of a .docx. Raises InputError if it is broken, too large or without text."""
    docx = library("docx", extra="docx", name=raw.name, package="python-docx")
    _check_size(raw)
    try:
        document = docx.Document(io.BytesIO(raw.data))
        lines = list(filter(None, _document(document)))
        title = clean(document.core_properties.title or "").strip()
    except Exception as error:  # a broken file breaks python-docx and lxml in a dozen ways
        raise InputError(f"{raw.name}: a broken Word document ({_line(error)})") from None
    if not lines:
        raise InputError(f"{raw.name}: a Word document without text; if it holds pictures, run OCR first")
    shown = title and _bare(title) in _bare("".join(lines)[:_HEAD])
    return Parsed("\n".join(lines), (("title", title),) if shown else ())


def _check_size(raw: Raw) -> None:
    for info in open_zip(io.BytesIO(raw.data), raw.name, len(raw.data)).infolist():
        if info.filename.endswith((".xml", ".rels")) and info.file_size > _MAX_XML:
            raise InputError(
                f"{raw.name}: {info.filename} is {info.file_size:,} bytes, more than the {_MAX_XML:,} it may be"
            )


def _document(document: Any) -> Iterator[str]:
    from docx.opc.constants import RELATIONSHIP_TYPE

    body, styles = document.element.body, document.styles.element
    _join(body)
    parts = {part.reltype: part.target_part for part in document.part.rels.values() if not part.is_external}
    numbering = parts.get(RELATIONSHIP_TYPE.NUMBERING)
    numbers = labels(body.iter(f"{W}p"), None if numbering is None else numbering.element, styles)
    return _lines(body, numbers, _contents(styles))


def _join(body: Element) -> None:
    """Put each paragraph whose end is a tracked deletion before what stands in the next one, as accepting that does."""
    for paragraph in list(body.iter(f"{W}p")):
        following = paragraph.getnext()
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is None or following is None or following.tag != f"{W}p":
            continue
        start = 0 if following.find(f"{W}pPr") is None else 1
        following[start:start] = [child for child in paragraph if child.tag != f"{W}pPr"]
        parent = paragraph.getparent()
        if parent is not None:
            parent.remove(paragraph)


def _lines(parent: Element, numbers: Numbers, contents: frozenset[str]) -> Iterator[str]:
    """The lines of what stands in ``parent``; as deep as tables and content controls are nested (lxml ends at 256)."""
    for element in parent:
        if element.tag == f"{W}p":
            if _style(element) not in contents:
                yield from _paragraph(element, numbers)
        elif element.tag == f"{W}tbl":
            yield from _table(element, numbers, contents)
        elif isinstance(element.tag, str) and element.tag not in _SKIPPED and not _is_contents(element):
            yield from _lines(element, numbers, contents)


def _is_contents(element: Element) -> bool:
    """Whether it is the control around a table of contents."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def _paragraph(paragraph: Element, numbers: Numbers) -> Iterator[str]:
    """The lines of a paragraph, and after them those of the text boxes anchored in it."""
    boxes: list[Element] = []
    text = clean("".join(_texts(paragraph, boxes)))
    for at, line in enumerate(text.split("\n")):
        label = numbers.get(paragraph, "") if at == 0 else ""
        yield joined((label, line)) if line.strip() else ""
    for box in boxes:
        yield from _lines(box, numbers, frozenset())


def _texts(element: Element, boxes: list[Element]) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag] if child.get(f"{W}type") != "page" else "\n"
        elif child.tag == f"{W}txbxContent":
            boxes.append(child)
        elif (
            isinstance(child.tag, str)
            and child.tag not in _SKIPPED
            and child.tag != _FALLBACK
            and not is_on(child.find(f"{W}rPr/{W}vanish"))
        ):
            yield from _texts(child, boxes)


def _table(table: Element, numbers: Numbers, contents: frozenset[str]) -> Iterator[str]:
    """Its rows as lines; what stands in the cells as it is, if it is a table for layout."""
    rows: list[list[Cell]] = []
    inside: list[str] = []
    for line in table.iter(f"{W}tr"):
        if next(line.iterancestors(f"{W}tbl")) is not table:
            continue  # of a table in a cell
        row: list[Cell] = []
        for cell in line.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not line:
                continue
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            texts = [] if goes_on else list(_lines(cell, numbers, contents))
            inside += texts
            column = sum(left.columns for left in row)
            row.append(Cell(_above(rows, column) if goes_on else "\n".join(texts), _span(cell)))
        rows.append(row)
    yield from tables.lines(rows) if tables.is_data(rows) else inside


def _above(rows: list[list[Cell]], column: int) -> str:
    """The text of the cell above that covers ``column``."""
    at = 0
    for cell in rows[-1] if rows else ():
        if at <= column < at + cell.columns:
            return cell.text
        at += cell.columns
    return ""


def _span(cell: Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = "" if span is None else span.get(f"{W}val", "")
    return int(value) if value.isdecimal() and len(value) < 6 else 1


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _contents(styles: Element) -> frozenset[str]:
    """The ids of the styles of lines in a table of contents: they repeat the headings."""
    return frozenset(
        style.get(f"{W}styleId", "")
        for style in styles.iter(f"{W}style")
        if (name := style.find(f"{W}name")) is not None and re.match(r"toc \d", name.get(f"{W}val", ""), re.I)
    )


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
