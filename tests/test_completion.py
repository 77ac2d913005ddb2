"""What real bash offers at Tab: commands, options, queries, their parameters and the names in the graph."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.query import named_queries

TEXT = "苏州市2030年政府工作报告\n\n以东湖新城为引擎。加快东湖大桥建设,推进“东湖 码头”改造。市委书记王明在会上讲话。\n"
BASH = shutil.which("bash")
FISH = shutil.which("fish")
pytestmark = pytest.mark.skipif(BASH is None, reason="no bash")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a graph in ``out``, and a ``kg`` that runs this checkout."""
    home = tmp_path_factory.mktemp("home")
    (home / "suzhou.txt").write_text(TEXT, "utf-8")
    kg.build(home / "suzhou.txt", home / "out").close()
    (home / "bin").mkdir()
    command = home / "bin" / "kg"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n', "utf-8")
    command.chmod(0o755)
    return home


def tab(folder: Path, line: str) -> list[str]:
    """What bash has in COMPREPLY at Tab after ``line``; words are cut as bash cuts them, at = and : too.

    ``+nospace`` follows where bash is told to add no space.
    """
    script = r"""
eval "$(kg completion bash)"
complete -p kg >/dev/null || exit 3
compopt() { echo "+${*: -1}"; }      # outside of readline it only complains
read -r -a COMP_WORDS <<< "$(sed -E 's/([=:]+)/ \1 /g' <<< "$LINE")"
[[ $LINE == *' ' ]] && COMP_WORDS+=("")
COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
_kg_completion kg
printf '%s\n' "${COMPREPLY[@]}"
"""
    environment = {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "LINE": line, "HOME": str(folder), "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
    }  # fmt: skip
    run = subprocess.run(
        [BASH or "bash", "--norc", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stderr == ""
    return [word for word in run.stdout.splitlines() if word]


def test_commands_and_options(folder: Path) -> None:
    assert tab(folder, "kg quer") == ["query", "queries"]
    assert tab(folder, "kg comp") == ["compare", "completion"]
    assert tab(folder, "kg completion ") == ["bash", "zsh", "fish"]
    assert "--format" in tab(folder, "kg show --f")
    assert tab(folder, "kg path --format c") == ["csv"]
    assert tab(folder, "kg path --format=c") == ["csv"]


def test_named_queries_and_files(folder: Path) -> None:
    assert tab(folder, "kg query eng") == ["engines"]
    assert set(tab(folder, "kg query ")) == set(named_queries())
    assert tab(folder, "kg query ./my") == ["+default"], "bash itself offers files"


def test_parameters_of_the_query_without_a_space_after_them(folder: Path) -> None:
    assert tab(folder, "kg query measures -p en") == ["+nospace", "entity="]
    offered = [word for word in tab(folder, "kg query targets -p area=苏州市 -p ") if word != "+nospace"]
    assert {"indicator=", "year=", "status="} <= set(offered)
    assert "area=" not in offered, "it is given already"
    assert tab(folder, "kg query nonsense -p ") == []


def test_names_in_the_graph(folder: Path) -> None:
    assert "东湖大桥" in tab(folder, "kg show 东湖")
    assert tab(folder, "kg show 东湖大") == ["东湖大桥"]
    assert tab(folder, "kg path 东湖大桥 王") == ["王明"]
    assert tab(folder, "kg query measures -p entity=东湖大") == ["东湖大桥"]
    assert "东湖大桥" in tab(folder, "kg query measures -p entity=")
    assert tab(folder, "kg query actions -p text=东") == [], "any words may be asked for"


def test_without_a_graph_no_names_and_no_complaint(folder: Path) -> None:
    assert tab(folder, "kg show --out nowhere 东") == []
    assert tab(folder, "kg show --out http://127.0.0.1:9/query 东") == [], "no server is asked"


@pytest.mark.parametrize(
    ("shell", "words"), [("zsh", "#compdef kg"), ("fish", "complete --no-files --command kg")]
)
def test_scripts_for_other_shells(folder: Path, shell: str, words: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "kg", "completion", shell],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
    )
    assert words in run.stdout
    assert f"_KG_COMPLETE={shell}_complete" in run.stdout


@pytest.mark.skipif(FISH is None, reason="no fish")
def test_what_fish_offers(folder: Path) -> None:
    script = (
        'eval (kg completion fish | string collect); complete -C "kg query eng"; complete -C "kg show 东"'
    )
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    run = subprocess.run(
        [FISH or "fish", "--no-config", "-c", script],
        capture_output=True, text=True, check=True, cwd=folder, env={**os.environ, "PATH": path},
    )  # fmt: skip
    offered = [line.partition("\t")[0] for line in run.stdout.splitlines()]
    assert offered[0] == "engines"
    assert offered[1:] == [name.replace("\\", "") for name in tab(folder, "kg show 东")] != []


def test_a_name_with_a_space_is_one_word(folder: Path) -> None:
    import pyoxigraph as ox

    (folder / "spaced").mkdir()
    store = ox.Store(str(folder / "spaced" / "store"))
    thing, upo = ox.NamedNode("http://x/a"), "https://w3id.org/urbanpolicy/ontology#"
    label = ox.Literal("New City (East)", language="zh")
    for quad in (
        ox.Quad(thing, ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), label, thing),
        ox.Quad(
            thing,
            ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
            ox.NamedNode(upo + "Zone"),
            thing,
        ),
    ):
        store.add(quad)
    store.flush()
    del store
    assert tab(folder, "kg show --out spaced New") == [r"New\ City\ \(East\)"]
