"""Markdown: the text as its reader sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.reader import markdown as module
from kg.reader import read

REPORT = """---
title: "兰溪县2024年政府工作报告"
date: 2024-01-18
publisher: 兰溪县人民政府
layout: post
year: twenty
---
# 政府工作报告

## 一、2023年工作回顾
2023年，全县**地区生产总值**增长5.6%，[一般公共预算收入](http://example.org)达到12.8亿元。
围绕**“三大攻坚战”**和**《规划》**，持续用力，污染防治取得新成效，城乡面貌发生新变化，
人民生活得到新改善。

1. 加快县第二人民医院建设。
2. 2024年新建公办幼儿园5所。

- 推进*城市更新*
- 建设`5G`基站

| 指标 | 单位 | 目标 |
|---|:--:|---:|
| 粮食 | 万吨 | 30 |

<table><tr><td>指标</td><td>目标</td></tr><tr><td>城镇化率</td><td>65%</td></tr></table>

![图](a.png)
"""


def of(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "a.md"
    path.write_text(text, "utf-8")
    return path


def test_marks_go_and_words_stay(tmp_path: Path) -> None:
    document = read(of(tmp_path, REPORT))
    assert document.text.splitlines() == [
        "政府工作报告",
        "一、2023年工作回顾",
        "2023年，全县地区生产总值增长5.6%，一般公共预算收入达到12.8亿元。",
        "围绕“三大攻坚战”和《规划》，持续用力，污染防治取得新成效，城乡面貌发生新变化，人民生活得到新改善。",
        "1.加快县第二人民医院建设。",
        "2. 2024年新建公办幼儿园5所。",
        "推进城市更新",
        "建设5G基站",
        "指标 | 单位 | 目标",
        "粮食 | 万吨 | 30",
        "指标 | 目标",
        "城镇化率 | 65%",
    ]
    assert (document.title, document.issued, document.issuer, document.year) == (
        "兰溪县2024年政府工作报告", "2024-01-18", "兰溪县人民政府", None,
    )  # fmt: skip


def test_the_only_first_heading_is_the_title(tmp_path: Path) -> None:
    assert read(of(tmp_path, "# 规划\n\n正文。\n")).title == "规划"
    assert read(of(tmp_path, "# 甲\n\n# 乙\n")).title == ""


def test_short_lines_are_lines_of_their_own(tmp_path: Path) -> None:
    assert (
        read(of(tmp_path, "一、回顾\n全县粮食丰收。\n二、安排\n继续种粮\n")).text
        == "一、回顾\n全县粮食丰收。\n二、安排\n继续种粮"
    )


def test_a_plain_text_called_markdown_keeps_its_words(tmp_path: Path) -> None:
    text = "兰溪县报告\n　　各位代表：\n　　今年*力争*增长6%—7%，3*4=12，PM_{2.5}下降，a_b_c。\n"
    assert (
        read(of(tmp_path, text)).text
        == "兰溪县报告\n各位代表：\n今年力争增长6%—7%，3*4=12，PM_{2.5}下降，a_b_c。"
    )


def test_a_text_too_long_to_be_parsed_is_read_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LONGEST", 10)
    document = read(of(tmp_path, "# 长长长长长长长长\n"))
    assert document.text == "# 长长长长长长长长\n"
    assert document.notes == ("read as plain text: more than 10 characters of Markdown",)
