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


class GraphPlace(click.Path):
    """A folder, or the http(s) URL of a server, which stays text."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from kg.http import is_url

        return value if is_url(value) else super().convert(value, param, ctx)


def graph_option(command: Any) -> Any:
    """``--out DIR|URL``: which graph a command reads."""
    return click.option(
        "--out", "folder", metavar="DIR|URL", type=GraphPlace(path_type=Path), default=Path("out"),
        show_default=True, help="Folder that `kg build` wrote, or query endpoint of a SPARQL server.",
    )(command)  # fmt: skip


def server_options(command: Any) -> Any:
    """``--store URL`` and where else on that server: which one a command writes to."""
    for option in (
        click.option("--data-url", metavar="URL", help="Where the server has its graphs, if that is not told by --store."),
        click.option("--update-url", metavar="URL", help="Where it takes updates, likewise."),
        click.option("--store", metavar="URL", help="Query endpoint of a SPARQL server to add to, instead of --out."),
    ):  # fmt: skip
        command = option(command)
    return command


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


def open_graph(folder: Path | str) -> Graph:
    """The graph in a folder or on a server."""
    from kg import api

    return api.open(folder)
