"""``kg documents`` and ``kg remove``: what a graph was read from."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.shared import ROW_FORMATS, format_option, graph_option, open_graph


@click.command(short_help="List the documents of a graph.")
@format_option(*ROW_FORMATS, default="table")
@graph_option
def documents(format: str, folder: Path) -> None:
    """List the documents of a graph by area and year. Their ids are what `kg remove` takes."""
    from kg.cli.tables import print_rows
    from kg.documents import DocumentRow
    from kg.documents import documents as list_documents

    with open_graph(folder) as graph:
        print_rows(DocumentRow._fields, list_documents(graph.backend), format)


@click.command(short_help="Take documents out of a graph.")
@click.argument("names", nargs=-1, required=True, metavar="DOCUMENT...")
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), default=Path("out"), show_default=True,
              help="Folder of the graph.")  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def remove(names: tuple[str, ...], out: Path, quiet: bool) -> None:
    """Take documents out of the graph in DIR: what they alone say goes, what others say too stays.

    DOCUMENT is an id as `kg documents` lists it, an IRI, the name of a file, or the first 8 or more digits of the
    text's sha256.
    """
    from kg import api

    with api.remove(names, out) as graph:
        if graph.report and not quiet:
            click.echo("\n".join(f"removed {name}" for name in graph.report.removed))
            click.echo(f"{graph.report.total} documents, {graph.report.quads} quads in {out}/")
