"""What must hold of every extraction, whatever the text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from kg.model import Alias, Extraction, Fact, Measure, Mention, NumberedSet, Post, Relation, Target


def flaws(found: Extraction, *, linked: bool = True) -> list[str]:
    """What is wrong with an extraction, one line each; before linking, labels need not be entities."""
    return [*_of_sentences(found), *(flaw for fact in found.facts for flaw in _of_fact(found, fact, linked))]


def _of_sentences(found: Extraction) -> Iterator[str]:
    text = found.document.text
    for number, s in enumerate(found.sentences):
        if s.index != number:
            yield f"sentence {number} counts as {s.index}"
        if not s.text or text[s.begin : s.end] != s.text:
            yield f"sentence {number} is not what stands at {s.begin}–{s.end}"
        if s.section and text[s.section.begin :][:1] != s.section.title[:1]:
            yield f"the section of sentence {number} does not begin where it says"
    yield from (
        f"sentences {a.index} and {b.index} overlap" for a, b in pairwise(found.sentences) if b.begin < a.end
    )


def _of_fact(found: Extraction, fact: Fact, linked: bool) -> Iterator[str]:
    if not 0 <= fact.sentence < len(found.sentences):
        yield f"no sentence {fact.sentence}: {fact}"
        return
    if not fact.rule or not 0 <= fact.confidence <= 1:
        yield f"no rule or no confidence: {fact}"
    sentence = found.sentences[fact.sentence]
    if (
        isinstance(fact, Mention | Target | Measure)
        and not sentence.begin <= fact.begin < fact.end <= sentence.end
    ):
        yield f"outside its sentence: {fact}"
    if linked:
        known = {*found.entities, found.document.jurisdiction}  # only the metadata may name that
        yield from (f"{label!r} is no entity: {fact}" for label in labels(fact) if label not in known)
    yield from (f"an empty name: {fact}" for label in labels(fact) if not label.strip())
    match fact:
        case Target():
            values = [v for v in (fact.value, fact.maximum) if v is not None]
            if not all(isinstance(v, Decimal) and v.is_finite() for v in values):
                yield f"no number: {fact}"
            if not fact.indicator.strip():
                yield f"a target of nothing: {fact}"
            if any(year is not None and not 1949 <= year <= 2100 for year in (fact.year, fact.base_year)):
                yield f"a year that no plan is for: {fact}"
        case Measure():
            if not fact.action.strip() or not fact.object_text.strip():
                yield f"a measure without verb or object: {fact}"
        case NumberedSet():
            missing = fact.count - len(fact.members)
            if fact.members and (missing > 0 or (missing and "多" not in fact.label)):  # 两廊多点: any number
                yield f"a set of another number: {fact}"


def labels(fact: Fact) -> tuple[str, ...]:
    """The labels of entities that a fact names."""
    match fact:
        case Mention() | Alias():
            return (fact.label,)
        case Relation():
            return fact.subject, fact.object
        case Post():
            return fact.person, fact.organization
        case NumberedSet():
            return fact.members
        case Measure():
            return (*fact.objects, *((fact.agent,) if fact.agent else ()))
    return ()
