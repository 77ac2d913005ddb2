"""The same report in any format gives the same graph; and `kg read` shows what was read."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli.app import app
from kg.errors import InputError
from kg.extract import extract
from kg.link import link
from kg.model import Extraction, Fact, Mention, Relation, Target
from kg.reader import read

from .made import LINES, TABLE, TABLE_LINES, TEXT, TITLE, page_of, pdf_of, word_of

TABLED = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TABLE)
FORMS = {
    "a.html": page_of(LINES, table=f"<table>{TABLED}</table>").encode(),
    "b.docx": word_of(LINES, TABLE),
    "c.pdf": pdf_of(LINES, TABLE),
    "d.md": "\n\n".join((f"# {LINES[0]}", *LINES[1:], "")).encode()
    + "".join(f"| {' | '.join(row)} |\n{'|---' * 5 + '|' + chr(10) if at == 0 else ''}" for at, row in enumerate(TABLE)).encode(),
    "e.txt": f"{TEXT}{chr(10).join(TABLE_LINES)}\n".encode("gb18030"),
}  # fmt: skip


def extracted(folder: Path, name: str) -> Extraction:
    (folder / name).write_bytes(FORMS[name])
    return link(extract(read(folder / name)))


def told(fact: Fact) -> object:
    """A fact without where it stands."""
    match fact:
        case Mention():
            return fact.label, fact.classes
        case Relation():
            return fact.subject, fact.predicate, fact.object
        case Target():
            return fact.indicator, fact.value, fact.unit, fact.kind, fact.status, fact.year
        case _:
            return type(fact).__name__


@pytest.mark.parametrize("name", ["a.html", "b.docx", "c.pdf", "d.md"])
def test_any_format_gives_the_facts_of_the_plain_text(tmp_path: Path, name: str) -> None:
    plain, other = extracted(tmp_path, "e.txt"), extracted(tmp_path, name)
    assert Counter(map(told, other.facts)) == Counter(map(told, plain.facts))
    assert set(other.entities) == set(plain.entities)
    known = (other.document.title, other.document.jurisdiction, other.document.year, other.document.kind)
    assert known == (TITLE, "兰溪县", 2024, "work-report")
    targets = [fact for fact in other.facts if isinstance(fact, Target) and fact.rule == "target.table"]
    assert len(targets) == 6


@pytest.mark.parametrize("name", sorted(FORMS))
def test_offsets_refer_to_the_stored_text(tmp_path: Path, name: str) -> None:
    found = extracted(tmp_path, name)
    text = found.document.text
    assert all(text[s.begin : s.end] == s.text for s in found.sentences)
    assert all(text[t.begin : t.end] in text for t in found.facts if isinstance(t, Target))


def test_a_folder_and_an_archive_of_all_formats_give_one_text_once(tmp_path: Path) -> None:
    """What a page, a Word document, a PDF and Markdown give is the same text to the letter."""
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for name in sorted(FORMS)[:4]:
            (tmp_path / name).write_bytes(FORMS[name])
            archive.write(tmp_path / name, f"报告/{name}")
    for paths in (tmp_path / "in.zip", [tmp_path / name for name in sorted(FORMS)[:4]]):
        with kg.build(paths) as graph:
            assert graph.report is not None
            assert len(graph.documents) == 1
            assert (len(graph.report.skipped), graph.report.failed) == (3, ())


# --- kg read ---------------------------------------------------------------------------------------------


def test_kg_read_prints_what_is_known_and_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(FORMS["a.html"])
    result = CliRunner().invoke(app, ["read", str(tmp_path / "a.html")])
    head, _, text = result.output.partition("\n\n")
    assert f"# title: {TITLE}" in head.splitlines()
    assert "# jurisdiction: 兰溪县" in head.splitlines()
    assert "# issued: 2024-02-05" in head.splitlines()
    assert text.rstrip("\n").splitlines() == [*LINES, *TABLE_LINES]


def test_kg_read_as_json_is_a_line_a_text_and_goes_on_past_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.doc").write_bytes(b"{\\rtf1")
    (tmp_path / "c.md").write_text("# 规划\n", "utf-8")
    result = CliRunner().invoke(app, ["read", str(tmp_path), "--format", "json"], standalone_mode=False)
    assert result.return_value == 2
    assert [json.loads(line)["title"] for line in result.stdout.splitlines()] == [TITLE, "规划"]
    assert "b.doc: rich text" in result.stderr and "\n" not in result.stderr.strip()


def test_kg_read_is_kg_read_in_python(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(FORMS["b.docx"])
    document = kg.read(tmp_path / "a.docx")
    assert (document.title, document.year) == (TITLE, 2024)
    with pytest.raises(InputError, match="a folder"):
        kg.read(tmp_path)
