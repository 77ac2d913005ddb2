"""Parts: what was read from one text, as a value that can be made anywhere, kept and put together with others.

`make` is a pure function of a text and the settings. A part is gzipped N-Quads with one comment line ahead, a JSON
object with the brief (`kg.found`) and the entities (`kg.graph.Thing`); so ``zcat`` shows it and any RDF tool reads it.
Its key is a hash of all that it depends on: the bytes of the text and of what stands beside it, the settings, and this
program with its word lists. What has a part under its key need not be read again.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
import unicodedata
import zlib
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Any

from kg.errors import KgError, StoreError
from kg.extract import extract
from kg.found import Found, found
from kg.graph import Thing, written
from kg.link import link
from kg.model import Document
from kg.reader import archive, read_source
from kg.reader.disk import MAX_FILE, read_bytes
from kg.reader.source import Source
from kg.resources import data_path

_SUFFIX = ".nq.gz"
_HEAD = b"# "
# What a part depends on: a test holds the modules to what this one imports.
PACKAGES = ("reader", "rules", "vocab")
MODULES = (
    "areas", "axioms", "coherence", "extract", "found", "gazetteer", "graph", "lexicon", "link", "model", "parts", "scopes", "segment", "statements",
    "terms",
)  # fmt: skip
_VOCABULARY = ("upo", "indicators", "domains")
_LIBRARIES = (
    "ahocorasick_rs",
    "jieba",
    "opencc",
    "pypdfium2",
    "python-docx",
    "trafilatura",
)  # that read texts


@dataclass(frozen=True, slots=True)
class Settings:
    """What parts depend on beside their text."""

    base: str  # what data IRIs start with
    min_confidence: float
    version: str  # `version`, of the process that asks for the part


@dataclass(frozen=True, slots=True)
class Task:
    """A text to read: where it is, or already a document where the worker could not reach it."""

    text: Source | Document
    settings: Settings
    key: str | None = None  # of the part, if it can be told without reading

    @property
    def name(self) -> str:
        """What the text is called in messages."""
        return self.text.source or self.text.id if isinstance(self.text, Document) else str(self.text)


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a part."""

    found: Found
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What was read from a text. ``data`` is kept, ``head`` is its first line."""

    key: str
    name: str  # of the text, in messages
    head: Head
    data: bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """A text that could not be read, and why, in one line."""

    name: str
    reason: str


def make(task: Task) -> Part | Failure:
    """Read a text. Never raises: one bad text must not stop the others."""
    if task.settings.version != version():
        return Failure(task.name, "the worker has another version of this program or its word lists")
    try:
        document = task.text if isinstance(task.text, Document) else read_source(task.text)
        extraction = link(extract(document, min_confidence=task.settings.min_confidence))
        done = written(extraction, base=task.settings.base)
    except KgError as error:
        return Failure(task.name, str(error))
    except Exception as error:  # whatever is wrong with it, the other texts are still read
        return Failure(task.name, f"{task.name}: a fault of this program: {type(error).__name__}: {error}")
    head = Head(found(extraction, done.nquads.count("\n")), done.things)
    key = task.key or _hash(repr(document), repr(task.settings))
    return Part(key, task.name, head, _packed(head, done.nquads))


def lost(task: Task) -> Failure:
    """What stands for a part whose makers died one after another."""
    return Failure(task.name, f"{task.name}: the process that read it died, and so did the next one")


def key_of(source: Source, settings: Settings) -> str | None:
    """The key of a text's part; None for what can be read only once (an address, a pipe). Raises InputError."""
    if source.is_url:
        return None
    path = Path(source.path)
    if source.member:
        beside = str(PurePosixPath(source.member).with_suffix(".toml"))
        names = [n for n in (source.member, beside) if n in archive.members(source.path)]
        files = [archive.read_member(source.path, name, MAX_FILE) for name in names]
    elif path.exists() and not path.is_file():
        return None
    else:
        sidecar = path.with_suffix(".toml")
        files = [read_bytes(p, MAX_FILE) for p in (path, sidecar) if p == path or p.is_file()]
    return _hash(source.name, repr(source.known), repr(source.encoding), repr(settings), *files)


@cache
def version() -> str:
    """A hash of the modules that read texts, of the word lists and the vocabulary, and of the libraries they use."""
    here = Path(__file__).parent
    files = [here / f"{name}.py" for name in MODULES]
    files += [path for name in PACKAGES for path in (here / name).rglob("*.py")]
    files += data_path("seeds", "lexicon").glob("*.tsv")
    files += [
        data_path("seeds", "sources.tsv"),
        *(data_path("ontology", f"{name}.ttl") for name in _VOCABULARY),
    ]
    said = [f"{sys.version_info[:2]} {unicodedata.unidata_version}"]
    for name in _LIBRARIES:
        with suppress(metadata.PackageNotFoundError):
            said.append(f"{name} {metadata.version(name)}")
    named = sorted((path.parent.name, path.name, path.read_bytes()) for path in files)
    return _hash(*said, *(item for entry in named for item in entry))


def head(data: bytes) -> Head:
    """The first line of a part, without unpacking the rest. Raises StoreError if it is damaged."""
    unpacker, line, at = zlib.decompressobj(wbits=31), b"", 0
    try:
        while b"\n" not in line and at < len(data):
            line += unpacker.decompress(data[at : at + 8192])
            at += 8192
        said = json.loads(line.partition(b"\n")[0].removeprefix(_HEAD))
        things = tuple(Thing(*_frozen(thing)) for thing in said["things"])
        return Head(Found(**{name: _frozen(value) for name, value in said["found"].items()}), things)
    except (zlib.error, ValueError, TypeError, KeyError) as error:
        raise StoreError(f"a part is damaged ({error}): build again") from error


def nquads(data: bytes) -> str:
    """The N-Quads of a part, without the first line. Raises StoreError if it is damaged."""
    try:
        first, _, lines = gzip.decompress(data).decode().partition("\n")
        if not first.startswith(_HEAD.decode()):
            raise EOFError("no first line")
        return lines
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise StoreError(f"a part is damaged ({error}): build again") from error


class Folder(MutableMapping[str, bytes]):
    """Parts by key as the files of a folder, which is made when the first one is put there.

    Looking up a key that is not there raises StoreError: the catalogue knew it, so its file was taken away.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def _file(self, key: str) -> Path:
        return self.path / f"{key}{_SUFFIX}"

    def __contains__(self, key: object) -> bool:
        return self._file(str(key)).is_file()

    def __getitem__(self, key: str) -> bytes:
        try:
            return self._file(key).read_bytes()
        except FileNotFoundError:
            raise StoreError(f"{self._file(key)} is missing: build again") from None

    def __setitem__(self, key: str, data: bytes) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        beside = self.path / f".{key}.new"
        beside.write_bytes(data)
        beside.replace(self._file(key))

    def __delitem__(self, key: str) -> None:
        self._file(key).unlink()

    def __iter__(self) -> Iterator[str]:
        return (path.name.removesuffix(_SUFFIX) for path in self.path.glob(f"*{_SUFFIX}"))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _packed(first: Head, lines: str) -> bytes:
    said = {"found": asdict(first.found), "things": list(first.things)}
    line = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(
        b"%b%b\n%b" % (_HEAD, line.encode("utf-8", "surrogatepass"), lines.encode()), 1, mtime=0
    )


def _frozen(value: Any) -> Any:
    """What JSON made lists of, as the tuples that they were."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _hash(*items: str | bytes) -> str:
    """128 bits of SHA-256 over the items, each with its length, so that no two lists of items run together."""
    found = hashlib.sha256()
    for item in items:
        data = item.encode("utf-8", "surrogatepass") if isinstance(item, str) else item
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()[:32]
