"""Named meetings of congresses, committees and parties.

Patterns: (中共) area 第七届党代会第五次会议, 第十四届全国人民代表大会第二次会议, 中国共产党第二十次全国代表大会, 党的二十大,
市委八届九次全会, 中央经济工作会议. The core is found first; areas and 中共, 政协, 党的 before it belong to the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.areas import Area, find_areas
from kg.lexicon import tsv

_N = "[一二三四五六七八九十百]{1,5}"
_CORE = re.compile(
    f"第?{_N}届(?:全国)?(?:人民代表大会|人大|政协|(?:全国)?委员会)(?:常务委员会|常委会)?第?{_N}次(?:全体)?(?:会议|全会)"
    f"|第{_N}届(?:党代会|党员代表大会|代表大会)(?:第{_N}次(?:全体)?会议)?"
    f"|第{_N}次(?:全国)?(?:代表大会|党代会)"
    f"|党的{_N}大(?![量力规力型类])"
    f"|第?{_N}届{_N}(?:中全会|次全会|次全体会议|次会议)"
)
_WORKING = re.compile(
    "(?:中央|全国|全省|全市|全区|全县|省委|市委|区委|县委|自治区党委)"
    "(?:经济|农村|金融|城市|人才|科技|外事|人大|政协|统战|民族|城镇化|扶贫开发|财经|区域协调发展|新型工业化|高质量发展)工作会议"
)
_BEFORE = ("党的", "人大", "省委", "市委", "区委", "县委", "州委", "省", "市", "区", "县", "州")


@cache
def _hosts() -> tuple[str, ...]:
    """Words before the core that belong to the name: parties and assemblies, and 市委, 党的."""
    bodies = [
        (name, *shorts.split("|"))
        for kind, name, shorts, of in tsv("bodies")
        if of in ("PartyBody", "Assembly")
    ]
    return (*sorted({n for names in bodies for n in names if n}, key=lambda n: (-len(n), n)), *_BEFORE)


def meetings(text: str, home: Area | None) -> Iterator[tuple[int, int, str]]:
    """(begin, end, label) of each named meeting, in text order."""
    for match in (*_CORE.finditer(text), *_WORKING.finditer(text)):
        begin = _left(text, match.start(), home) if match.re is _CORE else match.start()
        yield begin, match.end(), text[begin : match.end()]


def _left(text: str, begin: int, home: Area | None) -> int:
    """Where the name begins: over areas and the words that say whose meeting it is."""
    window = max(0, begin - 40)
    spans = {window + m.end: window + m.begin for m in find_areas(text[window:begin], home) if not m.deictic}
    for _ in range(4):
        word = next((w for w in _hosts() if text.endswith(w, window, begin)), None)
        if begin in spans:
            begin = spans[begin]
        elif word:
            begin -= len(word)
        else:
            break
    return begin
