"""One thing, one label: mentions of a document are brought together under the fullest name.

Two names are one thing when they differ only in marks (“甲”乙, 甲乙), when the text says so (以下简称), when one is the
quoted heart of the other (甲 in “甲”示范区), or when one leaves off the head that its class implies (金融业, 金融).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.areas import by_name
from kg.coherence import coherent
from kg.collector import waiting
from kg.model import (
    Alias,
    Document,
    Entity,
    Extraction,
    Fact,
    Measure,
    Mention,
    NumberedSet,
    Post,
    Relation,
    Target,
)
from kg.rules.aliases import abbreviations
from kg.rules.names import PLACE_ENDS, unmarked
from kg.scopes import Home, area_of, home, is_area, place
from kg.vocab import subclasses as subclass_table

_TRADE_ENDS = ("产业", "业")


@waiting()
def link(extraction: Extraction) -> Extraction:
    """The same facts with every label brought to the name of its entity, and those entities."""
    mentions = [f for f in extraction.facts if isinstance(f, Mention)]
    canon = _canon(mentions, [f for f in extraction.facts if isinstance(f, Alias)])
    renamed = dict.fromkeys(_renamed(fact, canon) for fact in extraction.facts)
    facts = [f for f in renamed if not (isinstance(f, Relation) and f.subject == f.object)]
    entities = _entities(mentions, facts, canon, extraction.document)
    facts = [f for f in facts if not (isinstance(f, Relation) and _titles_an_engine(f, entities))]
    document = extraction.document
    speaker, event = (
        canon.get(label, label) if label else None for label in (document.speaker, document.event)
    )
    document = replace(document, speaker=speaker, event=event)
    return coherent(replace(extraction, document=document, facts=tuple(facts), entities=entities))


def _titles_an_engine(fact: Relation, entities: Mapping[str, Entity]) -> bool:
    """Whether the fact calls an engine what a place is to become: 打造“新金融中心” once that is an engine's short name."""
    return fact.predicate == "positionedAs" and "Engine" in entities[fact.object].classes


def key(label: str) -> str:
    return unmarked(label).replace(" ", "")


def _canon(mentions: Iterable[Mention], aliases: Iterable[Alias]) -> dict[str, str]:
    """Each label → the label of its entity."""
    classes: dict[str, set[str]] = {}
    order: dict[str, None] = {}
    for mention in mentions:
        classes.setdefault(mention.label, set()).update(mention.classes)
        order[mention.label] = None
    keys = {label: key(label) for label in order}
    by_key: dict[str, str] = {}
    for label, bare in keys.items():
        kept = by_key.get(bare)
        if kept is None or len(label) > len(kept):
            by_key[bare] = label
    canon = {label: by_key[bare] for label, bare in keys.items()}
    for alias in aliases:
        if alias.label in canon:
            canon[alias.alias] = canon[alias.label]
    hearts, ends, short = _hearts(classes), _ends(classes), abbreviations(classes)
    for label in order:
        if canon[label] == label:
            longer = _longer(label, classes, hearts, ends) or short.get(label)
            if longer:
                canon[label] = longer
    return {label: _end(canon, label) for label in canon}


def _end(canon: Mapping[str, str], label: str) -> str:
    seen = {label}
    while canon.get(label, label) != label and canon[label] not in seen:
        label = canon[label]
        seen.add(label)
    return label


def _hearts(labels: Iterable[str]) -> dict[str, list[str]]:
    """Quoted heart → the labels that hold it (甲 → “甲”示范区)."""
    found: dict[str, list[str]] = {}
    for label in labels:
        for heart in _QUOTED.findall(label):
            found.setdefault(heart, []).append(label)
    return found


def _ends(labels: Iterable[str]) -> dict[str, list[str]]:
    """Last four characters → the labels that end so."""
    found: dict[str, list[str]] = {}
    for label in labels:
        found.setdefault(label[-4:], []).append(label)
    return found


_QUOTED = re.compile(r"“([^”]{2,12})”")
_HEART = re.compile(r"“([^”]{2,12})”(.{2,12})$")


def _longer(
    label: str,
    classes: Mapping[str, set[str]],
    hearts: Mapping[str, list[str]],
    ends: Mapping[str, list[str]],
) -> str | None:
    """The fuller name of the same thing, or None."""
    own = classes[label]
    if "Industry" in own:
        for tail in _TRADE_ENDS:
            shorter = label.removesuffix(tail)
            if shorter != label and len(shorter) >= 2 and "Industry" in classes.get(shorter, ()):
                return shorter
        return None
    for tail in PLACE_ENDS:
        shorter = label.removesuffix(tail)
        if shorter != label and "Zone" in own and "Zone" in classes.get(shorter, ()):
            return shorter
    heart = _HEART.match(label)
    for other in hearts.get(heart.group(1) if heart else label, ()):
        if other != label and own & classes[other] and (heart is None or _fuller(label, other)):
            return other
    if len(label) >= 4:
        for other in ends[label[-4:]]:
            if (
                other != label
                and other.endswith(label)
                and own & classes[other]
                and _is_place(other[: -len(label)], classes)
            ):
                return other
    return None


def _fuller(label: str, other: str) -> bool:
    """“甲”格局 and “甲”总体格局: the same quotation under the same head, the longer one says more."""
    return len(other) > len(label) and other[-2:] == label[-2:] and other.startswith("“")


def _is_place(front: str, classes: Mapping[str, set[str]]) -> bool:
    """Whether a longer name only adds the place before the shorter one (长三角｜大数据研究院)."""
    return bool({"Zone", "Area"} & classes.get(front, set())) or bool(by_name(front))


def _renamed(fact: Fact, canon: Mapping[str, str]) -> Fact:
    """The fact with canonical labels; itself where they are so already."""
    get = canon.get
    match fact:
        case Target() | Measure(objects=()):  # most facts, and they name nothing
            return fact
        case Mention(label=label) if get(label, label) != label:
            return replace(fact, label=canon[label])
        case Relation(subject=s, object=o) if get(s, s) != s or get(o, o) != o:
            return replace(fact, subject=get(s, s), object=get(o, o))
        case Post(person=p, organization=o) if get(p, p) != p or get(o, o) != o:
            return replace(fact, person=get(p, p), organization=get(o, o))
        case NumberedSet(members=members) if any(get(m, m) != m for m in members):
            return replace(fact, members=tuple(get(m, m) for m in members))
        case Measure(objects=objects) if any(get(o, o) != o for o in objects):
            return replace(fact, objects=tuple(dict.fromkeys(get(o, o) for o in objects)))
        case Alias(label=label) if get(label, label) != label:
            return replace(fact, label=canon[label])
    return fact


def _entities(
    mentions: Iterable[Mention], facts: Iterable[Fact], canon: Mapping[str, str], document: Document
) -> dict[str, Entity]:
    classes: dict[str, dict[str, None]] = {}
    subclasses: dict[str, dict[str, None]] = {}
    aliases: dict[str, dict[str, None]] = {}
    for mention in mentions:
        label = canon.get(mention.label, mention.label)
        classes.setdefault(label, {}).update(dict.fromkeys(mention.classes))
        if mention.subclass:
            subclasses.setdefault(label, {})[mention.subclass] = None
        if mention.label != label:
            aliases.setdefault(label, {})[mention.label] = None
        said = document.text[mention.begin : mention.end]
        if mention.rule == "area" and said != label:
            aliases.setdefault(label, {})[said] = None
    for fact in facts:
        if isinstance(fact, Alias):
            aliases.setdefault(fact.label, {})[fact.alias] = None
    for label in _named(facts):
        classes.setdefault(label, {})
    of = home(document)
    return {
        label: _entity(
            label, tuple(found), tuple(subclasses.get(label, ())), tuple(aliases.get(label, ())), of
        )
        for label, found in classes.items()
    }


def _named(facts: Iterable[Fact]) -> Iterable[str]:
    for fact in facts:
        match fact:
            case Relation():
                yield from (fact.subject, fact.object)
            case Post():
                yield from (fact.person, fact.organization)
            case NumberedSet():
                yield from fact.members


def _entity(
    label: str, classes: tuple[str, ...], subclasses: tuple[str, ...], aliases: tuple[str, ...], of: Home
) -> Entity:
    code = None
    if label == of.label and not classes:
        classes = ("Area",)
    if ("Area" in classes or not classes) and is_area(label):
        area = area_of(label, of, aliases)
        classes = tuple(dict.fromkeys(("Area", *by_name(label)[0].classes, *classes)))
        code = area.code or None if area else None
    if "Engine" in classes:  # what drives a place is not what it is to become, and a zone more than a work
        classes = tuple(c for c in classes if c != "Goal" and (c != "Project" or "Zone" not in classes))
    above = subclass_table()
    subclasses = tuple(s for s in subclasses if above.get(s, s) in classes)
    names = tuple(a for a in dict.fromkeys(aliases) if a != label)
    return Entity(label, classes, names, subclasses, place(label, classes, of, aliases).scope, code)
