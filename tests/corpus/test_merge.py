"""Which entities are one: the rules one by one, and people's decisions, which win."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest

from kg.decisions import Decision
from kg.merge import SURE, Record, names, ties


def record(
    label: str, classes: str = "Institution", *, local: str = "", scope: str = "湖州市",
    aliases: Sequence[str] = (), declared: Sequence[str] = (),
) -> Record:  # fmt: skip
    given = tuple(sorted({*aliases, *declared}))
    return Record(
        f"id/{scope}/{label}",
        scope,
        (label,),
        (local or label,),
        tuple(classes.split()),
        given,
        tuple(declared),
    )


def one(*records: Record, decisions: Sequence[Decision] = ()) -> list[set[str]]:
    """Which labels are one thing, of those that are not alone."""
    called = names(records, decisions)
    groups: dict[str, set[str]] = {}
    for each in records:
        groups.setdefault(called[each.iri].iri if each.iri in called else each.iri, set()).add(each.label)
    return sorted((group for group in groups.values() if len(group) > 1), key=sorted)


@pytest.mark.parametrize(
    ("a", "b", "rule"),
    [
        (record("市发改委", local="发改委"), record("发改委"), "same-name"),
        (record("湖州高新区", "Zone", local="高新区"), record("高新区", "Zone Engine"), "same-name"),
        (record("市高新区", "Zone"), record("湖州高新区", "Zone", local="高新区"), "own"),
        (record("经开区", "Zone"), record("湖州经济技术开发区", "Zone", local="经济技术开发区"), "zone"),
        (record("市发改委", local="发改委"), record("市发展和改革委员会", local="发展和改革委员会"), "body"),
        (record("住建局"), record("住房和城乡建设局"), "body"),
        (record("国家发改委", scope=""), record("国家发展和改革委员会", scope=""), "body"),
        (record("数字经济先导区", "Zone", declared=["先导区"]), record("先导区", "Zone"), "declared"),
        (record("太湖科学城合作区", "Zone"), record("太湖合作区", "Zone"), "abbreviated"),
        (record("金融业", "Industry", scope=""), record("金融", "Industry", scope=""), "trade"),
    ],
)
def test_what_is_one(a: Record, b: Record, rule: str) -> None:
    (tie,) = ties([a, b])
    assert tie.rule == rule
    assert tie.confidence >= SURE
    assert one(a, b) == [{a.label, b.label}]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (record("发改委"), record("教育局")),
        (record("高新区", "Zone"), record("高新区", "Zone", scope="嘉兴市")),
        (record("林州平", "Person"), record("林州平", "Person", scope="南浔区")),
        (record("教育局"), record("教育体育局")),
        (record("第一医院"), record("第二医院")),
        (record("绿色发展", "Goal"), record("绿色发展行动", "Project")),
        (record("金融", "Industry", scope=""), record("金融局", scope="")),
        (record("太湖新区", "Area", local="新区"), record("新区", "Policy")),  # what is an area is no policy
    ],
)
def test_what_is_not_one(a: Record, b: Record) -> None:
    assert one(a, b) == []
    assert not [tie for tie in ties([a]) + ties([b]) if tie.confidence >= SURE]


def test_what_may_be_one_is_for_people_to_decide() -> None:
    called = record("太湖数据研究院", aliases=["数据研究院"])
    (tie,) = ties([called, record("数据研究院")])
    assert (tie.rule, tie.confidence) == ("called", 0.5)
    first, second = record("东片先导区", declared=["先导区"]), record("西片先导区", declared=["先导区"])
    assert {tie.confidence for tie in ties([first, second, record("先导区")])} == {0.5}
    assert one(first, second, record("先导区")) == []


def test_the_fullest_name_is_that_of_all() -> None:
    bodies = [
        record("发改委"),
        record("市发改委", local="发改委"),
        record("湖州市发展和改革委员会", local="发展和改革委员会"),
    ]
    called = names(bodies)
    assert {name.label for name in called.values()} == {"湖州市发展和改革委员会"}
    assert set(called) == {record.iri for record in bodies[:2]}
    lines = [record("金融业", "Industry", scope=""), record("金融", "Industry", scope="")]
    assert names(lines) == {lines[0].iri: (lines[1].iri, "金融")}


def test_one_thing_with_two_labels_has_the_fuller_one() -> None:
    written = replace(record("一网统管", "Project"), labels=("“一网统管”", "一网统管"))
    assert names([written]) == {written.iri: (written.iri, "“一网统管”")}
    assert names([record("一网统管", "Project")]) == {}


def test_decisions_win() -> None:
    a, b, c = record("市发改委", local="发改委"), record("发改委"), record("委办")
    assert one(a, b, c, decisions=[Decision(a.iri, b.iri, False)]) == []
    assert one(a, b, c, decisions=[Decision(c.iri, b.iri, True)]) == [{"市发改委", "发改委", "委办"}]
    both = [Decision(c.iri, b.iri, True), Decision(a.iri, c.iri, False)]
    assert one(a, b, c, decisions=both) == [{"发改委", "委办"}]
    elsewhere = record("委办", scope="嘉兴市")
    assert one(a, elsewhere, decisions=[Decision(elsewhere.iri, a.iri, True)]) == [{"市发改委", "委办"}]
    assert one(a, b, decisions=[Decision("id/gone", a.iri, False)]) == [{"市发改委", "发改委"}]


def test_the_order_changes_nothing() -> None:
    records = [
        record("发改委"), record("市发改委", local="发改委"), record("发展和改革委员会"),
        record("太湖合作区", "Zone"), record("太湖科学城合作区", "Zone", declared=["科学城"]), record("科学城", "Zone"),
    ]  # fmt: skip
    expected = names(records)
    assert len(expected) == 4
    for some in itertools.islice(itertools.permutations(records), 0, None, 37):
        assert names(some) == expected
