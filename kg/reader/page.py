"""A page of HTML as blocks: each paragraph a ``<p>`` of its own, whatever it was laid out with.

Pages of two decades hold their text in tables for layout, in ``<br>`` between runs of ``<font>``, in one ``<span>`` a word.
What finds the main text of a page (see ``html``) expects paragraphs; so the page is written anew, with only:

    <p>      a run of text up to the next break; links in it stay links, so that menus can be told from text
    <p>      a row of a table of data, its cells parted by `` | ``
    <div>    any element that holds such blocks, with its id and class; sections and headings keep their names
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.reader import table as tables
from kg.reader.extras import library
from kg.reader.prose import squeeze
from kg.reader.table import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_KEPT = frozenset(("article", "main", "header", "footer", "nav", "aside", "h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _KEPT | frozenset((
    "html", "body", "div", "p", "ul", "ol", "li", "dl", "dt", "dd", "section", "form", "fieldset", "blockquote", "center",
    "address", "pre", "figure", "figcaption", "hr", "details", "summary", "marquee",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th",
))  # fmt: skip
_DROPPED = frozenset((
    "head", "script", "style", "noscript", "template", "iframe", "frame", "object", "embed", "applet", "svg", "math",
    "canvas", "audio", "video", "map", "button", "select", "input", "textarea", "label",
))  # fmt: skip
_MAX_BYTES = 32 * 1024 * 1024  # pictures inside it not counted; its tree takes thirty times as much memory
_LONGEST_TAG = 8192  # bytes; longer ones carry pictures in them, or are meant to do harm
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def parse(data: bytes, name: str) -> Element:
    """The tree of a page in UTF-8. Raises InputError if there is nothing in it."""
    library("lxml", extra="html", name=name)
    from lxml import etree, html

    data = re.sub(rb"<[A-Za-z][^<>]{%d,}+>" % _LONGEST_TAG, b"", data)
    if len(data) > _MAX_BYTES:
        raise InputError(f"{name}: {len(data):,} bytes, more than the {_MAX_BYTES:,} that a page may have")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"{name}: not a page that can be read ({' '.join(str(error).split())})") from None


def blocks(root: Element) -> Element:
    """The body of the page as ``<div>``s of ``<p>``s. The tree given is not changed."""
    from lxml import etree

    out = etree.Element("div")
    body = root.find(".//body")
    _fill(out, root if body is None else body)
    return out


def _fill(out: Element, element: Element) -> None:
    """The blocks of ``element`` into ``out``. As deep as the page, which the parser cuts at 256."""
    from lxml.etree import SubElement

    run: list[tuple[str, str | None]] = []  # (text, where it links to) up to the next break
    for piece in _pieces(element, None):
        if isinstance(piece, tuple):
            run.append(piece)
            continue
        _paragraph(out, run)
        run.clear()
        if piece.tag == "table" and (rows := data_rows(piece)) is not None:
            for line in rows:
                SubElement(out, "p").text = line
        elif piece.tag != "br":
            named = {key: piece.get(key) or "" for key in ("id", "class") if piece.get(key)}
            _fill(SubElement(out, piece.tag if piece.tag in _KEPT else "div", named), piece)
    _paragraph(out, run)


def _pieces(element: Element, link: str | None) -> Iterator[tuple[str, str | None] | Element]:
    """Texts, with where they link to, and the elements that break a line, in order."""
    if element.text:
        yield element.text, link
    for child in element:
        if child.tag in _BLOCKS or child.tag == "br":
            if not _HIDDEN.search(child.get("style", "")):
                yield child
        elif isinstance(child.tag, str) and child.tag not in _DROPPED:
            yield from _pieces(child, child.get("href", link) if child.tag == "a" else link)
        if child.tail:
            yield child.tail, link


def _paragraph(out: Element, run: list[tuple[str, str | None]]) -> None:
    from lxml.etree import SubElement

    text = squeeze("".join(piece for piece, _ in run)).strip()
    if not text:
        return
    linked = sum(len(piece.strip()) for piece, link in run if link is not None)
    paragraph = SubElement(out, "p")
    if linked * 2 > len(text):
        SubElement(paragraph, "a", {"href": "#"}).text = text
    else:
        paragraph.text = text


def data_rows(table: Element) -> tuple[str, ...] | None:
    """The rows of a table of data as lines, its caption first; None for a table that is there for layout."""
    if any(True for _ in table.iterdescendants("table")):
        return None
    rows = [
        [
            Cell(_text(cell), _span(cell, "colspan"), _span(cell, "rowspan"))
            for cell in line
            if cell.tag in ("td", "th")
        ]
        for line in table.iter("tr")
    ]
    caption = [[Cell(_text(element))] for element in table.iterchildren("caption")]
    return tables.lines([*caption, *rows]) if tables.is_data(rows) else None


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _text(element: Element) -> str:
    """What a cell shows, its blocks parted by line breaks."""
    return "".join(
        piece[0] if isinstance(piece, tuple) else f"\n{_text(piece)}\n" for piece in _pieces(element, None)
    )
