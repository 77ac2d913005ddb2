"""Which entities of different documents are one: rules that say why and how sure they are, and decisions, which win.

Only things of one scope (`kg.scopes`) are ever brought together by a rule, so places of one name stay apart. A rule is a
function from the entities of a scope to pairs of them, with a line in ``RULES``; a pair below ``SURE`` is for people to
decide. People are never brought together: of two with one name in one place nobody knows more than the name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.axioms import disjoint
from kg.decisions import Decision
from kg.rename import Name
from kg.rules.aliases import abbreviations, zones
from kg.scopes import departments, national

SURE = 0.7
_TRADE_ENDS = ("产业", "业")


@dataclass(frozen=True, slots=True)
class Record:
    """An entity as all documents together speak of it. Tuples are sorted; all but ``labels`` are local names."""

    iri: str
    scope: str
    labels: tuple[str, ...]
    locals: tuple[str, ...]  # its labels within the scope
    classes: tuple[str, ...]
    aliases: tuple[str, ...]
    declared: tuple[str, ...]  # aliases that a text introduces itself

    @property
    def label(self) -> str:
        """The fullest of its labels."""
        return max(self.labels, key=lambda label: (len(label), label))


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """Two entities that are one (``confidence`` of SURE and more) or may be; ``a`` before ``b``, both IRIs."""

    a: str
    b: str
    rule: str
    confidence: float
    reason: str


Named = Mapping[str, Sequence[Record]]  # local name → the entities that a document labels so
Rule = Callable[[Sequence[Record], Named], Iterator[Tie]]


def same_name(records: Sequence[Record], named: Named) -> Iterator[Tie]:
    """市发改委 and 湖州市发改委 in 湖州市: one name within the scope."""
    for name, group in named.items():
        yield from _ties(group, group, "same-name", 0.95, f"{name} of the same area")


def own(records: Sequence[Record], named: Named) -> Iterator[Tie]:
    """市高新区 and 高新区 in a city: with and without the kind of the area that they are of."""
    for name, group in named.items():
        scope = group[0].scope
        if scope and name.startswith(scope[-1]):
            yield from _ties(
                group, named.get(name[1:], ()), "own", 0.9, f"{name} of {scope} is its {name[1:]}"
            )


def zone(records: Sequence[Record], named: Named) -> Iterator[Tie]:
    """高新区 and 高新技术产业开发区: zones of which an area has one (seeds/lexicon/generic.tsv)."""
    for short, full in zones().items():
        yield from _ties(
            named.get(short, ()), named.get(full, ()), "zone", 0.9, f"{short} is short for {full}"
        )


def body(records: Sequence[Record], named: Named) -> Iterator[Tie]:
    """发改委 and 发展和改革委员会: forms of one body's name (seeds/lexicon/bodies.tsv)."""
    for name, group in named.items():
        full = (departments() if group[0].scope else national()).get(name, name)
        bodies = [record for record in group if "Institution" in record.classes]
        others = [record for record in named.get(full, ()) if "Institution" in record.classes]
        if full != name:
            yield from _ties(bodies, others, "body", 0.95, f"{name} is short for {full}")


def declared(records: Sequence[Record], named: Named) -> Iterator[Tie]:
    """甲（以下简称乙）in one text, 乙 in another one."""
    owners = _owners(records, lambda record: record.declared)
    for name, group in owners.items():
        several = len({local for record in group for local in record.locals}) > 1
        said = "several texts introduce it for different things" if several else "a text introduces it"
        reason = f"{name} as another name: {said}"
        yield from _ties(group, named.get(name, ()), "declared", 0.5 if several else 0.9, reason)


def abbreviated(records: Sequence[Record], named: Named) -> Iterator[Tie]:
    """河套合作区 and 河套深港科技创新合作区: the one name that the shorter one can abbreviate."""
    classes = {name: {c for record in group for c in record.classes} for name, group in named.items()}
    for short, full in abbreviations(classes).items():
        reason = f"{short} takes its characters from {full}, and from no other name here"
        yield from _ties(named[short], named[full], "abbreviated", 0.8, reason)


def trade(records: Sequence[Record], named: Named) -> Iterator[Tie]:
    """金融业 and 金融."""
    for name, group in named.items():
        for end in _TRADE_ENDS:
            heart = name.removesuffix(end)
            if heart != name and len(heart) > 1:
                lines = [record for record in group if "Industry" in record.classes]
                yield from _ties(lines, named.get(heart, ()), "trade", 0.9, f"{name} is {heart}")


def called(records: Sequence[Record], named: Named) -> Iterator[Tie]:
    """What one text seems to call 甲 too is the name of a thing in another text."""
    owners = _owners(records, lambda record: set(record.aliases) - set(record.declared))
    for name, group in owners.items():
        yield from _ties(
            group, named.get(name, ()), "called", 0.5, f"{name} seems to be another name in one text"
        )


RULES: tuple[Rule, ...] = (same_name, own, zone, body, declared, trade, abbreviated, called)


def ties(records: Sequence[Record]) -> list[Tie]:
    """What the rules say about the entities of one scope: of each pair the surest word, by IRIs."""
    by_name: dict[str, list[Record]] = {}
    for record in records:
        for local in record.locals:
            by_name.setdefault(local, []).append(record)
    found: dict[tuple[str, str], Tie] = {}
    for rule in RULES:
        for tie in rule(records, by_name):
            if (tie.a, tie.b) not in found or found[tie.a, tie.b].confidence < tie.confidence:
                found[tie.a, tie.b] = tie
    return sorted(found.values())


def alike(a: Record, b: Record) -> bool:
    """Whether the two can be one: they have a class in common, none that rules out another, and are no people."""
    if "Person" in a.classes or "Person" in b.classes or not {*a.classes} & {*b.classes}:
        return False
    return all(disjoint().get(name, frozenset()).isdisjoint(b.classes) for name in a.classes)


def _ties(
    group: Iterable[Record], others: Iterable[Record], rule: str, confidence: float, reason: str
) -> Iterator[Tie]:
    for a in group:
        for b in others:
            if a.iri != b.iri and alike(a, b):
                first, second = sorted((a.iri, b.iri))
                yield Tie(first, second, rule, confidence, reason)


def _owners(records: Iterable[Record], names: Callable[[Record], Collection[str]]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        for name in sorted(names(record)):
            found.setdefault(name, []).append(record)
    return found


def names(records: Sequence[Record], decisions: Sequence[Decision] = ()) -> dict[str, Name]:
    """IRI → its name in the corpus, for what goes by another IRI or has several labels.

    Things that are one go by the IRI and the label of the one with the fullest name (of industries the shortest).
    """
    found: dict[str, Name] = {}
    for group in _groups(records, decisions):
        chosen = min(group, key=_fullest)
        name = Name(chosen.iri, chosen.label)
        found |= {r.iri: name for r in group if r.iri != chosen.iri or len(r.labels) > 1}
    return found


def _fullest(record: Record) -> tuple[int, str]:
    return (len(record.label) if "Industry" in record.classes else -len(record.label), record.iri)


def _groups(records: Sequence[Record], decisions: Sequence[Decision]) -> list[list[Record]]:
    """The entities that are one: as decided, then as the rules say, the surest first, where no decision is against it."""
    group = {record.iri: [record] for record in records}
    apart = [(d.a, d.b) for d in decisions if not d.same and d.a in group and d.b in group]
    together = [(d.a, d.b) for d in decisions if d.same and d.a in group and d.b in group]
    scopes: dict[str, list[Record]] = {}  # several only where a decision ties them
    for record in records:
        scopes.setdefault(record.scope, []).append(record)
    found = [tie for inside in scopes.values() for tie in ties(inside)]
    sure = sorted((tie for tie in found if tie.confidence >= SURE), key=lambda tie: (-tie.confidence, tie))
    for a, b in (*together, *((tie.a, tie.b) for tie in sure)):
        one, other = group[a], group[b]
        if one is other or any({id(group[x]), id(group[y])} == {id(one), id(other)} for x, y in apart):
            continue
        one += other
        group |= dict.fromkeys((record.iri for record in other), one)
    return list({id(members): members for members in group.values()}.values())
