"""Lists side by side: numbered sets with their members, policy domains with their measures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from viz.drawing import Line, Spot, View
from viz.index import Index
from viz.text import wrap

LEAF_EM, HEAD_EM = 15.0, 12.0
PITCH = 13.0 * LEAF_EM + 70  # from one column to the next
EXTRA = 17.0  # each further line of a wrapped label
INDENT = 22.0
FLAT = 1.35  # a sheet is wider than high, as the canvas is
NARROW_X = -150.0
OTHER = "@other"  # what belongs to no domain; said in the reader's language
Member = tuple[int, int]  # node, edge or -1


@dataclass(frozen=True, slots=True)
class Column:
    """A head, which is a node or (ref -1) a title, and what stands below it."""

    ref: int
    title: str
    members: list[Member]


@dataclass(slots=True)
class Sheet:
    """What is laid out so far. ``lower`` has the lower end of each column, ``below`` that of the one on a phone."""

    lower: list[float]
    row: float
    relation: str
    spots: list[Spot] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    drawn: dict[int, str] = field(default_factory=dict)  # node → its first spot
    below: float = 0.0


def sets(index: Index) -> View | None:
    """A column for each numbered set, members in text order; relations between members of two sets run across."""
    found = [i for i, node in enumerate(index.view.nodes) if node.kind == "NumberedSet"]
    columns = [Column(i, index.label(i), index.member_order(i)) for i in sorted(found, key=index.seen)]
    columns.sort(
        key=lambda column: not column.members
    )  # a set whose members the text does not list comes last
    if not columns:
        return None
    across = min(4, max(1, sum(1 for column in columns if column.members)))
    sheet = _lay(index, columns, Sheet([0.0] * across, 30.0, "memberOf"), most=24)
    sheet.lines += [
        Line(sheet.drawn[s], sheet.drawn[t], e, index.edge(e).relation)
        for e, (s, t) in enumerate(index.ends)
        if s in sheet.drawn and t in sheet.drawn and s != t
    ]
    return View("sets", "", "columns", tuple(sheet.spots), tuple(sheet.lines))


def domains(index: Index) -> View | None:
    """A column for each policy domain (else section), the fullest first; its measures in text order."""
    groups: dict[str, list[Member]] = defaultdict(list)
    for i, node in enumerate(index.view.nodes):
        if node.kind == "Measure":
            groups[index.topic(i) or OTHER].append((i, -1))
    if not groups:
        return None
    names = sorted(groups, key=lambda name: (name == OTHER, -len(groups[name]), name))
    columns = [Column(-1, name, sorted(groups[name], key=lambda pair: index.seen(pair[0]))) for name in names]
    sheets = [
        _lay(index, columns, Sheet([0.0] * across, 25.0, "hasMeasure"), most=11)
        for across in range(1, min(6, len(columns)) + 1)
    ]
    sheet = min(sheets, key=lambda s: max(len(s.lower) * PITCH / FLAT, *s.lower))
    return View("domains", "", "columns", tuple(sheet.spots), tuple(sheet.lines))


def _lay(index: Index, columns: list[Column], sheet: Sheet, most: int) -> Sheet:
    """The first columns side by side, each further one below the shortest; at most ``most`` members are drawn."""
    for n, column in enumerate(columns):
        at = n if n < len(sheet.lower) else sheet.lower.index(min(sheet.lower))
        x, y = at * PITCH, sheet.lower[at]
        y = _head(index, sheet, column, f"head-{n}", x, y)
        shown = column.members[: most if column.title != OTHER else most // 2]
        for member in shown:
            y = _member(index, sheet, member, n, x + INDENT, y)
        rest = len(column.members) - len(shown)
        if rest > 0:
            place = (NARROW_X + INDENT, sheet.below + sheet.row / 2)
            kind = sheet.spots[-1].kind
            sheet.spots.append(
                Spot(
                    f"more-{n}",
                    column.ref,
                    "more",
                    kind,
                    (),
                    x + INDENT,
                    y + sheet.row / 2,
                    1,
                    5,
                    rest,
                    place,
                )
            )
            sheet.lines.append(Line(f"head-{n}", f"more-{n}", -1, sheet.relation))
            y, sheet.below = y + sheet.row, sheet.below + sheet.row
        sheet.lower[at] = y + 34
        sheet.below += 34
    return sheet


def _head(index: Index, sheet: Sheet, column: Column, key: str, x: float, y: float) -> float:
    kind = index.node(column.ref).kind if column.ref >= 0 else "Measure"
    label = wrap(column.title, HEAD_EM)
    count = _declared(index, column)
    members = () if column.ref >= 0 else tuple(i for i, _ in column.members)
    place = (NARROW_X, sheet.below)
    sheet.spots.append(Spot(key, column.ref, "head", kind, label, x, y, 1, 15, count, place, members=members))
    height = 22.0 + 10 * len(label)
    sheet.below += height
    return y + height


def _member(index: Index, sheet: Sheet, member: Member, n: int, x: float, y: float) -> float:
    i, edge = member
    label = wrap(index.label(i), LEAF_EM)
    height = sheet.row + EXTRA * (len(label) - 1)
    key = f"n{i}" if i not in sheet.drawn else f"n{i}-{n}"
    sheet.drawn.setdefault(i, key)
    folded = len(index.measures.get(i, ()))
    place = (NARROW_X + INDENT, sheet.below + height / 2)
    sheet.spots.append(
        Spot(key, i, "leaf", index.node(i).kind, label, x, y + height / 2, 1, 6, folded, place)
    )
    sheet.lines.append(Line(f"head-{n}", key, edge, sheet.relation))
    sheet.below += height + 4
    return y + height


def _declared(index: Index, column: Column) -> int:
    """The number that the text states for a set, else how many members there are."""
    said = dict(index.node(column.ref).properties).get("declaredCount", "") if column.ref >= 0 else ""
    return int(said) if said.isdigit() else len(column.members)
