"""What a document says about itself: title, kind, jurisdiction, the year that its plans are for, date and issuer.

Read from the title block (the lines before the salutation or the first paragraph), from headings, then from the body:
“政府工作报告 / ——2024年1月9日在××市第八届人民代表大会第四次会议上”, “我代表市人民政府”, “三、2024年工作安排”, 我区, 全市.
Values that the document was given beforehand win. What cannot be found stays None, with a note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from kg.areas import CHINA, Area, AreaMatch, ancestors, by_name, find_areas, home_of, parent
from kg.model import Document, Sentence
from kg.rules.posts import posts as posts
from kg.rules.years import plan_year

_HEAD = 1500  # the title block and the opening words stand here
_BODY = 60_000  # enough to know whose text it is
_SALUTATION = re.compile("各位(?:代表|委员|同志)")
_TITLE = re.compile(
    "(?:报告|规划|纲要|计划|方案|意见|要点|办法|条例|决定|草案|汇报|讲话|总结|公报|通知|白皮书)(?:[（(][^（）()]{1,20}[）)])?$"
)
_PLAN = re.compile(
    "(?:规划|纲要|计划|方案|行动|意见|要点|办法|条例)(?:[（(][^（）()]{1,20}[）)])?(?:》的通知)?$"
)
_NEWS = re.compile(
    r"讯[\s　]*[（(]?(?:记者|通讯员|首席)|本报(?:讯|记者)|[（(]?(?:全媒体)?记者[\s　]|新华社.{0,12}电|来源[：:]|讯员[\s　]"
)
_REPORTED = re.compile("(?:表示|强调|指出|提出)[，,：:]|(?:会议|大会|全会)(?:召开|开幕)|主持会议")
_DATE = re.compile(r"((?:19|20)\d\d)\s*[年\-./]\s*(\d{1,2})\s*[月\-./]\s*(\d{1,2})(?!\d)")
_OPENING = re.compile(
    "代表([\u4e00-\u9fff]{2,20}?)(?:人民)?政府|中共([\u4e00-\u9fff]{1,12}?[省市区县州盟旗])(?:第|委(?:员会)?(?:[一二三四五六七八九十第常全]|召开))"
)
_SPEAKS = re.compile(
    "(?:人民)?政府|第[一二三四五六七八九十百]+(?:届|次)|人民代表大会|人大|委员会|党代会|政协|(?:[省市区县]?委)?书记|[区县市省州]长|(?:区|市|县|省)?委"
)
_ACTS = re.compile(
    "将|要(?!求)|(?:人民)?政府|[区市县省州]?委|第.{1,3}届|地区生产总值|GDP|实现|全年|今年|坚持|始终"
)
_ZONE = re.compile(
    "[\u4e00-\u9fff·]{0,8}?(?:开发区|园区|高新区|合作区|示范区|保税区|经开区|管理区|度假区|试验区|自贸区|新城|(?<!城)镇|乡|街道)"
    "(?=\\d|(?:人民)?政府|管委会|管理委员会|党工委|办事处|国民经济|“|第|二〇|工作报告|$|\\s)"
)
_BY_FORM = re.compile(
    "(?:.{0,24}在|[\\s—－#*（(《]*(?:关于)?)([\u4e00-\u9fff]{1,11}?(?:自治[州县旗区]|新区|[省市区县州盟旗镇乡]|街道))"
    '(?=(?:19|20)\\d\\d年|[一二]九?[〇○零0九]|(?:人民)?政府|国民经济|第[一二三四五六七八九十]+[届个]|[“"]?十[一二三四]五)'
)
_NO_NAME = re.compile(
    "(?:.*(?:开发|园|高新|合作|示范|保税|经开|管理|度假|试验|自贸|城)|[全我本各该市城地社新县]|市辖)?[区市县省州镇乡盟旗]"
)
_LOCAL = re.compile("我([省市区县州盟旗镇])|全([省市区县州盟旗镇])(?![场域面国民球民值容])")
_LOWER = re.compile(
    "(?<![各])[省市区县州](?:委|政府|级|人大|政协|人民政府)|乡镇|我[省市区县州]|全[省市区县州](?![场域面国民])"
)
_NATIONAL = re.compile("我国|国务院|党中央|全国|中国(?!银行|移动|电信|联通)|国家|中央")


def metadata(document: Document, sentences: Sequence[Sentence]) -> Document:
    """``document`` with every empty field filled that its text tells; given values are kept."""
    front = _front(document.text)
    title = document.title or _title(front) or PurePath(document.source).stem
    kind = document.kind or _kind(document.text, title)
    jurisdiction = document.jurisdiction or _jurisdiction(document.text, title, front)
    headings = [s.text for s in sentences[:2000] if s.heading]
    year = document.year or plan_year(document.text, title, "\n".join(front), headings, kind)
    filled = replace(
        document,
        title=title,
        kind=kind,
        jurisdiction=jurisdiction,
        year=year,
        issued=document.issued or _issued(document.text, front),
        issuer=document.issuer or _issuer(document.text, jurisdiction, kind),
    )
    return replace(filled, notes=(*document.notes, *_notes(filled)))


def _front(text: str) -> list[str]:
    """The lines of the title block: short, unended, before the salutation."""
    lines: list[str] = []
    for line in text[:_HEAD].split("\n"):
        line = line.strip()
        if _SALUTATION.match(line) or len(line) > 90 or "。" in line or line.endswith(("；", "！", "，")):
            break
        if line:
            lines.append(line)
    return lines[:15]


def _title(front: list[str]) -> str:
    """The first one to three lines that together end as a title does, else a first line that reads as one."""
    for start in range(min(len(front), 8)):
        for size in (1, 2, 3):
            lines = front[start : start + size]
            joined = "".join(
                re.sub(r"(?<=\b[\u4e00-\u9fff])[\s　]+(?=[\u4e00-\u9fff]\b)", "", x) for x in lines
            )
            if len(lines) == size and len(joined) <= 80 and _TITLE.search(joined):
                more = "".join(front[start + size : start + size + 1])
                return joined + more if re.match("[和与及暨]", more) and _TITLE.search(more) else joined
            if re.match(r"[—－\-（(]", joined):
                break
    first = front[0] if front else ""
    return (
        first
        if 6 <= len(first) <= 60
        and not re.search(r"[。；：:]$|记者|^第?[一二三四五六七八九十]+[、章]", first)
        else ""
    )


def _kind(text: str, title: str) -> str:
    head = text[:400]
    spoken = _SALUTATION.search(text[:_HEAD])
    if not spoken and (_NEWS.search(head) or (not _TITLE.search(title) and _REPORTED.search(head))):
        return "news"
    if not spoken and _PLAN.search(title):
        return "plan"
    return "work-report"


def _jurisdiction(text: str, title: str, front: list[str]) -> str | None:
    """The label of the area whose government speaks: title block, 代表××人民政府, then the body."""
    block = "\n".join(front)
    if re.search("国务院(?!关于[^\n]{0,30}批复)", block) or re.search("(?:代表|受)国务院", text[:_HEAD]):
        return CHINA
    for part in (title, block):
        if found := _by_form(part) or _named(part):
            return found
    opening = _OPENING.search(text[:_HEAD])
    if opening and (found := _named(opening[1] or opening[2])):
        return found
    return _from_body(text[:_BODY])


def _by_form(part: str) -> str | None:
    """A place that a line of the title begins with and no table has: 云麓区2023年政府工作报告, 杭州市下城区…"""
    for line in part.split("\n"):
        said = _BY_FORM.match(line)
        name = said[1] if said else ""
        for match in find_areas(name):
            if match.end == len(name):
                return None  # a known one; it may be the end of a longer name
        name = name[max((m.end for m in find_areas(name)), default=0) :]
        if name and not _NO_NAME.fullmatch(name):
            return name
    return None


def _named(part: str) -> str | None:
    """The area that a title names, best one that a government, a congress or a post follows."""
    matches = [m for m in find_areas(part) if m.area is None or m.area.level != "compound"]
    if not matches:
        return None
    best = max(matches, key=lambda m: (bool(_SPEAKS.match(part, m.end)), -m.begin))
    first = matches[0]
    if first.begin == 0 and first.label != CHINA and all(m.begin != first.end for m in matches[1:]):
        best = first  # 甲区一季度重点项目开工　乙市市长出席: whom the headline opens with
    zone = _ZONE.match(part, best.end)
    return part[best.begin : zone.end()] if zone and best.label != CHINA else best.label


def _from_body(text: str) -> str | None:
    matches = [m for m in find_areas(text) if _may_speak(m)]
    scores: Counter[str] = Counter()
    areas: dict[str, Area | None] = {}
    for match in matches:
        scores[match.label] += 3 if _ACTS.match(text, match.end) else 1
        areas.setdefault(match.label, match.area)
    for label, area in areas.items():
        scores[label] += _by_short_names(text, area)
    kinds = Counter(a or b for a, b in _LOCAL.findall(text))
    national = Counter(_NATIONAL.findall(text))
    ranked = sorted(scores, key=lambda label: (-scores[label], text.find(label)))
    if kinds and (sum(kinds.values()) > national["我国"]):
        kind = kinds.most_common(1)[0][0]
        return next((label for label in ranked if label.endswith(kind)), None) or _common(kind, areas)
    if ranked and scores[ranked[0]] >= max(2, 3 * national["我国"] + national["国务院"]):
        return ranked[0]
    local = len(_LOWER.findall(text))
    return CHINA if sum(national.values()) > local or (not local and find_areas(text)) else None


def _by_short_names(text: str, area: Area | None) -> int:
    """What the short names of a county add that the text gives in full too (某市南湖区 … 南湖将 …)."""
    if area is None or area.level != "county":
        return 0
    found = (m for short in area.aliases if len(short) == 2 for m in re.finditer(re.escape(short), text))
    alone = (m for m in found if not re.match("新?[区市县路湖河江]", text[m.end() : m.end() + 2]))
    return sum(3 if _ACTS.match(text, m.end()) else 1 for m in alone)


def _may_speak(match: AreaMatch) -> bool:
    return match.area is None or bool(match.area.code) or match.area.level == "new-area"


def _common(kind: str, areas: dict[str, Area | None]) -> str | None:
    """Where only parts are named (福清市, 闽侯县), what they all lie in, if it is of the kind that 我市 says."""
    above = Counter(
        up.name for area in areas.values() if area for up in ancestors(area) if up.name.endswith(kind)
    )
    most = above.most_common(1)
    return most[0][0] if most and most[0][1] >= 2 and most[0][1] * 2 > len(areas) else None


def _issued(text: str, front: list[str]) -> str | None:
    """The date in the title block, or after 发布时间 in the head, as ISO."""
    block = "\n".join(front) or text[:200]
    stamp = re.search(r"(?:发布|时间|日期)[^\n]{0,12}", text[:_HEAD])
    for part in (block, text[stamp.start() : stamp.end() + 20] if stamp else ""):
        for year, month, day in _DATE.findall(part):
            try:
                return date(int(year), int(month), int(day)).isoformat()
            except ValueError:
                continue
    return None


def _issuer(text: str, jurisdiction: str | None, kind: str) -> str | None:
    """国务院 for 中国, ××人民政府 for a report or plan of an area, the paper for news (××讯, 新华社)."""
    if kind == "news":
        byline = re.search("(?:^|\n)[\\s　]*([\u4e00-\u9fff]{2,8})讯[\\s　]", text[:400])
        agency = re.search("新华社", text[:400])
        return byline[1] if byline and byline[1] != "本报" else agency[0] if agency else None
    if not jurisdiction or not re.search("(?:人民)?政府|国务院", text[:_HEAD]):
        return None
    return "国务院" if jurisdiction == CHINA else f"{jurisdiction}人民政府"


def _notes(document: Document) -> tuple[str, ...]:
    notes: list[str] = []
    if document.jurisdiction is None:
        notes.append("jurisdiction: neither title, header nor body names it")
    else:
        home = home_of(document)
        same = by_name(document.jurisdiction)
        if home and not home.code and len(same) > 1:
            places = "、".join(up.name for up in (parent(area) for area in same) if up)
            notes.append(f"jurisdiction: {len(same)} areas bear the name {document.jurisdiction} ({places})")
    if document.year is None:
        notes.append("year: the text does not say which year its plans are for")
    return tuple(notes)
