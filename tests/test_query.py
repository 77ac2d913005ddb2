"""Named queries and their answers on the two reports of `sample`, on both engines; parameters; what is refused."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from sample import REPORT_2023, REPORT_2024, report_2024, sentences_of

from kg.errors import NotFoundError, QueryError
from kg.query import Cell, Rows, find, named_queries, parse, prepare, run
from kg.resources import data_path
from kg.sparql import check, tokens
from kg.store import dataset, dump, open_store
from kg.terms import document_iri
from kg.vocab import PREFIXES


def said(words: str) -> str:
    """The only sentence with these words."""
    (text,) = [
        s.text for report in (REPORT_2023, REPORT_2024) for s in sentences_of(report) if words in s.text
    ]
    return text


def says(words: str, *rows: tuple[Cell, ...]) -> list[tuple[Cell, ...]]:
    """Rows that end in the sentence with these words."""
    return [(*row, said(words)) for row in rows]


LIST, SHOAL, LAB, QUAY, PLAN = "两大增长极", "地处云栖湾", "制定“科创十条”", "打造滨江会客厅", "编制岸线规划"
NEXT, TALK, PAST, RESULT, AIM = "为引擎", "力争达到300亿元", "达到812.5亿元", "增长5.8%", "增长5.5%"
SUPPORT = "云澜大学与香港高校在科创城共建深港中试平台"
TITLE = "临江区2023年政府工作报告"
DOCUMENT = document_iri(report_2024().document)

EXPECTED: list[tuple[str, dict[str, str], list[tuple[Cell, ...]]]] = [
    ("engines", {}, [
        *says(LIST, ("临江区", "云栖湾科创城", "云栖湾", 2023), ("临江区", "老码头商务区", None, 2023)),
        *says(NEXT, ("临江区", "云栖湾科创城", "云栖湾", 2024)),
    ]),
    ("industries", {"subject": "科创城"}, says(
        SHOAL, ("云栖湾科创城", "positionedAs", "江畔创新谷", 2023), ("云栖湾科创城", "prioritises", "生物医药", 2023),
    )),
    ("industries", {"subject": "临江区"}, says(
        LIST, ("临江区", "positionedAs", "一江两城", 2023), ("临江区", "prioritises", "生物医药", 2023),
        ("临江区", "prioritises", "航运服务", 2023),
    )),
    ("projects", {"engine": "老码头商务区"}, [
        *says(QUAY, ("老码头商务区", "Project", "老码头更新工程", "contributesTo", 2023)),
        *says(
            PLAN, ("老码头商务区", "Institution", "云澜大学", "contributesTo", 2023),
            ("老码头商务区", "Institution", "航运研究院", "contributesTo", 2023),
            ("老码头商务区", "Policy", "岸线规划", "contributesTo", 2023),
        ),
    ]),
    ("projects", {"engine": "科创城", "class": "Project"}, says(
        LAB, ("云栖湾科创城", "Project", "临江实验室", "contributesTo", 2023),
        ("云栖湾科创城", "Project", "深港中试平台", "contributesTo", 2023),
    )),
    ("targets", {"year": "2023", "status": "planned"}, says(
        TALK, ("临江区", 2023, "单位能耗", "growth", -2.5, -3, "%", "exact", "planned", None),
        ("临江区", 2023, "固定资产投资", "level", 300, None, "亿元", "at_least", "planned", "striving"),
        ("临江区", 2023, "生产总值", "growth", 6, None, "%", "about", "planned", "expected"),
    )),
    ("targets", {"indicator": "地区生产总值", "status": "upo:achieved", "area": "临江"}, [
        *says(
            PAST, ("临江区", 2022, "生产总值", "growth", 5.2, None, "%", "exact", "achieved", None),
            ("临江区", 2022, "生产总值", "level", 812.5, None, "亿元", "exact", "achieved", None),
        ),
        *says(RESULT, ("临江区", 2023, "生产总值", "growth", 5.8, None, "%", "exact", "achieved", None)),
    ]),
    ("timeline", {"indicator": "生产总值"}, [
        *says(PAST, ("临江区", "地区生产总值", "growth", 2022, "achieved", 5.2, None, "%", "exact")),
        *says(RESULT, ("临江区", "地区生产总值", "growth", 2023, "achieved", 5.8, None, "%", "exact")),
        *says(TALK, ("临江区", "地区生产总值", "growth", 2023, "planned", 6, None, "%", "about")),
        *says(AIM, ("临江区", "地区生产总值", "growth", 2024, "planned", 5.5, None, "%", "about")),
        *says(PAST, ("临江区", "地区生产总值", "level", 2022, "achieved", 812.5, None, "亿元", "exact")),
    ]),
    ("outcomes", {}, says(
        RESULT, ("临江区", 2023, "固定资产投资", "level", "亿元", 300, "at_least", 310, 10, said(TALK)),
        ("临江区", 2023, "生产总值", "growth", "%", 6, "about", 5.8, -0.2, said(TALK)),
    )),
    ("measures", {"entity": "云澜大学"}, says(
        LAB, ("云澜大学", "object", "支持", SUPPORT, "planned", "科技创新", None, 2023),
    )),
    ("measures", {"entity": "区住建局"}, says(
        PLAN, ("区住建局", "agent", "编制", "岸线规划", "planned", None, "区住建局", 2023),
    )),
    ("actions", {"status": "achieved"}, says(
        "建成开放", ("achieved", "文化旅游体育", "建成", "东渡文化公园", None, 2023),
    )),
    ("actions", {"domain": "科技"}, says(
        LAB, ("planned", "科技创新", "制定", "科创十条", None, 2023),
        ("planned", "科技创新", "加快", "临江实验室建设", None, 2023), ("planned", "科技创新", "支持", SUPPORT, None, 2023),
    )),
    ("actions", {"text": "推进老码头"}, says(QUAY, ("ongoing", None, "推进", "老码头更新工程", None, 2023))),
    ("domains", {}, [
        (None, "ongoing", 1), (None, "planned", 2), ("文化旅游体育", "achieved", 1), ("科技创新", "planned", 3),
    ]),
    ("sets", {}, says(
        LIST, ("一江两城", 3, None, None, 2023), ("两大产业", 2, 1, "生物医药", 2023), ("两大产业", 2, 2, "航运服务", 2023),
        ("两大增长极", 2, 1, "云栖湾科创城", 2023), ("两大增长极", 2, 2, "老码头商务区", 2023),
    )),
    ("sets", {"set": "“两大产业”"}, says(
        LIST, ("两大产业", 2, 1, "生物医药", 2023), ("两大产业", 2, 2, "航运服务", 2023),
    )),
    ("posts", {}, says(TALK, ("林远舟", "区委书记", "区委", 2023))),
    ("posts", {"person": "林远舟", "organization": "区委"}, says(TALK, ("林远舟", "区委书记", "区委", 2023))),
    ("bridges", {}, [
        *says(
            LAB, ("云澜大学", 2, "云栖湾科创城", "contributesTo"), ("云澜大学", 2, "云栖湾科创城", "named together"),
        ),
        *says(PLAN, ("云澜大学", 2, "老码头商务区", "contributesTo"), ("云澜大学", 2, "老码头商务区", "named together")),
    ]),
    ("cooperation", {}, [
        ("Measure", "制定科创十条", "planned", "sentence", 2023, said(LAB)),
        ("Measure", "加快临江实验室建设", "planned", "sentence", 2023, said(LAB)),
        ("Measure", f"支持{SUPPORT}", "planned", "name", 2023, said(LAB)),
        ("Project", "深港中试平台", None, "name", 2023, said(LAB)),
    ]),
    ("cooperation", {"partner": "云澜"}, [
        ("Institution", "云澜大学", None, "name", 2023, said(LAB)),
        ("Measure", "制定科创十条", "planned", "sentence", 2023, said(LAB)),
        ("Measure", "加快临江实验室建设", "planned", "sentence", 2023, said(LAB)),
        ("Measure", f"支持{SUPPORT}", "planned", "name", 2023, said(LAB)),
        ("Measure", "开工港口铁路专线", "planned", "sentence", 2023, said(PLAN)),
        ("Measure", "编制岸线规划", "planned", "sentence", 2023, said(PLAN)),
    ]),
    ("goals", {}, [
        *says(LIST, ("一江两城", "positionedAs", "临江区", 2023)),
        *says(SHOAL, ("江畔创新谷", "positionedAs", "云栖湾科创城", 2023)),
        *says(
            QUAY, ("滨江会客厅", "contributesTo", "老码头更新工程", 2023), ("滨江会客厅", "positionedAs", "老码头商务区", 2023),
        ),
    ]),
    ("isolated", {}, says("秋季举办", ("Event", "清河论坛"))),
    ("isolated", {"class": "Project"}, []),
    ("evidence", {"subject": "临江区", "predicate": "hasEngine", "object": "科创城"}, [
        ("临江区", "hasEngine", "云栖湾科创城", said(LIST), TITLE, 81, 139, "engine-list", 0.9),
        ("临江区", "hasEngine", "云栖湾科创城", said(NEXT), "临江区2024年政府工作报告", 74, 89, "engine", 0.9),
    ]),
    ("evidence", {"object": "滨江会客厅", "predicate": "upo:contributesTo"}, [
        ("老码头更新工程", "contributesTo", "滨江会客厅", said(QUAY), TITLE, 306, 341, "section-topic", 0.6),
    ]),
    ("relations", {"entity": "生物医药"}, [
        *says(SHOAL, ("in", "prioritises", "云栖湾科创城", 2023)),
        *says(LIST, ("in", "prioritises", "临江区", 2023), ("in", "member", "两大产业", 2023)),
    ]),
    ("mentions", {"entity": "老码头商务区"}, [
        ("老码头商务区", 93, 99, 2023, said(LIST)),
        ("老码头商务区", 299, 305, 2023, "(二)建设老码头商务区"),
        ("老码头商务区", 306, 312, 2023, said(QUAY)),
        ("商务区", 361, 364, 2023, said(PLAN)),
    ]),
    ("aliases", {}, [
        ("临江区", "临江", TITLE), ("临江区", "临江", "临江区2024年政府工作报告"),
        ("云栖湾科创城", "科创城", said(LAB)), ("云栖湾科创城", "科创城", said(NEXT)),
        ("老码头商务区", "商务区", said(PLAN)),
    ]),
    ("documents", {}, [
        (TITLE, "临江区", 2023, "work-report", "2023-01-12", "linjiang-2023.txt", 14),
        ("临江区2024年政府工作报告", "临江区", 2024, "work-report", "2024-01-15", "linjiang-2024.txt", 4),
    ]),
    ("classes", {}, [
        ("Institution", 5, 6), ("Project", 5, 5), ("Goal", 3, 3), ("Zone", 3, 10), ("Engine", 2, 9), ("Industry", 2, 4),
        ("Policy", 2, 2), ("Area", 1, 8), ("Event", 1, 1), ("Person", 1, 1),
    ]),
    ("about", {"entity": "科创城"}, [
        *says(LIST, ("云栖湾科创城", "Engine", "科创城", 2023), ("云栖湾科创城", "Zone", "科创城", 2023)),
        *says(NEXT, ("云栖湾科创城", "Engine", "科创城", 2024), ("云栖湾科创城", "Zone", "科创城", 2024)),
    ]),
    ("connections", {"entity": "临江实验室", "other": "科创城"}, [
        ("临江实验室", "→ contributesTo", None, None, "云栖湾科创城", said(LAB), None),
        ("临江实验室", "named together", None, None, "云栖湾科创城", said(LAB), None),
    ]),
    ("connections", {"entity": "江畔创新谷", "other": "临江区"}, [
        ("江畔创新谷", "← positionedAs", "云栖湾科创城", "← hasEngine", "临江区", said(SHOAL), said(LIST)),
        ("江畔创新谷", "← positionedAs", "云栖湾科创城", "← hasEngine", "临江区", said(SHOAL), said(NEXT)),
    ]),
    ("progress", {"text": "文化"}, says("建成开放", ("东渡文化公园", "achieved", "建成", 2023))),
    ("progress", {"class": "Project", "status": "ongoing"}, says(QUAY, ("老码头更新工程", "ongoing", "推进", 2023))),
    ("sentences", {"text": "引擎"}, [
        ("临江区2024年政府工作报告", 2024, None, said(NEXT), 74, 89, DOCUMENT, f"{DOCUMENT}#char=74,89"),
    ]),
    ("speakers", {}, []),
    ("statements", {"predicate": "locatedIn"}, says(SHOAL, ("云栖湾科创城", "locatedIn", "云栖湾", 2023))),
    ("statements", {"object": "生物医药", "class": "Engine"}, says(
        SHOAL, ("云栖湾科创城", "prioritises", "生物医药", 2023),
    )),
    ("things", {"class": "Person"}, says(TALK, ("林远舟", "Person", 2023))),
    ("rules", {}, [
        ("name", 39, 0.9, 0.9), ("section-topic", 9, 0.6, 0.75), ("target", 8, 0.9, 0.9), ("measure", 7, 0.9, 0.9),
        ("engine-list", 2, 0.9, 0.9), ("industry-list", 2, 0.8, 0.8), ("numbered-set", 2, 0.9, 0.9),
        ("positioned", 2, 0.9, 0.9), ("prioritises", 2, 0.9, 0.9), ("engine", 1, 0.9, 0.9), ("formula", 1, 0.9, 0.9),
        ("located", 1, 0.9, 0.9), ("pattern", 1, 0.7, 0.7), ("post", 1, 0.9, 0.9),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "params", "rows"), EXPECTED, ids=lambda value: str(value)[:40])
def test_answers(
    sample_store: ox.Store, name: str, params: dict[str, str], rows: list[tuple[Cell, ...]]
) -> None:
    assert set(run(sample_store, name, params).rows) == set(rows)
    assert len(run(sample_store, name, params)) == len(rows), "no row twice"


def test_doubtful_findings(sample_store: ox.Store) -> None:
    (row,) = run(sample_store, "uncertain")
    assert (row["confidence"], row["rule"], row["kind"], row["evidence"]) == (
        0.6,
        "section-topic",
        "Statement",
        said(QUAY),
    )
    assert (
        len(run(sample_store, "uncertain", {"below": "0.8"})) == 1 + 9
    )  # the pattern, and the section's other eight


def test_every_query_has_an_expected_answer() -> None:
    apart = {"uncertain", "names"}  # the second one is tested in test_ask.py
    assert {name for name, *_ in EXPECTED} | apart == set(named_queries())


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own calls
@pytest.mark.parametrize(("name", "params", "rows"), EXPECTED, ids=lambda value: str(value)[:40])
def test_rdflib_gives_the_same_rows_in_the_same_order(
    sample_store: ox.Store, name: str, params: dict[str, str], rows: list[tuple[Cell, ...]]
) -> None:
    found = dataset(sample_store).query(prepare(sample_store, name, params), use_store_provided=False)
    ours = run(sample_store, name, params)
    assert tuple(str(variable) for variable in found.vars or ()) == ours.columns
    assert tuple(tuple(_cell(term) for term in row) for row in found) == ours.rows


def _cell(term: object) -> Cell:
    """An rdflib term as our cell."""
    from rdflib import Literal

    if term is None:
        return None
    value = term.value if isinstance(term, Literal) else None
    if isinstance(value, Decimal | float):
        return int(value) if value == int(value) else float(value)
    return (
        int(str(term))
        if isinstance(term, Literal) and re.search("gYear|integer", str(term.datatype))
        else str(term)
    )


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_each_query_says_what_it_answers_in_two_languages(name: str) -> None:
    query = named_queries()[name]
    for text in (query.title_zh, query.question_zh, *(p.zh for p in query.parameters)):
        assert re.search("[\u4e00-\u9fff]", text)
    for text in (query.title_en, query.question_en, *(p.en for p in query.parameters)):
        assert re.fullmatch(r"[\x20-\x7e]+", text)
    assert query.question_zh.endswith("？")
    assert query.question_en.endswith("?")


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_each_parameter_is_a_variable_of_its_query_and_each_such_variable_a_parameter(name: str) -> None:
    query = named_queries()[name]
    whole = re.sub(r"# with \w+:", "", query.text)
    variables = {t.text[2:] for t in tokens(whole) if t.kind == "variable" and t.text.startswith("?_")}
    assert variables == {p.name for p in query.parameters}
    check(whole)


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_each_query_stands_alone(name: str) -> None:
    """It declares the prefixes it uses and no other, so any SPARQL processor takes the file."""
    text = data_path("queries", f"{name}.rq").read_text("utf-8")
    ox.Store().query(text)
    declared = {t.text for t in tokens(text) if t.kind == "name" and t.text.endswith(":")}
    used = {t.text.partition(":")[0] + ":" for t in tokens(text) if t.kind == "name"}
    assert declared == used
    for prefix in declared:
        assert len(re.findall(rf"(?<!\w){prefix}", text)) > 1, f"{prefix} is not used"


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_each_query_answers_an_empty_graph(name: str) -> None:
    empty = open_store()
    if any(p.default is None and not p.optional for p in named_queries()[name].parameters):
        with pytest.raises(NotFoundError):
            run(empty, name, {"entity": "甲"})
    else:
        assert len(run(empty, name)) == 0


def test_sparql_text_knows_our_prefixes_and_all_graphs(sample_store: ox.Store) -> None:
    found = run(sample_store, "SELECT ?l { ?e a upo:Engine ; skos:prefLabel ?l } ORDER BY ?l")
    assert found == Rows(("l",), (("云栖湾科创城",), ("老码头商务区",)))
    assert [row["l"] for row in found] == ["云栖湾科创城", "老码头商务区"]
    graph = "SELECT ?t { GRAPH ?g { ?p a org:Membership } ?g a nif:Sentence ; nif:anchorOf ?t }"
    assert run(sample_store, graph).rows == ((said(TALK),),)


COUNTED = (
    "?x a upo:Engine", "?x a upo:Area", "?x skos:prefLabel ?l", "?x a upo:Engine ; skos:prefLabel ?l",
    "?x itsrdf:taIdentRef ?e . ?e a upo:Engine", "?x a nif:Sentence", "?x upo:hasEngine ?e . ?e skos:prefLabel ?l",
)  # fmt: skip


@pytest.mark.parametrize("pattern", COUNTED)
def test_plain_counts_are_counts_of_things(sample_store: ox.Store, pattern: str) -> None:
    """However many sentences say it: on both engines."""
    columns = [t.text for t in dict.fromkeys(t for t in tokens(pattern) if t.kind == "variable")]
    names = " ".join(dict.fromkeys(columns))
    every = f"SELECT {names} {{ {pattern} }}"
    assert (
        len(run(sample_store, every))
        == len(run(sample_store, every.replace("SELECT", "SELECT DISTINCT")))
        > 0
    )
    ((count,),) = run(sample_store, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}").rows
    spaces = {prefix: PREFIXES[prefix] for prefix in ("upo", "skos", "itsrdf", "nif")}
    theirs = dataset(sample_store).query(every, initNs=spaces, use_store_provided=False)
    assert count == len(run(sample_store, every)) == len(theirs)


def test_a_store_without_a_default_graph_answers_too(sample_store: ox.Store, tmp_path: Path) -> None:
    """One that another program filled, even where it cannot be written."""
    bare = ox.Store(str(tmp_path / "store"))
    bare.load(dump(sample_store, "nq"), format=ox.RdfFormat.N_QUADS)
    bare.flush()
    del bare
    opened = open_store(tmp_path / "store", read_only=True)
    for name, query in named_queries().items():
        if all(p.default is not None or p.optional for p in query.parameters):
            assert run(opened, name) == run(sample_store, name)
    found = run(opened, "SELECT DISTINCT ?l { ?e a upo:Engine ; skos:prefLabel ?l } ORDER BY ?l")
    assert found.rows == (("云栖湾科创城",), ("老码头商务区",))


def test_other_forms_of_query(sample_store: ox.Store) -> None:
    assert run(sample_store, "ASK { ?x a upo:Engine }") == Rows(("answer",), ((True,),))
    assert run(sample_store, "ASK { ?x a upo:Nothing }") == Rows(("answer",), ((False,),))
    built = run(sample_store, "CONSTRUCT { ?x a upo:X } WHERE { ?x a upo:Engine }")
    assert built.columns == ("subject", "predicate", "object")
    assert len(built) == 2
    described = run(sample_store, "DESCRIBE <https://w3id.org/urbanpolicy/id/area/临江区>")
    assert (
        "https://w3id.org/urbanpolicy/id/area/临江区",
        "https://w3id.org/urbanpolicy/ontology#areaCode",
        "999104",
    ) in described.rows


def test_cells_are_python_values(sample_store: ox.Store) -> None:
    (row,) = run(sample_store, """SELECT (2 AS ?i) (2.50 AS ?d) (3.0 AS ?w) (1.5e0 AS ?f) (true AS ?b) ("甲"@zh AS ?t) ?none
        ("2021"^^xsd:gYear AS ?y) (upo:Area AS ?iri) ("x"^^xsd:integer AS ?bad) {}""").rows  # fmt: skip
    assert row == (2, 2.5, 3, 1.5, True, "甲", None, 2021, "https://w3id.org/urbanpolicy/ontology#Area", "x")


def test_a_file_of_ones_own(sample_store: ox.Store, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(
        "# title: 名 | Name\n# param: thing label 事物 | thing\n# param: least integer = 1 至少 | at least\n"
        "SELECT DISTINCT ?a WHERE { ?_thing skos:altLabel ?a FILTER(STRLEN(?a) > ?_least) }",
        "utf-8",
    )
    assert run(sample_store, str(path), {"thing": "云栖湾科创城"}).rows == (("科创城",),)
    assert run(sample_store, str(path), {"thing": "云栖湾科创城", "least": "3"}).rows == ()
    with pytest.raises(QueryError, match=r"cannot read the query .*none\.rq"):
        run(sample_store, str(tmp_path / "none.rq"))
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QueryError, match="cannot read the query"):
        run(sample_store, str(path))


def test_parameters_read_from_a_header() -> None:
    query = parse(
        "q",
        '# param: a label? 甲 | one\n# param: b string = "" 乙 | two\n# param: c year\n\nASK {}\n# param: d x',
    )
    assert [(p.name, p.type, p.optional, p.default, p.zh, p.en) for p in query.parameters] == [
        ("a", "label", True, None, "甲", "one"), ("b", "string", False, "", "乙", "two"), ("c", "year", False, None, "", ""),
    ]  # fmt: skip
    for header in ("# param: a", "# param: a number 甲 | one", "# param: a-b label"):
        with pytest.raises(QueryError, match="cannot read the parameter"):
            parse("q", header)


HOSTILE = [
    '" } INSERT DATA { <a:a> <a:b> <a:c> } #',
    '"@zh } UNION { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }',
    "\\",
    "\n",
    "> } <",
    "'''",
    "?s",
    "\x00",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_only_ever_a_value(sample_store: ox.Store, value: str) -> None:
    size = len(sample_store)
    assert len(run(sample_store, "cooperation", {"partner": value})) == 0
    assert len(run(sample_store, "actions", {"text": value})) == 0
    with pytest.raises(NotFoundError):
        run(sample_store, "measures", {"entity": value})
    assert len(sample_store) == size


@pytest.mark.parametrize(
    ("type", "bad"),
    [
        ("integer", "1.5"), ("integer", "一"), ("integer", "１"), ("decimal", "1e5"), ("decimal", ""), ("decimal", "."),
        ("year", "21"), ("year", "2021年"), ("lang", "zh CN"), ("lang", ""), ("iri", "http://a b"), ("iri", "a:<>"),
        ("string", "\ud800"),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(type: str, bad: str) -> None:
    with pytest.raises(QueryError, match=f"parameter 'x': .* is not of type {type}"):
        run(open_store(), f"# param: x {type} 甲 | one\nSELECT (?_x AS ?y) {{ }}", {"x": bad})


@pytest.mark.parametrize(
    ("type", "value", "cell"),
    [
        ("integer", "-12", -12), ("decimal", "0.50", 0.5), ("decimal", "12345678901234567890.5", 12345678901234567890.5),
        ("year", "2021", 2021), ("lang", "zh-Hans", "zh-hans"), ("string", "", ""), ("string", '"甲"\\', '"甲"\\'),
        ("iri", "Project", "https://w3id.org/urbanpolicy/ontology#Project"), ("iri", "http://x/甲", "http://x/甲"),
        ("iri", "skos:prefLabel", "http://www.w3.org/2004/02/skos/core#prefLabel"),
    ],
)  # fmt: skip
def test_a_value_of_its_type_is_bound(type: str, value: str, cell: Cell) -> None:
    query = f"# param: x {type} 甲 | one\nSELECT (?_x AS ?y) {{ }}"
    assert run(open_store(), query, {"x": value}).rows == ((cell,),)


def test_a_name_stands_for_every_thing_of_that_name(sample_store: ox.Store) -> None:
    """Also where only quotation marks, spaces or width differ; never for a part of a name."""
    whole = run(sample_store, "relations", {"entity": "云栖湾科创城"})
    for name in (
        "科创城",
        "“科创城”",
        " 云栖湾 科创城",
        "https://w3id.org/urbanpolicy/id/临江区/云栖湾科创城",
    ):
        assert run(sample_store, "relations", {"entity": name}) == whole
    with pytest.raises(NotFoundError) as error:
        run(sample_store, "relations", {"entity": "科创"})
    assert error.value.near == ("云栖湾科创城", "科创十条", "科创城") or set(error.value.near) >= {
        "科创城",
        "云栖湾科创城",
    }


def test_unknown_names_list_near_ones(sample_store: ox.Store) -> None:
    with pytest.raises(NotFoundError, match="no query 'engine'; near: engines"):
        run(sample_store, "engine")
    with pytest.raises(QueryError, match=r"has no parameter 'entitty'; it takes entity \(label\)"):
        run(sample_store, "measures", {"entitty": "甲"})
    with pytest.raises(QueryError, match=r"needs the parameter 'entity'"):
        run(sample_store, "measures")
    with pytest.raises(QueryError, match=r"partner \(string = 香港\)"):
        run(sample_store, "cooperation", {"x": "y"})
    with pytest.raises(QueryError, match="it takes none"):
        run(sample_store, "ASK { ?s ?p ?o }", {"s": "x"})


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x WHERE { ?x a }",
        "SELECT ?x { ?x nope:a ?y }",
        "SELECT * { { }",
        "ASK { ?x a upo:A } }",
        "SELECT { }",
    ],
)
def test_what_does_not_parse_is_one_line_with_the_place(sample_store: ox.Store, query: str) -> None:
    with pytest.raises(QueryError, match=r"the query does not parse at line \d, column \d+: \w") as error:
        run(sample_store, query)
    assert "\n" not in str(error.value)


def test_a_syntax_error_shows_the_place() -> None:
    with pytest.raises(QueryError, match=r"at line 2, column 11: cannot go on with '}'"):
        run(open_store(), "SELECT ?x WHERE {\n  ?x 99  . }")
    with pytest.raises(QueryError, match="it ends too early"):
        run(open_store(), "SELECT ?x WHERE { ?x a ?y")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "DROP ALL",
        "SELECT * FROM <file:///x> { ?s ?p ?o }",
    ],
)
def test_a_query_reads_this_graph_and_nothing_else(sample_store: ox.Store, query: str) -> None:
    with pytest.raises(QueryError):
        run(sample_store, query)


def test_rows_show_as_a_table_in_a_notebook_and_hostile_cells_as_text() -> None:
    html = Rows(("a<b>", "n"), (("<script>", None), ("甲&乙", 3)))._repr_html_()
    assert "<th>a&lt;b&gt;</th>" in html
    assert "<td>&lt;script&gt;</td><td></td>" in html
    assert "<td>甲&amp;乙</td><td>3</td>" in html


def test_find_tells_names_files_and_text_apart() -> None:
    assert find("engines").name == "engines"
    assert find("ASK{}").text == "ASK{}"
    assert find("DESCRIBE <http://x/>").parameters == ()


def test_a_pattern_may_be_for_a_parameter_that_is_given(sample_store: ox.Store, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(
        "# param: thing label? 事物 | thing\n# param: class iri? 类别 | class\n\n"
        "SELECT DISTINCT ?thing WHERE {\n  ?thing a upo:Engine .\n  # with thing: FILTER(?thing = ?_thing)\n}",
        "utf-8",
    )
    assert len(run(sample_store, str(path))) == len(run(sample_store, str(path), {"class": "Zone"})) == 2
    assert "{ FILTER" not in prepare(sample_store, str(path))
    assert len(run(sample_store, str(path), {"thing": "科创城"})) == 1


def test_what_such_a_line_says_is_checked_too(sample_store: ox.Store, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(
        "# param: thing label? 事物 | thing\n\nSELECT * {\n# with thing: SERVICE <http://127.0.0.1:9/> { ?s ?p ?_thing }\n}",
        "utf-8",
    )
    with pytest.raises(QueryError, match="SERVICE"):
        run(sample_store, str(path), {"thing": "科创城"})


@pytest.mark.parametrize(
    "name", [name for name, query in named_queries().items() if "# with area" in query.text]
)
def test_a_query_of_all_areas_has_the_rows_of_each(sample_store: ox.Store, name: str) -> None:
    """Also those of a document that is of no area."""
    needed = {
        p.name: "科创城" for p in named_queries()[name].parameters if not p.optional and p.default is None
    }
    whole = run(sample_store, name, needed)
    assert set(run(sample_store, name, {**needed, "area": "临江区"}).rows) <= set(whole.rows)
    assert "upo:jurisdiction ?_area" not in re.sub("#.*", "", prepare(sample_store, name, needed))
