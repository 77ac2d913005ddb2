"""Reading text files: encodings, line ends, sidecars, and one clear line for what cannot be read."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.reader import from_text, read, text
from kg.resources import data_path

TEXT = "一、2023年工作回顾\n全县地区生产总值增长5.1%，达到“十四五”中期目标。\n"


def write(tmp_path: Path, data: bytes, name: str = "南乐县 2024.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"])
def test_the_same_text_in_any_encoding_is_the_same_document(tmp_path: Path, encoding: str) -> None:
    document = read(write(tmp_path, TEXT.encode(encoding)))
    assert document.text == TEXT
    assert document.id == "南乐县-2024-" + hashlib.sha256(TEXT.encode()).hexdigest()[:8]
    assert document.source == "南乐县 2024.txt"


def test_an_encoding_given_is_obeyed(tmp_path: Path) -> None:
    text = "政府工作報告，經濟穩定增長。"
    assert read(write(tmp_path, text.encode("big5")), encoding="big5").text == text


def test_line_ends_become_lf_and_nothing_else_changes() -> None:
    assert from_text("一\r\n二\r三\u2028四\u3000五\u00a0\f六").text == "一\n二\n三\u2028四\u3000五\u00a0\f六"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \r\n\t ", "the file is empty"),
        ("　\n　".encode(), "the text is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a picture"),
        (bytes(range(1, 32)) * 20, "binary, not text"),
        (TEXT.encode()[:-5] + b"\xff\xfe" + TEXT.encode(), "UTF-8 with a broken byte"),
        (("政府工作報告，經濟穩定增長。" * 20).encode("big5"), "neither UTF-8 nor GB18030"),
        (b"\x81\x20\xff\xff\xff\x81 abc", "neither UTF-8"),
        (b"\xff\xfe\x00\xd8", "not utf-16"),
    ],
)
def test_what_is_no_text_is_named_in_one_line(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read(write(tmp_path, data))
    assert "\n" not in str(caught.value) and "南乐县 2024.txt" in str(caught.value)


def test_a_missing_file_names_those_that_are_there(tmp_path: Path) -> None:
    write(tmp_path, TEXT.encode())
    with pytest.raises(InputError, match=r"no such file; in .* there are: 南乐县 2024\.txt"):
        read(tmp_path / "2025.txt")


def test_a_folder_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder"):
        read(tmp_path)


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_BYTES", 10)
    with pytest.raises(InputError, match="more than the 10"):
        read(write(tmp_path, TEXT.encode()))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.encode())
    path.chmod(0)
    with pytest.raises(InputError, match="cannot be read"):
        read(path)


@pytest.mark.parametrize(
    ("encoding", "message"), [("klingon", "no encoding"), ("ascii", "not ascii"), ("hex", "choices")]
)
def test_a_wrong_encoding_lists_the_choices(tmp_path: Path, encoding: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read(write(tmp_path, TEXT.encode()), encoding=encoding)
    assert "gb18030" in str(caught.value)


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(InputError, match="surrogate"):
        from_text("一\ud800")


def test_a_name_without_letters_still_gives_an_id() -> None:
    assert from_text("一", name="../ *?").id.startswith("text-")


# --- what is known beforehand ----------------------------------------------------------------------------


def test_the_bundled_report_is_known_wherever_it_lies(tmp_path: Path) -> None:
    data = data_path("seeds", "reports", "futian-2021.txt").read_bytes()
    document = read(write(tmp_path, data, "copy.txt"))
    assert (document.jurisdiction, document.year, document.kind) == ("福田区", 2021, "news")
    assert document.title


def test_a_sidecar_wins(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.encode(), "a.txt")
    (tmp_path / "a.toml").write_text(
        'title = "T"\nyear = 2024\nissued = 2024-01-09\njurisdiction = "南乐县"', "utf-8"
    )
    document = read(path)
    assert (document.title, document.year, document.issued, document.jurisdiction) == (
        "T",
        2024,
        "2024-01-09",
        "南乐县",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("year = ", "not a readable TOML file"),
        ("year = 'MMXXIV'", "year must be a number"),
        ("autor = 'X'", "unknown key 'autor'; keys: issued"),
        ("issued = '9 January'", "issued must be a date"),
        ("title = 3", "title must be a text"),
    ],
)
def test_a_broken_sidecar_is_named(tmp_path: Path, content: str, message: str) -> None:
    path = write(tmp_path, TEXT.encode(), "a.txt")
    (tmp_path / "a.toml").write_text(content, "utf-8")
    with pytest.raises(InputError, match=message):
        read(path)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_an_input_error(data: bytes) -> None:
    try:
        document = from_text(text.decode(data, "x"))
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert document.text.encode("utf-8")
