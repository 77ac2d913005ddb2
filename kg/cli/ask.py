"""``kg query``, ``queries``, ``show`` and ``path``: asking the graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.shared import ROW_FORMATS, format_option, graph_option, open_graph

if TYPE_CHECKING:
    from kg.entity import EntityView, Link, Step
    from kg.network import Node, SentenceView


@click.command(short_help="Answer a named query, a .rq file or SPARQL text.")
@click.argument("query", metavar="NAME|FILE|SPARQL")
@click.option("-p", "--param", "params", metavar="KEY=VALUE", multiple=True,
              help="A parameter of the query; may be given several times.")  # fmt: skip
@format_option(*ROW_FORMATS, default="table")
@graph_option
def query(query: str, params: tuple[str, ...], format: str, folder: Path) -> None:
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
@click.argument("label")
@format_option("text", "json", default="text")
@graph_option
def show(label: str, format: str, folder: Path) -> None:
    """Show one thing: classes, names, relations, targets and measures, each with the sentences that say it."""
    with open_graph(folder) as graph:
        entity = graph.entity(label)
    if format == "json":
        _json(entity)
    else:
        click.echo("\n".join(_entity(entity)))


@click.command(short_help="Show how two things are connected.")
@click.argument("start", metavar="A")
@click.argument("goal", metavar="B")
@format_option("text", "json", default="text")
@graph_option
def path(start: str, goal: str, format: str, folder: Path) -> None:
    """Show a shortest way from A to B in the graph, and the sentence behind each step."""
    with open_graph(folder) as graph:
        steps = graph.path(start, goal)
        ends = graph.entity(start), graph.entity(goal)
    if format == "json":
        _json(steps)
    elif steps:
        click.echo("\n".join(_path(steps)))
    elif ends[0].id == ends[1].id:
        click.echo(f"{ends[0].label}: both names are of one thing")
    else:
        click.echo(f"no way from {ends[0].label} to {ends[1].label}")


def _json(value: object) -> None:
    import json
    from dataclasses import asdict, is_dataclass

    def plain(item: object) -> object:
        return asdict(item) if is_dataclass(item) and not isinstance(item, type) else str(item)

    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=plain))


def _entity(entity: EntityView) -> Iterator[str]:
    """The thing as lines; sentences are numbered, since one often says many things, and listed at the end."""
    numbers = {sentence.id: number for number, sentence in enumerate(_sentences(entity), start=1)}
    yield f"{entity.label}  [{', '.join(entity.classes)}]"
    if entity.aliases:
        yield f"  also: {'、'.join(entity.aliases)}"
    yield f"  {entity.id}"
    for title, links in _by_relation(entity.relations):
        yield f"\n{title}"
        for link in links:
            yield f"  {link.other.label}{_sure(link)}  {_refs(numbers, link)}"
    for title, figures in (("targets", entity.targets), ("measures", entity.measures)):
        if figures:
            yield f"\n{title}"
            yield from (f"  {_node(link.other)}  {_refs(numbers, link)}" for link in figures)
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


def _node(node: Node) -> str:
    return node.label + "".join(f"  {name}={value}" for name, value in node.properties if name == "status")


def _path(steps: tuple[Step, ...]) -> Iterator[str]:
    yield steps[0].start.label
    for step in steps:
        link = step.link
        arrow = f"—{link.label}→" if link.outgoing else f"←{link.label}—"
        yield f"  {arrow} {link.other.label}" + _sure(link)
        yield from (f"      {_quote(sentence)}" for sentence in link.evidence)


def _sure(link: Link) -> str:
    return "" if link.confidence is None else f"  ({link.confidence:.2f})"


def _quote(sentence: SentenceView) -> str:
    return f"“{' '.join(sentence.text.split())}” ({sentence.begin}–{sentence.end})"
