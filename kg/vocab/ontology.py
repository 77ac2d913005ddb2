"""What the ontology says of its terms: subclasses, labels, definitions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

from kg.vocab.files import literals, triples
from kg.vocab.names import CLASSES, RDFS, SKOS, UPO, local_name

Lang = Literal["zh", "en"]


@cache
def subclasses() -> Mapping[str, str]:
    """Local name of each subclass → the class of the contract that it refines: University → Institution.

    Source: the rdfs:subClassOf chains of ontology/upo.ttl.
    """
    parents = _parents()
    found = {}
    for name in sorted(parents.keys() - set(CLASSES)):
        above = name
        while above in parents and above not in CLASSES:
            above = parents[above]
        if above in CLASSES:
            found[name] = above
    return MappingProxyType(found)


def superclasses(name: str) -> tuple[str, ...]:
    """Local names from the class right above ``name`` up to one of the contract.

    >>> superclasses("River")
    ('WaterBody', 'Zone')

    Empty for a class of the contract and for a name that the ontology does not define.
    """
    parents = _parents()
    chain: list[str] = []
    while name in parents and name not in CLASSES:
        name = parents[name]
        chain.append(name)
    return tuple(chain)


def label(term: str, lang: Lang = "zh") -> str:
    """The label of a term for a legend or a heading.

    ``term`` is a local name of ours, or the IRI of one, of an indicator or of a domain. A term with no label
    is given back as its local name. Source: rdfs:label and skos:prefLabel of the files in ontology/.
    """
    iri = term if ":" in term else UPO + term
    return _texts("label").get((iri, lang), local_name(term))


def definition(term: str, lang: Lang = "zh") -> str:
    """The definition of a term, found as by ``label``; "" where there is none. Source: skos:definition."""
    iri = term if ":" in term else UPO + term
    return _texts("definition").get((iri, lang), "")


@cache
def _texts(kind: Literal["label", "definition"]) -> Mapping[tuple[str, str], str]:
    wanted = {RDFS + "label", SKOS + "prefLabel"} if kind == "label" else {SKOS + "definition"}
    texts = {
        (iri, lang): text
        for name in ("upo.ttl", "indicators.ttl", "domains.ttl", "verdicts.ttl")
        for iri, predicate, text, lang in literals(name)
        if predicate in wanted
    }
    return MappingProxyType(texts)


@cache
def _parents() -> Mapping[str, str]:
    """Local name of each upo: class → that of the upo: class right above it (there is one at most)."""
    import pyoxigraph as ox

    return MappingProxyType(
        {
            local_name(t.subject.value): local_name(t.object.value)
            for t in triples("upo.ttl")
            if t.predicate.value == RDFS + "subClassOf"
            and isinstance(t.subject, ox.NamedNode)
            and isinstance(t.object, ox.NamedNode)
            and t.subject.value.startswith(UPO)
            and t.object.value.startswith(UPO)
        }
    )
