"""How good a graph is, by the annotation guide: precision, recall and F1 against a gold file.

Scores are over the distinct things of one document. Two labels are *equal* when they are the same after
normalisation (NFKC, marks and blanks removed, lower case) and *near* when one contains the other and the shorter
is at least 0.6 of the longer. Aliases count as labels on both sides.

==================  ============================================================================================
entities strict     equal labels and a class in common
entities relaxed    near labels and a class in common
spans               near labels, whatever the class
sets                equal labels and, in order, near members
targets             value, maximum, unit, kind and status agree, and the indicators are near (or character F1 ≥ 0.6);
                    against a bare list of targets the comparator too
measures            the verbs overlap, and the objects have a character F1 of 0.6 or more
relations           the predicate agrees and both ends are near
document            the jurisdiction is near and the year agrees: two points
==================  ============================================================================================

Rows are paired one to one, as many as possible. A gold value ``KEY_alt`` lists other readings of ``KEY`` that are
as good. What answers none but a row of the gold file's ``optional`` lists is not counted, nor is lying in the
jurisdiction itself.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.predicted import Row, predicted

if TYPE_CHECKING:
    from pyoxigraph import Store

Gold = Mapping[str, Any]
Same = Callable[[Row, Row], bool]  # (gold row, predicted row)
_DROP = str.maketrans("", "", " \u3000\u00a0\t\n“”\"'‘’「」《》〈〉()（）·")


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a score. ``missed`` and ``extra`` are gold and predicted rows that found no partner."""

    name: str
    hits: int
    gold: int
    found: int
    missed: tuple[Row, ...] = ()
    extra: tuple[Row, ...] = ()
    groups: tuple[Part, ...] = ()  # the same by class, or by predicate

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.gold + self.found) if self.gold + self.found else 0.0


def read_gold(path: str | Path) -> Gold:
    """A gold file: one object, or a list of targets. Raises InputError if it is neither."""
    try:
        data = json.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise InputError(f"{path}: not a gold file in JSON: {error}") from None
    if isinstance(data, list):
        data = {"targets": data, "targets_only": True}
    if not isinstance(data, dict) or not any(
        isinstance(data.get(key), list) for key in ("entities", "targets")
    ):
        raise InputError(f"{path}: not a gold file: neither an object with `entities` nor a list of targets")
    return data


def score(gold: Gold, store: Store) -> tuple[Part, ...]:
    """The graph in ``store`` against ``gold``; parts in the order of the table above, absent keys left out.

    A bare list of targets gives the one part ``targets``, whose ``extra`` is not judged (``found`` is ``hits``).
    """
    graph = predicted(store)
    try:
        return _targets_only(gold, graph) if gold.get("targets_only") else _all_parts(gold, graph)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"a row of the gold file cannot be read: {error!r}") from error


def total(scores: Iterable[Sequence[Part]]) -> tuple[Part, ...]:
    """Several documents as one: counts added up by name, rows and groups likewise."""
    names: dict[str, list[Part]] = {}
    for parts in scores:
        for part in parts:
            names.setdefault(part.name, []).append(part)
    return tuple(
        Part(
            name, sum(p.hits for p in parts), sum(p.gold for p in parts), sum(p.found for p in parts),
            tuple(r for p in parts for r in p.missed), tuple(r for p in parts for r in p.extra),
            total([p.groups for p in parts]) if any(p.groups for p in parts) else (),
        )
        for name, parts in names.items()
    )  # fmt: skip


# What is the same


def norm(label: str | None) -> str:
    """A label without what does not tell things apart: NFKC, marks and blanks removed, lower case."""
    return unicodedata.normalize("NFKC", label or "").translate(_DROP).lower()


def equal(a: str | None, b: str | None) -> bool:
    return norm(a) == norm(b)


def near(a: str | None, b: str | None) -> bool:
    """One contains the other and is at most two fifths longer than it: ``len(short) ≥ 0.6 · len(long)``."""
    short, long = sorted((norm(a), norm(b)), key=len)
    return bool(short) and short in long and len(short) >= 0.6 * len(long)


def char_f1(a: str | None, b: str | None) -> float:
    """F1 of the two labels as bags of characters, 0..1."""
    left, right = Counter(norm(a)), Counter(norm(b))
    both = (left & right).total()
    return 2 * both / (left.total() + right.total()) if both else 0.0


def _verbs_overlap(a: str, b: str) -> bool:
    a, b = norm(a), norm(b)
    return bool(a and b) and (a in b or b in a or char_f1(a, b) >= 0.5)


def _readings(row: Row, key: str) -> list[Any]:
    return [row.get(key), *row.get(f"{key}_alt", [])]


def _labels(row: Row) -> list[str]:
    return [row["label"], *row.get("aliases", [])]


def _classes(row: Row) -> set[str]:
    value = row["class"]
    return {value} if isinstance(value, str) else set(value)


def _any(same: Callable[[str, str], bool], some: Iterable[str], others: Sequence[str]) -> bool:
    return any(same(a, b) for a in some for b in others)


def _number(value: Any) -> float | None:
    return None if value in (None, "") else round(float(value), 6)


def _same_target(gold: Row, found: Row) -> bool:
    names = [gold["indicator"], *gold.get("aliases", [])]
    return (
        _number(found["value"]) in [_number(v) for v in _readings(gold, "value")]
        and _number(found["max"]) == _number(gold.get("max"))
        and equal(found["unit"], gold.get("unit"))
        and found["measure"] in _readings(gold, "measure")
        and found["status"] in _readings(gold, "status")
        and any(near(name, found["indicator"]) or char_f1(name, found["indicator"]) >= 0.6 for name in names)
    )


def _same_set(gold: Row, found: Row) -> bool:
    members: list[str] = gold.get("members", [])  # a formula may list none
    return (
        _any(equal, [gold["label"]], found["labels"])
        and len(members) == len(found["members"])
        and all(_any(near, [a], names) for a, names in zip(members, found["members"], strict=True))
    )


def _same_measure(gold: Row, found: Row) -> bool:
    return any(_verbs_overlap(a, found["action"]) for a in _readings(gold, "action")) and any(
        char_f1(o, found["object"]) >= 0.6 for o in _readings(gold, "object")
    )


# The parts of a score


def _all_parts(gold: Gold, graph: Mapping[str, list[Row]]) -> tuple[Part, ...]:
    optional = gold.get("optional", {})
    entities, free = gold.get("entities", []), optional.get("entities", [])
    aliases = {row["label"]: _labels(row) for row in entities}
    parts = [
        _part("entities strict", entities, graph["entities"], free, _entity(equal), _class_groups),
        _part("entities relaxed", entities, graph["entities"], free, _entity(near), _class_groups),
        _part("spans", entities, graph["entities"], free, lambda g, p: _any(near, _labels(g), p["labels"])),
    ]
    for name, same in (("sets", _same_set), ("targets", _same_target), ("measures", _same_measure)):
        if name in gold:
            parts.append(_part(name, gold[name], graph[name], optional.get(name, []), same))

    def same_relation(g: Row, p: Row) -> bool:
        return g["p"] == p["p"] and all(
            _any(near, aliases.get(g[end], [g[end]]), p[end]) for end in ("s", "o")
        )

    document = gold.get("document", {})
    if "relations" in gold:
        wanted, home = gold["relations"], document.get("jurisdiction")
        judged = [
            p for p in graph["relations"] if not _lies_in(p, home) or any(same_relation(g, p) for g in wanted)
        ]
        parts.append(
            _part("relations", wanted, judged, optional.get("relations", []), same_relation, _predicates)
        )
    return (*parts, _document(document, graph["document"])) if document else tuple(parts)


def _lies_in(found: Row, home: str | None) -> bool:
    return found["p"] == "locatedIn" and _any(near, [home or ""], found["o"])


def _entity(same: Callable[[str, str], bool]) -> Same:
    return lambda g, p: bool(_classes(g) & p["classes"]) and _any(same, _labels(g), p["labels"])


def _targets_only(gold: Gold, graph: Mapping[str, list[Row]]) -> tuple[Part, ...]:
    def same(g: Row, p: Row) -> bool:
        return _same_target(g, p) and p["comparator"] in _readings(g, "comparator")

    part = _part("targets", gold["targets"], graph["targets"], [], same)
    return (Part("targets", part.hits, part.gold, part.hits, part.missed),)


def _document(wanted: Row, found: list[Row]) -> Part:
    place = any(near(wanted.get("jurisdiction"), row["jurisdiction"]) for row in found)
    year = any(str(wanted.get("year")) == str(row["year"]) for row in found)
    right = place and year
    return Part("document", place + year, 2, 2, () if right else (wanted,), () if right else tuple(found))


def _part(
    name: str,
    gold: Sequence[Row],
    found: Sequence[Row],
    optional: Sequence[Row],
    same: Same,
    groups: Callable[[Row], Iterable[str]] | None = None,
) -> Part:
    pairs = _pair(gold, found, same)
    paired = set(pairs.values())
    extra = [j for j in range(len(found)) if j not in paired and not any(same(o, found[j]) for o in optional)]
    part = Part(
        name, len(pairs), len(gold), len(pairs) + len(extra),
        tuple(row for i, row in enumerate(gold) if i not in pairs), tuple(found[j] for j in extra),
    )  # fmt: skip
    if groups is None:
        return part
    hit_gold = Counter(c for i in pairs for c in groups(gold[i]))
    all_gold = Counter(c for row in gold for c in groups(row))
    extras = Counter(c for row in part.extra for c in groups(row))
    by_group = tuple(
        Part(group, hit_gold[group], all_gold[group], hit_gold[group] + extras[group])
        for group in sorted({*all_gold, *extras})
    )
    return Part(name, part.hits, part.gold, part.found, part.missed, part.extra, by_group)


def _class_groups(row: Row) -> Iterable[str]:
    return sorted(row["classes"] if "classes" in row else _classes(row))


def _predicates(row: Row) -> Iterable[str]:
    return (row["p"],)


def _pair(gold: Sequence[Row], found: Sequence[Row], same: Same) -> dict[int, int]:
    """A largest one-to-one pairing, gold index → found index (Kuhn's augmenting paths)."""
    answers = [[j for j, p in enumerate(found) if same(g, p)] for g in gold]
    owner: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in answers[i]:
            if j not in tried:
                tried.add(j)
                if j not in owner or place(owner[j], tried):
                    owner[j] = i
                    return True
        return False

    for i in range(len(gold)):
        place(i, set())
    return {i: j for j, i in owner.items()}
