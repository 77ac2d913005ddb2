"""The graph in an Oxigraph store, in memory or in a folder, and out of it again as RDF files.

Named graphs hold who says what; the default graph holds every triple of them once, so that a plain query counts
things and not sentences. `load` keeps it so.

The same quads give the same bytes: TriG and N-Quads are sorted and carry the named graphs; Turtle and JSON-LD the
default graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from kg.errors import InputError, QueryError, StoreError
from kg.vocab import PREFIXES, RDF, UPO

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, RdfFormat, Store, Triple
    from rdflib import Dataset

FORMATS = ("trig", "nq", "turtle", "jsonld")
_ROOT = "CURRENT"  # the file that every RocksDB folder has
# What the default graph alone says.
ALONE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"


class Backend(Protocol):
    """What is asked: a ``pyoxigraph.Store``, or a server (`kg.remote.RemoteStore`)."""

    def query(
        self,
        query: str,
        /,
        *,
        prefixes: dict[str, str] | None = None,
        use_default_graph_as_union: bool = False,
    ) -> QuerySolutions | QueryBoolean | Iterable[Triple]:
        """Raises SyntaxError for a query that does not parse."""

    def quads_for_pattern(
        self, subject: NamedNode | None, predicate: NamedNode | None, object: NamedNode | Literal | None, /
    ) -> Iterable[Quad]:
        """The quads of any graph with these terms; None stands for any term."""


def open_store(path: str | Path | None = None, *, read_only: bool = False) -> Store:
    """The store in the folder ``path``, made if there is none; a store in memory for None.

    A read-only store shows what was there when it was opened, and can be opened while another process writes.
    Raises StoreError if the folder holds something else, another process has it open for writing, or it is missing
    and ``read_only``.
    """
    import pyoxigraph as ox

    if path is None:
        return ox.Store()
    folder = Path(path)
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file, not the folder of a store")
    if not (folder / _ROOT).is_file():
        if read_only and not folder.exists():
            raise StoreError(f"there is no store at {folder}")
        if read_only or (folder.exists() and any(folder.iterdir())):
            raise StoreError(f"{folder} is not the folder of a store: it has no file {_ROOT}")
    try:
        return ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))
    except (OSError, RuntimeError, ValueError) as error:
        if "lock" in str(error).lower():
            raise StoreError(
                f"the store at {folder} is open for writing elsewhere: close that first"
            ) from None
        raise StoreError(f"the store at {folder} cannot be opened: {error}") from error


def load(store: Store, nquads: str | bytes | Path) -> None:
    """Add N-Quads, as text or as a file, and their triples to the default graph. If they do not parse, nothing is added.

    Blank nodes get new names, since those of two files are not the same. Raises InputError for a file that cannot be
    read, StoreError for text that is no N-Quads or a read-only store.
    """
    import pyoxigraph as ox

    data: dict[str, str | bytes] = (
        {"path": str(nquads)}
        if isinstance(nquads, Path)
        else {"input": nquads.encode("utf-8") if isinstance(nquads, str) else nquads}
    )

    def read() -> Iterator[Quad]:
        return ox.parse(**data, format=ox.RdfFormat.N_QUADS, rename_blank_nodes=True)  # type: ignore[arg-type]

    foreign = is_bare(store)
    try:
        for _ in read():
            pass
        store.bulk_extend(everywhere(read()))
        if foreign:
            settle(store)
    except SyntaxError as error:
        raise StoreError(f"not N-Quads: {error}") from error
    except OSError as error:
        if isinstance(nquads, Path):
            raise InputError(f"cannot read {nquads}: {error}") from error
        raise StoreError(f"the store cannot be written: {error}") from error
    except RuntimeError as error:  # what Oxigraph raises for a read-only store
        raise StoreError(f"the store cannot be written: {error}") from error


def settle(store: Store) -> None:
    """Put every triple of the named graphs into the default graph: for a store that was filled without `load`."""
    store.bulk_extend(map(_anonymous, _named(store)))


def everywhere(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Each quad, and its triple in the default graph."""
    return (each for quad in quads for each in (quad, _anonymous(quad)))


def is_bare(store: Backend) -> bool:
    """Whether there are named graphs and nothing in the default graph: a store that was filled without `load`.

    A query has to take the union of its graphs for the default graph, and meets a triple once for each of them.
    A server says itself what its default graph is.
    """
    import pyoxigraph as ox

    if not isinstance(store, ox.Store):
        return False
    return next(_default(store), None) is None and next(iter(store), None) is not None


def stated(store: Store) -> Iterator[Quad]:
    """The quads that were put in: of the default graph only what no named graph says."""
    import pyoxigraph as ox

    yield from _named(store)
    for triple in cast("Iterable[Triple]", store.query(ALONE)):
        yield ox.Quad(triple.subject, triple.predicate, triple.object)


def size(store: Backend) -> int:
    """How many quads the named graphs have; ``len(store)`` also counts the default graph."""
    (row,) = cast("QuerySolutions", store.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"))
    return int(row[0].value)


def _named(store: Store) -> Iterator[Quad]:
    return (quad for name in store.named_graphs() for quad in store.quads_for_pattern(None, None, None, name))


def _default(store: Store) -> Iterator[Quad]:
    import pyoxigraph as ox

    return store.quads_for_pattern(None, None, None, ox.DefaultGraph())


def _anonymous(quad: Quad) -> Quad:
    """The same triple in the default graph."""
    import pyoxigraph as ox

    return ox.Quad(quad.subject, quad.predicate, quad.object)


def dump(store: Store, format: str) -> bytes:
    """The whole store in one of FORMATS, UTF-8. Raises QueryError for another format."""
    import pyoxigraph as ox

    if format == "nq":
        written = ox.serialize(stated(store), format=ox.RdfFormat.N_QUADS) or b""
        return b"".join(sorted(written.splitlines(keepends=True)))
    if format == "trig":
        return _readable(store, sorted(stated(store), key=_place), ox.RdfFormat.TRIG)
    if format in FORMATS:
        merged = store if is_bare(store) else _default(store)
        triples = _once(quad.triple for quad in sorted(merged, key=_place_in_union))
        if format == "turtle":
            return _readable(store, triples, ox.RdfFormat.TURTLE)
        return ox.serialize(triples, format=ox.RdfFormat.JSON_LD) or b""
    raise QueryError(f"no RDF format {format!r}; there are: {', '.join(FORMATS)}")


def dataset(store: Store) -> Dataset:
    """An rdflib Dataset over the store, its default graph that of the store, our prefixes bound.

    ``query(…)`` runs in Oxigraph; ``query(…, use_store_provided=False)`` in rdflib's own engine, which is slower and
    reads files and URLs that FROM and SERVICE name: check a query from outside with `kg.sparql.check` first.
    """
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    class Face(OxigraphStore):
        """Takes rdflib's own namespaces (``initNs={"skos": SKOS}``), which Oxigraph does not know for strings."""

        def query(self, query: Any, initNs: Any, *rest: Any, **more: Any) -> Any:  # noqa: N803  # rdflib's name
            return super().query(query, {prefix: str(name) for prefix, name in initNs.items()}, *rest, **more)

    found = Dataset(store=Face(store=store), default_union=is_bare(store))
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace)
    return found


def base_of(store: Store) -> str | None:
    """What all data IRIs of the store start with, read off its first document; None for a store without any."""
    import pyoxigraph as ox

    documents = store.quads_for_pattern(
        None, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{UPO}PolicyDocument"), None
    )
    iris = [quad.subject.value for quad in documents if isinstance(quad.subject, ox.NamedNode)]
    return min(iris).rpartition("document/")[0] or None if iris else None


def _place(quad: Quad) -> tuple[str, str, bool, str, str]:
    return (_natural(quad.graph_name), *_place_in_union(quad))


def _place_in_union(quad: Quad) -> tuple[str, bool, str, str]:
    predicate = quad.predicate.value
    return (_natural(quad.subject), predicate != f"{RDF}type", predicate, str(quad.object))


def _natural(term: object) -> str:
    """A key that puts #char=9,20 before #char=10,20, and a document before its sentences."""
    return re.sub(r"\d+", lambda number: number[0].zfill(9), str(term).removesuffix(">"))


def _once(triples: Iterable[Triple]) -> Iterator[Triple]:
    last = None
    for triple in triples:
        if triple != last:
            yield triple
        last = triple


def _readable(store: Store, statements: Iterable[Quad] | Iterable[Triple], format: RdfFormat) -> bytes:
    """Turtle or TriG with short names for terms and IRIs relative to the store's base: ``<area/福田区> a upo:Area``."""
    import pyoxigraph as ox

    base = base_of(store)
    written = ox.serialize(statements, format=format, prefixes=dict(PREFIXES), base_iri=base) or b""
    lines = written.splitlines(keepends=True)
    body = next(
        (i for i, line in enumerate(lines) if not line.startswith((b"@base", b"@prefix"))), len(lines)
    )
    # Written again: the library makes the prefixes' own IRIs relative too, which is right but hard to read.
    head = [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(PREFIXES.items())]
    if base:
        head.append(f"@base <{base}> .\n")
    return "".join(head).encode() + b"\n" + b"".join(lines[body:])
