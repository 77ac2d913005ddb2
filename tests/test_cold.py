"""The extractor is cold: no lexicon line and no string in the code names a thing of the bundled report.

What is known everywhere may be listed: administrative areas and macro-regions, national bodies, and the words of
the national classification of industries. Everything else has to be found by rules about the genre.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold" / "futian-2021.gold.json"

# Which tables may hold names of which classes, and why.
KNOWN_EVERYWHERE = {
    "name_words": {"Area", "Industry"},  # regions at the front of titles, trades before 业
    "areas": {"Area"},  # GB/T 2260
    "area-guards": {"Area"},  # words that contain an area's name and are none
    "regions": {"Area"},  # macro-regions of national plans
    "industries": {"Industry"},  # GB/T 4754, the strategic emerging industries, and their usual short forms
    "heads": {"Industry"},  # the same, where they end longer ones (专业服务业)
}
GENERIC_HEADS = {"中央商务区"}  # the common noun for a CBD, as in 北京中央商务区; every city has one
NATIONAL_BODIES = {
    "中国共产党",
    "国家药监局",
    "深交所",
}  # allowed in bodies.tsv: they speak in every district's report


def _gold_names() -> dict[str, set[str]]:
    """Label or alias of three characters or more → its classes; optional rows too."""
    gold = json.loads(GOLD.read_text("utf-8"))
    names: dict[str, set[str]] = {}
    for row in gold["entities"] + gold["optional"]["entities"]:
        classes = {row["class"]} if isinstance(row["class"], str) else set(row["class"])
        for name in [row["label"], *row.get("aliases", [])]:
            if len(name) >= 3:
                names.setdefault(name, set()).update(classes)
    return names


def _tables() -> list[Path]:
    return sorted((ROOT / "seeds" / "lexicon").rglob("*.tsv"))


def test_there_are_names_and_tables_to_compare() -> None:
    assert "香蜜湖新金融中心" in _gold_names()
    assert len(_gold_names()) > 60
    assert _tables()


@pytest.mark.parametrize("table", _tables(), ids=lambda path: path.stem)
def test_no_lexicon_line_names_a_thing_of_the_report(table: Path) -> None:
    allowed = KNOWN_EVERYWHERE.get(table.stem, set())
    leaks = [
        f"{table.name}:{number} holds {name} ({', '.join(sorted(classes))})"
        for number, line in enumerate(table.read_text("utf-8").splitlines(), start=1)
        for name, classes in _gold_names().items()
        if name in line
        and not classes <= allowed
        and not (table.stem == "bodies" and name in NATIONAL_BODIES)
        and not (table.stem == "heads" and name in GENERIC_HEADS)
    ]
    assert leaks == []


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    """The string constants of a module that are not docstrings (those may quote an example)."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body
        if isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def test_no_string_in_the_code_names_a_thing_of_the_report() -> None:
    help_texts = ROOT / "kg" / "cli"  # its help shows examples to type
    leaks = [
        f"{path.relative_to(ROOT)}:{line} holds {name}"
        for path in sorted((ROOT / "kg").rglob("*.py"))
        if help_texts not in path.parents
        for line, text in _strings(path)
        for name, classes in _gold_names().items()
        if name in text and not classes <= {"Area", "Industry"}
    ]
    assert leaks == []
