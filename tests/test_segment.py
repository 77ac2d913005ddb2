"""Text into sentences and sections: where a sentence ends, what is a heading, what stands under which."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Section, Sentence
from kg.segment import segment, status_of

REPORT = """临江区政府工作报告
各位代表：
一、2023年工作回顾
全年完成投资300亿元。新建学校5所！
（一）产业
扩建纺织园。
二、2024年工作安排
（一）做强产业。引进链主企业；淘汰落后产能。
1.培育专精特新企业。
三、保障措施
加强组织领导。
"""


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in segment(text)]


def under(text: str, words: str) -> Sentence:
    """The only sentence with these words."""
    (found,) = [sentence for sentence in segment(text) if words in sentence.text]
    return found


def path(section: Section | None) -> list[str]:
    """The titles of a section and of those above it, innermost first."""
    return [section.title, *path(section.parent)] if section else []


# Where a sentence ends


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("修路。架桥！通水了吗？", ["修路。", "架桥！", "通水了吗？"]),
        ("修路；架桥，通水。", ["修路；架桥，通水。"]),
        ("他说：“路通了。”大家鼓掌。", ["他说：“路通了。”", "大家鼓掌。"]),
        ("（通车仪式从简。）路修好了。", ["（通车仪式从简。）", "路修好了。"]),
        ("路通了！！！桥架了。", ["路通了！！！", "桥架了。"]),
        ("修路。\n\n架桥。", ["修路。", "架桥。"]),
        ("  修路。　架桥。  ", ["修路。", "架桥。"]),
        ("增长6.5%。投资3.2亿元。", ["增长6.5%。", "投资3.2亿元。"]),
    ],
)
def test_where_sentences_end(text: str, wanted: list[str]) -> None:
    assert texts(text) == wanted


@pytest.mark.parametrize("text", ["", "\n\n", " 　\t\n", "。", "。。。\n！"])
def test_nothing_said_is_no_sentence(text: str) -> None:
    assert texts(text) == []


def test_a_sentence_without_an_end_is_cut() -> None:
    """One endless line must not cost more than its length."""
    found = segment("修" * 4500)
    assert [len(s.text) for s in found] == [2000, 2000, 500]


def test_paragraphs_are_lines() -> None:
    assert [s.paragraph for s in segment("修路。架桥。\n\n通水。")] == [0, 0, 2]


# What is a heading


@pytest.mark.parametrize(
    "line",
    [
        "一、过去一年工作回顾",
        "（三）推进乡村振兴",
        "(三)推进乡村振兴",
        "第二章 发展目标",
        "第二节 空间布局",
        "第一编 总则",
        "3.做强园区",
        "③做强园区",
        "凝心聚力开新局",
    ],
)
def test_a_short_line_without_an_end_is_a_heading(line: str) -> None:
    first, second = segment(f"{line}\n扩建纺织园。")
    assert first.heading
    assert second.section is not None
    assert second.section.title == line


@pytest.mark.parametrize("line", ["各位代表：", "扩建纺织园。", "3.5亿元用于民生。", "2023年，"])
def test_a_line_with_a_mark_at_its_end_is_none(line: str) -> None:
    first, second = segment(f"{line}\n扩建纺织园。")
    assert not first.heading
    assert second.section is None


def test_a_long_line_is_no_heading_though_it_lacks_an_end() -> None:
    line = "扩建纺织园、陶瓷园、物流园、软件园，" * 3 + "一以贯之"
    assert not segment(line)[0].heading


def test_a_numbered_sentence_opens_a_section_and_its_body_follows() -> None:
    """（一）做强产业。引进链主企业。 is heading and body in one line; the first sentence says something too."""
    first, second = segment("（一）做强产业。引进链主企业。")
    assert not first.heading
    assert first.section is second.section
    assert path(second.section) == ["（一）做强产业"]


# What stands under which


def test_sections_lie_in_each_other_by_their_numbering() -> None:
    title = "临江区政府工作报告"  # an unnumbered line is below everything that is numbered
    assert path(under(REPORT, "各位代表").section) == [title]
    assert path(under(REPORT, "新建学校").section) == ["一、2023年工作回顾"]
    assert path(under(REPORT, "扩建纺织园").section) == ["（一）产业", "一、2023年工作回顾"]
    assert path(under(REPORT, "引进链主").section) == ["（一）做强产业", "二、2024年工作安排"]
    assert path(under(REPORT, "专精特新").section)[1:] == ["（一）做强产业", "二、2024年工作安排"]
    assert path(under(REPORT, "组织领导").section) == ["三、保障措施"]


def test_chapters_hold_sections() -> None:
    text = "第一章 基础\n第一节 成就\n路网成形。\n第二节 挑战\n土地不足。\n第二章 目标\n建设强县。"
    assert path(under(text, "路网").section) == ["第一节 成就", "第一章 基础"]
    assert path(under(text, "土地").section) == ["第二节 挑战", "第一章 基础"]
    assert path(under(text, "强县").section) == ["第二章 目标"]


def test_a_section_has_the_status_of_what_it_stands_in() -> None:
    def status(words: str) -> str | None:
        section = under(REPORT, words).section
        return section.status if section else None

    assert status("新建学校") == status("扩建纺织园") == "achieved"
    assert status("引进链主") == status("专精特新") == "planned"
    assert status("组织领导") is None


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("一、2023年工作回顾", "achieved"),
        ("“十三五”发展成就", "achieved"),
        ("上年计划执行情况", "achieved"),
        ("五年来的主要工作", "achieved"),
        ("第一章 发展基础", "achieved"),
        ("二、2024年工作安排", "planned"),
        ("主要目标和任务", "planned"),
        ("关于今后工作的建议", "planned"),
        ("二、下一步打算", "planned"),
        ("强化产业支撑", None),
        ("", None),
    ],
)
def test_status_of_a_heading(title: str, wanted: str | None) -> None:
    assert status_of(title) == wanted


# Whatever the text

ALPHABET = "修路架桥区一二三第章节（）()、。！？；，：“”《》1２.% \n\t　"
policy_texts = st.text(st.sampled_from(ALPHABET), max_size=200) | st.text(max_size=80)


@given(policy_texts)
def test_sentences_are_slices_in_order_and_lose_no_word(text: str) -> None:
    found = segment(text)
    assert [s.index for s in found] == list(range(len(found)))
    assert all(text[s.begin : s.end] == s.text for s in found)
    assert all(s.text == s.text.strip() and s.text for s in found)
    assert all(a.end <= b.begin for a, b in pairwise(found))
    assert all(a.paragraph <= b.paragraph for a, b in pairwise(found))
    covered = {at for s in found for at in range(s.begin, s.end)}
    assert all(at in covered for at, char in enumerate(text) if "\u4e00" <= char <= "\u9fff")


@given(policy_texts)
def test_sections_open_at_or_before_their_sentences(text: str) -> None:
    for sentence in segment(text):
        section = sentence.section
        if section:
            assert section.begin <= sentence.begin
            assert text.startswith(section.title, section.begin)
        while section and section.parent:
            assert section.parent.level < section.level
            assert section.parent.begin < section.begin
            section = section.parent
