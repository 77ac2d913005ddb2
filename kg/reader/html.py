"""Web pages: the main text without menus, share buttons and footers; title, date, issuer and address as the page says.

trafilatura finds the main text among the paragraphs that ``page`` makes of the page. It is not trusted to lose any: if it
keeps too few of the whole sentences that stand outside links, all paragraphs outside links are kept. The text begins with
the title; lines at either end that ``page_furniture.tsv`` describes (发布时间 … 字号 … 打印, 责任编辑) are cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import InputError
from kg.lexicon import tsv
from kg.reader.extras import library
from kg.reader.page import blocks, parse
from kg.reader.parsed import Parsed, Raw
from kg.reader.prose import squeeze
from kg.reader.text import decode

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST_BLOCKS = 20_000  # more are no page to look for a main text in: all of them are kept
_KEPT_SHARE = 0.7  # of the characters in whole sentences
_SHORTEST_TITLE = 6  # of a window: 新闻, 正文页 are none
_EDGE = 15  # lines at either end that may be no part of the text
# Names of <meta>: first those of the standard for government sites (国办发〔2017〕47号), then of the common vocabularies.
_TITLES = ("articletitle",)
_DATES = ("pubdate", "publishdate", "article:published_time", "datepublished", "dcterms.issued", "dc.date")
_ISSUERS = ("contentsource",)
_DATE = re.compile(r"((?:19|20)\d\d)\s*[-/年.]\s*(\d{1,2})\s*[-/月.]\s*(\d{1,2})(?!\d)")
_SOURCE = re.compile(
    r"(?:来源|发文机关|发布机构|发文单位)[：:]\s*\|?\s*((?:(?!字号|字体|作者|编辑|发布|时间|日期|浏览|点击|阅读|打印|责任)[^\s：:|【\[（(]){2,30})"
)
# What stands before the name of the site in the title of a window:
_SITE = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|-(?=[^-]*(?:网|网站|政府|门户)$)")
_LETTERHEAD = re.compile(r"[〔\[](?:19|20)\d\d[〕\]]\s*第?\d+号|(?:人民政府|委员会|办公[厅室]|国务院)文件$")
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{1,40})", re.I | re.A
)
_SENTENCE = re.compile("[。！？；][”’」』）)]*$")


class _Title(NamedTuple):
    text: str
    shown: bool  # it stands on the page, not in the window's title only


def read(raw: Raw) -> Parsed:
    """The main text of a page and what the page says of itself. Raises InputError if there is no text in it."""
    trafilatura = library("trafilatura", extra="html", name=raw.name)
    inside = _CHARSET.search(raw.data[:4096])
    declared = raw.declared or (inside[1].decode("ascii") if inside else None)
    page = decode(raw.data, raw.name, raw.encoding, declared)
    lost = page.count("\ufffd")
    notes = (f"{lost} broken bytes in the page, shown as \ufffd",) if lost else ()
    root = parse(page.encode("utf-8"), raw.name)
    body = _body(root)
    lines = [*body.itertext()]
    if not lines:
        raise InputError(f"{raw.name}: a page without text; is it made by a script? save it from the browser")
    title = _title(root)
    stamp = " ".join(filter(_is_furniture, lines[: _opening(lines)]))  # 发布时间：… 来源：…
    known = {
        "title": title.text,
        "issued": _date(_meta(root, _DATES)) or _date(stamp),
        "issuer": _meta(root, _ISSUERS) or (match[1] if (match := _SOURCE.search(stamp)) else ""),
        "source": _address(root),
    }
    text = _framed(_main(trafilatura.bare_extraction, body), title)
    return Parsed("\n".join(text), tuple((field, value) for field, value in known.items() if value), notes)


def _body(root: Element) -> Element:
    """The page as blocks, without what is hidden; with it if that is most of what the page tells: a script shows it then."""
    shown, whole = blocks(root), blocks(root, hidden=True)
    return whole if _told(whole.itertext()) > 2 * _told(shown.itertext()) else shown


def _main(extract: Callable[..., Any], body: Element) -> list[str]:
    """The lines of the main text: those of ``body`` outside links that stand in what trafilatura finds."""
    from lxml import etree

    plain = [paragraph.text for paragraph in body.iter("p") if paragraph.text]  # text in links is in an <a>
    if len(plain) > _MOST_BLOCKS:
        return plain
    page = b"<html><body>" + etree.tostring(body) + b"</body></html>"
    found = extract(page, include_comments=False, favor_recall=True)
    texts = () if found is None else found.body.itertext()  # each is one paragraph or some, blanks changed
    main = {_bare(line) for text in texts for line in text.split("\n")}
    kept = [line for line in plain if _bare(line) in main]
    return kept if kept and _told(kept) >= _KEPT_SHARE * _told(plain) else plain


def _told(lines: Iterable[str]) -> int:
    """Characters in whole sentences."""
    return sum(len(line) for line in lines if _SENTENCE.search(line))


def _framed(lines: list[str], title: _Title) -> list[str]:
    """``lines`` from the title on, with a letterhead above it, and without furniture at either end."""
    body = _opening(lines)
    start = next((at for at, line in enumerate(lines[:body]) if _bare(line) == _bare(title.text)), 0)
    above = [line for line in lines[:start] if _LETTERHEAD.search(line) and not _is_furniture(line)]
    head, rest = [line for line in lines[start:body] if not _is_furniture(line)], lines[body:]
    if title.shown and _bare(title.text) not in _bare("".join([*head, *rest[:1]])):
        head.insert(0, title.text)
    last = max((at + 1 for at, line in enumerate(rest) if _SENTENCE.search(line)), default=0)
    tail = rest[last:]
    end = next((at for at, line in enumerate(tail) if _furniture("end").match(_bare(line))), len(tail))
    return [*above, *head, *rest[:last], *(line for line in tail[:end] if not _is_furniture(line))]


def _opening(lines: Sequence[str]) -> int:
    """How many lines stand before the first whole sentence."""
    return next((at for at, line in enumerate(lines) if _SENTENCE.search(line)), min(_EDGE, len(lines)))


def _is_furniture(line: str) -> bool:
    bare = _bare(line)
    return bool(_furniture("start").match(bare) or _furniture("any").search(bare))


@cache
def _furniture(place: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?:{pattern})" for where, pattern in tsv("page_furniture") if where == place)
    )


def _bare(line: str) -> str:
    """``line`` without blanks, to be compared."""
    return re.sub(r"\s", "", line)


def _title(root: Element) -> _Title:
    """As the page's metadata says, else its one heading, else the window's title without the name of the site."""
    given = _meta(root, _TITLES)
    if given:
        return _Title(given, True)
    window = squeeze("".join(root.xpath("string(//title)"))).strip()
    headings = [text for h1 in root.iter("h1") if (text := squeeze("".join(h1.itertext())).strip())]
    for heading in headings:
        if len(headings) == 1 and (not window or heading in window):
            return _Title(heading, True)
    own = _SITE.split(window)[0]
    return _Title(own if len(own) >= _SHORTEST_TITLE else "", False)


def _meta(root: Element, names: Sequence[str]) -> str:
    """The content of the first of ``names`` that a <meta> of the page has."""
    said = {
        key.lower(): squeeze(meta.get("content", "")).strip()
        for meta in reversed([*root.iter("meta")])
        if (key := meta.get("name") or meta.get("property") or meta.get("itemprop"))
    }
    return next((said[name] for name in names if said.get(name)), "")


def _address(root: Element) -> str:
    links = [link.get("href", "") for link in root.iter("link") if link.get("rel", "").lower() == "canonical"]
    return next((link for link in (*links, _meta(root, ("og:url",))) if re.match(r"https?://\S+$", link)), "")


def _date(text: str) -> str:
    for year, month, day in _DATE.findall(text):
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue
    return ""
