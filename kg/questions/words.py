"""The words of questions: those of the genre, from the ontology and a table, and the names of one graph.

Table: ``queries/question-words.tsv``; its header says what a line means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg import vocab
from kg.lexicon import read_tsv
from kg.query import run
from kg.questions.patterns import Node, parse
from kg.questions.text import fold
from kg.resources import data_path
from kg.store import Backend

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word can stand for: a slot of one of ``kinds``, whose parameter is then given ``value``.

    Kinds are "thing", the classes of kg.vocab in small letters ("area" is one that has a document, "place" any),
    "set", "role", "indicator", "year", and those of the table: "class", "status", "aim" and so on.
    """

    kinds: frozenset[str]
    value: str
    things: tuple[str, ...] = ()  # IRIs of the things that have this name


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words that may fill a slot in questions to one graph; made once for it, never changed."""

    entries: Mapping[str, tuple[Entry, ...]]  # by folded word
    finder: AhoCorasick  # over the keys of entries
    keys: tuple[str, ...]
    areas: tuple[str, ...]  # whose documents are in the graph, by label, sorted
    examples: Mapping[str, str]  # kind → a name of that kind in the graph

    def found(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        """Begin, end and meaning of every word in a folded text, also where they overlap."""
        for key, begin, end in self.finder.find_matches_as_indexes(text, overlapping=True):
            yield from ((begin, end, entry) for entry in self.entries[self.keys[key]])


def vocabulary(store: Backend) -> Vocabulary:
    """The words for questions to this graph: one query for its names (queries/names.rq)."""
    from ahocorasick_rs import AhoCorasick

    rows = [{key: str(value or "") for key, value in row.items()} for row in run(store, "names")]
    areas = {row["thing"]: row["name"] for row in rows if row["kind"] == "jurisdiction"}
    entries: dict[str, list[Entry]] = {word: list(found) for word, found in _words_of_the_genre().items()}
    for word, only in _only_indicators(rows):
        entries[word] = [entry for entry in entries[word] if "indicator" not in entry.kinds] + [only]
    own = (*_names(rows, areas), *_roles(rows), *_indicators(rows))
    for word, entry in (*own, *_short_names(areas), *_here_and_now(rows, areas)):
        listed = entries.setdefault(fold(word).text, [])
        if word and entry not in listed:
            listed.append(entry)
    entries.pop("", None)
    keys = tuple(sorted(entries))
    settled = {word: tuple(found) for word, found in entries.items()}
    return Vocabulary(settled, AhoCorasick(keys), keys, tuple(sorted(set(areas.values()))), _examples(own))


def _examples(own: Iterable[tuple[str, Entry]]) -> dict[str, str]:
    """The first name of each kind, labels before aliases; for any thing, an engine rather than something else."""
    found: dict[str, str] = {}
    for word, entry in own:
        for kind in entry.kinds:
            found.setdefault(kind, word)
    if "thing" in found:
        found["thing"] = next(
            found[k] for k in ("engine", "zone", "project", "institution", "thing") if k in found
        )
    return found


def _names(rows: list[dict[str, str]], areas: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    """Labels, and aliases that are nobody's label, as kg.names has it."""
    owners: dict[str, dict[str, dict[str, set[str]]]] = {"label": {}, "alias": {}}
    for row in rows:
        if row["kind"] in owners:
            owners[row["kind"]].setdefault(row["name"], defaultdict(set))[row["thing"]].add(row["class"])
    for kind in ("label", "alias"):
        for name, things in owners[kind].items():
            if kind == "label" or name not in owners["label"]:
                classes = frozenset().union(*things.values())
                kinds = {
                    "set" if c == "NumberedSet" else "place" if c == "Area" else c.lower() for c in classes
                }
                kinds |= {"thing"} | ({"area"} if things.keys() & areas.keys() else set())
                yield name, Entry(frozenset(kinds), name, tuple(sorted(things)))


def _short_names(areas: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    """An area whose document it is also goes by its name without 市, 区, 县: 云州 is 云州区."""
    for iri, name in areas.items():
        if len(name) > 2 and name[-1] in _table("shared", ""):
            yield name[:-1], Entry(frozenset(("thing", "place", "area")), name, (iri,))


def _roles(rows: list[dict[str, str]]) -> Iterator[tuple[str, Entry]]:
    """Posts; the first character may be shared with the area before it: 云州区 + 区长 is 云州区长."""
    for row in rows:
        if row["kind"] == "role":
            entry = Entry(frozenset(("role",)), row["name"])
            yield row["name"], entry
            if row["name"][0] in _table("shared", ""):
                yield row["name"][1:], entry


def _indicators(rows: list[dict[str, str]]) -> Iterator[tuple[str, Entry]]:
    """As the texts write them; one that the ontology knows goes by its standard name."""
    for row in rows:
        if row["kind"] == "indicator":
            iri = vocab.indicators().get(row["name"])
            yield row["name"], Entry(frozenset(("indicator",)), vocab.label(iri) if iri else row["name"])


def _only_indicators(rows: list[dict[str, str]]) -> Iterator[tuple[str, Entry]]:
    """A word for an indicator of which the graph has no figure stands for the one there that contains it: 幼儿园 for 幼儿园建设项目."""
    there = {entry.value for _, entry in _indicators(rows)}
    for word, entries in _words_of_the_genre().items():
        for entry in entries:
            if "indicator" in entry.kinds and entry.value not in there:
                longer = [name for name in there if word in name or entry.value in name]
                if len(longer) == 1:
                    yield word, Entry(entry.kinds, longer[0])


def _here_and_now(rows: list[dict[str, str]], areas: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    """今年, 去年 and 我区, where the graph has documents of one year or area only: else nobody can tell which is meant."""
    years = {row["name"] for row in rows if row["kind"] == "year"}
    if len(years) == 1:
        year = int(min(years))
        for when, value in (("now", year), ("before", year - 1)):
            yield from ((word, Entry(frozenset(("year",)), str(value))) for word in _table(when, ""))
    if len(areas) == 1:
        ((iri, name),) = areas.items()
        yield from ((word, Entry(frozenset(("thing", "area")), name, (iri,))) for word in _table("here", ""))


@cache
def _words_of_the_genre() -> Mapping[str, tuple[Entry, ...]]:
    entries: dict[str, list[Entry]] = defaultdict(list)
    for kind, value, word in (*_listed(), *_of_the_ontology()):
        entry = Entry(frozenset((kind,)), value)
        if entry not in entries[fold(word).text]:
            entries[fold(word).text].append(entry)
    return {word: tuple(found) for word, found in entries.items()}


def _listed() -> Iterator[tuple[str, str, str]]:
    """Kind, value and word of the table's lines that fill slots."""
    for kind in ("class", "status", "modality", "domain", "relation", "partner", "verb", "aim"):
        for value, words in _tables()[kind].items():
            yield from ((kind, value, word) for word in words)


def _of_the_ontology() -> Iterator[tuple[str, str, str]]:
    """Classes, relations and domains by their labels in zh and en; indicators by all their names."""
    for name in (*vocab.CLASSES, *vocab.subclasses(), "NumberedSet"):
        yield "class", name, vocab.label(name)
        yield "class", name, vocab.label(name, "en")
        yield "class", name, vocab.label(name, "en") + "s"
    for name in vocab.RELATIONS:
        yield "relation", name, vocab.label(name)
    for domain in sorted(set(vocab.domains().values())):
        label = vocab.label(domain.iri)
        yield from (("domain", label, word) for word in (label, vocab.label(domain.iri, "en")))
    for word, iri in vocab.indicators().items():
        yield "indicator", vocab.label(iri), word
    for iri in sorted(set(vocab.indicators().values())):
        yield "indicator", vocab.label(iri), vocab.label(iri, "en")


@cache
def fillers() -> tuple[str, ...]:
    """Words that say nothing of what is asked: 请问, 的, please; and punctuation."""
    return tuple(fold(word).text for word in _table("filler", "")) + _PUNCTUATION


@cache
def particles() -> frozenset[str]:
    """Single characters that part words: no piece of a name that is not known."""
    return frozenset(_table("particle", "")) | frozenset(_PUNCTUATION)


def beyond() -> Iterable[tuple[str, tuple[str, ...]]]:
    """What a graph of what texts say cannot answer: the name of the reason, and the words by which one asks for it."""
    return _tables()["beyond"].items()


@cache
def macros() -> Mapping[str, Node]:
    """Patterns by name; each may use those above it in the table."""
    found: dict[str, Node] = {}
    for name, words in _tables()["macro"].items():
        found[name] = parse("|".join(words), found)
    return found


_PUNCTUATION = (",", ".", "!", "?", ";", ":", "、", "。", "…", "~", "-", "—", "(", ")", "[", "]", " ")


def _table(kind: str, value: str) -> tuple[str, ...]:
    return _tables()[kind][value]


@cache
def _tables() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Kind → value → words."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for kind, value, words in read_tsv(data_path("queries", "question-words.tsv")):
        key = "" if value == "-" else value
        found[kind][key] = found[kind].get(key, ()) + tuple(word for word in words.split("|") if word)
    return found
