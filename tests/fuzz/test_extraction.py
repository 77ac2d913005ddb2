"""Any text gives a sound extraction, well-formed N-Quads and a graph that conforms, or is refused by name."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from fuzz.profile import examples, in_time
from fuzz.soundness import flaws
from fuzz.strategies import anything, damaged, policy, printable, texts
from kg.errors import InputError
from kg.extract import extract
from kg.graph import nquads
from kg.link import link
from kg.model import Document
from kg.reader import from_text

KNOWN = st.sampled_from(
    ({}, {"jurisdiction": "临江区", "year": 2024}, {"jurisdiction": "深圳市", "year": 1999})
)


def _document(text: str, known: dict[str, object]) -> Document | None:
    """A document, or None for a text that the reader refuses: blank, or not to be written as UTF-8."""
    try:
        return replace(from_text(text), **known)  # type: ignore[arg-type]
    except InputError:
        return None


@examples(150)
@given(st.one_of(texts, anything), KNOWN, st.sampled_from((0.0, 0.75, 0.95)))
def test_any_text_gives_a_sound_extraction(text: str, known: dict[str, object], sure: float) -> None:
    document = _document(text, known)
    if document is None:
        return
    with in_time(text):
        raw = extract(document, min_confidence=sure)
        found = link(raw)
    assert flaws(raw, linked=False) == []
    assert flaws(found) == []
    assert all(fact.confidence >= sure for fact in raw.facts)


@examples(100)
@given(texts, KNOWN)
def test_any_extraction_is_written_as_nquads_that_parse_back(text: str, known: dict[str, object]) -> None:
    document = _document(text, known)
    if document is None:
        return
    found = link(extract(document))
    lines = nquads(found)
    quads = list(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
    assert len(quads) == lines.count("\n")
    assert not any(
        isinstance(term, ox.BlankNode) for q in quads for term in (q.subject, q.object, q.graph_name)
    )
    quotes = {q.subject.value: q.object.value for q in quads if q.predicate.value.endswith("#anchorOf")}
    for iri, quote in quotes.items():
        begin, end = map(int, iri.rpartition("=")[2].split(","))
        assert document.text[begin:end] == quote
    assert nquads(link(extract(document))) == lines


@examples(50)
@given(st.lists(st.one_of(policy, policy, damaged(), printable), min_size=1, max_size=3), KNOWN)
def test_the_graph_of_any_texts_conforms(
    tmp_path_factory: pytest.TempPathFactory, written: list[str], known: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("texts")
    for number, text in enumerate(written):
        (folder / f"{number}.txt").write_text(text, "utf-8")
        about = "".join(f"{field} = {json.dumps(value)}\n" for field, value in known.items())
        (folder / f"{number}.toml").write_text(about, "utf-8")
    with in_time(written), suppress(InputError):  # if no text can be read
        with kg.build(folder) as graph:
            report = graph.validate()
        assert [p for p in report.problems if p.severity == "violation"] == []
