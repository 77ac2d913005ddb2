"""A well-made graph conforms; each thing that can be wrong with one is caught and names the sentence behind it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import astuple

import pyoxigraph as ox
import pyshacl
import pytest
from mistakes import GOOD, MORE, TARGET, VIOLATIONS, WARNINGS, WITHOUT_SENTENCE
from rdflib import RDF, Graph, Namespace, URIRef

from kg import checks, vocab
from kg.resources import data_path
from kg.validate import Problem, Report, validate

SHAPES = data_path("ontology", "shapes.ttl")


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


@pytest.mark.parametrize(("code", "sentence", "old", "new"), VIOLATIONS, ids=[row[0] for row in VIOLATIONS])
def test_a_mistake_is_caught_and_names_its_sentence(code: str, sentence: str, old: str, new: str) -> None:
    report = spoilt(old, new)
    assert not report.conforms
    found = [p for p in report.problems if p.code == code]
    assert found, sorted({p.code for p in report.problems})
    assert {p.severity for p in found} == {"violation"}
    assert sentence in {p.sentence for p in found}


@pytest.mark.parametrize(("code", "old", "new"), WITHOUT_SENTENCE, ids=[row[0] for row in WITHOUT_SENTENCE])
def test_a_mistake_outside_any_sentence_is_caught(code: str, old: str, new: str) -> None:
    report = spoilt(old, new)
    assert not report.conforms
    assert code in {p.code for p in report.problems}


@pytest.mark.parametrize(("code", "sentence", "old", "new"), WARNINGS, ids=[row[0] for row in WARNINGS])
def test_a_doubt_is_a_warning_and_does_not_spoil_the_graph(
    code: str, sentence: str, old: str, new: str
) -> None:
    report = spoilt(old, new)
    assert report.conforms, report.problems
    assert {(p.severity, p.code) for p in report.problems} == {("warning", code)}
    assert sentence in {p.sentence for p in report.problems} or code.startswith("document-")


def test_every_shape_and_check_has_a_mistake_that_it_catches() -> None:
    sh = Namespace(vocab.SH)
    shapes = Graph().parse(SHAPES)
    codes = {vocab.local_name(str(shape)) for shape in shapes.subjects(sh.message)}
    for module in (checks.evidence, checks.figures, checks.structure, checks.wording):
        codes |= set(re.findall(r'index\.problem\(\s*"([a-z-]+)"', inspect.getsource(module)))
    assert codes == {row[0] for table in (VIOLATIONS, WITHOUT_SENTENCE, WARNINGS) for row in table}


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
    problem, doubt = spoilt("upo:declaredCount 2", "upo:declaredCount 3").problems
    assert (problem.code, doubt.code) == ("set-count", "set-label-count")
    assert problem.message_zh == "文中称 3 项，却列出 2 项。"
    assert problem.message_en == "It states 3 members and lists 2."
    assert problem.value == "3"


def test_a_name_that_is_a_whole_sentence_is_sentence_and_mention_at_once() -> None:
    heading = """GRAPH <doc#char=0,12> { it:报告 a upo:Policy ; skos:prefLabel "云湾区2031年工作报告"@zh .
      <doc#char=0,12> a upo:Mention ; nif:anchorOf "云湾区2031年工作报告" ; nif:beginIndex 0 ; nif:endIndex 12 ;
        nif:referenceContext doc: ; itsrdf:taIdentRef it:报告 ; itsrdf:taConfidence 0.5 ; upo:rule "names" . }"""
    assert spoilt(MORE, heading) == Report(conforms=True, problems=())


def test_a_mention_may_quote_the_part_of_a_name_that_stands_there() -> None:
    """东港、西岭新城 names 东港新城 by 东港."""
    whole = '<doc#char=17,21> a upo:Mention ; nif:anchorOf "东港新城" ; nif:beginIndex 17 ; nif:endIndex 21'
    report = spoilt(whole, whole.replace("东港新城", "东港").replace("21", "19"))
    assert report == Report(conforms=True, problems=())


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
    assert spoilt(MORE, ledger).conforms


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
    for shape in {*shapes.subjects(RDF.type, sh.PropertyShape), *shapes.subjects(sh.message)}:
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
    used = {shape for shape in shapes.objects(None, sh.property) if isinstance(shape, URIRef)}
    assert used == set(shapes.subjects(RDF.type, sh.PropertyShape))


def test_every_upo_term_in_the_shapes_is_defined() -> None:
    text = SHAPES.read_text("utf-8")
    used = set(re.findall(r"\bupo:(\w+)", text))
    assert used <= vocab.TERMS
