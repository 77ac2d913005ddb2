"""How far a long job has come: a bar on standard error, if that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import ProgressColumn, Task

    from kg.pipeline import Progress


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Progress | None]:
    """What to tell progress to; None when nobody is to be told."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich import progress

    from kg.cli.tables import console

    bar = progress.Progress(
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        _rate(),
        progress.TimeRemainingColumn(),
        console=console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("reading", total=None)

        def tell(what: str, done: int, total: int) -> None:
            if done == 0:  # another stage, with a rate of its own
                bar.reset(task)
            bar.update(task, description=what, completed=done, total=total)

        yield tell


def _rate() -> ProgressColumn:
    from rich.progress import ProgressColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.1f}/s" if task.speed else "")

    return Rate()
