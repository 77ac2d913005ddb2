"""Rows as text: an aligned table (a Chinese character is two columns wide), CSV, JSON or Markdown.

A table on a terminal has one line for each row: cells too long for it end in …, the widest columns first. Into a file
or pipe, and in the other formats, all of the text is written. Characters that the output's encoding lacks are written
as escapes; columns align with them too, and JSON stays JSON.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Row = Sequence[object]
_WIDE = 100_000  # columns of an output that is not a terminal: nothing is folded or cut there
_PADDED = 60  # columns of `aligned`, at most: what is longer stands out


def console(*, stderr: bool = False) -> Console:
    """A console that folds to the terminal, and not at all into a file or pipe."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _WIDE
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def print_rows(columns: Sequence[str], rows: Iterable[Row], format: str) -> None:
    """Print to stdout in one of ``kg.cli.shared.ROW_FORMATS``. None prints as an empty cell, JSON null."""
    writers = {"table": _table, "csv": _csv, "json": _json, "markdown": _markdown}
    writers[format](columns, [list(row) for row in rows])


def aligned(rows: Iterable[Sequence[str]], indent: str = "  ") -> Iterator[str]:
    """A line for each row: its cells in columns, two spaces between; columns without anything are left out."""
    from rich.cells import cell_len

    columns = [
        column
        for column in zip(*([_shown(cell) for cell in row] for row in rows), strict=True)
        if any(column)
    ]
    widths = [min(_PADDED, max(map(cell_len, column))) for column in columns]
    for row in zip(*columns, strict=True):
        cells = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        yield (indent + "  ".join(cells)).rstrip()


def print_json(value: object, default: Callable[[Any], object] = str) -> None:
    """Print to stdout, with Chinese as it is wherever the output can say it."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=1, default=default)
    click.echo(text if _shown(text) == text else json.dumps(value, indent=1, default=default))


def _shown(text: str) -> str:
    """What the output makes of a text: escapes for what its encoding lacks."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def _table(columns: Sequence[str], rows: list[list[object]]) -> None:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(_line(column))
    for row in rows:
        table.add_row(*map(_line, row))
    out = console()
    with out.capture() as captured:
        out.print(table)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _line(cell: object) -> Text:
    """A cell on one line, cut to the width of its column; spaces that indent it stay."""
    from rich.text import Text

    text = _shown(_text(cell))
    indent = " " * (len(text) - len(text.lstrip(" ")))
    return Text(indent + _flat(text), no_wrap=True, overflow="ellipsis")


def _csv(columns: Sequence[str], rows: list[list[object]]) -> None:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_text(cell) for cell in row] for row in rows)
    click.echo(out.getvalue(), nl=False)


def _json(columns: Sequence[str], rows: list[list[object]]) -> None:
    print_json([dict(zip(columns, row, strict=True)) for row in rows])


def _markdown(columns: Sequence[str], rows: list[list[object]]) -> None:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    click.echo(line(columns))
    click.echo(line("---" for _ in columns))
    for row in rows:
        click.echo(line(_flat(_text(cell)).replace("\\", "\\\\").replace("|", "\\|") for cell in row))


def _flat(text: str) -> str:
    return " ".join(text.split())
