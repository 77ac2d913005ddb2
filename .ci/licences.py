"""The licence of every package in requirements/ci.txt, written to docs/licences.md; fails on one that we may not use.

    python .ci/licences.py

Run where the lock is installed. Licences are what the packages' own metadata tell (PEP 639, trove classifiers), told as
SPDX expressions by requirements/licences.tsv.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCK, TABLE, PAGE = (
    ROOT / "requirements" / "ci.txt",
    ROOT / "requirements" / "licences.tsv",
    ROOT / "docs" / "licences.md",
)
# One of these is enough where a package leaves the choice (OR); where it asks for several (AND), each must be here.
MAY = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MIT-0", "MIT-CMU",
    "MPL-1.1", "MPL-2.0", "PSF-2.0", "W3C", "W3C-20150513", "Zlib",
}  # fmt: skip
OLDEST = {
    "python_version": "3.11",
    "python_full_version": "3.11.0",
}  # markers are read for it, so that the page is one
HEAD = """# Licences of what we build on

urban-policy-kg itself is under Apache-2.0. This page is written by `python .ci/licences.py` from the metadata of the
packages in `requirements/ci.txt`; a check refuses licences that would bind who passes our package on (GPL, AGPL).
None of these packages is part of ours, but for vis-network (Apache-2.0 or MIT), which `pyvis` brings and every page
that we write carries, with its licence.
"""


def packages() -> dict[str, str]:
    """Name → version, of the lock."""
    found = re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", LOCK.read_text("utf-8"), re.MULTILINE)
    versions: dict[str, list[str]] = {}
    for name, version in found:
        versions.setdefault(name, []).append(version)
    return {name: ", ".join(sorted(set(listed))) for name, listed in versions.items()}


def licence(name: str, table: dict[tuple[str, str], str]) -> str:
    """The SPDX expression of a package's licence. Raises SystemExit for one that is not told."""
    told = table.get(("package", name))
    installed = _installed(name)
    if told or installed is None:
        return told or sys.exit(f"{name} is not installed here, nor in {TABLE.name}")
    about = installed.metadata
    if "License-Expression" in about:
        return str(about["License-Expression"])
    field = (about.get_all("License") or [""])[0].strip().lower()
    classes = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    known = dict.fromkeys(table[key] for c in classes if (key := ("classifier", c)) in table)
    return (
        table.get(("text", field))
        or " OR ".join(known)
        or sys.exit(f"{name}: its licence is not told: {field[:60]!r}")
    )


def allowed(expression: str) -> bool:
    """Whether an SPDX expression without brackets leaves us a choice that we may use."""
    return any(set(choice.split(" AND ")) <= MAY for choice in expression.split(" OR "))


def closure(names: list[str], extras: dict[str, list[str]]) -> set[str]:
    """The packages that these requirements bring, and what those bring."""
    found: set[str] = set()
    left = [Requirement(name) for name in names]
    while left:
        one = left.pop()
        name = canonicalize_name(one.name)
        if name == "urban-policy-kg":
            left += [Requirement(each) for extra in one.extras for each in extras[extra]]
            continue
        if name in found:
            continue
        found.add(name)
        installed = _installed(name)
        needed = map(Requirement, (installed.requires or ()) if installed else ())
        wanted = [OLDEST | {"extra": extra} for extra in ("", *one.extras)]
        left += [r for r in needed if r.marker is None or any(r.marker.evaluate(w) for w in wanted)]
    return found


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def page() -> str:
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    table = {(row[0], row[1]): row[2] for row in rows}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    core = closure(project["dependencies"], extras)
    more = closure(extras["all"], extras) - core
    parts = [HEAD]
    versions = packages()
    for title, names in (
        ("Needed by the package", core),
        ("Needed by its extras (`urban-policy-kg[all]`)", more),
        ("Needed only to check and document it", versions.keys() - core - more),
    ):
        lines = [(n, version, licence(n, table)) for n, version in versions.items() if n in names]
        refused = [f"{name}: {told}" for name, _, told in lines if not allowed(told)]
        if refused:
            sys.exit("licences that we may not use:\n" + "\n".join(refused))
        body = "\n".join(f"| [{n}](https://pypi.org/project/{n}/) | {v} | {told} |" for n, v, told in lines)
        parts.append(f"## {title}\n\n| package | version | licence |\n| --- | --- | --- |\n{body}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
