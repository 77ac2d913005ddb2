"""PDF (ISO 32000) with a text layer: paragraphs as they read, tables row by row.

    glyphs      what PDFium finds on a page: characters and ruled lines, upright, in points from the top left
    ruled       tables with ruled lines: cells, whatever spans and wraps in them
    layout      pieces, rows, and what stands in a row
    columns     in what order rows are read
    furniture   page numbers and running heads
    paragraphs  lines joined that only the width of the page has parted

A PDF is read in a process of its own, with bounded time and memory: PDFium is native code, and what a hostile file does to
it ends with that process.
"""

from __future__ import annotations

import json
from importlib.util import find_spec

from kg.errors import InputError
from kg.reader.apart import run
from kg.reader.parsed import Parsed, Raw

SECONDS = 120.0  # a page takes some 0.02
MEMORY = 3 << 30  # bytes of address space


def read(raw: Raw) -> Parsed:
    """The text of a PDF. Raises InputError if it is broken, locked, a scan without a text layer, or takes too long."""
    if find_spec("pypdfium2") is None:
        raise InputError(f"{raw.name}: reading .pdf needs pypdfium2: pip install 'urban-policy-kg[pdf]'")
    answer = json.loads(run("kg.reader.pdf.work", raw.data, name=raw.name, seconds=SECONDS, memory=MEMORY))
    if "error" in answer:
        raise InputError(f"{raw.name}: {answer['error']}")
    return Parsed(answer["text"], notes=tuple(answer["notes"]))
