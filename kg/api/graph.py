"""A graph that is open, and what can be asked of it."""

from __future__ import annotations

import html as _html
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, cast

from kg import entity as _entity
from kg import export as _export
from kg import network as _network
from kg import remote
from kg import store as _store
from kg.entity import EntityView, Index, Step
from kg.errors import StoreError
from kg.names import current
from kg.network import DocumentView, NetworkView, SentenceView
from kg.outdir import HTML, write_file
from kg.pipeline import Source
from kg.remote import RemoteStore
from kg.report import BuildReport

if TYPE_CHECKING:
    import networkx
    import pyoxigraph
    import rdflib

    from kg.ledger import Ledger
    from kg.query import Rows
    from kg.questions import Answer, Vocabulary
    from kg.series import Series
    from kg.validate import Report


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
        """A shortest way between two things along edges in either direction, a step an edge; () if there is none.

        The same graph gives the same way. Raises NotFoundError for a name that is not there.
        """
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
        """Nodes, edges, sentences and documents as plain values, each sorted: what pages and exports are made of.

        Sentences have their place in the document's text as half-open offsets in code points.
        """
        return self._index.view

    @property
    def documents(self) -> tuple[DocumentView, ...]:
        """The documents that the graph was read from, by id, each with its whole text, which all offsets count in."""
        return self.view.documents

    def ledger(self, area: str | None = None) -> Ledger:
        """What became of all that the documents of each area promised, or of one: see :mod:`kg.ledger`.

        >>> graph.ledger().select(kind="target", verdict="missed")      # doctest: +SKIP

        Raises NotFoundError for an area without documents.
        """
        from kg.ledger import ledger, stored

        return ledger(self.view) if area is None else stored.ledger(self.store, area)

    def compare(self, first: str, second: str, *, area: str | None = None, year: int | None = None) -> Ledger:
        """Two documents beside each other, each named by year, area, area and year (南山区2023), title or id.

        Raises NotFoundError for a name that no document has, or several, which lists them.
        """
        from kg.ledger.stored import compare

        return compare(self.store, first, second, area=area, year=year)

    def series(self, indicator: str, *, area: str | None = None, kind: str | None = None) -> Series:
        """The figures of an indicator over years and places: see :func:`kg.series.series`."""
        from kg.series import stored

        return stored(self.store, indicator, area=area, kind=kind)

    def to_networkx(self) -> networkx.MultiDiGraph[Any]:
        """The graph as a networkx MultiDiGraph: nodes by IRI with labels and classes, edges with evidence.

        The attributes are those of :func:`kg.network.to_networkx`.
        """
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
