"""A folder of documents is one graph: whatever was added and removed on the way, it is that of its documents."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

import kg
from kg import pipeline
from kg.errors import NotFoundError, StoreError
from kg.parts import Folder, make

NAMES = ("huzhou-2030.txt", "huzhou-2031.txt", "jiaxing-2030.txt")


def nquads(graph: kg.Graph) -> bytes:
    with graph:
        return graph.export("nq")


def built(texts: Path, names: tuple[str, ...] = NAMES) -> bytes:
    return nquads(kg.build([texts / name for name in names]))


def test_in_whatever_order_texts_are_added(texts: Path, tmp_path: Path) -> None:
    for number, names in enumerate(itertools.permutations(NAMES)):
        out = tmp_path / f"out{number}"
        for name in names:
            graph = kg.add(texts / name, out)
        assert nquads(graph) == built(texts)


@pytest.mark.parametrize("name", NAMES)
def test_a_removed_document_leaves_nothing_and_takes_nothing_of_others(
    texts: Path, tmp_path: Path, name: str
) -> None:
    whole = kg.build(texts, tmp_path / "out")
    files = {path.name for path in (tmp_path / "out").iterdir()}
    parts = len(list((tmp_path / "out" / "parts").iterdir()))
    whole.close()
    rest = tuple(other for other in NAMES if other != name)
    graph = kg.remove(name, tmp_path / "out")
    assert graph.report is not None
    assert (len(graph.report.removed), graph.report.total) == (1, 2)
    assert nquads(graph) == built(texts, rest)
    assert {path.name for path in (tmp_path / "out").iterdir()} == files
    assert len(list((tmp_path / "out" / "parts").iterdir())) == parts - 1
    assert nquads(kg.add(texts / name, tmp_path / "out")) == built(texts)


def test_the_default_graph_is_the_union_after_every_change(texts: Path, tmp_path: Path) -> None:
    def union(graph: kg.Graph) -> tuple[set[str], set[str]]:
        with graph:
            default = {str(quad.triple) for quad in graph.store if not str(quad.graph_name).startswith("<")}
            return default, {str(quad.triple) for quad in graph.store}

    for change in (
        lambda: kg.build(texts, tmp_path / "out"),
        lambda: kg.remove("huzhou-2030.txt", tmp_path / "out"),
        lambda: kg.add(texts, tmp_path / "out"),
    ):
        default, all_of_them = union(change())
        assert default == all_of_them


def test_the_last_document_can_be_removed_too(texts: Path, tmp_path: Path) -> None:
    kg.build(texts / NAMES[0], tmp_path / "out").close()
    with kg.remove(NAMES[0], tmp_path / "out") as graph:
        assert graph.documents == ()
        assert [name.value.rpartition("/")[2] for name in graph.store.named_graphs()] == ["activity"]
    assert nquads(kg.add(texts, tmp_path / "out")) == built(texts)


def test_what_is_there_is_not_read_again(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def watched(task: object) -> object:
        read.append(Path(task.name).name)  # type: ignore[attr-defined]
        return make(task)  # type: ignore[arg-type]

    monkeypatch.setattr("kg.intake.make", watched)
    out = tmp_path / "out"
    kg.build([texts / NAMES[0], texts / NAMES[1]], out).close()
    assert read == [NAMES[0], NAMES[1]]
    kg.build(texts, out).close()
    assert read[2:] == [NAMES[2]]
    kg.add(texts, out).close()
    assert read[3:] == []
    (texts / NAMES[0]).write_text("湖州市2030年政府工作报告\n今年固定资产投资增长9%左右。\n", "utf-8")
    with kg.build(texts, out) as graph:
        assert read[3:] == [NAMES[0]]
        assert nquads(graph) == built(texts)


def test_metadata_beside_a_text_are_part_of_it(texts: Path, tmp_path: Path) -> None:
    kg.build(texts, tmp_path / "out").close()
    (texts / "huzhou-2030.toml").write_text('title = "湖州市二〇三〇年报告"\n', "utf-8")
    assert nquads(kg.add(texts / NAMES[0], tmp_path / "out")) == built(texts)
    with kg.open(tmp_path / "out") as graph:
        assert "湖州市二〇三〇年报告" in {document.title for document in graph.documents}
        assert len(graph.documents) == 3


def test_two_files_with_the_same_words_are_one_document_in_any_order(texts: Path, tmp_path: Path) -> None:
    words = (texts / NAMES[0]).read_text("utf-8")
    for name in ("aaa.txt", "zzz.txt"):
        (texts / name).write_text(words, "utf-8")
    for number, names in enumerate(itertools.permutations(("aaa.txt", NAMES[0], "zzz.txt"))):
        for name in names:
            graph = kg.add(texts / name, tmp_path / f"out{number}")
        assert nquads(graph) == built(texts, ("aaa.txt",))
    report = kg.add(texts / "zzz.txt", tmp_path / "out0").report
    assert report is not None
    assert [(Path(a).name, Path(b).name) for a, b in report.skipped] == [("zzz.txt", "aaa.txt")]


def test_a_document_is_named_by_id_file_iri_or_hash(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with kg.build(texts, out) as graph:
        one = graph.documents[0]
        (sha,) = graph.query(f"SELECT ?h {{ <{one.id}> upo:sha256 ?h }}").rows[0]
    for name in (one.id, one.id.rpartition("/")[2], str(texts / NAMES[0]), NAMES[0], str(sha)[:12]):
        assert kg.remove(name, out).report.total == 2  # type: ignore[union-attr]
        kg.add(texts / NAMES[0], out).close()
    with pytest.raises(NotFoundError, match="near: huzhou-203"):
        kg.remove("huzhou-2032.txt", out)
    (texts / "more").mkdir()
    (texts / "more" / NAMES[0]).write_text("湖州市2029年政府工作报告\n今年出口增长1%。\n", "utf-8")
    kg.add(texts / "more", out).close()
    with pytest.raises(NotFoundError, match=r"several documents: huzhou-2030-.*, huzhou-2030-"):
        kg.remove(NAMES[0], out)


def test_settings_stay_those_of_the_build(texts: Path, tmp_path: Path) -> None:
    base = "https://data.example.org/"
    kg.build(texts / NAMES[0], tmp_path / "out", base=base, min_confidence=0.8).close()
    graph = kg.add(texts / NAMES[1], tmp_path / "out")
    assert nquads(graph) == nquads(
        kg.build([texts / NAMES[0], texts / NAMES[1]], base=base, min_confidence=0.8)
    )


def test_other_word_lists_are_not_mixed_with_earlier_ones(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kg.build(texts / NAMES[0], tmp_path / "out").close()
    monkeypatch.setattr("kg.pipeline.version", lambda: "another")
    with pytest.raises(StoreError, match=r"another version.*kg build"):
        kg.add(texts / NAMES[1], tmp_path / "out")
    with pytest.raises(StoreError, match="no corpus"):
        kg.remove("x", tmp_path)


def test_a_store_that_an_update_changed_is_built_anew(texts: Path, tmp_path: Path) -> None:
    """What others put into the store is no part of a build of the texts."""
    from kg.serve.update import update

    out = tmp_path / "out"
    kg.build(texts, out).close()
    update(out, "INSERT DATA { GRAPH <https://example.org/g> { <https://example.org/a> a upo:Zone } }")
    assert nquads(kg.open(out)) != built(texts)
    assert nquads(kg.build(texts, out)) == built(texts)


def test_a_part_that_is_gone_is_told_and_read_again_by_a_build(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg.build(texts, out).close()
    for part in (out / "parts").glob("*.gz"):
        part.unlink()
    with pytest.raises(StoreError, match="is missing: build again"):
        kg.remove(NAMES[0], out)
    assert nquads(kg.build(texts, out)) == built(texts)
    assert nquads(kg.remove(NAMES[0], out)) == built(texts, NAMES[1:])


def test_a_large_graph_has_no_files_that_would_be_out_of_date(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    kg.build(texts / NAMES[0], out).close()
    assert (out / "graph.trig").exists()
    monkeypatch.setattr(pipeline, "WHOLE", 100)
    kg.add(texts, out).close()
    assert sorted(path.name for path in out.iterdir()) == ["corpus.sqlite", "parts", "store"]
    with kg.open(out) as graph:
        assert graph.page().is_file()


def test_briefs_are_looked_up_when_asked_for(texts: Path, tmp_path: Path) -> None:
    with kg.build(texts, tmp_path / "out") as graph:
        assert graph.report is not None
        briefs = graph.report.documents
        assert [brief.source for brief in briefs] == list(NAMES)
        assert briefs[-1].jurisdiction == "嘉兴市"
        assert [brief.year for brief in briefs[:2]] == [2030, 2031]
        assert len(Folder(tmp_path / "out" / "parts")) == 3
