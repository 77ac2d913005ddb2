"""Every rule alone, given any sentence: it ends, it fails on none, and what it finds lies in the sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.profile import examples, in_time
from fuzz.strategies import texts
from kg.model import Document, Fact, Sentence, Status
from kg.rules.acts import acts
from kg.rules.aliases import find_aliases
from kg.rules.clauses import clauses
from kg.rules.engines import made_engines
from kg.rules.lists import items
from kg.rules.measures import find_measures
from kg.rules.mentions import find_mentions
from kg.rules.metadata import metadata, posts
from kg.rules.pairs import find_pairs
from kg.rules.places import find_places, shared_fronts
from kg.rules.quantities import find_quantities
from kg.rules.reading import Reading, read
from kg.rules.sets import find_sets
from kg.rules.targets import find_targets
from kg.rules.tense import statuses
from kg.rules.ties import find_ties
from kg.rules.topics import find_contributions
from kg.segment import segment

Rule = Callable[[Reading], Iterable[Fact]]
STATUSES: tuple[Status, ...] = ("planned", "ongoing", "achieved")


def _with_mentions(rule: Callable[..., Iterable[Fact]]) -> Rule:
    """A rule that reads all sentences of a text, given one."""

    def alone(reading: Reading) -> Iterable[Fact]:
        return rule([reading], {reading.sentence.index: list(find_mentions(reading))})

    return alone


RULES: dict[str, Rule] = {
    "mentions": find_mentions,
    "sets": lambda r: [named for named, _ in find_sets(r)],
    "aliases": lambda r: find_aliases(r.sentence, list(find_mentions(r))),
    "measures": find_measures,
    "targets": lambda r: find_targets(r.sentence, r.year, r.status),
    "ties": lambda r: find_ties(r, list(find_mentions(r))),
    "engines": lambda r: made_engines(r, list(find_mentions(r))),
    "fronts": _with_mentions(shared_fronts),
    "places": _with_mentions(find_places),
    "topics": _with_mentions(lambda r, m: find_contributions(r, m, [n for n, _ in find_sets(r[0])], frozenset())),
    "pairs": _with_mentions(lambda r, m: find_pairs(r, m, [n for n, _ in find_sets(r[0])])),
}  # fmt: skip


def _sentence(text: str) -> Sentence:
    """The whole text as one sentence that stands somewhere in a document."""
    return Sentence(0, 7, 7 + len(text), text, 0)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@examples(60)
@given(texts, st.sampled_from(STATUSES), st.sampled_from((None, 2024)))
def test_a_rule_alone(rule: Rule, text: str, status: Status, year: int | None) -> None:
    sentence = _sentence(text)
    with in_time(text):
        found = list(rule(read(sentence, (), status, year, "临江区")))
    for fact in found:
        assert fact.sentence == 0
        begin, end = getattr(fact, "begin", 7), getattr(fact, "end", 8)
        assert 7 <= begin < end <= max(8, sentence.end), fact


@examples(100)
@given(texts)
def test_the_parts_of_a_sentence_lie_in_it(text: str) -> None:
    with in_time(text):
        spans = list(clauses(text))
        for begin, end in spans:
            for act in acts(text, begin, end):
                assert begin <= act.object_begin <= act.object_end <= len(text)
                for item in items(text, act.object_begin, act.object_end, whole=False):
                    assert 0 <= item.begin <= item.end <= len(text)
        figures = [(q.begin, q.end) for q in find_quantities(text)]
    assert spans == sorted(spans)
    assert all(0 <= begin < end <= len(text) for begin, end in (*spans, *figures))
    assert figures == sorted(figures)


@examples(60)
@given(texts)
def test_what_is_read_of_a_whole_text(text: str) -> None:
    document = Document("text", text, "")
    with in_time(text):
        sentences = segment(text)
        about = metadata(document, sentences)
        held = list(posts(about, sentences))
        times = statuses(sentences, about.year)
    assert about.text == text
    assert about.year is None or 1949 <= about.year <= 2100
    assert len(times) == len(sentences)
    assert all(fact.sentence < len(sentences) for fact in held)
