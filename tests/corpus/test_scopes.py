"""Where a name holds: the same name in two places is two things, and one body has many names in its own place."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.scopes import Home, Place, above, home, place


def of(jurisdiction: str, text: str = "", id: str = "doc-1") -> Home:
    return home(Document(id, text or f"{jurisdiction}政府工作报告", "0", jurisdiction=jurisdiction))


@pytest.mark.parametrize(
    ("jurisdiction", "name", "scope", "local"),
    [
        # names without an area hold where the text is from
        ("湖州市", "发改委", "湖州市", "发改委"),
        ("湖州市", "高新区", "湖州市", "高新区"),
        ("嘉兴市", "高新区", "嘉兴市", "高新区"),
        # a body that begins with the kind of its area is of the area of that kind
        ("湖州市", "市发改委", "湖州市", "发改委"),
        ("南浔区", "市发改委", "湖州市", "发改委"),
        ("南浔区", "区发改局", "南浔区", "发改局"),
        ("南浔区", "省发改委", "浙江省", "发改委"),
        ("南浔区", "区委", "南浔区", "委"),
        ("南浔区", "南浔区委", "南浔区", "委"),
        ("湖州市", "市市场监管局", "湖州市", "市场监管局"),
        ("湖州市", "市场监管局", "湖州市", "市场监管局"),
        # an area's name says where, in whosever text
        ("嘉兴市", "湖州市发展和改革委员会", "湖州市", "发展和改革委员会"),
        ("四川省", "成都高新区", "成都市", "高新区"),
        ("湖州市", "湖州师范学院", "湖州市", "师范学院"),
        ("湖州市", "湖州湾", "湖州市", "湖州湾"),
        ("湖州市", "中国美术学院", "中国", "中国美术学院"),
        # bodies known everywhere
        ("湖州市", "国家发改委", "", "国家发改委"),
        ("嘉兴市", "国务院", "", "国务院"),
    ],
)
def test_where_a_body_or_zone_is(jurisdiction: str, name: str, scope: str, local: str) -> None:
    assert place(name, ("Institution",), of(jurisdiction)) == Place(scope, local)


def test_people_and_goals_are_those_of_the_text() -> None:
    assert place("林州平", ("Person",), of("湖州市")) == Place("湖州市", "林州平")
    assert place("中国式现代化先行市", ("Goal",), of("湖州市")) == Place("湖州市", "中国式现代化先行市")


def test_industries_are_the_same_everywhere() -> None:
    assert place("新能源", ("Industry",), of("湖州市")) == Place("", "新能源")


def test_areas_of_one_name_are_told_by_what_they_lie_in() -> None:
    national = of("中国")
    assert place("南浔区", ("Area",), national) == Place("", "南浔区")
    assert place("朝阳区", ("Area",), national, ["北京市朝阳区", "朝阳区"]) == Place("北京市", "朝阳区")
    assert place("朝阳区", ("Area",), national, ["长春市朝阳区"]) == Place("长春市", "朝阳区")
    assert place("朝阳区", ("Area",), national, ["朝阳区"]) == Place("中国", "朝阳区")  # nobody knows which


@pytest.mark.parametrize(
    ("jurisdiction", "text", "scope"),
    [
        ("南浔区", "", "南浔区"),
        ("朝阳区", "长春市朝阳区人民政府工作报告", "长春市朝阳区"),
        ("北京市朝阳区", "", "北京市朝阳区"),
        ("朝阳区", "政府工作报告", "doc-1朝阳区"),  # nobody knows which: its things are this document's
        ("成都高新区", "", "成都市高新区"),
        ("成都市高新区", "", "成都市高新区"),
        ("高新区", "成都市高新区管委会工作报告", "成都市高新区"),
        ("城关镇", "兰考县城关镇工作报告", "兰考县城关镇"),
        ("云海市", "", "云海市"),  # in no table
    ],
)
def test_whose_text_it_is(jurisdiction: str, text: str, scope: str) -> None:
    found = of(jurisdiction, text)
    assert found.scope == scope
    assert place(found.label, ("Area",), found) == found.place


def test_nobody_knows_whose_text_it_is() -> None:
    """Two such texts share nothing but what is known everywhere."""
    nobody = home(Document("doc-1", "今年出口增长1%。", "0"))
    assert (nobody.label, nobody.scope) == ("", "doc-1")
    assert place("高新区", ("Zone",), nobody) == Place("doc-1", "高新区")
    assert place("湖州高新区", ("Zone",), nobody) == Place("湖州市", "高新区")


def test_what_lies_around_a_scope() -> None:
    assert above("南浔区") == ("湖州市", "浙江省")
    assert above("北京市朝阳区") == ("北京市",)
    assert above("成都市高新区") == ("成都市", "四川省")
    assert above("云海市") == above("") == ()
