"""All steps from the bytes of a PDF to its text."""

from __future__ import annotations

from typing import Any

from kg.reader.pdf.columns import lines
from kg.reader.pdf.furniture import is_contents, without
from kg.reader.pdf.glyphs import pages
from kg.reader.pdf.layout import Piece, pieces
from kg.reader.pdf.paragraphs import paragraphs
from kg.reader.pdf.ruled import split
from kg.reader.prose import clean

MAX_PAGES = 5000
_SPARSE = 10  # characters a page: fewer are a scan's page numbers
_NAMELESS = 0.3  # of the characters: with more, the text is not what the page shows


def text_of(data: bytes) -> dict[str, Any]:
    """``{"text", "notes"}``, or ``{"error"}`` in one line."""
    import pypdfium2

    found: list[tuple[float, list[Piece]]] = []  # a page: its height and what stands on it
    characters = nameless = 0
    broken: list[int] = []
    try:
        for number, page in enumerate(pages(data, MAX_PAGES), start=1):
            if page is None:
                broken.append(number)
                continue
            tables, outside = split(page)
            found.append((page.height, [*tables, *pieces(outside)]))
            characters += len(page.glyphs)
            nameless += page.nameless
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        return {
            "error": "locked with a password; save it without one" if locked else f"a broken PDF ({error})"
        }
    if not found:
        return {"error": "a broken PDF (no page can be read)"}
    if characters < _SPARSE * len(found):
        return {"error": f"no text layer on {len(found)} pages: run OCR first (ocrmypdf -l chi_sim)"}
    if nameless > _NAMELESS * characters:
        return {
            "error": "its fonts do not say which characters they show: run OCR first (ocrmypdf --force-ocr)"
        }
    read = [line for line in lines(without(found)) if not is_contents(line)]
    text = "\n".join(filter(None, map(clean, paragraphs(read))))
    notes = [f"{nameless} characters of the PDF are of no known kind"] if nameless else []
    notes += [f"broken pages left out: {', '.join(map(str, broken))}"] if broken else []
    return {"text": text, "notes": notes}
