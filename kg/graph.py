"""An extraction as N-Quads: text made from templates, because building RDF terms costs ten times as much.

Every extracted triple stands in the graph whose IRI is its sentence (RFC 5147 ``#char=begin,end`` of the document's
IRI, as NIF has it); the document, its sections and sentences are described in the document's own graph. There are
no blank nodes, so graphs of many documents can be put together line by line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

from kg.collector import waiting
from kg.errors import InputError
from kg.model import Alias, Entity, Extraction, Section
from kg.scopes import Home, home, place
from kg.statements import ALT, ANCHOR, BEGIN, CONTEXT, END, INTEGER, PREF, TYPE, Page, write, write_sets
from kg.terms import document_iri, entity_iri, is_base, iso_date, plain, text, year, zh
from kg.vocab import BASE, DCTERMS, NIF, PROV, SKOS, UPO, XSD, label, local_name, superclasses

__all__ = ["BASE", "Thing", "Written", "activity_nquads", "document_iri", "entity_iri", "nquads", "written"]


class Thing(NamedTuple):
    """An entity as one document speaks of it: what linking documents needs to know (`kg.merge`)."""

    iri: str
    scope: str  # as Entity.scope
    label: str
    local: str  # its label within the scope (`kg.scopes`)
    classes: tuple[str, ...]
    aliases: tuple[str, ...] = ()  # other names within the scope
    declared: tuple[str, ...] = ()  # those of them that the text itself introduces: （以下简称…）


@dataclass(frozen=True, slots=True)
class Written:
    """A document's N-Quads, and the entities in them by IRI."""

    nquads: str
    things: tuple[Thing, ...]


def nquads(extraction: Extraction, *, base: str = BASE) -> str:
    """All that was read from one document, as N-Quads lines (W3C N-Quads 1.1); same input, same text.

    ``base`` starts every data IRI and ends in ``/``. Lone surrogates become U+FFFD, one for one, so that offsets
    still count code points. Raises InputError for a base that is no such IRI, KeyError for a fact whose label is no
    key of ``extraction.entities``.
    """
    return written(extraction, base=base).nquads


@waiting()
def written(extraction: Extraction, *, base: str = BASE) -> Written:
    """The same with the entities that it speaks of; raises as :func:`nquads` does."""
    if not is_base(base):
        raise InputError(f"data IRIs cannot start with {base!r}: give an absolute IRI that ends in /")
    page = _page(extraction, base)
    parts = [*_document(extraction, page), *write_sets(extraction.facts, page)]
    parts += [write(fact, page) for fact in extraction.facts]
    entities = list(_entities(extraction, page))
    parts += (lines for _, lines in entities)
    parts += _concepts(page)
    return Written("".join(parts), tuple(sorted((thing for thing, _ in entities), key=lambda t: t.iri)))


def activity_nquads(base: str, version: str, when: datetime) -> str:
    """One ``prov:Activity`` for a build in the graph ``{base}activity``: the only thing that depends on the clock."""
    utc = when.astimezone(UTC)
    me = f"<{base}activity/{utc:%Y%m%dT%H%M%SZ}>"
    g = f"<{base}activity> ."
    return f"""{me} {TYPE}<{PROV}Activity> {g}
{me} <{PROV}endedAtTime> "{utc:%Y-%m-%dT%H:%M:%SZ}"^^<{XSD}dateTime> {g}
{me} <{UPO}softwareVersion> {text(version)} {g}
"""


def _page(extraction: Extraction, base: str) -> Page:
    iri = document_iri(extraction.document, base)
    names = {name: f"<{entity_iri(e, base)}>" for name, e in extraction.entities.items()}
    of, said = home(extraction.document), extraction.document.jurisdiction
    area = f"<{entity_iri(_area(of), base)}>" if of.label and said else None
    if area and said:  # maybe only the document's metadata name it
        names.setdefault(of.label, area)
        names.setdefault(said, area)
    return Page(
        text=extraction.document.text,
        base=base,
        iri=f"<{iri}>",
        stem=f"<{iri}#",
        graphs=[f"<{iri}#char={s.begin},{s.end}> ." for s in extraction.sentences],
        names=names,
        area=names[of.label] if area else None,
    )


def _area(of: Home) -> Entity:
    """The area whose text it is, as its metadata alone would tell."""
    code = of.area.code if of.area else ""
    return Entity(of.label, ("Area",), scope=of.place.scope, code=code or None)


def _document(extraction: Extraction, page: Page) -> Iterator[str]:
    d, g, me = extraction.document, f"{page.iri} .", page.iri
    yield f"{me} {TYPE}<{UPO}PolicyDocument> {g}\n{me} {TYPE}<{NIF}Context> {g}\n"
    yield f"{me} <{NIF}isString> {text(d.text)} {g}\n{me} <{UPO}sha256> {text(d.sha256)} {g}\n"
    said: list[tuple[str, str]] = [(f"{UPO}note", zh(note)) for note in d.notes]
    if d.title:
        said.append((f"{DCTERMS}title", zh(d.title)))
    if d.kind:
        said.append((f"{UPO}documentKind", text(d.kind)))
    if page.area:
        said.append((f"{UPO}jurisdiction", page.area))
    for predicate, known in (("speaker", d.speaker), ("event", d.event)):
        if known and known in page.names:
            said.append((f"{UPO}{predicate}", page.names[known]))
    if d.year is not None:
        said.append((f"{UPO}year", year(d.year)))
    if d.issued:
        said.append((f"{DCTERMS}issued", iso_date(d.issued)))
    if d.issuer:
        said.append((f"{DCTERMS}publisher", zh(d.issuer)))
    if d.source:
        said.append((f"{DCTERMS}source", text(d.source)))
    yield from (f"{me} <{predicate}> {value} {g}\n" for predicate, value in said)
    yield from _sentences(extraction, page, g)


def _sentences(extraction: Extraction, page: Page, g: str) -> Iterator[str]:
    done: set[int] = set()
    for graph, s in zip(page.graphs, extraction.sentences, strict=True):
        me = graph[:-2]
        and_ = f" {g}\n{me} "
        yield (
            f"{me} {TYPE}<{NIF}Sentence>{and_}{ANCHOR}{text(s.text)}{and_}{BEGIN}{s.begin}{INTEGER}"
            f"{and_}{END}{s.end}{INTEGER}{and_}{CONTEXT}{page.iri} {g}\n"
        )
        if s.section:
            yield f"{me} <{UPO}inSection> {page.stem}section={s.section.begin}> {g}\n"
            yield from _section(page, s.section, g, done)


def _section(page: Page, section: Section, g: str, done: set[int]) -> Iterator[str]:
    above: Section | None = section
    while above and above.begin not in done:
        done.add(above.begin)
        me = f"{page.stem}section={above.begin}>"
        yield f"{me} {TYPE}<{UPO}Section> {g}\n{me} {PREF}{zh(above.title)} {g}\n"
        if above.status:
            yield f"{me} <{UPO}sectionStatus> <{UPO}{above.status}> {g}\n"
        if above.parent:
            yield f"{me} <{UPO}parentSection> {page.stem}section={above.parent.begin}> {g}\n"
        above = above.parent


def _entities(extraction: Extraction, page: Page) -> Iterator[tuple[Thing, str]]:
    """Each thing that is spoken of, and its lines: classes in every sentence that mentions it, its label in the first,
    each alias where it is first said.

    The document's own graph has each label once more: a query with evidence finds there the label by which that
    document goes, in one step.
    """
    about, of = f"{page.iri} .", home(extraction.document)
    declared = {(page.names[f.label], f.alias) for f in extraction.facts if isinstance(f, Alias)}
    things: dict[str, list[Entity]] = {}
    for known, me in page.names.items():
        things.setdefault(me, []).append(extraction.entities.get(known) or replace(_area(of), label=known))
    for me, entities in things.items():
        said = page.mentions.get(me) or ({page.homes[me]: None} if me in page.homes else {})
        graphs = [page.graphs[i] for i in sorted(said)] or ([about] if me == page.area else [])
        if not graphs:
            continue  # no fact speaks of it
        chosen, classes = entities[0], _classes(entities)
        others = sorted({n for e in entities for n in (e.label, *e.aliases)} - {chosen.label})
        lines = [f"{me} {TYPE}<{UPO}{name}> {g}\n" for name in classes for g in graphs]
        lines += (f"{me} {PREF}{zh(chosen.label)} {g}\n" for g in (graphs[0], about))
        for name in others:
            at = page.spoken.get((me, name))
            lines.append(f"{me} {ALT}{zh(name)} {graphs[0] if at is None else page.graphs[at]}\n")
        if chosen.code:
            lines.append(f"{me} <{UPO}areaCode> {text(chosen.code)} {about}\n")
        introduced = [name for name in others if (me, name) in declared]
        yield _thing(me[1:-1], chosen, classes, others, introduced, of), "".join(lines)


def _thing(
    iri: str, entity: Entity, classes: list[str], aliases: list[str], declared: list[str], of: Home
) -> Thing:
    def local(name: str) -> str:
        """The name within the entity's scope; one that would hold elsewhere is left whole."""
        found = place(name, classes, of)
        return found.local if found.scope == entity.scope else plain(name)

    return Thing(
        iri, entity.scope, entity.label, local(entity.label), tuple(classes),
        tuple(dict.fromkeys(map(local, aliases))), tuple(dict.fromkeys(map(local, declared))),
    )  # fmt: skip


def _concepts(page: Page) -> Iterator[str]:
    """Labels of the indicators and domains used, in the graph of their scheme: said by no document, so once for all."""
    for concept in sorted(page.concepts):
        g = f"<{concept.removesuffix(local_name(concept))}> ."
        yield f"<{concept}> {TYPE}<{SKOS}Concept> {g}\n<{concept}> {PREF}{zh(label(concept))} {g}\n"


def _classes(entities: list[Entity]) -> list[str]:
    """Local names of the classes, subclasses and the classes between them, so that no reader has to infer them."""
    names = {name: None for e in entities for name in (*e.classes, *e.subclasses)}
    return [*names, *sorted({above for name in names for above in superclasses(name)} - names.keys())]
