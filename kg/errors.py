"""Everything that can go wrong, as one tree.

KgError                  base; the CLI prints its message on one line and exits with 2
├── InputError           a text that cannot be read: missing, empty, binary, wrong encoding
├── LexiconError         a line of a lexicon file that cannot be read
├── QueryError           a query that does not parse, is not allowed, or lacks a parameter
├── NotFoundError        a name (entity, query, document) that is not there; lists the near ones
├── StoreError           a store that cannot be opened, is locked or is not one of ours
├── RemoteError          a SPARQL server that cannot be reached, refuses, or does not answer as the protocol says
├── ServeError           a server of ours that cannot start, or a request that it cannot or may not answer
└── OutputError          a folder or file that cannot be written
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class KgError(Exception):
    """Base of all errors raised on purpose; ``str(error)`` is one line for a person."""


class InputError(KgError):
    """A text cannot be read."""


class LexiconError(KgError):
    """A lexicon file has a line that cannot be read; names file and line."""


class QueryError(KgError):
    """A query does not parse, is not allowed here, or lacks a parameter."""


class NotFoundError(KgError):
    """A name is not there. ``near`` lists the nearest names, best first."""

    def __init__(self, message: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.near = near


class StoreError(KgError):
    """A store cannot be opened."""


class RemoteError(KgError):
    """A SPARQL server cannot be reached, refuses a request, or does not answer as the protocol says."""


class ServeError(KgError):
    """A server of ours cannot start, or cannot or may not answer a request."""


class OutputError(KgError):
    """An output cannot be written."""


def not_found(kind: str, name: str, names: Iterable[str]) -> NotFoundError:
    """A NotFoundError for ``name`` that lists up to five near ``names`` (or the first ones)."""
    known = sorted(set(names))
    held = [n for n in known if name and (name in n or n in name)]
    near = tuple(dict.fromkeys(held + get_close_matches(name, known, n=5, cutoff=0.4)))[:5]
    hint = "; near: " + ", ".join(near) if near else ""
    if not near and known:
        hint = "; there are: " + ", ".join(known[:8]) + (" …" if len(known) > 8 else "")
    return NotFoundError(f"no {kind} {name!r}{hint}", near)
