"""Files as people have them, made of one invented report: a government page, a Word document, a PDF of one or two columns."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from functools import cache

TITLE = "兰溪县2024年政府工作报告"
LINES = (
    TITLE,
    "——2024年1月18日在兰溪县第十八届人民代表大会第三次会议上",
    "县长　王立新",
    "各位代表：",
    "现在，我代表县人民政府，向大会报告工作，请予审议，并请县政协委员和列席人员提出意见。",
    "一、2023年工作回顾",
    "2023年，全县地区生产总值增长5.6%，一般公共预算收入达到12.8亿元，城镇新增就业3200人，粮食总产量稳定在30万吨以上。",
    "我们坚持项目为王，开工建设云岭大道改扩建、城北污水处理厂等32个重点项目，完成投资45亿元，经济运行稳中向好。",
    "二、2024年主要工作安排",
    "今年经济社会发展主要预期目标是：地区生产总值增长6%左右，规模以上工业增加值增长8%，固定资产投资增长10%以上，城镇登记失业率控制在4.5%以内。",
    "（一）聚焦产业强县",
    "打造云岭高新技术产业园区、青山文旅度假区、北湖现代农业示范区三大发展引擎，推动绿色食品、生物医药等产业集聚发展，新增高新技术企业20家。",
    "（二）聚焦民生改善",
    "加快县第二人民医院建设，新建公办幼儿园5所，新增学位1800个，完成老旧小区改造46个，让群众的日子一年更比一年好。",
    "各位代表，让我们团结奋斗，谱写兰溪县高质量发展新篇章！",
)
TEXT = "\n".join(LINES) + "\n"
TABLE = (
    ("类别", "指标", "单位", "2023年实际", "2024年目标"),
    ("经济发展", "地区生产总值", "亿元", "198.5", "215"),
    ("经济发展", "一般公共预算收入", "亿元", "12.8", "13.5"),
    ("民生福祉", "城镇新增就业", "人", "3200", "3500"),
)
TABLE_LINES = tuple(" | ".join(row) for row in TABLE)

_TOP = """<div class="top"><a href="/">首页</a><a href="/x">信息公开</a><form><input name="q"><button>搜索</button></form></div>
<div class="nav"><ul><li><a href="/a">政务公开</a></li><li><a href="/b">政策文件</a></li></ul></div>
<div class="crumbs">您现在的位置：<a href="/">首页</a> &gt; <a href="/z">政务公开</a> &gt; <a>政府工作报告</a></div>"""
_STAMP = """<div class="info"><span>发布时间：2024-02-05 09:30</span> <span>来源：兰溪县人民政府办公室</span>
<span>字号：[<a>大</a> <a>中</a> <a>小</a>]</span> <a href="javascript:print()">打印</a> <span>浏览次数：<em>1024</em></span></div>"""
_END = """<div class="editor">责任编辑：张三</div><div class="share">分享到：<a>微信</a><a>微博</a></div>
<div class="related"><h3>相关链接</h3><ul><li><a href="/1">2023年兰溪县人民政府工作报告</a></li></ul></div>
<div class="footer"><p>主办：兰溪县人民政府办公室　承办：兰溪县大数据局</p><p>备案号：甲备12345678号</p></div>"""


def page_of(lines: Sequence[str], *, meta: str = "", table: str = "") -> str:
    """A page of a government's site; the first of ``lines`` is its heading."""
    title, *rest = map(html.escape, lines)
    text = "\n".join(f'<p style="text-indent:2em"><span>　　{line}</span></p>' for line in rest)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}_兰溪县人民政府门户网站</title>{meta}'
        f"<style>.x{{}}</style><script>var a='脚本';</script></head><body>{_TOP}"
        f'<div class="article"><h1>{title}</h1>{_STAMP}<div class="TRS_Editor" id="zoom">{text}{table}</div></div>{_END}</body></html>'
    )


def word_of(lines: Sequence[str], table: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word document of ``lines``, a paragraph each, and of a table whose equal cells below each other are one."""
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "兰溪县人民政府文件"
    document.add_heading(lines[0], 0)
    for line in lines[1:]:
        document.add_paragraph(line)
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for at, row in enumerate(table):
            for column, text in enumerate(row):
                made.cell(at, column).text = text
                if at and column == 0 and table[at - 1][0] == text:
                    made.cell(at, column).text = ""
                    made.cell(at - 1, column).merge(made.cell(at, column)).text = text
    return saved(document)


def saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]  # python-docx makes its class by a function
    return file.getvalue()


@cache
def font() -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(
        UnicodeCIDFont("STSong-Light")
    )  # named, not embedded: every PDF reader knows its characters
    return "STSong-Light"


def pdf_of(
    lines: Sequence[str], table: Sequence[Sequence[str]] = (), *, columns: int = 1, ruled: bool = True
) -> bytes:
    """A PDF of ``lines`` with a running head and page numbers; long lines set in by two characters, as paragraphs are."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A5
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import (
        BaseDocTemplate,
        Flowable,
        Frame,
        KeepTogether,
        PageTemplate,
        Paragraph,
        Spacer,
        Table,
    )

    text = ParagraphStyle(
        "text", fontName=font(), fontSize=10, leading=17, firstLineIndent=20, wordWrap="CJK", alignment=4
    )
    title = ParagraphStyle("title", parent=text, fontSize=18, leading=28, firstLineIndent=0, alignment=1)
    flow: list[Flowable] = [
        Paragraph(line.replace("\u3000", "\u00a0" * 4), title if at == 0 else text)
        for at, line in enumerate(lines)
    ]
    if table:
        style = [("FONT", (0, 0), (-1, -1), font(), 9)]
        if ruled:
            style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        made = Table(table, style=style)
        flow += [Spacer(1, 12), made if ruled else KeepTogether(made), Spacer(1, 12)]
    width, height = A5
    wide = (width - 80 - 20 * (columns - 1)) / columns
    frames = [Frame(40 + at * (wide + 20), 60, wide, height - 120, 0, 0, 0, 0) for at in range(columns)]

    def edges(canvas: object, document: object) -> None:
        canvas.setFont(font(), 8)  # type: ignore[attr-defined]
        canvas.drawCentredString(width / 2, height - 30, "兰溪县第十八届人民代表大会第三次会议文件")  # type: ignore[attr-defined]
        canvas.drawCentredString(width / 2, 25, f"— {document.page} —")  # type: ignore[attr-defined]

    file = io.BytesIO()
    BaseDocTemplate(file, pagesize=A5, pageTemplates=[PageTemplate("page", frames, onPage=edges)]).build(flow)
    return file.getvalue()
