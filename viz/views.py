"""The other ways to look: the whole graph, numbered sets side by side, measures by domain, years in columns."""

from __future__ import annotations

from collections import defaultdict

from viz.drawing import Line, Spot, View
from viz.index import FOLDED, Index
from viz.pack import Graph, pack
from viz.text import em, wrap

SUMMARY_FROM = 500  # nodes; above, the full graph first shows its hubs
SUMMARY = 220
COLUMN_EM = 15.0
ROW = 25.0


def full(index: Index) -> list[View]:
    """All entities and sets, as large as they are connected; measures and targets are folded into counts.

    Above SUMMARY_FROM nodes two views: "full" with the best connected ones, and "all".
    """
    kept = [i for i, node in enumerate(index.view.nodes) if node.kind not in FOLDED]
    near = _neighbours(index, kept)
    if len(kept) <= SUMMARY_FROM:
        return [_net(index, "full", kept, near, {i: len(index.measures.get(i, ())) for i in kept})]
    best = sorted(kept, key=lambda i: (-len(near[i]), i))[:SUMMARY]
    shown = _neighbours(index, best)
    hidden = {i: len(near[i]) - len(shown[i]) for i in best}
    return [
        _net(index, "full", sorted(best), shown, hidden, len(kept) - len(best)),
        _net(index, "all", kept, near, {}),
    ]


def _neighbours(index: Index, kept: list[int]) -> dict[int, set[int]]:
    near: dict[int, set[int]] = {i: set() for i in kept}
    for s, t in index.ends:
        if s in near and t in near and s != t:
            near[s].add(t)
            near[t].add(s)
    return near


def _net(
    index: Index,
    name: str,
    kept: list[int],
    near: dict[int, set[int]],
    counts: dict[int, int],
    left_out: int = 0,
) -> View:
    labels = {i: wrap(index.label(i), 13) for i in kept}
    places = pack(
        kept, Graph(near, lambda i: _room(labels[i]), lambda i: (index.node(i).kind, index.seen(i)))
    )
    spots = []
    for i in kept:
        x, y, side = places[i]
        label = labels[i] if side else wrap(index.label(i), 7.5, 3)
        size = min(6.0 + len(near[i]) ** 0.5 * 1.8, 26.0) if side == 0 else 6.5
        spots.append(Spot(f"n{i}", i, "plain", index.node(i).kind, label, x, y, side, size, counts.get(i, 0)))
    lines = [
        Line(f"n{s}", f"n{t}", e, index.edge(e).relation)
        for e, (s, t) in enumerate(index.ends)
        if s in near and t in near and s != t
    ]
    return View(name, "", "net", tuple(spots), tuple(lines), left_out)


def _room(label: tuple[str, ...]) -> tuple[float, float]:
    """Width and height of a label of the full graph in pixels, with room for its count."""
    return max(map(em, label)) * 12.5 + 14, 7.0 + 16.5 * len(label)


def sets(index: Index) -> View | None:
    """One column for each numbered set, its members numbered in text order; relations between members run across."""
    found = [i for i, node in enumerate(index.view.nodes) if node.kind == "NumberedSet"]
    if not found:
        return None
    found.sort(key=lambda i: (not index.member_order(i), index.seen(i)))
    columns = [(i, [(m, e) for m, e in index.member_order(i)]) for i in found]
    listed = sum(1 for _, members in columns if members)
    return _columns(
        index, "sets", [(i, "", members) for i, members in columns], per_row=min(4, max(1, listed))
    )


def domains(index: Index) -> View | None:
    """One column for each policy domain (else section), its measures in text order."""
    said = index.sections()
    groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, node in enumerate(index.view.nodes):
        if node.kind == "Measure":
            name = index.domain(i) or next((said[s] for s in node.evidence if said.get(s)), "") or "@other"
            groups[name].append((i, -1))
    if not groups:
        return None
    names = sorted(groups, key=lambda name: (name == "@other", -len(groups[name]), name))
    columns = [(-1, name, sorted(groups[name], key=lambda pair: index.seen(pair[0]))) for name in names]
    return _columns(index, "domains", columns, per_row=4, most=14)


def _columns(
    index: Index,
    name: str,
    columns: list[tuple[int, str, list[tuple[int, int]]]],
    per_row: int,
    most: int = 24,
) -> View:
    """Heads with what belongs to them below, ``per_row`` side by side, the shortest column filled first."""
    pitch = 13.0 * COLUMN_EM + 70
    row = 30.0 if name == "sets" else ROW
    count = max(1, min(per_row, len(columns)))
    lower = [0.0] * count
    spots: list[Spot] = []
    lines: list[Line] = []
    drawn: dict[int, str] = {}
    below = 0.0
    for n, (ref, title, members) in enumerate(columns):
        column = n if n < count else lower.index(min(lower))
        x, y = column * pitch, lower[column]
        head = f"head-{n}"
        kind = index.node(ref).kind if ref >= 0 else "Measure"
        label = wrap(index.label(ref) if ref >= 0 else title, 12, 2)
        total = _declared(index, ref, len(members))
        refs = () if ref >= 0 else tuple(i for i, _ in members)
        spots.append(Spot(head, ref, "head", kind, label, x, y, 1, 15, total, (-150, below), members=refs))
        y += 22 + 10 * len(label)
        below += 22 + 10 * len(label)
        for i, edge in members[:most]:
            label = wrap(index.label(i), COLUMN_EM)
            height = row + 17 * (len(label) - 1)
            key = f"n{i}" if i not in drawn else f"n{i}-{n}"
            drawn.setdefault(i, key)
            folded = len(index.measures.get(i, ()))
            spots.append(
                Spot(key, i, "leaf", index.node(i).kind, label, x + 22, y + height / 2, 1, 6, folded,
                     narrow=(-128, below + height / 2))
            )  # fmt: skip
            lines.append(Line(head, key, edge, "memberOf" if name == "sets" else "hasMeasure"))
            y, below = y + height, below + height + 4
        if len(members) > most:
            key = f"more-{n}"
            spots.append(
                Spot(key, ref, "more", kind, (), x + 22, y + ROW / 2, 1, 5, len(members) - most,
                     narrow=(-128, below + ROW / 2))
            )  # fmt: skip
            lines.append(Line(head, key, -1, "memberOf" if name == "sets" else "hasMeasure"))
            y, below = y + ROW, below + ROW
        lower[column] = y + 34
        below += 34
    if name == "sets":
        lines += [
            Line(drawn[s], drawn[t], e, index.edge(e).relation)
            for e, (s, t) in enumerate(index.ends)
            if s in drawn and t in drawn and s != t
        ]
    return View(name, "", "columns", tuple(spots), tuple(lines))


def _declared(index: Index, ref: int, members: int) -> int:
    said = dict(index.node(ref).properties).get("declaredCount", "") if ref >= 0 else ""
    return int(said) if said.isdigit() else members


def timeline(index: Index, most: int = 36) -> View | None:
    """Where documents span years: a row for each entity that is named in most of them, a spot in every such year."""
    year_of = {d.id: d.year for d in index.view.documents if d.year}
    years = sorted(set(year_of.values()))
    if len(years) < 2:
        return None
    document_of = {s.id: s.document for s in index.view.sentences}
    named: dict[int, dict[str, int]] = {}
    for i, node in enumerate(index.view.nodes):
        if node.kind in FOLDED or node.kind == "NumberedSet":
            continue
        seen: dict[str, int] = defaultdict(int)
        for sentence in node.evidence:
            year = year_of.get(document_of.get(sentence, ""), "")
            if year:
                seen[year] += 1
        if seen:
            named[i] = dict(seen)
    chosen = sorted(named, key=lambda i: (-len(named[i]), -sum(named[i].values()), i))[:most]
    chosen.sort(key=lambda i: (min(named[i]), -len(named[i]), index.seen(i)))
    pitch = max(90.0, min(170.0, 900.0 / len(years)))
    spots = [
        Spot(f"year-{year}", -1, "caption", "Event", (year,), 40 + n * pitch, -8, 0, 0)
        for n, year in enumerate(years)
    ]
    lines: list[Line] = []
    for row, i in enumerate(chosen):
        y = 24.0 + row * 26
        label = wrap(index.label(i), 14, 1)
        first = True
        before = ""
        for n, year in enumerate(years):
            if year not in named[i]:
                continue
            key = f"n{i}" if first else f"n{i}-{year}"
            size = min(5.0 + named[i][year] ** 0.5 * 1.6, 12.0)
            text = label if first else ()
            spots.append(
                Spot(key, i, "leaf", index.node(i).kind, text, 40 + n * pitch, y, -1 if first else 1, size,
                     named[i][year])
            )  # fmt: skip
            if before:
                lines.append(Line(before, key, -1, "years"))
            before, first = key, False
    return View("timeline", "", "columns", tuple(spots), tuple(lines), left_out=len(named) - len(chosen))
