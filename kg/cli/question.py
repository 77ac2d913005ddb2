"""``kg ask``: questions in plain Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.shared import ROW_FORMATS, format_option, graph_option, open_graph

if TYPE_CHECKING:
    from kg.questions import Answer

_FEW = 12  # answers that the first line names


@click.command(short_help="Answer a question in Chinese or English.")
@click.argument("question", nargs=-1)
@click.option("--sparql", is_flag=True, help="Print the SPARQL that was run, too.")
@format_option(*ROW_FORMATS, default="table")
@graph_option
def ask(question: tuple[str, ...], sparql: bool, format: str, folder: Path) -> int:
    """Answer a question from the graph, with the sentences that say so; without one, list what can be asked.

    \b
    kg ask 福田区的三大新引擎有哪些
    kg ask 'Which projects are under 香蜜湖新金融中心?'

    A question that the graph cannot answer is declined: the reason and the nearest questions that it answers go to
    standard error, and the exit code is 1. JSON has all of the answer; CSV its rows.
    """
    from kg.cli.tables import print_rows

    with open_graph(folder) as graph:
        if not question:
            print_rows(("type", "question (zh)", "question (en)"), graph.questions(), format)
            return 0
        answer = graph.ask(" ".join(question))
    if format == "json":
        _json(answer)
    if not answer.answered:
        click.echo("\n".join(_declined(answer)), err=True)
        return 1
    if format == "csv":
        print_rows(answer.rows.columns, answer.rows.rows, format)
    elif format != "json":
        _tell(answer, format, sparql)
    return 0


def _declined(answer: Answer) -> Iterator[str]:
    zh = answer.lang == "zh"
    yield "kg: " + " ".join(answer.notes)
    if answer.nearest:
        yield "可以问:" if zh else "It can be asked:"
        yield from (f"  {question}" for question in answer.nearest)


def _tell(answer: Answer, format: str, sparql: bool) -> None:
    """The answer in few words, what was understood, the rows, the sentences, and perhaps the query."""
    from kg.cli.tables import print_rows
    from kg.questions import cite

    given = " ".join(f"{name}={value}" for name, value in answer.parameters)
    for line in (*_summary(answer), *answer.notes, f"({answer.title}: {answer.query} {given}".rstrip() + ")"):
        click.echo(line + ("\n" if format == "markdown" else ""))
    if lines := answer.lines():
        if format == "table":
            click.echo()
        print_rows((*answer.columns, ""), [(*cells, cite(numbers)) for cells, numbers in lines], format)
    if answer.evidence:
        click.echo("\n" + "\n".join(_sentences(answer, format)))
    if sparql:
        fence = ("```sparql\n", "\n```") if format == "markdown" else ("", "")
        click.echo(f"\n{fence[0]}{answer.sparql.strip()}{fence[1]}")


def _summary(answer: Answer) -> Iterator[str]:
    from kg.questions import join

    if answer.summary:
        more = len(answer.summary) - _FEW
        yield join(answer.summary[:_FEW]) + (f" … (+{more})" if more > 0 else "")


def _sentences(answer: Answer, format: str) -> Iterator[str]:
    titles = dict(answer.documents)
    for number, sentence in enumerate(answer.evidence, start=1):
        title = titles.get(sentence.document) or sentence.document
        mark = f"{number}." if format == "markdown" else f"[{number}]"
        yield f"{mark} “{' '.join(sentence.text.split())}” ({title}, {sentence.begin}–{sentence.end})"


def _json(answer: Answer) -> None:
    import json
    from dataclasses import asdict

    plain = asdict(answer) | {"rows": list(answer.rows), "parameters": dict(answer.parameters)}
    click.echo(
        json.dumps(plain | {"documents": dict(answer.documents)}, ensure_ascii=False, indent=1, default=str)
    )
