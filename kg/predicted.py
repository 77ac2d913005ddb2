"""What a graph says, as the rows that a gold file has: read from the terms of the graph contract and nothing else."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.store import is_bare

if TYPE_CHECKING:
    from pyoxigraph import Store

Row = dict[str, Any]
Value = str | None

CLASSES = (
    "Area", "Zone", "Engine", "Institution", "Person", "Project", "Policy", "Industry", "Goal", "Event",
)  # fmt: skip
PREDICATES = ("hasEngine", "prioritises", "positionedAs", "locatedIn", "contributesTo")
_PREFIXES = """
PREFIX upo: <https://w3id.org/urbanpolicy/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX org: <http://www.w3.org/ns/org#>
"""
_LABELS = """SELECT DISTINCT ?s ?rank ?label WHERE {
    { ?s skos:prefLabel ?label BIND(0 AS ?rank) } UNION { ?s skos:altLabel ?label BIND(1 AS ?rank) }
    FILTER(lang(?label) = "" || langMatches(lang(?label), "zh")) }"""
_TARGETS = """SELECT DISTINCT ?t ?indicator ?value ?max ?unit ?measure ?comparator ?status ?year WHERE {
    ?t a upo:Target ; upo:indicatorLabel ?indicator ; upo:value ?value .
    OPTIONAL { ?t upo:maxValue ?max } OPTIONAL { ?t upo:unitLabel ?unit }
    OPTIONAL { ?t upo:measureKind ?measure } OPTIONAL { ?t upo:comparator ?comparator }
    OPTIONAL { ?t upo:status ?status } OPTIONAL { ?t upo:year ?year } }"""
_MEASURES = """SELECT DISTINCT ?m ?action ?object ?status WHERE {
    ?m a upo:Measure ; upo:action ?action ; upo:objectText ?object . OPTIONAL { ?m upo:status ?status } }"""
_POSTS = "SELECT DISTINCT ?s ?o WHERE { ?m a org:Membership ; org:member ?s ; org:organization ?o }"
_DOCUMENT = """SELECT DISTINCT ?jurisdiction ?year WHERE { ?d a upo:PolicyDocument .
    OPTIONAL { ?d upo:jurisdiction ?jurisdiction } OPTIONAL { ?d upo:year ?year } }"""
_CHAIN = "SELECT DISTINCT ?cell ?first ?rest WHERE { ?cell rdf:first ?first ; rdf:rest ?rest }"
_SETS = "SELECT DISTINCT ?s ?list WHERE { ?s a upo:NumberedSet . OPTIONAL { ?s upo:memberList ?list } }"


def predicted(store: Store) -> dict[str, list[Row]]:
    """Rows by gold key: entities (labels, classes), sets, targets, measures, relations, document; in a fixed order.

    ``labels`` lists the preferred label first; ends of relations and members of sets are such lists too.
    """
    labels = _labels(store)
    return {
        "entities": _entities(store, labels),
        "sets": _sets(store, labels),
        "targets": [_local(row, "measure", "comparator", "status") for row in _rows(store, _TARGETS)],
        "measures": [_local(row, "status") for row in _rows(store, _MEASURES)],
        "relations": _relations(store, labels),
        "document": [
            {"jurisdiction": labels.get(row["jurisdiction"] or "", [None])[0], "year": row["year"]}
            for row in _rows(store, _DOCUMENT)
        ],
    }


def _rows(store: Store, query: str) -> list[dict[str, Value]]:
    """Solutions over what all graphs say, as text, sorted; DISTINCT for stores that were not filled by kg.store."""
    result: Any = store.query(_PREFIXES + query, use_default_graph_as_union=is_bare(store))
    names = [variable.value for variable in result.variables]
    rows = [{n: row[n].value if row[n] is not None else None for n in names} for row in result]
    return sorted(rows, key=lambda row: [value or "" for value in row.values()])


def _labels(store: Store) -> dict[Value, list[str]]:
    labels: dict[Value, list[str]] = defaultdict(list)
    for row in _rows(store, _LABELS):  # sorted by thing, then rank: the preferred one comes first
        labels[row["s"]].append(row["label"] or "")
    return dict(labels)


def _entities(store: Store, labels: dict[Value, list[str]]) -> list[Row]:
    classes: dict[Value, set[str]] = defaultdict(set)
    for name in CLASSES:
        for row in _rows(store, f"SELECT DISTINCT ?s WHERE {{ ?s a upo:{name} }}"):
            classes[row["s"]].add(name)
    return [
        {"labels": labels[s], "classes": found}
        for s, found in sorted(classes.items(), key=str)
        if s in labels
    ]


def _sets(store: Store, labels: dict[Value, list[str]]) -> list[Row]:
    chain = {row["cell"]: (row["first"], row["rest"]) for row in _rows(store, _CHAIN)}
    sets = []
    for row in _rows(store, _SETS):
        members: dict[Value, list[str]] = {}
        cell = row["list"]
        while cell in chain:
            member, cell_after = chain.pop(cell)  # popped, so that a list that bites its tail ends
            members.setdefault(member, labels.get(member, [member or ""]))
            cell = cell_after
        sets.append({"labels": labels.get(row["s"], [""]), "members": list(members.values())})
    return sets


def _relations(store: Store, labels: dict[Value, list[str]]) -> list[Row]:
    queries = {p: f"SELECT DISTINCT ?s ?o WHERE {{ ?s upo:{p} ?o }}" for p in PREDICATES} | {
        "holdsPost": _POSTS
    }
    return [
        {"s": labels[row["s"]], "p": predicate, "o": labels[row["o"]]}
        for predicate, query in queries.items()
        for row in _rows(store, query)
        if row["s"] in labels and row["o"] in labels
    ]


def _local(row: dict[str, Value], *keys: str) -> Row:
    """The row with the IRIs at ``keys`` cut down to their last name, in lower case."""
    return row | {key: (row[key] or "").rpartition("#")[2].rpartition("/")[2].lower() for key in keys}
