"""PDF: from where characters stand to what is read."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.reader import apart, read
from kg.reader.pdf import read as pdf_read
from kg.reader.pdf.columns import lines
from kg.reader.pdf.glyphs import Glyph, Page, Rule
from kg.reader.pdf.layout import Piece, pieces
from kg.reader.pdf.paragraphs import paragraphs
from kg.reader.pdf.ruled import split

from .made import LINES, TABLE, TABLE_LINES, font, pdf_of


def of(tmp_path: Path, data: bytes) -> list[str]:
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    return read(path).text.splitlines()


def drawn(draw: Callable[[Any], None], **options: Any) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(400, 600), **options)
    canvas.setFont(font(), 12)
    draw(canvas)
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_paragraphs_columns_and_pages_are_read_as_they_go_on(tmp_path: Path, columns: int) -> None:
    """Running heads and page numbers go; a paragraph goes on over lines, columns and pages."""
    assert of(tmp_path, pdf_of(LINES * 3, columns=columns)) == [*LINES * 3]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_is_read_row_by_row(tmp_path: Path, ruled: bool) -> None:
    assert of(tmp_path, pdf_of(LINES, TABLE, ruled=ruled)) == [*LINES, *TABLE_LINES]


def test_text_that_wraps_in_a_cell_and_cells_over_two_rows(tmp_path: Path) -> None:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    style = ParagraphStyle("cell", fontName=font(), fontSize=10, leading=13, wordWrap="CJK")
    long = "规模以上工业增加值占地区生产总值比重"
    rows = [
        ["类别", "指标", "目标"],
        ["经济发展", Paragraph(long, style), "33"],
        ["", Paragraph(long[::-1], style), "34"],
    ]
    grid = [
        ("FONT", (0, 0), (-1, -1), font(), 10),
        ("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("SPAN", (0, 1), (0, 2)),
    ]
    file = io.BytesIO()
    SimpleDocTemplate(file).build(
        [Table(rows, colWidths=[60, 100, 40], style=grid)]
    )  # its outer sides stand open
    assert of(tmp_path, file.getvalue()) == [
        "类别 | 指标 | 目标",
        f"经济发展 | {long} | 33",
        f"经济发展 | {long[::-1]} | 34",
    ]


def test_text_set_sideways_and_watermarks(tmp_path: Path) -> None:
    def draw(canvas: Any) -> None:
        canvas.saveState()
        canvas.rotate(45)
        canvas.drawString(200, 0, "内部资料")
        canvas.restoreState()
        canvas.rotate(90)
        canvas.drawString(100, -100, "全县粮食总产量稳定在30万吨以上，")
        canvas.drawString(100, -120, "农村居民收入增长7%。")

    assert of(tmp_path, drawn(draw)) == ["全县粮食总产量稳定在30万吨以上，农村居民收入增长7%。"]


def test_words_spaced_out_bold_by_printing_twice_and_latin(tmp_path: Path) -> None:
    def draw(canvas: Any) -> None:
        for shift in (0, 0.3):
            canvas.drawString(100 + shift, 500, "政　府　工　作　报　告")
        canvas.drawString(60, 450, "The Greater Bay Area devel-")
        canvas.drawString(60, 434, "opment plan 规划 was approved.")
        canvas.drawString(60, 300, "一、总体要求" + "…" * 10 + "3")

    assert of(tmp_path, drawn(draw)) == [
        "政府工作报告",
        "The Greater Bay Area development plan规划was approved.",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            lambda: drawn(lambda canvas: canvas.rect(10, 10, 300, 300, fill=1)),
            "no text layer on 1 pages: run OCR first",
        ),
        (lambda: drawn(lambda c: c.drawString(9, 9, "密"), encrypt="secret"), "locked with a password"),
        (lambda: pdf_of(LINES)[:3000], "a broken PDF"),
        (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 9, "a broken PDF"),
        (lambda: b"%PDF-", "a broken PDF"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(tmp_path: Path, data: Callable[[], bytes], message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        of(tmp_path, data())
    assert "\n" not in str(caught.value) and "report.pdf" in str(caught.value)


def test_a_pdf_is_given_up_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.reader.pdf.SECONDS", 0.01)
    with pytest.raises(InputError, match=r"report\.pdf: not read in 0\.01 seconds"):
        of(tmp_path, pdf_of(LINES))


def test_what_crashes_crashes_alone() -> None:
    with pytest.raises(InputError, match="a: broken, or more than can be read"):
        apart.run("kg.no_such_module", b"", name="a", seconds=60, memory=1 << 30)


def test_without_the_library_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.reader.pdf.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"needs pypdfium2: pip install 'urban-policy-kg\[pdf\]'"):
        of(tmp_path, pdf_of(LINES[:1]))
    assert pdf_read.__module__ == "kg.reader.pdf"


# --- the steps, on glyphs of our own ---------------------------------------------------------------------


def glyphs(text: str, x: float, y: float, size: float = 10.0) -> list[Glyph]:
    return [Glyph(char, x + at * size, x + (at + 1) * size, y, size, at) for at, char in enumerate(text)]


def text_of(*pages: Sequence[Piece]) -> list[str]:
    return [line.text for line in lines(pages)]


def test_columns_are_told_from_a_table_by_what_fills_them() -> None:
    left = [glyphs("左" * 10, 0, y) for y in range(0, 100, 15)]
    right = [glyphs("右" * 10, 130, y + 4) for y in range(0, 100, 15)]
    assert text_of(pieces(chain(*left, *right))) == ["左" * 10] * 7 + ["右" * 10] * 7
    short = [glyphs("左" * (3 + at % 6), 0, at * 15) for at in range(7)]
    numbers = [glyphs("数", 130, at * 15) for at in range(7)]
    assert text_of(pieces(chain(*short, *numbers)))[:2] == ["左左左 | 数", "左左左左 | 数"]


def test_what_crosses_the_gutter_parts_above_from_below() -> None:
    rows = [glyphs("左" * 10, 0, y) + glyphs("右" * 10, 130, y) for y in (15, 30, 45, 75, 90, 105)]
    crossing = glyphs("题" * 12, 60, 0) + glyphs("题" * 12, 60, 60)
    found = text_of(pieces(chain(*rows, crossing)))
    assert found == [
        "题" * 12,
        *["左" * 10] * 3,
        *["右" * 10] * 3,
        "题" * 12,
        *["左" * 10] * 3,
        *["右" * 10] * 3,
    ]


def joined(*rows: tuple[str, float, float]) -> list[str]:
    """What paragraphs make of rows of (text, x, y)."""
    found = [glyph for text, x, y in rows for glyph in glyphs(text, x, y)]
    return list(paragraphs(list(lines([pieces(found)]))))


FULL = "字" * 20


def test_a_line_goes_on_unless_it_is_short_or_the_next_is_set_in() -> None:
    rows = (
        (FULL, 0, 0),
        ("字" * 5, 0, 15),
        ("段" * 18, 20, 30),
        ("段" * 4, 0, 45),
        (FULL, 0, 75),
        (FULL, 0, 90),
    )
    assert joined(*rows) == [FULL + "字" * 5, "段" * 22, FULL * 2]


def test_a_line_that_ends_early_for_a_long_number_goes_on() -> None:
    assert joined((FULL, 0, 0), ("字" * 15, 0, 15), ("12345.67亿元" + "字" * 9, 0, 30)) == [
        FULL + "字" * 15 + "12345.67亿元" + "字" * 9
    ]


def test_a_numbered_item_after_a_whole_sentence_begins_a_paragraph() -> None:
    whole = "字" * 19 + "。"
    assert joined((whole, 0, 0), ("（二）" + "项" * 17, 0, 15)) == [whole, "（二）" + "项" * 17]


def test_a_frame_is_no_table_and_a_map_is_none_either() -> None:
    frame = (Rule(0, 0, 100, 0), Rule(0, 50, 100, 50), Rule(0, 0, 0, 50), Rule(100, 0, 100, 50))
    page = Page(200, 200, tuple(glyphs("文", 10, 20)), frame)
    assert split(page) == ([], list(page.glyphs))
    many = tuple(Rule(0, at % 190, 100, at % 190) for at in range(4000))
    assert split(Page(200, 200, page.glyphs, many)) == ([], list(page.glyphs))


def test_fields_that_no_line_parts_are_one_cell() -> None:
    flat = [Rule(0, y, 90, y) for y in (0, 30, 60)] + [Rule(30, 45, 90, 45)]
    steep = [Rule(x, 0, x, 60) for x in (0, 30, 90)] + [Rule(60, 30, 60, 60)]
    cells = [
        ("甲", 10, 20),
        ("乙", 40, 20),
        ("丙", 10, 50),
        ("丁", 40, 42),
        ("戊", 70, 42),
        ("己", 40, 57),
        ("庚", 70, 57),
    ]
    page = Page(99, 99, tuple(g for text, x, y in cells for g in glyphs(text, x, y)), (*flat, *steep))
    ((table,), rest) = split(page)
    assert (table.lines, rest) == (("甲 | 乙 | 乙", "丙 | 丁 | 戊", "丙 | 己 | 庚"), [])
