"""From texts to a graph: read → extract → N-Quads → store, in memory or into a folder.

A build is all or nothing: every text is read before anything is written, and the folder's earlier result stays
until the new one is whole (see ``kg.outdir``).
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kg import graph, reader
from kg._version import __version__
from kg.errors import InputError
from kg.extract import extract
from kg.link import link
from kg.model import Document, Entity, Extraction, Measure, NumberedSet, Post, Relation, Target
from kg.outdir import HTML, STORE, TRIG, staged
from kg.resources import data_path
from kg.store import dump, load, open_store, size

if TYPE_CHECKING:
    from pyoxigraph import Store

Source = str | Path
Progress = Callable[[str, int, int], None]  # (what is being done, how many are done, of how many)
SUFFIXES = (".txt", ".md")  # what a folder given as a source is searched for


@dataclass(frozen=True, slots=True)
class Found:
    """What one document gave: the counts and facts that ``kg build`` prints."""

    document: Document
    sentences: int
    entities: tuple[Entity, ...]  # by label
    sets: tuple[NumberedSet, ...]
    targets: tuple[Target, ...]
    measures: int
    relations: tuple[tuple[str, int], ...]  # (predicate, how many distinct ones), by name
    posts: tuple[Post, ...]

    def classes(self) -> tuple[tuple[str, int], ...]:
        """(class, number of entities of it), most frequent first; a thing of two classes counts in both."""
        count = Counter(name for entity in self.entities for name in entity.classes)
        return tuple(sorted(count.items(), key=lambda item: (-item[1], item[0])))


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build read and where it wrote it (``out`` is None in memory)."""

    documents: tuple[Found, ...]
    out: Path | None
    quads: int
    skipped: tuple[tuple[str, str], ...] = ()  # (source, the source with the same text that was read instead)


def build(
    paths: Source | Iterable[Source] | None,
    out: Source,
    *,
    html: Callable[[Store], str],
    base: str | None = None,
    encoding: str | None = None,
    min_confidence: float = 0.0,
    progress: Progress | None = None,
) -> BuildReport:
    """Build the graph of ``paths`` into the folder ``out``: ``store/``, ``graph.trig`` and ``graph.html``.

    ``html`` renders the page from the finished store. On any error ``out`` is as it was before.
    Raises InputError for a text that cannot be read and OutputError for a folder that cannot be written.
    """
    folder = Path(out)
    where = _base(base)
    extractions, skipped = _extract_all(paths, encoding, min_confidence, progress)
    with staged(folder) as new:
        store = open_store(new / STORE)
        quads = _fill(store, extractions, where)
        _tell(progress, "writing", 0, 1)
        (new / TRIG).write_bytes(dump(store, "trig"))
        (new / HTML).write_text(html(store), "utf-8")
        store.flush()
        del store  # frees the store's lock before it is moved
    _tell(progress, "writing", 1, 1)
    return BuildReport(tuple(_found(e) for e in extractions), folder, quads, skipped)


def fill(
    store: Store,
    paths: Source | Iterable[Source] | None,
    *,
    base: str | None = None,
    encoding: str | None = None,
    min_confidence: float = 0.0,
    progress: Progress | None = None,
) -> BuildReport:
    """Add the graph of ``paths`` to an open store. Raises as :func:`build` does, before anything is added."""
    where = _base(base)
    extractions, skipped = _extract_all(paths, encoding, min_confidence, progress)
    quads = _fill(store, extractions, where)
    return BuildReport(tuple(_found(e) for e in extractions), None, quads, skipped)


def sources(paths: Source | Iterable[Source] | None = None) -> tuple[Path, ...]:
    """The files that ``paths`` names, sorted inside a folder; the bundled reports if it names none.

    Raises InputError for a folder without texts. Files are not opened here.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths or [])
    found: list[Path] = []
    for path in map(Path, given or [data_path("seeds", "reports")]):
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            if not inside:
                raise InputError(f"{path}: a folder without texts ({', '.join(SUFFIXES)})")
            found += inside
        else:
            found.append(path)
    return tuple(found)


def _extract_all(
    paths: Source | Iterable[Source] | None,
    encoding: str | None,
    min_confidence: float,
    progress: Progress | None,
) -> tuple[tuple[Extraction, ...], tuple[tuple[str, str], ...]]:
    """Extractions by document id, so that the order of files changes nothing; a text given twice is read once."""
    files = sources(paths)
    by_text: dict[str, tuple[Path, Document]] = {}
    skipped: list[tuple[str, str]] = []
    for path in sorted(files):
        document = reader.read(path, encoding=encoding)
        if document.sha256 in by_text:
            skipped.append((str(path), str(by_text[document.sha256][0])))
        else:
            by_text[document.sha256] = path, document
    documents = sorted((document for _, document in by_text.values()), key=lambda d: d.id)
    extractions: list[Extraction] = []
    for number, document in enumerate(documents):
        _tell(progress, document.source or document.id, number, len(documents))
        extractions.append(link(extract(document, min_confidence=min_confidence)))
    _tell(progress, "reading", len(documents), len(documents))
    return tuple(extractions), tuple(skipped)


def _fill(store: Store, extractions: Sequence[Extraction], where: str) -> int:
    for extraction in extractions:
        load(store, graph.nquads(extraction, base=where))
    load(store, graph.activity_nquads(where, __version__, _now()))
    return size(store)


def _base(base: str | None) -> str:
    """What data IRIs start with. Raises InputError unless an IRI (RFC 3987) that can be added to."""
    if base is None:
        return graph.BASE
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x1f<>\"{}|\\^`]+[/#]", base):
        raise InputError(f"the base {base!r} is no absolute IRI that ends in / or #, such as {graph.BASE}")
    return base


def _now() -> datetime:
    """Now, or the instant that SOURCE_DATE_EPOCH names (reproducible-builds.org), to the second, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (
        datetime.fromtimestamp(int(epoch), UTC)
        if epoch.isdigit()
        else datetime.now(UTC).replace(microsecond=0)
    )


def _tell(progress: Progress | None, what: str, done: int, total: int) -> None:
    if progress:
        progress(what, done, total)


def _found(extraction: Extraction) -> Found:
    facts = extraction.facts
    relations = {(f.predicate, f.subject, f.object) for f in facts if isinstance(f, Relation)}
    return Found(
        document=extraction.document,
        sentences=len(extraction.sentences),
        entities=tuple(sorted(extraction.entities.values(), key=lambda e: e.label)),
        sets=tuple({f.label: f for f in reversed(facts) if isinstance(f, NumberedSet)}.values())[::-1],
        targets=tuple(f for f in facts if isinstance(f, Target)),
        measures=sum(isinstance(f, Measure) for f in facts),
        relations=tuple(sorted(Counter(predicate for predicate, _, _ in relations).items())),
        posts=tuple({(f.person, f.organization, f.role): f for f in facts if isinstance(f, Post)}.values()),
    )
