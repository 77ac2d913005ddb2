"""The pages of the site that are made from the sources: commands, queries, the Python API. (ontology.py makes that of the terms.)

An mkdocs hook (mkdocs.yml, ``hooks``): the pages exist only in the built site, so they cannot drift from what they tell.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.query import named_queries

if TYPE_CHECKING:
    import click
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages (https://www.mkdocs.org/dev-guide/plugins/#on_files)."""
    from mkdocs.structure.files import File

    pages = {"commands": commands(), "queries": queries(), "python": python()}
    for name, lines in pages.items():
        files.append(File.generated(config, f"reference/{name}.md", content="\n".join(lines) + "\n"))
    return files


def commands() -> Iterator[str]:
    """Each command's own ``--help``."""
    import click

    from kg.cli.app import app

    yield "# Commands\n\n`kg COMMAND --help` prints the same.\n"
    top = click.Context(app, info_name="kg")
    yield from _help(app, top, 2)
    for name in app.list_commands(top):
        command = app.commands[name]
        yield from _help(command, click.Context(command, info_name=name, parent=top), 2)


def _help(command: click.Command, context: click.Context, level: int) -> Iterator[str]:
    yield f"{'#' * level} {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"


def queries() -> Iterator[str]:
    """Each file of queries/ with its question, its parameters and its text."""
    yield "# Queries · 查询\n"
    yield "Each answers one question: `kg query NAME -p KEY=VALUE`, or `graph.query(name, key=value)`.\n"
    for name, query in sorted(named_queries().items()):
        yield f"## {name}\n\n{query.question_zh}  \n{query.question_en}\n"
        if query.parameters:
            yield "| parameter | type | default | 含义 | meaning |\n| --- | --- | --- | --- | --- |"
            for one in query.parameters:
                default = "optional" if one.optional else one.default or "required"
                yield f"| `{one.name}` | {one.type} | {default} | {one.zh} | {one.en} |"
            yield ""
        yield f'??? note "SPARQL"\n\n    ```sparql\n{_indented(query.text)}\n    ```\n'


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.rstrip().splitlines())


def python() -> Iterator[str]:
    """What `import kg` gives: signatures and docstrings, as they are."""
    import kg

    yield "# Python\n\nEvery name of `kg.__all__`.\n"
    for name in kg.__all__:
        yield from _described(f"kg.{name}", getattr(kg, name), 2)


def _described(name: str, thing: Any, level: int) -> Iterator[str]:
    said = inspect.getdoc(thing) if not isinstance(thing, str) else None
    yield f"{'#' * level} {name}\n"
    if inspect.isroutine(thing) or inspect.isclass(thing):
        yield f"```python\n{name.rpartition('.')[2]}{inspect.signature(thing)}\n```\n"
    if said:
        yield f"```text\n{said}\n```\n"
    if inspect.isclass(thing) and thing.__module__.startswith("kg.api"):
        for own, member in vars(thing).items():
            if not own.startswith("_"):
                yield from _described(f"{name.rpartition('.')[2]}.{own}", _function(member), level + 1)


def _function(member: object) -> object:
    return member.fget if isinstance(member, property) else getattr(member, "func", member)
