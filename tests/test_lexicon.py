"""Tables of knowledge: one row a line, cells by tabs, comments by #."""

from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.lexicon import read_tsv, tsv


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "heads.tsv"
    path.write_bytes(text.encode("utf-8"))
    return path


def test_comments_and_blank_lines_are_dropped(tmp_path: Path) -> None:
    path = table(tmp_path, "# heads\n\n路\tZone\r\n园区\tZone\n")
    assert read_tsv(path) == (("路", "Zone"), ("园区", "Zone"))


def test_short_rows_are_filled_up_to_the_named_columns(tmp_path: Path) -> None:
    rows = read_tsv(table(tmp_path, "# columns: head\tclass\tnote\n路\tZone\n"))
    assert rows == (("路", "Zone", ""),)


def test_a_row_that_is_too_long_names_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"heads\.tsv:2: 3 cells where the header names 2"):
        read_tsv(table(tmp_path, "# columns: head\tclass\n路\tZone\tx\n"))


def test_a_row_without_its_first_cell_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"heads\.tsv:1: the first cell is empty"):
        read_tsv(table(tmp_path, "\tZone\n"))


def test_a_table_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "heads.tsv"
    path.write_bytes("园区\tZone\n".encode("gb18030"))
    with pytest.raises(LexiconError, match="not UTF-8"):
        read_tsv(path)


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(LexiconError, match="no lexicon table 'nowhere'"):
        tsv("nowhere")
