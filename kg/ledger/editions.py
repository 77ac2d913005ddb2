"""What one area said for one year, made ready to be compared: its figures, measures, projects and slogans.

Each promise is told once, where it says most: a measure with a number is a target, one on a named project belongs to
that project, one that puts a slogan to work to the slogan; what is left is a measure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, cast, get_args

from kg.errors import LexiconError
from kg.figures import Figure, Side, figures, places, same_name, span
from kg.lexicon import tsv
from kg.network import DocumentView, NetworkView, Node, SentenceView

Stage = Literal["prepare", "start", "push", "finish", "do"]
Sort = Literal["project", "set", "goal", "engine"]


@dataclass(frozen=True, slots=True)
class Act:
    """A measure. ``text`` is its object as written; ``counted`` if its number makes it a target; ``owner`` the key of the
    project or slogan that it belongs to, or ""."""

    iri: str
    action: str
    text: str
    objects: tuple[str, ...]  # IRIs
    stage: Stage
    status: str
    confidence: float
    side: Side
    counted: bool = False
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """A project or a slogan with a name. ``key`` is the name as it is compared."""

    key: str
    label: str
    sort: Sort
    iri: str
    side: Side
    members: tuple[str, ...] = ()  # of a set: labels, sorted
    acts: tuple[Act, ...] = ()  # of a project: what is done to it


@dataclass(frozen=True, slots=True)
class Edition:
    """All documents of one area for one year, or a single one. Two areas may have one name: ``place`` tells them apart."""

    place: str  # IRI of the area; of a document without one, its own
    area: str  # label
    year: int
    documents: tuple[DocumentView, ...]
    figures: tuple[Figure, ...]
    acts: tuple[Act, ...]
    things: tuple[Thing, ...]
    sentences: tuple[SentenceView, ...]  # those that say anything that was read
    names: frozenset[str]  # labels of the things that they name


def editions(view: NetworkView) -> tuple[Edition, ...]:
    """One for each area and year, sorted; documents without either are in none."""
    groups: dict[tuple[str, str, int], list[DocumentView]] = defaultdict(list)
    for document in view.documents:
        if document.jurisdiction_id and document.year.isdecimal():
            groups[document.jurisdiction, document.jurisdiction_id, int(document.year)].append(document)
    pool = _pool(view)
    return tuple(
        _edition(pool, place, area, year, own)
        for (area, place, year), own in sorted(groups.items(), key=lambda at: at[0])
    )


def edition(view: NetworkView, document: DocumentView) -> Edition:
    """That of one document; without a year it stands before all that have one."""
    year = int(document.year) if document.year.isdecimal() else 0
    place = document.jurisdiction_id or document.id
    return _edition(_pool(view), place, document.jurisdiction or document.title, year, [document])


@dataclass(frozen=True, slots=True)
class _Pool:
    """A view by document: which nodes each one has, and what ties them."""

    nodes: Mapping[str, Node]
    sentences: Mapping[str, Sequence[SentenceView]]  # by document, in text order
    figures: Mapping[str, tuple[Figure, ...]]
    acts: Mapping[str, Sequence[Act]]
    named: Mapping[str, Mapping[str, SentenceView]]  # document → entity → first sentence there
    engines: Mapping[str, Mapping[str, SentenceView]]  # the same, for what is called an engine there
    members: Mapping[str, Sequence[str]]  # set → labels


def _pool(view: NetworkView) -> _Pool:
    documents, sentences = places(view)
    nodes = {node.id: node for node in view.nodes}
    objects: dict[str, list[str]] = defaultdict(list)
    members: dict[str, list[str]] = defaultdict(list)
    engines: dict[str, dict[str, SentenceView]] = defaultdict(dict)
    for edge in view.edges:
        if edge.relation == "measureObject":
            objects[edge.source].append(edge.target)
        elif edge.relation == "memberOf":
            members[edge.target].append(nodes[edge.source].label)
        elif edge.relation == "hasEngine":
            for said in (sentences[i] for i in edge.evidence if i in sentences):
                engines[said.document].setdefault(edge.target, said)
    named: dict[str, dict[str, SentenceView]] = defaultdict(dict)
    acts: dict[str, list[Act]] = defaultdict(list)
    for node in view.nodes:
        for said in (sentences[i] for i in node.evidence if i in sentences):
            if node.kind == "Measure":
                acts[said.document].append(
                    _act(node, tuple(objects[node.id]), said, documents[said.document])
                )
            elif node.kind != "Target":
                named[said.document].setdefault(node.id, said)
    said_in: dict[str, list[SentenceView]] = defaultdict(list)
    for sentence in view.sentences:
        said_in[sentence.document].append(sentence)
    return _Pool(nodes, said_in, figures(view), acts, named, engines, members)


def _act(node: Node, objects: tuple[str, ...], said: SentenceView, document: DocumentView) -> Act:
    own = dict(node.properties)
    begin, end = span(node.id) or (said.begin, said.end)
    action, text = own["action"], own["objectText"]
    words = document.text[begin:end]
    if (words.startswith(action) and not words.endswith(text)) or "、" in words.removesuffix(text):
        words = action + text  # 做强甲、乙: of a list, this measure only
    side = Side(node.id, words, said, document, begin, end)
    confidence = float(own.get("confidence", "1"))
    return Act(node.id, action, text, objects, stage_of(action, text), own["status"], confidence, side)


def _edition(pool: _Pool, place: str, area: str, year: int, documents: Iterable[DocumentView]) -> Edition:
    own = sorted(documents, key=lambda d: d.id)
    found = tuple(f for d in own for f in pool.figures.get(d.id, ()))
    acts = [_counted(act, found) for d in own for act in pool.acts.get(d.id, ())]
    acts.sort(key=lambda act: (act.side.document.id, act.side.begin, act.iri))
    things = list(_slogans(pool, own)) + list(_projects(pool, own, acts))
    keys = {i: thing.key for thing in things for i in (thing.iri, *(act.iri for act in thing.acts))}
    owned = tuple(replace(act, owner=keys.get(act.iri) or _slogan_of(act, things)) for act in acts)
    names = frozenset(pool.nodes[i].label for d in own for i in pool.named.get(d.id, ()))
    sentences = tuple(s for d in own for s in pool.sentences.get(d.id, ()))
    return Edition(place, area, year, tuple(own), found, owned, tuple(things), sentences, names)


def _counted(act: Act, found: Sequence[Figure]) -> Act:
    """Marks the measure whose number is a target: 建设长者食堂20家."""
    name = same_name(act.text)
    counted = any(
        f.side.document.id == act.side.document.id
        and f.side.begin <= act.side.begin < f.side.end
        and (same_name(f.indicator) in name or name in same_name(f.indicator))
        for f in found
    )
    return replace(act, counted=counted)


def _slogans(pool: _Pool, documents: Sequence[DocumentView]) -> Iterator[Thing]:
    found: dict[tuple[str, Sort], Thing] = {}
    for document in documents:
        here = pool.named.get(document.id, {})
        engines = pool.engines.get(document.id, {})
        for i, said in {**here, **engines}.items():
            node = pool.nodes[i]
            sorts: list[Sort] = ["engine"] if i in engines else []
            sorts += ["goal"] if node.kind == "Goal" else ["set"] if node.kind == "NumberedSet" else []
            for sort in sorts:
                side = _name_in(node.label, i, engines.get(i, said) if sort == "engine" else said, document)
                thing = Thing(
                    same_name(node.label), node.label, sort, i, side, tuple(sorted(pool.members.get(i, ())))
                )
                known = found.setdefault((thing.key, sort), thing)
                if len(thing.members) > len(known.members):
                    found[thing.key, sort] = thing
    yield from sorted(found.values(), key=lambda t: (t.side.document.id, t.side.begin, t.key, t.sort))


def _projects(pool: _Pool, documents: Sequence[DocumentView], acts: Sequence[Act]) -> Iterator[Thing]:
    """Things with the class Project that is their principal one or stands beside Zone; those only named have no acts."""
    for document in documents:
        for i, said in sorted(pool.named.get(document.id, {}).items(), key=lambda at: (at[1].begin, at[0])):
            node = pool.nodes[i]
            if "Project" not in node.classes or node.kind in ("Engine", "Goal"):
                continue
            key = same_name(node.label)
            own = tuple(
                act for act in acts if i in act.objects and not act.counted and 2 * len(key) >= len(same_name(act.text))
                and act.side.document.id == document.id
            )  # fmt: skip
            first = next((act.side for act in own if act.status != "achieved"), own[0].side if own else None)
            yield Thing(
                key, node.label, "project", i, first or _name_in(node.label, i, said, document), (), own
            )


def _slogan_of(act: Act, things: Sequence[Thing]) -> str:
    """The key of the slogan that makes up most of a measure's object (打造“江畔智造名城”), or ""."""
    name = same_name(act.text)
    return next(
        (t.key for t in things if t.sort != "project" and t.key in name and 2 * len(t.key) > len(name)), ""
    )


def _name_in(name: str, iri: str, said: SentenceView, document: DocumentView) -> Side:
    """Where the sentence has the name; the whole sentence where it has it in other words."""
    at = document.text.find(name, said.begin, said.end)
    begin, end = (at, at + len(name)) if at >= 0 else (said.begin, said.end)
    return Side(iri, name, said, document, begin, end)


def stage_of(action: str, text: str = "") -> Stage:
    """How far a measure brings its object, by its verb, or by a word of finishing that ends the object (推动大桥｜建成通车)."""
    table = _stages()
    ending = next(
        (word for word in table if text.endswith(word) and table[word] in ("start", "finish")), None
    )
    if ending and len(ending) < len(text):
        return table[ending]
    last = max(((action.rfind(word), len(word), word) for word in table if word in action), default=None)
    return table[last[2]] if last else "do"


@cache
def _stages() -> Mapping[str, Stage]:
    for stage, _ in tsv("stages"):
        if stage not in get_args(Stage):
            raise LexiconError(f"stages.tsv: no stage {stage!r}; there are: {', '.join(get_args(Stage))}")
    return {word: cast(Stage, stage) for stage, words in tsv("stages") for word in words.split()}
