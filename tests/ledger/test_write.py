"""The ledger as rows, JSON and RDF; the terms and reasons that it is told in."""

from __future__ import annotations

import json
import re
import string
from collections import Counter

import pyoxigraph as ox

import kg
from kg.ledger import KINDS, VERDICTS
from kg.ledger.write import ALL_COLUMNS, COLUMNS, all_rows, nquads, objects, rows
from kg.lexicon import tsv
from kg.query import run
from kg.resources import data_path
from kg.store import load, open_store
from kg.vocab import UPO, VERDICT, definition, label

ENTRY, VALUE = ox.NamedNode(UPO + "LedgerEntry"), ox.NamedNode(UPO + "value")


def store(graph: kg.Graph) -> ox.Store:
    found = ox.Store()
    found.extend(ox.parse(nquads(graph.ledger()).encode(), format=ox.RdfFormat.N_QUADS))
    return found


def test_both_ends_are_quoted_from_their_documents(graph: kg.Graph) -> None:
    texts = {d.id: d.text for d in graph.documents}
    for entry in graph.ledger().entries:
        for side in (entry.before, entry.after):
            if side:
                said, text = side.sentence, texts[side.document.id]
                assert text[said.begin : said.end] == said.text
                assert said.begin <= side.begin < side.end <= said.end
                if entry.kind == "target":
                    assert text[side.begin : side.end] == side.text


def test_rows_and_objects_say_the_same(graph: kg.Graph) -> None:
    found = graph.ledger()
    plain = objects(found)
    assert len(plain) == len(list(rows(found))) == len(list(all_rows(found))) == len(found)
    assert {len(row) for row in rows(found)} == {len(COLUMNS)}
    assert {len(row) for row in all_rows(found)} == {len(ALL_COLUMNS)}
    assert json.loads(json.dumps(plain, ensure_ascii=False)) == plain


def test_rdf_links_results_to_targets_and_both_sentences(graph: kg.Graph) -> None:
    found = store(graph)
    (name,) = {str(g) for g in found.named_graphs()}
    assert name == "<https://w3id.org/urbanpolicy/id/ledger>"
    query = """
      PREFIX upo: <https://w3id.org/urbanpolicy/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#>
      PREFIX verdict: <https://w3id.org/urbanpolicy/verdict/>
      SELECT ?result ?target (COUNT(DISTINCT ?sentence) AS ?n) { GRAPH ?g {
        ?result upo:outcomeOf ?target .
        ?e upo:before ?target ; upo:after ?result ; upo:verdict ?v ; prov:wasDerivedFrom ?sentence .
        FILTER(?v IN (verdict:met, verdict:missed)) } } GROUP BY ?result ?target"""
    settled = list(found.query(query))  # type: ignore[arg-type]  # a SELECT gives solutions
    counts = graph.ledger().counts()
    assert len(settled) == counts["target", "met"] + counts["target", "missed"]
    assert {row["n"].value for row in settled} == {"2"}


def test_rdf_and_graph_are_one_when_loaded_together(graph: kg.Graph) -> None:
    """The ends are IRIs of the graph: what a target says can be asked for beside its verdict."""
    both = store(graph)
    both.extend(graph.store)
    for predicate in ("before", "after"):
        for quad in both.quads_for_pattern(None, ox.NamedNode(UPO + predicate), None, None):
            assert isinstance(quad.object, ox.NamedNode)
            assert next(both.quads_for_pattern(quad.object, None, None, None), None), quad.object


def test_continues_runs_between_findings_of_different_years(graph: kg.Graph) -> None:
    links = list(store(graph).quads_for_pattern(None, ox.NamedNode(UPO + "continues"), None, None))
    assert len(links) >= 20
    for quad in links:
        later, earlier = str(quad.subject), str(quad.object)
        assert later > earlier  # …/yanxi-2024… continues …/yanxi-2023…


def test_the_same_graph_gives_the_same_bytes(graph: kg.Graph) -> None:
    assert nquads(graph.ledger()) == nquads(graph.ledger())
    lines = nquads(graph.ledger()).splitlines()
    assert lines == sorted(set(lines))


def test_entries_have_iris_of_their_own(graph: kg.Graph) -> None:
    kinds = list(store(graph).quads_for_pattern(None, None, ENTRY, None))
    assert len(kinds) == len(graph.ledger())


def test_every_kind_and_verdict_has_a_name_and_a_definition_in_two_languages() -> None:
    for name in (*VERDICTS, *KINDS):
        for lang in ("zh", "en"):
            assert label(VERDICT + name, lang) != name or lang == "en", name  # type: ignore[arg-type]
            assert definition(VERDICT + name, lang), name  # type: ignore[arg-type]
    names = {label(VERDICT + name, "zh") for name in (*VERDICTS, *KINDS)}
    assert len(names) == len(VERDICTS) + len(KINDS)


def test_reasons_are_said_once_with_the_same_blanks_in_both_languages() -> None:
    table = tsv("ledger_reasons")
    assert [code for code, n in Counter(row[0] for row in table).items() if n > 1] == []
    for code, zh, en in table:
        blanks = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (zh, en)]
        assert blanks[0] == blanks[1], code


def test_every_reason_of_the_table_is_given_somewhere() -> None:
    folder = data_path("seeds").parent / "kg" / "ledger"
    code = "\n".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    given = set(re.findall(r"\"(\w+)\"", code))
    given |= {name + about for name in re.findall(r"f\"(\w+)\{about\}\"", code) for about in ("", "_about")}
    assert {row[0] for row in tsv("ledger_reasons")} <= given


def test_the_query_of_the_documentation_answers(graph: kg.Graph) -> None:
    page = (data_path("seeds").parent / "docs" / "ledger.md").read_text("utf-8")
    query = page.partition("```sparql\n")[2].partition("```")[0]
    together = open_store()
    load(together, graph.export("nq"))
    load(together, nquads(graph.ledger()))
    rows = run(together, query).rows
    assert {row[0] for row in rows} >= {"固定资产投资", "技术改造投资"}
    assert len({row[0] for row in rows}) == len(
        {e.label for e in graph.ledger().select(verdict="missed").entries}
    )
