"""The lock of the checks is in step with pyproject.toml, and the page of licences with the lock."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements" / "ci.txt").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
ADVICE = "run .ci/lock (see requirements/README.md)"
PINNED = re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)(?: ; (.+?))? \\$", LOCK, re.MULTILINE)


def declared() -> Iterator[Requirement]:
    """What pyproject.toml asks for, in dependencies and all extras."""
    listed = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    for requirement in (Requirement(text) for group in listed for text in group):
        if canonicalize_name(requirement.name) != PROJECT["name"]:  # an extra made of others
            yield requirement


def test_the_lock_has_a_version_of_everything_that_the_project_asks_for() -> None:
    versions: dict[str, list[str]] = {}
    for name, version, _ in PINNED:
        versions.setdefault(name, []).append(version)
    for requirement in declared():
        found = versions.get(canonicalize_name(requirement.name), [])
        assert found, f"{requirement} is not in the lock: {ADVICE}"
        assert all(requirement.specifier.contains(v, prereleases=True) for v in found), (
            f"{requirement}: {found}; {ADVICE}"
        )


def test_the_lock_has_nothing_for_the_project_that_it_no_longer_asks_for() -> None:
    blocks = re.findall(r"^([a-z0-9][a-z0-9._-]*)==.*?(?=^[a-z]|\Z)", LOCK, re.MULTILINE | re.DOTALL)
    texts = re.split(r"^(?=[a-z0-9][a-z0-9._-]*==)", LOCK, flags=re.MULTILINE)[1:]
    asked = {name for name, text in zip(blocks, texts, strict=True) if PROJECT["name"] in text}
    assert asked == {canonicalize_name(requirement.name) for requirement in declared()}, ADVICE


def test_every_package_is_held_by_hashes_and_none_by_a_place() -> None:
    assert len(PINNED) > 100
    assert LOCK.count("--hash=sha256:") >= len(PINNED)
    assert re.findall(r"https?://|file:|^-|--(?:index|extra|find)", LOCK, re.MULTILINE) == []


def test_the_licence_of_every_package_is_told_and_lets_us_pass_ours_on() -> None:
    page = (ROOT / "docs" / "licences.md").read_text("utf-8")
    told = re.findall(r"^\| \[(\S+)\]\(\S+\) \| (.+?) \| (.+?) \|$", page, re.MULTILINE)
    versions: dict[str, set[str]] = {}
    for name, version, _ in PINNED:
        versions.setdefault(name, set()).add(version)
    advice = "run python .ci/licences.py (see requirements/README.md)"
    assert {name: set(listed.split(", ")) for name, listed, _ in told} == versions, advice
    free = [licence for _, _, licence in told if all("GPL" in choice for choice in licence.split(" OR "))]
    assert free == []
