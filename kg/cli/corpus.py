"""``kg documents``, ``kg remove`` and ``kg link``: what a graph was read from, and what is one in it."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.shared import ROW_FORMATS, Decorator, format_option, graph_option, open_graph


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


_out_option = click.option(
    "--out", metavar="DIR", type=click.Path(path_type=Path), default=Path("out"), show_default=True,
    help="Folder of the graph.",
)  # fmt: skip


@click.command(short_help="Take documents out of a graph.")
@click.argument("names", nargs=-1, required=True, metavar="DOCUMENT...")
@_out_option
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


def _pair_option(name: str, help: str) -> Decorator:
    return click.option(name, metavar="A B", nargs=2, multiple=True, help=help)


@click.command(short_help="See and decide which names are one thing.")
@click.option("--review", is_flag=True, help="List the pairs that may be one, with a sentence of each.")
@_pair_option("--accept", "The entities A and B, by IRI or label, are one.")
@_pair_option("--reject", "They are not.")
@click.option("--by", metavar="NAME", default="", help="Who decides.")
@click.option("--why", metavar="TEXT", default="", help="Why.")
@click.option(
    "--decisions",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where decisions are kept.  [default: DIR/links.tsv]",
)
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(1),
    default=50,
    show_default=True,
    help="With --review: pairs at most.",
)
@format_option(*ROW_FORMATS, default="table")
@_out_option
def link(
    review: bool, accept: tuple[tuple[str, str], ...], reject: tuple[tuple[str, str], ...], by: str, why: str,
    decisions: Path | None, limit: int, format: str, out: Path,
) -> None:  # fmt: skip
    """List the names of different documents that are one thing in the graph of DIR, by which rule, and how sure it is.

    What rules are not sure of, --review lists, and --accept and --reject decide; a pair can be decided against a rule
    too. Decisions are kept in a table that can be edited: kg link then links the graph by it.
    """
    from dataclasses import asdict

    from kg import api
    from kg.cli.tables import print_rows

    if review:
        pairs = api.review(out, limit=limit, decisions=decisions)
    else:
        api.decide(out, same=accept, different=reject, by=by, why=why, decisions=decisions).close()
        pairs = api.links(out, decisions=decisions)
    columns = [
        "label_a", "label_b", "confidence", "rule", "reason", *(("sentence_a", "sentence_b") if review else ()), "a", "b",
    ]  # fmt: skip
    print_rows(columns, [[asdict(pair)[column] for column in columns] for pair in pairs], format)
