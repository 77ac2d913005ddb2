"""Ten megabytes in one line: every part ends, within a memory that is a small multiple of the text.

Each case runs in a process of its own with a limit on its address space; the time limit is there to end a hang.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from fuzz.profile import DEEP

MEMORY = 3 << 30  # bytes; Python, its libraries and the store's threads reserve about one of the three GiB
SECONDS = 900
PREPARE = f"""
import resource
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
from kg.errors import KgError
LINES = {{
    "plain": "a", "blank": "\\t", "nul": "\\0", "han": "建", "quote": "“", "bracket": "（", "closing": "）》”", "comma": "，", "digit": "9",
    "figure": "1,", "point": "1.", "percent": "1%", "numeral": "一百万", "joint": "和与、", "area": "上海市", "verb": "推进建设", "heads": "中心园区",
    "set": "三大产业", "right to left": "\\u202eאב", "marks": "e\\u0301\\u0308", "joiners": "👩\\u200d", "private": "\\ue000\\U0010ffff",
    "brackets": "(" * 1000 + "{{[<" , "escape": "\\\\", "hash": "#", "less": "<", "space": " "
}}
def line(name, size): return (LINES[name] * (size // len(LINES[name]) + 1))[:size]
MB = 2**20
"""
PARTS = {  # megabytes, and what is done with ``text``
    "segment": (10, "from kg.segment import segment\nassert all(s.text for s in segment(text))"),
    "areas": (1, "from kg.areas import find_areas\nfind_areas(text)"),
    "figures": (1, "from kg.rules.quantities import find_quantities\nfind_quantities(text[:200_000])"),
    "query": (10, "from kg.sparql import check\ntry: check('SELECT * { ' + text)\nexcept KgError: pass"),
    "header": (10, "from kg.query import parse\ntry: parse('q', '# param: ' + text)\nexcept KgError: pass"),
    "table": (10, "import pathlib, tempfile\nfrom kg.lexicon import read_tsv\np = pathlib.Path(tempfile.mkstemp('.tsv')[1])\n"
              "p.write_text('# columns: a\\tb\\nx' + text, 'utf-8')\ntry: read_tsv(p)\nexcept KgError: pass\nfinally: p.unlink()"),
}  # fmt: skip
WHOLE = """
from kg.extract import extract
from kg.graph import nquads
from kg.link import link
from kg.reader import from_text
for text in texts:
    try: found = link(extract(from_text(text)))
    except KgError: continue
    assert all(found.document.text[s.begin:s.end] == s.text for s in found.sentences)
    assert len(nquads(found)) < 2000 * len(text)
"""


def _run(script: str) -> None:
    command = [sys.executable, "-c", PREPARE + script]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    assert ended.returncode == 0, ended.stderr[-2000:]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_given_megabytes_in_one_line(part: str) -> None:
    size, code = PARTS[part]
    body = "\n".join(f"    {step}" for step in code.split("\n"))
    _run(f"for name in LINES:\n    text = line(name, {size} * MB)\n{body}\n")


def test_a_whole_report_in_one_line_of_odd_characters() -> None:
    size = "2 * MB" if DEEP else "MB // 20"
    _run(f"texts = (line(name, {size}) for name in LINES)\n{WHOLE}")


def test_a_report_of_megabytes_in_one_line() -> None:
    clause = "推进云栖湾科创城建设，完成投资310亿元，把老码头商务区打造成滨江会客厅，发展生物医药产业；"
    size = "10 * MB // 3" if DEEP else "MB // 3"  # three bytes a character
    _run(f"texts = [({clause!r} * ({size}))[: {size}]]\n{WHOLE}")
