"""What people find who come to the project: its files are well-formed, lead somewhere, and say what the checks do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import kg

ROOT = Path(__file__).parent.parent
CHECKS = (ROOT / ".ci" / "run").read_text("utf-8")
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def test_the_citation_is_of_this_version() -> None:
    citation = _yaml(ROOT / "CITATION.cff")
    assert {"cff-version", "message", "title", "authors", "version", "license"} <= citation.keys()
    assert (str(citation["version"]), citation["license"]) == (kg.__version__, "Apache-2.0")


@pytest.mark.parametrize("form", FORMS, ids=[form.stem for form in FORMS])
def test_a_form_of_an_issue_is_one(form: Path) -> None:
    found = _yaml(form)
    assert {"name", "description", "body"} <= found.keys()
    ids = [field["id"] for field in found["body"]]
    assert len(set(ids)) == len(ids)
    for field in found["body"]:
        assert field["type"] in ("textarea", "input")
        assert field["attributes"]["label"]
    assert "·" in found["name"]  # in two languages


def _words(step: str) -> str:
    """A command without what only says how loud it is."""
    return re.sub(r'\$bin/|"|--quiet |--force-exclude ?', "", step).strip()


def test_nox_and_the_hooks_do_what_the_checks_do() -> None:
    checks = _words(CHECKS)
    lint = re.search(r"def lint.*?(?=@nox)", (ROOT / "noxfile.py").read_text("utf-8"), re.DOTALL)
    assert lint
    steps = [
        " ".join(re.findall(r'"([^"]+)"', call)) for call in re.findall(r"session\.run\((.+)\)", lint[0])
    ]
    assert len(steps) == 4
    (local,) = _yaml(ROOT / ".pre-commit-config.yaml")["repos"]
    hooks = [hook["entry"] for hook in local["hooks"]]
    assert [step for step in (*steps, *hooks) if _words(step) not in checks] == []


PAGES = ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "SECURITY.md", "requirements/README.md"]
PAGES += sorted(str(page.relative_to(ROOT)) for page in (ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_names_is_there(name: str) -> None:
    page = ROOT / name
    text = page.read_text("utf-8")
    links = [page.parent / link for link in re.findall(r"\]\(((?!https?:|reference/)[^)#]+)", text)]
    files = [
        ROOT / path
        for path in re.findall(
            r"`((?:tests|kg|viz|ontology|queries|seeds|benchmarks|requirements|docs|\.ci)/[\w./-]+)`", text
        )
    ]
    assert [path for path in (*links, *files) if not path.exists()] == []
