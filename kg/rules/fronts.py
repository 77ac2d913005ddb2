"""Whether what stands before a head says which one: 东湖｜公园 does, 大型｜公园 does not; 国家级｜示范区 is a rank.

A front is judged by what it is (an area's kind, a place, a proper word of no dictionary) and by how much of it is left
when the words that say nothing (seeds/lexicon/generic.tsv) are taken out.
"""

from __future__ import annotations

import re
from functools import cache

from kg.rules.heads import Head, head_of, heads
from kg.rules.proper import is_proper, names, ordinary, tokenizer
from kg.rules.words import generic, name_words

_AREA_KINDS = frozenset("市区县省州旗镇")
_LOCAL = frozenset({"Hospital", "School", "University", "ResearchInstitute", "Facility"})
SETTLED = frozenset({"Subdistrict", "Community"})
_NO_SETTLEMENT = frozenset("不带入到下进返离各每全多整的个座级型化新某等和与及在为把从向无")
_GENERIC_PLACE = "路街湖河江山岛湾港桥岭溪泉坝洲镇村寨谷塘潭浦屿圩堰"


def enough(bare: str, head: Head, proper: bool, goal: bool) -> bool:
    """Whether what stands before the head says which one."""
    shortest = next((bare[-n:] for n in (2, 3, 1) if bare[-n:] in heads()), head.word)
    front = bare[: -len(head.word)]
    wide = bare[: -min(len(shortest), len(head.word))]
    if proper:
        return bool(front) or len(wide) >= 2
    if wide and wide[0] in _AREA_KINDS and len(wide) <= 5 and head.subclass in _LOCAL:
        return True  # 县中医院, 区实验学校, 市体育中心
    if head.subclass == "Facility" and len(wide) >= 4:
        return True
    if head.subclass == "Pilot" and len(front) >= 4:
        return True  # 国际贸易综合改革试点
    if "Zone" in head.classes and len(front) >= 3 and front not in generic()["whole"] and _is_zone(front):
        return True  # 科技城｜新区
    if head.need == "any" or (
        goal and (of_rank(bare) or ("Goal" in head.classes and head.subclass != "SpatialPattern"))
    ):
        return len(front) >= 2 or head.need == "any"
    if not front and len(wide) < 2:
        return False
    if head.subclass in SETTLED:
        return _settlement(wide) or (_NO_SETTLEMENT.isdisjoint(wide) and is_proper(wide))
    left = strip_generic(wide)
    if not left:
        return False
    if re.search(r"[A-Za-z0-9]", front) or _place_front(front) or is_proper(wide) or _on_the_map(bare, head):
        return True
    if head.need == "proper":
        return False
    if head.need == "strict":
        return len(left) >= 5
    if head.need == "long":
        plain = {"Zone", "Project", "Institution"} & set(head.classes)
        return len(left) >= (3 if plain else 4) or (len(wide) >= (4 if plain else 6) and len(left) >= 2)
    return len(left) >= 2


@cache
def _ranks() -> re.Pattern[str]:
    """What opens a title: 国家级…, 世界一流…, 关中平原…."""
    regions = name_words("region")
    return re.compile(rf"(?:{name_words('rank')}|[\u4e00-\u9fff]{{2,3}}(?:{regions}))")


def of_rank(bare: str) -> bool:
    """Whether what is made has a rank or reach in its name, as titles have (国家级…示范区, 世界级…基地)."""
    if bare.endswith(("新区", "新城", "片区", "科学城")):
        return False  # 西部科学城 is a place by that name
    return bool(_ranks().match(bare)) and bare[-1] in "区地心纽城港道谷园高点市县台户口"


def _is_zone(front: str) -> bool:
    head = head_of(front)
    return head is not None and head.subclass == "FunctionalZone"


def _settlement(front: str) -> bool:
    """Whether the front may be the name of a town or village: 问安镇｜关庙山, 上皋坞; no word of the dictionary."""
    town = max(front.rfind(kind) for kind in ("镇", "乡", "街道"))
    own = front[town + 1 :].removeprefix("道") if town > 0 else front
    return (
        1 + (town <= 0) <= len(own) <= 4
        and _NO_SETTLEMENT.isdisjoint(own)
        and (
            town > 1 or (own not in ordinary() and any(len(w) == 1 for w in tokenizer().cut(own, HMM=False)))
        )
        and strip_generic(own) == own
    )


def _on_the_map(bare: str, head: Head) -> bool:
    """Whether a general dictionary knows the phrase as a river, a hill or the like (清江)."""
    return head.subclass in ("River", "Park") and bare in names()


def _place_front(front: str) -> bool:
    """Whether the front is shaped like a place name: two or more characters with a generic at the end (东湖, 白云山)."""
    return (
        2 <= len(front) <= 5
        and front[-1] in _GENERIC_PLACE
        and front not in generic()["whole"]
        and is_proper(front[:-1])
    )


@cache
def _modifiers() -> re.Pattern[str]:
    table = sorted(generic()["modifier"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, table)))


def strip_generic(front: str) -> str:
    """What is left of a modifier when the words that say nothing about which one are taken out."""
    return _modifiers().sub("", front)
