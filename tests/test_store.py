"""The store: opened, filled and written out again, the same bytes for the same quads."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import report_2023, report_2024

from kg.errors import InputError, QueryError, StoreError
from kg.graph import nquads
from kg.store import FORMATS, base_of, dataset, dump, is_bare, load, open_store, settle, size, stated

ONE = '<http://x/a> <http://x/b> "甲"@zh <http://x/g> .\n'


def held(store: ox.Store) -> str:
    """What was put into a store, as N-Quads."""
    return dump(store, "nq").decode("utf-8")


def plain(store: ox.Store) -> list[ox.Triple]:
    """What a query without GRAPH meets."""
    return [quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())]


def test_the_default_graph_has_every_triple_once(sample_store: ox.Store) -> None:
    said = [quad.triple for quad in stated(sample_store)]
    assert len(said) == size(sample_store) > len(set(said)), "some triples stand in several sentences"
    assert len(plain(sample_store)) == len(set(said))
    assert set(plain(sample_store)) == set(said)
    assert len(sample_store) == size(sample_store) + len(set(said))


def test_a_triple_loaded_again_is_still_there_once() -> None:
    store = open_store()
    for graph in ("g", "g", "h"):
        load(store, ONE.replace("x/g", f"x/{graph}"))
    assert (size(store), len(plain(store))) == (2, 1)


def test_a_store_of_another_program_is_bare_until_something_is_loaded() -> None:
    store = open_store()
    assert not is_bare(store)
    store.load(ONE.encode(), format=ox.RdfFormat.N_QUADS)
    assert is_bare(store)
    turtle = dump(store, "turtle")
    settle(store)
    assert not is_bare(store)
    assert dump(store, "turtle") == turtle
    other = open_store()
    other.load(ONE.encode(), format=ox.RdfFormat.N_QUADS)
    load(other, ONE.replace("x/a", "x/c"))
    assert len(plain(other)) == 2, "and then what was there before is in the default graph too"


def test_what_no_named_graph_says_is_not_lost() -> None:
    store = open_store()
    load(store, ONE + '<http://x/a> <http://x/b> "乙"@zh .\n')
    assert held(store).count("\n") == 2
    assert size(store) == 1


def test_blank_nodes_are_the_same_in_both_graphs_and_not_in_two_files() -> None:
    store = open_store()
    for _ in range(2):
        load(store, '_:a <http://x/b> _:b <http://x/g> .\n_:b <http://x/b> "甲" <http://x/g> .\n')
    assert size(store) == 4
    assert set(plain(store)) == {quad.triple for quad in stated(store)}


def test_a_store_on_disk_is_there_again(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    load(store, ONE)
    store.flush()
    del store
    assert held(open_store(tmp_path / "store", read_only=True)) == ONE
    assert held(open_store(tmp_path / "store")) == ONE


def test_nquads_are_loaded_from_text_bytes_and_file(tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    path.write_text(ONE, "utf-8")
    for given_as in (ONE, ONE.encode(), path):
        store = open_store()
        load(store, given_as)
        assert held(store) == ONE


def test_a_store_open_for_writing_elsewhere(tmp_path: Path) -> None:
    holder = "import sys, pyoxigraph; s = pyoxigraph.Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(tmp_path / "s")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"open\n"
        with pytest.raises(StoreError, match="open for writing elsewhere"):
            open_store(tmp_path / "s")
        open_store(tmp_path / "s", read_only=True)  # reading does not disturb the writer
        process.communicate(b"")


def test_what_is_no_store_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine", "utf-8")
    with pytest.raises(StoreError, match="is a file"):
        open_store(file)
    with pytest.raises(StoreError, match="not the folder of a store"):
        open_store(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]
    with pytest.raises(StoreError, match="there is no store"):
        open_store(tmp_path / "missing", read_only=True)
    assert not (tmp_path / "missing").exists()


def test_a_damaged_store_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("nonsense", "utf-8")
    with pytest.raises(StoreError, match="cannot be opened") as error:
        open_store(tmp_path)
    assert "\n" not in str(error.value)


def test_what_does_not_parse_adds_nothing(tmp_path: Path) -> None:
    store = open_store()
    with pytest.raises(StoreError, match="not N-Quads"):
        load(store, ONE + "<http://x/a> <http://x/b> .\n")
    assert len(store) == 0
    with pytest.raises(InputError, match=r"cannot read .*missing\.nq"):
        load(store, tmp_path / "missing.nq")


def test_a_read_only_store_cannot_be_filled(tmp_path: Path) -> None:
    open_store(tmp_path / "s").flush()
    with pytest.raises(StoreError, match="cannot be written"):
        load(open_store(tmp_path / "s", read_only=True), ONE)


@pytest.mark.parametrize("format", FORMATS)
def test_the_order_of_loading_does_not_change_a_byte(format: str) -> None:
    reports = [nquads(report_2023()), nquads(report_2024())]
    dumps = set()
    for order in (reports, reports[::-1], ["".join(sorted("".join(reports).splitlines(keepends=True)))]):
        store = open_store()
        for part in order:
            load(store, part)
        dumps.add(dump(store, format))
    assert len(dumps) == 1


@pytest.mark.parametrize("format", ["trig", "nq"])
def test_dumps_with_graphs_are_read_back_whole(sample_store: ox.Store, format: str) -> None:
    kind = {"trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS}[format]
    assert set(ox.parse(dump(sample_store, format), format=kind)) == set(stated(sample_store))


@pytest.mark.parametrize("format", ["turtle", "jsonld"])
def test_dumps_without_graphs_have_each_triple_once(sample_store: ox.Store, format: str) -> None:
    kind = {"turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}[format]
    back = [quad.triple for quad in ox.parse(dump(sample_store, format), format=kind)]
    assert len(back) == len(set(back))
    assert set(back) == {quad.triple for quad in sample_store}


def test_trig_is_for_people_too(sample_store: ox.Store) -> None:
    text = dump(sample_store, "trig").decode("utf-8")
    assert "@base <https://w3id.org/urbanpolicy/id/> ." in text
    assert "@prefix upo: <https://w3id.org/urbanpolicy/ontology#> ." in text
    assert "<area/临江区> a upo:Area , upo:District ;\n\t\tskos:altLabel" in text
    assert "upo:hasEngine <临江区/云栖湾科创城> , <临江区/老码头商务区>" in text
    order = [text.index(f"\n<document/{r.document.id}> {{") for r in (report_2023(), report_2024())]
    assert order == sorted(order)
    graphs = [
        int(n) for n in re.findall(r"^<document/linjiang-2023-\w+#char=(\d+),\d+> \{", text, re.MULTILINE)
    ]
    assert graphs == sorted(graphs)
    assert len(graphs) > 5


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own calls
def test_rdflib_reads_the_trig() -> None:
    from rdflib import Dataset

    store = open_store()
    load(store, nquads(report_2024()))
    read = Dataset()
    read.parse(data=dump(store, "trig"), format="trig")
    assert len(list(read.quads())) == size(store)


def test_an_empty_store_is_dumped_too() -> None:
    for format in FORMATS:
        dump(open_store(), format)
    with pytest.raises(QueryError, match="there are: trig, nq, turtle, jsonld"):
        dump(open_store(), "xlsx")


def test_the_base_is_read_off_the_documents() -> None:
    store = open_store()
    assert base_of(store) is None
    load(store, nquads(report_2024(), base="http://example.org/kg/"))
    assert base_of(store) == "http://example.org/kg/"
    assert b"<area/" in dump(store, "trig")


def test_rdflib_sees_the_same_graph(sample_store: ox.Store) -> None:
    from rdflib import SKOS, Dataset, Namespace

    face = dataset(sample_store)
    assert isinstance(face, Dataset)
    upo = Namespace("https://w3id.org/urbanpolicy/ontology#")
    query = "SELECT ?l { ?e a upo:Engine ; skos:prefLabel ?l } ORDER BY ?l"
    ours = [str(row[0]) for row in face.query(query, initNs={"upo": upo, "skos": SKOS})]
    theirs = [str(row[0]) for row in face.query(query, use_store_provided=False)]
    assert ours == theirs == ["云栖湾科创城", "老码头商务区"]


IRIS = st.text(st.characters(codec="utf-8", categories=("L", "N")), max_size=8).map(
    "http://example.org/".__add__
)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.lists(st.tuples(IRIS, IRIS, st.text(st.characters(codec="utf-8")), IRIS), max_size=6))
def test_any_quads_come_back_from_trig(rows: list[tuple[str, str, str, str]]) -> None:
    store = open_store()
    for s, p, text, g in rows:
        store.add(ox.Quad(ox.NamedNode(s), ox.NamedNode(p), ox.Literal(text), ox.NamedNode(g)))
    store.add(
        ox.Quad(
            ox.NamedNode("http://example.org/document/d"),
            ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
            ox.NamedNode("https://w3id.org/urbanpolicy/ontology#PolicyDocument"),
            ox.NamedNode("http://example.org/document/d"),
        )
    )
    assert set(ox.parse(dump(store, "trig"), format=ox.RdfFormat.TRIG)) == set(stated(store))
