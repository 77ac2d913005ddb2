"""The named queries as forms, and as an interface for programs that describes itself."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import validate
from lxml import html as lxml_html
from openapi_spec_validator import validate as validate_openapi

import kg
from kg.query import named_queries
from serve.conftest import Start

HTML = {"Accept": "text/html"}
# A value for each parameter that must be given.
GIVEN = {
    "entity": "云栖湾科创城",
    "other": "临江区",
    "set": "两大产业",
    "sentence": "临江实验室",
    "class": "Engine",
}


def _needed(name: str) -> dict[str, str]:
    needed = (p for p in named_queries()[name].parameters if not p.optional and p.default is None)
    return {p.name: GIVEN[p.name] for p in needed}


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_each_query_gives_the_rows_of_the_library(site: httpx.Client, folder: Path, name: str) -> None:
    given = _needed(name)
    answer = site.get(f"/query/{name}", params=given, headers={"Accept": "application/json"})
    assert answer.headers["content-type"] == "application/json"
    with kg.open(folder) as graph:
        rows = graph.query(name, given)
    assert answer.json() == {"columns": list(rows.columns), "rows": list(rows)}
    table = list(
        csv.DictReader(io.StringIO(site.get(f"/query/{name}", params={**given, "format": "csv"}).text))
    )
    assert len(table) == len(rows)
    form = site.get(f"/query/{name}", params=given, headers=HTML)
    assert form.status_code == 200
    shown = lxml_html.fromstring(form.text)
    assert len(shown.xpath("//table//tbody/tr")) == len(rows)
    assert [field.get("name") for field in shown.xpath("//main//input[@id]")] == [
        p.name for p in named_queries()[name].parameters
    ]


@pytest.mark.parametrize(
    ("query", "given", "status", "said"),
    [
        ("measures", {}, 400, "needs the parameter 'entity'"),
        ("measures", {"entity": "云栖湾科技城"}, 404, "云栖湾科创城"),
        ("engines", {"unicorn": "1"}, 400, "no parameter 'unicorn'"),
        ("engines", {"year": "MMXXI"}, 400, "not of type year"),
        ("engines", {"area": "a\" } INSERT"}, 404, "no name"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_for_programs_and_said_beside_the_form(
    site: httpx.Client, query: str, given: dict[str, str], status: int, said: str
) -> None:
    answer = site.get(f"/query/{query}", params=given, headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert said in answer.json()["detail"]
    form = site.get(f"/query/{query}", params=given, headers=HTML)
    if given:
        assert form.status_code == status
        assert said in "".join(lxml_html.fromstring(form.text).itertext())
    else:
        assert form.status_code == 200, "a form that is yet to be filled in is no mistake"


def test_no_query_has_a_parameter_that_is_the_pages_own() -> None:
    names = {p.name for query in named_queries().values() for p in query.parameters}
    assert names.isdisjoint({"lang", "format"})


def test_what_is_left_empty_in_a_form_is_not_given(site: httpx.Client) -> None:
    empty = site.get("/query/engines", params={"area": "", "year": "", "format": "plain"})
    assert empty.json() == site.get("/query/engines", params={"format": "plain"}).json()


def test_the_form_suggests_names_and_keeps_what_was_typed(site: httpx.Client) -> None:
    page = lxml_html.fromstring(site.get("/query/measures", params={"entity": "科创城"}, headers=HTML).text)
    assert page.xpath("//input[@name='entity']/@value") == ["科创城"]
    assert page.xpath("//input[@name='entity']/@list") == ["names"]
    assert "云栖湾科创城" in page.xpath("//datalist[@id='names']/option/@value")


def test_rows_beyond_the_limit_are_cut_and_said_so(start: Start, folder: Path) -> None:
    client = start(folder, max_rows=2)
    answer = client.get("/query/mentions", params={"entity": "云栖湾科创城", "format": "plain"})
    assert (len(answer.json()["rows"]), answer.headers["x-sparql-maxrows"]) == (2, "2")
    page = client.get("/query/mentions", params={"entity": "云栖湾科创城"}, headers=HTML)
    assert page.headers["x-sparql-maxrows"] == "2" and "在 2 行处截断" in page.text


@pytest.fixture(scope="module")
def description(site: httpx.Client) -> dict[str, Any]:
    answer = site.get("/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    found: dict[str, Any] = answer.json()
    return found


def test_the_description_is_openapi_and_complete(description: dict[str, Any]) -> None:
    validate_openapi(description)
    assert description["openapi"].startswith("3.1")
    assert set(description["paths"]) == {f"/query/{name}" for name in named_queries()}
    for name, query in named_queries().items():
        operation = description["paths"][f"/query/{name}"]["get"]
        assert query.question_zh in operation["description"]
        assert [p["name"] for p in operation["parameters"]] == [*(p.name for p in query.parameters), "format"]


def test_answers_are_as_it_says(site: httpx.Client, description: dict[str, Any]) -> None:
    (server,) = description["servers"]
    assert f"{server['url']}/" == str(site.base_url)
    for path, item in description["paths"].items():
        content = item["get"]["responses"]["200"]["content"]
        given = {p["name"]: GIVEN[p["name"]] for p in item["get"]["parameters"] if p["required"]}
        for kind, media in content.items():
            answer = site.get(server["url"] + path, params=given, headers={"Accept": kind})
            assert answer.headers["content-type"].partition(";")[0] == kind
            if kind.endswith("json"):
                validate(answer.json(), media["schema"])
