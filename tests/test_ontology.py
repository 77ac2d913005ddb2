"""The files in ontology/: they parse alike everywhere, say everything in two languages, and hold together."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from kg import vocab
from kg.resources import data_path

FILES = ("upo.ttl", "shapes.ttl", "indicators.ttl", "domains.ttl")
UPO = Namespace(vocab.UPO)
SHAPES = Namespace("https://w3id.org/urbanpolicy/shapes#")
HAS_UNIT = URIRef(vocab.QUDT + "hasUnit")


def load(name: str) -> Graph:
    return Graph().parse(data_path("ontology", name))


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return load("upo.ttl")


@pytest.fixture(scope="module")
def indicators() -> Graph:
    return load("indicators.ttl")


@pytest.fixture(scope="module")
def domains() -> Graph:
    return load("domains.ttl")


def terms(graph: Graph) -> list[URIRef]:
    return sorted({s for s in graph.subjects(RDF.type) if str(s).startswith(vocab.UPO)})


def properties(graph: Graph) -> list[URIRef]:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    return [t for t in terms(graph) if any((t, RDF.type, kind) in graph for kind in kinds)]


def languages(graph: Graph, subject: URIRef, predicate: URIRef) -> list[str]:
    values = list(graph.objects(subject, predicate))
    assert all(isinstance(v, Literal) and str(v).strip() for v in values)
    return sorted(v.language or "" for v in values)


@pytest.mark.parametrize("name", FILES)
def test_rdflib_and_oxigraph_read_the_same(name: str) -> None:
    triples = list(ox.parse(path=str(data_path("ontology", name)), format=ox.RdfFormat.TURTLE))
    assert len(load(name)) == len({str(t.triple) for t in triples}) > 0


# upo.ttl


def test_the_ontology_says_what_it_is_and_under_which_licence(ontology: Graph) -> None:
    (me,) = ontology.subjects(RDF.type, OWL.Ontology)
    assert str(me) + "#" == vocab.UPO
    assert ontology.value(me, OWL.versionInfo)
    assert str(ontology.value(me, OWL.versionIRI)).endswith(str(ontology.value(me, OWL.versionInfo)))
    assert ontology.value(me, DCTERMS.license) == URIRef("https://www.apache.org/licenses/LICENSE-2.0")
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert languages(ontology, me, predicate) == ["en", "zh"]


def test_every_term_has_a_label_and_a_definition_in_chinese_and_english(ontology: Graph) -> None:
    for term in terms(ontology):
        assert languages(ontology, term, RDFS.label) == ["en", "zh"], term
        assert languages(ontology, term, SKOS.definition) == ["en", "zh"], term


def test_no_two_classes_and_no_two_relations_share_a_label(ontology: Graph) -> None:
    for names in ((*vocab.CLASSES, *vocab.subclasses()), (*vocab.RELATIONS, *vocab.SHORTCUTS)):
        for lang in ("zh", "en"):
            labels = Counter(vocab.label(name, lang) for name in names)  # type: ignore[arg-type]
            assert [label for label, count in labels.items() if count > 1] == []


def test_every_property_has_a_domain_and_a_range(ontology: Graph) -> None:
    for term in properties(ontology):
        assert len(list(ontology.objects(term, RDFS.domain))) == 1, term
        assert len(list(ontology.objects(term, RDFS.range))) == 1, term


def test_data_properties_range_over_literals_and_object_properties_over_things(ontology: Graph) -> None:
    for term in properties(ontology):
        (target,) = ontology.objects(term, RDFS.range)
        literal = str(target).startswith(vocab.XSD) or target in (RDFS.Literal, RDF.langString)
        assert literal == ((term, RDF.type, OWL.DatatypeProperty) in ontology), term


def test_relations_run_between_the_classes_of_the_annotation_guide(ontology: Graph) -> None:
    ends = {
        "hasEngine": ("Area", "Engine"),
        "prioritises": ("Area Engine", "Industry"),
        "positionedAs": ("Area Zone Engine", "Goal"),
        "locatedIn": ("Zone Project Institution", "Area Zone"),
        "contributesTo": ("Project Policy Zone Institution Event", "Engine Goal"),
        "holdsPost": ("Person", "Institution Area"),
    }
    for name, (sources, targets) in ends.items():
        assert members(ontology, UPO[name], RDFS.domain) == set(sources.split()), name
        assert members(ontology, UPO[name], RDFS.range) == set(targets.split()), name


def members(graph: Graph, term: URIRef, predicate: URIRef) -> set[str]:
    """Local names of a class, or of the classes of a union."""
    (cls,) = graph.objects(term, predicate)
    union = graph.value(cls, OWL.unionOf)
    return {vocab.local_name(str(c)) for c in (Collection(graph, union) if union else [cls])}


def test_every_term_that_an_axiom_names_is_declared(ontology: Graph) -> None:
    for node in set(ontology.objects()):
        if str(node).startswith(vocab.UPO) and isinstance(node, URIRef):
            assert (node, RDF.type, None) in ontology, node


def test_a_class_has_one_class_of_ours_above_it_at_most(ontology: Graph) -> None:
    for term in terms(ontology):
        above = [c for c in ontology.objects(term, RDFS.subClassOf) if str(c).startswith(vocab.UPO)]
        assert len(above) <= 1, term


def test_every_class_of_the_contract_is_an_entity(ontology: Graph) -> None:
    for name in vocab.CLASSES:
        assert (UPO[name], RDFS.subClassOf, UPO.Entity) in ontology
        assert (UPO[name], RDF.type, OWL.Class) in ontology


def test_standard_vocabularies_are_used_where_they_fit(ontology: Graph) -> None:
    text = {str(node) for node in set(ontology.objects())}
    for base in (
        vocab.SKOS,
        vocab.ORG,
        vocab.PROV,
        vocab.NIF,
        vocab.DCTERMS,
        vocab.SCHEMA,
        vocab.GEO,
        vocab.QUDT,
        vocab.TIME,
    ):
        assert any(iri.startswith(base) for iri in text), base


def test_a_thing_may_be_two_at_once_where_texts_make_it_so(ontology: Graph) -> None:
    apart = disjoint(ontology)
    both = """Engine Zone, Engine Industry, Engine Area, Institution Project, Zone Project, Policy Project, Area Zone,
        Institution Zone, Goal Zone, Event Project, Policy Event"""
    for pair in both.split(","):
        assert frozenset(pair.split()) not in apart, pair


def test_a_person_is_nothing_else_and_an_entity_is_no_finding(ontology: Graph) -> None:
    apart = disjoint(ontology)
    assert all(frozenset(("Person", name)) in apart for name in vocab.CLASSES if name != "Person")
    assert frozenset(("Entity", "Finding")) in apart
    assert frozenset(("Target", "Measure")) in apart


def disjoint(graph: Graph) -> set[frozenset[str]]:
    def name(node: object) -> str:
        return vocab.local_name(str(node))

    pairs = {frozenset((name(a), name(b))) for a, b in graph.subject_objects(OWL.disjointWith)}
    for group in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        head = graph.value(group, OWL.members)
        pairs |= {frozenset(pair) for pair in combinations(map(name, Collection(graph, head)), 2)}
    return pairs


def test_the_values_of_kind_comparator_status_and_modality_are_closed_lists(ontology: Graph) -> None:
    values = {
        "MeasureKind": vocab.KINDS,
        "Comparator": vocab.COMPARATORS,
        "Status": vocab.STATUSES,
        "Modality": vocab.MODALITIES,
    }
    for name, expected in values.items():
        assert {vocab.local_name(str(s)) for s in ontology.subjects(RDF.type, UPO[name])} == set(expected)
        closed = ontology.value(ontology.value(UPO[name], OWL.equivalentClass), OWL.oneOf)
        assert [vocab.local_name(str(v)) for v in Collection(ontology, closed)] == list(expected)


# indicators.ttl


def test_indicators_have_names_units_and_a_place_in_the_scheme(indicators: Graph) -> None:
    scheme = URIRef(vocab.INDICATOR)
    concepts = set(indicators.subjects(RDF.type, SKOS.Concept))
    tops = set(indicators.subjects(SKOS.topConceptOf, scheme))
    assert len(concepts - tops) >= 80
    for concept in concepts:
        assert str(concept).startswith(vocab.INDICATOR)
        assert languages(indicators, concept, SKOS.prefLabel) == ["en", "zh"]
        assert (concept, SKOS.inScheme, scheme) in indicators
    for concept in concepts - tops:
        assert list(indicators.objects(concept, UPO.unitLabel)), concept
        (above,) = indicators.objects(concept, SKOS.broader)
        assert above in concepts, concept


def test_an_indicator_in_percent_has_the_unit_percent(indicators: Graph) -> None:
    percent = URIRef(vocab.UNIT + "PERCENT")
    for concept, unit in indicators.subject_objects(UPO.unitLabel):
        if str(unit) == "%":
            assert (concept, HAS_UNIT, percent) in indicators, concept


def test_chinese_money_is_yuan_by_iso_code(indicators: Graph) -> None:
    for concept, unit in indicators.subject_objects(UPO.unitLabel):
        money = str(unit).removeprefix("万").removeprefix("亿") == "元"
        if money:
            assert (concept, HAS_UNIT, URIRef(vocab.UNIT + "CCY_CNY")) in indicators, concept


def test_no_name_stands_for_two_indicators(indicators: Graph) -> None:
    names = Counter(
        str(name)
        for predicate in (SKOS.prefLabel, SKOS.altLabel)
        for name in indicators.objects(None, predicate)
        if name.language == "zh"
    )
    assert [name for name, count in names.items() if count > 1] == []


# domains.ttl


def test_domains_have_a_short_name_labels_definitions_and_cues(domains: Graph) -> None:
    concepts = set(domains.subjects(RDF.type, SKOS.Concept))
    assert 20 <= len(concepts) <= 30
    for concept in concepts:
        (notation,) = domains.objects(concept, SKOS.notation)
        assert str(concept) == vocab.DOMAIN + notation
        assert str(notation).isascii()
        assert languages(domains, concept, SKOS.prefLabel) == ["en", "zh"]
        assert languages(domains, concept, SKOS.definition) == ["en", "zh"]
        cues = list(domains.objects(concept, SKOS.hiddenLabel))
        assert len(cues) >= 8
        assert all(cue.language == "zh" and len(cue) >= 2 for cue in cues)


def test_no_cue_word_stands_for_two_domains(domains: Graph) -> None:
    cues = Counter(str(cue) for cue in domains.objects(None, SKOS.hiddenLabel))
    assert [cue for cue, count in cues.items() if count > 1] == []


# Knowledge of the genre, of no one report


def test_the_schemes_name_nothing_that_only_the_bundled_report_names() -> None:
    gold = json.loads((Path(__file__).parent / "gold" / "futian-2021.gold.json").read_text("utf-8"))
    words = vocab.indicators().keys() | vocab.domains().keys()
    for entity in gold["entities"]:
        classes = {entity["class"]} if isinstance(entity["class"], str) else set(entity["class"])
        if classes != {"Industry"}:  # industries are words of the language
            assert not {entity["label"], *entity.get("aliases", ())} & words, entity["label"]


def test_years_are_of_the_type_that_the_shapes_ask_for(ontology: Graph) -> None:
    shapes = load("shapes.ttl")
    for name in ("document-year", "target-year", "target-base-year"):
        shape = SHAPES[name]
        path = shapes.value(shape, URIRef(vocab.SH + "path"))
        assert (
            shapes.value(shape, URIRef(vocab.SH + "datatype"))
            == URIRef(vocab.XSD + "gYear")
            == ontology.value(path, RDFS.range)
        )
