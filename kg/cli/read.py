"""``kg read``: a text as the rules will see it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.shared import GraphPlace, encoding_option, format_option

if TYPE_CHECKING:
    from kg.model import Document


@click.command(short_help="Print what is read of a text, as the rules see it.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=GraphPlace(path_type=Path))
@encoding_option
@format_option(
    "text", "json", default="text", help="What is known and the text below it, or a line of JSON a text."
)
def read(paths: tuple[Path | str, ...], encoding: str | None, format: str) -> int:
    """Print the text that is stored of a file, and what is known of it: to check what a page, .docx or PDF gives.

    PATH is as for `kg build`. A text that cannot be read does not stop the others; the exit code is then 2.
    """
    from kg import api
    from kg.errors import KgError
    from kg.reader import sources

    failed = False
    for source in sources(paths, encoding=encoding):
        try:
            document = api.read(source)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            failed = True
        else:
            click.echo(_json(document) if format == "json" else _text(document))
    return 2 if failed else 0


def _known(document: Document) -> dict[str, object]:
    from dataclasses import asdict

    return {key: value for key, value in asdict(document).items() if key != "text" and value}


def _json(document: Document) -> str:
    import json

    return json.dumps({**_known(document), "text": document.text}, ensure_ascii=False)


def _text(document: Document) -> str:
    known = _known(document)
    notes = known.pop("notes", ())
    lines = [*(f"# {key}: {value}" for key, value in known.items())]
    lines += [f"# note: {note}" for note in (notes if isinstance(notes, tuple) else ())]
    return "\n".join([*lines, "", document.text.rstrip("\n"), ""])
