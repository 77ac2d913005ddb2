"""What was read into a graph and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

from kg.catalog import Entry
from kg.found import Found
from kg.parts import Failure, head


class Briefs(Sequence[Found]):
    """What documents gave, looked up in their parts when it is asked for: ten thousand take no memory."""

    def __init__(self, parts: Mapping[str, bytes], entries: Sequence[Entry]) -> None:
        self._parts, self._entries = parts, entries

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, index: int) -> Found: ...
    @overload
    def __getitem__(self, index: slice) -> Briefs: ...
    def __getitem__(self, index: int | slice) -> Found | Briefs:
        if isinstance(index, slice):
            return Briefs(self._parts, self._entries[index])
        return head(self._parts[self._entries[index].key]).found


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was read and what became of it (``out`` is None in memory)."""

    documents: Sequence[Found]  # of a build all, else those that are new; by id
    out: Path | None
    quads: int  # in all; of a graph larger than WHOLE the sum of what its documents gave
    skipped: tuple[tuple[str, str], ...] = ()  # (text, the text with the same words that was taken instead)
    failed: tuple[Failure, ...] = ()  # texts that could not be read, and why
    removed: tuple[str, ...] = ()  # ids of documents that are no longer there
    total: int = 0  # documents in the corpus
