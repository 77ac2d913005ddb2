"""Facts to N-Quads: what stands in which graph, how things are named, and that no text can break out of its literal."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import mentions_of, report_2023, report_2024, sentences_of

from kg.errors import InputError
from kg.graph import BASE, activity_nquads, document_iri, entity_iri, nquads
from kg.model import Document, Entity, Extraction, Measure, NumberedSet, Relation, Target
from kg.vocab import NIF, RDF, SKOS, UPO

PREFIXES = {"upo": UPO, "skos": SKOS, "nif": NIF, "rdf": RDF, "org": "http://www.w3.org/ns/org#",
            "dcterms": "http://purl.org/dc/terms/", "itsrdf": "http://www.w3.org/2005/11/its/rdf#"}  # fmt: skip


def loaded(extraction: Extraction, base: str = BASE) -> ox.Store:
    """The quads just as they are written."""
    store = ox.Store()
    store.load(nquads(extraction, base=base).encode("utf-8"), format=ox.RdfFormat.N_QUADS)
    return store


def rows(store: ox.Store, query: str) -> list[tuple[str | None, ...]]:
    found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    return [tuple(None if term is None else term.value for term in row) for row in found]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return loaded(report_2023())


def test_a_store_gives_back_the_very_lines() -> None:
    written = nquads(report_2023()).splitlines()
    assert sorted(set(written)) == sorted(str(loaded(report_2023())).splitlines())
    assert len(written) == len(set(written)), "a quad is written once"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own calls
def test_rdflib_reads_the_same_quads() -> None:
    from rdflib import Dataset

    dataset = Dataset()
    dataset.parse(data=nquads(report_2024()), format="nquads")
    assert len(list(dataset.quads())) == len(loaded(report_2024()))


def test_same_extraction_same_text() -> None:
    assert nquads(report_2023()) == nquads(report_2023())


def test_there_are_no_blank_nodes(store: ox.Store) -> None:
    assert not [q for q in store if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]


def test_document_says_what_is_known_of_it(store: ox.Store) -> None:
    document = f"{BASE}document/{report_2023().document.id}"
    assert rows(store, f"""SELECT ?title ?area ?year ?issued ?kind ?source ?publisher ?note {{ GRAPH <{document}> {{
        <{document}> a upo:PolicyDocument, nif:Context ; dcterms:title ?title ; upo:jurisdiction ?area ; upo:year ?year ;
        dcterms:issued ?issued ; upo:documentKind ?kind ; dcterms:source ?source ; dcterms:publisher ?publisher ;
        upo:note ?note }} }}""") == [(
            "临江区2023年政府工作报告", f"{BASE}area/临江区", "2023", "2023-01-12", "work-report", "linjiang-2023.txt",
            "临江区人民政府", "发布日期取自文件名",
        )]  # fmt: skip


def test_every_quote_is_its_slice_of_the_text(store: ox.Store) -> None:
    text = report_2023().document.text
    quotes = rows(
        store, "SELECT DISTINCT ?q ?b ?e { ?x nif:anchorOf ?q ; nif:beginIndex ?b ; nif:endIndex ?e }"
    )
    assert len(quotes) > 40
    for quote, begin, end in quotes:
        assert text[int(begin or 0) : int(end or 0)] == quote


def test_sentences_stand_under_their_sections(store: ox.Store) -> None:
    found = rows(store, """SELECT ?title ?above ?status { ?s nif:anchorOf ?text ; upo:inSection ?section .
        ?section skos:prefLabel ?title ; upo:parentSection/skos:prefLabel ?above ; upo:sectionStatus ?status
        FILTER(STRSTARTS(?text, "老码头商务区打造")) }""")  # fmt: skip
    assert found == [("(二)建设老码头商务区", "二、2023年工作安排", f"{UPO}planned")]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("?s upo:hasEngine ?o", "两大增长极"),
        ("?s upo:locatedIn ?o", "地处云栖湾"),
        ("?s a org:Membership", "区委书记林远舟"),
        ("?s a upo:NumberedSet ; upo:memberList ?o", "两大产业"),
        ("?s upo:modality upo:striving", "力争达到300亿元"),
        ("?s upo:action '开工'@zh", "开工港口铁路专线"),
        ("?s skos:altLabel '科创城'@zh", "在科创城共建"),
        ("?s a upo:Event", "清河论坛"),
    ],
)
def test_a_fact_stands_in_the_graph_of_the_sentence_that_says_it(
    store: ox.Store, pattern: str, words: str
) -> None:
    found = rows(
        store, f"SELECT DISTINCT ?text {{ GRAPH ?g {{ {pattern} }} ?g a nif:Sentence ; nif:anchorOf ?text }}"
    )
    assert len(found) == 1
    assert words in str(found[0][0])


def test_classes_stand_wherever_the_thing_is_mentioned_and_the_label_where_it_first_is(
    store: ox.Store,
) -> None:
    area = f"{BASE}临江区/云栖湾科创城"
    typed = rows(store, f"SELECT ?g {{ GRAPH ?g {{ <{area}> a upo:Engine, upo:Zone }} }}")
    mentioned = rows(store, f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?m itsrdf:taIdentRef <{area}> }} }}")
    assert sorted(typed) == sorted(mentioned)
    named = rows(store, f"""SELECT ?b {{ GRAPH ?g {{ <{area}> skos:prefLabel "云栖湾科创城"@zh }}
        ?g a nif:Sentence ; nif:beginIndex ?b }}""")  # fmt: skip
    assert named == [(str(report_2023().document.text.index("临江区将以云栖湾")),)]


def test_subclasses_bring_the_classes_above_them(store: ox.Store) -> None:
    query = "SELECT DISTINCT ?c { ?x skos:prefLabel '老码头商务区'@zh ; a ?c } ORDER BY ?c"
    assert rows(store, query) == [(f"{UPO}BusinessDistrict",), (f"{UPO}Engine",), (f"{UPO}Zone",)]
    river = Entity("清河", ("Zone",), subclasses=("River",), scope="临江区")
    text = "清河流过。"
    sentences = sentences_of(text)
    extraction = Extraction(
        Document("d", text, "0"), sentences, mentions_of(text, sentences, (river,)), {"清河": river}
    )
    assert {f"{UPO}River", f"{UPO}WaterBody", f"{UPO}Zone"} == {
        c for (c,) in rows(loaded(extraction), "SELECT ?c { ?x skos:prefLabel '清河'@zh ; a ?c }")
    }


def test_everything_has_one_label_and_entities_no_sentence_speaks_of_are_left_out(store: ox.Store) -> None:
    labels = Counter(x for x, _ in rows(store, "SELECT DISTINCT ?x ?l { ?x skos:prefLabel ?l }"))
    assert set(labels.values()) == {1}
    silent = replace(report_2024(), facts=())
    assert rows(loaded(silent), "SELECT ?l { ?x a upo:Engine ; skos:prefLabel ?l }") == []


def test_a_jurisdiction_that_only_the_metadata_name_is_described_with_the_document() -> None:
    bare = replace(report_2024(), facts=(), entities={})
    found = rows(
        loaded(bare),
        "SELECT ?d ?l { ?d upo:jurisdiction ?a . GRAPH ?d { ?a a upo:Area ; skos:prefLabel ?l } }",
    )
    assert found == [(document_iri(bare.document), "临江区")]


def test_a_relation_has_a_finding_with_its_rule_in_the_same_graph(store: ox.Store) -> None:
    found = rows(store, """SELECT ?rule ?confidence { GRAPH ?g { ?s upo:positionedAs ?o .
        ?f a rdf:Statement ; rdf:subject ?s ; rdf:predicate upo:positionedAs ; rdf:object ?o ;
           upo:rule ?rule ; upo:confidence ?confidence . ?o skos:prefLabel "一江两城"@zh } }""")  # fmt: skip
    assert found == [("pattern", "0.7")]


def test_a_set_lists_its_members_in_text_order_and_a_formula_none(store: ox.Store) -> None:
    ordered = rows(store, """SELECT ?label { ?set skos:prefLabel "两大增长极"@zh ; upo:memberList/rdf:rest*/rdf:first ?m .
        ?m skos:prefLabel ?label }""")  # fmt: skip
    assert list(dict.fromkeys(ordered)) == [("云栖湾科创城",), ("老码头商务区",)]
    assert rows(
        store, "SELECT ?n { ?set a upo:NumberedSet ; skos:prefLabel '一江两城'@zh ; upo:declaredCount ?n }"
    ) == [("3",)]


def test_a_set_named_again_is_the_same_and_with_other_members_another() -> None:
    report = report_2023()
    again = NumberedSet(3, "again", "两大产业", 2)
    other = NumberedSet(4, "other", "两大产业", 2, ("生物医药", "云栖湾"))
    store = loaded(replace(report, facts=(again, *report.facts, other)))
    found = rows(store, """SELECT ?s (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s upo:declaredCount ?c ;
        skos:prefLabel "两大产业"@zh } } GROUP BY ?s ORDER BY ?s""")  # fmt: skip
    assert [(iri and iri.rpartition("#")[2], n) for iri, n in found] == [
        ("set=两大产业", "2"),
        ("set=两大产业-2", "1"),
    ]


def test_a_target_carries_its_number_as_written(store: ox.Store) -> None:
    found = rows(store, """SELECT ?value ?max ?unit ?kind ?year ?area { ?t upo:indicatorLabel "单位能耗"@zh ;
        upo:value ?value ; upo:maxValue ?max ; upo:unitLabel ?unit ; upo:measureKind ?kind ; upo:year ?year ;
        upo:ofArea ?area }""")  # fmt: skip
    assert found == [("-2.5", "-3", "%", f"{UPO}growth", "2023", f"{BASE}area/临江区")]
    concept = rows(store, """SELECT DISTINCT ?l { ?t upo:indicatorLabel "生产总值"@zh ; upo:indicator ?c .
        ?c skos:prefLabel ?l }""")  # fmt: skip
    assert concept == [("地区生产总值",)]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("6.80", "6.8"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("0.50", "0.5"),
        ("-2.0", "-2"),
        ("0", "0"),
        ("1E-7", "0.0000001"),
    ],
)
def test_decimals_have_one_form(number: str, written: str) -> None:
    report = report_2024()
    target = next(f for f in report.facts if isinstance(f, Target))
    lines = nquads(replace(report, facts=(replace(target, value=Decimal(number)),)))
    assert f'<{UPO}value> "{written}"^^<http://www.w3.org/2001/XMLSchema#decimal>' in lines


def test_facts_at_one_place_have_nodes_of_their_own() -> None:
    report = report_2024()
    measure = Measure(1, "m", action="推进", object_text="甲", status="planned", begin=20, end=24)
    store = loaded(
        replace(
            report, facts=(measure, replace(measure, object_text="乙"), replace(measure, object_text="丙"))
        )
    )
    found = rows(store, "SELECT ?m ?o { ?m upo:objectText ?o } ORDER BY ?m")
    assert [(m and m.rpartition("#")[2], o) for m, o in found] == [
        ("measure=20,24", "甲"), ("measure=20,24-2", "乙"), ("measure=20,24-3", "丙"),
    ]  # fmt: skip


def test_a_label_that_linking_left_out_is_an_error() -> None:
    report = report_2024()
    with pytest.raises(KeyError, match="无此地"):
        nquads(replace(report, facts=(Relation(1, "r", "临江区", "hasEngine", "无此地"),)))


@pytest.mark.parametrize(
    ("entity", "path"),
    [
        (Entity("福田区", ("Area",)), "area/福田区"),
        (Entity("“物业城市”福田模式", ("Policy",), scope="福田区"), "福田区/物业城市福田模式"),
        (Entity("ＡＢ 中心", ("Zone", "Engine")), "zone/AB中心"),
        (Entity("1+3+N", ("Goal",)), "goal/1+3+N"),
        (Entity("a/b?c#d%e", ("Goal",)), "goal/a%2Fb%3Fc%23d%25e"),
        (Entity("<甲>\\{乙}|^`", ("Goal",)), "goal/%3C甲%3E%5C%7B乙%7D%7C%5E%60"),
        (Entity("..", ("Goal",)), "goal/%2E%2E"),
        (Entity("“”", ("Goal",)), "goal/%E2%80%9C%E2%80%9D"),
        (Entity("𠮷野", ("Area",)), "area/𠮷野"),
        (Entity("甲\u202e乙", ("Area",)), "area/甲%E2%80%AE乙"),
    ],
)
def test_entity_iris_stay_readable_and_legal(entity: Entity, path: str) -> None:
    assert entity_iri(entity) == BASE + path
    assert ox.NamedNode(entity_iri(entity)).value == BASE + path


def test_base_is_configurable() -> None:
    base = "http://example.org/kg/"
    theirs = {q.subject.value for q in loaded(report_2024(), base) if isinstance(q.subject, ox.NamedNode)}
    assert all(iri.startswith((base, "https://w3id.org/urbanpolicy/indicator/")) for iri in theirs)


@pytest.mark.parametrize(
    "base", ["", "kg/", "http://example.org/kg", "http://example.org/#", "http://a b/", "http://x/><y/"]
)
def test_a_base_that_makes_no_iris_is_refused(base: str) -> None:
    with pytest.raises(InputError, match="absolute IRI that ends in /"):
        nquads(report_2024(), base=base)


def test_the_build_is_an_activity_in_a_graph_of_its_own() -> None:
    when = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    (first, second, third) = activity_nquads(BASE, '0.1 "beta"', when).splitlines()
    assert all(line.endswith(f"<{BASE}activity> .") for line in (first, second, third))
    assert '"2026-03-04T05:06:07Z"' in second
    assert '"0.1 \\"beta\\""' in third


@pytest.mark.parametrize(
    ("issued", "literal"),
    [
        ("2021-02-03", '"2021-02-03"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("2021-02", '"2021-02"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        ("2021", '"2021"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("2021-13-40", '"2021-13-40"'),
        ("2021-W01-1", '"2021-W01-1"'),
        ("年初", '"年初"'),
    ],
)
def test_dates_are_typed_as_far_as_they_go(issued: str, literal: str) -> None:
    report = report_2024()
    assert f"issued> {literal} <" in nquads(replace(report, document=replace(report.document, issued=issued)))


HOSTILE = st.text(st.characters(), min_size=1, max_size=12) | st.sampled_from([
    '"', "\\", "\n", '> <urn:x> <urn:y> .\n', '"@zh <urn:g> .\n', "\ud800", "\x00\x1f\x7f\u2028", "\\u0022", "甲>乙", "{}|^`",
])  # fmt: skip


@settings(derandomize=True, max_examples=150, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_text_breaks_out_of_its_literal_and_no_name_out_of_its_iri(
    name: str, alias: str, words: str
) -> None:
    """Whatever the report says, the quads are those of a harmless report, one for one, and the text comes back."""
    text = f"{name}{words}"
    sentence = replace(sentences_of("甲")[0], text=text, begin=0, end=len(text))
    thing = Entity(name, ("Project",), (alias,) if alias != name else (), scope=alias)
    facts = (
        *(
            replace(m, label=name, end=len(name))
            for m in mentions_of("甲", sentences_of("甲"), (Entity("甲", ("Project",)),))
        ),
        Measure(0, words, action=words, object_text=name, status="planned", begin=0, end=1, objects=(name,)),
        NumberedSet(0, "s", alias, 1, (name,)),
    )
    document = Document("d", text, "0", title=words, source=alias, notes=(name,))
    store = loaded(Extraction(document, (sentence,), facts, {name: thing}))
    harmless = {"document": 7, "sentence": 5, "mention": 8, "measure": 7, "set": 9, "class and label": 3}
    assert len(store) == sum(harmless.values()) + len(thing.aliases)
    back = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    assert rows(store, "SELECT ?t { ?d nif:isString ?t }") == [(back,)]
