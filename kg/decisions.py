"""What people have decided about links: a table beside the graph, which wins over the rules.

One line a decision: two IRIs, ``same`` or ``different``, and who decided it, when and why. The file may be edited by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from kg.errors import InputError
from kg.lexicon import read_tsv
from kg.outdir import write_file

_HEAD = """\
# Which entities are one, as people decided: wins over the rules of `kg link`. Edit it, then run `kg link`.
#   a, b      IRIs of two entities
#   verdict   same or different
# columns: a	b	verdict	by	date	why
"""
_SAME = {"same": True, "different": False}


@dataclass(frozen=True, slots=True)
class Decision:
    a: str
    b: str
    same: bool
    by: str = ""
    date: str = ""  # ISO 8601
    why: str = ""


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions in a file, the last one about a pair; none if there is no file.

    Raises LexiconError for a line that is no row of the table, InputError for a verdict that is none.
    """
    found: dict[frozenset[str], Decision] = {}
    for row in read_tsv(path) if path.exists() else ():
        a, b, verdict, by, date, why = (*row, *[""] * 6)[:6]
        if verdict not in _SAME or not a or not b or a == b:
            raise InputError(f"{path}: {a} {b} {verdict!r}: a line needs two IRIs, then same or different")
        found[frozenset((a, b))] = Decision(a, b, _SAME[verdict], by, date, why)
    return tuple(found.values())


def write_decisions(path: Path, new: Iterable[Decision]) -> None:
    """Put decisions into a file, in the place of earlier ones about the same pairs. Raises OutputError."""
    pairs = {frozenset((decision.a, decision.b)): decision for decision in (*read_decisions(path), *new)}
    write_file(path, (_HEAD + "".join(map(_line, pairs.values()))).encode())


def _line(decision: Decision) -> str:
    a, b, same, *rest = astuple(decision)
    cells = [a, b, "same" if same else "different", *(" ".join(str(cell).split()) for cell in rest)]
    return "\t".join(cells).rstrip("\t") + "\n"


def stamp(decisions: Sequence[Decision]) -> str:
    """What of decisions links depend on, the same for the same ones in any order."""
    pairs = sorted((*sorted((d.a, d.b)), d.same) for d in decisions)
    return "\n".join(f"{a} {b} {same}" for a, b, same in pairs)
