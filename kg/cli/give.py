"""``kg export``, ``validate`` and ``view``: giving the graph to other programs and to people."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.shared import ROW_FORMATS, format_option, graph_option, open_graph


@click.command()
@format_option(
    "trig", "nq", "turtle", "jsonld", "graphml", "csv", help="[default: from FILE's ending, else trig]"
)
@click.option("-o", "--output", "target", metavar="FILE", type=click.Path(path_type=Path),
              help="File to write.  [default: standard output]")  # fmt: skip
@graph_option
def export(format: str | None, target: Path | None, folder: Path) -> None:
    """Write the graph in a format of RDF, GraphML or CSV.

    TriG and N-Quads carry everything, the sentence behind each triple too; Turtle and JSON-LD carry the union
    of all triples; GraphML and CSV carry nodes and edges, with the sentences as text.
    """
    from kg.export import format_of

    to_file = target if target is not None and str(target) != "-" else None
    chosen = format or (format_of(to_file.name) if to_file else None)
    if chosen is None and to_file is not None and to_file.suffix:
        raise click.UsageError(f"no format has the ending {to_file.suffix!r}: name one with --format")
    with open_graph(folder) as graph:
        data = graph.export(chosen or "trig", to_file)
    if to_file is None:
        click.get_binary_stream("stdout").write(data)


@click.command()
@format_option(*ROW_FORMATS, default="table")
@graph_option
def validate(format: str, folder: Path) -> int:
    """Check the graph: SHACL shapes, and every quote against its text. Exit code 1 if something is wrong."""
    from dataclasses import astuple, fields

    from kg.cli.tables import print_rows

    with open_graph(folder) as graph:
        report = graph.validate()
    if report.conforms and format == "table":
        click.echo("the graph conforms")
        return 0
    columns = tuple(field.name for field in fields(report.problems[0])) if report.problems else ()
    print_rows(columns, [astuple(problem) for problem in report.problems], format)
    return 0 if report.conforms else 1


@click.command()
@click.option("--open", "show", is_flag=True, help="Open it in the web browser.")
@graph_option
def view(show: bool, folder: Path) -> None:
    """Print where the graph's HTML page is (it is made if it is missing), and open it with --open."""
    with open_graph(folder) as graph:
        page = graph.page().resolve()
    click.echo(page)
    if show:
        import webbrowser

        if not webbrowser.open(page.as_uri()):
            raise click.ClickException(f"no web browser found: open {page} yourself")
