"""``python -m kg.reader.pdf.work SECONDS MEMORY``: a PDF on standard input, its text as JSON on standard output."""

from __future__ import annotations

import json
import sys

from kg.reader.apart import bound
from kg.reader.pdf.read import text_of

if __name__ == "__main__":
    bound(int(sys.argv[1]), int(sys.argv[2]))
    json.dump(text_of(sys.stdin.buffer.read()), sys.stdout, ensure_ascii=True)
