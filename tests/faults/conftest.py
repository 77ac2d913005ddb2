"""A folder with a graph, and a text that would replace it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from faults.command import NEW, OLD, kg


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("built")
    (here / "old.txt").write_text(OLD, "utf-8")
    (here / "new.txt").write_text(NEW, "utf-8")
    assert kg("build", "old.txt", cwd=here).code == 0
    return here


@pytest.fixture
def here(built: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    return Path(shutil.copytree(built, tmp_path / "here"))
