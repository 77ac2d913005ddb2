"""Graphs made, opened and changed: each verb gives a `Graph` that is open, or what it was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg import pipeline, reader, remote
from kg import store as _store
from kg.api.graph import Graph
from kg.errors import OutputError, StoreError
from kg.http import is_url
from kg.linkage import Pair, doubtful, linked
from kg.outdir import STORE, settle
from kg.pipeline import HERE, How, Progress, Source
from kg.reader import Source as Text
from kg.report import BuildReport
from kg.upload import upload

if TYPE_CHECKING:
    import pyoxigraph

    from kg.model import Document
    from kg.questions import Answer

DEFAULT_OUT = Path("out")


def read(path: Source | Text, *, encoding: str | None = None) -> Document:
    """The text of a file or a page as the rules see it, with all that is known of it beforehand or told by its words.

    Nothing is built. Raises InputError for what cannot be read, and for a folder or an archive of several texts.
    """
    from kg.rules.metadata import metadata
    from kg.segment import segment

    document = reader.read_source(path) if isinstance(path, Text) else reader.read(path, encoding=encoding)
    return metadata(document, segment(document.text))


def build(
    paths: Source | Iterable[Source] | None = None,
    out: Source | None = None,
    *,
    base: str | None = None,
    encoding: str | None = None,
    min_confidence: float = 0.0,
    progress: Progress | None = None,
    jobs: int = 1,
    engine: str | None = None,
    scheduler: str | None = None,
    resume: bool = False,
    store: str | None = None,
    update_url: str | None = None,
    data_url: str | None = None,
) -> Graph:
    """Build the graph of one or more texts (files or folders; the bundled reports if none is named).

    Without ``out`` it is kept in memory; with it, ``out/store``, ``out/graph.trig`` and ``out/graph.html`` are
    written, all or nothing, and the graph is opened from there. ``base`` is the IRI that data IRIs start with;
    facts whose rule is less sure than ``min_confidence`` (0..1) are left out. A text that cannot be read does not stop
    the others: ``graph.report.failed`` names it.

    Texts are read by ``jobs`` processes (0: one a core), or with ``engine="dask"`` by the workers of the Dask
    ``scheduler`` at that address. What ``out`` has of them already is not read again; with ``resume``, and no paths, a
    build that was interrupted goes on.

    With ``store``, the query endpoint of a SPARQL server, it is added to what that server has, and asked there
    (see `kg.remote.connect` for the other addresses and for passwords, `kg.upload` for what is sent).

    Raises InputError if no text can be read, OutputError for a folder that cannot be written, RemoteError for a server
    that does not take it.
    """
    how = _how(encoding, jobs, engine, scheduler, progress)
    if store is not None and out is not None:
        raise OutputError("a graph is kept in a folder or on a server: give one of out and store")
    server = remote.connect(store, update_url=update_url, data_url=data_url) if store is not None else None
    if server:
        server.query("ASK {}")  # before the texts are read, which may take longer
    if out is None:
        handle = _store.open_store(None)
        report = pipeline.fill(handle, paths, base=base, min_confidence=min_confidence, how=how)
        if server:
            upload(handle, server, progress)
        return Graph(server or handle, report=report)
    report = pipeline.build(
        paths, out, html=_page_of, base=base, min_confidence=min_confidence, how=how, resume=resume
    )
    return _opened(out, report)


def add(
    paths: Source | Iterable[Source],
    out: Source = DEFAULT_OUT,
    *,
    encoding: str | None = None,
    progress: Progress | None = None,
    jobs: int = 1,
    engine: str | None = None,
    scheduler: str | None = None,
) -> Graph:
    """Put texts into the graph in the folder ``out``, all or nothing, and open it; see :func:`build`.

    The graph is the same as if all texts had been built together. Raises as :func:`build` does, and StoreError for a
    graph that another version of this program built.
    """
    how = _how(encoding, jobs, engine, scheduler, progress)
    return _opened(out, pipeline.add(paths, out, html=_page_of, how=how))


def ask(question: str, out: Source = DEFAULT_OUT) -> Answer:
    """The answer of the graph in the folder ``out`` to a question; see :meth:`Graph.ask`. Raises as :func:`open` does."""
    with open(out) as graph:
        return graph.ask(question)


def remove(documents: str | Iterable[str], out: Source = DEFAULT_OUT) -> Graph:
    """Take documents out of the graph in the folder ``out``, all or nothing, and open it.

    A document is named by id, IRI, file name or the first digits of its sha256. What others say too stays. Raises
    NotFoundError for a name that is of no document or of several.
    """
    names = [documents] if isinstance(documents, str) else documents
    return _opened(out, pipeline.remove(names, out, html=_page_of))


def decide(
    out: Source = DEFAULT_OUT,
    *,
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
    by: str = "",
    why: str = "",
    decisions: Source | None = None,
) -> Graph:
    """Decide that pairs of entities, named by IRI or label, are the ``same`` or ``different``, and link by it.

    Decisions are kept in ``out/links.tsv`` (or the file ``decisions``) with ``by``, ``why`` and the date, and win over
    the rules. Without any, the graph is linked by what the file says now. Raises NotFoundError for a name that is of no
    entity or of several, InputError for a file that cannot be read.
    """
    how = How(decisions=Path(decisions) if decisions else None)
    report = pipeline.decide(out, html=_page_of, same=same, different=different, by=by, why=why, how=how)
    return _opened(out, report)


def links(out: Source = DEFAULT_OUT, *, decisions: Source | None = None) -> tuple[Pair, ...]:
    """The pairs of names of different documents that are one entity in the folder's graph, each with its reason.

    Raises StoreError if there is no corpus in ``out``, InputError for a file of decisions that cannot be read.
    """
    with pipeline.linking(out, Path(decisions) if decisions else None) as corpus:
        return tuple(linked(corpus.db, corpus.decisions))


def review(
    out: Source = DEFAULT_OUT, *, limit: int | None = None, decisions: Source | None = None
) -> tuple[Pair, ...]:
    """The pairs that may be one entity and that nobody has decided, each with the sentences that speak of them.

    The ``limit`` likeliest of them, if it is given. Raises as :func:`links` does.
    """
    with pipeline.linking(out, Path(decisions) if decisions else None) as corpus:
        return doubtful(corpus.db, corpus.parts, corpus.decisions, limit)


def _how(
    encoding: str | None, jobs: int, engine: str | None, scheduler: str | None, progress: Progress | None
) -> How:
    return How(encoding, jobs, engine, scheduler, progress or HERE.progress)


def _page_of(handle: pyoxigraph.Store) -> str:
    return Graph(handle).html()


def _opened(out: Source, report: BuildReport) -> Graph:
    graph = open(out)
    graph.report = report
    return graph


def open(path: Source = DEFAULT_OUT) -> Graph:
    """Open the graph that an earlier build wrote into the folder ``path``, for reading, or one on a SPARQL server.

    >>> kg.open("http://localhost:7878/query")                    # doctest: +SKIP

    Raises StoreError if there is none, RemoteError for a server that does not answer as the protocol says.
    """
    if is_url(path):
        server = remote.connect(str(path))
        remote.look(server)
        return Graph(server)
    folder = Path(path)
    settle(folder)
    if not (folder / STORE).is_dir():
        raise StoreError(
            f"no graph in {str(folder)!r}: make one with `kg build --out {folder}`, or name its folder"
        )
    return Graph(_store.open_store(folder / STORE, read_only=True), folder=folder)
