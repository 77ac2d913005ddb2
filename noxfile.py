"""The steps of .ci/run one at a time: `nox -l` lists them, `nox -s lint` does one. Needs `pip install nox`."""

from __future__ import annotations

from pathlib import Path

import nox

nox.needs_version = ">=2024.4.15"
nox.options.sessions = ["lint", "tests"]
nox.options.reuse_existing_virtualenvs = True


def _install(session: nox.Session) -> None:
    session.install("--require-hashes", "-r", "requirements/ci.txt")
    session.install("--no-deps", "-e", ".")


@nox.session
def lint(session: nox.Session) -> None:
    """Lint, layout, types, import contract."""
    _install(session)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", "--quiet", ".")
    session.run("mypy")
    session.run("lint-imports")


@nox.session
def tests(session: nox.Session) -> None:
    """The tests and the examples in docstrings; what follows `--` goes to pytest."""
    _install(session)
    session.run("pytest", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """The fuzz for long, with new input each time."""
    _install(session)
    session.run("pytest", "tests/fuzz", *session.posargs, env={"FUZZ": "deep"})


@nox.session
def docs(session: nox.Session) -> None:
    """The site of docs/, into site/."""
    _install(session)
    session.run("mkdocs", "build", "--strict")


@nox.session
def wheel(session: nox.Session) -> None:
    """Wheel and sdist; the wheel does the main job without the checkout."""
    session.install("build")
    folder = session.create_tmp()
    session.run("python", "-m", "build", "--outdir", folder)
    (built,) = Path(folder).glob("*.whl")
    session.install(str(built))
    session.chdir(folder)
    session.run("kg", "build")
    session.run("kg", "validate")


@nox.session
def lock(session: nox.Session) -> None:
    """requirements/ci.txt and docs/licences.md anew; `-- --upgrade` for newer versions."""
    session.install("uv")
    session.run("bash", ".ci/lock", *session.posargs, external=True)
    _install(session)
    session.run("python", ".ci/licences.py")


@nox.session
def audit(session: nox.Session) -> None:
    """Known vulnerabilities of what is locked; asks pypi.org."""
    session.install("pip-audit")
    session.run("pip-audit", "-r", "requirements/ci.txt", "--require-hashes", "--disable-pip")
