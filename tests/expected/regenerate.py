"""Everything that the bundled report gives, one fact a line: the reference that test_expected.py compares with.

After a change that is meant to change the graph, look at what `pytest tests/test_expected.py` shows, and if every line
of it is for the better, write the reference anew and commit it with the change:

    python tests/expected/regenerate.py

Columns: kind, subject or label, predicate or class, object, and the words that say it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from kg.extract import extract
from kg.link import link
from kg.model import Entity, Extraction, Fact, Measure, Mention, NumberedSet, Post, Relation, Target
from kg.reader import read
from kg.resources import data_path

EXPECTED = Path(__file__).parent / "futian-2021.tsv"
_COLUMNS = "# kind\tsubject or label\tpredicate or class\tobject\tquote"
_QUOTE = 28


def summary() -> str:
    """The reference as it comes now: a header, then the lines in order of kind and place."""
    found = link(extract(read(data_path("seeds", "reports", "futian-2021.txt"))))
    lines = dict.fromkeys("\t".join(row) for row in _rows(found))
    return "\n".join([_COLUMNS, *lines]) + "\n"


def _rows(found: Extraction) -> Iterator[tuple[str, ...]]:
    document = found.document
    yield "document", document.title, document.kind, document.jurisdiction or "-", f"{document.issued or '-'}"
    yield "document", document.title, "year", str(document.year or "-"), document.issuer or "-"
    first: dict[str, Mention] = {}
    for fact in found.facts:
        if isinstance(fact, Mention):
            first.setdefault(fact.label, fact)
    for label in sorted(first, key=lambda label: (first[label].begin, label)):
        yield _entity(found.entities[label], found, first[label])
    for kind in (NumberedSet, Post, Relation, Target, Measure):
        for fact in found.facts:
            if isinstance(fact, kind):
                yield _fact(fact, found)


def _entity(entity: Entity, found: Extraction, mention: Mention) -> tuple[str, ...]:
    classes = "+".join(entity.classes) + "".join(f" ({name})" for name in entity.subclasses)
    aliases = "；".join(sorted(entity.aliases)) or entity.code or "-"
    return "entity", entity.label, classes, aliases, _quote(found.sentences[mention.sentence].text)


def _fact(fact: Fact, found: Extraction) -> tuple[str, ...]:
    sentence = found.sentences[fact.sentence].text
    match fact:
        case NumberedSet(label=label, count=count, members=members):
            return "set", label, str(count), "；".join(members) or "-", _quote(sentence)
        case Post(person=person, organization=organization, role=role):
            return "post", person, role, organization, _quote(sentence)
        case Relation(subject=subject, predicate=predicate, object=other):
            return "relation", subject, predicate, other, _quote(sentence)
        case Measure(action=action, status=status, object_text=text, begin=begin, end=end):
            return "measure", action, status, text, _quote(found.document.text[begin:end])
        case Target():
            return _target(fact, found)
    raise TypeError(fact)


def _target(fact: Target, found: Extraction) -> tuple[str, ...]:
    figure = f"{fact.value}—{fact.maximum}" if fact.maximum is not None else f"{fact.value}"
    said = f"{fact.kind} {fact.comparator} {fact.status} {fact.year or '-'}"
    return (
        "target",
        fact.indicator,
        said,
        f"{figure} {fact.unit}",
        _quote(found.document.text[fact.begin : fact.end]),
    )


def _quote(text: str) -> str:
    """The beginning of the words, in one line without tabs."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _QUOTE else plain[:_QUOTE] + "…"


if __name__ == "__main__":
    EXPECTED.write_text(summary(), "utf-8")
    sys.stdout.write(f"{EXPECTED}: {summary().count(chr(10)) - 1} lines\n")
