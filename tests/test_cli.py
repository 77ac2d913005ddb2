"""The command line, as a user meets it: output that aligns, errors of one line, codes that scripts can rely on."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pyoxigraph
import pytest

import kg
from kg.cli import app, main
from kg.store import size

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "seeds" / "reports" / "futian-2021.txt"
Run = Callable[..., tuple[int, str, str]]
GOLD = ROOT / "tests" / "gold" / "futian-2021.gold.json"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the bundled report."""
    out = tmp_path_factory.mktemp("cli") / "out"
    kg.build(out=out).close()
    return out


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """``run("query", "engines")`` in an empty folder → (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)

    def call(*args: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main([str(arg) for arg in args])
        printed = capsys.readouterr()
        return int(end.value.code or 0), printed.out, printed.err

    return call


def _width(line: str) -> int:
    from rich.cells import cell_len

    return cell_len(line)


# Building


def test_build_says_what_it_found_and_where(run: Run, tmp_path: Path) -> None:
    code, out, err = run("build")
    assert (code, err) == (0, "")
    for word in (
        "福田区, 2021",
        "3 Engine",
        "三大新引擎 (3) = 河套",
        "地区生产总值 growth 约6.8% (planned, 2021)",
        "郑红波",
    ):
        assert word in out, word
    written = {"store", "graph.trig", "graph.html", "corpus.sqlite", "parts"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == written


def test_build_quietly_and_from_several_texts(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("云州市2030年政府工作报告\n\n今年地区生产总值增长6%左右。\n", "utf-8")
    assert run("build", REPORT, other, "--out", "both", "--quiet") == (0, "", "")
    assert len(kg.open("both").documents) == 2


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("missing.txt", None, "missing.txt"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "a picture"),
        ("broken.txt", "福田区".encode() + b"\xff\xff\xff\xff", "gb18030"),
    ],
)
def test_a_bad_text_is_one_line_and_leaves_nothing(
    run: Run, tmp_path: Path, name: str, data: bytes | None, cause: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    code, out, err = run("build", name)
    assert (code, out) == (2, "")
    assert err.startswith("kg: ")
    assert err.count("\n") == 1
    assert name in err
    assert cause in err.lower()
    assert not (tmp_path / "out").exists()


def test_a_wrong_encoding_names_itself(run: Run, tmp_path: Path) -> None:
    shutil.copy(REPORT, tmp_path / "report.txt")
    code, _, err = run("build", "report.txt", "--encoding", "klingon")
    assert code == 2
    assert "klingon" in err
    assert err.count("\n") == 1


# Asking


def test_a_named_query_as_table_csv_json_and_markdown(run: Run, built: Path) -> None:
    ask = ("query", "engines", "--out", built)
    _, table, _ = run(*ask)
    _, text, _ = run(*ask, "--format", "csv")
    _, data, _ = run(*ask, "--format", "json")
    _, markdown, _ = run(*ask, "--format", "markdown")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 3
    assert [list(row) for row in json.loads(data)] == [list(rows[0])] * 3
    assert markdown.splitlines()[1].replace(" ", "").strip("|-") == ""
    for row in rows:
        assert "香蜜湖新金融中心" in table
        assert row[next(iter(row))] in markdown


def test_tables_align_although_chinese_is_two_columns_wide(run: Run, built: Path) -> None:
    query = 'SELECT ?a ?b { VALUES (?a ?b) { ("中文标签" "x") ("ab" "y") ("半a全" "z") } }'
    _, out, _ = run("query", query, "--out", built)
    ends = [
        _width(line[: line.rindex(mark)]) for mark, line in zip("xyz", out.splitlines()[-3:], strict=True)
    ]
    assert len(set(ends)) == 1, out


@pytest.mark.parametrize("columns", [40, 79, 120])
def test_a_terminal_gets_one_line_a_row_cut_to_its_width(
    run: Run, built: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    _, whole, _ = run("query", "engines", "--out", built)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    _, out, _ = run("query", "engines", "--out", built)
    lines = click.unstyle(out).splitlines()
    assert len(lines) == 2 + 3
    assert all(_width(line) <= columns for line in lines)
    assert all(line.endswith("…") for line in lines[2:])
    assert len({_width(line[: line.index("2021")]) for line in lines[2:]}) == 1 or columns == 40
    assert "…" not in whole
    _, data, _ = run("query", "engines", "--format", "csv", "--out", built)
    assert "…" not in data


def test_a_pipe_gets_whole_lines_without_colours(built: Path) -> None:
    command = [sys.executable, "-m", "kg", "query", "SELECT ?t { ?s nif:anchorOf ?t }", "--out", str(built)]
    run = subprocess.run(
        command, capture_output=True, text=True, check=True, env=os.environ | {"COLUMNS": "20"}
    )
    assert "\x1b" not in run.stdout
    assert any(len(line) > 60 for line in run.stdout.splitlines())


@pytest.mark.parametrize("buffering", ["", "1"])
@pytest.mark.parametrize("command", ["export --format nq", "query 'SELECT * { GRAPH ?g { ?s ?p ?o } }'"])
def test_a_reader_that_goes_away_is_no_error(built: Path, command: str, buffering: str) -> None:
    python = f'"{sys.executable}" -m kg {command} --out "{built}"'
    script = f'{python} | head -c 10 >/dev/null; echo "${{PIPESTATUS[0]}}"'
    run = subprocess.run(
        ["/bin/bash", "-c", script], capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONUNBUFFERED": buffering},
    )  # fmt: skip
    assert run.stderr == ""
    assert run.stdout.strip() == "141"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["query", "engine"], ["engine", "engines"]),
        (["query", "SELECT ?x WHERE {"], ["query"]),
        (["query", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"], ["FROM"]),
        (["query", "nowhere.rq"], ["nowhere.rq"]),
        (["query", "engines", "-p", "entity"], ["KEY=VALUE"]),
        (["query", "engines", "-p", "colour=red"], ["colour"]),
        (["query", "engines", "--format", "xlsx"], ["table", "csv", "json", "markdown"]),
        (["show", "香蜜湖金融中心"], ["香蜜湖新金融中心"]),
        (["path", "福田区", "火星"], ["火星"]),
        (["export", "--format", "xlsx"], ["trig", "graphml"]),
        (["export", "-o", "graph.xlsx"], [".xlsx", "--format"]),
        (["export", "-o", "no/such/folder/g.ttl"], ["no/such/folder"]),
    ],
)
def test_a_bad_question_is_one_line_with_the_choices(
    run: Run, built: Path, args: list[str], words: list[str]
) -> None:
    code, out, err = run(*args, "--out", built)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert [word for word in words if word not in err] == []


@pytest.mark.parametrize(
    "command", [["query", "engines"], ["show", "福田区"], ["export"], ["validate"], ["view"]]
)
def test_without_a_graph_they_say_how_to_make_one(run: Run, command: list[str]) -> None:
    code, _, err = run(*command)
    assert code == 2
    assert "kg build" in err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["frobnicate"], ["frobnicate", "build", "query"]),
        (["build", "--min-confidence", "7"], ["0<=x<=1"]),
        (["build", "--base", "x"], ["base", "IRI"]),
        (["path", "福田区"], ["B"]),
        (["query", "--bogus"], ["--bogus"]),
    ],
)
def test_wrong_usage_is_one_line_too(run: Run, args: list[str], words: list[str]) -> None:
    code, out, err = run(*args)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert [word for word in words if word not in err] == []


def test_queries_lists_each_with_its_question(run: Run) -> None:
    _, out, _ = run("queries", "--format", "json")
    rows = {row["name"]: row for row in json.loads(out)}
    assert len(rows) >= 12
    assert "entity" in rows["measures"]["parameters"]
    assert all(row["question (zh)"] and row["question (en)"] for row in rows.values())


def test_show_tells_relations_with_their_sentences(run: Run, built: Path) -> None:
    _, out, _ = run("show", "香蜜湖新金融中心", "--out", built)
    assert out.startswith("香蜜湖新金融中心  [")
    assert "(hasEngine)" in out
    assert "“三大新引擎”" in out
    _, data, _ = run("show", "香蜜湖新金融中心", "--format", "json", "--out", built)
    entity = json.loads(data)
    assert entity["label"] == "香蜜湖新金融中心"
    assert all(link["evidence"] for link in entity["relations"])
    numbered = [line.strip().partition(" ")[0] for line in out.partition("\nsentences\n")[2].splitlines()]
    assert numbered == [f"[{number}]" for number in range(1, len(numbered) + 1)]
    assert out.count(numbered[-1]) > 1, "each sentence is listed once and referred to by number"


def test_path_tells_each_step_and_its_sentence(run: Run, built: Path) -> None:
    code, out, _ = run("path", "时尚", "郑红波", "--out", built)
    assert code == 0
    assert out.startswith("时尚\n")
    assert "郑红波" in out.splitlines()[-2]
    assert "“" in out.splitlines()[-1]


# Giving


@pytest.mark.parametrize("format", ["trig", "nq", "turtle", "jsonld", "graphml", "csv"])
def test_export_to_a_file_and_to_standard_output_agree(
    capfdbinary, built: Path, tmp_path: Path, format: str
) -> None:
    target = tmp_path / "graph.out"
    for extra in (["-o", str(target)], ["-o", "-"]):
        with pytest.raises(SystemExit) as end:
            main(["export", "--format", format, "--out", str(built), *extra])
        assert not end.value.code
    assert capfdbinary.readouterr().out == target.read_bytes()
    assert "香蜜湖新金融中心" in target.read_text("utf-8")


def test_exports_carry_what_they_promise(run: Run, built: Path, tmp_path: Path) -> None:
    import networkx

    for name in ("g.trig", "g.nq", "g.ttl", "g.jsonld", "g.graphml", "g.csv"):
        assert run("export", "-o", name, "--out", built)[0] == 0
    sizes = {}
    for name in ("g.trig", "g.nq", "g.ttl"):
        store = pyoxigraph.Store()
        store.bulk_load(path=name)
        sizes[name] = len(store)
    with kg.open(built) as graph:
        edges, quads = len(graph.view.edges), size(graph.store)
    assert sizes["g.trig"] == sizes["g.nq"] == quads
    assert 0 < sizes["g.ttl"] < quads
    assert networkx.read_graphml("g.graphml", force_multigraph=True).number_of_edges() == edges
    rows = list(csv.DictReader((tmp_path / "g.csv").open(encoding="utf-8")))
    assert len(rows) == edges
    assert any(row["relation"] == "hasEngine" and row["evidence"] for row in rows)


def test_validate_has_code_0_and_1(run: Run, built: Path, tmp_path: Path) -> None:
    assert run("validate", "--out", built)[:2] == (0, "the graph conforms\n")
    broken = tmp_path / "broken"
    shutil.copytree(built, broken)
    upo = "https://w3id.org/urbanpolicy/ontology#"
    store = pyoxigraph.Store(str(broken / "store"))
    for quad in list(store.quads_for_pattern(None, pyoxigraph.NamedNode(upo + "unitLabel"), None)):
        store.remove(quad)
    store.flush()
    del store
    code, out, _ = run("validate", "--out", broken)
    assert code == 1
    assert "unitLabel" in out


def test_view_prints_the_page_and_makes_it_if_missing(
    run, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    (built / "graph.html").unlink()
    code, out, _ = run("view", "--open", "--out", built)
    assert code == 0
    assert Path(out.strip()) == built / "graph.html"
    assert "香蜜湖" in (built / "graph.html").read_text("utf-8")
    assert opened == [(built / "graph.html").as_uri()]


# Measuring


def test_annotate_in_the_terminal_as_html_and_as_jsonl(run: Run, tmp_path: Path) -> None:
    _, shown, _ = run("annotate", REPORT)
    assert "香蜜湖新金融中心" in shown
    assert "\x1b" not in shown
    assert run("annotate", REPORT, "--html", "m.html")[0] == 0
    assert 'class="Engine"' in (tmp_path / "m.html").read_text("utf-8")
    _, lines, _ = run("annotate", REPORT, "--jsonl", "-")
    text = REPORT.read_text("utf-8")
    rows = [json.loads(line) for line in lines.splitlines()]
    assert len(rows) > 100
    assert all(text[row["begin"] : row["end"]] == row["text"] for row in rows)


def test_eval_scores_the_text_beside_or_the_bundled_one(run: Run, built: Path) -> None:
    code, out, _ = run("eval", GOLD)
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()].count("Engine") == 2  # strict and relaxed
    assert "\n  Engine  " in out, "groups are indented below their part"
    _, data, _ = run("eval", GOLD, "--format", "json")
    scores = json.loads(data)["futian-2021.gold.json"]
    assert scores["document"]["f1"] == 1.0
    _, same, _ = run("eval", GOLD, "--format", "json", "--out", built)
    assert json.loads(same)["futian-2021.gold.json"] == scores


def test_eval_lists_what_was_missed(run: Run, tmp_path: Path) -> None:
    gold = {"entities": [{"label": "火星基地", "class": "Zone"}]}
    (tmp_path / "a.gold.json").write_text(json.dumps(gold), "utf-8")
    (tmp_path / "a.txt").write_text("云州市2030年政府工作报告\n", "utf-8")
    _, out, _ = run("eval", "a.gold.json", "--errors")
    assert 'missed  {"label": "火星基地"' in out
    (tmp_path / "a.txt").unlink()
    code, _, err = run("eval", "a.gold.json")
    assert code == 2
    assert "--text" in err


# Everything


def test_version_and_help(run: Run) -> None:
    assert run("--version")[:2] == (0, f"kg {kg.__version__}\n")
    for name in app.commands:
        code, out, err = run(name, "--help")
        assert (code, err) == (0, "")
        assert out.startswith(f"Usage: kg {name}")
        assert "..." not in out.split("Options:")[0].split("\n", 1)[1]


def test_shell_completion_knows_the_commands() -> None:
    environment = os.environ | {"_KG_COMPLETE": "bash_complete", "COMP_WORDS": "kg q", "COMP_CWORD": "1"}
    run = subprocess.run([sys.executable, "-m", "kg"], capture_output=True, text=True, env=environment)
    assert {line.partition(",")[2] for line in run.stdout.splitlines()} == {"query", "queries"}
