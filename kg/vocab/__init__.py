"""The terms of the graph: namespaces, the names that ontology/upo.ttl defines, and what its files say.

Importing this reads nothing: the constants are plain strings. What the ``.ttl`` files say (labels, subclasses,
indicators, domains) is read on first use and cached. A test holds the constants and ``ontology/upo.ttl`` together.
"""

from kg.vocab.concepts import (
    Domain,
    better_low,
    domain_names,
    domain_of,
    domains,
    indicators,
    usual_units,
)
from kg.vocab.names import (
    BASE,
    CLASSES,
    COMPARATORS,
    DCTERMS,
    DOMAIN,
    GEO,
    INDICATOR,
    ITSRDF,
    KINDS,
    LEDGER,
    MODALITIES,
    NIF,
    ORG,
    OWL,
    PREFIXES,
    PROPERTIES,
    PROV,
    QUDT,
    RDF,
    RDFS,
    RELATIONS,
    SCHEMA,
    SH,
    SHORTCUTS,
    SKOS,
    STATUSES,
    STRUCTURES,
    TERMS,
    TIME,
    UNIT,
    UPO,
    VALUE_CLASSES,
    VERDICT,
    XSD,
    local_name,
    upo,
)
from kg.vocab.ontology import Lang, definition, label, subclasses, superclasses

__all__ = [
    "BASE", "CLASSES", "COMPARATORS", "DCTERMS", "DOMAIN", "GEO", "INDICATOR", "ITSRDF", "KINDS", "LEDGER",
    "MODALITIES", "NIF", "ORG", "OWL", "PREFIXES", "PROPERTIES", "PROV", "QUDT", "RDF", "RDFS", "RELATIONS",
    "SCHEMA", "SH", "SHORTCUTS", "SKOS", "STATUSES", "STRUCTURES", "TERMS", "TIME", "UNIT", "UPO",
    "VALUE_CLASSES", "VERDICT", "XSD", "Domain", "Lang", "better_low", "definition", "domain_names",
    "domain_of", "domains", "indicators", "label", "local_name", "subclasses", "superclasses", "upo",
    "usual_units",
]  # fmt: skip
