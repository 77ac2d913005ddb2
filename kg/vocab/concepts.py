"""The concepts of the SKOS schemes: indicators with their units, policy domains with their cue words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kg.vocab.files import literals
from kg.vocab.names import SKOS, UPO

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Domain(NamedTuple):  # a NamedTuple: importing dataclasses would cost more than this whole package
    """A policy domain: ``notation`` is short ascii, ``iri`` its concept in ontology/domains.ttl."""

    notation: str
    iri: str


@cache
def indicators() -> Mapping[str, str]:
    """Chinese name or other name of an indicator → IRI of its concept: 生产总值 → …/indicator/gdp.

    Source: skos:prefLabel and skos:altLabel @zh of the concepts with a unit in ontology/indicators.ttl (headings
    such as 投资 have none); no name is that of two indicators.
    """
    rows = list(literals("indicators.ttl"))
    measured = {iri for iri, predicate, _, _ in rows if predicate == UPO + "unitLabel"}
    names = {
        text: iri
        for iri, predicate, text, lang in rows
        if lang == "zh" and predicate in (SKOS + "prefLabel", SKOS + "altLabel") and iri in measured
    }
    return MappingProxyType(dict(sorted(names.items())))


@cache
def usual_units() -> Mapping[str, frozenset[str]]:
    """IRI of an indicator → the units that reports tell it in, as written: …/indicator/gdp → 亿元, 万亿元, %.

    Source: upo:unitLabel of ontology/indicators.ttl.
    """
    units: dict[str, set[str]] = {}
    for iri, predicate, text, _ in literals("indicators.ttl"):
        if predicate == UPO + "unitLabel":
            units.setdefault(iri, set()).add(text)
    return MappingProxyType({iri: frozenset(labels) for iri, labels in units.items()})


@cache
def better_low() -> frozenset[str]:
    """IRIs of the indicators whose targets are ceilings: unemployment, prices, emissions.

    Source: upo:lowerIsBetter of ontology/indicators.ttl.
    """
    return frozenset(
        iri
        for iri, predicate, text, _ in literals("indicators.ttl")
        if predicate == UPO + "lowerIsBetter" and text == "true"
    )


@cache
def domains() -> Mapping[str, Domain]:
    """Cue word → the policy domain that it speaks of: 幼儿园 → education. Longest cues come first.

    Source: skos:hiddenLabel @zh of ontology/domains.ttl; no cue stands for two domains.
    """
    rows = list(literals("domains.ttl"))
    notations = {iri: text for iri, predicate, text, _ in rows if predicate == SKOS + "notation"}
    cues = {
        text: Domain(notations[iri], iri)
        for iri, predicate, text, lang in rows
        if lang == "zh" and predicate == SKOS + "hiddenLabel"
    }
    return MappingProxyType(dict(sorted(cues.items(), key=lambda cue: (-len(cue[0]), cue[0]))))


def domain_of(text: str) -> Domain | None:
    """The policy domain that the cue words in ``text`` cover most characters for; None without a cue.

    Cues are found from left to right, the longest first, and do not overlap: 医学院 does not also count as 学院.
    Ties go to the domain of the longest cue, then to the lower notation. Cost is linear in the text.

    >>> domain_of("新建幼儿园和小学").notation
    'education'
    """
    finder, known = _cue_finder()
    found = finder.find_matches_as_indexes(text)
    if len(found) < 2:
        return known[found[0][0]] if found else None
    scores: dict[Domain, tuple[int, int]] = {}
    for number, begin, end in found:
        total, longest = scores.get(known[number], (0, 0))
        scores[known[number]] = (total + end - begin, max(longest, end - begin))
    return min(scores, key=lambda d: (-scores[d][0], -scores[d][1], d.notation))


@cache
def domain_names() -> Mapping[str, str]:
    """Name of a policy domain in Chinese → in English. Source: skos:prefLabel of ontology/domains.ttl."""
    names: dict[str, dict[str, str]] = {}
    for iri, predicate, text, lang in literals("domains.ttl"):
        if predicate == SKOS + "prefLabel":
            names.setdefault(iri, {})[lang] = text
    return MappingProxyType({both["zh"]: both["en"] for both in names.values()})


@cache
def _cue_finder() -> tuple[AhoCorasick, tuple[Domain, ...]]:
    """Finds the cues, and the domain of each by its number."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(list(domains()), matchkind=MatchKind.LeftmostLongest), tuple(domains().values())
