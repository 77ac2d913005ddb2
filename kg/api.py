"""The graph from Python, with the same verbs as the command line.

>>> import kg
>>> with kg.build() as graph:                                   # the bundled report, in memory
...     graph.query("engines")                                  # doctest: +SKIP
...     graph.entity("香蜜湖新金融中心").relations               # doctest: +SKIP
"""

from __future__ import annotations

import html as _html
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, cast

from kg import entity as _entity
from kg import export as _export
from kg import network as _network
from kg import pipeline, reader, remote
from kg import store as _store
from kg.entity import EntityView, Index, Step
from kg.errors import OutputError, StoreError
from kg.http import is_url
from kg.linkage import Pair, doubtful, linked
from kg.names import current
from kg.network import DocumentView, NetworkView, SentenceView
from kg.outdir import HTML, STORE, settle, write_file
from kg.pipeline import HERE, How, Progress, Source
from kg.reader import Source as Text
from kg.remote import RemoteStore
from kg.report import BuildReport
from kg.upload import upload

if TYPE_CHECKING:
    import networkx
    import pyoxigraph
    import rdflib

    from kg.ledger import Ledger
    from kg.model import Document
    from kg.query import Rows
    from kg.questions import Answer, Vocabulary
    from kg.series import Series
    from kg.validate import Report

DEFAULT_OUT = Path("out")


class Graph:
    """A built graph, open for reading. Make one with :func:`build` or :func:`open`; close it or use ``with``.

    ``report`` says what a build found; it is None for a graph that was opened. ``folder`` is where it is kept.
    """

    def __init__(
        self,
        handle: pyoxigraph.Store | RemoteStore,
        *,
        folder: Path | None = None,
        report: BuildReport | None = None,
    ) -> None:
        self._store: pyoxigraph.Store | RemoteStore | None = handle
        self.folder = folder
        self.report = report

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store's files. The graph cannot be used afterwards; a second call does nothing."""
        self._store = None
        for made in ("_index", "_copy", "_words"):
            self.__dict__.pop(made, None)

    @property
    def backend(self) -> pyoxigraph.Store | RemoteStore:
        """What queries are sent to: the store or the server. Raises StoreError once closed."""
        if self._store is None:
            raise StoreError("this graph is closed: open it again with kg.open")
        return self._store

    @property
    def store(self) -> pyoxigraph.Store:
        """The Oxigraph store itself, for what the verbs here do not do; of a server's graph a copy in memory.

        Raises StoreError once closed.
        """
        backend = self.backend
        return self._copy if isinstance(backend, RemoteStore) else backend

    @cached_property
    def _copy(self) -> pyoxigraph.Store:
        return remote.copy(cast(RemoteStore, self.backend))

    def query(self, query: str, params: Mapping[str, str] | None = None, **more: str) -> Rows:
        """The rows of a named query, a ``.rq`` file or SPARQL text; parameters are bound as values, never pasted.

        >>> graph.query("measures", entity="皇岗口岸")            # doctest: +SKIP

        Raises QueryError (does not parse, is not allowed, lacks a parameter) and NotFoundError.
        """
        from kg.query import run

        return run(self.backend, query, {**(params or {}), **more})

    def ask(self, question: str) -> Answer:
        """What the graph says to a question in plain Chinese or English, with its sentences, or why it does not.

        >>> graph.ask("福田区的三大新引擎有哪些?").summary           # doctest: +SKIP

        A question that is not understood is not guessed at: the answer then has ``nearest`` ones instead (see
        `kg.questions`).
        """
        from kg import questions

        return questions.ask(self.backend, question, self._words)

    def questions(self) -> tuple[tuple[str, str, str], ...]:
        """The types of questions that :meth:`ask` takes: name, and an example of this graph in zh and in en."""
        from kg import questions

        return questions.examples(self._words)

    @cached_property
    def _words(self) -> Vocabulary:
        from kg.questions import vocabulary

        return vocabulary(self.backend)

    def entity(self, name: str) -> EntityView:
        """A thing by label, alias or IRI: classes, relations with evidence, targets, measures.

        Raises NotFoundError, which lists near names.
        """
        return _entity.entity(self._index, current(self.store, name))

    def path(self, start: str, goal: str) -> tuple[Step, ...]:
        """A shortest way between two things along edges in either direction; () if there is none."""
        return _entity.path(self._index, current(self.store, start), current(self.store, goal))

    def evidence(
        self, start: str, relation: str | None = None, goal: str | None = None
    ) -> tuple[SentenceView, ...]:
        """The sentences that say it, in text order: of a thing, or of its edges to ``goal`` and of this ``relation``.

        >>> graph.evidence("福田区", "hasEngine", "香蜜湖新金融中心")   # doctest: +SKIP

        Raises NotFoundError for a name that is not there.
        """
        found = self.entity(start)
        if relation is None and goal is None:
            return found.evidence
        end = self.entity(goal).id if goal is not None else None
        said = {
            sentence
            for link in found.relations
            if link.outgoing or end is not None
            if (relation is None or link.relation == relation) and (end is None or link.other.id == end)
            for sentence in link.evidence
        }
        return tuple(sorted(said, key=lambda s: (s.document, s.begin)))

    @property
    def view(self) -> NetworkView:
        """Nodes, edges, sentences and documents as plain values: what pages and exports are made of."""
        return self._index.view

    @property
    def documents(self) -> tuple[DocumentView, ...]:
        """The documents that the graph was read from, with their texts."""
        return self.view.documents

    def ledger(self) -> Ledger:
        """What became of all that the documents of each area promised: see :mod:`kg.ledger`.

        >>> graph.ledger().select(kind="target", verdict="missed")      # doctest: +SKIP
        """
        from kg.ledger import ledger

        return ledger(self.view)

    def compare(self, first: str, second: str, *, area: str | None = None, year: int | None = None) -> Ledger:
        """Two documents beside each other, each named by year, area, area and year (南山区2023), title or id.

        Raises NotFoundError for a name that no document has, or several, which lists them.
        """
        from kg.ledger import compare

        return compare(self.view, first, second, area=area, year=year)

    def series(self, indicator: str, *, area: str | None = None, kind: str | None = None) -> Series:
        """The figures of an indicator over years and places: see :func:`kg.series.series`."""
        from kg.series import series

        return series(self.view, indicator, area=area, kind=kind)

    def to_networkx(self) -> networkx.MultiDiGraph[Any]:
        """The graph as a networkx MultiDiGraph: nodes by IRI with labels and classes, edges with evidence."""
        return _network.to_networkx(self.store)

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset over the same store."""
        return _store.dataset(self.store)

    def html(self, title: str | None = None) -> str:
        """The graph as one self-contained HTML page."""
        from viz.page import render

        return render(self.view, title=title)

    def to_html(self, path: Source, *, title: str | None = None) -> Path:
        """Write :meth:`html` to ``path`` (UTF-8) and return it. Raises OutputError."""
        return write_file(path, self.html(title).encode("utf-8"))

    def page(self) -> Path:
        """The page in the graph's folder, made if it is missing; of a graph without one in a new temporary folder.

        Raises OutputError.
        """
        path = (self.folder or Path(mkdtemp(prefix="kg-"))) / HTML
        return path if path.is_file() else self.to_html(path)

    def export(self, format: str, path: Source | None = None) -> bytes:
        """The graph in one of ``kg.export.FORMATS``, also written to ``path`` if given.

        Raises QueryError for an unknown format, OutputError for a file that cannot be written.
        """
        data = _export.export(self.store, format)
        if path is not None:
            write_file(path, data)
        return data

    def validate(self) -> Report:
        """Check the graph against ``ontology/shapes.ttl`` (SHACL) and its evidence against its texts."""
        from kg.validate import validate

        return validate(self.store)

    @cached_property
    def _index(self) -> Index:
        return Index(_network.network(self.store))

    def __repr__(self) -> str:
        if self._store is None:
            return "<kg.Graph closed>"
        place = self._store.url if isinstance(self._store, RemoteStore) else self.folder or "memory"
        return f"<kg.Graph {_store.size(self._store)} quads in {place}>"

    def _repr_html_(self) -> str:
        """The page in a frame of its own, for Jupyter; its scripts see nothing of the notebook."""
        page = _html.escape(self.html(), quote=True)
        return (
            f'<iframe srcdoc="{page}" sandbox="allow-scripts allow-downloads" width="100%" height="720" '
            'style="border:1px solid #ccc" title="knowledge graph"></iframe>'
        )


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
    """The pairs of names of different documents that are one entity in the folder's graph, each with its reason."""
    with pipeline.linking(out, Path(decisions) if decisions else None) as corpus:
        return tuple(linked(corpus.db, corpus.decisions))


def review(
    out: Source = DEFAULT_OUT, *, limit: int | None = None, decisions: Source | None = None
) -> tuple[Pair, ...]:
    """The pairs that may be one entity and that nobody has decided, each with the sentences that speak of them."""
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
