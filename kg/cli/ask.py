"""``kg query``, ``queries``, ``show`` and ``path``: asking the graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.completion import complete_label, complete_param, complete_query
from kg.cli.shared import ROW_FORMATS, format_option, graph_option, open_graph

if TYPE_CHECKING:
    from kg.entity import EntityView, Link, Step
    from kg.network import Node, SentenceView


@click.command(short_help="Answer a named query, a .rq file or SPARQL text.")
@click.argument("query", metavar="NAME|FILE|SPARQL", shell_complete=complete_query)
@click.option("-p", "--param", "params", metavar="KEY=VALUE", multiple=True, shell_complete=complete_param,
              help="A parameter of the query; may be given several times.")  # fmt: skip
@format_option(*ROW_FORMATS, default="table")
@graph_option
def query(query: str, params: tuple[str, ...], format: str, folder: Path | str) -> None:
    """Print the rows of a query: a name that `kg queries` lists, a .rq file, or SPARQL text.

    \b
    kg query engines
    kg query measures -p entity=皇岗口岸
    kg query 'SELECT ?s ?o WHERE { ?s upo:hasEngine ?o }' --format csv
    """
    from kg.cli.tables import print_rows

    bound = dict(_pair(param) for param in params)
    with open_graph(folder) as graph:
        rows = graph.query(query, bound)
    print_rows(rows.columns, rows.rows, format)


def _pair(param: str) -> tuple[str, str]:
    key, sign, value = param.partition("=")
    if not sign or not key:
        raise click.BadParameter(f"{param!r} is not KEY=VALUE", param_hint="-p")
    return key, value


@click.command(short_help="List the named queries.")
@format_option(*ROW_FORMATS, default="table")
def queries(format: str) -> None:
    """List the named queries, the question each one answers, and its parameters."""
    from kg.cli.tables import print_rows
    from kg.query import named_queries

    rows = [
        (name, ", ".join(p.name for p in named.parameters), named.question_zh, named.question_en)
        for name, named in sorted(named_queries().items())
    ]
    print_rows(("name", "parameters", "question (zh)", "question (en)"), rows, format)


@click.command(short_help="Show one thing and the sentences about it.")
@click.argument("label", shell_complete=complete_label)
@format_option("text", *ROW_FORMATS, default="text")
@graph_option
def show(label: str, format: str, folder: Path | str) -> None:
    """Show one thing: classes, names, relations, targets and measures, each with the sentences that say it.

    As table, CSV or Markdown it has a row for each edge at the thing, with the columns of `kg export --format csv`.
    """
    from kg.cli.tables import print_json, print_rows

    with open_graph(folder) as graph:
        entity = graph.entity(label)
    if format == "text":
        click.echo("\n".join(_entity(entity)))
    elif format == "json":
        print_json(entity, _plain)
    else:
        links = (*entity.relations, *entity.targets, *entity.measures)
        columns = _columns(format)
        print_rows(columns, [_row(entity, link)[: len(columns)] for link in links], format)


@click.command(short_help="Show how two things are connected.")
@click.argument("start", metavar="A", shell_complete=complete_label)
@click.argument("goal", metavar="B", shell_complete=complete_label)
@format_option("text", *ROW_FORMATS, default="text")
@graph_option
def path(start: str, goal: str, format: str, folder: Path | str) -> None:
    """Show a shortest way from A to B in the graph, and the sentence behind each step.

    As table, CSV or Markdown it has a row for each step, with the columns of `kg export --format csv`; in other
    formats than text, no rows means that there is no way.
    """
    from kg.cli.tables import print_json, print_rows

    with open_graph(folder) as graph:
        steps = graph.path(start, goal)
        ends = graph.entity(start), graph.entity(goal)
    if format == "json":
        print_json(steps, _plain)
    elif format != "text":
        columns = _columns(format)
        rows = [_row(step.start, step.link)[: len(columns)] for step in steps]
        print_rows(("step", *columns), [(i, *row) for i, row in enumerate(rows, 1)], format)
    elif steps:
        click.echo("\n".join(_path(steps)))
    elif ends[0].id == ends[1].id:
        click.echo(f"{ends[0].label}: both names are of one thing")
    else:
        click.echo(f"no way from {ends[0].label} to {ends[1].label}")


def _plain(item: object) -> object:
    """A dataclass as a dict, for JSON."""
    from dataclasses import asdict, is_dataclass

    return asdict(item) if is_dataclass(item) and not isinstance(item, type) else str(item)


def _columns(format: str) -> Sequence[str]:
    """Those of exported edges; for people without the IRIs, which come last."""
    from kg.export import COLUMNS

    return COLUMNS if format == "csv" else [name for name in COLUMNS if "iri" not in name]


def _row(near: EntityView | Node, link: Link) -> tuple[object, ...]:
    """An edge as `kg.export.COLUMNS` names its parts."""
    ends: tuple[EntityView | Node, EntityView | Node] = (near, link.other)
    source, target = ends if link.outgoing else ends[::-1]
    quotes = [" ".join(sentence.text.split()) for sentence in link.evidence]
    return (
        source.label, source.classes[0], link.relation, link.label, target.label, target.classes[0],
        link.confidence, " | ".join(quotes), source.id, target.id, " ".join(s.id for s in link.evidence),
    )  # fmt: skip


def _entity(entity: EntityView) -> Iterator[str]:
    """The thing as lines; sentences are numbered, since one often says many things, and listed at the end."""
    from kg.cli.tables import aligned

    numbers = {sentence.id: number for number, sentence in enumerate(_sentences(entity), start=1)}
    yield f"{entity.label}  [{', '.join(entity.classes)}]"
    if entity.aliases:
        yield f"  also: {'、'.join(entity.aliases)}"
    yield f"  {entity.id}"
    for title, links in _by_relation(entity.relations):
        yield f"\n{title}"
        yield from aligned((link.other.label, _sure(link), _refs(numbers, link)) for link in links)
    for title, figures in (("targets", entity.targets), ("measures", entity.measures)):
        if figures:
            yield f"\n{title}"
            yield from aligned((*_figures(link.other), _refs(numbers, link)) for link in figures)
    yield "\nsentences"
    for sentence in _sentences(entity):
        yield f"  [{numbers[sentence.id]}] {_quote(sentence)}"


def _sentences(entity: EntityView) -> list[SentenceView]:
    """All sentences behind the thing and what is said of it, each once, in text order."""
    links = (*entity.relations, *entity.targets, *entity.measures)
    said = {*entity.evidence, *(sentence for link in links for sentence in link.evidence)}
    return sorted(said, key=lambda s: (s.document, s.begin))


def _refs(numbers: Mapping[str, int], link: Link) -> str:
    return "".join(f"[{numbers[sentence.id]}]" for sentence in link.evidence)


def _by_relation(links: tuple[Link, ...]) -> Iterator[tuple[str, list[Link]]]:
    groups: dict[str, list[Link]] = {}
    for link in links:
        title = f"{link.label} ({link.relation}) →" if link.outgoing else f"← {link.label} ({link.relation})"
        groups.setdefault(title, []).append(link)
    yield from groups.items()


def _figures(node: Node) -> tuple[str, str, str, str]:
    """A target or measure: what it is about, its value, year and status, as far as it has them."""
    has = dict(node.properties)
    value = (
        has.get("value", "") + (f"–{has['maxValue']}" if "maxValue" in has else "") + has.get("unitLabel", "")
    )
    return node.label, value, has.get("year", ""), has.get("status", "")


def _path(steps: tuple[Step, ...]) -> Iterator[str]:
    from kg.cli.tables import aligned

    links = [step.link for step in steps]
    arrows = [f"—{link.label}→" if link.outgoing else f"←{link.label}—" for link in links]
    lines = aligned((arrow, link.other.label, _sure(link)) for arrow, link in zip(arrows, links, strict=True))
    yield steps[0].start.label
    for line, link in zip(lines, links, strict=True):
        yield line
        yield from (f"      {_quote(sentence)}" for sentence in link.evidence)


def _sure(link: Link) -> str:
    return "" if link.confidence is None else f"({link.confidence:.2f})"


def _quote(sentence: SentenceView) -> str:
    return f"“{' '.join(sentence.text.split())}” ({sentence.begin}–{sentence.end})"
