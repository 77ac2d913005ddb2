"""``kg compare``, ``kg ledger`` and ``kg series`` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

import kg
from kg.cli import main

Run = Callable[..., tuple[int, str, str]]
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("ledger") / "out"
    kg.build(sorted(HERE.glob("*.txt")), out).close()
    return out


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], built: Path) -> Run:
    def call(*args: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main([*map(str, args), "--out", str(built)])
        printed = capsys.readouterr()
        return int(end.value.code or 0), printed.out, printed.err

    return call


def test_the_table_is_aligned_by_the_width_of_chinese(run: Run) -> None:
    code, out, _ = run("ledger", "--kind", "target", "--status", "missed")
    lines = out.splitlines()
    assert code == 0
    assert len(lines) == 2 + 7
    start = cell_len(lines[0][: lines[0].index("before")])
    for line in lines[2:]:
        head, _, _ = line.partition(" 202")
        assert cell_len(head) == start - 1, line


def test_csv_has_both_ends_with_their_sentences(run: Run) -> None:
    code, out, _ = run("compare", "砚溪区2022", "砚溪区2023", "--status", "exceeded", "--format", "csv")
    found = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert {row["verdict"] for row in found} == {"met"}
    assert all(
        row["before"] in row["before_sentence"] and row["after"] in row["after_sentence"] for row in found
    )


def test_json_and_markdown(run: Run) -> None:
    _, out, _ = run("ledger", "--status", "renamed", "--format", "json")
    assert {entry["reason"]["code"] for entry in json.loads(out)} == {"renamed"}
    _, out, _ = run("ledger", "--status", "renamed", "--format", "markdown")
    assert out.startswith("| kind | verdict |")


@pytest.mark.parametrize(("name", "begin"), [
    ("l.html", "<!doctype html>"), ("l.nq", "<https://"), ("l.csv", "kind,verdict"), ("l.json", "["), ("l.md", "| kind"),
])  # fmt: skip
def test_a_file_is_written_in_the_format_that_its_ending_means(
    run: Run, tmp_path: Path, name: str, begin: str
) -> None:
    code, out, err = run("ledger", "-o", tmp_path / name)
    assert (code, out, err) == (0, "", "")
    assert (tmp_path / name).read_text("utf-8").startswith(begin)


def test_errors_are_one_line_and_code_2(run: Run, tmp_path: Path) -> None:
    for args in (
        ("compare", "砚溪区", "2024"),
        ("compare", "1999", "2024"),
        ("ledger", "--status", "failed"),
        ("ledger", "--kind", "promise"),
        ("ledger", "-o", tmp_path / "l.xyz"),
        ("series", "no such indicator"),
        ("series", "GDP", "-o", tmp_path / "gdp.bmp"),
    ):
        code, out, err = run(*args)
        assert (code, out) == (2, ""), args
        assert err.startswith("kg: ")
        assert len(err.splitlines()) == 1


def test_two_places(run: Run) -> None:
    code, out, _ = run("compare", "砚溪区", "柏川县", "--year", "2024", "--format", "json")
    verdicts = {entry["verdict"] for entry in json.loads(out)}
    assert code == 0
    assert verdicts == {"shared", "differs", "only_first", "only_second"}


def test_a_series_as_a_table_and_as_a_picture(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("series", "GDP", "--kind", "growth", "--format", "csv")
    assert code == 0
    assert [row["value"] for row in csv.DictReader(io.StringIO(out)) if row["area"] == "砚溪区"][:2] == [
        "8.1",
        "6.8",
    ]
    code, out, _ = run("series", "GDP", "-o", tmp_path / "gdp.svg")
    assert (code, out.strip()) == (0, str(tmp_path / "gdp.svg"))
    assert (tmp_path / "gdp.svg").read_bytes().startswith(b"<?xml")
