"""Documents into a corpus and out of it: the store, the catalogue and the names of entities change together.

What a part gives is known line by line, so a change costs what it changes: documents that come are loaded in bulk, those
that go are taken out, and of the others only the lines that name an entity which has another name in the corpus now.
The outcome is the same as of putting the documents into an empty store. Nothing here is safe from a crash: it works on
a copy (`kg.outdir`).
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg import catalog
from kg._version import __version__
from kg.catalog import Catalog, Entry
from kg.decisions import Decision, stamp
from kg.graph import activity_nquads
from kg.merge import names
from kg.parts import head, nquads
from kg.rename import Name, renamed
from kg.vocab import DOMAIN, INDICATOR, SKOS

if TYPE_CHECKING:
    import pyoxigraph as ox

Progress = Callable[[str, int, int], None]  # (what is being done, how many are done, of how many)
_CHUNK = (
    8_000_000  # bytes of N-Quads that are loaded at once; each takes some thirty bytes of memory meanwhile
)
_GRAPH = re.compile(rb" <[^<>]*> \.\n")


def change(
    store: ox.Store,
    db: Catalog,
    parts: Mapping[str, bytes],
    come: Sequence[Entry],
    go: Sequence[Entry],
    *,
    base: str,
    decisions: Sequence[Decision] = (),
    jobs: int = 1,
    progress: Progress = lambda *_: None,
) -> None:
    """Put the documents of ``come`` into the corpus and take those of ``go`` out of it.

    ``parts`` has the parts of both, and of what is in the corpus. Loading uses ``jobs`` threads.
    """
    for entry in go:
        catalog.remove(db, entry.key, head(parts[entry.key]))
    for entry in _told(come, "linking", progress):
        catalog.add(db, entry, head(parts[entry.key]))
    _link(db, decisions)
    fresh = {entry.key for entry in come}
    again = [key for key in catalog.affected(db) if key not in fresh]

    gone = {line for one in catalog.changes(db) for line in _match(base, one.iri, one.before)}
    gone.update(line for entry in go for line in _lines(db, parts[entry.key]))
    before = {key: _lines(db, parts[key]) for key in again}
    catalog.settle(db)
    after = {key: _lines(db, parts[key]) for key in again}
    _take_out(store, gone.union(*(before[key] - after[key] for key in again)))
    _take_out(store, _activity(store, base))

    matches = (line for one in catalog.changes(db) for line in _match(base, one.iri, one.after))
    fresh_texts = (_text(db, parts[entry.key]) for entry in _told(come, "loading", progress))
    rest = chain.from_iterable(sorted(after[key] - before[key]) for key in again)
    activity = activity_nquads(base, __version__, now())
    load(store, chain(fresh_texts, rest, matches, [activity]), jobs)


def _link(db: Catalog, decisions: Sequence[Decision]) -> None:
    """Find the names of the entities in the scopes that documents or decisions have touched."""
    before = catalog.marked(db, "decisions") or ""
    now = stamp(decisions)
    if before != now:
        catalog.touch(db, {iri for line in f"{before}\n{now}".split("\n") for iri in line.split(" ")[:2]})
        catalog.mark(db, "decisions", now)
    for block in catalog.blocks(db, ((d.a, d.b) for d in decisions if d.same)):
        records = [record for scope in block for record in catalog.records(db, scope)]
        scopes = {record.iri: record.scope for record in records}
        catalog.rename(db, block, names(records, decisions), scopes)


def _told(entries: Sequence[Entry], what: str, progress: Progress) -> Iterator[Entry]:
    for number, entry in enumerate(entries):
        progress(what, number, len(entries))
        yield entry
    progress(what, len(entries), len(entries))


def _text(db: Catalog, part: bytes) -> str:
    """The N-Quads of a part with the names that its entities have now."""
    return renamed(nquads(part), catalog.names_of(db, head(part).things))


def _lines(db: Catalog, part: bytes) -> set[str]:
    return set(_text(db, part).splitlines(keepends=True))


def _match(base: str, iri: str, name: Name | None) -> Iterator[str]:
    """What says that an IRI which a document alone would give leads to the one that is used."""
    if name and name.iri != iri:
        yield f"<{iri}> <{SKOS}exactMatch> <{name.iri}> <{base}links> .\n"


def _take_out(store: ox.Store, lines: Iterable[str]) -> None:
    """Remove the quads of these lines, and from the default graph what no named graph says any more.

    Labels of concepts, which stand in the graph of their scheme and not of a document, stay while a concept is used.
    """
    import pyoxigraph as ox

    schemes = {ox.NamedNode(INDICATOR), ox.NamedNode(DOMAIN)}
    quads = list(ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS))
    for quad in quads:
        if quad.graph_name not in schemes:
            store.remove(quad)
    for quad in quads:
        if quad.graph_name in schemes and not _is_said(store, None, quad.subject):
            store.remove(quad)
    for triple in {quad.triple for quad in quads}:
        if not _is_said(store, triple.subject, triple.object, triple.predicate):
            store.remove(ox.Quad(triple.subject, triple.predicate, triple.object))
    for name in {quad.graph_name for quad in quads}:
        if next(store.quads_for_pattern(None, None, None, name), None) is None:
            store.remove_graph(name)


def _is_said(store: ox.Store, subject: Any, value: Any, predicate: Any = None) -> bool:
    """Whether a named graph has such a triple; None stands for any term."""
    import pyoxigraph as ox

    said = store.quads_for_pattern(subject, predicate, value, None)
    return any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in said)


def _activity(store: ox.Store, base: str) -> list[str]:
    """What the graph of the last build says."""
    import pyoxigraph as ox

    graph = ox.NamedNode(f"{base}activity")
    return [f"{quad} .\n" for quad in store.quads_for_pattern(None, None, None, graph)]


def load(store: ox.Store, texts: Iterable[str], jobs: int) -> None:
    """Add N-Quads, and their triples to the default graph, by chunks that are loaded by ``jobs`` threads at once.

    Oxigraph frees the GIL; one thread more fills the gaps in which another waits for Python or for the disk.
    """
    import pyoxigraph as ox

    def load(chunk: bytes) -> None:
        data = chunk + _GRAPH.sub(b" .\n", chunk)
        store.bulk_load(data, format=ox.RdfFormat.N_QUADS, lenient=True)  # `kg.terms` has made every term

    if jobs == 1:
        for chunk in chunks(texts):
            load(chunk)
        return
    with ThreadPoolExecutor(jobs + 1) as pool:
        under_way = deque[Future[None]]()
        for chunk in chunks(texts):
            under_way.append(pool.submit(load, chunk))
            if len(under_way) > jobs:
                under_way.popleft().result()
        for future in under_way:
            future.result()


def chunks(texts: Iterable[str]) -> Iterator[bytes]:
    """``texts`` as UTF-8 in pieces of some _CHUNK bytes."""
    held, size = list[bytes](), 0
    for text in texts:
        held.append(text.encode())
        size += len(held[-1])
        if size >= _CHUNK:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def now() -> datetime:
    """Now, or the instant that SOURCE_DATE_EPOCH names (reproducible-builds.org), to the second, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (
        datetime.fromtimestamp(int(epoch), UTC)
        if epoch.isdigit()
        else datetime.now(UTC).replace(microsecond=0)
    )
