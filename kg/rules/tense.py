"""Whether a paragraph reviews the past or plans: by its heading, by words that open it, by what its verbs say.

Section headings decide (回顾 / 安排); where there are none, a paragraph is a review when words of completion outweigh
words of intention, and that holds on until a paragraph says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.model import Section, Sentence, Status


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    past_open = re.compile(
        r"(?:[（(]?[一二三四五六七八九十\d]+[)）、.]?)?(?:——)?(?:过去(?:的)?(?:一|五|三|几)年|一年来|五年来|这五年|五年间|这一年|[三四五]年来|去年|回顾|本届政府任期|“?十[一二三四]五”?(?:时期|期间)(?:以来)?，?[^将要]{0,12}(?:是|取得))"
    )
    future_open = re.compile(
        r"(?:今年|明年|新的一年|今后五年|未来五年|下一步|接下来|做好今年|完成(?:上述|以上|今年)|20\d\d年(?:，|,)?(?:我们|全市|全区|全县)?(?:要|将|重点|着力)|各位代表.{0,4}今年)"
    )
    past = re.compile(r"了|已|建成|完成|取得|实现.{0,12}(?:突破|增长)|增长\d|达到?\d|超过\d|增加到|提高到|下降到|成功|圆满|荣获|获批|入选|竣工|投产|显著|明显|突飞猛进|居.{0,4}首位|位居|新增|增至|扭转|顺利|相继|累计|五年来|去年")
    future = re.compile(r"(?<![主重需首必次])要(?!求|素|点|闻|件|害|道|紧|义)|将(?!军|领)|力争|预期|努力|确保|争取|继续|进一步|加快|今年|计划|拟|推动|打造|目标")
    return past_open, future_open, past, future


def statuses(sentences: Sequence[Sentence]) -> tuple[Status, ...]:
    """The default status of each sentence, in order."""
    past_open, future_open, past, future = _cues()
    found: list[Status] = []
    carried: Status | None = None
    section: Section | None = None
    first = 0
    while first < len(sentences):
        last = first
        while last < len(sentences) and sentences[last].paragraph == sentences[first].paragraph:
            last += 1
        opening = sentences[first]
        if opening.section is not section:
            section = opening.section
            carried = None
        said = section.status if section else None
        body = "".join(s.text for s in sentences[first:last])
        if said is None:
            if past_open.match(opening.text):
                carried = "achieved"
            elif future_open.match(opening.text):
                carried = "planned"
            elif carried is None or len(body) > 60:
                ahead, behind = len(future.findall(body)), len(past.findall(body))
                carried = "achieved" if behind > ahead else "planned"
            said = carried
        elif said == "planned" and past_open.match(opening.text) and not future.search(opening.text):
            said = "achieved"
        found += [said] * (last - first)
        first = last
    return tuple(found)
