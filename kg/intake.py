"""Texts taken in: each is read by an engine unless its part is there, and of two with the same words one is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from kg.catalog import Entry
from kg.engines import Engine
from kg.errors import KgError
from kg.found import Found
from kg.parts import Failure, Part, Settings, Task, head, key_of, lost, make
from kg.reader import read_source
from kg.reader.source import Source

Progress = Callable[[str, int, int], None]  # (what is being done, how many are done, of how many)


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of the texts: documents, each under its key; texts that could not be read; texts that are others'."""

    entries: tuple[Entry, ...]  # by id, no two with the same text
    failed: tuple[Failure, ...]  # in the order given
    skipped: tuple[
        tuple[str, str], ...
    ]  # (text, the text with the same words that was taken), in the order given


def take_in(
    sources: Sequence[Source],
    settings: Settings,
    parts: MutableMapping[str, bytes],
    *,
    known: Iterable[Entry] = (),
    kept: Iterable[Entry] = (),
    engine: Engine,
    apart: bool = False,
    progress: Progress,
) -> Intake:
    """Make the parts of ``sources`` that ``parts`` lacks.

    ``known`` are documents that need not be looked up in their parts, ``kept`` those that are taken beside the sources.
    With ``apart`` the engine's workers do not see the files: texts are opened here.
    """
    entries: list[Entry] = []
    failed: list[Failure] = []
    tasks: list[Task] = []
    looked_up = {entry.key: entry for entry in known}
    for source in sources:
        try:
            key = key_of(source, settings)
        except KgError as error:
            failed.append(Failure(str(source), str(error)))
            continue
        if key in looked_up:
            entries.append(looked_up[key]._replace(name=str(source)))
        elif key is not None and key in parts:
            entries.append(_entry(key, head(parts[key]).found, str(source)))
        else:
            tasks.append(Task(source, settings, key))
    done = len(sources) - len(tasks)
    progress("reading", done, len(sources))
    opened = _opened(tasks, failed) if apart else iter(tasks)
    with closing(engine(make, opened, lost)) as results:
        for number, result in enumerate(results, done):
            progress(result.name, number + 1, len(sources))
            if isinstance(result, Part):
                parts[result.key] = result.data
                entries.append(_entry(result.key, result.head.found, result.name))
            else:
                failed.append(result)
    taken, others = _once(entries, tuple(kept))
    given = {str(source): number for number, source in enumerate(sources)}
    return Intake(
        tuple(sorted(taken.values(), key=lambda entry: entry.id)),
        tuple(sorted(failed, key=lambda failure: given[failure.name])),
        tuple(sorted(others, key=lambda other: given[other[0]])),
    )


def _opened(tasks: Iterable[Task], failed: list[Failure]) -> Iterator[Task]:
    """The tasks with their texts in them; what cannot be opened goes to ``failed``."""
    for task in tasks:
        try:
            yield replace(task, text=read_source(task.text) if isinstance(task.text, Source) else task.text)
        except KgError as error:
            failed.append(Failure(task.name, str(error)))


def _entry(key: str, found: Found, name: str) -> Entry:
    return Entry(key, found.id, found.sha256, name, found.quads)


def _once(entries: Sequence[Entry], kept: Sequence[Entry]) -> tuple[dict[str, Entry], list[tuple[str, str]]]:
    """Of the documents with one text the one with the least id, so that the order of texts changes nothing.

    Of two with one id, which differ in what is known of them beside the text, it is the one given now.
    """
    given = sorted(entries, key=lambda entry: (entry.id, entry.name))
    taken: dict[str, Entry] = {}
    for entry in sorted(
        [*given, *kept], key=lambda entry: entry.id
    ):  # stable: what is given before what is kept
        taken.setdefault(entry.sha256, entry)
    others = [(entry.name, taken[entry.sha256].name) for entry in entries if taken[entry.sha256] != entry]
    return taken, others
