"""Markdown (CommonMark with tables): the text as a reader sees it, without its marks.

Headings, paragraphs and list items are lines; an ordered item keeps its number. Front matter between ``---`` gives what it
knows of the fields of a document; else the one heading of the first level is the title.

A line break inside a paragraph joins two lines only where the first looks cut: long, and no sentence's end. CommonMark
would join all of them, but who writes Chinese a line a paragraph means the breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.reader import table as tables
from kg.reader.metadata import believed
from kg.reader.page import blocks, parse
from kg.reader.parsed import Known, Parsed, Raw
from kg.reader.prose import joined
from kg.reader.table import Cell
from kg.reader.text import decode

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
_PAIR = re.compile(r"^([A-Za-z]+)[ \t]*:[ \t]*(\S.*?)[ \t]*$", re.M)
_LONGEST = 2_000_000  # characters; a parse takes some seconds a million
_LONG = 30  # characters of a line that may have been cut
_ENDED = re.compile("[。！？；：!?;:][”’」』）)]*$")


def read(raw: Raw) -> Parsed:
    """The text of a Markdown file. Raises InputError as plain text does."""
    from markdown_it import MarkdownIt

    text = decode(raw.data, raw.name, raw.encoding, raw.declared).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > _LONGEST:
        return Parsed(text, notes=(f"read as plain text: more than {_LONGEST:,} characters of Markdown",))
    front = _FRONT.match(text)
    known = _front(front[1]) if front else ()
    tokens = MarkdownIt("commonmark").enable("table").parse(text[front.end() :] if front else text)
    titles = [
        _plain(after)
        for token, after in pairwise(tokens)
        if (token.type, token.tag) == ("heading_open", "h1")
    ]
    if len(titles) == 1 and titles[0] and "title" not in dict(known):
        known = (("title", titles[0]), *known)
    return Parsed("\n".join(filter(None, _lines(tokens, raw.name))), known)


def _lines(tokens: Sequence[Token], name: str) -> Iterator[str]:
    number = ""  # of the list item that the next line begins
    rows: list[list[Cell]] = []
    for token in tokens:
        match token.type:
            case "list_item_open":
                number = f"{token.info}{token.markup}" if token.info else ""
            case "tr_open":
                rows.append([])
            case "table_close":
                yield from tables.lines(rows)
                rows = []
            case "inline" if rows:
                rows[-1].append(Cell(_plain(token)))
            case "inline":
                for line in _unbroken(_plain(token).split("\n")):
                    yield joined((number, line))
                    number = ""
            case "fence" | "code_block":
                yield from map(str.strip, token.content.split("\n"))
            case "html_block":
                yield from _html(token.content, name)


def _plain(token: Token) -> str:
    """The words of an inline token, its line breaks kept. Marks that CommonMark leaves beside 「”」 go too."""
    texts = {"text": "", "code_inline": "", "softbreak": "\n", "hardbreak": "\n"}
    words = (child.content + texts[child.type] for child in token.children or () if child.type in texts)
    return "".join(words).replace("**", "").strip()


def _unbroken(lines: Sequence[str]) -> Iterator[str]:
    """``lines`` with those put together that were cut at a width."""
    whole: list[str] = []
    for line in map(str.strip, lines):
        whole.append(line)
        if len(line) < _LONG or _ENDED.search(line):
            yield joined(whole)
            whole.clear()
    yield joined(whole)


def _html(content: str, name: str) -> Iterator[str]:
    """The text of a piece of HTML; converters write tables so."""
    if re.search(r"<(?:table|p|div|center|h\d)\b", content, re.I):
        yield from blocks(parse(content.encode("utf-8"), name)).itertext()


def _front(text: str) -> Known:
    return believed({key: value.strip("\"'") for key, value in _PAIR.findall(text)})
