"""A graph in memory onto a SPARQL server, so that it is asked there as it is here.

Which request for what: a document's own graph (its text, its sentences) is PUT, which replaces it. The graphs of
its sentences are many and small, and the Graph Store Protocol takes one graph a request: they go together as
INSERT DATA. The default graph, and graphs that documents share, are POSTed, which adds. As nothing has a blank node,
every request may be sent again. A document that the server has already is taken out first, since other rules may
have read other things in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from kg.errors import RemoteError
from kg.remote import RemoteStore
from kg.vocab import NIF, RDF, UPO

if TYPE_CHECKING:
    from pyoxigraph import Store

Progress = Callable[[str, int, int], None]  # (what is being done, how many are done, of how many)
Line = tuple[str, str]  # the IRI of a graph, a triple of it as a line of N-Triples
BATCH = 300_000  # characters of a request, about: a triple is not divided

_ITS_QUADS = f"""{{
    {{ GRAPH DOCUMENT {{ ?graph <{NIF}referenceContext> DOCUMENT }} }} UNION {{ BIND(DOCUMENT AS ?graph) }}
    GRAPH ?graph {{ ?s ?p ?o }}
  }}"""
# Of the default graph what no other document's graph says; then the graphs of its sentences and its own.
_FORGET = f"""DELETE {{ ?s ?p ?o }} WHERE {{
  {{ SELECT DISTINCT ?s ?p ?o WHERE {_ITS_QUADS} }}
  FILTER NOT EXISTS {{
    GRAPH ?other {{ ?s ?p ?o }}
    FILTER(?other != DOCUMENT && !STRSTARTS(STR(?other), CONCAT(STR(DOCUMENT), "#")))
  }}
}} ;
DELETE {{ GRAPH ?graph {{ ?s ?p ?o }} }} WHERE {_ITS_QUADS}"""


def upload(local: Store, remote: RemoteStore, progress: Progress | None = None) -> None:
    """Add the documents of a store that `kg.store.load` filled to a server; one that it has already is replaced.

    Raises RemoteError; if that happens on the way it says which documents are not there whole, and the same call
    again completes them.
    """
    documents, shared = _graphs(local)
    done = 0
    try:
        lines = list(_lines(local, shared))
        for name, group in groupby(lines, key=lambda line: line[0]):
            for batch in _batches(group):
                remote.post(name, _triples(batch))
        _post_default(remote, lines)
        for done, (document, sentences) in enumerate(documents.items()):
            if progress:
                progress(f"sending {_name(document)}", done, len(documents))
            _replace(local, remote, document, sentences)
    except RemoteError as error:
        rest = [_name(document) for document in documents][done:]
        listed = ", ".join(rest[:5]) + (" …" if len(rest) > 5 else "")
        raise RemoteError(
            f"{error}; {done} of {len(documents)} documents are there, and not, or not whole: {listed}. "
            "The same command again completes it"
        ) from error
    if progress:
        progress("sending", len(documents), len(documents))


def forget(remote: RemoteStore, document: str) -> None:
    """Take a document and all that only it says out of a server; nothing happens if it is not there."""
    remote.update(_FORGET.replace("DOCUMENT", f"<{document}>"))


def _replace(local: Store, remote: RemoteStore, document: str, sentences: list[str]) -> None:
    if remote.query(f"ASK {{ GRAPH <{document}> {{ ?s ?p ?o }} }}"):
        forget(remote, document)
    own, said = list(_lines(local, [document])), list(_lines(local, sentences))
    remote.put(document, _triples(own))  # first, since `forget` finds the sentences there if this is cut off
    for batch in _batches(said):
        graphs = groupby(batch, key=lambda line: line[0])
        blocks = (f"GRAPH <{name}> {{\n{''.join(text for _, text in group)}}}\n" for name, group in graphs)
        remote.update("INSERT DATA {\n" + "".join(blocks) + "}")
    _post_default(remote, own + said)


def _post_default(remote: RemoteStore, lines: Iterable[Line]) -> None:
    for batch in _batches(("", text) for text in sorted({text for _, text in lines})):
        remote.post(None, _triples(batch))


def _graphs(local: Store) -> tuple[dict[str, list[str]], list[str]]:
    """Each document with the graphs of its sentences, and the graphs of no document; sorted."""
    import pyoxigraph as ox

    kind = ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{UPO}PolicyDocument")
    iris = {
        quad.subject.value
        for quad in local.quads_for_pattern(None, *kind, None)
        if isinstance(quad.subject, ox.NamedNode)
    }
    documents: dict[str, list[str]] = {iri: [] for iri in sorted(iris)}
    shared = []
    for name in sorted(graph.value for graph in local.named_graphs()):
        document = name.partition("#")[0]
        if document not in documents:
            shared.append(name)
        elif name != document:
            documents[document].append(name)
    return documents, shared


def _lines(local: Store, graphs: Iterable[str]) -> Iterator[Line]:
    import pyoxigraph as ox

    for name in graphs:
        quads = local.quads_for_pattern(None, None, None, ox.NamedNode(name))
        yield from sorted((name, f"{quad.triple} .\n") for quad in quads)


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    size = 0
    for line in lines:
        if batch and size + len(line[1]) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += len(line[1])
    if batch:
        yield batch


def _triples(lines: Iterable[Line]) -> bytes:
    return "".join(text for _, text in lines).encode("utf-8")


def _name(document: str) -> str:
    return document.rpartition("/")[2]
