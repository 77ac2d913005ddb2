"""The ledger of what is in a store, of which only the documents that are asked about are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.errors import not_found
from kg.excerpt import excerpt, sentences
from kg.ledger.compare import compare as compare_viewed
from kg.ledger.compare import ledger as ledger_viewed
from kg.ledger.model import Ledger
from kg.ledger.select import choose
from kg.network import DocumentView, NetworkView, documents_of, network

if TYPE_CHECKING:
    from pyoxigraph import Store


def ledger(store: Store, area: str) -> Ledger:
    """The ledger of one area's reports. Raises NotFoundError, which lists near names, for an area that has none."""
    documents = tuple(documents_of(store, texts=False))
    own = [one for one in documents if one.jurisdiction == area]
    if not own:
        raise not_found("document of", area, {one.jurisdiction for one in documents if one.jurisdiction})
    return ledger_viewed(_view(store, own))


def compare(
    store: Store, first: str, second: str, *, area: str | None = None, year: int | None = None
) -> Ledger:
    """As `kg.ledger.compare.compare`."""
    documents = tuple(documents_of(store, texts=False))
    pair = choose(documents, first, second, area=area, year=year)
    return compare_viewed(_view(store, pair), *(one.id for one in pair))


def _view(store: Store, documents: Iterable[DocumentView]) -> NetworkView:
    return network(excerpt(store, sentences(store, [one.id for one in documents])))
