"""Options that several commands share, and what they do first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.api import Graph

Decorator = Callable[[Any], Any]

ROW_FORMATS = ("table", "csv", "json", "markdown")


def graph_option(command: Any) -> Any:
    """``--out DIR``: which graph a command reads."""
    return click.option(
        "--out", "folder", metavar="DIR", type=click.Path(path_type=Path), default=Path("out"), show_default=True,
        help="Folder that `kg build` wrote.",
    )(command)  # fmt: skip


def format_option(*choices: str, default: str | None = None, help: str = "How to print.") -> Decorator:
    """``--format``: one of ``choices``."""
    return click.option(
        "-f", "--format", "format", type=click.Choice(choices), default=default, show_default=default is not None,
        help=help,
    )  # fmt: skip


def encoding_option(command: Any) -> Any:
    """``--encoding``: how the texts are written, when detection is not wanted."""
    return click.option(
        "--encoding", metavar="NAME", help="Encoding of the texts.  [default: BOM, UTF-8, then GB18030]"
    )(command)


def open_graph(folder: Path) -> Graph:
    from kg import api

    return api.open(folder)
