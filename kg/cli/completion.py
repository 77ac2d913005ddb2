"""``kg completion``: what the shell offers at Tab. Click makes the scripts; here is what they offer beyond commands.

Names are read from the folder's store, if there is one; a server is never asked while somebody types.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from kg.query import NamedQuery

_MOST = 200  # names offered at once


@click.command(short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands, options, queries, their parameters and the names in the graph.

    \b
    eval "$(kg completion bash)"           in ~/.bashrc
    eval "$(kg completion zsh)"            in ~/.zshrc
    kg completion fish | source            in ~/.config/fish/config.fish
    """
    from click.shell_completion import get_completion_class

    register()
    kind = get_completion_class(shell)
    if kind is None:  # pragma: no cover  # the choices above are those that click has
        raise click.UsageError(f"no completion for {shell}")
    click.echo(kind(ctx.find_root().command, {}, "kg", "_KG_COMPLETE").source())


def register() -> None:
    """Let click know our kind of bash, which cuts words at ``=``: ``-p entity=…`` arrives there as three words."""
    from click.shell_completion import BashComplete, add_completion_class

    class Bash(BashComplete):
        # A backslash stays one, a space does not divide, and no space follows an equals sign.
        source_template = BashComplete.source_template.replace("read type", "read -r type").replace(
            "COMPREPLY+=($value)", 'COMPREPLY+=("$value"); [[ $value != *= ]] || compopt -o nospace'
        )

        def get_completion_args(self) -> tuple[list[str], str]:
            args, incomplete = super().get_completion_args()
            words: list[str] = []
            for word in (*args, incomplete):
                if words and (word[:1] in ("=", ":") or words[-1].endswith(("=", ":"))):
                    words[-1] += word
                else:
                    words.append(word)
            return words[:-1], words[-1]

        def format_completion(self, item: CompletionItem[Any]) -> str:
            """Only what follows the last ``=``, since that is the word; with what a shell reads as a sign escaped."""
            value = str(item.value)
            word = value if value.endswith("=") else value.rpartition("=")[2]
            return f"{item.type}," + re.sub(r"([\s\"'`$&;|<>()\\*?!#~{}\[\]])", r"\\\1", word)

    add_completion_class(Bash)


def complete_query(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
    """Named queries with their titles; files, since a query may be one."""
    from click.shell_completion import CompletionItem

    from kg.query import named_queries

    found = [
        CompletionItem(name, help=query.title_en)
        for name, query in named_queries().items()
        if name.startswith(incomplete)
    ]
    return found or [CompletionItem(incomplete, type="file")]


def complete_param(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
    """``entity=`` for a parameter of the query that is not given yet; after that, names in the graph."""
    from click.shell_completion import CompletionItem

    query = _query(ctx)
    if query is None:
        return []
    name, sign, value = incomplete.partition("=")
    if not sign:
        given = {pair.partition("=")[0] for pair in ctx.params.get("params") or ()}
        return [
            CompletionItem(f"{p.name}=", help=p.en)
            for p in query.parameters
            if p.name.startswith(incomplete) and p.name not in given
        ]
    if any(p.name == name and p.type == "label" for p in query.parameters):
        return [CompletionItem(f"{name}={label}") for label in _labels(ctx, value)]
    return []


def complete_label(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
    """Names of things in the graph."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(label) for label in _labels(ctx, incomplete)]


def _query(ctx: click.Context) -> NamedQuery | None:
    """The query whose parameter is being written; Click has it among the rest while an option lacks its value."""
    from kg.errors import KgError
    from kg.query import find

    try:
        return find(str(ctx.params.get("query") or next(iter(ctx.args), "")))
    except KgError:
        return None


def _labels(ctx: click.Context, start: str) -> list[str]:
    folder = ctx.params.get("folder")
    if not isinstance(folder, Path):
        return []
    from kg.errors import KgError
    from kg.names import known
    from kg.outdir import STORE
    from kg.store import open_store

    try:
        return sorted(known(open_store(folder / STORE, read_only=True), start))[:_MOST]
    except KgError:
        return []
