"""The group of commands, and how it ends: an error is one line on stderr and exit code 2, never a traceback."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from kg._version import __version__
from kg.cli import ask, completion, corpus, give, ledger, make, measure, question, read, serve
from kg.errors import KgError


class _Group(click.Group):
    """Lists commands in the order of use, and names them when one is not known."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            ctx.fail(f"no command {args[0]!r}; there are: {', '.join(self.commands)}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # click would make it code 1, that of a check that did not pass
            _pipe_closed()


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg", message="%(prog)s %(version)s")
def app() -> None:
    """Knowledge graphs from Chinese urban-policy texts, in which every edge names the sentence that says it.

    Start with `kg build`, which reads the bundled report into ./out; then `kg queries`, `kg query engines`.
    """


for _command in (
    read.read, make.build, make.add, corpus.remove, corpus.documents, corpus.link, question.ask, ask.query, ask.queries, ask.show, ask.path, ledger.compare, ledger.ledger, ledger.series,
    give.export, give.validate, give.view, serve.serve,
    measure.annotate, measure.evaluate, completion.completion,
):  # fmt: skip
    app.add_command(_command)


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line ``args`` (default: the process's own) and exit.

    Codes: 0 done; 1 a check that did not pass; 2 bad input or usage; 130 interrupted; 141 the reader went away.
    """
    _streams()
    if "_KG_COMPLETE" in os.environ:  # the shell asks what could follow
        completion.register()
    try:
        code = app.main(args, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        hint = f" (see {error.ctx.command_path} --help)" if error.ctx else ""
        _fail(_one_line(error.format_message()).rstrip(".") + hint)
    except click.ClickException as error:
        _fail(_one_line(error.format_message()))
    except KgError as error:
        _fail(_one_line(str(error)))
    except (click.Abort, KeyboardInterrupt):
        _fail("interrupted", 130)
    except OSError as error:
        if error.errno == errno.EPIPE:
            _pipe_closed()
        _drop_output()
        where = f"{error.filename}: " if error.filename else ""
        _fail(_one_line(where + (error.strerror or str(error))))
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str, code: int = 2) -> NoReturn:
    click.echo(f"kg: {message}", err=True)
    sys.exit(code)


def _one_line(message: str) -> str:
    return " ".join(message.split())


def _pipe_closed() -> NoReturn:
    """End quietly, as a program ended by SIGPIPE does."""
    _drop_output()
    sys.exit(141)


def _drop_output() -> None:
    """What is not written yet goes nowhere: Python would try again at its end, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _streams() -> None:
    """A terminal that cannot show a character gets a stand-in for it rather than an error.

    ASCII is what Python has where nobody chose an encoding: UTF-8 then, as Click does. An output that is closed takes
    what is written and loses it. Standard output is always buffered: under PYTHONUNBUFFERED, Python does not notice
    when a pipe takes only a part.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
    if isinstance(getattr(sys.stdout, "buffer", None), io.RawIOBase):
        sys.stdout = open(  # noqa: SIM115  # for as long as the process runs
            sys.stdout.fileno(), "w", encoding=sys.stdout.encoding, errors=sys.stdout.errors,
            buffering=1 if sys.stdout.isatty() else -1, closefd=False,
        )  # fmt: skip
    for stream in (sys.stdout, sys.stderr):
        encoding = codecs.lookup(stream.encoding or "ascii").name
        if hasattr(stream, "reconfigure") and encoding != "utf-8":
            stream.reconfigure(encoding="utf-8" if encoding == "ascii" else None, errors="backslashreplace")
