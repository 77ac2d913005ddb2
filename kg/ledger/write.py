"""A ledger as rows, as JSON objects and as RDF."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from kg.figures import Side
from kg.ledger.model import Entry, Ledger
from kg.terms import decimal, text, zh
from kg.vocab import BASE, DCTERMS, PROV, RDF, SKOS, UPO, VERDICT

COLUMNS = ("kind", "verdict", "label", "before", "after", "reason")  # for people
ALL_COLUMNS = (
    "kind", "verdict", "detail", "modality", "area", "label",
    "before_year", "before", "before_sentence", "before_document", "before_begin", "before_end",
    "after_year", "after", "after_sentence", "after_document", "after_begin", "after_end",
    "reason", "reason_en", "confidence",
)  # fmt: skip
_LINKED = (
    "continued",
    "renamed",
    "changed",
    "done",
)  # verdicts under which a finding goes on with an earlier one


def rows(ledger: Ledger) -> Iterator[tuple[object, ...]]:
    """A row for each entry, with COLUMNS; a target that was gone beyond is "exceeded"."""
    for e in ledger.entries:
        yield e.kind, e.detail or e.verdict, e.label, _dated(e.before), _dated(e.after), e.reason.zh


def all_rows(ledger: Ledger) -> Iterator[tuple[object, ...]]:
    """A row for each entry, with ALL_COLUMNS; offsets are half-open and count code points of the document."""
    for e in ledger.entries:
        yield (
            e.kind, e.verdict, e.detail or None, e.modality or None, e.area, e.label,
            *_cells(e.before), *_cells(e.after), e.reason.zh, e.reason.en, e.confidence,
        )  # fmt: skip


def objects(ledger: Ledger) -> list[dict[str, object]]:
    """A plain object for each entry, its ends as objects in it (or null), for JSON."""
    return [
        {
            "kind": e.kind,
            "verdict": e.verdict,
            "detail": e.detail or None,
            "modality": e.modality or None,
            "area": e.area,
            "label": e.label,
            "before": _object(e.before),
            "after": _object(e.after),
            "reason": {"code": e.reason.code, "zh": e.reason.zh, "en": e.reason.en},
            "confidence": e.confidence,
        }
        for e in ledger.entries
    ]


def nquads(ledger: Ledger) -> str:
    """All entries in the graph ``{base}ledger``, sorted (W3C N-Quads); ``base`` is that of the documents.

    A result is ``upo:outcomeOf`` its target where it settles it, a finding ``upo:continues`` an earlier one; the entry
    (``upo:LedgerEntry``) has both ends, the verdict, the reason, and is derived from both sentences (``prov:wasDerivedFrom``).
    """
    base = next((d.id.rpartition("document/")[0] for d in ledger.documents), "") or BASE
    lines = {f"{line} <{base}ledger> .\n" for e in ledger.entries for line in _triples(e, base)}
    return "".join(sorted(lines))


def _triples(e: Entry, base: str) -> Iterator[str]:
    before, after = e.before, e.after
    ends = [f"{side.iri} {side.sentence.id}" if side else "" for side in (before, after)]
    told = "\n".join((e.kind, e.verdict, e.label, *ends))
    me = f"<{base}ledger/{hashlib.sha256(told.encode('utf-8')).hexdigest()[:16]}>"
    yield f"{me} <{RDF}type> <{UPO}LedgerEntry>"
    yield f"{me} <{SKOS}prefLabel> {zh(e.label)}"
    yield f"{me} <{DCTERMS}type> <{VERDICT}{e.kind}>"
    for name in (e.verdict, e.detail):
        if name:
            yield f"{me} <{UPO}verdict> <{VERDICT}{name}>"
    yield f"{me} <{SKOS}note> {zh(e.reason.zh)}"
    yield f"{me} <{SKOS}note> {text(e.reason.en)}@en"
    yield f"{me} <{UPO}confidence> {decimal(e.confidence)}"
    for name, side in (("before", before), ("after", after)):
        if side:
            yield f"{me} <{UPO}{name}> <{side.iri}>"
            yield f"{me} <{PROV}wasDerivedFrom> <{side.sentence.id}>"
    if before and after and _is_finding(before) and _is_finding(after):
        if e.verdict in ("met", "missed"):
            yield f"<{after.iri}> <{UPO}outcomeOf> <{before.iri}>"
        elif e.verdict in _LINKED and before.iri != after.iri:
            yield f"<{after.iri}> <{UPO}continues> <{before.iri}>"


def _is_finding(side: Side) -> bool:
    """Whether it is something read from the text: a target, a measure, a set; entities and mere sentences are not."""
    return "#" in side.iri and side.iri != side.sentence.id


def _dated(side: Side | None) -> str:
    return f"{side.document.year} {' '.join(side.text.split())}".strip() if side else ""


def _cells(side: Side | None) -> tuple[object, ...]:
    if side is None:
        return (None,) * 6
    return (
        side.year,
        side.text,
        " ".join(side.sentence.text.split()),
        side.document.title,
        side.begin,
        side.end,
    )


def _object(side: Side | None) -> dict[str, object] | None:
    if side is None:
        return None
    return {
        "text": side.text,
        "sentence": side.sentence.text,
        "year": side.year,
        "document": {
            "id": side.document.id,
            "title": side.document.title,
            "area": side.document.jurisdiction,
        },
        "begin": side.begin,
        "end": side.end,
        "iri": side.iri,
        "sentence_iri": side.sentence.id,
    }
