"""Text into sentences, each under the heading that it stands under.

A sentence ends at 。！？ (with closing quotes after it) or at a line end; ； and ， only part clauses, since what
stands after them leans on what stands before. A line is a heading when it is numbered (一、 （一） 1. 第三章 第一节)
or short and unended, and no row of a table; a numbered line that goes on after its first 。 is a run-in heading plus body.
"""

from __future__ import annotations

import re
from functools import cache

from kg.model import CELL, Section, Sentence, Status

_LONGEST = 2000  # a sentence without an end is cut, so that cost stays linear
_STOPS = "。！？!?"
_HEADING_LIMIT = 45


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], tuple[tuple[int, re.Pattern[str]], ...]]:
    sentence = re.compile(rf"[^。！？!?]{{1,{_LONGEST}}}[。！？!?]*[”’」』）)]*|[。！？!?]+")
    closing = re.compile(r"[。！？!?；;，,：:…]$")
    number = "[一二三四五六七八九十百]+"
    levels = (
        (1, re.compile(rf"第{number}[编篇部]|第{number}章")),
        (2, re.compile(rf"第{number}节|{number}、")),
        (3, re.compile(rf"[（(]{number}[）)]")),
        (4, re.compile(r"\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]")),
    )
    return sentence, closing, levels


def segment(text: str) -> tuple[Sentence, ...]:
    """All sentences of ``text`` in order; ``text[s.begin:s.end] == s.text`` for each, blanks and stops without words left out.

    >>> [(s.text, s.section.title) for s in segment("二、今年工作\\n建设新城。发展产业！") if s.section and not s.heading]
    [('建设新城。', '二、今年工作'), ('发展产业！', '二、今年工作')]
    """
    sentence, closing, levels = _patterns()
    found: list[Sentence] = []
    section: Section | None = None
    begin = 0
    for paragraph, line in enumerate(text.split("\n")):
        body = line.strip()
        if body:
            at = begin + line.index(body)
            level = _level(body, levels)
            alone = (
                len(body) <= _HEADING_LIMIT
                and not closing.search(body)
                and CELL not in body
                and "。" not in body
            )
            first = True
            for match in sentence.finditer(body):
                piece = match.group()
                shift = len(piece) - len(piece.lstrip())
                piece = piece.strip()
                if not piece.strip(_STOPS):
                    continue
                start = at + match.start() + shift
                heading = first and (alone or (level is not None and len(piece) <= _HEADING_LIMIT))
                if heading:
                    section = open_section(section, piece, level or _unnumbered(piece), start)
                found.append(
                    Sentence(
                        len(found), start, start + len(piece), piece, paragraph, section, heading and alone
                    )
                )
                first = False
        begin += len(line) + 1
    return tuple(found)


def _level(line: str, levels: tuple[tuple[int, re.Pattern[str]], ...]) -> int | None:
    for level, pattern in levels:
        if pattern.match(line):
            return level
    return None


def _unnumbered(title: str) -> int:
    """The level of a heading without a number: over numbered ones where it opens a part (2017年工作回顾), else below."""
    return 1 if _part().search(title) and status_of(title) else 9


@cache
def _part() -> re.Pattern[str]:
    return re.compile(r"^.{0,24}(?:回顾|总结|安排|部署|任务|打算|建议|思路|要点|重点工作|总体要求)[：:]?$")


def open_section(current: Section | None, title: str, level: int, begin: int) -> Section:
    """The section that ``title`` opens below, beside or above ``current``; a status is inherited where not said."""
    parent = current
    while parent is not None and parent.level >= level:
        parent = parent.parent
    said, above = status_of(title), parent.status if parent else None
    if above == "achieved" and said == "planned" and not _turns().search(title):
        said = None  # （四）目标任务圆满完成 in a review
    status = said or above
    return Section(title.rstrip("。"), level, begin, status, parent)


@cache
def _status_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    past = re.compile(r"回顾|完成情况|执行情况|工作总结|总结|过去|[一二三四五]年来|发展基础|去年")
    future = re.compile(
        r"今年|明年|安排|部署|任务|目标|总体要求|工作要求|建议|打算|思路|展望|今后|未来(?=[一二三四五十几两]|发展|工作|$)|下一步|举措|计划草案|重点工作|总体思路"
    )
    won = re.compile(r"^(?!.*(?:努力|力争|争取|确保|务求|奋力|全力|推动|实现)).*(?:成就|成效|取得)")
    return past, future, won


@cache
def _turns() -> re.Pattern[str]:
    """What turns from a review to plans below its own heading; 任务, 举措, 部署 alone do not."""
    return re.compile(
        r"今年|明年|下一步|打算|展望|今后|工作安排|工作思路|总体要求|预期目标|主要目标|重点任务"
    )


def status_of(title: str) -> Status | None:
    """What a heading says of what stands under it: a review of the past (achieved), plans (planned), or nothing.

    取得新成效 is said of the past, unless it is striven for (努力在…上取得新成效).

    >>> status_of("一、2023年工作回顾"), status_of("二、2024年重点任务"), status_of("三、教育")
    ('achieved', 'planned', None)
    """
    past, future, won = _status_patterns()
    behind, ahead = bool(past.search(title) or won.search(title)), bool(future.search(title))
    if behind == ahead:
        return None  # 2022年工作总结和2023年工作安排 is the title of a whole report
    return "achieved" if behind else "planned"
