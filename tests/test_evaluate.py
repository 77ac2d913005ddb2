"""Scoring by the annotation guide, on graphs small enough to count by hand."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph
import pytest

from kg.errors import InputError
from kg.evaluate import Part, char_f1, near, norm, read_gold, score, total

SCORER = Path(__file__).parent.parent.parent / "shared" / "eval" / "score.py"

GRAPH = """
@prefix upo: <https://w3id.org/urbanpolicy/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix : <https://example.org/> .
:d a upo:PolicyDocument ; upo:jurisdiction :city ; upo:year "2030" .
:city a upo:Area ; skos:prefLabel "云州市"@zh ; skos:altLabel "云州"@zh .
:lake a upo:Engine, upo:Zone ; skos:prefLabel "青湖新城"@zh .
:park a upo:Zone ; skos:prefLabel "“智谷”产业园"@zh .
:bank a upo:Institution ; skos:prefLabel "云州银行"@zh .
:who a upo:Person ; skos:prefLabel "李明"@zh .
:city upo:hasEngine :lake . :lake upo:locatedIn :city . :park upo:locatedIn :lake .
:post a org:Membership ; org:member :who ; org:organization :bank .
:set a upo:NumberedSet ; skos:prefLabel "两大片区"@zh ; upo:memberList ( :lake :park ) .
:t a upo:Target ; upo:indicatorLabel "地区生产总值"@zh ; upo:value 6.5 ; upo:unitLabel "%" ;
   upo:measureKind upo:growth ; upo:comparator upo:about ; upo:status upo:planned .
:m a upo:Measure ; upo:action "加快"@zh ; upo:objectText "青湖新城建设"@zh ; upo:status upo:planned .
"""


def _graph(turtle: str = GRAPH) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(turtle.encode("utf-8"), format=pyoxigraph.RdfFormat.TURTLE)
    return store


def _gold() -> dict[str, Any]:
    target = {"indicator": "生产总值", "value": 6.5, "max": None, "unit": "%", "measure": "growth"}
    return {
        "document": {"jurisdiction": "云州市", "year": 2030, "kind": "work-report"},
        "entities": [
            {"label": "云州市", "class": "Area", "aliases": ["云州"]},
            {"label": "青湖新城", "class": ["Engine", "Zone"]},
            {"label": "智谷产业园", "class": "Zone"},
            {"label": "李明", "class": "Person"},
            {"label": "云州大学", "class": "Institution"},
        ],
        "sets": [{"label": "两大片区", "count": 2, "members": ["青湖新城", "智谷产业园"]}],
        "targets": [target | {"comparator": "about", "status": "planned", "year": 2030}],
        "measures": [{"action": "加快推进", "object": "青湖新城建设", "status": "planned"}],
        "relations": [
            {"s": "云州市", "p": "hasEngine", "o": "青湖新城"},
            {"s": "智谷产业园", "p": "locatedIn", "o": "青湖新城"},
        ],
        "optional": {"entities": [{"label": "云州银行", "class": "Institution"}]},
    }


def _score(gold: dict[str, Any], turtle: str = GRAPH) -> dict[str, Part]:
    return {part.name: part for part in score(gold, _graph(turtle))}


def _counts(part: Part) -> tuple[int, int, int]:
    return part.hits, part.gold, part.found


def test_labels_are_compared_without_marks_blanks_and_width() -> None:
    assert norm("“Ａ 区”《规划》") == "a区规划"
    assert near("智谷", "智谷产业园") is False  # 2 of 5 characters
    assert near("智谷产业", "智谷产业园") is True  # 4 of 5
    assert near("", "") is False
    assert char_f1("加快建设", "加快推进") == pytest.approx(0.5)


def test_entities_by_class() -> None:
    strict = _score(_gold())["entities strict"]
    assert _counts(strict) == (4, 5, 4)  # the bank is optional: neither hit nor extra
    assert [row["label"] for row in strict.missed] == ["云州大学"]
    assert strict.precision == 1.0
    assert strict.recall == 0.8
    groups = {group.name: _counts(group) for group in strict.groups}
    assert groups["Zone"] == (2, 2, 2)
    assert groups["Institution"] == (0, 1, 0)


def test_a_wrong_class_is_a_span_and_no_entity() -> None:
    turtle = GRAPH.replace(":who a upo:Person", ":who a upo:Event")
    scores = _score(_gold(), turtle)
    assert scores["entities relaxed"].hits == 3
    assert scores["spans"].hits == 4
    assert [row["labels"] for row in scores["entities relaxed"].extra] == [["李明"]]


def test_sets_need_their_members_in_order() -> None:
    assert _counts(_score(_gold())["sets"]) == (1, 1, 1)
    turned = GRAPH.replace("( :lake :park )", "( :park :lake )")
    assert _counts(_score(_gold(), turned)["sets"]) == (0, 1, 1)


@pytest.mark.parametrize(
    ("was", "is_"),
    [("6.5", "6.6"), ('"%"', '"个百分点"'), ("upo:growth", "upo:level"), ("upo:planned", "upo:achieved")],
)
def test_a_target_with_one_wrong_field_is_wrong(was: str, is_: str) -> None:
    assert _counts(_score(_gold())["targets"]) == (1, 1, 1)
    assert _score(_gold(), GRAPH.replace(was, is_))["targets"].hits == 0


def test_other_readings_are_as_good() -> None:
    gold = _gold()
    gold["targets"][0] |= {
        "measure": "level",
        "measure_alt": ["growth"],
        "indicator": "GDP",
        "aliases": ["地区生产总值"],
    }
    assert _score(gold)["targets"].hits == 1


def test_lying_in_the_jurisdiction_is_optional_and_other_relations_are_not() -> None:
    gold = _gold()
    scores = _score(gold)
    assert _counts(scores["relations"]) == (2, 2, 3)  # the post is extra, 青湖新城 in 云州市 is not counted
    assert [row["p"] for row in scores["relations"].extra] == ["holdsPost"]
    gold["relations"].append({"s": "李明", "p": "holdsPost", "o": "云州银行", "post": "行长"})
    assert _counts(_score(gold)["relations"]) == (3, 3, 3)


def test_the_document_gives_two_points() -> None:
    assert _counts(_score(_gold())["document"]) == (2, 2, 2)
    assert _score(_gold(), GRAPH.replace('"2030"', '"2029"'))["document"].hits == 1


def test_a_bare_list_of_targets_is_about_recall_and_the_comparator() -> None:
    targets = _gold()["targets"]
    (part,) = score({"targets": targets, "targets_only": True}, _graph())
    assert _counts(part) == (1, 1, 1)
    targets[0]["comparator"] = "at_least"
    (part,) = score({"targets": targets, "targets_only": True}, _graph())
    assert _counts(part) == (0, 1, 0)


def test_scores_add_up() -> None:
    parts = score(_gold(), _graph())
    both = {part.name: part for part in total([parts, parts])}
    assert _counts(both["entities strict"]) == (8, 10, 8)
    assert {g.name: g.hits for g in both["entities strict"].groups}["Zone"] == 4


@pytest.mark.parametrize("text", ["", "{", "{}", '{"entities": 3}', "3"])
def test_what_is_no_gold_file_is_said_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.gold.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"x\.gold\.json: not a gold file"):
        read_gold(path)


def test_a_gold_row_without_its_keys_is_an_input_error() -> None:
    with pytest.raises(InputError, match="label"):
        score({"entities": [{"class": "Area"}]}, _graph())


def _reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_score", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not SCORER.is_file(), reason="the reference scorer (../shared/eval/score.py) is not here")
@pytest.mark.parametrize(
    "turtle", [GRAPH, GRAPH.replace(":lake :park", ":park"), ""], ids=["full", "set", "empty"]
)
def test_it_agrees_with_the_reference_scorer(turtle: str) -> None:
    reference = _reference()
    theirs = reference.score(json.loads(json.dumps(_gold())), reference.read_graph(_graph(turtle)))
    ours = _score(_gold(), turtle)
    assert {name: _counts(part) for name, part in ours.items()} == {
        name: (row["tp"], row["gold"], row["pred"]) for name, row in theirs.items()
    }
