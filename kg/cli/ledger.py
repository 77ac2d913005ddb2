"""``kg compare``, ``kg ledger`` and ``kg series``: what became of what was promised."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.shared import ROW_FORMATS, Decorator, format_option, graph_option, open_graph

if TYPE_CHECKING:
    from kg.ledger import Ledger

_ENDINGS = {"md": "markdown", "markdown": "markdown", "htm": "html"}
_OUTPUT = click.option(
    "-o", "--output", "target", metavar="FILE", type=click.Path(path_type=Path), help="File to write.  [default: standard output]"
)  # fmt: skip


def _ledger_options(command: Any) -> Any:
    options: tuple[Decorator, ...] = (
        click.option("--kind", metavar="KIND", help="Only target, project, slogan or measure."),
        click.option("--status", "verdict", metavar="VERDICT", help="Only entries of this verdict: missed, not_reported …"),
        format_option(*ROW_FORMATS, "nq", "html", help="How to print.  [default: from FILE's ending, else table]"),
        _OUTPUT,
        graph_option,
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.command(short_help="Two documents beside each other: new, continued, changed, done.")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--area", metavar="NAME", help="Only documents of this area.")
@click.option("--year", metavar="YYYY", type=int, help="Only documents for this year.")
@_ledger_options
def compare(
    first: str, second: str, area: str | None, year: int | None, kind: str | None, verdict: str | None,
    format: str | None, target: Path | None, folder: Path,
) -> None:  # fmt: skip
    """Compare two documents, each named by year, area, area and year, title or id.

    Of one area: what the later one has of the earlier one's targets, projects, slogans and measures. Of two areas: what
    both have and what only one has.

    \b
    kg compare 2023 2024
    kg compare 南山区 福田区 --year 2024
    kg compare 2023 2024 --kind target -o compare.html
    """
    with open_graph(folder) as graph:
        found = graph.compare(first, second, area=area, year=year)
    _give(found.select(kind=kind, verdict=verdict), format, target)


@click.command(short_help="What became of the targets, projects and measures of all reports.")
@click.option("--area", metavar="NAME", help="Only this area's reports, which are all that is read then.")
@click.option(
    "--year", metavar="YYYY", type=int, help="Only entries that start or end in the report for this year."
)
@_ledger_options
def ledger(
    area: str | None, year: int | None, kind: str | None, verdict: str | None,
    format: str | None, target: Path | None, folder: Path,
) -> None:  # fmt: skip
    """List each target beside its result, and what each report says of the projects, slogans and measures of the one before.

    \b
    Targets:  met (exceeded), missed, not_reported, not_comparable, open
    Changes:  new, continued, renamed, changed, done, dropped (not mentioned again)

    \b
    kg ledger --status missed
    kg ledger --kind project --format csv
    kg ledger -o ledger.html
    """
    with open_graph(folder) as graph:
        found = graph.ledger(area)
    _give(found.select(kind=kind, verdict=verdict, year=year), format, target)
    if found.left_out:
        names = "、".join(document.title or document.id for document in found.left_out[:5])
        more = " …" if len(found.left_out) > 5 else ""
        click.echo(f"left out, {len(found.left_out)} without an area or a year: {names}{more}", err=True)


def _give(found: Ledger, format: str | None, target: Path | None) -> None:
    """Print a ledger or write it to a file, all or nothing."""
    chosen = _chosen(format, target, (*ROW_FORMATS, "nq", "html"))
    if target is None:
        _print(found, chosen)
        return
    from kg.outdir import write_file

    with contextlib.redirect_stdout(io.StringIO()) as text:
        _print(found, chosen)
    write_file(target, text.getvalue().encode("utf-8"))


def _chosen(format: str | None, target: Path | None, known: tuple[str, ...]) -> str:
    ending = target.suffix.lower().removeprefix(".") if target else ""
    chosen = format or _ENDINGS.get(ending, ending) or "table"
    if chosen not in known:
        raise click.UsageError(f"no format has the ending {ending!r}: name one with --format")
    return chosen


def _print(found: Ledger, format: str) -> None:
    from kg.cli.tables import print_rows
    from kg.ledger import write

    if format == "html":
        from viz.ledger import render

        click.echo(render(found), nl=False)
    elif format == "nq":
        click.echo(write.nquads(found), nl=False)
    elif format == "json":
        import json

        click.echo(json.dumps(write.objects(found), ensure_ascii=False, indent=1))
    elif format == "csv":
        print_rows(write.ALL_COLUMNS, write.all_rows(found), format)
    else:
        print_rows(write.COLUMNS, write.rows(found), format)


@click.command(short_help="An indicator over years and places, as a table or a picture.")
@click.argument("indicator")
@click.option("--area", metavar="NAME", help="Only this area.")
@click.option("--kind", metavar="KIND", help="Only growth, level, count or change.")
@format_option(*ROW_FORMATS, default="table")
@click.option("-o", "--output", "target", metavar="FILE", type=click.Path(path_type=Path),
              help="Draw it into this file: .png, .svg or .pdf.")  # fmt: skip
@graph_option
def series(
    indicator: str, area: str | None, kind: str | None, format: str, target: Path | None, folder: Path
) -> None:
    """List what was planned and reported of an indicator, in one unit, each with its sentence; with -o, draw it.

    Growth and level stand in lines of their own. The picture has results in solid lines and plans in dashed ones.

    \b
    kg series 地区生产总值
    kg series GDP --kind growth -o gdp.svg
    """
    from kg.cli.tables import print_rows
    from kg.series import COLUMNS

    with open_graph(folder) as graph:
        found = graph.series(indicator, area=area, kind=kind)
    if target is None:
        print_rows(COLUMNS, found.rows(), format)
        return
    from viz.series import plot

    click.echo(plot(found, target))
