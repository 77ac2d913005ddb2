"""The values that flow from text to graph: Document → Sentence → Fact.

All are frozen. Spans are half-open ``[begin, end)`` in Unicode code points of ``Document.text``.
Facts name entities by label; ``kg.link`` makes each label stand for one thing, and only then are IRIs minted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

CELL = " | "  # between the cells of a table's row, which is a line of Document.text

Status = Literal["planned", "ongoing", "achieved"]
Kind = Literal["growth", "level", "count", "change"]
Comparator = Literal["about", "at_least", "at_most", "exact"]
Modality = Literal["expected", "binding", "striving"]  # 预期性, 约束性, 力争
Predicate = Literal["hasEngine", "prioritises", "positionedAs", "locatedIn", "contributesTo"]


@dataclass(frozen=True, slots=True)
class Document:
    """A stored text and what is known about it. ``id`` is readable and content-addressed: stem-sha256[:8]."""

    id: str
    text: str
    sha256: str
    title: str = ""
    kind: str = ""  # news, work-report, plan
    jurisdiction: str | None = None  # label of the area whose government speaks
    year: int | None = None  # the year that the plans are for
    issued: str | None = None  # ISO date
    issuer: str | None = None
    source: str = ""  # file name or URL
    notes: tuple[str, ...] = ()  # what could not be resolved, in words
    speaker: str | None = None  # label of the person whose report or words it gives
    event: str | None = None  # label of the meeting that hears it


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what it opens. ``status`` is achieved under a review of the past, planned under plans."""

    title: str
    level: int
    begin: int
    status: Status | None = None
    parent: Section | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` equals ``Document.text[begin:end]``; ``index`` counts from 0 in the document."""

    index: int
    begin: int
    end: int
    text: str
    paragraph: int
    section: Section | None = None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """What every fact carries: the sentence that says it, the rule that read it, and how sure that rule is (0..1)."""

    sentence: int
    rule: str
    confidence: float = field(kw_only=True, default=0.9)


@dataclass(frozen=True, slots=True)
class Mention(Fact):
    """A name of an entity at a place. ``label`` differs from the slice where a shared head is spelled out."""

    label: str
    classes: tuple[str, ...]  # names of upo: classes, most general ones of the contract; may be several
    begin: int
    end: int
    subclass: str | None = None  # a more specific upo: class, such as University


@dataclass(frozen=True, slots=True)
class Alias(Fact):
    """``alias`` is another name of ``label`` in this document."""

    label: str
    alias: str


@dataclass(frozen=True, slots=True)
class Relation(Fact):
    subject: str
    predicate: Predicate
    object: str


@dataclass(frozen=True, slots=True)
class Post(Fact):
    person: str
    organization: str
    role: str


@dataclass(frozen=True, slots=True)
class NumberedSet(Fact):
    """三大新引擎 and its members as labels, in text order; ``count`` is the number that the text states."""

    label: str
    count: int
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target(Fact):
    """A quantified statement. ``value`` is in ``unit`` as written (万 and 亿 kept in the unit); falls are negative growth."""

    indicator: str
    value: Decimal
    maximum: Decimal | None
    unit: str
    kind: Kind
    comparator: Comparator
    status: Status
    year: int | None
    begin: int
    end: int
    modality: Modality | None = None
    base_year: int | None = None


@dataclass(frozen=True, slots=True)
class Measure(Fact):
    """A policy verb and what it acts on. ``objects`` are labels of entities inside ``object_text``."""

    action: str
    object_text: str
    status: Status
    begin: int
    end: int
    objects: tuple[str, ...] = ()
    agent: str | None = None
    domain: str | None = None  # notation of a concept in ontology/domains.ttl


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing after linking. ``scope`` is "" for things known everywhere (areas, industries, national bodies),
    else the jurisdiction within which the name is unique."""

    label: str
    classes: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    subclasses: tuple[str, ...] = ()
    scope: str = ""
    code: str | None = None  # GB/T 2260, areas only


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document. After linking every label in ``facts`` is a key of ``entities``
    (Mention.label, Relation.subject/object, Post, NumberedSet.members, Measure.objects/agent)."""

    document: Document
    sentences: tuple[Sentence, ...]
    facts: tuple[Fact, ...]
    entities: dict[str, Entity] = field(default_factory=dict)
