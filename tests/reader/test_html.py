"""Web pages: the text that a reader of the page would call the text, and what the page says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Document
from kg.reader import read

from .made import LINES, TABLE, TABLE_LINES, TEXT, TITLE, page_of

LONG = "全面推进乡村振兴，粮食播种面积稳定在30万亩以上，新建高标准农田2万亩，农村居民人均可支配收入增长7%。"


def of(tmp_path: Path, page: str | bytes, name: str = "page.html") -> Document:
    path = tmp_path / name
    path.write_bytes(page.encode("utf-8") if isinstance(page, str) else page)
    return read(path)


def lines(tmp_path: Path, page: str | bytes) -> list[str]:
    return of(tmp_path, page).text.splitlines()


def test_a_government_page_is_its_article(tmp_path: Path) -> None:
    """No menus, no breadcrumbs, no 字号 打印 责任编辑 相关链接, no footer, no script."""
    document = of(tmp_path, page_of(LINES))
    assert document.text == TEXT.rstrip("\n")
    assert (document.title, document.issued, document.issuer) == (TITLE, "2024-02-05", "兰溪县人民政府办公室")


def test_controls_in_the_markup_are_not_text(tmp_path: Path) -> None:
    page = page_of(LINES).replace("<div", '<div id="a\x01b" class="c\x0cd\ufffe"', 1)
    assert page != page_of(LINES)
    assert of(tmp_path, page).text == TEXT.rstrip("\n")


def test_the_metadata_of_government_sites(tmp_path: Path) -> None:
    """国办发〔2017〕47号 names them; they win over what is only to be seen."""
    meta = (
        '<meta name="ArticleTitle" content="关于印发兰溪县规划的通知"><meta name="PubDate" content="2024-03-01 10:00">'
        '<meta name="ContentSource" content="县政府"><link rel="canonical" href="https://www.example.gov.cn/a.html">'
    )
    document = of(tmp_path, page_of(LINES, meta=meta))
    assert (document.title, document.issued) == ("关于印发兰溪县规划的通知", "2024-03-01")
    assert (document.issuer, document.source) == ("县政府", "https://www.example.gov.cn/a.html")
    assert document.text.startswith("关于印发兰溪县规划的通知\n")


@pytest.mark.parametrize(
    "meta",
    [
        '<meta property="article:published_time" content="2024-03-01T08:00:00+08:00">',
        '<meta name="publishdate" content="2024年3月1日">',
        '<meta itemprop="datePublished" content="2024/3/1">',
    ],
)
def test_dates_in_other_vocabularies(tmp_path: Path, meta: str) -> None:
    assert of(tmp_path, page_of(LINES, meta=meta)).issued == "2024-03-01"


def test_a_date_in_the_text_is_not_the_page_s(tmp_path: Path) -> None:
    page = f"<html><body><h1>规划</h1><p>到2025年1月1日，{LONG}</p><p>{LONG}</p></body></html>"
    assert of(tmp_path, page).issued is None


def test_a_table_of_data_is_read_row_by_row(tmp_path: Path) -> None:
    rows = "".join(f"<tr>{''.join(f'<td><p>{cell}</p></td>' for cell in row)}</tr>" for row in TABLE)
    found = lines(
        tmp_path,
        page_of(LINES, table=f"<table><caption>主要指标</caption>{rows}</table><p>表下的话，也是正文。</p>"),
    )
    assert found[len(LINES) :] == ["主要指标", *TABLE_LINES, "表下的话，也是正文。"]


def test_cells_that_span_stand_in_each_row_and_column(tmp_path: Path) -> None:
    table = (
        "<table><tr><th colspan=3>主要指标</th></tr><tr><th>类别</th><th colspan=2>粮食|棉花</th></tr>"
        "<tr><td rowspan=2>农业</td><td>产量</td><td>30<br>万吨</td></tr><tr><td>面积</td><td>50万亩</td></tr></table>"
    )
    found = lines(tmp_path, page_of(LINES, table=table))
    assert found[len(LINES) :] == [
        "主要指标",
        "类别 | 粮食／棉花 | 粮食／棉花",
        "农业 | 产量 | 30 万吨",
        "农业 | 面积 | 50万亩",
    ]


def test_the_table_above_an_official_document(tmp_path: Path) -> None:
    """索引号, 发文机关, 成文日期 are what is known of it, no text; the letterhead is text."""
    page = f"""<html><head><title>关于印发兰溪县规划的通知_兰溪县人民政府</title></head><body><div class=pchead>
<table><tr><td>索 引 号：</td><td>0001/2024-1</td><td>主题分类：</td><td>综合政务</td></tr>
<tr><td>发文机关：</td><td>兰溪县人民政府</td><td>成文日期：</td><td>2024年03月12日</td></tr>
<tr><td>标　　题：</td><td>关于印发兰溪县规划的通知</td><td>发文字号：</td><td>兰政发〔2024〕5号</td></tr></table></div>
<div class=content><p>兰溪县人民政府文件</p><p>兰政发〔2024〕5号</p><p>关于印发兰溪县规划的通知</p><p>各乡镇人民政府：</p><p>{LONG}</p><p>{LONG}</p>
<p>2024年3月12日</p></div></body></html>"""
    document = of(tmp_path, page)
    assert document.text.splitlines() == [
        "兰溪县人民政府文件", "兰政发〔2024〕5号", "关于印发兰溪县规划的通知", "各乡镇人民政府：", LONG, LONG,
        "2024年3月12日",
    ]  # fmt: skip
    assert (document.issued, document.issuer) == ("2024-03-12", "兰溪县人民政府")


def test_a_page_laid_out_with_tables(tmp_path: Path) -> None:
    page = f"""<html><head><title>新闻</title></head><body><table width=980><tr><td colspan=2><a href=/>首页</a> | <a href=/2>政务</a></td></tr>
<tr><td width=200><a href=a>领导之窗</a><br><a href=b>机构职能</a></td><td><table><tr><td align=center><b>青河区2023年政府工作报告</b></td></tr>
<tr><td>2023-01-12 来源：区政府办 作者： 点击数：33</td></tr><tr><td><font size=3>　　各位代表：<br><br>　　一、2022年工作回顾<br>　　{LONG}
<br>　　二、2023年工作安排<br>　　{LONG}新增学位3000个。<br></font></td></tr></table></td></tr><tr><td colspan=2>版权所有 青河区人民政府</td></tr></table>"""
    document = of(tmp_path, page)
    assert document.text.splitlines() == [
        "青河区2023年政府工作报告",
        "各位代表：",
        "一、2022年工作回顾",
        LONG,
        "二、2023年工作安排",
        f"{LONG}新增学位3000个。",
    ]
    assert (document.issued, document.issuer) == ("2023-01-12", "区政府办")


@pytest.mark.parametrize(
    "body",
    [
        "<div>　　{0}</div><div>{1}</div>",
        "{0}<br/>{1}",
        "<p class=MsoNormal><span>{0}</span></p><p><o:p>&nbsp;</o:p></p><p><b><span>{1}</span></b></p>",
        "<section><article><p>{0}</p></article><div><div><p>{1}</div></div></section>",
        "<ul><li>{0}</li><li>{1}</li></ul>",
        "<center><font>{0}</font></center><blockquote>{1}</blockquote>",
    ],
)
def test_a_paragraph_is_a_paragraph_whatever_it_is_made_of(tmp_path: Path, body: str) -> None:
    other = LONG.replace("30", "40")
    page = f"<html><body><h1>粮食</h1><div class=content>{body.format(LONG, other)}</div></body></html>"
    assert lines(tmp_path, page) == ["粮食", LONG, other]


def test_words_parted_by_markup_and_by_line_ends_are_joined(tmp_path: Path) -> None:
    page = f"<html><body><p>全区<span>2023</span>年<b>地区生产\n总值</b>\n增长<i>6.5</i>%，\r\n   GDP\n per capita。{LONG}</p></body></html>"
    assert lines(tmp_path, page) == [f"全区2023年地区生产总值增长6.5%，GDP per capita。{LONG}"]


def test_hidden_text_and_invisible_characters_go(tmp_path: Path) -> None:
    page = f'<html><body><p>\u200b粮\u00ad食\ufeff。{LONG}</p><div style="display: none"><p>看不见的字。</p></div></body></html>'
    assert lines(tmp_path, page) == [f"粮食。{LONG}"]


def test_a_page_that_hides_its_text_until_a_script_shows_it(tmp_path: Path) -> None:
    page = f'<html><body><p>请稍候。</p><div style="visibility: hidden; opacity: 0;"><p>{LONG}</p></div></body></html>'
    assert lines(tmp_path, page)[-1] == LONG


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030"])
def test_a_page_in_gbk_whatever_it_calls_it(tmp_path: Path, charset: str) -> None:
    page = page_of([*LINES, "镕基路、㙍村改造完成。"]).replace("utf-8", charset)
    assert lines(tmp_path, page.encode("gb18030"))[-1] == "镕基路、㙍村改造完成。"


def test_a_declared_charset_is_believed_where_bytes_are_not_utf_8(tmp_path: Path) -> None:
    page = f"<html><head><meta http-equiv=Content-Type content='text/html; charset=big5'></head><body><p>{'政府工作報告。' * 9}</p>"
    assert lines(tmp_path, page.encode("big5")) == ["政府工作報告。" * 9]


def test_some_broken_bytes_in_a_page_are_noted(tmp_path: Path) -> None:
    page = page_of(LINES * 5).encode("utf-8").replace("项目为王".encode(), "项目为".encode() + b"\xe7", 1)
    document = of(tmp_path, page)
    assert "项目为\ufffd" in document.text
    assert document.notes == ("1 broken bytes in the page, shown as \ufffd",)


def test_a_page_under_another_name_is_still_a_page(tmp_path: Path) -> None:
    """Government offices send pages as .doc; crawlers save pages of errors as .pdf."""
    for name in ("report.doc", "report.txt", "report.pdf"):
        assert of(tmp_path, page_of(LINES), name).text == TEXT.rstrip("\n")


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><script>document.write('一')</script><div id=app></div></body></html>",
        "<html></html>",
        "<!DOCTYPE html>",
        "<html><body><a href=/>首页</a><a href=/2>新闻</a></body></html>",
        "<div>" * 10_000 + "深",
    ],
)
def test_a_page_without_text_says_so(tmp_path: Path, page: str) -> None:
    with pytest.raises(InputError, match=r"page\.html: (?:a page without text|the text is empty|not a page)"):
        of(tmp_path, page)
