"""Facts as N-Quads lines: one template for each kind of fact.

A writer is given a fact and the `Page` of its document and returns whole lines; what can only be written when all
facts are known (classes, labels and aliases of entities) it notes on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.model import Alias, Fact, Measure, Mention, NumberedSet, Post, Relation, Target
from kg.terms import decimal, segment, text, year, zh
from kg.vocab import DCTERMS, DOMAIN, ITSRDF, NIF, ORG, RDF, SKOS, UPO, XSD, indicators

# Predicates, each with the space after it; a few with their object.
TYPE, PREF, ALT = f"<{RDF}type> ", f"<{SKOS}prefLabel> ", f"<{SKOS}altLabel> "
ANCHOR, CONTEXT = f"<{NIF}anchorOf> ", f"<{NIF}referenceContext> "
BEGIN, END, INTEGER = f'<{NIF}beginIndex> "', f'<{NIF}endIndex> "', f'"^^<{XSD}integer>'
RULE, CONFIDENCE = f"<{UPO}rule> ", f"<{UPO}confidence> "
_IDENTIFIES, _SURE = f"<{ITSRDF}taIdentRef> ", f"<{ITSRDF}taConfidence> "
_SUBJECT, _PREDICATE, _OBJECT = f"<{RDF}subject> ", f"<{RDF}predicate> ", f"<{RDF}object> "
_FIRST, _REST, _NIL, _MEMBER = f"<{RDF}first> ", f"<{RDF}rest> ", f"<{RDF}nil>", f"<{SKOS}member> "
_MENTION, _STATEMENT = f"{TYPE}<{UPO}Mention>", f"{TYPE}<{RDF}Statement>"
_TARGET, _MEASURE = f"{TYPE}<{UPO}Target>", f"{TYPE}<{UPO}Measure>"
_ACTION, _OBJECT_TEXT, _STATUS = f"<{UPO}action> ", f"<{UPO}objectText> ", f"<{UPO}status> <{UPO}"
_ACTED_ON, _AGENT, _TOPIC = f"<{UPO}object> ", f"<{UPO}agent> ", f"<{DCTERMS}subject> "


@dataclass(slots=True)
class Page:
    """One document while it is written: its terms, and what the writers of facts note for the end."""

    text: str
    base: str
    iri: str  # <…/document/ID>
    stem: str  # <…/document/ID#
    graphs: list[str]  # how a quad of sentence i ends: <…#char=b,e> .
    names: dict[str, str]  # label → <IRI of its entity>
    area: str | None  # <the jurisdiction>
    rules: dict[tuple[str, float], tuple[str, str]] = field(default_factory=dict)
    fragments: dict[str, int] = field(default_factory=dict)  # given so far → last number tried for it
    findings: dict[int, int] = field(default_factory=dict)  # sentence → findings in it
    posts: dict[tuple[str, str, str], str] = field(default_factory=dict)
    mentions: dict[str, dict[int, None]] = field(default_factory=dict)  # <entity> → sentences that mention it
    spoken: dict[tuple[str, str], int] = field(default_factory=dict)  # <entity>, name → first sentence
    homes: dict[str, int] = field(default_factory=dict)  # <entity> → first sentence with any fact about it
    concepts: set[str] = field(default_factory=set)  # indicators and domains used

    def fragment(self, name: str) -> str:
        """A new IRI in the document; -2, -3 … on collision."""
        free = name
        while free in self.fragments:
            self.fragments[name] += 1
            free = f"{name}-{self.fragments[name]}"
        self.fragments[free] = 1
        return f"{self.stem}{free}>"

    def name(self, known: str, fact: Fact) -> str:
        """The entity that a label stands for, noting that this fact speaks of it."""
        iri = self.names[known]
        if fact.sentence < self.homes.setdefault(iri, fact.sentence):
            self.homes[iri] = fact.sentence
        return iri

    def source(self, fact: Fact) -> tuple[str, str]:
        """The literals of a fact's rule and confidence."""
        key = (fact.rule, fact.confidence)
        if key not in self.rules:
            self.rules[key] = (text(fact.rule), decimal(round(fact.confidence, 4)))
        return self.rules[key]


def write(fact: Fact, page: Page) -> str:
    """The lines of a fact. In the templates ``and_`` ends a quad and begins the next of the same subject.

    With few and long pieces an f-string is made twice as fast; this is where most of the time goes.
    """
    writer = _WRITERS.get(type(fact))
    return writer(fact, page) if writer else ""  # sets are written all together


def _mention(fact: Mention, page: Page) -> str:
    g = page.graphs[fact.sentence]
    thing = page.names[fact.label]
    said = page.text[fact.begin : fact.end]
    page.mentions.setdefault(thing, {})[fact.sentence] = None
    if said != fact.label:
        _note(page, thing, said, fact.sentence)
    rule, confidence = page.source(fact)
    me = f"{page.stem}char={fact.begin},{fact.end}>"
    and_ = f" {g}\n{me} "
    return (
        f"{me} {_MENTION}{and_}{ANCHOR}{text(said)}{and_}{BEGIN}{fact.begin}{INTEGER}{and_}{END}{fact.end}{INTEGER}"
        f"{and_}{CONTEXT}{page.iri}{and_}{_IDENTIFIES}{thing}{and_}{_SURE}{confidence}{and_}{RULE}{rule} {g}\n"
    )


def _alias(fact: Alias, page: Page) -> str:
    """Nothing yet: an alias is written with its entity."""
    _note(page, page.name(fact.label, fact), fact.alias, fact.sentence)
    return ""


def _note(page: Page, thing: str, name: str, sentence: int) -> None:
    page.spoken[thing, name] = min(sentence, page.spoken.get((thing, name), sentence))


def _relation(fact: Relation, page: Page) -> str:
    g = page.graphs[fact.sentence]
    s, o = page.name(fact.subject, fact), page.name(fact.object, fact)
    p = f"<{UPO}{fact.predicate}>"
    count = page.findings[fact.sentence] = page.findings.get(fact.sentence, 0) + 1
    rule, confidence = page.source(fact)
    me = f"{page.stem}finding={fact.sentence}-{count}>"
    and_ = f" {g}\n{me} "
    return (
        f"{s} {p} {o}{and_}{_STATEMENT}{and_}{_SUBJECT}{s}{and_}{_PREDICATE}{p}{and_}{_OBJECT}{o}"
        f"{and_}{RULE}{rule}{and_}{CONFIDENCE}{confidence} {g}\n"
    )


def _post(fact: Post, page: Page) -> str:
    g = page.graphs[fact.sentence]
    person, organization = page.name(fact.person, fact), page.name(fact.organization, fact)
    key = (person, organization, fact.role)
    if key not in page.posts:
        page.posts[key] = page.fragment(f"post={segment(fact.person)}-{segment(fact.role)}")
    me, role = page.posts[key], f"<{page.base}role/{segment(fact.role)}>"
    rule, confidence = page.source(fact)
    and_ = f" {g}\n{me} "
    return (
        f"{me} {TYPE}<{ORG}Membership>{and_}<{ORG}member> {person}{and_}<{ORG}organization> {organization}"
        f"{and_}<{ORG}role> {role}{and_}{RULE}{rule}{and_}{CONFIDENCE}{confidence} {g}\n"
        f"{role} {TYPE}<{ORG}Role> {g}\n{role} {PREF}{zh(fact.role)} {g}\n"
    )


def write_sets(facts: Iterable[Fact], page: Page) -> Iterator[str]:
    """Sets of one label and the same members are one node; a set named again without members is the first one."""
    nodes: dict[tuple[str, tuple[str, ...]], str] = {}
    first: dict[str, str] = {}  # label → its first node
    sets = [fact for fact in facts if isinstance(fact, NumberedSet)]
    for fact in sorted(sets, key=lambda f: (not f.members, f.sentence)):
        key = (fact.label, fact.members)
        known = nodes.get(key) or (None if fact.members else first.get(fact.label))
        me = nodes[key] = known or page.fragment(f"set={segment(fact.label)}")
        first.setdefault(fact.label, me)
        yield _set(fact, me, page, fresh=known is None)


def _set(fact: NumberedSet, me: str, page: Page, *, fresh: bool) -> str:
    g = page.graphs[fact.sentence]
    and_ = f" {g}\n{me} "
    lines = [
        f"{me} {TYPE}<{UPO}NumberedSet>{and_}{PREF}{zh(fact.label)}"
        f'{and_}<{UPO}declaredCount> "{fact.count}{INTEGER} {g}\n'
    ]
    if fresh:
        rule, confidence = page.source(fact)
        lines.append(f"{me} {RULE}{rule}{and_}{CONFIDENCE}{confidence} {g}\n")
    cells = [f"{me[:-1]}/list-{number}>" for number in range(1, len(fact.members) + 1)]
    if cells:
        lines.append(f"{me} <{UPO}memberList> {cells[0]} {g}\n")
    for cell, rest, member in zip(cells, [*cells[1:], _NIL], fact.members, strict=False):
        one = page.name(member, fact)
        lines.append(f"{me} {_MEMBER}{one} {g}\n{cell} {_FIRST}{one} {g}\n{cell} {_REST}{rest} {g}\n")
    return "".join(lines)


def _target(fact: Target, page: Page) -> str:
    g = page.graphs[fact.sentence]
    me = page.fragment(f"target={fact.begin},{fact.end}")
    rule, confidence = page.source(fact)
    more: list[tuple[str, str]] = []
    concept = indicators().get(fact.indicator)
    if concept:
        page.concepts.add(concept)
        more.append(("indicator", f"<{concept}>"))
    if fact.unit:
        more.append(("unitLabel", text(fact.unit)))
    if fact.maximum is not None:
        more.append(("maxValue", decimal(fact.maximum)))
    if fact.modality:
        more.append(("modality", f"<{UPO}{fact.modality}>"))
    if fact.year is not None:
        more.append(("year", year(fact.year)))
    if fact.base_year is not None:
        more.append(("baseYear", year(fact.base_year)))
    if page.area:
        more.append(("ofArea", page.area))
    and_ = f" {g}\n{me} "
    return (
        f"{me} {_TARGET}{and_}<{UPO}indicatorLabel> {zh(fact.indicator)}{and_}<{UPO}value> {decimal(fact.value)}"
        f"{and_}<{UPO}measureKind> <{UPO}{fact.kind}>{and_}<{UPO}comparator> <{UPO}{fact.comparator}>"
        f"{and_}<{UPO}status> <{UPO}{fact.status}>{and_}{RULE}{rule}{and_}{CONFIDENCE}{confidence} {g}\n"
    ) + "".join(f"{me} <{UPO}{key}> {value} {g}\n" for key, value in more)


def _measure(fact: Measure, page: Page) -> str:
    g = page.graphs[fact.sentence]
    me = page.fragment(f"measure={fact.begin},{fact.end}")
    rule, confidence = page.source(fact)
    more = [(_ACTED_ON, page.name(one, fact)) for one in fact.objects]
    if fact.agent:
        more.append((_AGENT, page.name(fact.agent, fact)))
    if fact.domain:
        page.concepts.add(DOMAIN + fact.domain)
        more.append((_TOPIC, f"<{DOMAIN}{fact.domain}>"))
    and_ = f" {g}\n{me} "
    said = "".join([f"{and_}{key}{value}" for key, value in more])
    return (
        f"{me} {_MEASURE}{and_}{_ACTION}{zh(fact.action)}{and_}{_OBJECT_TEXT}{zh(fact.object_text)}"
        f"{and_}{_STATUS}{fact.status}>{and_}{RULE}{rule}{and_}{CONFIDENCE}{confidence}{said} {g}\n"
    )


_WRITERS: dict[type[Fact], Callable[[Any, Page], str]] = {
    Mention: _mention,
    Relation: _relation,
    Measure: _measure,
    Target: _target,
    Post: _post,
    Alias: _alias,
}
