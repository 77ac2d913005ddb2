"""What may import what, and what is not imported until it is needed."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import kg

ROOT = Path(__file__).parent.parent
HEAVY = {
    "rdflib", "pyoxigraph", "oxrdflib", "pyshacl", "pyvis", "networkx", "rich", "jinja2", "jieba", "ahocorasick_rs",
    "numpy", "IPython", "starlette", "uvicorn",
}  # fmt: skip


def _loaded_after(code: str) -> set[str]:
    """Top-level names and kg modules in sys.modules of a fresh interpreter that has run ``code``."""
    script = f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return {name if name.startswith("kg") else name.partition(".")[0] for name in run.stderr.split()}


def test_help_of_every_command_loads_nothing_heavy() -> None:
    loaded = _loaded_after(
        "from kg.cli import app\n"
        "for words in [[], *([name] for name in app.commands)]:\n"
        "    assert app.main([*words, '--help'], standalone_mode=False) == 0\n"
    )
    assert "click" in loaded
    assert loaded & HEAVY == set()
    assert {"kg.api", "kg.pipeline", "kg.extract", "kg.store"} & loaded == set()


def test_import_kg_loads_no_more_than_its_version() -> None:
    assert _loaded_after("import kg") & (HEAVY | {"click", "kg.api", "kg.errors"}) == set()


def test_public_names_are_there_and_said_so() -> None:
    assert len(kg.__all__) == len(set(kg.__all__))
    for name in kg.__all__:
        assert getattr(kg, name) is not None
    assert dir(kg) == sorted(kg.__all__)
    assert issubclass(kg.errors.InputError, kg.errors.KgError)


def test_an_unknown_name_lists_the_known_ones() -> None:
    try:
        kg.opne  # noqa: B018
    except AttributeError as error:
        assert "build" in str(error)
    else:
        raise AssertionError("kg.opne exists")


def test_every_module_has_its_layer() -> None:
    """The import contract (lint-imports) only holds for modules that it names."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    named = {name.strip() for layer in layers for name in layer.split("|")}
    modules = {f"kg.{path.stem}" for path in (ROOT / "kg").glob("[!_]*.py")}
    modules |= {f"kg.{path.parent.name}" for path in (ROOT / "kg").glob("[!_]*/__init__.py")}
    assert modules - named == set()
    assert {name for name in named - modules if name.startswith("kg.")} == {"kg._version"}
