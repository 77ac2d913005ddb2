"""A well-made graph conforms; each thing that can be wrong with one is caught and names the sentence behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from kg import vocab
from kg.resources import data_path
from kg.validate import Problem, Report, validate

SHAPES = data_path("ontology", "shapes.ttl")

TITLE = "云湾区2031年工作报告"
ENGINES = "云湾区以东港新城、西岭谷“两大引擎”为牵引,重点发展海洋产业。"
TARGET = "预计生产总值增长6%左右。"
MEASURE = "区委书记周明说,加快东港码头改造。"

GOOD = """
GRAPH doc: {
  doc: a upo:PolicyDocument , nif:Context ; dcterms:title "云湾区2031年工作报告"@zh ;
    nif:isString "云湾区2031年工作报告\\n云湾区以东港新城、西岭谷“两大引擎”为牵引,重点发展海洋产业。\\n预计生产总值增长6%左右。区委书记周明说,加快东港码头改造。" ;
    upo:jurisdiction area:云湾区 ; upo:year "2031"^^xsd:gYear ; dcterms:issued "2031-01-15"^^xsd:date ;
    upo:sha256 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" .
  <doc#section=0> a upo:Section ; skos:prefLabel "云湾区2031年工作报告"@zh ; upo:sectionStatus upo:planned .
  <doc#char=0,12> a nif:Sentence ; nif:anchorOf "云湾区2031年工作报告" ;
    nif:beginIndex 0 ; nif:endIndex 12 ; nif:referenceContext doc: ; upo:inSection <doc#section=0> .
  <doc#char=13,44> a nif:Sentence ; nif:anchorOf "云湾区以东港新城、西岭谷“两大引擎”为牵引,重点发展海洋产业。" ;
    nif:beginIndex 13 ; nif:endIndex 44 ; nif:referenceContext doc: ; upo:inSection <doc#section=0> .
  <doc#char=45,58> a nif:Sentence ; nif:anchorOf "预计生产总值增长6%左右。" ;
    nif:beginIndex 45 ; nif:endIndex 58 ; nif:referenceContext doc: .
  <doc#char=58,75> a nif:Sentence ; nif:anchorOf "区委书记周明说,加快东港码头改造。" ;
    nif:beginIndex 58 ; nif:endIndex 75 ; nif:referenceContext doc: .
}
GRAPH <doc#char=0,12> {
  area:云湾区 a upo:Area , upo:District ; skos:prefLabel "云湾区"@zh ; upo:areaCode "999101" .
}
GRAPH <doc#char=13,44> {
  area:云湾区 a upo:Area , upo:District ; skos:altLabel "云湾"@zh ;
    upo:hasEngine it:东港新城 , it:西岭谷 ; upo:prioritises it:海洋产业 .
  it:东港新城 a upo:Engine , upo:Zone , upo:FunctionalZone ; skos:prefLabel "东港新城"@zh .
  it:西岭谷 a upo:Engine , upo:Zone ; skos:prefLabel "西岭谷"@zh .
  it:海洋产业 a upo:Industry ; skos:prefLabel "海洋产业"@zh .
  <doc#char=17,21> a upo:Mention ; nif:anchorOf "东港新城" ; nif:beginIndex 17 ; nif:endIndex 21 ;
    nif:referenceContext doc: ; itsrdf:taIdentRef it:东港新城 ; itsrdf:taConfidence 0.9 ; upo:rule "names" .
  <doc#finding=1-1> a rdf:Statement ; rdf:subject area:云湾区 ; rdf:predicate upo:hasEngine ;
    rdf:object it:东港新城 ; upo:rule "engines" ; upo:confidence 0.9 .
  <doc#set=两大引擎> a upo:NumberedSet ; skos:prefLabel "两大引擎"@zh ; upo:declaredCount 2 ;
    skos:member it:东港新城 , it:西岭谷 ; upo:memberList <doc#set=两大引擎/list-1> .
  <doc#set=两大引擎/list-1> rdf:first it:东港新城 ; rdf:rest <doc#set=两大引擎/list-2> .
  <doc#set=两大引擎/list-2> rdf:first it:西岭谷 ; rdf:rest rdf:nil .
}
GRAPH <doc#char=45,58> {
  <doc#target=51,55> a upo:Target ; upo:indicatorLabel "生产总值"@zh ; upo:indicator indicator:gdp ; upo:value 6.0 ;
    upo:unitLabel "%" ; upo:measureKind upo:growth ; upo:comparator upo:about ; upo:status upo:planned ;
    upo:modality upo:expected ; upo:year "2031"^^xsd:gYear ; upo:ofArea area:云湾区 ;
    upo:rule "figures" ; upo:confidence 0.95 .
}
GRAPH <doc#char=58,75> {
  it:周明 a upo:Person ; skos:prefLabel "周明"@zh .
  it:区委 a upo:Institution , upo:PartyBody ; skos:prefLabel "区委"@zh .
  <doc#post=周明> a org:Membership ; org:member it:周明 ; org:organization it:区委 ; org:role it:区委书记 .
  it:区委书记 a org:Role ; skos:prefLabel "区委书记"@zh .
  it:东港码头改造 a upo:Project , upo:Renewal ; skos:prefLabel "东港码头改造"@zh ; upo:contributesTo it:东港新城 .
  <doc#measure=66,74> a upo:Measure ; upo:action "加快"@zh ; upo:objectText "东港码头改造"@zh ;
    upo:object it:东港码头改造 ; upo:agent area:云湾区 ; upo:status upo:planned ;
    dcterms:subject domain:transport ; upo:rule "measures" ; upo:confidence 0.9 .
}
GRAPH it:activity {
  <activity/1> a prov:Activity ; prov:endedAtTime "2031-02-01T00:00:00Z"^^xsd:dateTime ; upo:softwareVersion "0.1.0" .
}
"""


@pytest.fixture(scope="module")
def good() -> Report:
    return check(GOOD)


def check(trig: str) -> Report:
    prefixes = {**vocab.PREFIXES, "doc": "https://example.org/doc", "it": "https://example.org/it/"}
    prefixes["area"] = "https://example.org/area/"
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes.items())
    store = ox.Store()
    store.load(f"BASE <https://example.org/>\n{head}{trig}".encode(), format=ox.RdfFormat.TRIG)
    return validate(store)


def spoilt(old: str, new: str) -> Report:
    """The report on the good graph with one place changed."""
    assert old in GOOD, old
    return check(GOOD.replace(old, new, 1))


def test_a_well_made_graph_has_no_problems(good: Report) -> None:
    assert good == Report(conforms=True, problems=())


def test_an_empty_store_conforms() -> None:
    assert validate(ox.Store()).conforms


# One line for each mistake: the code that it is given, the sentence that it names, and the edit that makes it.
VIOLATIONS = [
    # entities
    ("entity-label", ENGINES, 'skos:prefLabel "海洋产业"@zh', 'skos:prefLabel "海洋产业"@zh , "海洋"@zh'),
    ("entity-label", ENGINES, 'skos:prefLabel "海洋产业"@zh', 'skos:altLabel "海洋产业"@zh'),
    ("entity-label", ENGINES, 'skos:prefLabel "海洋产业"@zh', 'skos:prefLabel "marine industry"@en'),
    ("entity-alias", ENGINES, 'skos:altLabel "云湾"@zh', 'skos:altLabel ""@zh'),
    ("area-code", TITLE, 'upo:areaCode "999101"', 'upo:areaCode "99910"'),
    ("area-alone", TITLE, "area:云湾区 a upo:Area", "area:云湾区 a upo:Policy , upo:Area"),
    ("person-alone", MEASURE, "it:周明 a upo:Person", "it:周明 a upo:Institution , upo:Person"),
    ("class-missing", MEASURE, "a upo:Institution , upo:PartyBody", "a upo:Goal , upo:PartyBody"),
    ("thing-without-class", ENGINES, "it:海洋产业 a upo:Industry ;", "it:海洋产业"),
    # engines and relations
    ("engine-area", ENGINES, "upo:hasEngine it:东港新城 , it:西岭谷", "upo:hasEngine it:东港新城"),
    ("hasEngine-object", ENGINES, "it:西岭谷 a upo:Engine , upo:Zone", "it:西岭谷 a upo:Zone"),
    ("prioritises-subject", ENGINES, "a upo:Industry ;", "a upo:Industry ; upo:prioritises it:海洋产业 ;"),
    ("prioritises-object", ENGINES, "upo:prioritises it:海洋产业", "upo:prioritises it:西岭谷"),
    ("positionedAs-object", ENGINES, "upo:prioritises it:海洋产业", "upo:positionedAs it:海洋产业"),
    ("locatedIn-subject", ENGINES, "upo:prioritises it:海洋产业", "upo:locatedIn it:西岭谷"),
    ("contributesTo-object", MEASURE, "upo:contributesTo it:东港新城", "upo:contributesTo it:周明"),
    ("relation-self", MEASURE, "upo:contributesTo it:东港新城", "upo:contributesTo it:东港码头改造"),
    # posts
    ("post-person", MEASURE, "org:member it:周明 ;", "org:member it:区委 ;"),
    ("post-organization", MEASURE, "org:organization it:区委 ;", ""),
    ("post-role", MEASURE, "; org:role it:区委书记 .", "."),
    ("role-label", MEASURE, 'org:Role ; skos:prefLabel "区委书记"@zh', "org:Role"),
    # numbered sets
    ("set-label", ENGINES, 'skos:prefLabel "两大引擎"@zh ;', ""),
    ("set-declared", ENGINES, "upo:declaredCount 2 ;", ""),
    ("set-count", ENGINES, "upo:declaredCount 2", "upo:declaredCount 3"),
    ("set-members", ENGINES, "skos:member it:东港新城 , it:西岭谷", "skos:member it:东港新城"),
    ("set-list", ENGINES, "rdf:rest rdf:nil", "rdf:rest <doc#set=两大引擎/list-1>"),
    ("set-list", ENGINES, "; rdf:rest rdf:nil", ""),
    # targets
    ("target-indicator", TARGET, 'upo:indicatorLabel "生产总值"@zh ;', ""),
    ("target-value", TARGET, "upo:value 6.0 ;", ""),
    ("target-value", TARGET, "upo:value 6.0", 'upo:value "六"^^xsd:decimal'),
    ("target-max", TARGET, "upo:value 6.0", 'upo:value 6.0 ; upo:maxValue "6.5"'),
    ("target-range", TARGET, "upo:value 6.0", "upo:value 6.0 ; upo:maxValue 5.0"),
    ("target-unit", TARGET, 'upo:unitLabel "%" ;', ""),
    ("target-kind", TARGET, "upo:measureKind upo:growth ;", ""),
    ("target-comparator", TARGET, "upo:comparator upo:about", "upo:comparator upo:growth"),
    ("target-status", TARGET, "upo:status upo:planned", "upo:status upo:ongoing"),
    ("target-modality", TARGET, "upo:modality upo:expected", "upo:modality upo:about"),
    ("target-year", TARGET, '"2031"^^xsd:gYear ; upo:ofArea', '"31" ; upo:ofArea'),
    ("target-base-year", TARGET, "upo:ofArea", 'upo:baseYear "0021"^^xsd:gYear ; upo:ofArea'),
    ("target-area", TARGET, "upo:ofArea area:云湾区", "upo:ofArea it:西岭谷"),
    ("rule", TARGET, 'upo:rule "figures" ;', ""),
    ("confidence", TARGET, "upo:confidence 0.95", "upo:confidence 1.95"),
    # measures
    ("measure-action", MEASURE, 'upo:action "加快"@zh ;', ""),
    ("measure-text", MEASURE, 'upo:objectText "东港码头改造"@zh', 'upo:objectText ""@zh'),
    ("measure-object", MEASURE, "upo:object it:东港码头改造", 'upo:object "东港码头改造"'),
    ("measure-agent", MEASURE, "upo:agent area:云湾区", "upo:agent it:周明"),
    ("measure-status", MEASURE, "upo:planned ;\n    dcterms", "upo:about ;\n    dcterms"),
    # evidence
    ("quote-text-differs", "预计总产值增长6%左右。", 'nif:anchorOf "预计生产总值', 'nif:anchorOf "预计总产值'),
    ("quote-text-differs", ENGINES, 'nif:anchorOf "东港新城"', 'nif:anchorOf "东港新区"'),
    ("quote-range", MEASURE, "nif:endIndex 75", "nif:endIndex 76"),
    ("quote-iri", ENGINES, "<doc#char=17,21>", "<doc#char=18,21>"),
    ("quote-begin", ENGINES, "nif:beginIndex 17", "nif:beginIndex 27"),
    ("quote-end", ENGINES, "nif:endIndex 21", "nif:endIndex 2.1"),
    ("quote-text", ENGINES, 'nif:anchorOf "东港新城" ;', ""),
    ("mention-entity", ENGINES, "itsrdf:taIdentRef it:东港新城 ;", ""),
    ("mention-confidence", ENGINES, "itsrdf:taConfidence 0.9", "itsrdf:taConfidence 9.0"),
    ("finding-unstated", ENGINES, "rdf:predicate upo:hasEngine", "rdf:predicate upo:prioritises"),
    ("finding-predicate", ENGINES, "rdf:predicate upo:hasEngine", "rdf:predicate upo:status"),
    ("finding-object", ENGINES, "rdf:object it:东港新城 ;", ""),
    ("blank-node", MEASURE, "upo:agent area:云湾区", "upo:agent [ a upo:Institution ]"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "sentence", "old", "new"), VIOLATIONS, ids=[row[0] for row in VIOLATIONS])
def test_a_mistake_is_caught_and_names_its_sentence(code: str, sentence: str, old: str, new: str) -> None:
    report = spoilt(old, new)
    assert not report.conforms
    found = [p for p in report.problems if p.code == code]
    assert found, sorted({p.code for p in report.problems})
    assert {p.severity for p in found} == {"violation"}
    assert sentence in {p.sentence for p in found}


# Mistakes about a whole document, or about the lack of a sentence: no sentence can be named.
WITHOUT_SENTENCE = [
    ("document-text", 'nif:isString "云湾区2031年工作报告', 'upo:note "云湾区2031年工作报告'),
    ("document-year", 'upo:year "2031"^^xsd:gYear ; dcterms:issued', "upo:year 2031 ; dcterms:issued"),
    ("document-issued", '"2031-01-15"^^xsd:date', '"2031年1月15日"'),
    ("document-issued", '"2031-01-15"^^xsd:date', '"2031-13-45"^^xsd:date'),
    ("document-sha256", 'upo:sha256 "0123', 'upo:sha256 "123'),
    ("section-title", "a upo:Section ; skos:prefLabel", "a upo:Section ; skos:altLabel"),
    ("section-status", "upo:sectionStatus upo:planned", "upo:sectionStatus upo:growth"),
    ("activity-end", '"2031-02-01T00:00:00Z"^^xsd:dateTime', '"yesterday"'),
    ("activity-version", '; upo:softwareVersion "0.1.0"', ""),
    ("graph-not-sentence", "GRAPH <doc#char=45,58> {", "GRAPH doc: {"),
    ("graph-not-sentence", "GRAPH <doc#char=45,58> {", "GRAPH <doc#char=45,57> {"),
    ("graph-not-sentence", "GRAPH <doc#char=58,75> {", "{"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new"), WITHOUT_SENTENCE, ids=[row[0] for row in WITHOUT_SENTENCE])
def test_a_mistake_outside_any_sentence_is_caught(code: str, old: str, new: str) -> None:
    report = spoilt(old, new)
    assert not report.conforms
    assert code in {p.code for p in report.problems}


def test_a_jurisdiction_must_be_an_area_and_names_a_sentence_that_speaks_of_the_thing() -> None:
    report = spoilt("upo:jurisdiction area:云湾区", "upo:jurisdiction it:西岭谷")
    assert "document-jurisdiction" in {p.code for p in report.problems}


def test_a_sentence_is_described_in_the_graph_of_its_own_document() -> None:
    elsewhere = "GRAPH it:notes { <doc#char=45,58> a nif:Sentence . }"
    (problem,) = check(GOOD + elsewhere).problems
    assert (problem.code, problem.sentence, problem.value) == (
        "sentence-place",
        TARGET,
        "https://example.org/it/notes",
    )


def test_a_sentence_without_a_known_document_is_caught() -> None:
    report = spoilt(
        "nif:endIndex 75 ; nif:referenceContext doc:", "nif:endIndex 75 ; nif:referenceContext <other>"
    )
    assert "quote-document" in {p.code for p in report.problems}


def test_a_mention_lies_inside_the_sentence_of_its_graph() -> None:
    stray = """GRAPH <doc#char=45,58> { <doc#char=62,64> a upo:Mention ; nif:anchorOf "周明" ; nif:beginIndex 62 ;
      nif:endIndex 64 ; nif:referenceContext doc: ; itsrdf:taIdentRef it:周明 ; itsrdf:taConfidence 0.9 ;
      upo:rule "names" . }"""
    (problem,) = check(GOOD + stray).problems
    assert (problem.code, problem.value, problem.sentence) == ("mention-outside", "周明", TARGET)


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("document-title", 'dcterms:title "云湾区2031年工作报告"@zh ;', ""),
        ("document-jurisdiction-known", "upo:jurisdiction area:云湾区 ;", ""),
        ("document-year-known", 'upo:year "2031"^^xsd:gYear ; dcterms:issued', "dcterms:issued"),
        ("entity-labels-apart", 'skos:altLabel "云湾"@zh', 'skos:altLabel "云湾区"@zh'),
        ("concept-unknown", "indicator:gdp", "indicator:happiness"),
        ("concept-unknown", "domain:transport", "domain:astrology"),
    ],
)
def test_a_doubt_is_a_warning_and_does_not_spoil_the_graph(code: str, old: str, new: str) -> None:
    report = spoilt(old, new)
    assert report.conforms
    assert [(p.severity, p.code) for p in report.problems] == [("warning", code)]


def test_what_a_reader_of_a_problem_is_told() -> None:
    (problem,) = spoilt('upo:unitLabel "%" ;', "").problems
    assert problem == Problem(
        severity="violation",
        code="target-unit",
        message_zh="指标目标须有且只有一个单位（upo:unitLabel）。",
        message_en="A target has exactly one unit (upo:unitLabel).",
        node="https://example.org/doc#target=51,55",
        sentence=TARGET,
        evidence="https://example.org/doc#char=45,58",
    )


def test_a_message_says_what_is_there_and_what_should_be() -> None:
    (problem,) = spoilt("upo:declaredCount 2", "upo:declaredCount 3").problems
    assert problem.message_zh == "文中称 3 项，却列出 2 项。"
    assert problem.message_en == "It states 3 members and lists 2."
    assert problem.value == "3"


def test_a_name_that_is_a_whole_sentence_is_sentence_and_mention_at_once() -> None:
    heading = """GRAPH <doc#char=0,12> { <doc#char=0,12> a upo:Mention ; nif:anchorOf "云湾区2031年工作报告" ;
      nif:beginIndex 0 ; nif:endIndex 12 ; nif:referenceContext doc: ; itsrdf:taIdentRef area:云湾区 ;
      itsrdf:taConfidence 0.5 ; upo:rule "names" . }"""
    assert check(GOOD + heading) == Report(conforms=True, problems=())


def test_a_quote_is_compared_by_code_points_beyond_the_basic_plane() -> None:
    text = "𠮷岭区加快建设。"  # 𠮷 is one code point and two UTF-16 units
    document = f"""GRAPH doc: {{ doc: a upo:PolicyDocument ; dcterms:title "t" ; nif:isString "{text}" ;
      upo:year "2031"^^xsd:gYear ; upo:jurisdiction area:𠮷岭区 .
      <doc#char=1,8> a nif:Sentence ; nif:anchorOf "岭区加快建设。" ; nif:beginIndex 1 ; nif:endIndex 8 ;
        nif:referenceContext doc: .
      area:𠮷岭区 a upo:Area ; skos:prefLabel "𠮷岭区"@zh . }}"""
    assert check(document) == Report(conforms=True, problems=())


def test_links_between_documents_may_stand_in_a_graph_of_their_own() -> None:
    ledger = "GRAPH it:ledger { <doc#target=51,55> upo:outcomeOf <doc#target=51,55> . }"
    assert check(GOOD + ledger).conforms


def test_problems_are_sorted_and_the_same_every_time(good: Report) -> None:
    def twice() -> Iterator[list[tuple[object, ...]]]:
        for _ in range(2):
            trig = GOOD.replace("upo:rule", "upo:noRule").replace('altLabel "云湾"', 'altLabel "云湾区"')
            report = check(trig)
            yield [astuple(p) for p in report.problems]

    first, second = twice()
    assert first == second
    severities = [row[0] for row in first]
    assert severities == sorted(severities, key=["violation", "warning"].index)
    assert len(set(severities)) == 2


def test_every_shape_speaks_both_languages_and_has_a_name() -> None:
    sh = Namespace(vocab.SH)
    shapes = Graph().parse(SHAPES)
    for shape in shapes.subjects(RDF.type, sh.PropertyShape):
        assert isinstance(shape, URIRef)
        assert sorted(getattr(m, "language", "") for m in shapes.objects(shape, sh.message)) == [
            "en",
            "zh",
        ], shape


def test_the_shapes_are_shapes_by_the_standard_own_measure() -> None:
    shapes = Graph().parse(SHAPES)
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_every_property_shape_is_used_and_every_shape_used_exists() -> None:
    sh = Namespace(vocab.SH)
    shapes = Graph().parse(SHAPES)
    assert set(shapes.objects(None, sh.property)) == set(shapes.subjects(RDF.type, sh.PropertyShape))


def test_every_upo_term_in_the_shapes_is_defined() -> None:
    text = SHAPES.read_text("utf-8")
    used = set(re.findall(r"\bupo:(\w+)", text))
    assert used <= vocab.TERMS
