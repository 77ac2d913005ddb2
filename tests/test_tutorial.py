"""Both tutorials, done as they say: their files saved, their commands run in order in an empty folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize("name", ["tutorial.md", "tutorial.zh.md"])
def test_every_command_of_the_tutorial_runs(name: str, tmp_path: Path) -> None:
    text = (DOCS / name).read_text("utf-8")
    for file, content in re.findall(r"```text title=\"([^\"]+)\"\n(.*?)```", text, re.DOTALL):
        (tmp_path / file).write_text(content, "utf-8")
    commands = "".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    assert commands.count("kg ") > 10
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        [shutil.which("bash") or "bash", "-euo", "pipefail", "-c", commands], cwd=tmp_path, env=os.environ | {"PATH": path},
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stderr == ""
    assert "6.2" in run.stdout  # the outcome of 2023's growth target
