"""A store in memory for checking: its quads by subject and by object, its sentences, and problems found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.store import stated
from kg.vocab import NIF, RDF

if TYPE_CHECKING:
    import pyoxigraph as ox

Severity = Literal["violation", "warning", "info"]

TYPE = RDF + "type"
_OFFSET = re.compile("[0-9]{1,18}")  # no text is longer, and int() refuses thousands of digits


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong.

    ``code`` names the SHACL shape (its local name) or the check. ``node`` is an IRI; ``value`` is what is wrong about
    it, as an IRI or the text of a literal. ``sentence`` is the text of the sentence that says it and ``evidence`` that
    sentence's IRI. Each is "" where there is none.
    """

    severity: Severity
    code: str
    message_zh: str
    message_en: str
    node: str
    value: str = ""
    sentence: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence or a mention: what it says it quotes, and from where (half-open code points)."""

    document: str
    begin: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Index:
    """A store in memory: its quads by subject and by object, the texts of its documents, its sentences."""

    by_subject: dict[str, list[tuple[str, str, str]]]  # subject → predicate, object, graph
    by_object: dict[str, list[tuple[str, str, str]]]  # object that is a node → subject, predicate, graph
    texts: dict[str, str]  # document → its text
    sentences: dict[str, Quote]
    blanks: tuple[tuple[str, str, str, str], ...]  # quads with a blank node

    def values(self, subject: str, predicate: str) -> list[str]:
        """The distinct values of a property in all graphs, sorted."""
        return sorted({o for p, o, _ in self.by_subject.get(subject, ()) if p == predicate})

    def instances(self, cls: str) -> list[str]:
        return sorted({s for s, p, _ in self.by_object.get(cls, ()) if p == TYPE})

    def graphs(self, node: str, cls: str) -> list[str]:
        """The graphs that say that ``node`` is a ``cls``, sorted: for what was read from a text, its sentences."""
        return sorted({g for p, o, g in self.by_subject.get(node, ()) if p == TYPE and o == cls})

    def evidence(self, node: str, predicate: str = "", value: str = "") -> str:
        """The first sentence that says ``node predicate value`` (either may be open), else anything about ``node``."""
        if node in self.sentences:
            return node
        about = self.by_subject.get(node, ())
        exact = [g for p, o, g in about if predicate in ("", p) and value in ("", o)]
        for graphs in (exact, [g for _, _, g in about], [g for _, _, g in self.by_object.get(node, ())]):
            said = [g for g in graphs if g in self.sentences]
            if said:
                return min(said, key=lambda g: (self.sentences[g].document, self.sentences[g].begin, g))
        return ""

    def problem(
        self, code: str, node: str, zh: str, en: str, *, value: str = "", evidence: str = "",
        severity: Severity = "violation",
    ) -> Problem:  # fmt: skip
        """A problem with its sentence looked up, unless ``evidence`` is given."""
        source = evidence or self.evidence(node)
        sentence = self.sentences[source].text if source in self.sentences else ""
        return Problem(severity, code, zh, en, node, value, sentence, source)


def read(store: ox.Store) -> Index:
    """Index what a store states (`kg.store.stated`). Literals are their text; blank nodes are written ``_:id``."""
    import pyoxigraph as ox

    by_subject: dict[str, list[tuple[str, str, str]]] = {}
    by_object: dict[str, list[tuple[str, str, str]]] = {}
    blanks = []
    for quad in stated(store):
        s, p, g = _name(quad.subject), quad.predicate.value, _name(quad.graph_name)
        literal = isinstance(quad.object, ox.Literal)
        o = quad.object.value if isinstance(quad.object, ox.Literal) else _name(quad.object)
        by_subject.setdefault(s, []).append((p, o, g))
        if not literal:
            by_object.setdefault(o, []).append((s, p, g))
        if s.startswith("_:") or g.startswith("_:") or (not literal and o.startswith("_:")):
            blanks.append((s, p, o, g))
    texts = {d: o for d, rows in by_subject.items() for p, o, _ in rows if p == NIF + "isString"}
    index = Index(by_subject, by_object, texts, {}, tuple(sorted(blanks)))
    for sentence in index.instances(NIF + "Sentence"):
        quote = quote_of(index, sentence)
        if quote:
            index.sentences[sentence] = quote
    return index


def quote_of(index: Index, node: str) -> Quote | None:
    """The quote that ``node`` describes; None while a part is missing or no number (the shapes report that)."""
    row = dict[str, str]()
    for p, o, _ in index.by_subject.get(node, ()):
        row[p] = o
    begin, end = row.get(NIF + "beginIndex", ""), row.get(NIF + "endIndex", "")
    document, text = row.get(NIF + "referenceContext"), row.get(NIF + "anchorOf")
    if document is None or text is None or not (_OFFSET.fullmatch(begin) and _OFFSET.fullmatch(end)):
        return None
    return Quote(document, int(begin), int(end), text)


def _name(term: ox.NamedNode | ox.BlankNode | ox.DefaultGraph | ox.Triple) -> str:
    """The IRI of a named node; another term as it is written (``DEFAULT`` for the default graph)."""
    text = str(term)
    return text[1:-1] if text.startswith("<") and not text.startswith("<<") else text
