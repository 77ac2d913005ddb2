"""What the ontology rules out is left unsaid: disjoint classes, ends that do not fit, engines of no area."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.axioms import disjoint, ends
from kg.coherence import coherent
from kg.model import Document, Entity, Extraction, Fact, Measure, Mention, Post, Relation, Sentence
from kg.vocab import CLASSES, RELATIONS

TEXT = "云湾区以东港新城为引擎,发展海洋产业,区委书记周明说。"


def _entity(label: str, *classes: str) -> Entity:
    return Entity(label, classes, scope="云湾区")


def _coherent(*facts: Fact, entities: tuple[Entity, ...], jurisdiction: str | None = "云湾区") -> Extraction:
    document = Document("d", TEXT, "", jurisdiction=jurisdiction, speaker="周明", event="周明")
    sentences = (Sentence(0, 0, len(TEXT), TEXT, 0),)
    return coherent(Extraction(document, sentences, facts, {e.label: e for e in entities}))


def _mention(label: str, *classes: str) -> Mention:
    begin = TEXT.index(label)
    return Mention(0, "name", label, classes, begin, begin + len(label))


def test_the_axioms_are_those_of_the_ontology() -> None:
    assert set(ends()) == set(RELATIONS)
    assert ends()["hasEngine"] == (frozenset({"Area"}), frozenset({"Engine"}))
    assert ends()["prioritises"].domain == {"Area", "Engine"}
    assert disjoint()["Person"] == set(CLASSES) - {"Person"}
    assert all(one in disjoint()[other] for one, others in disjoint().items() for other in others)


def test_what_fits_stays_as_it_is() -> None:
    entities = (_entity("云湾区", "Area"), _entity("东港新城", "Engine", "Zone"))
    facts = (_mention("东港新城", "Engine", "Zone"), Relation(0, "engine", "云湾区", "hasEngine", "东港新城"))
    found = _coherent(*facts, entities=entities)
    assert found.facts == facts
    assert tuple(found.entities.values()) == entities


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (("Person", "Zone"), ("Person",)),
        (("Zone", "Person"), ("Zone",)),
        (("Area", "Policy", "Zone"), ("Area", "Zone")),
    ],
)
def test_of_classes_that_exclude_each_other_the_first_said_stays(
    said: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    found = _coherent(_mention("海洋产业", *said), entities=(_entity("海洋产业", *said),))
    assert found.entities["海洋产业"].classes == kept


def test_the_place_whose_text_it_is_is_an_area() -> None:
    found = _coherent(
        _mention("云湾区", "Policy"), entities=(replace(_entity("云湾区", "Policy"), subclasses=("Plan",)),)
    )
    assert found.entities["云湾区"] == _entity("云湾区", "Area")


@pytest.mark.parametrize("jurisdiction", ["云湾区", None])
def test_an_engine_that_no_area_has_is_none_and_a_thing_of_no_class_is_not_named(
    jurisdiction: str | None,
) -> None:
    entities = (_entity("东港新城", "Engine", "Zone"), _entity("海洋产业", "Engine"))
    facts = (
        _mention("东港新城", "Engine", "Zone"),
        _mention("海洋产业", "Engine"),
        Relation(0, "topic", "东港新城", "contributesTo", "海洋产业"),
        Measure(0, "verb", "发展", "海洋产业", "planned", 12, 18, objects=("海洋产业", "东港新城")),
    )
    found = _coherent(*facts, entities=entities, jurisdiction=jurisdiction)
    assert {e.label: e.classes for e in found.entities.values()} == {"东港新城": ("Zone",)}
    mention, measure = found.facts
    assert mention == facts[0]
    assert measure == replace(facts[3], objects=("东港新城",))  # type: ignore[type-var]


def test_a_post_is_held_by_a_person_in_a_body_or_area() -> None:
    entities = (_entity("周明", "Person"), _entity("区委", "Institution"), _entity("海洋产业", "Industry"))
    good, bad = Post(0, "post", "周明", "区委", "书记"), Post(0, "post", "周明", "海洋产业", "书记")
    found = _coherent(good, bad, entities=entities)
    assert found.facts == (good,)
    assert (found.document.speaker, found.document.event) == ("周明", None)  # he is no meeting
