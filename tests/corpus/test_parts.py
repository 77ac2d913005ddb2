"""A part is a pure function of a text and the settings, under a key that tells when it must be made again."""

from __future__ import annotations

import gzip
import pickle
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from kg import parts
from kg.errors import InputError, StoreError
from kg.graph import BASE
from kg.parts import Failure, Folder, Part, Settings, Task, head, key_of, make, nquads, version
from kg.reader import read_source, sources

SETTINGS = Settings(BASE, 0.0, version())


def made(path: Path) -> Part:
    (source,) = sources(path)
    part = make(Task(source, SETTINGS, key_of(source, SETTINGS)))
    assert isinstance(part, Part)
    return part


def test_a_part_is_n_quads_with_a_comment(texts: Path) -> None:
    import pyoxigraph as ox

    part = made(texts / "huzhou-2030.txt")
    lines = gzip.decompress(part.data).decode().split("\n")
    assert lines[0].startswith('# {"found":{"id":"huzhou-2030-')
    assert part.head.found.quads == len(lines) - 2
    parsed = list(ox.parse(gzip.decompress(part.data), format=ox.RdfFormat.N_QUADS))
    assert len(parsed) == len(list(ox.parse(nquads(part.data), format=ox.RdfFormat.N_QUADS)))


def test_what_is_read_back_is_what_was_written(texts: Path) -> None:
    part = made(texts / "huzhou-2030.txt")
    assert head(part.data) == part.head
    assert pickle.loads(pickle.dumps(part)) == part  # noqa: S301  # our own
    assert part.head.found.jurisdiction == "湖州市"
    (body,) = [thing for thing in part.head.things if thing.declared]
    assert (body.label, body.declared) == ("市发展和改革委员会", ("发改委",))  # the city goes without saying


def test_the_same_text_gives_the_same_part(texts: Path) -> None:
    path = texts / "huzhou-2030.txt"
    assert made(path) == made(path)
    document = read_source(sources(path)[0])
    shipped = make(Task(document, SETTINGS, made(path).key))
    assert isinstance(shipped, Part)
    assert shipped.data == made(path).data


def test_a_key_tells_apart_whatever_makes_another_part(texts: Path, tmp_path: Path) -> None:
    path = texts / "huzhou-2030.txt"
    source = sources(path)[0]
    keys = [
        key_of(source, SETTINGS),
        key_of(source, replace(SETTINGS, base="https://example.org/")),
        key_of(source, replace(SETTINGS, min_confidence=0.5)),
        key_of(source, replace(SETTINGS, version="another")),
        key_of(replace(source, encoding="gb18030"), SETTINGS),
        key_of(replace(source, known=(("year", 2031),)), SETTINGS),
    ]
    renamed = tmp_path / "other.txt"
    renamed.write_bytes(path.read_bytes())
    keys.append(key_of(sources(renamed)[0], SETTINGS))
    path.with_suffix(".toml").write_text("year = 2031\n")
    keys.append(key_of(source, SETTINGS))
    path.write_text(path.read_text("utf-8") + "今年出口增长1%。\n", "utf-8")
    keys.append(key_of(source, SETTINGS))
    assert len({*keys}) == len(keys)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for file in (path, path.with_suffix(".toml")):
        (elsewhere / file.name).write_bytes(file.read_bytes())
    assert key_of(sources(elsewhere / path.name)[0], SETTINGS) == keys[-1]  # the place is of no account


def test_a_text_in_an_archive_has_a_key_too(texts: Path, tmp_path: Path) -> None:
    archive = tmp_path / "texts.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(texts / "huzhou-2030.txt", "a/huzhou-2030.txt")
    (source,) = sources(archive)
    assert key_of(source, SETTINGS)
    with zipfile.ZipFile(archive, "a") as packed:
        packed.writestr("a/huzhou-2030.toml", "year = 2031\n")
    (changed,) = sources(archive)
    assert key_of(changed, SETTINGS) != key_of(source, replace(SETTINGS, version="another"))


def test_what_can_be_read_only_once_has_no_key_before(tmp_path: Path) -> None:
    import os

    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert key_of(sources(pipe)[0], SETTINGS) is None
    assert key_of(sources("https://example.org/report.html")[0], SETTINGS) is None
    with pytest.raises(InputError, match="no such file"):
        key_of(sources(tmp_path / "missing.txt")[0], SETTINGS)


def test_nothing_that_is_wrong_with_a_text_is_raised(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    failure = make(Task(sources(tmp_path / "empty.txt")[0], SETTINGS))
    assert isinstance(failure, Failure)
    assert "empty" in failure.reason
    task = Task(sources(texts / "huzhou-2030.txt")[0], SETTINGS)
    assert "another version" in make(replace(task, settings=replace(SETTINGS, version="x"))).reason  # type: ignore[union-attr]

    def broken(*_: object, **__: object) -> object:
        raise ZeroDivisionError("a rule")

    monkeypatch.setattr(parts, "extract", broken)
    assert "a fault of this program: ZeroDivisionError: a rule" in make(task).reason  # type: ignore[union-attr]


def test_a_damaged_part_says_so(texts: Path) -> None:
    data = made(texts / "huzhou-2030.txt").data
    for broken in (b"", b"text", data[:-9], data[:40]):
        with pytest.raises(StoreError, match="damaged"):
            nquads(broken)
    for broken in (b"", b"text", data[:40], gzip.compress(b"# {}\n")):
        with pytest.raises(StoreError, match="damaged"):
            head(broken)


def test_a_folder_of_parts(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "parts")
    assert ("a" in folder, list(folder)) == (False, [])
    folder["a"] = b"1"
    folder["b"] = b"2"
    assert ("a" in folder, sorted(folder), len(folder), folder["b"]) == (True, ["a", "b"], 2, b"2")
    del folder["a"]
    with pytest.raises(StoreError, match="missing"):
        folder["a"]


def test_the_version_is_of_all_modules_that_read_texts() -> None:
    """A module that `kg.parts` imports and its version does not know would leave parts as they were when it changes."""
    script = "import sys, kg.parts; print(*sorted(name for name in sys.modules if name.startswith('kg.')))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    modules = {name.split(".")[1] for name in done.stdout.split()}
    assert modules - {*parts.MODULES, *parts.PACKAGES} == {
        "_version",
        "collector",
        "errors",
        "http",
        "resources",
    }
    assert {*parts.MODULES, *parts.PACKAGES} <= modules
