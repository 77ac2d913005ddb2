"""What is drawn and how it becomes a page, without a browser; tests/browser looks at the page itself."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser.futian import view as futian_view
from browser.hostile import ATTACKS
from browser.hostile import view as hostile_view
from browser.synthetic import network

from kg.network import KINDS, DocumentView, Edge, NetworkView, Node, SentenceView
from viz.drawing import Spot, View
from viz.index import Index
from viz.network import views
from viz.page import SCRIPTS, STYLES, TEMPLATE, embed, render
from viz.text import em, utf16, wrap

BASE = "https://w3id.org/urbanpolicy/id/"


def by_id(view: NetworkView) -> dict[str, View]:
    return {v.id: v for v in views(view)}


def named(view: NetworkView, drawn: View) -> dict[str, Spot]:
    return {view.nodes[s.ref].label: s for s in drawn.spots if s.ref >= 0 and s.role != "more"}


# --- the story ------------------------------------------------------------------------------------------------------


def test_the_story_has_the_area_in_the_centre_and_its_engines_on_the_right_in_text_order() -> None:
    view = futian_view()
    spots = named(view, by_id(view)["story"])
    root = spots["福田区"]
    assert (root.role, root.x, root.y) == ("root", 0, 0)
    engines = [spots[name] for name in ("河套深港科技创新合作区", "香蜜湖新金融中心", "环中心公园活力圈")]
    assert [e.role for e in engines] == ["head"] * 3
    assert all(e.x > 0 for e in engines)
    assert [e.y for e in engines] == sorted(e.y for e in engines)


def test_what_contributes_to_an_engine_hangs_on_it_and_every_name_stands_once() -> None:
    view = futian_view()
    story = by_id(view)["story"]
    spots = {s.id: s for s in story.spots}
    engine = named(view, story)["香蜜湖新金融中心"]
    hung = {view.nodes[spots[line.target].ref].label for line in story.lines if line.source == engine.id}
    assert {"金融", "深圳国际交流中心", "粤港澳大湾区金融监管联盟"} <= hung
    refs = [s.ref for s in story.spots if s.ref >= 0 and s.role != "more"]
    assert len(refs) == len(set(refs))


def test_measures_are_folded_into_counts() -> None:
    view = futian_view()
    story = by_id(view)["story"]
    assert named(view, story)["福田区"].count == 116
    assert named(view, story)["河套深港科技创新合作区"].count >= 10
    assert all(view.nodes[s.ref].kind != "Measure" for s in story.spots if s.ref >= 0)


def test_every_line_of_the_story_can_be_asked_for_its_sentence() -> None:
    view = futian_view()
    lines = [line for line in by_id(view)["story"].lines if line.ref < 0]
    heads = {s.id: s for s in by_id(view)["story"].spots}
    assert all(heads[line.target].role in ("head", "more") and heads[line.target].ref < 0 for line in lines)


def test_without_engines_goals_sets_and_domains_carry_the_story() -> None:
    view = futian_view()
    plain = NetworkView(
        tuple(n for n in view.nodes if n.kind != "Engine"),
        tuple(e for e in view.edges if e.relation not in ("hasEngine", "contributesTo")),
        view.sentences,
        view.documents,
    )
    story = by_id(plain)["story"]
    heads = [s for s in story.spots if s.role == "head"]
    assert len(heads) >= 5
    assert {s.kind for s in heads} >= {"Goal", "Industry", "Target", "Measure"}
    assert min(s.x for s in heads) < 0 < max(s.x for s in heads)


def test_an_empty_graph_and_one_without_documents_make_a_page() -> None:
    assert "<title>政策知识图谱</title>" in render(NetworkView((), (), (), ()))
    lone = Node(BASE + "a", "甲", "Policy", ("Policy",))
    assert "甲" in render(NetworkView((lone,), (), (), ()))


# --- places ---------------------------------------------------------------------------------------------------------


def box(spot: Spot, size: float = 13.0) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of glyph and label, as estimated where they are placed."""
    if spot.role in ("root", "head") and spot.size > 30:
        return (spot.x - spot.size, spot.y - spot.size, spot.x + spot.size, spot.y + spot.size)
    width = max((em(line) for line in spot.label), default=0.0) * size
    height = max(len(spot.label), 1) * size * 1.25
    if spot.side == 0:
        return (spot.x - width / 2, spot.y - spot.size, spot.x + width / 2, spot.y + spot.size + height)
    left = spot.x - 7 if spot.side > 0 else spot.x - 13 - width
    return (left, spot.y - height / 2, left + width + 20, spot.y + height / 2)


@pytest.mark.parametrize(
    "view", [futian_view(), network(60), network(300), network(1000)], ids=["futian", "60", "300", "1000"]
)
@pytest.mark.parametrize("name", ["story", "full", "domains"])
def test_no_two_labels_share_room(view: NetworkView, name: str) -> None:
    boxes = [(s.label, box(s, 12.0)) for s in by_id(view)[name].spots if s.label and s.role != "more"]
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] + 1 or b[3] <= a[1] + 1
        assert apart, f"{one} over {other}"


def test_above_five_hundred_nodes_the_full_graph_starts_with_a_summary() -> None:
    found = by_id(network(1000))
    assert len(found["full"].spots) <= 220 < len(found["all"].spots)
    assert found["full"].left_out == len(found["all"].spots) - len(found["full"].spots)
    assert "all" not in by_id(network(300))


@pytest.mark.parametrize("nodes", [60, 1000, 5000])
def test_the_first_sight_is_never_crowded(nodes: int) -> None:
    assert len(by_id(network(nodes))["story"].spots) <= 110


def test_several_areas_have_a_story_each_and_several_years_a_timeline() -> None:
    found = by_id(network(300, areas=3, years=("2020", "2021")))
    assert {"story", "story-2", "story-3", "timeline"} <= set(found)
    assert "timeline" not in by_id(network(60))


def test_members_of_a_set_stand_in_the_order_of_the_text() -> None:
    view = futian_view()
    index = Index(view)
    of_set = {n.label: i for i, n in enumerate(view.nodes) if n.kind == "NumberedSet"}
    labels = [view.nodes[m].label for m, _ in index.member_order(of_set["三大产业"])]
    assert labels == ["科创", "金融", "时尚"]


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("香蜜湖新金融中心", 6.2, ("香蜜湖", "新金融中心")),
        ("河套深港科技创新合作区", 6.2, ("河套深港科技", "创新合作区")),
        ("加快构建“一轴两翼”总体空间格局", 15, ("加快构建“一轴两翼”", "总体空间格局")),
        ("首善之区", 6.2, ("首善之区",)),
    ],
)
def test_labels_break_where_words_end(text: str, width: float, lines: tuple[str, ...]) -> None:
    assert wrap(text, width) == lines


@pytest.mark.parametrize(
    "text", ["深" * 80, "supercalifragilisticexpialidocious", "“" * 30, "", "a b " * 40, "，" * 9]
)
def test_no_label_is_wider_than_asked(text: str) -> None:
    assert all(em(line) <= 6.2 + 1e-9 for line in wrap(text, 6.2, 3))
    assert len(wrap(text, 6.2, 3)) <= 3


def test_offsets_are_counted_as_a_browser_counts() -> None:
    text = "𠮷野家，深圳"
    table = utf16(text)
    assert table is not None
    assert text.encode("utf-16-le")[2 * table[1] : 2 * table[4]].decode("utf-16-le") == text[1:4]
    assert utf16("深圳") is None


# --- the file -------------------------------------------------------------------------------------------------------


class Elements(HTMLParser):
    """Scripts, styles and attributes of a page, as a browser's parser would find them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.bodies: list[tuple[str, dict[str, str | None], str]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self._open: tuple[str, dict[str, str | None]] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag in ("script", "style", "title"):
            self._open = (tag, dict(attrs))
            self.bodies.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self._open:
            tag, attrs, body = self.bodies[-1]
            self.bodies[-1] = (tag, attrs, body + data)

    def handle_endtag(self, tag: str) -> None:
        self._open = None


def payload(html: str) -> dict[str, object]:
    found = [body for tag, attrs, body in Elements(html).bodies if attrs.get("id") == "data"]
    assert len(found) == 1
    loaded: dict[str, object] = json.loads(found[0])
    return loaded


def test_the_policy_allows_what_the_file_carries_and_nothing_else() -> None:
    page = Elements(render(futian_view()))
    policy = next(
        value
        for tag, name, value in page.attributes
        if tag == "meta" and "default-src" in value and name == "content"
    )
    carried = {
        "'sha256-" + base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() + "'"
        for tag, attrs, body in page.bodies
        if tag in ("script", "style") and "type" not in attrs
    }
    assert set(re.findall(r"'sha256-[^']+'", policy)) == carried
    assert len(carried) == 3
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy and "http" not in policy


def test_nothing_in_the_file_points_outside() -> None:
    page = Elements(render(futian_view()))
    linked = [
        (tag, value)
        for tag, name, value in page.attributes
        if name in ("src", "href", "action", "data", "poster")
    ]
    assert linked == [("link", "data:,"), ("a", "#canvas")]
    style = next(body for tag, _, body in page.bodies if tag == "style")
    assert "url(" not in style and "@import" not in style


def test_hostile_names_stay_inside_the_data() -> None:
    html = render(hostile_view(), title=ATTACKS[0])
    page = Elements(html)
    assert [tag for tag, _, _ in page.bodies] == ["title", "style", "script", "script", "script"]
    assert page.bodies[0][2] == ATTACKS[0]
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    nodes = payload(html)["nodes"]
    assert isinstance(nodes, list)
    assert {n["l"] for n in nodes} == set(ATTACKS)


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "\u2028\u2029", "&lt;", "\ud800", "𠮷"])
def test_data_in_a_script_element_survives_and_ends_nothing(text: str) -> None:
    said = embed({"text": text})
    assert not set("<>&\u2028\u2029") & set(said)
    assert said.encode("utf-8")
    assert json.loads(said) == {"text": text}


def test_the_same_graph_gives_the_same_bytes() -> None:
    first = render(futian_view())
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from browser.futian import view\nfrom viz.page import render\nimport hashlib\n"
        "print(hashlib.sha256(render(view()).encode()).hexdigest())"
    )
    root = Path(__file__).parents[1]
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(root / "tests"), str(root)], capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        )  # fmt: skip
        assert done.stdout.strip() == hashlib.sha256(first.encode()).hexdigest()


def test_the_file_without_data_is_at_most_700_kilobytes() -> None:
    assert len(render(NetworkView((), (), (), ())).encode()) <= 700 * 1024


def test_nodes_edges_and_options_come_from_pyvis() -> None:
    from pyvis.network import Network

    from viz.canvas import Canvas

    drawn = by_id(futian_view())["story"]
    canvas = Canvas(drawn, {"physics": {"enabled": False}})
    assert isinstance(canvas, Network)
    assert canvas.num_nodes() == len(drawn.spots)
    assert canvas.data()["edges"] == canvas.edges
    assert canvas.data()["options"] == {"physics": {"enabled": False}}


def test_importing_the_page_imports_no_drawing_library() -> None:
    code = "import sys, viz.page, viz.network; print([m for m in ('pyvis', 'networkx', 'jinja2', 'IPython') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_text_outside_the_basic_plane_is_cut_where_it_should_be() -> None:
    text = "𠮷𠮷区将打造中心。"
    sentence = SentenceView("s", "d", 2, len(text), text[2:])
    document = DocumentView("d", "", text)
    data = payload(render(NetworkView((), (), (sentence,), (document,))))
    cut = data["sentences"][0]  # type: ignore[index]
    units = text.encode("utf-16-le")
    assert units[2 * cut["b"] : 2 * cut["e"]].decode("utf-16-le") == sentence.text


def test_an_edge_to_a_node_that_is_not_there_is_no_error() -> None:
    node = Node(BASE + "a", "甲", "Area", ("Area",))
    edge = Edge(node.id, BASE + "b", "locatedIn", "", "", ("nowhere",))
    assert payload(render(NetworkView((node,), (edge,), (), ())))["edges"][0]["t"] == -1  # type: ignore[index]


# --- template files -------------------------------------------------------------------------------------------------

PALETTE = json.loads((TEMPLATE / "palette.json").read_text(encoding="utf-8"))
STRINGS = json.loads((TEMPLATE / "strings.json").read_text(encoding="utf-8"))
CSS = "\n".join((TEMPLATE / name).read_text(encoding="utf-8") for name in STYLES)
JS = {name: (TEMPLATE / "js" / name).read_text(encoding="utf-8") for name in SCRIPTS}


def light(color: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    a, b = sorted((light(one), light(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def paper(tone: str) -> dict[str, str]:
    rule = re.search(
        r":root \{(.*?)\}" if tone == "light" else r':root\[data-theme="dark"\] \{(.*?)\}', CSS, re.S
    )
    assert rule
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", rule.group(1)))


@pytest.mark.parametrize("tone", ["light", "dark"])
def test_text_has_aa_contrast_and_shapes_three_to_one(tone: str) -> None:
    ink = paper(tone)
    for ground in ("paper", "sheet"):
        for text in ("text", "soft", "accent"):
            assert contrast(ink[text], ink[ground]) >= 4.5, (text, ground)
    assert contrast(ink["soft"], ink["pill"]) >= 4.5
    assert contrast(ink["mark-text"], ink["mark"]) >= 4.5
    for kind, look in PALETTE["kinds"].items():
        assert contrast(look[tone], ink["paper"]) >= 4.5, kind  # captions and group heads are written in it
        assert contrast(look[tone], ink["on-solid"]) >= 4.5, kind  # names stand on it


def test_every_class_and_relation_has_a_look_and_words_in_two_languages() -> None:
    assert set(KINDS) == set(PALETTE["kinds"]) == set(STRINGS["kinds"])
    shapes = [look["glyph"] for look in PALETTE["kinds"].values()]
    assert len(shapes) == len(set(shapes)), "a shape of its own for every class"
    assert set(shapes) <= set(PALETTE["glyphs"])
    assert set(PALETTE["relations"]) == set(STRINGS["relations"])
    looks = [
        (PALETTE["kinds"][r["like"]]["light"], tuple(r["dash"]))
        for name, r in PALETTE["relations"].items()
        if name != "years"
    ]
    assert len(looks) == len(set(looks)), "no two relations look the same"


def dichromat(color: str, kind: str) -> tuple[float, float, float]:
    """The colour as someone with protanopia or deuteranopia sees it (Machado, Oliveira and Fernandes 2009, severity 1)."""
    matrix = {
        "protan": (
            (0.152286, 1.052583, -0.204868),
            (0.114503, 0.786281, 0.099216),
            (-0.003882, -0.048116, 1.051998),
        ),
        "deutan": (
            (0.367322, 0.860646, -0.227968),
            (0.280085, 0.672501, 0.047413),
            (-0.011820, 0.042940, 0.968881),
        ),
        "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    }[kind]
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    seen = [min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in matrix]
    return lab(seen)


def lab(linear: list[float]) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of linear sRGB."""
    r, g, b = linear
    xyz = (
        0.4124 * r + 0.3576 * g + 0.1805 * b,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        0.0193 * r + 0.1192 * g + 0.9505 * b,
    )
    f = [
        (v / n) ** (1 / 3) if v / n > 0.008856 else 7.787 * v / n + 16 / 116
        for v, n in zip(xyz, (0.9505, 1.0, 1.089), strict=True)
    ]
    return (116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]))


@pytest.mark.parametrize("tone", ["light", "dark"])
@pytest.mark.parametrize("sight", ["normal", "protan", "deutan"])
def test_the_classes_of_the_story_differ_for_colour_blind_readers(tone: str, sight: str) -> None:
    kinds = ("Area", "Engine", "Goal", "Zone", "Project", "Policy", "Industry")
    seen = {kind: dichromat(PALETTE["kinds"][kind][tone], sight) for kind in kinds}
    for a, b in itertools.combinations(kinds, 2):
        distance = sum((x - y) ** 2 for x, y in zip(seen[a], seen[b], strict=True)) ** 0.5
        assert distance >= 10, f"{a} and {b} look alike: {distance:.1f}"


def test_every_word_that_a_script_asks_for_exists_and_has_two_languages() -> None:
    asked = {key for text in JS.values() for key in re.findall(r"\bt\('([a-zA-Z.]+)'", text)}
    page = (TEMPLATE / "page.html").read_text(encoding="utf-8")
    asked |= set(re.findall(r'data-(?:t|label|placeholder)="([a-zA-Z.]+)"', page))
    assert asked <= set(STRINGS["ui"]), asked - set(STRINGS["ui"])
    for part, words in STRINGS.items():
        if not part.startswith("_"):
            assert all(len(pair) == 2 for pair in words.values()), part


def test_scripts_make_text_never_markup_and_stay_small() -> None:
    assert sorted(JS) == sorted(p.name for p in (TEMPLATE / "js").iterdir())
    for name, text in JS.items():
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc", text
        ), name
        assert text.startswith("// "), f"{name} says what it is for"
        assert len(text.splitlines()) <= 300, name


def test_template_data_says_what_an_entry_means() -> None:
    assert PALETTE["_comment"] and STRINGS["_comment"]
    assert (TEMPLATE / "unbroken.txt").read_text(encoding="utf-8").startswith("# ")
