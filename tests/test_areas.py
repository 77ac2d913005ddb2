"""Names of areas in text: what they denote, what only looks like one, and what stays unresolved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.areas import Area, ancestors, areas, by_code, by_name, find_areas, home_of, parent, resolve
from kg.lexicon import tsv
from kg.model import Document


def home(name: str) -> Area:
    area = resolve(name)
    assert area is not None
    return area


def labels(text: str, where: Area | None = None) -> list[tuple[str, str]]:
    return [(text[m.begin : m.end], m.label) for m in find_areas(text, where)]


# --- the table -------------------------------------------------------------------------------------------


def test_the_table_is_whole() -> None:
    current = [a for a in areas() if a.code and not a.last]
    levels = {level: sum(a.level == level for a in current) for level in ("province", "prefecture", "county")}
    assert levels["province"] == 34
    assert levels["prefecture"] == 333
    assert 2840 <= levels["county"] <= 2860
    assert len({a.code for a in current}) == len(current)


def test_every_code_fits_its_level_and_has_its_parent() -> None:
    for area in areas():
        if area.code and not area.last:
            assert len(area.code) == 6
            assert area.code.endswith({"province": "0000", "prefecture": "00", "county": ""}[area.level])
            assert parent(area) is not None, area


def test_no_row_twice() -> None:
    rows = [(row[0], row[1]) for row in tsv("areas")]
    assert len(set(rows)) == len(rows)


def test_members_of_regions_are_areas() -> None:
    for area in areas():
        for member in area.members:
            assert by_name(member), f"{area.name}: {member}"


@pytest.mark.parametrize(
    ("code", "name", "up"),
    [
        ("440304", "福田区", ["深圳市", "广东省", "中国"]),
        ("110105", "朝阳区", ["北京市", "中国"]),
        ("419001", "济源市", ["河南省", "中国"]),
        ("659001", "石河子市", ["新疆维吾尔自治区", "中国"]),
        ("500156", "武隆区", ["重庆市", "中国"]),
        ("810000", "香港特别行政区", ["中国"]),
    ],
)
def test_codes_and_ancestors(code: str, name: str, up: list[str]) -> None:
    area = by_code(code)
    assert area and area.name == name
    assert [a.name for a in ancestors(area)] == up


# --- what a name denotes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("深圳、广西和内蒙古", [("深圳", "深圳市"), ("广西", "广西壮族自治区"), ("内蒙古", "内蒙古自治区")]),
        ("恩施州与黔东南", [("恩施州", "恩施土家族苗族自治州"), ("黔东南", "黔东南苗族侗族自治州")]),
        ("河南省濮阳市南乐县", [("河南省濮阳市南乐县", "南乐县")]),  # the longest name that denotes one thing
        ("深圳南山与广州海珠", [("深圳南山", "南山区"), ("广州海珠", "海珠区")]),
        ("上海浦东新区、天津滨海新区", [("上海浦东新区", "浦东新区"), ("天津滨海新区", "滨海新区")]),
        ("我国和全国", [("我国", "中国"), ("全国", "中国")]),
        ("粤港澳大湾区与大湾区", [("粤港澳大湾区", "粤港澳大湾区"), ("大湾区", "粤港澳大湾区")]),
        ("沪苏浙皖、川渝、深港", [("沪苏浙皖", "沪苏浙皖"), ("川渝", "川渝"), ("深港", "深港")]),
        ("内地同香港、澳门", [("内地", "内地"), ("香港", "香港特别行政区"), ("澳门", "澳门特别行政区")]),
        ("建设雄安新区", [("雄安新区", "雄安新区")]),
        ("密云县改为密云区", [("密云县", "密云县"), ("密云区", "密云区")]),  # a name of before 2016
    ],
)
def test_names(text: str, found: list[tuple[str, str]]) -> None:
    assert labels(text) == found


def test_a_new_area_is_a_zone_too() -> None:
    assert [m.classes for m in find_areas("雄安新区、浦东新区、青岛")] == [
        ("Area", "Zone"),
        ("Area", "Zone"),
        ("Area",),
    ]


def test_compounds_name_their_members() -> None:
    assert by_name("沪苏浙皖")[0].members == ("上海市", "江苏省", "浙江省", "安徽省")


# --- what only looks like a name -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "促进长治久安",
        "其中山区占三成",
        "推广安全生产技术",
        "确保定期报告",
        "重大理论创新",
        "发展朝阳产业",
        "打通出海口",
        "现代化滨海城市",
        "健全市场体系，完善安全区域",
        "新兴区域合作",
        "东方市场",
        "改造南京路和重庆北路",
        "和平发展、开放合作、节约资源",
        "振兴县域经济",
        "老城区改造和城中区域",
        "朝阳街道",
    ],
)
def test_ordinary_words_are_no_areas(text: str) -> None:
    assert labels(text) == []


def test_a_short_name_before_a_word_that_begins_with_road_is_one() -> None:
    assert labels("在北京路演") == [("北京", "北京市")]


def test_a_guard_does_not_hide_the_name_after_it() -> None:
    assert labels("建设美丽江西、美丽江苏") == [("江西", "江西省"), ("江苏", "江苏省")]


# --- the home decides ------------------------------------------------------------------------------------


def test_short_names_of_counties_need_their_prefecture() -> None:
    assert labels("宝安、罗湖、昆山") == []
    assert labels("宝安、罗湖、昆山", home("深圳市南山区")) == [("宝安", "宝安区"), ("罗湖", "罗湖区")]


def test_a_county_of_two_characters_needs_its_prefecture() -> None:
    assert labels("兴县") == []
    assert labels("兴县、岚县", home("山西省吕梁市")) == [("兴县", "兴县"), ("岚县", "岚县")]


@pytest.mark.parametrize(
    ("speaker", "meaning"),
    [
        ("深圳市福田区", {"我区": "福田区", "全市": "深圳市", "我省": "广东省", "我国": "中国"}),
        ("江苏省昆山市", {"我市": "昆山市", "全省": "江苏省"}),
        ("宁夏回族自治区", {"全区": "宁夏回族自治区"}),
        ("南乐县", {"我县": "南乐县", "全市": "濮阳市"}),
    ],
)
def test_our_district_and_the_whole_city(speaker: str, meaning: dict[str, str]) -> None:
    for word, area in meaning.items():
        assert labels(f"{word}上下", home(speaker)) == [(word, area)]


def test_our_district_means_nothing_without_a_home() -> None:
    assert labels("我区和全市") == []


def test_the_west_is_the_region_only_where_a_country_or_province_speaks() -> None:
    assert labels("西部地区和东部", None) == [("西部地区", "西部地区"), ("东部", "东部地区")]
    assert labels("我市西部和东部", home("深圳市")) == [("我市", "深圳市")]


# --- one name, several places ----------------------------------------------------------------------------


def test_an_ambiguous_name_stays_unresolved_with_a_note() -> None:
    (match,) = find_areas("朝阳区")
    assert (match.label, match.area, match.code) == ("朝阳区", None, None)
    assert "北京市" in match.note and "长春市" in match.note


@pytest.mark.parametrize(
    ("text", "where", "code"),
    [
        ("长春市朝阳区", None, "220104"),
        ("朝阳区", "长春市南关区", "220104"),
        ("朝阳区", "北京市", "110105"),
        ("福州市台江区和鼓楼区", None, "350102"),
        ("开封市龙亭区、鼓楼区", None, "410204"),
        ("鼓楼区", "江苏省南京市", "320106"),
    ],
)
def test_context_resolves_it(text: str, where: str | None, code: str) -> None:
    assert find_areas(text, home(where) if where else None)[-1].code == code


def test_home_of_a_document_by_its_header() -> None:
    text = "——在福州市鼓楼区第十八届人民代表大会第三次会议上\n全区生产总值增长4%。"
    area = home_of(Document("d", text, "0", jurisdiction="鼓楼区"))
    assert area and area.code == "350102"
    zone = home_of(Document("d", text, "0", jurisdiction="福州高新区"))
    assert zone and (zone.level, zone.code, zone.within) == ("zone", "", "福州市")


# --- always ----------------------------------------------------------------------------------------------

PIECES = [
    "深圳",
    "福田",
    "朝阳区",
    "全市",
    "南京路",
    "山区",
    "其中",
    "中山",
    "市",
    "区",
    "、",
    "，",
    "\n",
    "海南",
    "上海",
    "🙂",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_matches_are_ordered_and_do_not_overlap(text: str) -> None:
    end = 0
    for match in find_areas(text, by_code("440304")):
        assert end <= match.begin < match.end <= len(text)
        end = match.end
