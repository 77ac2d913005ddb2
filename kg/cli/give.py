"""``kg export``, ``validate`` and ``view``: giving the graph to other programs and to people."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.shared import ROW_FORMATS, format_option, graph_option, open_graph

if TYPE_CHECKING:
    from kg.validate import Report


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
        sys.stdout.buffer.write(data)


@click.command(short_help="Check the graph.")
@format_option("text", *ROW_FORMATS, default="text")
@graph_option
def validate(format: str, folder: Path) -> int:
    """Check the graph: SHACL shapes, and every quote against its text. Exit code 1 if something is wrong."""
    from dataclasses import astuple, fields

    from kg.cli.tables import print_rows
    from kg.quads import Problem

    with open_graph(folder) as graph:
        report = graph.validate()
    if format == "text":
        click.echo("\n".join(_verdict(report)))
    else:
        columns = tuple(field.name for field in fields(Problem))
        print_rows(columns, [astuple(problem) for problem in report.problems], format)
    return 0 if report.conforms else 1


def _verdict(report: Report) -> Iterator[str]:
    for problem in report.problems:
        yield f"{problem.severity}: {problem.code}: {problem.message_zh} {problem.message_en}"
        yield f"    {problem.node}" + (f"  {problem.value}" if problem.value else "")
        if problem.sentence:
            yield f"    “{' '.join(problem.sentence.split())}”"
    count = Counter(problem.severity for problem in report.problems)
    kinds = ", ".join(
        f"{count[kind]} {kind}{'s' * (count[kind] > 1)}" for kind in sorted(count, reverse=True)
    )
    verdict = "the graph conforms" if report.conforms else "the graph does not conform"
    yield f"{verdict}: {kinds}" if kinds else verdict


@click.command(short_help="Print where the page is, or open it.")
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
