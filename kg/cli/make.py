"""``kg build`` and ``kg add``: from texts to a graph, and what was found in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.progress import progress_bar
from kg.cli.shared import GraphPlace, encoding_option, server_options

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.found import Found
    from kg.report import BuildReport

_EACH = 5  # documents up to which each is told of by itself


def _reading_options(command: Any) -> Any:
    for option in (
        click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors."),
        click.option("--scheduler", metavar="ADDRESS", help="Of the Dask cluster, such as tcp://10.0.0.1:8786."),
        click.option("--engine", type=click.Choice(("local", "dask")), help="Where texts are read.  [default: local]"),
        click.option("-j", "--jobs", metavar="N", type=click.IntRange(0), default=1, show_default=True,
                     help="Processes that read texts; 0 for one a core."),
        encoding_option,
    ):  # fmt: skip
        command = option(command)
    return command


_out_option = click.option(
    "--out", metavar="DIR", type=click.Path(path_type=Path), default=Path("out"), show_default=True,
    help="Folder of the graph.",
)  # fmt: skip


@click.command(short_help="Read texts into a graph.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=GraphPlace(path_type=Path))
@_out_option
@click.option(
    "--base", metavar="IRI", help="What data IRIs start with.  [default: https://w3id.org/urbanpolicy/id/]"
)
@click.option("--min-confidence", metavar="0..1", type=click.FloatRange(0, 1), default=0.0, show_default=True,
              help="Leave out facts whose rule is less sure.")  # fmt: skip
@click.option(
    "--resume", is_flag=True, help="Go on with a build that was interrupted; its texts are not named again."
)
@_reading_options
@server_options
def build(
    paths: tuple[Path | str, ...], out: Path, base: str | None, min_confidence: float, resume: bool, encoding: str | None,
    jobs: int, engine: str | None, scheduler: str | None, quiet: bool,
    store: str | None, update_url: str | None, data_url: str | None,
) -> int:  # fmt: skip
    """Read texts into a graph: DIR/store, and of a small one DIR/graph.trig and DIR/graph.html too.

    PATH is a text, a folder or zip archive of texts, or the address of a page; without any, the bundled reports are
    read. An earlier graph in DIR is replaced; what it has of these texts is not read again. A text that cannot be read
    does not stop the others: it is named at the end, and the exit code is 1, or 2 if there is no other.

    With --store nothing is written here: the graph is added to what a SPARQL server has.
    """
    from kg import api

    source = click.get_current_context().get_parameter_source("out")
    if store and source is not click.core.ParameterSource.DEFAULT:
        raise click.UsageError("a graph goes into a folder or onto a server: give one of --out and --store")
    with _resumable(out), progress_bar(quiet) as progress:
        graph = api.build(
            paths, None if store else out, base=base, encoding=encoding, min_confidence=min_confidence,
            progress=progress, jobs=jobs, engine=engine, scheduler=scheduler, resume=resume,
            store=store, update_url=update_url, data_url=data_url,
        )  # fmt: skip
    with graph:
        if store and graph.report and not quiet:
            click.echo(f"{graph.report.quads} quads sent to {getattr(graph.backend, 'url', '')}")
        return _tell(graph, quiet)


@contextmanager
def _resumable(out: Path) -> Iterator[None]:
    """Say how an interrupted build goes on."""
    try:
        yield
    except KeyboardInterrupt:
        from kg.outdir import PARTS, RESUME
        from kg.parts import Folder

        if (out / PARTS / RESUME).is_file():
            read = len(Folder(out / PARTS))
            click.echo(
                f"\n{read} texts are read; to go on: kg build --resume --out {out}", err=True, nl=False
            )
        raise


@click.command(short_help="Put more texts into a graph.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=GraphPlace(path_type=Path))
@_out_option
@_reading_options
def add(
    paths: tuple[Path | str, ...], out: Path, encoding: str | None, jobs: int, engine: str | None,
    scheduler: str | None, quiet: bool,
) -> int:  # fmt: skip
    """Put texts into the graph in DIR, with the settings that it was built with.

    What is in it already is not read again. The graph is the same as if all its texts had been built at once. Texts
    and exit codes are as for build.
    """
    from kg import api

    with progress_bar(quiet) as progress:
        graph = api.add(
            paths, out, encoding=encoding, progress=progress, jobs=jobs, engine=engine, scheduler=scheduler
        )
    with graph:
        return _tell(graph, quiet)


def _tell(graph: Graph, quiet: bool) -> int:
    """Print what a build found and what failed; the exit code."""
    report = graph.report
    if report is None:
        return 0
    if not quiet:
        click.echo("\n".join(_report(report)))
    if report.failed:
        count = len(report.failed)
        click.echo(f"kg: {count} text{'s' * (count > 1)} could not be read:", err=True)
        for failure in report.failed:
            click.echo(f"  {' '.join(failure.reason.split())}", err=True)
    return 1 if report.failed else 0


def _report(report: BuildReport) -> Iterator[str]:
    if len(report.documents) > _EACH:
        yield from _totals(report)
    else:
        for found in report.documents:
            yield from _document(found)
            yield ""
    for source, same in report.skipped:
        yield f"skipped {source}: the same text as {same}"
    if report.out:
        whole = report.total == len(report.documents)
        among = "" if whole else f"{report.total} documents, "
        written = [name for name in ("graph.trig", "graph.html") if (report.out / name).exists()]
        yield f"{among}{report.quads} quads in {report.out}/: {', '.join(['store/', *written])}"


def _totals(report: BuildReport) -> Iterator[str]:
    count = Counter[str]()
    for found in report.documents:
        count.update(
            sentences=found.sentences, relations=sum(n for _, n in found.relations), measures=found.measures,
            targets=len(found.targets), entities=found.entities,
        )  # fmt: skip
    yield f"{len(report.documents)} documents, {count['sentences']} sentences"
    yield (
        f"  {count['entities']} names of entities, {count['relations']} relations, {count['measures']} measures, "
        f"{count['targets']} targets"
    )


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
