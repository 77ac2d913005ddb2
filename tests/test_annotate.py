"""Marking what was found: pieces that join to the text again, however spans overlap, and nothing unescaped."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import combinations

from kg.annotate import Span, jsonl, pieces, spans
from kg.model import Document, Extraction, Measure, Mention, Sentence, Target

TEXT = "加快<b>云湖</b>新城建设,生产总值增长6%。"


def _extraction() -> Extraction:
    begin = TEXT.index("<b>")
    facts = (
        Mention(0, "names", label="云湖新城", classes=("Zone", "Engine"), begin=begin, end=begin + 11),
        Mention(0, "names", label="云湖", classes=("Zone",), begin=begin + 3, end=begin + 5),
        Measure(0, "verbs", action="加快", object_text="云湖新城建设", status="planned", begin=0, end=begin + 13),
        Target(
            0, "figures", indicator="生产总值", value=Decimal(6), maximum=None, unit="%", kind="growth",
            comparator="exact", status="planned", year=None, begin=TEXT.index("生产"), end=len(TEXT) - 1,
        ),
    )  # fmt: skip
    sentence = Sentence(0, 0, len(TEXT), TEXT, 0)
    return Extraction(Document("d-1", TEXT, "0" * 64, title="<i>题</i>"), (sentence,), facts)


def test_spans_are_in_text_order_with_their_principal_class() -> None:
    found = spans(_extraction())
    assert [(s.kind, s.begin) for s in found] == [("Measure", 0), ("Engine", 2), ("Zone", 5), ("Target", 16)]
    assert all(TEXT[s.begin : s.end] == s.text for s in found)


def test_pieces_join_to_the_text_however_spans_overlap() -> None:
    text = "甲乙丙丁"
    edges = list(combinations(range(len(text) + 1), 2))
    for one in edges:
        for other in edges:
            both = tuple(
                Span(b, e, "Zone", ("Zone",), text[b:e], text[b:e], "r", 1.0, 0) for b, e in (one, other)
            )
            cut = list(pieces(text, both))
            assert "".join(piece for piece, _ in cut) == text
            for span in both:
                assert "".join(piece for piece, over in cut if span in over) == span.text


def test_json_lines_carry_offsets_and_classes() -> None:
    rows = [json.loads(line) for line in jsonl(_extraction())]
    engine = next(row for row in rows if row["kind"] == "Engine")
    assert engine["classes"] == ["Zone", "Engine"]
    assert TEXT[engine["begin"] : engine["end"]] == engine["text"] == "<b>云湖</b>新城"
    assert engine["label"] == "云湖新城"
    assert {row["rule"] for row in rows} == {"names", "verbs", "figures"}


def test_the_page_escapes_the_text_and_shows_each_class() -> None:
    from viz.annotated import colours, render

    page = render(_extraction())
    assert "<b>" not in page
    assert "<i>" not in page
    assert "&lt;b&gt;" in page
    assert "<script" not in page
    assert '<mark class="Engine Measure"' in page
    assert set(colours()) >= {"Area", "Zone", "Engine", "Target", "Measure"}
