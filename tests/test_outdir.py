"""A folder that a build writes is the old result or the new one, whatever goes wrong between."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.outdir import (
    CATALOG,
    HTML,
    PARTS,
    REPLACED,
    RESUME,
    STORE,
    TRIG,
    locked,
    recover,
    settle,
    staged,
    without,
    write_file,
)


def _write(new: Path, text: str) -> None:
    """What a build leaves in its folder: CURRENT marks a store of ours."""
    (new / STORE).mkdir()
    (new / STORE / "CURRENT").write_text(text)
    (new / TRIG).write_text(text)
    (new / HTML).write_text(text)
    (new / CATALOG).write_text(text)


def _read(out: Path) -> list[str]:
    return [(out / name).read_text() for name in (f"{STORE}/CURRENT", TRIG, HTML, CATALOG)]


def _names(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir())


def test_a_result_takes_the_place_of_the_earlier_one(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    for text in ("one", "two"):
        with staged(out) as new:
            _write(new, text)
        assert _read(out) == [text] * 4
        assert _names(out) == sorted(REPLACED)


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with staged(tmp_path) as new:
        _write(new, "one")
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_an_error_leaves_the_earlier_result(tmp_path: Path) -> None:
    with staged(tmp_path) as new:
        _write(new, "one")
    with pytest.raises(ZeroDivisionError), staged(tmp_path) as new:
        (new / TRIG).write_text("half")
        raise ZeroDivisionError
    assert _read(tmp_path) == ["one"] * 4
    assert _names(tmp_path) == sorted(REPLACED)


def test_an_error_in_a_new_folder_leaves_none(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), staged(tmp_path / "out") as new:
        (new / TRIG).write_text("half")
        raise KeyboardInterrupt
    assert not (tmp_path / "out").exists()


def test_a_full_disk_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot write .*: No space left"), staged(tmp_path) as new:
        raise OSError(28, "No space left on device", str(new / TRIG))


@pytest.mark.parametrize("name", [*REPLACED, PARTS])
def test_files_that_no_build_wrote_are_not_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "thesis.txt").write_text("mine")
    with pytest.raises(OutputError, match=f"'{name}' that no build wrote"), staged(tmp_path) as new:
        _write(new, "one")
    assert (tmp_path / name / "thesis.txt").read_text() == "mine"


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputError, match="out"), staged(tmp_path / "out"):
        pass
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.parametrize("renames", range(9))
def test_killed_between_any_two_renames_the_next_opening_finishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    """A replacement is eight renames after the one that makes it ready; stop after each of them."""
    with staged(tmp_path) as new:
        _write(new, "one")
    ready = tmp_path / ".ready"
    ready.mkdir()
    _write(ready, "two")
    real, done = Path.rename, [0]

    def rename(self: Path, target: Path) -> Path:
        if done[0] == renames:
            raise SystemExit("killed")
        done[0] += 1
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", rename)
        try:
            recover(tmp_path)
        except SystemExit:
            assert renames < 8
    settle(tmp_path)
    assert _read(tmp_path) == ["two"] * 4
    assert _names(tmp_path) == sorted(REPLACED)


@pytest.mark.parametrize("renames", range(4))
def test_what_would_be_out_of_date_goes_with_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    with staged(tmp_path) as new:
        _write(new, "one")
    ready = tmp_path / ".ready"
    ready.mkdir()
    (ready / CATALOG).write_text("two")
    without(ready, HTML)
    without(ready, TRIG)
    real, done = Path.rename, [0]

    def rename(self: Path, target: Path) -> Path:
        if done[0] == renames:
            raise SystemExit("killed")
        done[0] += 1
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", rename)
        with suppress(SystemExit):
            recover(tmp_path)
    settle(tmp_path)
    assert _names(tmp_path) == [CATALOG, STORE]
    assert (tmp_path / CATALOG).read_text() == "two"


def test_parts_of_an_interrupted_build_are_ours(tmp_path: Path) -> None:
    (tmp_path / PARTS).mkdir()
    with pytest.raises(OutputError, match="'parts' that no build wrote"), locked(tmp_path):
        pass
    (tmp_path / PARTS / RESUME).write_text("{}")
    with locked(tmp_path):
        pass


def test_two_builds_at_once_and_what_a_killed_one_left(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    script = (
        "import sys\nfrom pathlib import Path\nfrom kg.outdir import staged\n"
        "with staged(Path(sys.argv[1])) as new:\n    print('in', flush=True)\n    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "in\n"
        with pytest.raises(OutputError, match="another build is writing"), staged(tmp_path):
            pass
        other.kill()
    assert any(name.startswith(".new-") for name in _names(tmp_path))
    with staged(tmp_path) as new:
        _write(new, "one")
    assert _names(tmp_path) == sorted(REPLACED)


def test_one_file_is_written_whole(tmp_path: Path) -> None:
    target, link = tmp_path / "a.ttl", tmp_path / "link.ttl"
    link.symlink_to(target)
    assert write_file(link, b"one") == link
    assert target.read_bytes() == b"one"
    assert link.is_symlink()
    assert _names(tmp_path) == ["a.ttl", "link.ttl"]


def test_a_file_that_cannot_be_written_names_itself(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot write .*nowhere/a\.ttl: No such file"):
        write_file(tmp_path / "nowhere" / "a.ttl", b"one")
