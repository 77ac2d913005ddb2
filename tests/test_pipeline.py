"""Building a graph of texts: all or nothing, the same bytes for the same texts, whatever their order."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import InputError, KgError
from kg.pipeline import How, build, fill
from kg.reader import sources
from kg.store import open_store

REPORT = Path(__file__).parent.parent / "seeds" / "reports" / "futian-2021.txt"
NAMES = ["corpus.sqlite", "graph.html", "graph.trig", "parts", "store"]
OTHER = "云州市2030年政府工作报告\n\n今年地区生产总值增长6%左右。加快云湖科技园建设。\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with two texts."""
    folder = tmp_path / "texts"
    folder.mkdir()
    shutil.copy(REPORT, folder / "futian.txt")
    (folder / "yunzhou.txt").write_text(OTHER, "utf-8")
    return folder


def _page(_: object) -> str:
    return "<!doctype html>"


def _lines(trig: Path) -> list[str]:
    return trig.read_text("utf-8").splitlines()


def test_a_report_of_what_was_found() -> None:
    report = fill(open_store(None), None)
    (found,) = report.documents
    assert (found.jurisdiction, found.year) == ("福田区", 2021)
    assert dict(found.classes)["Engine"] == 3
    assert "三大新引擎" in {label for label, _, _ in found.sets}
    assert [(person, role) for person, role, _ in found.posts] == [("郑红波", "区委书记")]
    assert report.quads > 1000


def test_the_same_texts_give_the_same_bytes_in_any_order(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    files = [source.path for source in sources(texts)]
    build(files, tmp_path / "one", html=_page)
    build(files[::-1], tmp_path / "two", html=_page)
    first = (tmp_path / "one" / "graph.trig").read_bytes()
    assert first == (tmp_path / "two" / "graph.trig").read_bytes()


def test_only_the_activity_tells_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for epoch in ("1700000000", "1800000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        build(None, tmp_path / epoch, html=_page)
    first, second = (_lines(tmp_path / epoch / "graph.trig") for epoch in ("1700000000", "1800000000"))
    changed = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    assert all("2023-11-14T22:13:20" in line or "20231114T221320" in line for line, _ in changed)
    assert 1 <= len(changed) <= 2  # the activity and its time


def test_a_text_given_twice_is_read_once(texts: Path) -> None:
    shutil.copy(REPORT, texts / "same.txt")
    report = fill(open_store(None), texts)
    assert len(report.documents) == 2
    assert [(Path(a).name, Path(b).name) for a, b in report.skipped] == [("same.txt", "futian.txt")]


def test_min_confidence_leaves_out_what_rules_are_less_sure_of() -> None:
    everything = fill(open_store(None), None)
    sure = fill(open_store(None), None, min_confidence=0.99)
    assert sure.quads < everything.quads


def test_the_base_of_data_iris_can_be_chosen() -> None:
    store = open_store(None)
    fill(store, None, base="https://data.example.org/futian/")
    subjects = {str(quad.subject) for quad in store}
    assert any(subject.startswith("<https://data.example.org/futian/area/") for subject in subjects)
    assert not any("w3id.org/urbanpolicy/id/" in subject for subject in subjects)


@pytest.mark.parametrize(
    "base", ["", "futian", "https://x.org/a b/", "https://x.org/a", "https://x.org/<>/", "https://x.org/#"]
)
def test_a_base_that_is_no_iri_is_refused(base: str) -> None:
    with pytest.raises(KgError, match="base"):
        fill(open_store(None), None, base=base)


def test_one_bad_text_does_not_stop_the_others(texts: Path, tmp_path: Path) -> None:
    (texts / "a-empty.txt").write_bytes(b"")
    report = build(texts, tmp_path / "out", html=_page)
    assert len(report.documents) == report.total == 2
    ((failure,),) = [report.failed]
    assert failure.name.endswith("a-empty.txt")
    assert "empty" in failure.reason


def test_if_all_texts_are_bad_nothing_changes(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(texts, out, html=_page)
    before = (out / "graph.trig").read_bytes()
    bad = [tmp_path / "missing.txt", tmp_path / "gone.txt"]
    with pytest.raises(InputError, match=r"missing\.txt: no such file.* \(and 1 more"):
        build(bad, out, html=_page)
    assert (out / "graph.trig").read_bytes() == before
    assert len(open_store(out / "store", read_only=True)) > 1000
    with pytest.raises(InputError):
        build(bad[0], tmp_path / "new", html=_page)
    assert not (tmp_path / "new").exists()


def test_a_page_that_fails_changes_nothing(tmp_path: Path) -> None:
    def broken(_: object) -> str:
        raise RuntimeError("no page")

    out = tmp_path / "out"
    build(None, out, html=_page)
    with pytest.raises(RuntimeError, match="no page"):
        build(None, out, html=broken)
    assert sorted(path.name for path in out.iterdir()) == NAMES
    assert (out / "graph.html").read_text("utf-8") == _page(None)


def test_progress_is_told_from_none_to_all() -> None:
    told: list[tuple[str, int, int]] = []
    fill(open_store(None), None, how=How(progress=lambda *step: told.append(step)))
    assert told[0][1:] == (0, 1)
    assert told[-1][1:] == (1, 1)
