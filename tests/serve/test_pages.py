"""The pages as a reader opens them, and the same addresses as a program asks for data."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, unquote

import httpx
import pyoxigraph as ox
import pytest
from lxml import html as lxml_html
from sample import REPORT_2023, report_2023, report_2024

import kg
from kg.network import NetworkView, Node
from kg.serve.pages import _search
from kg.serve.site import Site
from kg.terms import document_iri
from kg.vocab import BASE, SKOS, UPO
from serve.conftest import AREA, ENGINE

REPORT = document_iri(report_2023().document)
HTML = {"Accept": "text/html"}


def _path(iri: str) -> str:
    return "/id/" + quote(iri.removeprefix(BASE))


def _links(page: httpx.Response) -> list[str]:
    return [unquote(link) for link in lxml_html.fromstring(page.text).xpath("//main//a/@href")]


def _text(page: httpx.Response, path: str = "//main") -> str:
    return "".join(lxml_html.fromstring(page.text).xpath(f"{path}//text()"))


def test_the_home_page_says_what_is_in_the_graph(site: httpx.Client) -> None:
    page = site.get("/", headers=HTML)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    text = _text(page)
    for said in (
        "临江区2023年政府工作报告",
        "临江区2024年政府工作报告",
        "云栖湾科创城",
        "老码头商务区",
        "生产总值",
    ):
        assert said in text
    links = _links(page)
    assert "/things?kind=Engine" in links
    assert "/id/临江区/云栖湾科创城" in links
    assert "/ask?q=临江区的引擎有哪些?" in links
    assert "/openapi.json" in links


def test_every_link_of_the_pages_leads_somewhere(site: httpx.Client) -> None:
    seen, todo = set(), {"/", "/?lang=en"}
    while todo and len(seen) < 400:
        link = todo.pop()
        seen.add(link)
        answer = site.get(link, headers=HTML, follow_redirects=True)
        assert answer.status_code == 200, link
        if answer.headers["content-type"].startswith("text/html") and not link.startswith("/graph"):
            tree = lxml_html.fromstring(answer.text)
            hrefs = {str(href).partition("#")[0] for href in tree.xpath("//*/@href")}
            todo |= {href for href in hrefs if href.startswith("/")} - seen
    assert len(seen) > 100


def test_a_thing_with_all_that_is_said_of_it(site: httpx.Client) -> None:
    page = site.get(_path(ENGINE), headers=HTML)
    text = _text(page)
    assert _text(page, "//h1") == "云栖湾科创城"
    assert "又称 科创城" in text
    assert "引擎 · 片区" in text
    for other in ("临江区", "云栖湾", "江畔创新谷", "生物医药", "临江实验室", "云澜大学", "两大增长极"):
        assert other in text
    assert ENGINE in text, "the IRI to cite"
    marked = lxml_html.fromstring(page.text).xpath("//blockquote//mark/text()")
    assert {"云栖湾科创城", "科创城"} <= set(marked)
    assert f"/graph#f={ENGINE.removeprefix(BASE)}" in _links(page)


def test_an_area_with_its_targets_and_measures(site: httpx.Client) -> None:
    text = " ".join(_text(site.get(_path(AREA), headers=HTML)).split())
    assert "增长 6 % 左右" in text
    assert "300 亿元 以上" in text
    assert "增长 -3" not in text and "-2.5" in text
    assert "加快临江实验室建设" in text
    assert text.index("建成东渡文化公园") < text.index("开工港口铁路专线"), "in the order of the text"


def test_each_evidence_leads_to_its_place_in_the_document(site: httpx.Client) -> None:
    links = [link for link in _links(site.get(_path(ENGINE), headers=HTML)) if "#char=" in link]
    begin, end = map(int, re.findall(r"\d+", links[0].partition("#")[2]))
    page = site.get(links[0], headers=HTML)
    (place,) = lxml_html.fromstring(page.text).xpath(f"//*[@id='char={begin},{end}']")
    shown = re.sub(r"\d+$", "", "".join(place.itertext()))  # without the number of the sentence
    assert shown == (REPORT_2023 if "2023" in links[0] else report_2024().document.text)[begin:end]


def test_a_document_with_what_was_found_in_it(site: httpx.Client) -> None:
    page = site.get(_path(REPORT), headers=HTML)
    tree = lxml_html.fromstring(page.text)
    shown = "".join(tree.xpath("//div[@class='text']//text()[not(ancestor::a[@class='ref'])]"))
    assert shown.split() == REPORT_2023.split()
    names = {unquote(a.get("href")): a.text for a in tree.xpath("//div[@class='text']//a[@title]")}
    assert names["/id/临江区/云栖湾科创城"] in ("云栖湾科创城", "科创城")
    says = " ".join(_text(page, "//aside").split())
    assert "两大增长极 成员 云栖湾科创城、老码头商务区" in says
    assert "林远舟 区委书记 区委" in says
    anchors = tree.xpath("//div[@class='text']//a[starts-with(@id,'target=')]/@id")
    assert len(anchors) == 5
    for reference in tree.xpath("//a[@class='ref']/@href"):
        assert tree.xpath(f"//*[@id='{reference[1:]}']")


def test_things_by_class_and_a_class_that_is_none(site: httpx.Client) -> None:
    assert "云澜大学" in _text(site.get("/things?kind=Institution", headers=HTML))
    assert "生产总值" in _text(site.get("/things?kind=Target&lang=en", headers=HTML))
    assert site.get("/things?kind=Unicorn").status_code == 404
    assert site.get("/things?kind=Engine&start=x").status_code == 400
    assert site.get("/things?kind=Engine&start=99999").status_code == 200


@pytest.mark.parametrize("name", ["云栖湾科创城", "科创城", " “云栖湾 科创城” ", ENGINE])
def test_a_name_or_alias_leads_to_its_page(site: httpx.Client, name: str) -> None:
    found = site.get("/find", params={"q": name})
    assert found.status_code == 303
    assert unquote(found.headers["location"]) == "/id/临江区/云栖湾科创城"


def test_a_name_of_several_things_lists_them_all() -> None:
    """Both counties have a town of this name."""
    towns = [Node(f"{BASE}{county}/柳林镇", "柳林镇", "Zone", ("Zone",)) for county in ("甲县", "乙县")]
    one = Site(NetworkView(tuple(towns), (), (), ()), {}, BASE)
    assert _search(one, "柳林镇") == (tuple(towns), ())


def test_a_part_of_a_name_lists_the_things_that_have_it(site: httpx.Client) -> None:
    page = site.get("/find", params={"q": "码头"}, headers=HTML)
    assert page.status_code == 200
    assert {"/id/临江区/老码头商务区", "/id/临江区/老码头更新工程"} <= set(_links(page))


def test_a_name_that_is_not_there_lists_near_ones(site: httpx.Client) -> None:
    page = site.get("/find", params={"q": "云栖湾科技城"}, headers=HTML)
    assert page.status_code == 404
    assert "/id/临江区/云栖湾科创城" in _links(page)
    assert site.get("/find", params={"q": "  "}).headers["location"] == "/"


@pytest.mark.parametrize("path", ["/ask", "/find"])
def test_a_question_is_answered_with_its_sentences(site: httpx.Client, path: str) -> None:
    page = site.get(path, params={"q": "临江区的引擎有哪些?"}, headers=HTML)
    assert page.status_code == 200
    assert "云栖湾科创城、老码头商务区" in _text(page, "//p[@class='answer']")
    assert "“两大增长极”为牵引" in _text(page, "//blockquote")
    assert "/id/临江区/云栖湾科创城" in _links(page)
    assert "upo:hasEngine" in _text(page, "//pre")


def test_a_question_that_is_declined_says_why_and_what_can_be_asked(site: httpx.Client) -> None:
    page = site.get("/find", params={"q": "今天天气怎么样?"}, headers=HTML)
    assert page.status_code == 404
    nearest = [link for link in _links(page) if link.startswith("/ask?q=")]
    assert nearest and site.get(nearest[0], headers=HTML).status_code == 200


def test_an_answer_for_programs(site: httpx.Client, folder: Path) -> None:
    answer = site.get(
        "/ask", params={"q": "云栖湾科创城在哪里?"}, headers={"Accept": "application/json"}
    ).json()
    with kg.open(folder) as graph:
        expected = graph.ask("云栖湾科创城在哪里?")
    assert answer["summary"] == list(expected.summary) == ["云栖湾"]
    assert answer["sparql"] == expected.sparql
    assert site.get("/ask", headers=HTML).headers["location"] == "/"


def test_the_picture_is_the_page_that_the_build_writes(site: httpx.Client) -> None:
    page = site.get("/graph", headers=HTML)
    assert page.status_code == 200
    assert 'http-equiv="Content-Security-Policy"' in page.text
    assert page.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert "云栖湾科创城" in page.text


@pytest.mark.parametrize(
    ("format", "kind"),
    [("turtle", "text/turtle"), ("ntriples", "application/n-triples"), ("jsonld", "application/ld+json"),
     ("rdfxml", "application/rdf+xml"), ("trig", "application/trig"), ("nquads", "application/n-quads")],
)  # fmt: skip
def test_a_thing_as_rdf_by_accept_or_by_format(site: httpx.Client, format: str, kind: str) -> None:
    by_accept = site.get(_path(ENGINE), headers={"Accept": f"{kind}, text/html;q=0.5"})
    by_name = site.get(_path(ENGINE), params={"format": format})
    assert by_accept.content == by_name.content
    assert by_accept.headers["content-type"].partition(";")[0] == kind
    assert by_accept.headers["vary"] == "Accept, Accept-Language"
    rdf = ox.RdfFormat.from_media_type(kind)
    assert rdf is not None
    quads = list(ox.parse(by_accept.content, format=rdf))
    label = ox.Literal("云栖湾科创城", language="zh")
    assert (ENGINE, f"{SKOS}prefLabel", label) in {
        (q.subject.value, q.predicate.value, q.object) for q in quads
    }
    assert any(q.predicate.value == f"{UPO}rule" for q in quads), "findings about it are told whole"
    if format in ("trig", "nquads"):
        assert all("#char=" in str(q.graph_name) for q in quads if q.predicate.value == f"{UPO}hasEngine")


def test_a_document_as_rdf_and_as_text(site: httpx.Client) -> None:
    turtle = site.get(_path(REPORT), headers={"Accept": "text/turtle"})
    assert turtle.status_code == 200 and REPORT_2023.splitlines()[0] in turtle.text
    plain = site.get(_path(REPORT), headers={"Accept": "text/plain"})
    assert plain.text == REPORT_2023
    assert site.get(_path(ENGINE), headers={"Accept": "text/plain"}).status_code == 406


def test_the_same_answer_each_time(site: httpx.Client) -> None:
    for format in ("turtle", "trig", "jsonld"):
        first, second = (site.get(_path(AREA), params={"format": format}).content for _ in range(2))
        assert first == second


@pytest.mark.parametrize("fragment", ["set=两大产业", "list-1", "finding="])
def test_what_stands_inside_a_document_has_a_page_too(site: httpx.Client, fragment: str) -> None:
    inside = list(
        ox.parse(site.get(_path(REPORT), params={"format": "trig"}).content, format=ox.RdfFormat.TRIG)
    )
    iri = min(q.subject.value for q in inside if fragment in q.subject.value)
    page = site.get("/resource", params={"iri": iri}, headers=HTML)
    assert page.status_code == 200 and iri in page.text


def test_a_role_has_a_page_though_it_is_no_entity(site: httpx.Client) -> None:
    page = site.get(_path(f"{BASE}role/区委书记"), headers=HTML)
    assert _text(page, "//h1") == "区委书记"
    assert "org:Role" in _text(page)
    assert site.get(_path(f"{BASE}role/区委书记"), params={"format": "ttl"}).status_code == 200


def test_a_graph_that_has_a_name_shows_what_it_says(site: httpx.Client) -> None:
    (sentence, *_) = [link for link in _links(site.get(_path(ENGINE), headers=HTML)) if "#char=" in link]
    page = site.get("/resource", params={"iri": BASE + sentence.removeprefix("/id/")}, headers=HTML)
    text = _text(page)
    assert "nif:Sentence" in text and "upo:Mention" in text


def test_a_target_leads_to_its_place_in_the_text(site: httpx.Client) -> None:
    listed = [link for link in _links(site.get("/things?kind=Target", headers=HTML)) if "#target=" in link]
    iri = BASE + listed[0].removeprefix("/id/")
    found = site.get("/resource", params={"iri": iri}, headers=HTML)
    assert (found.status_code, unquote(found.headers["location"])) == (303, listed[0])


def test_english_by_address_or_by_header_and_links_that_keep_it(site: httpx.Client) -> None:
    by_address = site.get("/?lang=en", headers=HTML)
    assert '<html lang="en">' in by_address.text and "Urban policy graph" in by_address.text
    assert "/things?kind=Engine&lang=en" in _links(by_address)
    by_header = site.get("/", headers=HTML | {"Accept-Language": "en-GB,en;q=0.8"})
    assert '<html lang="en">' in by_header.text
    assert "/things?kind=Engine" in _links(by_header)
    other = lxml_html.fromstring(by_address.text).xpath("//a[@class='lang']/@href")
    assert other == ["/?lang=zh"]
    assert '<html lang="zh-CN">' in site.get("/?lang=xx", headers=HTML).text


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nothing", 404), ("/id/area/%E6%97%A0", 404), ("/id/", 404), ("/resource", 400), ("/resource?iri=a&iri=b", 400),
     ("/resource?iri=no iri", 400), ("/resource?iri=http://example.org/x", 404), ("/query/nothing", 404),
     (f"{_path(ENGINE)}?format=docx", 406)],
)  # fmt: skip
def test_errors_are_one_line_for_programs_and_a_page_for_people(
    site: httpx.Client, path: str, status: int
) -> None:
    line = site.get(path)
    assert line.status_code == status
    page = site.get(path, headers=HTML)
    assert page.status_code == status
    problem = site.get(path, headers={"Accept": "application/problem+json, */*;q=0.1"})
    assert problem.json()["status"] == status
    if not path.startswith("/resource?iri=a"):
        assert "Traceback" not in page.text


@pytest.mark.parametrize(
    "path", ["/", "/graph", "/console", "/query/engines", "/openapi.json", "/site.css", "/static/icon.svg"]
)
def test_head_says_what_get_would(site: httpx.Client, path: str) -> None:
    got, head = site.get(path), site.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]
    assert head.headers["content-type"] == got.headers["content-type"]


@pytest.mark.parametrize("path", ["/", "/query/engines", "/graph", "/openapi.json", _path(ENGINE)])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(site: httpx.Client, path: str, method: str) -> None:
    answer = site.request(method, path)
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
