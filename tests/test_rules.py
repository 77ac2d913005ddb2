"""The rules of extraction, one pattern a case: every file in cases/ whose title begins with “Rules:”.

The cases are Markdown, so that they can be read and added to without Python; the head of cases/measures.md says how.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from kg.extract import extract
from kg.link import link
from kg.model import Extraction, Measure, NumberedSet, Relation
from kg.reader import from_text
from kg.rules.clauses import clauses

CASES = Path(__file__).parent / "cases"
KEYS = ("clause", "measure", "entity", "alias", "set", "relation")


@dataclass(frozen=True, slots=True)
class Case:
    """One heading of a case file. ``wants`` are its lines: (no, not or ""), key, value cells."""

    file: str
    name: str
    text: str
    area: str | None
    year: int | None
    wants: tuple[tuple[str, str, tuple[str, ...]], ...]


def _cases() -> list[Case]:
    found: list[Case] = []
    for path in sorted(CASES.glob("*.md")):
        content = path.read_text("utf-8")
        if content.startswith("# Rules:"):
            found += [_case(path.stem, block) for block in content.split("\n## ")[1:]]
    return found


def _case(file: str, block: str) -> Case:
    name, *lines = block.split("\n")
    given = {key: value.strip() for key, mark, value in (line.partition(":") for line in lines) if mark}
    text = "\n".join(line.removeprefix(">").removeprefix(" ") for line in lines if line.startswith(">"))
    wants = tuple(_want(line[2:]) for line in lines if line.startswith("- "))
    year = given.get("year")
    return Case(file, name.strip(), text, given.get("area"), int(year) if year else None, wants)


def _want(line: str) -> tuple[str, str, tuple[str, ...]]:
    """``not entity: 甲 | Zone`` → ("not", "entity", ("甲", "Zone"))."""
    match = re.fullmatch(r"(?:(no other|no|not) )?(\w+)(?:: (.+))?", line.strip())
    assert match, f"cannot be read: {line!r}"
    return match[1] or "", match[2], tuple(cell.strip() for cell in (match[3] or "").split(" | "))


@cache
def _extraction(case: Case) -> Extraction:
    document = replace(from_text(case.text, name="case"), jurisdiction=case.area, year=case.year)
    return link(extract(document))


def _rows(case: Case, key: str) -> list[tuple[str, ...]]:
    """All that came of one kind, in the cells of a case line."""
    if key == "clause":
        return [(case.text[b:e],) for b, e in clauses(case.text)]
    result = _extraction(case)
    match key:
        case "measure":
            return [
                (f.action, f.object_text, f.status, f.agent or "")
                for f in result.facts
                if isinstance(f, Measure)
            ]
        case "relation":
            return [(f.subject, f.predicate, f.object) for f in result.facts if isinstance(f, Relation)]
        case "set":
            sets = [f for f in result.facts if isinstance(f, NumberedSet)]
            return [(f.label, str(f.count), "；".join(f.members)) for f in sets]
        case "alias":
            return [(e.label, alias) for e in result.entities.values() for alias in e.aliases]
    return [(e.label, "+".join((*e.classes, *e.subclasses))) for e in result.entities.values()]


def _answers(key: str, want: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """Whether a row says what the line wants: cell by cell, as many as given; of classes, all that are named."""
    if key == "entity" and len(want) == 2:
        return want[0] == row[0] and set(want[1].split("+")) <= set(row[1].split("+"))
    return want == row[: len(want)]


CASE_LIST = _cases()


@pytest.mark.parametrize("case", CASE_LIST, ids=[f"{case.file}: {case.name}" for case in CASE_LIST])
def test_case(case: Case) -> None:
    problems = []
    for mark, key, want in case.wants:
        rows = _rows(case, key)
        wanted = [w for m, k, w in case.wants if k == key and not m]
        if mark in ("no", "no other"):
            more = [row for row in rows if not any(_answers(key, w, row) for w in wanted)]
            problems += [f"too much: {key}: {' | '.join(row)}" for row in more]
        elif any(_answers(key, want, row) for row in rows) == (mark == "not"):
            problems.append(f"{'unwanted' if mark else 'missing'}: {key}: {' | '.join(want)}")
    came = "\n".join(f"  {key}: {' | '.join(row)}" for key in _keys(case) for row in _rows(case, key))
    assert not problems, "\n".join([case.text, *problems, "what came:", came])


def _keys(case: Case) -> list[str]:
    return list(dict.fromkeys(key for _, key, _ in case.wants))


@pytest.mark.parametrize("case", CASE_LIST, ids=[f"{case.file}: {case.name}" for case in CASE_LIST])
def test_case_is_well_formed(case: Case) -> None:
    """A case that asks for nothing, or for a kind of thing that does not exist, would pass unseen."""
    assert case.text
    assert case.wants
    assert {key for _, key, _ in case.wants} <= set(KEYS)
    assert all(cells != ("",) for mark, _, cells in case.wants if mark not in ("no", "no other"))


def test_there_are_many_cases_and_no_two_of_one_name() -> None:
    names = [(case.file, case.name) for case in CASE_LIST]
    assert len(names) == len(set(names))
    assert len(names) >= 150
