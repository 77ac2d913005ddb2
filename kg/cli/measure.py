"""``kg annotate`` and ``kg eval``: seeing what is found in a text, and measuring how right it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.shared import encoding_option, format_option

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.evaluate import Part
    from kg.model import Extraction


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--html", metavar="FILE", type=click.Path(path_type=Path), help="Write a marked page instead.")
@click.option("--jsonl", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True),
              help="Write one JSON object for each span instead; - is standard output.")  # fmt: skip
@encoding_option
@click.option("--min-confidence", metavar="0..1", type=click.FloatRange(0, 1), default=0.0, show_default=True,
              help="Leave out facts whose rule is less sure.")  # fmt: skip
def annotate(
    file: Path, html: Path | None, jsonl: Path | None, encoding: str | None, min_confidence: float
) -> None:
    """Show a text with every found span marked by class."""
    from kg import reader
    from kg.extract import extract
    from kg.link import link

    extraction = link(extract(reader.read(file, encoding=encoding), min_confidence=min_confidence))
    if html:
        from kg.outdir import write_file
        from viz.annotated import render

        click.echo(write_file(html, render(extraction).encode("utf-8")))
    if jsonl:
        from kg.annotate import jsonl as lines
        from kg.outdir import write_file

        data = "".join(f"{line}\n" for line in lines(extraction))
        if str(jsonl) == "-":
            click.echo(data, nl=False)
        else:
            click.echo(write_file(jsonl, data.encode("utf-8")))
    if not html and not jsonl:
        _mark(extraction)


def _styles() -> dict[str, str]:
    """Class → rich style, in the colours of the graph page; targets and measures lie over names and are underlined."""
    from viz.annotated import LINES, colours

    styles = {kind: f"black on {dark}" for kind, (_, dark) in colours().items() if kind not in LINES}
    return styles | dict(zip(LINES, ("bold underline", "underline"), strict=True))


def _mark(extraction: Extraction) -> None:
    from rich.text import Text

    from kg.annotate import pieces, spans
    from kg.cli.tables import console

    found, styles = spans(extraction), _styles()
    marked = Text()
    for piece, over in pieces(extraction.document.text, found):
        marked.append(piece, " ".join(styles[span.kind] for span in over))
    legend = Text("  ").join(Text(f" {kind} ", style) for kind, style in styles.items())
    out = console()
    out.print(legend, soft_wrap=True)
    out.print(marked, soft_wrap=True)
    out.print(Text(f"{len(found)} spans"))


@click.command("eval", short_help="Score what is found against annotations.")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD.json...", type=click.Path(path_type=Path))
@click.option("--text", metavar="FILE", type=click.Path(path_type=Path),
              help="Text that one GOLD is about.  [default: NAME.txt beside NAME.gold.json, or bundled]")  # fmt: skip
@click.option("--out", "folder", metavar="DIR", type=click.Path(path_type=Path),
              help="Score the graph that `kg build` wrote there instead of building from the text.")  # fmt: skip
@click.option("--errors", is_flag=True, help="List every row that was missed and every extra one.")
@format_option("table", "json", default="table")
def evaluate(
    gold: tuple[Path, ...], text: Path | None, folder: Path | None, errors: bool, format: str
) -> None:
    """Score what is found against gold annotations, by the annotation guide.

    GOLD is NAME.gold.json, as docs/annotation.md says, or NAME.targets.json, a list of targets that must be
    found. Prints precision, recall and F1, by class too.
    """
    from kg.evaluate import read_gold, score, total

    if len(gold) > 1 and (text or folder):
        raise click.UsageError("--text and --out go with one GOLD")
    scores: dict[str, tuple[Part, ...]] = {}
    for path in gold:
        rows = read_gold(path)
        with _graph_for(path, text, folder) as graph:
            scores[path.name] = score(rows, graph.store)
    if len(scores) > 1:
        scores["total"] = total(scores.values())
    if format == "json":
        _json(scores)
    else:
        for name, parts in scores.items():
            click.echo(name)
            _table(parts)
            if errors and (name != "total" or len(scores) == 1):
                click.echo("\n".join(_errors(parts)))


def _graph_for(gold: Path, text: Path | None, folder: Path | None) -> Graph:
    """The graph to score: an existing one, or one built in memory from the text that ``gold`` is about."""
    from kg import api

    if folder:
        return api.open(folder)
    return api.build(text or _text_of(gold))


def _text_of(gold: Path) -> Path:
    from kg.resources import data_path

    name = gold.name.removesuffix(".json").removesuffix(".gold").removesuffix(".targets") + ".txt"
    for path in (gold.with_name(name), data_path("seeds", "reports") / name):
        if path.is_file():
            return path
    raise click.UsageError(f"no {name} beside {gold.name} nor among the bundled reports: name it with --text")


def _table(parts: Iterable[Part]) -> None:
    from kg.cli.tables import print_rows

    rows = []
    for part in parts:
        rows.append(_line(part, part.name))
        rows += [_line(group, f"  {group.name}") for group in part.groups]
    print_rows(("", "P", "R", "F1", "hit", "gold", "found"), rows, "table")


def _line(part: Part, name: str) -> tuple[object, ...]:
    measures = (f"{value:.3f}" for value in (part.precision, part.recall, part.f1))
    return name, *measures, part.hits, part.gold, part.found


def _errors(parts: Iterable[Part]) -> Iterator[str]:
    import json

    for part in parts:
        for kind, rows in (("missed", part.missed), ("extra", part.extra)):
            for row in rows:
                yield f"{part.name}  {kind}  {json.dumps(row, ensure_ascii=False, default=sorted)}"


def _json(scores: dict[str, tuple[Part, ...]]) -> None:
    import json

    def one(part: Part) -> dict[str, object]:
        own = {
            "precision": round(part.precision, 4), "recall": round(part.recall, 4), "f1": round(part.f1, 4),
            "hits": part.hits, "gold": part.gold, "found": part.found,
        }  # fmt: skip
        lists = {"missed": part.missed, "extra": part.extra} if part.missed or part.extra else {}
        return own | lists | ({"groups": {g.name: one(g) for g in part.groups}} if part.groups else {})

    data = {name: {part.name: one(part) for part in parts} for name, parts in scores.items()}
    click.echo(json.dumps(data, ensure_ascii=False, indent=1, default=sorted))
