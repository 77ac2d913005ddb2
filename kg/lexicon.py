"""Knowledge of the genre as data: the tables in ``seeds/lexicon/``.

A table is UTF-8 text, one row a line, cells parted by tabs. A line that starts with ``#`` is a comment; blank
lines are skipped. The comment ``# columns: a<TAB>b<TAB>c`` names the cells: shorter rows are then filled up
with "", longer ones are an error.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.errors import LexiconError
from kg.resources import data_path

Row = tuple[str, ...]
_COLUMNS = "# columns:"


@cache
def tsv(name: str) -> tuple[Row, ...]:
    """The rows of ``seeds/lexicon/NAME.tsv``, in file order, cells stripped of blanks around them.

    Raises LexiconError, naming file and line, if the table is missing or a line cannot be read.
    """
    try:
        path = data_path("seeds", "lexicon", f"{name}.tsv")
    except FileNotFoundError:
        raise LexiconError(f"no lexicon table {name!r} (seeds/lexicon/{name}.tsv)") from None
    return read_tsv(path)


def read_tsv(path: Path) -> tuple[Row, ...]:
    """The rows of the table at ``path``; not cached. Raises LexiconError as :func:`tsv` does."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path.name}: not UTF-8 at byte {error.start}") from None
    except OSError as error:
        raise LexiconError(f"{path.name}: {error.strerror}") from None
    width = 0
    rows: list[Row] = []
    for number, line in enumerate(lines, start=1):
        if line.startswith(_COLUMNS):
            width = len(line.removeprefix(_COLUMNS).strip().split("\t"))
        elif line.strip() and not line.startswith("#"):
            rows.append(_row(line, width, f"{path.name}:{number}"))
    return tuple(rows)


def _row(line: str, width: int, place: str) -> Row:
    cells = tuple(cell.strip() for cell in line.split("\t"))
    if not cells[0]:
        raise LexiconError(f"{place}: the first cell is empty")
    if width and len(cells) > width:
        raise LexiconError(f"{place}: {len(cells)} cells where the header names {width}")
    return cells + ("",) * (width - len(cells))
