"""Questions in plain Chinese and English: what is answered, from which query and sentence, and what is declined."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store
from sample import report_2023

import kg
from kg.errors import LexiconError
from kg.graph import nquads
from kg.lexicon import read_tsv
from kg.query import named_queries, prepare, run
from kg.questions import Answer, Vocabulary, ask, examples, vocabulary
from kg.questions.cite import cited
from kg.questions.match import lattice, parses
from kg.questions.patterns import Either, Row, Slot, Word, parse, slots_of
from kg.questions.text import fold, quotes
from kg.questions.types import notes, question_types
from kg.questions.words import beyond
from kg.store import dataset, load, open_store

CASES = Path(__file__).parent / "cases"
ANSWERED = read_tsv(CASES / "ask.tsv")
DECLINED = read_tsv(CASES / "ask-declined.tsv")
DISTRICTS = {
    "yuecheng-2023.txt": """越城区2023年政府工作报告

——2023年1月12日在越城区第八届人民代表大会第三次会议上

越城区区长 周明远

一、2022年工作回顾

地区生产总值增长5.2%。建成东渡文化公园。完成老旧小区改造12个。

二、2023年主要目标

地区生产总值增长6%左右,固定资产投资增长8%以上。

三、2023年重点工作

我们将以云栖湾科创城、老码头商务区“两大引擎”为牵引,突出生物医药、航运服务“两大产业”,打造江畔创新谷。

云栖湾科创城重点发展生物医药产业。加快若耶实验室建设,支持云澜大学建设深港中试平台。

推进老码头更新工程。办好教育,新建2所中学。深化与香港的合作。
""",
    "yuecheng-2024.txt": """越城区2024年政府工作报告

——2024年1月15日在越城区第八届人民代表大会第四次会议上

越城区区长 周明远

一、2023年工作回顾

地区生产总值增长5.8%,固定资产投资增长8.3%。老码头更新工程建成开放。

二、2024年主要目标

地区生产总值增长5.5%左右。

三、2024年重点工作

我们将以云栖湾科创城为引擎,加快若耶实验室建设。推进垃圾分类工作。
""",
    "nanhu-2023.txt": """南湖区2023年政府工作报告

——2023年1月10日在南湖区第十届人民代表大会第二次会议上

南湖区区长 沈若兰

一、2022年工作回顾

地区生产总值增长4.8%。建成南湖科技馆。

二、2023年主要目标

地区生产总值增长6.5%左右,城镇新增就业1.2万人。

三、2023年重点工作

我们将以科技城、高铁新城“两大引擎”为牵引,突出集成电路、现代物流“两大产业”,打造长三角创新高地。

科技城重点发展集成电路产业。加快南湖实验室建设。推进垃圾分类工作。
""",
}

Graphs = dict[str, kg.Graph]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graphs]:
    """The bundled report; and three reports of two districts, where most names are of one of them only."""
    folder = tmp_path_factory.mktemp("districts")
    for name, text in DISTRICTS.items():
        (folder / name).write_text(text, "utf-8")
    with kg.build() as report, kg.build(folder) as districts:
        yield {"report": report, "districts": districts}


def told(answer: Answer) -> str:
    """All that the answer says in words, sentences too."""
    return "\n".join((*answer.summary, *(sentence.text for sentence in answer.evidence)))


# --- What is answered ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("graph", "question", "kind", "expected"), ANSWERED, ids=lambda text: text[:40])
def test_a_question_is_answered(graphs: Graphs, graph: str, question: str, kind: str, expected: str) -> None:
    answer = graphs[graph].ask(question)
    assert (answer.type, answer.nearest) == (kind, ()), answer.notes
    if expected == "-":
        assert answer.rows.rows == answer.summary == answer.evidence == ()
        assert "没有说,不等于没有" in answer.notes[0]
    else:
        assert [piece for piece in expected.split("|") if piece not in told(answer)] == []


def test_there_are_enough_of_them() -> None:
    assert len({question for _, question, *_ in ANSWERED}) == len(ANSWERED) >= 120
    assert {kind for _, _, kind, _ in ANSWERED} == {kind.name for kind in question_types()}
    assert len(question_types()) >= 25
    assert len(DECLINED) >= 30


def test_an_answer_is_a_value_that_says_where_it_comes_from(graphs: Graphs) -> None:
    graph = graphs["report"]
    answer = graph.ask("福田区2021年的地区生产总值目标是多少?")
    assert answer.answered
    assert (answer.lang, answer.type, answer.query) == ("zh", "target", "targets")
    assert dict(answer.parameters) == {
        "area": "福田区", "named": "地区生产总值", "status": "planned", "year": "2021",
    }  # fmt: skip
    (sentence,) = answer.evidence
    (document,) = graph.documents
    assert document.text[sentence.begin : sentence.end] == sentence.text
    assert answer.documents == ((document.id, document.title),)
    (row,) = answer.rows
    assert (row["value"], row["unit"], row["evidence"], row["sentence"]) == (
        6.8,
        "%",
        sentence.text,
        sentence.id,
    )
    assert graph.ask(answer.question) == answer


def test_the_rows_are_those_of_the_query_that_it_names(graphs: Graphs) -> None:
    graph = graphs["report"]
    answer = graph.ask("香蜜湖新金融中心下面有哪些项目?")
    plain = graph.query(answer.query, dict(answer.parameters))
    assert tuple(row[: len(plain.columns)] for row in answer.rows.rows) == plain.rows
    assert answer.rows.columns == (*plain.columns, "sentence")
    assert graph.query(answer.sparql) == answer.rows  # and the text can be run by anyone


def test_areas_and_years_keep_reports_apart(graphs: Graphs) -> None:
    graph = graphs["districts"]
    answer = graph.ask("各区2023年的地区生产总值目标分别是多少?")
    assert {(row["area"], row["value"]) for row in answer.rows} == {("越城区", 6), ("南湖区", 6.5)}
    both = graph.ask("有哪些项目?")
    assert both.columns[0] == "area"  # a column that queries/things.rq does not have
    assert {row["area"] for row in both.rows} == {"越城区", "南湖区"}
    assert {row["area"] for row in graph.ask("南湖区有哪些项目?").rows} == {"南湖区"}
    assert {row["year"] for row in graph.ask("越城区2024年有哪些举措?").rows} == {2024}


def test_the_same_words_in_two_documents_are_cited_from_the_right_one(graphs: Graphs) -> None:
    answer = graphs["districts"].ask("南湖区推进了哪些工作?")
    titles = dict(answer.documents)
    (sentence,) = [one for one in answer.evidence if one.text == "推进垃圾分类工作。"]
    assert titles[sentence.document] == "南湖区2023年政府工作报告"


def test_a_name_of_several_things_says_so(graphs: Graphs) -> None:
    graph = graphs["districts"]
    assert graph.ask("两大产业是什么?").notes == ("“两大产业”在图中是 2 个事物的名称,都算在内。",)
    assert graph.ask("越城区的两大产业是什么?").notes == ()


def test_a_place_without_documents_is_told_from_one_that_has_nothing(graphs: Graphs) -> None:
    answer = graphs["report"].ask("深圳市的引擎有哪些?")
    assert answer.rows.rows == ()
    assert "“深圳市”在图中只是被提到,没有它自己的文件。" in answer.notes


def test_no_number_is_given_where_nothing_is_said(graphs: Graphs) -> None:
    answer = graphs["report"].ask("福田区有多少家医院?")
    assert (answer.type, answer.summary) == ("count", ())
    assert "没有说,不等于没有" in answer.notes[0]


def test_what_was_found_but_does_not_say_it(graphs: Graphs) -> None:
    answer = graphs["report"].ask("“一轴两翼”指的是什么?")
    assert answer.rows.rows
    assert answer.summary == ()
    assert answer.notes == ("图中提到了,但没有说出所问的内容。",)


def test_a_thing_comes_with_the_definition_of_its_classes(graphs: Graphs) -> None:
    assert any(note.startswith("引擎:") for note in graphs["report"].ask("香蜜湖新金融中心是什么?").notes)
    assert any(note.startswith("engine:") for note in graphs["report"].ask("What is 香蜜湖新金融中心?").notes)


def test_this_year_is_the_year_of_the_documents_if_there_is_one(graphs: Graphs) -> None:
    assert dict(graphs["report"].ask("今年有哪些引擎?").parameters)["year"] == "2021"
    assert dict(graphs["report"].ask("我区有哪些引擎?").parameters)["area"] == "福田区"


@pytest.mark.parametrize(
    "question",
    ["福田区的三大新引擎有哪些", "福田区的三大新引擎有哪些?", " 福田区 的 三大新引擎 有哪些 ? ", "请问,福田区的「三大新引擎」都有哪些呢??",
     "福田区的'三大新引擎'有哪些", "麻烦帮我查一下福田区的三大新引擎有哪些"],
)  # fmt: skip
def test_width_marks_and_politeness_do_not_matter(graphs: Graphs, question: str) -> None:
    answer = graphs["report"].ask(question)
    assert dict(answer.parameters) == {"area": "福田区", "set": "三大新引擎"}


# --- What is declined ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("graph", "question", "reason", "near"), DECLINED, ids=lambda text: text[:40])
def test_a_question_is_declined(graphs: Graphs, graph: str, question: str, reason: str, near: str) -> None:
    answer = graphs[graph].ask(question)
    assert not answer.answered
    assert (answer.query, answer.sparql, answer.rows.rows, answer.summary) == ("", "", (), ())
    assert reason in " ".join(answer.notes)
    assert near in ("", *answer.nearest)
    for other in answer.nearest:
        assert graphs[graph].ask(other).rows.rows, other


def test_a_question_that_is_far_too_long_is_not_read(graphs: Graphs) -> None:
    answer = graphs["report"].ask("福田区的" * 80 + "引擎有哪些?")
    assert not answer.answered
    assert "200" in answer.notes[0]


@pytest.mark.parametrize(
    "question",
    ["\ud800有哪些引擎?", "福田区\x00有哪些引擎", "<b>福田区</b>", "' } SERVICE <http://x> {", "%s{area}[("],
)
def test_hostile_text_is_declined(graphs: Graphs, question: str) -> None:
    assert not graphs["report"].ask(question).answered


def test_an_empty_graph_answers_that_it_says_nothing() -> None:
    answer = ask(open_store(), "有哪些引擎?")
    assert (answer.type, answer.rows.rows) == ("engines", ())
    assert ask(open_store(), "南湖区有哪些引擎?").nearest == ()


# --- Names and words ----------------------------------------------------------------------------------------


def test_names_of_a_graph(sample_store: Store) -> None:
    names = run(sample_store, "names")
    found = {(row["name"], row["kind"], row["class"]) for row in names}
    assert {
        ("临江区", "label", "Area"), ("临江", "alias", "Area"), ("临江区", "jurisdiction", None), ("2024", "year", None),
        ("科创城", "alias", "Engine"), ("科创城", "alias", "Zone"), ("两大产业", "label", "NumberedSet"),
        ("区委书记", "role", None), ("生产总值", "indicator", None),
    } <= found  # fmt: skip
    theirs = dataset(sample_store).query(prepare(sample_store, "names"), use_store_provided=False)
    assert len(theirs) == len(names)


def test_a_label_goes_before_an_alias() -> None:
    """As in kg.names: what is the label of one thing and an alias of another is the first one's name."""
    report = report_2023()
    renamed = {
        name: replace(entity, aliases=("云栖湾",)) if name == "老码头商务区" else entity
        for name, entity in report.entities.items()
    }
    store = open_store()
    load(store, nquads(replace(report, entities=renamed)))
    (entry,) = vocabulary(store).entries["云栖湾"]
    assert [thing.rpartition("/")[2] for thing in entry.things] == ["云栖湾"]


def test_a_post_may_share_a_character_with_its_area(graphs: Graphs) -> None:
    """南湖区长 is 南湖区 + 区长."""
    assert graphs["districts"].ask("南湖区长是谁?").summary == ("沈若兰",)


def test_folding_keeps_the_places_of_the_original() -> None:
    folded = fold(" What is　“ＧＤＰ”  of  福田区? ")
    assert folded.text == "what is gdp of福田区?"
    begin = folded.text.index("gdp")
    assert folded.said(begin, begin + 3) == "ＧＤＰ"
    ((begin, end, words),) = quotes(folded)
    assert (folded.text[begin:end], words) == ("gdp", "ＧＤＰ")


def test_latin_words_are_whole(graphs: Graphs) -> None:
    """“is” in “this” is no word."""
    assert graphs["report"].ask("Where this 香蜜湖?").type == ""


# --- Patterns and tables ------------------------------------------------------------------------------------


def test_the_language_of_patterns() -> None:
    macros = {"which": parse("哪些|什么", {})}
    assert parse("(以|把) {thing:subject} [为] <which>", macros) == Row((
        Either((Word("以"), Word("把"))), Slot("thing", "subject"), Either((Word("为"), Row(()))),
        Either((Word("哪些"), Word("什么"))),
    ))  # fmt: skip


@pytest.mark.parametrize("text", ["(以|把", "以)", "[有]]", "{thing", "<nothing>", "{a b}", ">"])
def test_a_pattern_that_cannot_be_read(text: str) -> None:
    with pytest.raises(LexiconError):
        parse(text, {})


@pytest.mark.parametrize("kind", question_types(), ids=lambda kind: kind.name)
def test_a_type_fits_its_query(kind: object, graphs: Graphs) -> None:
    (this,) = [one for one in question_types() if one is kind]
    given = {name for name, _ in this.constants} | {s.param for node in this.patterns for s in slots_of(node)}
    assert given <= this.parameters
    needed = {p.name for p in named_queries()[this.query].parameters if not p.optional and p.default is None}
    assert needed <= given
    head = named_queries()[this.query].text
    for column in (*this.columns, *re.findall(r"\{(\w+)\}", this.answer)):
        assert re.search(rf"\?{column}\b", head), column


def test_no_pattern_is_satisfied_by_nothing(graphs: Graphs) -> None:
    words = vocabulary(graphs["report"].store)
    for nothing in ("", "的", "请问?", "2021年"):
        assert parses(lattice(fold(nothing), words)) == ()


@pytest.mark.parametrize("graph", ["report", "districts"])
def test_every_example_is_a_question_of_its_type(graphs: Graphs, graph: str) -> None:
    listed = graphs[graph].questions()
    assert len(listed) > 25
    for name, zh, en in listed:
        for example, lang in ((zh, "zh"), (en, "en")):
            answer = graphs[graph].ask(example)
            assert (answer.type, answer.lang) == (name, lang), example


def test_every_reason_has_its_text() -> None:
    assert {key for key, _ in beyond()} <= set(notes())


@pytest.mark.parametrize("name", [q.name for q in named_queries().values() if "evidence" in q.text])
def test_every_query_that_shows_evidence_can_name_its_sentence(graphs: Graphs, name: str) -> None:
    """Also with the area of its document: the rows are the same, and no row is there for each area."""
    store = graphs["districts"].store
    needed = (
        {"entity": "云栖湾科创城"} if "entity" in {p.name for p in named_queries()[name].parameters} else {}
    )
    plain, bound = run(store, name, needed), prepare(store, name, needed)
    before, after = run(store, cited(bound)), run(store, cited(bound, area=True))
    assert {*plain.columns} <= {*before.columns}
    assert {column for column in before.columns if column.endswith("entence")}
    assert "area" in after.columns
    assert len(before) == len(after) >= len(plain)
    assert {row[: len(plain.columns)] for row in before.rows} == set(plain.rows)


# --- Command line and module --------------------------------------------------------------------------------

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], built: Path
) -> Run:
    """Run ``kg`` where ``out`` is the graph of the bundled report: exit code, standard output, standard error."""
    from kg.cli import main

    monkeypatch.chdir(built)

    def run_it(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(args)
        out, err = capfd.readouterr()
        return int(str(ended.value.code)), out, err

    return run_it


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    kg.build(out=folder / "out").close()
    return folder


def test_the_command_prints_answer_rows_and_sentences(command: Run) -> None:
    code, out, err = command("ask", "福田区的三大新引擎有哪些?")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "河套深港科技创新合作区、香蜜湖新金融中心、环中心公园活力圈"
    assert lines[1] == "(数字概括的成员: sets area=福田区 set=三大新引擎)"
    assert re.search(r"三大新引擎 +3 +2 +香蜜湖新金融中心 +\[1\]$", out, re.MULTILINE)
    assert re.search(r"^\[1\] “.*“三大新引擎”为总牵引.*” \(.+, \d+–\d+\)$", out, re.MULTILINE)
    assert "SELECT" not in out


def test_the_command_joins_its_words_and_shows_the_query(command: Run) -> None:
    code, out, _ = command("ask", "--sparql", "What", "are", "the", "engines", "of", "福田区?")
    assert code == 0
    assert "SELECT DISTINCT ?area ?engine" in out


def test_the_command_declines_with_code_1(command: Run) -> None:
    code, out, err = command("ask", "滨海湾有哪些项目?")
    assert (code, out) == (1, "")
    assert err.splitlines()[0].startswith("kg: 没有读懂“滨海湾”")
    assert "  福田区有哪些项目?" in err.splitlines()
    code, out, err = command("ask", "滨海湾有哪些项目?", "--format", "json")
    assert code == 1
    assert json.loads(out)["nearest"]
    code, _, err = command("ask", "What are the engines of Futian?")
    assert code == 1
    assert "It can be asked:" in err


def test_the_command_says_that_nothing_is_said(command: Run) -> None:
    code, out, err = command("ask", "福田区完成了哪些工作?")
    assert (code, err) == (0, "")
    assert out.startswith("图中没有这样的陈述(举措:福田区、完成)。没有说,不等于没有。\n")


def test_the_command_for_machines(command: Run) -> None:
    code, out, _ = command("ask", "福田区的GDP目标是多少", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert found["parameters"] == {"area": "福田区", "named": "地区生产总值", "status": "planned"}
    assert found["rows"][0]["sentence"] == found["evidence"][0]["id"]
    assert "SELECT" in found["sparql"]
    code, out, _ = command("ask", "福田区的GDP目标是多少", "--format", "csv")
    assert out.splitlines()[0].startswith("area,year,indicator,")
    code, out, _ = command("ask", "福田区的GDP目标是多少", "--format", "markdown", "--sparql")
    assert "| 地区生产总值 | growth | 6.8 |" in out
    assert "\n1. “" in out
    assert "```sparql\n" in out


def test_the_command_without_a_question_lists_what_can_be_asked(command: Run) -> None:
    code, out, _ = command("ask", "--format", "json")
    listed = {row["type"]: row for row in json.loads(out)}
    assert code == 0
    assert listed["engines"]["question (zh)"] == "福田区的引擎有哪些?"
    assert listed["engines"]["question (en)"] == "What are the engines of 福田区?"


def test_the_module_asks_a_folder(built: Path) -> None:
    assert "香蜜湖新金融中心" in kg.ask("福田区的引擎有哪些?", built / "out").summary


def test_a_closed_graph_is_not_asked() -> None:
    graph = kg.build()
    graph.ask("有哪些引擎?")
    graph.close()
    with pytest.raises(kg.errors.StoreError):
        graph.ask("有哪些引擎?")


def test_what_is_counted_is_said(graphs: Graphs) -> None:
    """A graph knows what documents name, not what there is."""
    assert graphs["report"].ask("福田区有几个引擎?").notes == ("只算文件提到的,不是实际的全部。",)


def test_a_part_of_another_word_is_no_reason(graphs: Graphs) -> None:
    """不 in 是不是 says nothing of a negation."""
    assert "没有说的事" not in " ".join(graphs["report"].ask("福田区的GDP目标是不是6.8%?").notes)
    assert "没有“福田区”" not in " ".join(graphs["report"].ask("福田区除香蜜湖外还有哪些片区?").notes)


def test_in_a_notebook(graphs: Graphs) -> None:
    html = graphs["report"].ask("福田区的三大新引擎有哪些?")._repr_html_()
    assert "<td>香蜜湖新金融中心</td><td>[1]</td>" in html
    assert "<details><summary>SPARQL</summary>" in html
    assert "<script>" not in graphs["report"].ask("<script>有哪些?")._repr_html_()


def test_a_vocabulary_is_made_once(graphs: Graphs) -> None:
    words: Vocabulary = graphs["report"]._words
    assert graphs["report"]._words is words
    assert examples(words) == graphs["report"].questions()


def test_the_manual_lists_every_type() -> None:
    text = (Path(__file__).parent.parent / "docs" / "ask.md").read_text("utf-8")
    for kind in question_types():
        assert f"| {kind.name} | {kind.title.zh} | {kind.title.en} | `{kind.query}` |" in text
