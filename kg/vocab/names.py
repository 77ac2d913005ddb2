"""Namespaces, and the local names of the terms of ontology/upo.ttl: plain strings.

A *local name* is the part of a ``upo:`` IRI after ``#`` (``hasEngine``); ``upo(name)`` gives the IRI.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Namespaces. Data IRIs start with BASE unless the user configures another one.
BASE = "https://w3id.org/urbanpolicy/id/"
UPO = "https://w3id.org/urbanpolicy/ontology#"
INDICATOR = "https://w3id.org/urbanpolicy/indicator/"  # concepts of ontology/indicators.ttl
DOMAIN = "https://w3id.org/urbanpolicy/domain/"  # concepts of ontology/domains.ttl: DOMAIN + notation
VERDICT = "https://w3id.org/urbanpolicy/verdict/"  # concepts of ontology/verdicts.ttl: VERDICT + name

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


def upo(name: str) -> str:
    """The IRI of a ``upo:`` term by its local name: ``upo("hasEngine")``."""
    return UPO + name


def local_name(iri: str) -> str:
    """What follows the last ``#`` or ``/`` of an IRI; a string with neither is given back as it is."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
