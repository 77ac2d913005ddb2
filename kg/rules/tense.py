"""Whether a sentence reviews the past or plans: by its heading, by words that open it or its paragraph, by what came before.

A heading decides where it says so (回顾, 安排) or names a year beside the document's own (2013年的主要工作). Elsewhere words
that only a review has (了, 已, 去年, 五年来) are weighed against those that only a plan has (将, 要, 力争, 预期); words that both
have (完成, 新增, 达到) say nothing. A paragraph that says nothing goes on as the one before it; the first as the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.model import Section, Sentence, Status


@cache
def _past() -> re.Pattern[str]:
    return re.compile(
        r"[\u4e00-\u9fff]了(?![解])|已[^经久]|已经|显著|成就|突飞猛进|取得|荣获|获评|位居|居(?:全[国省市]|世界)|同比|去年|上年|累计|圆满|胜利|扭转|相继|先后"
        r"|(?:扎实|有序|稳步|加快|加速|深入|全面|持续|顺利|成功|不断|有力|蓬勃|纵深|圆满)(?:推进|实施|建设|盘活|增强|改善|优化|提升|处置|去化|显现|释放|落户|签约|投产|投用|发展|完成|开展|壮大|集聚|收官|落地|运行|加快|推开|拓展)[，。；,;]"
        r"|增加到|跃升|跃居|实现新突破|明显(?:增强|改善|提高|提升|加快)|持续(?:改善|向好|增强)|[一二三四五两]年来|任期|是.{0,8}(?:极不平凡|不平凡)|得到|迈出|迈上|来之不易|良好[，。；,;]|进展顺利|初见(?:成效|雏形)|即将过去|建成投用[，。；,;]|完成(?:建设|签约|出让|征收|改造|搬迁|验收)[，。；,;]"
    )


@cache
def _future() -> re.Pattern[str]:
    return re.compile(
        r"要(?<![主重需首必次纲概摘简]要)(?![求素点闻件害道紧义])|将(?<!名将)(?!军|领)|力争|预期|确保|争取|努力|计划(?:实施|新建|投资|完成)|拟|建议|着力|大力|深入(?:实施|推进|开展)(?![，。；,;])"
        r"|坚持|进一步(?!(?:加强|增强|提高|改善|提升|优化|完善)[，。；,;])|加快(?![，。；,;]|(?:实施|推进|建设|处置|集聚|形成|发展|构建)[，。；,;])|推动|继续|全力|务必|切实|今年(?!以来|上半年|一季度|前)|明年|今后|年底前|年内|下一步|抓好"
    )


@cache
def _opens_past() -> re.Pattern[str]:
    return re.compile(
        r"(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]?)?(?:——)?[“\"]?(?:过去(?:的)?(?:一|五|三|几)年|一年来|五年来|这五年|五年间|这一年|[三四五]年来|去年|上年|回顾|本届政府任期|今年以来|“?十[一二三四]五”?(?:时期|期间)(?:以来)?，?[^将要]{0,12}(?:是|取得))"
    )


@cache
def _opens_future() -> re.Pattern[str]:
    return re.compile(
        r"(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]?)?[“\"]?(?:今年(?!以来|上半年|一季度|前三季度)|明年|新的一年|今后五年|未来五年|下一步|接下来|做好今年|完成(?:上述|以上|今年)|各位代表.{0,4}今年|围绕上述目标)"
    )


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)((?:19|20)\d\d)年")


def statuses(sentences: Sequence[Sentence], year: int | None = None) -> tuple[Status, ...]:
    """The default status of each sentence, in order; ``year`` is the year that the document's plans are for."""
    carried: Status | None = None
    found: list[Status] = []
    section: Section | None = None
    first = 0
    while first < len(sentences):
        last = first
        while last < len(sentences) and sentences[last].paragraph == sentences[first].paragraph:
            last += 1
        opening = sentences[first]
        if opening.section is not section:
            section = opening.section
        said = _of_section(section, year)
        if _opens_past().match(opening.text):
            said = said if said == "achieved" else _past_or(opening.text, said)
        elif said is None:
            said = "planned" if _opens_future().match(opening.text) else _by_year(opening.text, year)
        paragraph = (
            said or _weigh("".join([s.text for s in sentences[first:last]])) or carried or _of_all(sentences)
        )
        carried = paragraph
        found += [_of_sentence(s.text, paragraph, year) for s in sentences[first:last]]
        first = last
    return tuple(found)


def _of_all(sentences: Sequence[Sentence]) -> Status:
    """What the whole text says where its first paragraph says nothing."""
    return _weigh("".join([s.text for s in sentences])) or "planned"


def _past_or(text: str, said: Status | None) -> Status | None:
    """A paragraph that opens with the past is a review, unless its first sentence turns to plans."""
    return said if _future().search(text) and said == "planned" else "achieved"


def _weigh(text: str) -> Status | None:
    """What the words of a paragraph say that only a review or only a plan has; None where they are even."""
    behind, ahead = len(_past().findall(text)), len(_future().findall(text))
    if behind == ahead:
        return None
    return "achieved" if behind > ahead else "planned"


def _of_section(section: Section | None, year: int | None) -> Status | None:
    """What a heading or those above it say: by their words (回顾, 安排), else by a year beside the document's.

    An unnumbered line that opens the text is its title and says nothing of a part of it.
    """
    while section is not None and not (section.begin == 0 and section.level == 9):
        if section.status:
            return section.status
        named = set(_year().findall(section.title))
        if len(named) == 1 and year and not section.title.startswith(("（", "(", "—")):
            return "planned" if int(named.pop()) >= year else "achieved"
        section = section.parent
    return None


def _by_year(text: str, year: int | None) -> Status | None:
    """What the year that opens a sentence says: before the document's, a review; the document's, with a plan's words, plans."""
    named = _year().match(text)
    if named is None or year is None:
        return None
    if int(named.group(1)) < year:
        return "achieved"
    return "planned" if _future().search(text) else None


@cache
def _so_far() -> re.Pattern[str]:
    """Part of a year that figures are told of: 一季度，… 完成; 1—9月; 截至6月底. With 确保 or 将 it is when something is to be."""
    part = r"[^，。]{0,8}(?:一季度|前三季度|上半年|前[一二三四五六七八九十\d]{1,2}个?月|1\s?[-—－–~～至]{1,2}\s?\d{1,2}月|截至)"
    plans = r"(?!.*(?:确保|力争|争取|将|要在|计划))"
    return re.compile(rf"(?={part}){plans}{part}.*(?:同比|完成|实现|达到?|累计|增长|已)")


def _of_sentence(text: str, paragraph: Status, year: int | None) -> Status:
    """The paragraph's status, unless the sentence opens with another time."""
    said = _by_year(text, year)
    if said:
        return said
    if _opens_future().match(text):
        return "planned"
    if _begins_past().match(text) or _so_far().match(text):
        return "achieved"
    if paragraph == "achieved" and _turns_ahead().search(text):
        return "planned"
    return paragraph


@cache
def _begins_past() -> re.Pattern[str]:
    return re.compile(r"[“\"]?(?:去年|上年|今年以来|过去的?一年|一年来|五年来)")


@cache
def _turns_ahead() -> re.Pattern[str]:
    """What only plans say, amid a review."""
    return re.compile(
        r"今年(?!以来|上半年|一季度|前).{0,20}(?:将|要|预期|力争|计划|目标)|预期目标(?:是|为|[:：])|建议"
    )
