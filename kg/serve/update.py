"""A SPARQL update of the graph in a folder: made on a copy and put in place at once, or not at all.

The copy's files are hard links (RocksDB never changes a file that it has finished), so a copy costs next to nothing.
The default graph holds what the named graphs say (`kg.store`); an update may not make it say otherwise. A build that
comes later starts from the texts again, and knows nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg import sparql
from kg.api import Graph
from kg.errors import QueryError
from kg.outdir import HTML, STORE, TRIG, staged, without
from kg.pipeline import WHOLE
from kg.query import unreadable
from kg.store import dump, open_store, settle, size
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store


def update(folder: Path, text: str) -> None:
    """Change the graph in ``folder``, which `kg build` wrote: its store, ``graph.trig`` and ``graph.html``.

    Raises QueryError for an update that does not parse, is not allowed or would part the default graph from the named
    ones, and OutputError while a build or another update is writing; then everything is as it was.
    """
    sparql.check_update(text)
    with staged(folder) as new:
        before = open_store(folder / STORE, read_only=True)
        before.backup(str(new / STORE))
        after = open_store(new / STORE)
        try:
            after.update(text, prefixes=dict(PREFIXES))
        except SyntaxError as error:
            raise unreadable(text, error, "update") from error
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the update cannot be done: {error}") from error
        _settle(before, after)
        if size(after) <= WHOLE:
            (new / TRIG).write_bytes(dump(after, "trig"))
            (new / HTML).write_text(Graph(after).html(), "utf-8")
        else:  # as a build does: they would be too large to be of use
            without(new, TRIG)
            without(new, HTML)
        after.flush()
        del after  # frees the store's lock before it is moved


def _settle(before: Store, after: Store) -> None:
    """Make the default graph say what the named graphs now say, and what it alone said before.

    Raises QueryError if the update has removed from it what a named graph still says.
    """
    for quad in _default(before):
        said, kept = _is_said(after, quad), quad in after
        if said and not kept:
            raise QueryError(
                f"the default graph has what the named graphs say, so {quad.triple} cannot be removed from it alone: "
                "delete it in GRAPH ?g { … }"
            )
        if kept and not said and _is_said(before, quad):
            after.remove(quad)
    settle(after)


def _default(store: Store) -> Iterator[Quad]:
    import pyoxigraph as ox

    return store.quads_for_pattern(None, None, None, ox.DefaultGraph())


def _is_said(store: Store, quad: Quad) -> bool:
    """Whether a named graph has the triple."""
    import pyoxigraph as ox

    places = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return any(not isinstance(place.graph_name, ox.DefaultGraph) for place in places)
