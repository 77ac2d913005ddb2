"""What the named queries answer on the bundled report: the questions that the graph was built for, row by row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import kg

HETAO, LAKE, PARK = "河套深港科技创新合作区", "香蜜湖新金融中心", "环中心公园活力圈"


@pytest.fixture(scope="module")
def graph() -> Iterator[kg.Graph]:
    with kg.build() as built:
        yield built


def rows(graph: kg.Graph, query: str, *columns: str, **params: str) -> list[tuple[object, ...]]:
    """The chosen columns of a query's rows, each once, sorted by their text."""
    found = {tuple(row[column] for column in columns) for row in graph.query(query, **params)}
    return sorted(found, key=lambda row: tuple(map(str, row)))


def test_engines_and_where_they_are(graph: kg.Graph) -> None:
    assert rows(graph, "engines", "area", "engine", "place", "year") == [
        ("福田区", HETAO, None, 2021),
        ("福田区", PARK, "环中心公园", 2021),
        ("福田区", LAKE, "香蜜湖", 2021),
    ]


@pytest.mark.parametrize(("engine", "industry"), [(HETAO, "科创"), (LAKE, "金融"), (PARK, "时尚")])
def test_the_industry_of_each_engine(graph: kg.Graph, engine: str, industry: str) -> None:
    assert rows(graph, "industries", "relation", "object", subject=engine) == [("prioritises", industry)]


def test_industries_and_positionings_of_the_district(graph: kg.Graph) -> None:
    found = rows(graph, "industries", "relation", "object", subject="福田区")
    assert [o for p, o in found if p == "positionedAs"] == sorted(
        [
            "“一轴两翼”总体空间格局",
            "中央创新区",
            "中央商务区",
            "中央活力区",
            "城市会客厅",
            "幸福城区",
            "金融科技发展高地",
            "首善之区",
        ]
    )
    assert {o for p, o in found if p == "prioritises"} == {
        "科创", "金融", "时尚", "战略性新兴产业", "数字经济", "新兴服务业", "数字内容产业", "总部经济", "高端服务业", "专业服务业",
        "法律", "会计", "咨询", "会展", "数字贸易",
    }  # fmt: skip


def test_what_stands_under_an_engine(graph: kg.Graph) -> None:
    assert rows(graph, "projects", "name", engine=PARK) == [
        ("国际友好主题公共空间",), ("城市中心休闲文化活力带",), ("片区统筹概念规划方案",), ("环中心公园",), ("福田河活力景观带",), ("综合实施路径方案",),
    ]  # fmt: skip
    under = {name for (name,) in rows(graph, "projects", "name", engine=HETAO)}
    assert {"皇岗口岸整体重建", "福田保税区“一号通道”改造", "深港联合政策包", "国际量子研究院"} <= under
    assert "深圳国际交流中心" not in under


def test_targets_with_unit_comparator_and_year(graph: kg.Graph) -> None:
    columns = ("indicator", "kind", "value", "unit", "comparator", "status", "year")
    assert [
        (name, kind, float(str(value)), *rest)
        for name, kind, value, *rest in rows(graph, "targets", *columns)
    ] == [
        ("义务教育学校建设项目", "count", 11.0, "个", "exact", "planned", 2021),
        ("地区生产总值", "growth", 6.8, "%", "about", "planned", 2021),
        ("幼儿园建设项目", "count", 3.0, "个", "exact", "planned", 2021),
        ("高规格永久学校", "count", 10.0, "所", "exact", "planned", 2021),
    ]


def test_measures_of_a_thing(graph: kg.Graph) -> None:
    assert rows(graph, "measures", "action", "object", "status", entity="皇岗口岸整体重建") == [
        ("加快", "皇岗口岸整体重建", "planned")
    ]
    assert rows(graph, "measures", "action", "object", entity=LAKE) == [
        ("打造", "“新金融中心”"),
        ("规划建设", LAKE),
    ]


def test_members_of_every_numbered_set_in_order(graph: kg.Graph) -> None:
    assert rows(graph, "sets", "set", "count", "position", "member") == [
        ("一轴两翼", 3, None, None),
        ("三大产业", 3, 1, "科创"), ("三大产业", 3, 2, "金融"), ("三大产业", 3, 3, "时尚"),
        ("三大定位", 3, 1, "中央创新区"), ("三大定位", 3, 2, "中央商务区"), ("三大定位", 3, 3, "中央活力区"),
        ("三大新引擎", 3, 1, HETAO), ("三大新引擎", 3, 2, LAKE), ("三大新引擎", 3, 3, PARK),
    ]  # fmt: skip


def test_who_holds_what_post(graph: kg.Graph) -> None:
    assert rows(graph, "posts", "person", "role", "organization") == [("郑红波", "区委书记", "福田区")]


def test_the_committee_that_speaks_is_named_with_all_engines(graph: kg.Graph) -> None:
    assert rows(graph, "bridges", "institution") == [("福田区委",)]


def test_cooperation_with_hong_kong(graph: kg.Graph) -> None:
    named = {name for name, where in rows(graph, "cooperation", "name", "found_in") if where == "name"}
    assert {
        HETAO,
        "深港联合政策包",
        "深港开放创新中心",
        "香港高校优势学科实验室集群",
        "粤港澳大湾区金融监管联盟",
        "粤港澳大湾区大数据研究院",
    } <= named


def test_goals_and_what_contributes_to_them(graph: kg.Graph) -> None:
    assert rows(graph, "goals", "relation", "subject", goal="城市会客厅") == [
        ("contributesTo", "国土空间分区规划"), ("contributesTo", "定制产业空间模式"), ("contributesTo", "岗厦北综合枢纽工程"),
        ("contributesTo", "深圳“中轴云客厅”项目"), ("contributesTo", "福华路“节日大道”"), ("contributesTo", "轨道交通建设三期"),
        ("contributesTo", "香蜜湖路改造工程"), ("contributesTo", "黄木岗综合枢纽工程"), ("positionedAs", "福田区"),
    ]  # fmt: skip


def test_things_with_no_relation(graph: kg.Graph) -> None:
    assert {"中国共产党", "中共深圳市福田区第七届党代会第五次会议"} <= {
        name for (name,) in rows(graph, "isolated", "name")
    }


def test_the_sentence_behind_an_edge(graph: kg.Graph) -> None:
    (row,) = list(graph.query("evidence", subject="深圳数据交易所", predicate="locatedIn", object="福田区"))
    assert (
        row["evidence"]
        == "争取数据跨境流通试点,力争深圳数据交易所等项目落户福田,推动粤港澳大湾区大数据研究院运营。"
    )
    (document,) = graph.documents
    assert document.text[int(str(row["begin"])) : int(str(row["end"]))] == row["evidence"]


def test_every_query_without_a_required_parameter_answers(graph: kg.Graph) -> None:
    from kg.query import named_queries

    for name, query in named_queries().items():
        if all(p.optional or p.default is not None for p in query.parameters):
            assert graph.query(name).columns, name
