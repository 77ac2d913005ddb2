"""Parameters of a query: from the text that a user gives to RDF terms of the types that the query declares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.names import named
from kg.query.named import NamedQuery, Parameter
from kg.store import Backend
from kg.vocab import PREFIXES, UPO, XSD

if TYPE_CHECKING:
    import pyoxigraph as ox


def values_of(store: Backend, query: NamedQuery, given: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Variable → its terms in N-Triples syntax."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            raise QueryError(f"query {query.name!r} has no parameter {name!r}; " + _choices(query))
    values: dict[str, tuple[str, ...]] = {}
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        if value is None and not parameter.optional:
            raise QueryError(f"query {query.name!r} needs the parameter {name!r}; " + _choices(query))
        if value is not None:
            values[f"_{name}"] = tuple(map(str, _terms(store, parameter, str(value))))
    return values


def _choices(query: NamedQuery) -> str:
    def one(p: Parameter) -> str:
        default = f" = {p.default}" if p.default is not None else ""
        return f"{p.name} ({p.type}{', optional' * p.optional}{default})"

    return "it takes " + (", ".join(map(one, query.parameters)) or "none")


def _terms(store: Backend, parameter: Parameter, value: str) -> list[ox.Literal | ox.NamedNode]:
    import pyoxigraph as ox

    def number(pattern: str, kind: str) -> ox.Literal:
        return ox.Literal(_fitting(pattern, value), datatype=ox.NamedNode(XSD + kind))

    try:
        match parameter.type:
            case "label":
                return [ox.NamedNode(iri) for iri in named(store, value)]
            case "iri":
                return [ox.NamedNode(_expanded(value))]
            case "integer":
                return [number(r"[+-]?\d+", "integer")]
            case "decimal":
                return [number(r"[+-]?(\d+(\.\d*)?|\.\d+)", "decimal")]
            case "year":
                return [number(r"\d{4}", "gYear")]
            case "lang":
                return [ox.Literal(_fitting(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", value).lower())]
            case "string":
                return [ox.Literal(value)]
    except ValueError:
        raise QueryError(f"parameter {parameter.name!r}: {value!r} is not of type {parameter.type}") from None


def _fitting(pattern: str, value: str) -> str:
    if not re.fullmatch(pattern, value, re.ASCII):
        raise ValueError(value)
    return value


def _expanded(value: str) -> str:
    """A whole IRI; ``upo:Project`` by our prefixes; a bare ``Project`` is a term of ours."""
    prefix, colon, name = value.partition(":")
    if not colon:
        return UPO + value
    return PREFIXES[prefix] + name if prefix in PREFIXES else value
