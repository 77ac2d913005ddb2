"""What there is to read: files, folders, archives and addresses as small values, and what is known of each."""

from __future__ import annotations

import pickle
import zipfile
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.reader import Source, read, read_source, sources

TEXT = "兰溪县2024年政府工作报告\n今年地区生产总值增长6%左右。\n"


def write(folder: Path, *names: str, text: str = TEXT) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def packed(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def names(found: tuple[Source, ...], folder: Path) -> list[str]:
    return [str(source).removeprefix(f"{folder}/") for source in found]


def test_a_folder_gives_its_texts_sorted_at_any_depth(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/c.md", "a/b.HTML", "a.docx", "z.pdf", "x.csv", "y.py", "a.toml")
    assert names(sources(tmp_path), tmp_path) == ["a/b.HTML", "a/c.md", "a.docx", "b.txt", "z.pdf"]


def test_what_is_hidden_or_left_behind_does_not_count(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", ".b.txt", "~$a.docx", ".git/c.txt", "__MACOSX/._a.txt", "sources.toml")
    assert names(sources(tmp_path), tmp_path) == ["a.txt"]


def test_texts_that_are_not_read_are_listed_to_be_named(tmp_path: Path) -> None:
    (tmp_path / "old.doc").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    )
    (source,) = sources(tmp_path)
    with pytest.raises(
        InputError, match=r"old\.doc: a Word 97 document.*soffice --headless --convert-to docx"
    ):
        read_source(source)


def test_a_folder_without_texts_says_what_it_looked_for(tmp_path: Path) -> None:
    write(tmp_path, "data.csv")
    with pytest.raises(InputError, match=r"a folder without texts \(.txt, .md"):
        sources(tmp_path)


def test_each_is_listed_once_in_the_order_given(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    given = [tmp_path / "b.txt", tmp_path, str(tmp_path / "a.txt")]
    assert names(sources(given), tmp_path) == ["b.txt", "a.txt"]


def test_a_missing_file_is_a_source_that_raises_when_read(tmp_path: Path) -> None:
    (source,) = sources(tmp_path / "no.txt")
    with pytest.raises(InputError, match="no such file"):
        read_source(source)


def test_without_paths_the_bundled_reports() -> None:
    assert [Path(source.path).name for source in sources()] == ["futian-2021.txt"]


def test_a_source_travels_between_processes(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (source,) = sources(tmp_path / "a.txt", encoding="utf-8")
    assert read_source(pickle.loads(pickle.dumps(source))) == read(tmp_path / "a.txt")  # noqa: S301  # our own
    assert source.encoding == "utf-8"


def test_an_address_is_not_fetched_to_be_listed() -> None:
    (source,) = sources("https://example.invalid/zwgk/报告.html?id=3")
    assert source.is_url
    assert source.name == "报告.html"


# --- archives --------------------------------------------------------------------------------------------


def test_an_archive_stands_for_its_texts(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "reports.zip", {"2024/b.txt": TEXT, "2023/a.md": TEXT, "read.me": "x", "2023/": ""}
    )
    found = sources(path)
    assert [source.member for source in found] == ["2023/a.md", "2024/b.txt"]
    document = read_source(found[1])
    assert (document.text, document.source) == (TEXT, f"{path}/2024/b.txt")
    assert document.id.startswith("b-")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_in_an_archive_from_another_system(tmp_path: Path, encoding: str) -> None:
    """Without the UTF-8 flag, names are in the encoding of the machine that packed them."""
    name = "政府工作报告.txt"
    raw = name.encode(encoding)
    path = packed(tmp_path / "old.zip", {"x" * len(raw): TEXT})
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    (source,) = sources(path)
    assert source.member == name
    assert read_source(source).text == TEXT


def test_a_name_that_leads_out_of_the_archive_is_only_a_name(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"../../outside.txt": TEXT, "/etc/passwd.txt": "一"})
    before = sorted(tmp_path.rglob("*"))
    assert [read_source(source).id[:7] for source in sources(path)] == ["outside", "passwd-"]
    assert sorted(tmp_path.rglob("*")) == before


def test_what_is_wrong_with_one_member_does_not_touch_the_others(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "a.zip", {"a.txt": TEXT, "b.txt": b"\x00\x01", "inner.zip": b"PK\x05\x06" + b"\0" * 18}
    )
    read, binary, inner = sources(path)
    assert read_source(read).text == TEXT
    with pytest.raises(InputError, match=r"b\.txt: binary"):
        read_source(binary)
    with pytest.raises(InputError, match=r"inner\.zip: an archive inside another.*unpack"):
        read_source(inner)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04 and no more", "not a zip archive"),
        (b"hello", "not a zip archive"),
        (b"", "not a zip archive"),
    ],
)
def test_a_broken_archive_is_a_source_that_says_so(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    write(tmp_path, "b.txt")
    broken, fine = sources(tmp_path)
    with pytest.raises(InputError, match=message):
        read_source(broken)
    assert read_source(fine).text == TEXT


def test_an_archive_without_texts_says_so(tmp_path: Path) -> None:
    (source,) = sources(packed(tmp_path / "a.zip", {"a.csv": "1"}))
    with pytest.raises(InputError, match="an archive without texts in it"):
        read_source(source)


def test_an_encrypted_member_asks_to_be_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": TEXT})
    data = bytearray(path.read_bytes())
    data[6] |= 1  # general purpose flag, bit 0, in the local header
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and in the table of contents
    path.write_bytes(data)
    with pytest.raises(InputError, match="encrypted"):
        read_source(sources(path)[0])


def test_a_zip_bomb_is_left_unopened(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": b"0" * (80 << 20), "b.txt": TEXT})
    (source,) = sources(path)
    with pytest.raises(InputError, match="zip bomb"):
        read_source(source)


def test_one_file_of_an_archive_of_several_must_be_named(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": TEXT, "b.txt": TEXT + "一"})
    with pytest.raises(InputError, match="an archive of 2 texts"):
        read(path)
    assert read(packed(tmp_path / "one.zip", {"a.txt": TEXT})).text == TEXT


# --- what is known beforehand ----------------------------------------------------------------------------

TABLE = "file\ttitle\tyear\turl\na.txt\t表中的题目\t2023\thttps://example.org/a\nsub/b.txt\t乙\t2022\t\n"


def test_a_table_in_the_folder_says_what_is_known(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "sub/b.txt", "c.txt")
    write(tmp_path, "sources.tsv", text=TABLE)
    a, c, b = map(read_source, sources(tmp_path))
    assert (a.title, a.year, a.source) == ("表中的题目", 2023, "https://example.org/a")
    assert (b.title, b.year) == ("乙", 2022)
    assert c.title == ""


def test_the_nearest_table_speaks(tmp_path: Path) -> None:
    write(tmp_path, "sub/b.txt")
    write(tmp_path, "sources.tsv", text=TABLE)
    write(tmp_path, "sub/sources.tsv", text="# columns: file\ttitle\nb.txt\t近的题目\n")
    assert [read_source(source).title for source in sources(tmp_path)] == ["近的题目"]
    assert read(tmp_path / "sub" / "b.txt").title == "近的题目"


def test_a_table_and_sidecars_in_an_archive(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "a.zip",
        {"a.txt": TEXT, "sub/b.txt": TEXT, "sources.tsv": TABLE, "sub/b.toml": "year = 2030\n"},
    )
    a, b = map(read_source, sources(path))
    assert (a.title, a.year, b.title, b.year) == ("表中的题目", 2023, "乙", 2030)


def test_a_sidecar_wins_over_a_table_and_a_table_over_the_page(tmp_path: Path) -> None:
    page = f"<html><head><meta name=ArticleTitle content=页题><meta name=PubDate content=2024-02-05></head><body><p>{TEXT}</p>"
    write(tmp_path, "a.html", "b.html", "c.html", text=page)
    write(tmp_path, "sources.tsv", text="file\ttitle\na.html\t表题\nb.html\t表题\n")
    write(tmp_path, "b.toml", text='title = "旁题"\n')
    found = [read_source(source) for source in sources(tmp_path)]
    assert [document.title for document in found] == ["表题", "旁题", "页题"]
    assert {document.issued for document in found} == {"2024-02-05"}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("title\tyear\n甲\t2024\n", r"sources\.tsv:1: no column 'file'"),
        ("file\tautor\na.txt\t甲\n", r"sources\.tsv:1: no column 'autor'; columns: file, title"),
        ("file\tyear\n\na.txt\t24\n", r"sources\.tsv:3: year must be a number"),
        ("file\tdate\na.txt\t2024年\n", r"sources\.tsv:2: date must be a date"),
        ("file\ttitle\na.txt\t甲\t乙\n", r"sources\.tsv:2: 3 cells where the header names 2"),
    ],
)
def test_a_table_that_cannot_be_read_is_named_before_anything_is_read(
    tmp_path: Path, table: str, message: str
) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "sources.tsv", text=table)
    with pytest.raises(InputError, match=message):
        sources(tmp_path)
