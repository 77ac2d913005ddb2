"""kg.vocab and ontology/upo.ttl name the same terms; what the vocabulary says of labels, indicators and domains."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import rdflib

from kg import vocab
from kg.lexicon import tsv
from kg.resources import data_path


@pytest.fixture(scope="module")
def named_in_ontology() -> set[str]:
    graph = rdflib.Graph().parse(data_path("ontology", "upo.ttl"))
    return {vocab.local_name(str(s)) for s in graph.subjects() if str(s).startswith(vocab.UPO)}


def test_the_code_and_the_ontology_name_the_same_terms(named_in_ontology: set[str]) -> None:
    assert vocab.TERMS | vocab.subclasses().keys() == named_in_ontology


def test_no_term_is_listed_twice() -> None:
    groups = (
        vocab.CLASSES, vocab.STRUCTURES, vocab.VALUE_CLASSES, vocab.KINDS, vocab.COMPARATORS, vocab.STATUSES,
        vocab.MODALITIES, vocab.RELATIONS, vocab.SHORTCUTS, vocab.LEDGER, vocab.PROPERTIES,
    )  # fmt: skip
    names = [name for group in groups for name in group]
    assert len(names) == len(set(names))
    assert {*names, "Entity", "policyRelation"} == vocab.TERMS


def test_the_names_of_the_contract_are_there() -> None:
    contract = """Area Zone Engine Institution Person Project Policy Industry Goal Event PolicyDocument jurisdiction
        year hasEngine prioritises positionedAs locatedIn contributesTo NumberedSet declaredCount memberList Target
        indicatorLabel value maxValue unitLabel measureKind growth level count change comparator about at_least
        at_most exact status planned achieved ongoing Measure action objectText object agent"""
    assert set(contract.split()) <= vocab.TERMS


@pytest.mark.parametrize("folder", ["kg", "viz", "queries"])
def test_code_and_queries_use_no_term_that_is_not_defined(folder: str) -> None:
    known = vocab.TERMS | vocab.subclasses().keys()
    root = data_path("ontology").parent / folder
    files = [p for p in root.rglob("*") if p.suffix in (".py", ".rq", ".html", ".js")]
    for path in files:
        text = path.read_text("utf-8")
        used = re.findall(r"\bupo:([A-Za-z]\w*)|<\{UPO\}([A-Za-z]\w*)>|ontology#([A-Za-z]\w*)", text)
        assert {name for row in used for name in row if name} <= known, path


def test_subclasses_in_the_lexicon_refine_the_class_that_they_stand_beside() -> None:
    for classes, subclass, *_ in tsv("heads"):
        if subclass:
            assert vocab.subclasses().get(subclass) in classes.split("+"), (classes, subclass)


def test_importing_the_vocabulary_loads_no_rdf_library_and_reads_no_file() -> None:
    code = (
        "import sys, kg.vocab; "
        "print([m for m in ('rdflib', 'pyoxigraph', 'pyshacl', 'dataclasses') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_prefixes_stand_for_one_namespace_each() -> None:
    assert len(set(vocab.PREFIXES.values())) == len(vocab.PREFIXES)
    assert all(iri.endswith(("#", "/")) for iri in vocab.PREFIXES.values())
    assert list(vocab.PREFIXES) == sorted(vocab.PREFIXES)


def test_what_is_cached_cannot_be_changed_by_a_caller() -> None:
    for mapping in (vocab.indicators(), vocab.domains(), vocab.subclasses(), vocab.PREFIXES):
        with pytest.raises(TypeError):
            mapping["x"] = "y"  # type: ignore[index]


# Labels


def test_labels_for_a_legend_by_local_name_or_iri_in_two_languages() -> None:
    assert vocab.label("Engine") == "引擎"
    assert vocab.label("Engine", "en") == "engine"
    assert vocab.label(vocab.upo("hasEngine"), "en") == "has engine"
    assert vocab.label(vocab.DOMAIN + "transport") == "交通"
    assert vocab.label(vocab.INDICATOR + "gdp") == "地区生产总值"


def test_every_relation_that_a_picture_draws_has_a_label() -> None:
    for name in (*vocab.RELATIONS, *vocab.SHORTCUTS):
        assert vocab.label(name, "zh") != name
        assert vocab.label(name, "en").replace(" ", "").isalpha()


def test_a_term_without_a_label_is_called_by_its_local_name() -> None:
    assert vocab.label("https://example.org/terms#unknown") == "unknown"
    assert vocab.label("unknown", "en") == "unknown"


def test_definitions_in_two_languages() -> None:
    assert "增长引擎" in vocab.definition("Engine")
    assert "growth engine" in vocab.definition("Engine", "en")
    assert vocab.definition("unknown") == ""


# Classes


def test_a_subclass_knows_the_class_of_the_contract_that_it_refines() -> None:
    assert vocab.subclasses()["University"] == "Institution"
    assert vocab.subclasses()["River"] == "Zone"
    assert not set(vocab.CLASSES) & vocab.subclasses().keys()
    assert set(vocab.subclasses().values()) <= set(vocab.CLASSES)


def test_the_classes_above_a_subclass_end_in_a_class_of_the_contract() -> None:
    assert vocab.superclasses("River") == ("WaterBody", "Zone")
    assert vocab.superclasses("University") == ("Institution",)
    assert vocab.superclasses("Zone") == ()
    assert vocab.superclasses("unknown") == ()


# Indicators


@pytest.mark.parametrize(
    ("name", "concept"),
    [
        ("地区生产总值", "gdp"),
        ("GDP", "gdp"),
        ("国内生产总值", "gdp"),
        ("规上工业增加值", "industrial-value-added"),
        ("社消零", "retail-sales"),
        ("城镇登记失业率", "registered-unemployment"),
        ("PM2.5", "pm25"),
        ("R&D投入强度", "rd-intensity"),
    ],
)
def test_an_indicator_is_found_by_any_of_its_names(name: str, concept: str) -> None:
    assert vocab.indicators()[name] == vocab.INDICATOR + concept


def test_headings_of_the_scheme_are_no_names_of_what_a_number_measures() -> None:
    units = {
        str(s)
        for s in rdflib.Graph()
        .parse(data_path("ontology", "indicators.ttl"))
        .subjects(rdflib.URIRef(vocab.upo("unitLabel")))
    }
    assert set(vocab.indicators().values()) <= units


# Domains


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("新建改扩建义务教育学校", "education"),
        ("提升社区医院诊疗能力", "health"),
        ("轨道交通五号线", "transport"),
        ("老旧小区改造", "planning"),
        ("引导企业上市融资", "finance"),
        ("大气污染治理", "environment"),
        ("政务服务一网通办", "business"),
        ("高标准农田建设", "rural"),
        ("城乡居民养老保险", "employment"),
        ("居家养老服务", "elderly"),
        ("人工智能算力平台", "digital"),
    ],
)
def test_a_measure_belongs_to_the_domain_that_its_words_speak_of(text: str, notation: str) -> None:
    assert vocab.domain_of(text) == vocab.Domain(notation, vocab.DOMAIN + notation)


def test_a_text_without_cue_words_belongs_to_no_domain() -> None:
    assert vocab.domain_of("一号工作方案") is None
    assert vocab.domain_of("") is None


def test_a_character_counts_once_for_the_longest_cue_over_it() -> None:
    """养老保险 is social security, though 养老 alone is care of the elderly."""
    cues = vocab.domains()
    assert (cues["养老"].notation, cues["养老保险"].notation) == ("elderly", "employment")
    answer = vocab.domain_of("养老保险")
    assert answer is not None
    assert answer.notation == "employment"


def test_the_words_of_a_measure_outweigh_each_other_by_length() -> None:
    answer = vocab.domain_of("金融机构支持数字经济")
    assert answer is not None
    assert answer.notation == "digital"
