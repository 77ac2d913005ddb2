"""What the folder of a corpus holds: its settings and documents, which of these a name means, what is of use no longer."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kg import catalog
from kg.catalog import Entry
from kg.errors import NotFoundError, StoreError, not_found
from kg.outdir import CATALOG, PARTS, RESUME, STORE
from kg.parts import Folder, Settings
from kg.terms import segment


def unchanged(folder: Path, settings: Settings) -> list[Entry]:
    """The documents of the corpus in ``folder`` that can stay as they are; none if it was made otherwise or changed."""
    if not (folder / CATALOG).is_file() or not (folder / STORE).exists():
        return []
    with suppress(StoreError), catalog.opened(folder / CATALOG) as db:
        if catalog.settings_of(db) == settings and catalog.marked(db, "store") == identity(folder / STORE):
            entries = catalog.entries(db)
            parts = Folder(folder / PARTS)
            return entries if all(entry.key in parts for entry in entries) else []
    return []


def corpus(folder: Path) -> tuple[Settings, list[Entry]]:
    """The settings and documents of the corpus in ``folder``. Raises StoreError if there is none."""
    if not (folder / CATALOG).is_file():
        raise StoreError(f"no corpus in {str(folder)!r}: make one with `kg build --out {folder}`")
    with catalog.opened(folder / CATALOG) as db:
        return catalog.settings_of(db), catalog.entries(db)


def identity(store: Path) -> str:
    """What tells a store that was closed from the same one after an update: the files that hold its data."""
    files = (path for path in store.iterdir() if path.suffix in (".sst", ".log"))
    return " ".join(f"{path.name}:{path.stat().st_size}" for path in sorted(files))


def named(name: str, entries: Sequence[Entry]) -> Entry:
    """The one document of that id, IRI, file name, path or beginning of its sha256."""
    found = [
        entry
        for entry in entries
        if name in (entry.id, entry.name, Path(entry.name).name)
        or name.endswith(f"/document/{segment(entry.id)}")
        or (len(name) >= 8 and entry.sha256.startswith(name.lower()))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        ids = tuple(entry.id for entry in found)
        raise NotFoundError(f"{name!r} is the name of several documents: {', '.join(ids)}", ids)
    raise not_found("document", name, (entry.id for entry in entries))


def sweep(parts: Folder, entries: Sequence[Entry]) -> None:
    """Remove the parts of documents that are no longer there, unless an interrupted build may want them."""
    if not (parts.path / RESUME).exists():
        keep = {entry.key for entry in entries}
        for key in [key for key in parts if key not in keep]:
            del parts[key]
