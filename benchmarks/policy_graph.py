"""A policy graph of any size, for measuring: invented reports of invented districts, in the shapes of the ontology.

    python benchmarks/policy_graph.py TRIPLES > graph.nq

Each district has two reports, of 2024 and 2025. Each report names four engines, where they lie, what they develop and
want to become, the projects, institutions and policies under them with the measures on them, targets for the year and
results of the year before, posts, other names and a numbered set; every fact stands in the graph of its sentence. A
larger graph has more districts and nothing else: what is asked of one district has the same answer in each. There is
no chance in it: the same number gives the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.graph import nquads
from kg.model import (
    Alias,
    Document,
    Entity,
    Extraction,
    Fact,
    Measure,
    Mention,
    NumberedSet,
    Post,
    Relation,
    Sentence,
    Target,
)

if TYPE_CHECKING:
    from pyoxigraph import Store

_DIGITS = "甲乙丙丁戊己庚辛壬癸"
_ENGINES = ("科创城", "商务区", "生态谷", "空港新城")
_INDUSTRIES = ("人工智能", "生物医药", "航运服务", "文化旅游", "集成电路", "新能源", "跨境电商", "高端装备")
_PROJECTS = ("实验室", "体育馆", "滨河公园", "合作园区")
_INDICATORS = (
    ("地区生产总值", "%", "growth"), ("固定资产投资", "%", "growth"), ("社会消费品零售总额", "%", "growth"),
    ("一般公共预算收入", "亿元", "level"), ("城镇新增就业", "万人", "count"), ("进出口总额", "亿元", "level"),
)  # fmt: skip
_POSTS = (("区委书记", "区委"), ("区长", "区政府"), ("区委常委", "区委"))
_DOMAINS = ("innovation", "culture", "education", "health")


class _Draft:
    """A report while it is written: its text so far and what that says."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.sentences: list[Sentence] = []
        self.facts: list[Fact] = []
        self.entities: dict[str, Entity] = {}

    def say(self, template: str, *things: Entity) -> tuple[int, int]:
        """Add a sentence, each {} in it the name of a thing; gives its number and where it begins."""
        begin, number, text = self.length, len(self.sentences), ""
        for piece, thing in zip(template.split("{}"), [*things, None], strict=True):
            text += piece
            if thing:
                at = begin + len(text)
                self.entities[thing.label] = thing
                self.facts.append(
                    Mention(number, "name", label=thing.label, classes=thing.classes, begin=at, end=at + len(thing.label))
                )  # fmt: skip
                text += thing.label
        self.sentences.append(Sentence(number, begin, begin + len(text), text, number))
        self.parts.append(text + "\n")
        self.length += len(text) + 1
        return number, begin

    def relate(
        self, number: int, subject: Entity, predicate: Any, *objects: Entity, confidence: float = 0.9
    ) -> None:
        self.facts += [
            Relation(number, "pattern", subject.label, predicate, one.label, confidence=confidence)
            for one in objects
        ]

    def measure(self, template: str, thing: Entity, action: str, **more: Any) -> int:
        number, begin = self.say(template, thing, *((more["by"],) if "by" in more else ()))
        agent = more.pop("by", None)
        at = begin + len(template.split(action)[0]) + (len(thing.label) if template.startswith("{}") else 0)
        self.facts.append(
            Measure(
                number, "measure", action=action, object_text=thing.label, begin=at, end=at + len(action),
                objects=(thing.label,), agent=agent.label if agent else None, **more,
            )
        )  # fmt: skip
        return number


def report(number: int) -> Extraction:
    """The report with that number, from 0; districts 0, 0, 1, 1, 2, 2, …"""
    district, year = number // 2, 2024 + number % 2
    code = "".join(_DIGITS[int(digit)] for digit in f"{district:04d}")
    area = Entity(f"{code}区", ("Area",), (code,), ("District",))
    draft = _Draft()
    draft.say(f"{{}}{year}年政府工作报告", area)
    _engines(draft, area, code, district, year)
    _targets(draft, area, district, year)
    for i, (role, body) in enumerate(_POSTS):
        person = Entity(f"{code}人{_DIGITS[i]}", ("Person",), scope=area.label)
        organization = Entity(f"{code}{body}", ("Institution",), scope=area.label)
        draft.say(f"{role}{{}}代表{{}}在会上讲话。", person, organization)
        draft.facts.append(Post(len(draft.sentences) - 1, "post", person.label, organization.label, role))
    meeting = Entity(f"{code}论坛", ("Event",), scope=area.label)
    draft.say("秋季举办{}。", meeting)
    text = "".join(draft.parts)
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        f"{district:04d}-{year}-{digest[:8]}", text, digest, f"{area.label}{year}年政府工作报告", "work-report",
        area.label, year, f"{year}-01-10", f"{area.label}人民政府", f"{district:04d}-{year}.txt",
        speaker=f"{code}人甲", event=meeting.label,
    )  # fmt: skip
    return Extraction(document, tuple(draft.sentences), tuple(draft.facts), draft.entities)


def _engines(draft: _Draft, area: Entity, code: str, district: int, year: int) -> None:
    home = area.label
    engines = [
        Entity(f"{code}{name}", ("Engine", "Zone"), (f"{code}之{name}",), scope=home) for name in _ENGINES
    ]
    number, _ = draft.say("{}将以{}、{}、{}、{}“四大增长极”为牵引。", area, *engines)
    draft.relate(number, area, "hasEngine", *engines)
    draft.facts.append(
        NumberedSet(number, "numbered-set", f"{code}四大增长极", 4, tuple(e.label for e in engines))
    )
    for i, engine in enumerate(engines):
        draft.facts.append(Alias(number, "alias", label=engine.label, alias=f"{code}之{_ENGINES[i]}"))
        zone = Entity(f"{code}{_DIGITS[i]}湾", ("Zone",), scope=home)
        goal = Entity(f"{code}{_DIGITS[i]}高地", ("Goal",), scope=home)
        first, second = (
            Entity(_INDUSTRIES[(district + i + n) % len(_INDUSTRIES)], ("Industry",)) for n in (0, 3)
        )
        number, _ = draft.say("{}地处{},瞄准“{}”定位,重点发展{}、{}。", engine, zone, goal, first, second)
        draft.relate(number, engine, "locatedIn", zone)
        draft.relate(number, engine, "positionedAs", goal)
        draft.relate(number, engine, "prioritises", first, second)
        for n, name in enumerate(_PROJECTS):
            kind = "深港" if (district + n) % 10 == 0 else _DIGITS[n]
            project = Entity(f"{code}{_DIGITS[i]}{kind}{name}", ("Project",), scope=home)
            action, status = (("加快", "planned"), ("推进", "ongoing"), ("建成", "achieved"))[
                (i + n + year) % 3
            ]
            number = draft.measure(f"{action}{{}}建设。", project, action, status=status, domain=_DOMAINS[n])
            draft.relate(number, project, "contributesTo", engine)
        office = Entity(f"{code}{_DIGITS[i]}局", ("Institution",), scope=home)
        plan = Entity(f"{code}{_DIGITS[i]}规划", ("Policy",), scope=home)
        number = draft.measure("编制{},由{}牵头。", plan, "编制", status="planned", by=office)
        draft.relate(number, office, "contributesTo", engine, engines[(i + 1) % 4])
        draft.relate(number, plan, "contributesTo", engine, confidence=0.6)


def _targets(draft: _Draft, area: Entity, district: int, year: int) -> None:
    for i, (indicator, unit, kind) in enumerate(_INDICATORS):
        for planned, when in ((False, year - 1), (True, year)):
            value = Decimal(50 + (district * 7 + i * 3 + when) % 60) / 10
            said = f"{indicator}预期{value}{unit}左右" if planned else f"{indicator}实现{value}{unit}"
            number, begin = draft.say(f"{when}年{{}}{said}。", area)
            at = begin + len(f"{when}年{area.label}")
            draft.facts.append(
                Target(
                    number, "target", indicator=indicator, value=value, maximum=None, unit=unit, kind=kind,  # type: ignore[arg-type]
                    comparator="about" if planned else "exact", status="planned" if planned else "achieved",
                    year=when, begin=at, end=at + len(said), modality="expected" if planned else None,
                )
            )  # fmt: skip


def parts(triples: int) -> Iterator[str]:
    """N-Quads of report after report, until they have at least so many distinct quads."""
    made = number = 0
    while made < triples:
        lines = sorted(set(nquads(report(number)).splitlines(keepends=True)))
        made += sum("/document/" in line.rpartition(" <")[2] for line in lines)  # the rest is shared by all
        number += 1
        yield "".join(lines)


def store(triples: int) -> Store:
    """The graph in a store in memory, loaded as a build loads it."""
    from kg.store import load, open_store

    filled = open_store()
    load(filled, "".join(parts(triples)))
    return filled


if __name__ == "__main__":
    if len(sys.argv) != 2 or not re.fullmatch(r"\d+", sys.argv[1]):
        sys.exit(__doc__)
    for part in parts(int(sys.argv[1])):
        sys.stdout.write(part)
