"""The catalogue of a corpus: which documents are in it, what they say of which entities, and what these are called.

An SQLite file, so that linking needs no more memory for ten thousand documents than for one. What documents say is
counted (``things.said``), so that taking a document out leaves what another one says too. The same documents give the
same rows, whatever their order.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from kg.errors import StoreError
from kg.graph import Thing
from kg.merge import Record
from kg.parts import Head, Settings
from kg.rename import Name

_FORMAT = "1"  # of these tables
_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
  key TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  quads INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE things (
  scope TEXT NOT NULL, iri TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, said INTEGER NOT NULL,
  PRIMARY KEY (scope, iri, kind, value)
) WITHOUT ROWID;
CREATE INDEX things_of ON things (iri);
CREATE TABLE places (iri TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (iri, key)) WITHOUT ROWID;
CREATE TABLE names (
  iri TEXT PRIMARY KEY, scope TEXT NOT NULL, target TEXT NOT NULL, label TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX names_in ON names (scope);
"""
# While the corpus changes: scopes that documents came to or went from, and names before and after (NULL: its own).
_WORK = """
PRAGMA temp_store = FILE;
CREATE TEMP TABLE touched (scope TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE changed (
  iri TEXT PRIMARY KEY, scope TEXT NOT NULL, was TEXT, was_label TEXT, target TEXT, label TEXT
) WITHOUT ROWID;
"""
Catalog = sqlite3.Connection


class Entry(NamedTuple):
    """A document of the corpus."""

    key: str  # of its part
    id: str  # Document.id
    sha256: str  # of its text
    name: str  # of its source, in messages
    quads: int  # that it gave


class Change(NamedTuple):
    """What an entity was called and is called from now on; None is its own IRI and label."""

    iri: str
    before: Name | None
    after: Name | None


@contextmanager
def opened(path: Path | None, settings: Settings | None = None) -> Iterator[Catalog]:
    """The catalogue at ``path``, made with ``settings`` if there is none; one in memory for None.

    On a clean exit all changes are kept, else none. Raises StoreError for a file that is no catalogue of ours.
    """
    with closing(sqlite3.connect(path or ":memory:", isolation_level=None)) as db:
        try:
            # The file is a copy that takes the place of the other one when it is whole, so it needs no journal.
            db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _WORK)
            if settings and not db.execute("SELECT 1 FROM sqlite_master").fetchone():
                db.executescript(_TABLES)
                said = {"format": _FORMAT, "base": settings.base, "version": settings.version}
                said["min_confidence"] = repr(settings.min_confidence)
                db.executemany("INSERT INTO about VALUES (?, ?)", said.items())
            if _about(db).get("format") != _FORMAT:
                raise StoreError("the corpus was made by another version of this program: build it again")
            db.execute("BEGIN")
            yield db
            db.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path} is no catalogue of a corpus: {error}") from error


def settings_of(db: Catalog) -> Settings:
    said = _about(db)
    return Settings(said["base"], float(said["min_confidence"]), said["version"])


def mark(db: Catalog, name: str, value: str) -> None:
    """Keep a word about the corpus, to be read with `marked`."""
    db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))


def marked(db: Catalog, name: str) -> str | None:
    return _about(db).get(name)


def _about(db: Catalog) -> dict[str, str]:
    return dict(db.execute("SELECT name, value FROM about"))


def entries(db: Catalog) -> list[Entry]:
    """The documents, by id."""
    return [Entry(*row) for row in db.execute("SELECT * FROM documents ORDER BY id")]


def add(db: Catalog, entry: Entry, head: Head) -> None:
    """Note a document and what it says of entities."""
    db.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?)", entry)
    db.executemany(
        "INSERT INTO things VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET said = said + 1",
        (row for thing in head.things for row in _said(thing)),
    )
    db.executemany("INSERT INTO places VALUES (?, ?)", ((thing.iri, entry.key) for thing in head.things))
    _touch(db, head)


def remove(db: Catalog, key: str, head: Head) -> None:
    """The reverse of `add`."""
    db.execute("DELETE FROM documents WHERE key = ?", (key,))
    said = [row for thing in head.things for row in _said(thing)]
    which = "WHERE scope = ? AND iri = ? AND kind = ? AND value = ?"
    db.executemany(f"UPDATE things SET said = said - 1 {which}", said)  # noqa: S608  # two constants
    db.executemany(f"DELETE FROM things {which} AND said = 0", said)  # noqa: S608  # likewise
    db.executemany("DELETE FROM places WHERE iri = ? AND key = ?", ((t.iri, key) for t in head.things))
    _touch(db, head)


def _said(thing: Thing) -> Iterator[tuple[str, str, str, str]]:
    for kind, values in (
        ("label", (thing.label,)),
        ("local", (thing.local,)),
        ("class", thing.classes),
        ("alias", thing.aliases),
        ("declared", thing.declared),
    ):
        yield from ((thing.scope, thing.iri, kind, value) for value in values)


def _touch(db: Catalog, head: Head) -> None:
    scopes = {(thing.scope,) for thing in head.things}
    db.executemany("INSERT OR IGNORE INTO touched VALUES (?)", scopes)


def touch(db: Catalog, iris: Iterable[str]) -> None:
    """Have the scopes of these entities looked at, as if a document that speaks of them had come."""
    db.executemany(
        "INSERT OR IGNORE INTO touched SELECT scope FROM things WHERE iri = ? UNION SELECT scope FROM names WHERE iri = ?",
        ((iri, iri) for iri in iris),
    )


def blocks(db: Catalog, together: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The touched scopes, each with those that hold an entity which is the same as one of its own (``together``)."""
    group: dict[str, set[str]] = {}
    for pair in together:
        scopes = {scope for iri in pair for scope in _scopes_of(db, iri)}
        union = scopes.union(*(group.get(scope, ()) for scope in scopes))
        group |= dict.fromkeys(union, union)
    found = dict.fromkeys(
        tuple(sorted(group.get(scope, {scope})))
        for (scope,) in db.execute("SELECT scope FROM touched ORDER BY scope")
    )
    return [list(block) for block in found]


def _scopes_of(db: Catalog, iri: str) -> list[str]:
    return [scope for (scope,) in db.execute("SELECT DISTINCT scope FROM things WHERE iri = ?", (iri,))]


def records(db: Catalog, scope: str) -> list[Record]:
    """The entities of a scope, by IRI."""
    found: dict[str, dict[str, list[str]]] = {}
    rows = db.execute(
        "SELECT iri, kind, value FROM things WHERE scope = ? ORDER BY iri, kind, value", (scope,)
    )
    for iri, kind, value in rows:
        found.setdefault(iri, {}).setdefault(kind, []).append(value)

    def values(said: dict[str, list[str]], kind: str) -> tuple[str, ...]:
        return tuple(said.get(kind, ()))

    return [
        Record(iri, scope, *(values(said, kind) for kind in ("label", "local", "class", "alias", "declared")))
        for iri, said in found.items()
    ]


def scopes(db: Catalog) -> list[str]:
    """All scopes, in order."""
    return [scope for (scope,) in db.execute("SELECT DISTINCT scope FROM things ORDER BY scope")]


def record(db: Catalog, iri: str) -> Record | None:
    """One entity; None if no document speaks of it."""
    for scope in _scopes_of(db, iri):
        return next(record for record in records(db, scope) if record.iri == iri)
    return None


def labelled(db: Catalog, label: str) -> list[str]:
    """IRIs of the entities that a document labels so."""
    query = "SELECT DISTINCT iri FROM things WHERE kind = 'label' AND value = ? ORDER BY iri"
    return [iri for (iri,) in db.execute(query, (label,))]


def target(db: Catalog, iri: str) -> str:
    """The IRI that an entity goes by."""
    row = db.execute("SELECT target FROM names WHERE iri = ?", (iri,)).fetchone()
    return row[0] if row else iri


def keys_of(db: Catalog, iri: str) -> list[str]:
    """Keys of the documents that speak of an entity, by the documents' ids."""
    query = "SELECT key FROM places JOIN documents USING (key) WHERE iri = ? ORDER BY id"
    return [key for (key,) in db.execute(query, (iri,))]


def rename(db: Catalog, block: Sequence[str], after: Mapping[str, Name], scopes: Mapping[str, str]) -> None:
    """Note what the entities of some scopes are called from now on, ``scopes`` being those of each.

    `names_of` still gives what they were called, until `settle`.
    """
    marks = ",".join("?" * len(block))
    query = f"SELECT iri, scope, target, label FROM names WHERE scope IN ({marks})"  # noqa: S608  # question marks
    before = {iri: (scope, Name(target, label)) for iri, scope, target, label in db.execute(query, block)}
    for iri in sorted(before.keys() | after.keys()):
        was, now = before[iri][1] if iri in before else None, after.get(iri)
        if was != now:
            scope = scopes[iri] if now else before[iri][0]
            row = (iri, scope, *(was or (None, None)), *(now or (None, None)))
            db.execute("INSERT OR REPLACE INTO changed VALUES (?, ?, ?, ?, ?, ?)", row)


def changes(db: Catalog) -> Iterator[Change]:
    """What `rename` noted, by IRI."""
    for iri, was, was_label, target, label in db.execute(
        "SELECT iri, was, was_label, target, label FROM changed ORDER BY iri"
    ):
        yield Change(iri, was and Name(was, was_label), target and Name(target, label))


def affected(db: Catalog) -> list[str]:
    """Keys of the documents that speak of an entity whose name changes, in order."""
    return [
        key for (key,) in db.execute("SELECT DISTINCT key FROM places JOIN changed USING (iri) ORDER BY key")
    ]


def names_of(db: Catalog, things: Iterable[Thing]) -> dict[str, Name]:
    """What these entities are called, those that go by another IRI or by several labels."""
    found: dict[str, Name] = {}
    for thing in things:
        row = db.execute("SELECT target, label FROM names WHERE iri = ?", (thing.iri,)).fetchone()
        if row:
            found[thing.iri] = Name(*row)
    return found


def settle(db: Catalog) -> None:
    """Make what `rename` noted the names that are used."""
    db.execute("DELETE FROM names WHERE iri IN (SELECT iri FROM changed)")
    db.execute("INSERT INTO names SELECT iri, scope, target, label FROM changed WHERE target IS NOT NULL")
