"""From texts to a graph, in memory or in a folder: read → parts → linking → store.

A folder is a corpus that texts can be added to and taken from. Whatever is done to it is done beside and put in place at
once (`kg.outdir`): on an error, and after a crash, it is what it was before or what it was to become.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg import catalog, graph
from kg.catalog import Entry
from kg.corpus import Progress as Progress
from kg.corpus import change, now
from kg.decisions import Decision, read_decisions, write_decisions
from kg.engines import engine as engine_of
from kg.errors import InputError, StoreError
from kg.holdings import corpus, identity, named, sweep, unchanged
from kg.intake import Intake, take_in
from kg.linkage import entity_of
from kg.outdir import CATALOG, HTML, LINKS, PARTS, RESUME, STORE, TRIG, locked, replaced, without
from kg.parts import Folder, Settings, version
from kg.reader import sources
from kg.reader.source import Source as Text
from kg.report import Briefs, BuildReport
from kg.resume import Asked, absolute, asked, begun
from kg.store import dump, open_store, size
from kg.terms import is_base

if TYPE_CHECKING:
    from pyoxigraph import Store

Source = str | Path
Html = Callable[["Store"], str]
WHOLE = 200_000  # quads up to which a graph is also written as graph.trig and graph.html: some seconds' work


@dataclass(frozen=True, slots=True)
class How:
    """How texts are read; nothing of it changes what is in them.

    ``jobs`` processes (0: one a core), or a Dask cluster: ``engine="dask"`` and the address of its ``scheduler``.
    """

    encoding: str | None = None
    jobs: int = 1
    engine: str | None = None
    scheduler: str | None = None
    progress: Progress = lambda *_: None
    decisions: Path | None = None  # the file of decisions about links; by default LINKS in the corpus


HERE = How()


class Linking(NamedTuple):
    """What tells how a corpus is linked."""

    db: catalog.Catalog
    parts: Folder
    decisions: tuple[Decision, ...]


def build(
    paths: Source | Iterable[Source] | None,
    out: Source,
    *,
    html: Html,
    base: str | None = None,
    min_confidence: float = 0.0,
    how: How = HERE,
    resume: bool = False,
) -> BuildReport:
    """Make ``out`` the corpus of ``paths``. What it has read of them already is not read again.

    ``html`` renders the page from the finished store. ``resume`` goes on with a build that was interrupted: with its
    paths and settings. Raises InputError if none of the texts can be read, OutputError for a folder that cannot be
    written; then ``out`` is as it was before.
    """
    folder = Path(out)
    if resume:
        before = asked(folder, paths)
        paths, base, min_confidence = before.paths, before.base, before.min_confidence
        how = replace(how, encoding=before.encoding)
    settings = Settings(_base(base), min_confidence, version())
    given = sources(paths, encoding=how.encoding)
    what = Asked([str(path) for path in absolute(paths)], settings.base, min_confidence, how.encoding)
    with locked(folder), begun(folder / PARTS, what) as parts:
        have = unchanged(folder, settings)
        intake = _taken(given, settings, parts, how, known=have)
        quads = _put(folder, parts, settings, intake.entries, have, html, how)
        (parts.path / RESUME).unlink()
        sweep(parts, intake.entries)
    return BuildReport(
        Briefs(parts, intake.entries), folder, quads, intake.skipped, intake.failed, total=len(intake.entries)
    )


def add(paths: Source | Iterable[Source], out: Source, *, html: Html, how: How = HERE) -> BuildReport:
    """Put texts into the corpus ``out``, with its settings; one that is there already is not read again.

    Makes the corpus if there is none. Raises as :func:`build` does, and StoreError for a graph that is no corpus of
    this version.
    """
    folder = Path(out)
    if not (folder / STORE).exists():
        return build(paths, folder, html=html, how=how)
    given = sources(paths, encoding=how.encoding)
    with locked(folder):
        parts = Folder(folder / PARTS)
        settings, have = corpus(folder)
        if settings.version != version():
            raise StoreError(
                f"the corpus in {str(folder)!r} was read by another version of this program or with other word lists, "
                "which cannot be mixed: run `kg build` over its texts once more"
            )
        intake = _taken(given, settings, parts, how, known=have, kept=have)
        quads = _put(folder, parts, settings, intake.entries, have, html, how)
        sweep(parts, intake.entries)
    held = {entry.key for entry in have}
    new = tuple(entry for entry in intake.entries if entry.key not in held)
    return BuildReport(
        Briefs(parts, new), folder, quads, intake.skipped, intake.failed, total=len(intake.entries)
    )


def remove(documents: Iterable[str], out: Source, *, html: Html, how: How = HERE) -> BuildReport:
    """Take documents out of the corpus ``out``; each is named by id, IRI, file name or sha256 (8 digits or more).

    What another document says too stays. Raises NotFoundError for a name that is of no document or of several.
    """
    folder = Path(out)
    with locked(folder):
        parts = Folder(folder / PARTS)
        settings, have = corpus(folder)
        gone = {named(name, have).key: None for name in documents}
        rest = tuple(entry for entry in have if entry.key not in gone)
        quads = _put(folder, parts, settings, rest, have, html, how)
        sweep(parts, rest)
    removed = tuple(entry.id for entry in have if entry.key in gone)
    return BuildReport((), folder, quads, removed=removed, total=len(rest))


def decide(
    out: Source,
    *,
    html: Html,
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
    by: str = "",
    why: str = "",
    how: How = HERE,
) -> BuildReport:
    """Decide that pairs of entities, by IRI or label, are one or not, and link the corpus ``out`` by all decisions.

    Raises NotFoundError for a name that is of no entity or of several, InputError for a line of the file of decisions
    that cannot be read.
    """
    folder = Path(out)
    with locked(folder):
        settings, have = corpus(folder)
        date = now().date().isoformat()
        with catalog.opened(folder / CATALOG) as db:
            new = [
                Decision(entity_of(db, a), entity_of(db, b), verdict, by, date, why)
                for verdict, pairs in ((True, same), (False, different))
                for a, b in pairs
            ]
        if new:
            write_decisions(how.decisions or folder / LINKS, new)
        quads = _put(folder, Folder(folder / PARTS), settings, have, have, html, how)
    return BuildReport((), folder, quads, total=len(have))


@contextmanager
def linking(out: Source, decisions: Path | None = None) -> Iterator[Linking]:
    """The corpus ``out`` for `kg.linkage`. Raises StoreError if there is none."""
    folder = Path(out)
    corpus(folder)
    with catalog.opened(folder / CATALOG) as db:
        yield Linking(db, Folder(folder / PARTS), read_decisions(decisions or folder / LINKS))


def fill(
    store: Store,
    paths: Source | Iterable[Source] | None,
    *,
    base: str | None = None,
    min_confidence: float = 0.0,
    how: How = HERE,
) -> BuildReport:
    """Put the graph of ``paths`` into an empty store. Raises InputError before anything is put there."""
    settings = Settings(_base(base), min_confidence, version())
    parts: dict[str, bytes] = {}
    intake = _taken(sources(paths, encoding=how.encoding), settings, parts, how)
    with catalog.opened(None, settings) as db:
        decisions = read_decisions(how.decisions) if how.decisions else ()
        change(
            store, db, parts, intake.entries, (),
            base=settings.base, decisions=decisions, progress=how.progress,
        )  # fmt: skip
    briefs = Briefs(parts, intake.entries)
    return BuildReport(briefs, None, size(store), intake.skipped, intake.failed, total=len(briefs))


def _taken(
    given: Sequence[Text], settings: Settings, parts: MutableMapping[str, bytes], how: How,
    *, known: Sequence[Entry] = (), kept: Sequence[Entry] = (),
) -> Intake:  # fmt: skip
    """What became of the texts given. Raises InputError if none of them can be read."""
    engine = engine_of(how.engine, jobs=how.jobs, scheduler=how.scheduler)
    apart = how.engine == "dask"
    intake = take_in(
        given, settings, parts, known=known, kept=kept, engine=engine, apart=apart, progress=how.progress
    )
    if len(intake.failed) == len(given):
        more = f" (and {len(given) - 1} more texts, none of which can be read)" if len(given) > 1 else ""
        raise InputError(intake.failed[0].reason + more)
    return intake


def _put(
    folder: Path, parts: Folder, settings: Settings, want: Sequence[Entry], have: Sequence[Entry], html: Html, how: How
) -> int:  # fmt: skip
    """Put a store of ``want`` in the place of that of ``have``; the number of its quads."""
    wanted, held = {entry.key for entry in want}, {entry.key for entry in have}
    come = [entry for entry in want if entry.key not in held]
    go = [entry for entry in have if entry.key not in wanted]
    stay = len(wanted & held)
    with replaced(folder) as new:
        if stay and len(go) <= stay:
            open_store(folder / STORE, read_only=True).backup(str(new / STORE))  # hard links: costs no time
            shutil.copyfile(folder / CATALOG, new / CATALOG)
        else:
            come, go = list(want), []
        store = open_store(new / STORE)
        decisions = read_decisions(how.decisions or folder / LINKS)
        with catalog.opened(new / CATALOG, settings) as db:
            change(
                store, db, parts, come, go,
                base=settings.base, decisions=decisions, jobs=how.jobs, progress=how.progress,
            )  # fmt: skip
        quads = sum(entry.quads for entry in want)
        if quads <= WHOLE:
            quads = size(store)
            how.progress("writing", 0, 1)
            (new / TRIG).write_bytes(dump(store, "trig"))
            (new / HTML).write_text(html(store), "utf-8")
        else:
            without(new, TRIG)
            without(new, HTML)
        store.flush()
        del store  # frees the store's lock before it is moved
        with catalog.opened(new / CATALOG) as db:
            catalog.mark(db, "store", identity(new / STORE))
    how.progress("writing", 1, 1)
    return quads


def _base(base: str | None) -> str:
    """What data IRIs start with. Raises InputError unless an IRI (RFC 3987) that can be added to."""
    if base is None:
        return graph.BASE
    if not is_base(base):
        raise InputError(f"the base {base!r} is no absolute IRI that ends in /, such as {graph.BASE}")
    return base
