"""``kg build``: from texts to a graph, and what it found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.shared import encoding_option, server_options

if TYPE_CHECKING:
    from kg.found import Found
    from kg.pipeline import BuildReport, Progress


@click.command(short_help="Read texts into a graph.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), default=Path("out"), show_default=True,
              help="Folder to write; an earlier graph in it is replaced.")  # fmt: skip
@click.option(
    "--base", metavar="IRI", help="What data IRIs start with.  [default: https://w3id.org/urbanpolicy/id/]"
)
@encoding_option
@click.option("--min-confidence", metavar="0..1", type=click.FloatRange(0, 1), default=0.0, show_default=True,
              help="Leave out facts whose rule is less sure.")  # fmt: skip
@server_options
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def build(
    paths: tuple[Path, ...],
    out: Path,
    base: str | None,
    encoding: str | None,
    min_confidence: float,
    store: str | None,
    update_url: str | None,
    data_url: str | None,
    quiet: bool,
) -> None:
    """Read texts into a graph: DIR/store, DIR/graph.trig and DIR/graph.html.

    PATH is a text file or a folder of them; without any, the bundled reports are read. All is written or
    nothing: on an error the folder is as it was before. With --store nothing is written here: the graph is
    added to what a SPARQL server has.
    """
    from kg import api

    with _progress(quiet) as progress:
        graph = api.build(
            paths, None if store else out, base=base, encoding=encoding, min_confidence=min_confidence,
            progress=progress, store=store, update_url=update_url, data_url=data_url,
        )  # fmt: skip
    with graph:
        if graph.report and not quiet:
            click.echo("\n".join(_report(graph.report)))
            if store:
                click.echo(f"{graph.report.quads} quads sent to {getattr(graph.backend, 'url', '')}")


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
    """A progress bar on stderr while it works, if that is a terminal."""
    import sys

    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from kg.cli.tables import console

    text = TextColumn("{task.description}", markup=False)
    bar = Progress(text, BarColumn(), TimeElapsedColumn(), console=console(stderr=True), transient=True)
    with bar:
        task = bar.add_task("reading", total=None)

        def tell(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield tell


def _report(report: BuildReport) -> Iterator[str]:
    for found in report.documents:
        yield from _document(found)
        yield ""
    for source, same in report.skipped:
        yield f"skipped {source}: the same text as {same}"
    if report.out:
        yield f"{report.quads} quads in {report.out}/: store/, graph.trig, graph.html"


def _document(found: Found) -> Iterator[str]:
    yield found.title or found.source or found.id
    issued = f", issued {found.issued}" if found.issued else ""
    where = found.jurisdiction or "jurisdiction not found"
    yield f"  {where}, {found.year or 'year not found'}{issued}, {found.kind or 'kind not found'}"
    classes = ", ".join(f"{count} {name}" for name, count in found.classes)
    yield f"  {found.entities} entities: {classes}" if classes else "  no entities"
    relations = ", ".join(f"{count} {name}" for name, count in found.relations)
    yield f"  {sum(count for _, count in found.relations)} relations" + (
        f": {relations}" if relations else ""
    )
    yield f"  {found.measures} measures in {found.sentences} sentences"
    yield from (f"  post: {person}, {role} ({organization})" for person, role, organization in found.posts)
    for label, count, members in found.sets:
        yield f"  set: {label} ({count})" + (f" = {'、'.join(members)}" if members else "")
    yield from (f"  target: {target}" for target in found.targets)
    yield from (f"  note: {note}" for note in found.notes)
