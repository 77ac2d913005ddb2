"""The terms of the graph: namespaces, the names that ontology/upo.ttl defines, and what its files say.

Importing this module reads nothing: the constants are plain strings. What the ``.ttl`` files say (labels,
subclasses, indicators, domains) is read on first use and cached. A test holds the constants and
``ontology/upo.ttl`` together.

A *local name* is the part of a ``upo:`` IRI after ``#`` (``hasEngine``); ``upo(name)`` gives the IRI.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import pyoxigraph as ox
    from ahocorasick_rs import AhoCorasick

Lang = Literal["zh", "en"]

# Namespaces. Data IRIs start with BASE unless the user configures another one.
BASE = "https://w3id.org/urbanpolicy/id/"
UPO = "https://w3id.org/urbanpolicy/ontology#"
INDICATOR = "https://w3id.org/urbanpolicy/indicator/"  # concepts of ontology/indicators.ttl
DOMAIN = "https://w3id.org/urbanpolicy/domain/"  # concepts of ontology/domains.ttl: DOMAIN + notation
VERDICT = "https://w3id.org/urbanpolicy/verdict/"  # concepts of ontology/verdicts.ttl: VERDICT + name
SHAPES = "https://w3id.org/urbanpolicy/shapes#"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ITSRDF = "http://www.w3.org/2005/11/its/rdf#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
GEO = "http://www.opengis.net/ont/geosparql#"
QUDT = "http://qudt.org/schema/qudt/"
UNIT = "http://qudt.org/vocab/unit/"
TIME = "http://www.w3.org/2006/time#"

# The prefixes that every serialisation and query of ours may use.
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dcterms": DCTERMS,
        "domain": DOMAIN,
        "geo": GEO,
        "indicator": INDICATOR,
        "itsrdf": ITSRDF,
        "nif": NIF,
        "org": ORG,
        "owl": OWL,
        "prov": PROV,
        "qudt": QUDT,
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": SCHEMA,
        "sh": SH,
        "skos": SKOS,
        "time": TIME,
        "unit": UNIT,
        "upo": UPO,
        "verdict": VERDICT,
        "xsd": XSD,
    }
)

# Local names, by what they are. CLASSES are the kinds of entity that the contract names.
CLASSES = (
    "Area",
    "Zone",
    "Engine",
    "Institution",
    "Person",
    "Project",
    "Policy",
    "Industry",
    "Goal",
    "Event",
)
STRUCTURES = ("PolicyDocument", "Section", "Mention", "NumberedSet", "Finding", "Target", "Measure")
VALUE_CLASSES = ("MeasureKind", "Comparator", "Status", "Modality")
KINDS = ("growth", "level", "count", "change")
COMPARATORS = ("about", "at_least", "at_most", "exact")
STATUSES = ("planned", "ongoing", "achieved")
MODALITIES = ("expected", "binding", "striving")

# Relations between entities, as the text states them.
RELATIONS = ("hasEngine", "prioritises", "positionedAs", "locatedIn", "contributesTo")
# Short cuts over N-ary nodes, for pictures and tables; never stored.
SHORTCUTS = ("holdsPost", "memberOf", "hasTarget", "hasMeasure", "measureObject")
# Links between documents: a reported result and the plan it answers; a measure and the one it goes on with; what is
# said of both together.
LEDGER = ("outcomeOf", "continues", "LedgerEntry", "verdict", "before", "after", "lowerIsBetter")
PROPERTIES = (
    # documents and their sections
    "jurisdiction",
    "year",
    "documentKind",
    "speaker",
    "event",
    "sha256",
    "note",
    "inSection",
    "sectionStatus",
    "parentSection",
    # entities
    "areaCode",
    # findings
    "rule",
    "confidence",
    "status",
    # numbered sets
    "declaredCount",
    "memberList",
    # targets
    "indicatorLabel",
    "indicator",
    "value",
    "maxValue",
    "unitLabel",
    "measureKind",
    "comparator",
    "modality",
    "baseYear",
    "ofArea",
    # measures
    "action",
    "objectText",
    "object",
    "agent",
    # builds
    "softwareVersion",
)
# Every local name of the ontology but the subclasses of CLASSES (see ``subclasses``).
TERMS = frozenset(
    (
        *("Entity", "policyRelation"),
        *CLASSES,
        *STRUCTURES,
        *VALUE_CLASSES,
        *KINDS,
        *COMPARATORS,
        *STATUSES,
        *MODALITIES,
        *RELATIONS,
        *SHORTCUTS,
        *LEDGER,
        *PROPERTIES,
    )
)


class Domain(NamedTuple):  # a NamedTuple: importing dataclasses would cost more than this whole module
    """A policy domain: ``notation`` is short ascii, ``iri`` its concept in ontology/domains.ttl."""

    notation: str
    iri: str


def upo(name: str) -> str:
    """The IRI of a ``upo:`` term by its local name: ``upo("hasEngine")``."""
    return UPO + name


def local_name(iri: str) -> str:
    """What follows the last ``#`` or ``/`` of an IRI; a string with neither is given back as it is."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


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
def indicators() -> Mapping[str, str]:
    """Chinese name or other name of an indicator → IRI of its concept: 生产总值 → …/indicator/gdp.

    Source: skos:prefLabel and skos:altLabel @zh of the concepts with a unit in ontology/indicators.ttl (headings
    such as 投资 have none); no name is that of two indicators.
    """
    rows = list(_literals("indicators.ttl"))
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
    for iri, predicate, text, _ in _literals("indicators.ttl"):
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
        for iri, predicate, text, _ in _literals("indicators.ttl")
        if predicate == UPO + "lowerIsBetter" and text == "true"
    )


@cache
def domains() -> Mapping[str, Domain]:
    """Cue word → the policy domain that it speaks of: 幼儿园 → education. Longest cues come first.

    Source: skos:hiddenLabel @zh of ontology/domains.ttl; no cue stands for two domains.
    """
    rows = list(_literals("domains.ttl"))
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
    cues = domains()
    scores: dict[Domain, tuple[int, int]] = {}
    for cue in _cue_finder().find_matches_as_strings(text):
        total, longest = scores.get(cues[cue], (0, 0))
        scores[cues[cue]] = (total + len(cue), max(longest, len(cue)))
    if not scores:
        return None
    return min(scores, key=lambda d: (-scores[d][0], -scores[d][1], d.notation))


@cache
def domain_names() -> Mapping[str, str]:
    """Name of a policy domain in Chinese → in English. Source: skos:prefLabel of ontology/domains.ttl."""
    names: dict[str, dict[str, str]] = {}
    for iri, predicate, text, lang in _literals("domains.ttl"):
        if predicate == SKOS + "prefLabel":
            names.setdefault(iri, {})[lang] = text
    return MappingProxyType({both["zh"]: both["en"] for both in names.values()})


@cache
def _cue_finder() -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(list(domains()), matchkind=MatchKind.LeftmostLongest)


@cache
def _triples(name: str) -> tuple[ox.Triple, ...]:
    import pyoxigraph as ox

    from kg.resources import data_path  # here, because it imports pathlib

    path = data_path("ontology", name)
    return tuple(quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))


def _literals(name: str) -> Iterator[tuple[str, str, str, str]]:
    """Subject, predicate, text and language ("" if none) of each literal of a file in ontology/."""
    import pyoxigraph as ox

    for triple in _triples(name):
        if isinstance(triple.object, ox.Literal) and isinstance(triple.subject, ox.NamedNode):
            language = triple.object.language or ""
            yield triple.subject.value, triple.predicate.value, triple.object.value, language


@cache
def _texts(kind: Literal["label", "definition"]) -> Mapping[tuple[str, str], str]:
    wanted = {RDFS + "label", SKOS + "prefLabel"} if kind == "label" else {SKOS + "definition"}
    texts = {
        (iri, lang): text
        for name in ("upo.ttl", "indicators.ttl", "domains.ttl", "verdicts.ttl")
        for iri, predicate, text, lang in _literals(name)
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
            for t in _triples("upo.ttl")
            if t.predicate.value == RDFS + "subClassOf"
            and isinstance(t.subject, ox.NamedNode)
            and isinstance(t.object, ox.NamedNode)
            and t.subject.value.startswith(UPO)
            and t.object.value.startswith(UPO)
        }
    )
