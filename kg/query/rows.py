"""Answers as plain values: rows of cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.vocab import XSD

if TYPE_CHECKING:
    import pyoxigraph as ox

Cell = str | int | float | bool | None  # IRIs as text; None where a variable is unbound
_INTEGERS = frozenset(
    XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long", "gYear")
)
_NUMBERS = frozenset(XSD + name for name in ("decimal", "double", "float"))
_BOOLEAN = XSD + "boolean"


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer: as many cells in each row as there are columns. ASK gives one row with the column ``answer``."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        """Each row by column name."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def _repr_html_(self) -> str:
        """A table, for Jupyter."""
        from html import escape

        def line(tag: str, cells: tuple[Cell, ...]) -> str:
            inner = "".join(f"<{tag}>{escape('' if cell is None else str(cell))}</{tag}>" for cell in cells)
            return f"<tr>{inner}</tr>"

        body = "".join(line("td", row) for row in self.rows)
        return f"<table><thead>{line('th', self.columns)}</thead><tbody>{body}</tbody></table>"


def cell_of(term: object) -> Cell:
    """What a term is in a row: an IRI or a literal as text, a number or truth value as itself, None for nothing."""
    if term is None:
        return None
    named_node, literal = _kinds()
    if isinstance(term, named_node):
        return term.value
    if not isinstance(term, literal):
        return str(term)
    if term.language is not None:  # most cells, so that this is asked first
        return term.value
    kind = term.datatype.value
    try:
        if kind in _INTEGERS:
            return int(term.value)
        if kind in _NUMBERS:
            number = float(term.value)
            return int(number) if number.is_integer() else number
    except ValueError:  # a literal that is not of its type
        return term.value
    return term.value == "true" if kind == _BOOLEAN else term.value


@cache
def _kinds() -> tuple[type[ox.NamedNode], type[ox.Literal]]:
    """Imported once: an import statement costs as much as the rest of a cell."""
    import pyoxigraph as ox

    return ox.NamedNode, ox.Literal
