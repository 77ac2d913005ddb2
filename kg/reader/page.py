"""A page of HTML as blocks: each paragraph a ``<p>`` of its own, whatever it was laid out with.

Pages of two decades hold their text in tables for layout, in ``<br>`` between runs of ``<font>``, in one ``<span>`` a word.
What finds the main text of a page (see ``html``) expects paragraphs; so the page is written anew, with only:

    <p>      a run of text up to the next break; links in it stay links, so that menus can be told from text
    <p>      a row of a table of data, its cells parted by `` | ``
    <div>    any element that holds such blocks, with its id and class; sections and headings keep their names
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

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
_DEEPEST = 100  # blocks in blocks; those further in are put there side by side
_LONGEST_TAG = 8192  # bytes; longer ones carry pictures in them, or are meant to do harm
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def parse(data: bytes, name: str) -> Element:
    """The tree of a page in UTF-8. Raises InputError if there is nothing in it."""
    library("lxml", extra="html", name=name)
    from lxml import etree, html

    data = re.sub(rb"<[A-Za-z][^<>]{%d,}+>" % _LONGEST_TAG, b"", data)
    if len(data) > _MAX_BYTES:
        raise InputError(f"{name}: {len(data):,} bytes, more than the {_MAX_BYTES:,} that a page may have")
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"{name}: not a page that can be read ({' '.join(str(error).split())})") from None
    if limits := parser.error_log.filter_from_fatals():  # what it did not read on from
        raise InputError(f"{name}: not a page that can be read ({limits[0].message.partition(',')[0]})")
    return root


def blocks(root: Element, *, hidden: bool = False) -> Element:
    """The body of the page (or what stands in ``root``) as ``<div>``s of ``<p>``s, also what is ``hidden`` by a style.

    The tree given is not changed.
    """
    from lxml.etree import iterwalk

    body = root.find(".//body")
    out = _Blocks()
    walk = iterwalk(root if body is None else body, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            out.end(element)
        elif element.tag in _DROPPED or (not hidden and _HIDDEN.search(element.get("style", ""))):
            out.skip(element)
            walk.skip_subtree()
        elif element.tag == "table" and (rows := data_rows(element)) is not None:
            out.skip(element, rows)
            walk.skip_subtree()
        else:
            out.start(element)
    return out.opened[0]


class _Blocks:
    """Blocks in the making: one method for each thing that the walk over a page meets."""

    def __init__(self) -> None:
        from lxml.etree import Element

        self.opened: list[Any] = [Element("div")]  # from the outermost to the innermost
        self.links = 0  # that are open
        self.text: list[str] = []  # up to the next break
        self.linked = 0  # characters of it in links
        self.skipped: Element | None = None

    def start(self, element: Element) -> None:
        if element.tag in _BLOCKS:
            self._break()
            self.opened.append(self._block(element))
        elif element.tag == "br":
            self._break()
        self.links += element.tag == "a"
        self._add(element.text)

    def end(self, element: Element) -> None:
        if element is self.skipped:
            self.skipped = None
        else:
            self.links -= element.tag == "a"
            if element.tag in _BLOCKS:
                self._break()
                self.opened.pop()
        self._add(element.tail)

    def skip(self, element: Element, rows: Sequence[str] = ()) -> None:
        """Leave out what stands in ``element``, or put ``rows`` in its place; its end is still to come."""
        from lxml.etree import SubElement

        self.skipped = element
        if element.tag in _BLOCKS:
            self._break()
        for row in rows:
            SubElement(self.opened[-1], "p").text = row

    def _block(self, element: Element) -> Element:
        from lxml.etree import SubElement

        if len(self.opened) > _DEEPEST:
            return self.opened[-1]
        named = {
            key: squeeze(element.get(key, "")) for key in ("id", "class") if element.get(key)
        }  # no controls
        return SubElement(self.opened[-1], element.tag if element.tag in _KEPT else "div", named)

    def _add(self, text: str | None) -> None:
        if text:
            self.text.append(text)
            self.linked += len(text.strip()) if self.links else 0

    def _break(self) -> None:
        """End the paragraph; one that is mostly links is put into one, so that menus can be told from text."""
        from lxml.etree import SubElement

        text = squeeze("".join(self.text)).strip()
        if text:
            paragraph = SubElement(self.opened[-1], "p")
            place = SubElement(paragraph, "a", {"href": "#"}) if self.linked * 2 > len(text) else paragraph
            place.text = text
        self.text, self.linked = [], 0


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


def _text(cell: Element) -> str:
    """What a cell shows, its paragraphs parted by line breaks."""
    return "\n".join(blocks(cell).itertext()) if len(cell) else cell.text or ""
