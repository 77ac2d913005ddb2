"""Title, kind, jurisdiction, year, date, issuer, posts and meetings: the cases in cases/metadata.md and the real reports."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from kg.areas import home_of
from kg.model import Document, Fact, Mention, Post
from kg.rules.metadata import metadata, posts
from kg.segment import segment

HERE = Path(__file__).parent
DEV = HERE.parent.parent / "shared" / "eval" / "dev"
Case = tuple[str, str, dict[str, list[str]]]


def _cases() -> list[Case]:
    found: list[Case] = []
    for block in (HERE / "cases" / "metadata.md").read_text("utf-8").split("\n## ")[1:]:
        name, *lines = block.split("\n")
        text = "\n".join(line.removeprefix(">").removeprefix(" ") for line in lines if line.startswith(">"))
        wanted: dict[str, list[str]] = defaultdict(list)
        for line in lines:
            if line.startswith("- "):
                key, _, value = line[2:].partition(": ")
                wanted[key].append(value)
        found.append((name, text, wanted))
    return found


def _document(text: str, **given: object) -> Document:
    return Document(id="case", text=text, sha256="0" * 64, source="case.txt", **given)  # type: ignore[arg-type]


def _read(text: str) -> tuple[Document, tuple[Fact, ...]]:
    sentences = segment(text)
    document = metadata(_document(text), sentences)
    return document, posts(document, sentences)


@pytest.mark.parametrize(("name", "text", "wanted"), _cases(), ids=[name for name, _, _ in _cases()])
def test_case(name: str, text: str, wanted: dict[str, list[str]]) -> None:
    document, facts = _read(text)
    mentions = [f for f in facts if isinstance(f, Mention)]
    home = home_of(document)
    got = {
        "title": [document.title],
        "kind": [document.kind],
        "jurisdiction": [document.jurisdiction or "-"],
        "code": [home.code if home else "-"],
        "year": [str(document.year or "-")],
        "issued": [document.issued or "-"],
        "issuer": [document.issuer or "-"],
        "post": sorted({f"{f.person}, {f.organization}, {f.role}" for f in facts if isinstance(f, Post)}),
        "person": sorted({m.label for m in mentions if m.classes == ("Person",)}) or ["-"],
        "event": sorted({m.label for m in mentions if m.classes == ("Event",)}) or ["-"],
    }
    for key, values in wanted.items():
        if key == "note":
            notes = "\n".join(document.notes)
            assert all((not notes) if value == "-" else value in notes for value in values)
        else:
            assert got[key] == sorted(values), key


@pytest.mark.parametrize(("name", "text", "wanted"), _cases(), ids=[name for name, _, _ in _cases()])
def test_every_mention_is_its_slice(name: str, text: str, wanted: dict[str, list[str]]) -> None:
    """But for the blanks inside a name in a title block: 周 岚 is 周岚."""
    _, facts = _read(text)
    for mention in facts:
        if isinstance(mention, Mention):
            assert text[mention.begin : mention.end].replace(" ", "").replace("　", "") == mention.label


def test_given_values_win() -> None:
    text = "2022年南乐县政府工作报告\n全县生产总值增长5%。"
    document = metadata(
        _document(text, year=2019, jurisdiction="清丰县", title="T", kind="plan"), segment(text)
    )
    assert (document.year, document.jurisdiction, document.title, document.kind) == (
        2019,
        "清丰县",
        "T",
        "plan",
    )


def test_a_document_without_a_title_is_called_by_its_file() -> None:
    assert _read("要加强管理，提高效率。")[0].title == "case"


def test_the_bundled_report_speaks_for_its_district() -> None:
    text = (HERE.parent / "seeds" / "reports" / "futian-2021.txt").read_text("utf-8")
    gold = json.loads((HERE / "gold" / "futian-2021.gold.json").read_text("utf-8"))["document"]
    document, facts = _read(text)
    assert (document.jurisdiction, document.year, document.kind) == (
        gold["jurisdiction"],
        gold["year"],
        gold["kind"],
    )
    assert {(f.person, f.organization, f.role) for f in facts if isinstance(f, Post)} == {
        ("郑红波", "福田区", "区委书记")
    }


@pytest.mark.parametrize("year", [2003, 2011, 2018, 2024])
def test_national_reports(year: int) -> None:
    path = DEV / f"national-{year}.txt"
    if not path.exists():
        pytest.skip("the national reports of ../shared/eval/dev are not here")
    document, facts = _read(path.read_text("utf-8"))
    assert (document.jurisdiction, document.year, document.issuer) == ("中国", year, "国务院")
    posts_held = {(f.person, f.organization, f.role) for f in facts if isinstance(f, Post)}
    assert posts_held == ({("李强", "国务院", "总理")} if year == 2024 else set())


def test_who_speaks_and_at_what_meeting() -> None:
    from kg.extract import extract
    from kg.link import link
    from kg.reader import from_text

    news = (
        "近日，在中共长沙市雨花区第六届党代会第三次会议上，雨花区委书记张敏表示，雨花区将建设圭塘河风光带。"
    )
    document = link(extract(from_text(news, name="news"))).document
    assert (document.speaker, document.event) == ("张敏", "中共长沙市雨花区第六届党代会第三次会议")
    plain = link(extract(from_text("雨花区将建设圭塘河风光带。", name="plain"))).document
    assert (plain.speaker, plain.event) == (None, None)
