"""Word documents: paragraphs and tables in order, the numbers that Word sets, and what is not text left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kg.errors import InputError
from kg.reader import read

from .made import LINES, TABLE, TABLE_LINES, TITLE, saved, word_of

W = nsdecls("w")


def lines(tmp_path: Path, data: bytes) -> list[str]:
    path = tmp_path / "report.docx"
    path.write_bytes(data)
    return read(path).text.splitlines()


def test_a_report_with_a_table(tmp_path: Path) -> None:
    """Cells merged over two rows stand in both; the page header is no text."""
    assert lines(tmp_path, word_of(LINES, TABLE)) == [*LINES, *TABLE_LINES]


def numbered(document: Any, levels: str, paragraphs: list[tuple[str, int]], *, restart: bool = False) -> None:
    """Paragraphs numbered by Word at a level each."""
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>'))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restart else ""
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="78"><w:abstractNumId w:val="77"/>{again}</w:num>'))
    for at, (text, level) in enumerate(paragraphs):
        number = 78 if restart and at == len(paragraphs) - 1 else 77
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        )


def level(at: int, format: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


CHINESE = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
)


def test_numbers_that_word_sets_are_text(tmp_path: Path) -> None:
    document = docx.Document()
    paragraphs = [
        ("回顾", 0),
        ("安排", 0),
        ("产业", 1),
        ("建园区。", 2),
        ("2024年建学校。", 2),
        ("民生", 1),
        ("建医院。", 2),
    ]
    numbered(document, CHINESE, paragraphs)
    assert lines(tmp_path, saved(document)) == [
        "一、回顾", "二、安排", "（一）产业", "1.建园区。", "2. 2024年建学校。", "（二）民生", "1.建医院。",
    ]  # fmt: skip


def test_a_list_goes_on_or_begins_anew(tmp_path: Path) -> None:
    document = docx.Document()
    numbered(document, level(0, "decimal", "第%1条"), [("甲", 0)] * 11 + [("乙", 0)], restart=True)
    assert lines(tmp_path, saved(document))[9:] == ["第10条甲", "第11条甲", "第1条乙"]


@pytest.mark.parametrize(
    ("format", "labels"),
    [
        ("chineseCounting", ["九", "十", "十一", "十九", "二十", "二十一"]),
        ("decimalEnclosedCircleChinese", ["⑨", "⑩", "⑪", "⑲", "⑳", "21"]),
        ("lowerLetter", ["i", "j", "k", "s", "t", "u"]),
        ("bullet", [""] * 6),
    ],
)
def test_ways_of_counting(tmp_path: Path, format: str, labels: list[str]) -> None:
    document = docx.Document()
    numbered(document, level(0, format, "%1、"), [("项", 0)] * 21)
    found = lines(tmp_path, saved(document))
    assert [found[at] for at in (8, 9, 10, 18, 19, 20)] == [
        f"{label}、项" if label else "项" for label in labels
    ]


def test_the_numbers_of_levels_above_may_be_written_in_another_way(tmp_path: Path) -> None:
    document = docx.Document()
    legal = level(1, "decimal", "%1.%2", "<w:isLgl/>")
    numbered(document, level(0, "chineseCounting", "第%1章") + legal, [("总则", 0), ("目标", 1)])
    assert lines(tmp_path, saved(document)) == ["第一章总则", "1.1目标"]


def test_headings_numbered_through_their_style(tmp_path: Path) -> None:
    document = docx.Document()
    numbered(document, level(0, "chineseCounting", "%1、", '<w:pStyle w:val="Heading1"/>'), [])
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="77"/></w:numPr>'))
    document.add_heading("总体要求", 1)
    document.add_heading("重点任务", 1)
    assert lines(tmp_path, saved(document)) == ["一、总体要求", "二、重点任务"]


RUN = "<w:r><w:t>{}</w:t></w:r>"
BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (
            f"<w:ins>{RUN.format('新增')}</w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>",
            ["前新增"],
        ),
        (f"<w:hyperlink>{RUN.format('链接')}</w:hyperlink>", ["前链接"]),
        (f"<w:sdt><w:sdtContent>{RUN.format('控件')}</w:sdtContent></w:sdt>", ["前控件"]),
        (f"<w:smartTag>{RUN.format('标签')}</w:smartTag>", ["前标签"]),
        ("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>", ["前上", "下"]),
        ("<w:r><w:fldChar/><w:instrText>PAGE</w:instrText><w:t>3</w:t></w:r>", ["前3"]),
        (BOX, ["前", "框中"]),
        ("<w:r><w:t>\u2f08\u2ed3江</w:t></w:r>", ["前人长江"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>批注</w:t></w:r>" + RUN.format("后"), ["前后"]),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>后</w:t></w:r>', ["前后"]),
        (
            f"<w:r><w:ruby><w:rt>{RUN.format('kuài')}</w:rt><w:rubyBase>{RUN.format('浍')}</w:rubyBase></w:ruby></w:r>",
            ["前浍"],
        ),
    ],
    ids=[
        "insertion",
        "link",
        "control",
        "tag",
        "break",
        "field",
        "box",
        "radicals",
        "hidden",
        "shown",
        "reading",
    ],
)
def test_what_stands_in_a_paragraph(tmp_path: Path, xml: str, text: list[str]) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("前")._p
    for element in parse_xml(f"<w:p {W}>{xml}</w:p>"):
        paragraph.append(element)
    assert lines(tmp_path, saved(document)) == text


def test_a_paragraph_whose_end_is_a_tracked_deletion_goes_on_in_the_next(tmp_path: Path) -> None:
    document = docx.Document()
    ends = document.add_paragraph("固定资产投资")._p
    ends.get_or_add_pPr().append(parse_xml(f"<w:rPr {W}><w:del/></w:rPr>"))
    document.add_paragraph("增长7.2%。")
    assert lines(tmp_path, saved(document)) == ["固定资产投资增长7.2%。"]


def test_controls_around_paragraphs_are_read_and_a_table_of_contents_is_not(tmp_path: Path) -> None:
    document = docx.Document()
    control = "<w:sdt {}><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    document.element.body.insert(0, parse_xml(control.format(W, "", "封面")))
    document.element.body.insert(1, parse_xml(control.format(W, gallery, "目录一、总体要求3")))
    cover = '<w:docPartObj><w:docPartGallery w:val="Cover Pages"/></w:docPartObj>'
    document.element.body.insert(0, parse_xml(control.format(W, cover, "封一")))
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、总体要求\t3", style="toc 1")
    document.add_paragraph("正文。")
    assert lines(tmp_path, saved(document)) == ["封一", "封面", "正文。"]


def test_a_table_for_layout_is_read_cell_by_cell(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for at, text in enumerate(("任务" * 160, "乙。", "丙", "丁。")):
        table.cell(at // 2, at % 2).text = text
    assert lines(tmp_path, saved(document)) == ["任务" * 160, "乙。", "丙", "丁。"]


def test_a_title_in_the_properties_counts_if_the_text_begins_with_it(tmp_path: Path) -> None:
    for title, known in ((TITLE, TITLE), ("PowerPoint 演示文稿", "")):
        document = docx.Document(io.BytesIO(word_of(LINES)))
        document.core_properties.title = title
        (tmp_path / "a.docx").write_bytes(saved(document))
        assert read(tmp_path / "a.docx").title == known


# --- hostile files ---------------------------------------------------------------------------------------


def spoilt(change: Callable[[str], str] | bytes, name: str = "word/document.xml") -> bytes:
    """A report with one of its parts changed."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_of(LINES[:3]))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            content = old.read(part)
            if part == name:
                content = change if isinstance(change, bytes) else change(content.decode()).encode()
            new.writestr(part, content)
    return file.getvalue()


def with_entities(xml: str, entities: str) -> str:
    head, _, rest = xml.partition("<w:document")
    return f"{head}<!DOCTYPE d [{entities}]><w:document{rest}".replace("县长", "&a;县长")


BOMB = '<!ENTITY z "哈哈哈哈哈哈哈哈">' + "".join(
    f'<!ENTITY {name} "{f"&{of};" * 10}">' for name, of in zip("yxwvutsa", "zyxwvuts", strict=True)
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (lambda: word_of(LINES)[:2000], "not a zip archive"),
        (lambda: spoilt(b"<w:document"), "broken Word document"),
        (lambda: spoilt(b""), "broken Word document"),
        (lambda: spoilt(b"", "[Content_Types].xml"), "broken Word document"),
        (lambda: spoilt(lambda xml: xml[: len(xml) // 2]), "broken Word document"),
        (lambda: spoilt(lambda xml: with_entities(xml, BOMB)), "broken Word document"),
        (lambda: spoilt(lambda xml: xml.replace("<w:p>", "<w:ins>" * 400 + "<w:p>", 1)), "broken Word document"),
        (lambda: spoilt(b"<a>" + b" " * (90 << 20) + b"</a>"), "zip bomb"),
        (lambda: spoilt(b"<a>" + b" " * (40 << 20) + b"</a>"), "more than the 33,554,432 it may be"),
        (lambda: saved(docx.Document()), "a Word document without text"),
        (lambda: spoilt(b"", "word/document.xml").replace(b"word/document.xml", b"xord/document.xml"), "archive"),
    ],
)  # fmt: skip
def test_what_is_broken_or_hostile_is_one_line(
    tmp_path: Path, data: Callable[[], bytes], message: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        lines(tmp_path, data())
    assert "\n" not in str(caught.value) and "report.docx" in str(caught.value)


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("机密", "utf-8")
    entity = f'<!ENTITY a SYSTEM "{(tmp_path / "secret.txt").as_uri()}">'
    assert "机密" not in "".join(lines(tmp_path, spoilt(lambda xml: with_entities(xml, entity))))


def test_tables_nested_a_hundredfold_cost_no_more(tmp_path: Path) -> None:
    nested = (
        "<w:tbl><w:tr><w:tc>" * 60 + "<w:p><w:r><w:t>底</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 60
    )
    assert "底" in lines(tmp_path, spoilt(lambda xml: xml.replace("<w:body>", f"<w:body>{nested}")))
