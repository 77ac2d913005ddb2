"""A graph on a SPARQL server, by the SPARQL 1.1 Protocol and the SPARQL 1.1 Graph Store HTTP Protocol (W3C, 2013).

A `RemoteStore` answers queries with the face of ``pyoxigraph.Store``, so that `kg.query` asks either; what needs the
whole graph (pages, exports, checks) works on a `copy` in memory.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, unquote, urlencode, urlsplit

from kg.errors import RemoteError, StoreError
from kg.http import request, split_url
from kg.store import ALONE, everywhere, size

if TYPE_CHECKING:
    from http.client import HTTPResponse

    from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Store, Triple

TIMEOUT = 120.0  # seconds without a sign of life; KG_STORE_TIMEOUT says otherwise
_RESULTS = "application/sparql-results+json, application/n-triples;q=0.9"  # the second: CONSTRUCT, DESCRIBE
# Where servers have their endpoints, by path: for queries; for updates; for graphs.
_SERVERS = (
    (r"(.*/repositories/[^/]+)", r"\1/statements", r"\1/rdf-graphs/service"),  # RDF4J, GraphDB
    (r"/query", "/update", "/store"),  # Oxigraph
    (r"(.+)/(query|sparql)", r"\1/update", r"\1/data"),  # Fuseki
)
_QUADS = "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }"


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """A SPARQL server: the addresses of its endpoints ("": not known), and how we say who we are.

    Every method raises RemoteError if the server cannot be reached, refuses, or answers with something else.
    """

    url: str  # for queries
    update_url: str = ""
    data_url: str = ""  # for graphs: ?graph=IRI, ?default
    authorization: str = field(default="", repr=False)
    timeout: float = TIMEOUT

    def query(
        self, query: str, *, prefixes: dict[str, str] | None = None, use_default_graph_as_union: bool = False
    ) -> QuerySolutions | QueryBoolean | Iterable[Triple]:
        """As ``pyoxigraph.Store.query``; but what the default graph is, the server alone says.

        Raises SyntaxError for a query that does not parse, before it is sent.
        """
        import pyoxigraph as ox

        ox.Store().query(query, prefixes=prefixes)  # one message for one mistake, wherever the graph is
        with self.answer(query, prefixes) as response:
            kind, body = response.headers.get_content_type(), response.read()
        rdf = ox.RdfFormat.from_media_type(kind)
        with _readable(self.url, kind):
            if rdf and not ox.QueryResultsFormat.from_media_type(kind):  # XML and JSON may be either
                return [quad.triple for quad in ox.parse(body, format=rdf)]
            found = _parsed(body, kind)
            if isinstance(found, ox.QuerySolutions):
                for _ in found:  # they are read lazily: what is cut off shows at the end
                    pass
                found = _parsed(body, kind)
            return found

    def quads_for_pattern(
        self, subject: NamedNode | None, predicate: NamedNode | None, object: NamedNode | Literal | None
    ) -> Iterable[Quad]:
        """As ``pyoxigraph.Store.quads_for_pattern``, but of the default graph, which has every triple once."""
        import pyoxigraph as ox

        terms = (str(term or f"?{name}") for term, name in ((subject, "s"), (predicate, "p"), (object, "o")))
        pattern = " ".join(terms)
        found = cast("Iterable[Triple]", self.query(f"CONSTRUCT {{ {pattern} }} WHERE {{ {pattern} }}"))
        return [ox.Quad(*triple) for triple in found]

    def answer(
        self, query: str, prefixes: Mapping[str, str] | None = None
    ) -> AbstractContextManager[HTTPResponse]:
        """The response to a query as it comes (SPARQL 1.1 Protocol, 2.1.2: POST with URL-encoded parameters).

        Of ``prefixes`` those are sent that the query uses and does not declare: RDF4J refuses a second declaration.
        """
        names = (
            f"PREFIX {prefix}: <{iri}> "
            for prefix, iri in (prefixes or {}).items()
            if f"{prefix}:" in query and not re.search(rf"\bPREFIX\s+{prefix}\s*:", query, re.IGNORECASE)
        )
        body = urlencode({"query": "".join(names) + query}).encode("ascii")
        return self._request("POST", self.url, body, "application/x-www-form-urlencoded", Accept=_RESULTS)

    def update(self, text: str) -> None:
        """Carry out a SPARQL Update (SPARQL 1.1 Protocol, 2.2.2: POST directly)."""
        if not self.update_url:
            raise RemoteError(f"{self.url} does not tell where updates go: name that with --update-url")
        with self._request("POST", self.update_url, text.encode(), "application/sparql-update") as response:
            response.read()

    def put(self, graph: str, triples: bytes) -> None:
        """Make ``triples``, as N-Triples, all of the graph of that IRI (Graph Store Protocol, 5.3)."""
        self._write("PUT", "graph=" + quote(graph, safe=""), triples)

    def post(self, graph: str | None, triples: bytes) -> None:
        """Add ``triples``, as N-Triples, to the graph of that IRI or the default graph (GSP, 5.5)."""
        self._write("POST", "default" if graph is None else "graph=" + quote(graph, safe=""), triples)

    def _write(self, method: str, graph: str, triples: bytes) -> None:
        if not self.data_url:
            raise RemoteError(f"{self.url} does not tell where its graphs are: name that with --data-url")
        url = self.data_url + ("&" if "?" in self.data_url else "?") + graph
        with self._request(method, url, triples, "text/turtle; charset=utf-8") as response:
            response.read()

    def _request(
        self, method: str, url: str, body: bytes, kind: str, **headers: str
    ) -> AbstractContextManager[HTTPResponse]:
        if self.authorization:
            headers["Authorization"] = self.authorization
        return request(
            method, url, body=body, headers={"Content-Type": kind, **headers}, timeout=self.timeout
        )


def connect(url: str, *, update_url: str | None = None, data_url: str | None = None) -> RemoteStore:
    """The server with the query endpoint ``url``; nothing is sent yet.

    The other endpoints are those that servers of the same form of address have, unless they are given. Who we are is
    the ``user:password@`` of the URL (HTTP Basic), else the token in KG_STORE_TOKEN (Bearer).
    Raises RemoteError for what is no http or https URL.
    """
    place, login = split_url(url)
    path = urlsplit(place).path
    update, data = next(
        (
            (_at(place, found.expand(update)), _at(place, found.expand(data)))
            for pattern, update, data in _SERVERS
            if (found := re.fullmatch(pattern, path))
        ),
        ("", ""),
    )
    return RemoteStore(
        place,
        split_url(update_url)[0] if update_url else update,
        split_url(data_url)[0] if data_url else data,
        _authorization(login),
        _timeout(),
    )


def look(remote: RemoteStore) -> None:
    """Raise StoreError unless the server has a graph that can be asked as it is: its default graph is not empty."""
    if not remote.query("ASK { ?s ?p ?o }"):
        if remote.query("ASK { GRAPH ?g { ?s ?p ?o } }"):
            raise StoreError(
                f"the default graph of {remote.url} is empty: load it with `kg build --store`, or let the server "
                "take the union of its graphs for it (docs/stores.md)"
            )
        raise StoreError(f"no graph at {remote.url}: make one with `kg build --store {remote.url}`")


def copy(remote: RemoteStore) -> Store:
    """The whole graph of a server in a store in memory, with a default graph as `kg.store.load` makes it.

    Raises RemoteError also if the server gives fewer quads than it says it has.
    """
    import pyoxigraph as ox

    store = ox.Store()
    expected = size(remote)
    with remote.answer(_QUADS) as response:
        kind = response.headers.get_content_type()
        with _readable(remote.url, kind):
            rows = cast("Iterable[tuple[Any, Any, Any, Any]]", _parsed(response, kind))
            store.bulk_extend(everywhere(ox.Quad(*row) for row in rows))
    if size(store) < expected:
        raise RemoteError(
            f"{remote.url} gave {size(store):,} of its {expected:,} quads: let it give more rows at once"
        )
    alone = cast("Iterable[Triple]", remote.query(ALONE))
    store.extend(ox.Quad(*triple) for triple in alone)
    return store


def _parsed(body: bytes | HTTPResponse, kind: str) -> QuerySolutions | QueryBoolean:
    """Query results of that media type. Raises SyntaxError."""
    import pyoxigraph as ox

    format = ox.QueryResultsFormat.from_media_type(kind)
    if format is None:
        raise SyntaxError(f"{kind} is no format of results")
    return ox.parse_query_results(cast(Any, body), format)


@contextmanager
def _readable(url: str, kind: str) -> Iterator[None]:
    """Says what is wrong with an answer that cannot be read."""
    try:
        yield
    except (SyntaxError, ValueError) as error:
        if kind in ("text/html", "application/xhtml+xml"):
            said = "a web page and no results: is it the query endpoint, such as …/query or …/sparql?"
        else:
            said = f"what is no {kind}, or not all of it: {' '.join(str(error).split())}"
        raise RemoteError(f"{url} answered with {said}") from error


def _at(url: str, path: str) -> str:
    """The same server, another path."""
    return urlsplit(url)._replace(path=path, query="").geturl()


def _authorization(login: str | None) -> str:
    """The value of the header Authorization (RFC 7617, RFC 6750), "" for nobody."""
    if login is not None:
        return "Basic " + base64.b64encode(unquote(login).encode()).decode("ascii")
    token = os.environ.get("KG_STORE_TOKEN", "").strip()
    if not re.fullmatch(r"[\x21-\x7e]*", token):
        raise RemoteError("KG_STORE_TOKEN has characters that no token has")
    return f"Bearer {token}" if token else ""


def _timeout() -> float:
    given = os.environ.get("KG_STORE_TIMEOUT", "")
    if given and not re.fullmatch(r"\d{1,6}(\.\d+)?", given):
        raise RemoteError(f"KG_STORE_TIMEOUT is {given!r}, which is no number of seconds")
    return float(given or TIMEOUT)
