"""The commitment ledger as one HTML page: what was promised on the left, what the later report says on the right.

Self-contained like the graph's page: no request, a Content-Security-Policy with the hashes of its own script and style,
everything from the texts escaped (Jinja2 autoescaping). It reads without its script; that only filters and switches
the language.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from kg.figures import Side
from kg.ledger import CHANGES, CONTRASTS, KINDS, OUTCOMES, VERDICTS, Entry, Ledger
from kg.ledger.model import EXCEEDED
from kg.resources import data_path
from kg.vocab import VERDICT, label
from viz.page import policy

Pair = tuple[str, str]  # Chinese and English

_SCORED = ("met", EXCEEDED, "missed", "not_reported", "not_comparable", "open")  # in the order of the bar
_BAR = 1000  # the width of the bar in its own units


@dataclass(frozen=True, slots=True)
class Quote:
    """An end of an entry: its words, and the sentence in three pieces with the words in the middle."""

    text: str
    year: str
    title: str
    section: str
    place: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as the page shows it."""

    entry: Entry
    verdict: str  # "exceeded" where a target was gone beyond
    before: Quote | None
    after: Quote | None


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one kind under a title of template/ledger.json; targets beside their results are told first."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """An area from one report to the next: a bar of what became of its targets, then the rows by kind."""

    area: str
    years: str
    heads: tuple[Pair, Pair]  # what the two ends are called
    bar: tuple[tuple[str, int, int, int], ...]  # verdict, count, left, width
    parts: tuple[Part, ...]


def render(ledger: Ledger, *, title: str | None = None) -> str:
    """The page of ``ledger`` as HTML text, to be written as UTF-8; the same ledger gives the same text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    folder = data_path("viz", "template")
    style, script = ((folder / f"ledger.{kind}").read_text("utf-8").strip() for kind in ("css", "js"))
    env = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    shown = Counter(_verdict(entry) for entry in ledger.entries)
    return env.get_template("ledger.html").render(
        title=" ".join((title or _title(ledger)).split()),
        policy=policy([script], style),
        style=Markup(style),  # noqa: S704  # our own file
        script=Markup(script),  # noqa: S704  # our own file
        words=_words(),
        names={
            name: (label(VERDICT + name, "zh"), label(VERDICT + name, "en")) for name in (*VERDICTS, *KINDS)
        },
        chapters=tuple(_chapters(ledger.entries)),
        kinds=[(kind, n) for kind in KINDS if (n := sum(e.kind == kind for e in ledger.entries))],
        verdicts=[(name, shown[name]) for name in (*_SCORED, *CHANGES, *CONTRASTS) if shown[name]],
        documents=ledger.documents,
        left_out=ledger.left_out,
        total=len(ledger.entries),
    )


def _title(ledger: Ledger) -> str:
    areas = list(dict.fromkeys(d.jurisdiction for d in ledger.documents if d.jurisdiction))
    years = sorted({d.year for d in ledger.documents if d.year})
    span = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else ""
    return " ".join(part for part in ("、".join(areas[:3]) + ("等" if len(areas) > 3 else ""), span) if part)


def _chapters(entries: Iterable[Entry]) -> Iterator[Chapter]:
    """Entries by area and by the report that they start from."""
    ordered = sorted(entries, key=lambda e: (e.area, e.years[0] or 0))
    for (area, year), group in groupby(ordered, key=lambda e: (e.area, e.years[0])):
        own = list(group)
        last = max((e.years[1] for e in own if e.verdict not in OUTCOMES and e.years[1]), default=None)
        arrow = " / " if own[0].verdict in CONTRASTS else " → "
        years = arrow.join(dict.fromkeys(str(y) for y in (year, last) if y))
        yield Chapter(area, years, _heads(own[0]), _bar(own), tuple(_parts(own)))


def _heads(entry: Entry) -> tuple[Pair, Pair]:
    """Before and after; of two places, their names."""
    if entry.verdict in CONTRASTS:
        first, _, second = entry.area.partition(" / ")
        return (first, first), (second, second)
    before, after = _words()["before"], _words()["after"]
    return (before[0], before[1]), (after[0], after[1])


def _bar(entries: Sequence[Entry]) -> tuple[tuple[str, int, int, int], ...]:
    counts = Counter(_verdict(e) for e in entries if e.verdict in OUTCOMES)
    total, left = sum(counts.values()), 0
    found = []
    for name in _SCORED:
        if counts[name]:
            right = left + round(_BAR * counts[name] / total)
            found.append((name, counts[name], left, min(right, _BAR) - left))
            left = right
    return tuple(found)


def _parts(entries: Sequence[Entry]) -> Iterator[Part]:
    for kind in KINDS:
        for settled in (True, False):
            own = [e for e in entries if e.kind == kind and (e.verdict in OUTCOMES) == settled]
            if own:
                places = kind == "target" and own[0].verdict in CONTRASTS
                title = "settled" if settled else "targets" if places else kind
                rows = tuple(Row(e, _verdict(e), _quote(e.before), _quote(e.after)) for e in own)
                yield Part(title, rows)


def _verdict(entry: Entry) -> str:
    return entry.detail or entry.verdict


def _quote(side: Side | None) -> Quote | None:
    if side is None:
        return None
    said, text = side.sentence, side.document.text
    begin, end = max(side.begin, said.begin), min(side.end, said.end)
    if begin >= end:  # the words stand in another sentence than the one that says so
        begin = end = said.end
    return Quote(
        side.text, side.document.year, side.document.title, said.section, f"{said.begin}–{said.end}",
        text[said.begin : begin], text[begin:end], text[end : said.end],
    )  # fmt: skip


@cache
def _words() -> dict[str, Any]:
    """What the page itself says, in Chinese and English."""
    words: dict[str, Any] = json.loads(data_path("viz", "template", "ledger.json").read_text("utf-8"))
    return words
