"""Questions to the graph: named ones from queries/*.rq, a .rq file of one's own, or SPARQL text.

A .rq file is SPARQL 1.1 with a header of comments::

    # title: 举措 | Measures
    # question: 对某一事物采取了哪些举措? | Which measures act on a given thing?
    # param: entity label 事物的名称或别名 | name or alias of the thing
    # param: status iri? 状态 | status
    # param: partner string = 香港 合作方 | the partner

A parameter has a name, a type, perhaps ``?`` (may be left out) or ``= default``, and a description in zh and en; it
binds the variable ``?_name``: a label to the IRIs of all things of that name or alias. A line that ends in
``# unless name`` is left out when that parameter is given: an alternative that then finds nothing, but takes time. The
default graph has every triple once; ``GRAPH ?sentence { … }`` gives evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from kg import sparql
from kg.errors import QueryError, not_found
from kg.names import named
from kg.resources import data_path
from kg.store import Backend, is_bare
from kg.vocab import PREFIXES, UPO, XSD

if TYPE_CHECKING:
    import pyoxigraph as ox

Cell = str | int | float | bool | None  # IRIs as text; None where a variable is unbound
Type = Literal["label", "iri", "integer", "decimal", "year", "string", "lang"]
_TYPES = ("label", "iri", "integer", "decimal", "year", "string", "lang")
_INTEGERS = frozenset(
    XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long", "gYear")
)
_NUMBERS = frozenset(XSD + name for name in ("decimal", "double", "float"))
_BOOLEAN = XSD + "boolean"


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer: as many cells in each row as there are columns. ASK gives one row with the column ``answer``."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        """Each row by column name."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def _repr_html_(self) -> str:
        """A table, for Jupyter."""
        from html import escape

        def line(tag: str, cells: tuple[Cell, ...]) -> str:
            inner = "".join(f"<{tag}>{escape('' if cell is None else str(cell))}</{tag}>" for cell in cells)
            return f"<tr>{inner}</tr>"

        body = "".join(line("td", row) for row in self.rows)
        return f"<table><thead>{line('th', self.columns)}</thead><tbody>{body}</tbody></table>"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query can be given. Without a default and not optional, it must be."""

    name: str
    type: Type
    optional: bool
    default: str | None
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query and what its header says."""

    name: str
    text: str
    title_zh: str = ""
    title_en: str = ""
    question_zh: str = ""
    question_en: str = ""
    parameters: tuple[Parameter, ...] = ()


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """The bundled queries by name, sorted. Source: queries/*.rq."""
    paths = sorted(data_path("queries").glob("*.rq"))
    return {path.stem: parse(path.stem, path.read_text("utf-8")) for path in paths}


def parse(name: str, text: str) -> NamedQuery:
    """A query from its text; a text without header is a query without parameters.

    Raises QueryError for a header line that cannot be read.
    """
    title = question = ("", "")
    parameters: list[Parameter] = []
    for line in text.splitlines():
        said = re.match(r"#\s*(title|question|param)\s*:\s*(.*)", line)
        if line.strip() and not line.lstrip().startswith("#"):
            break  # the header is over
        if said and said[1] == "title":
            title = _both(said[2])
        elif said and said[1] == "question":
            question = _both(said[2])
        elif said:
            parameters.append(_parameter(name, said[2]))
    return NamedQuery(name, text, *title, *question, tuple(parameters))


def _both(text: str) -> tuple[str, str]:
    zh, _, en = text.partition("|")
    return zh.strip(), en.strip()


def _parameter(query: str, text: str) -> Parameter:
    said = re.fullmatch(r"(\w+)\s+(\w+)(\?)?(?:\s*=\s*(\"[^\"]*\"|\S+))?(?:\s+(.*))?", text.strip())
    if not said or said[2] not in _TYPES:
        raise QueryError(
            f"query {query!r}: cannot read the parameter {text!r}: NAME TYPE[?] [= DEFAULT] zh | en"
        )
    default = said[4].strip('"') if said[4] else None
    return Parameter(said[1], cast(Type, said[2]), bool(said[3]), default, *_both(said[5] or ""))


def find(query: str) -> NamedQuery:
    """The query that ``query`` is: a name, the path of a .rq file, or SPARQL text.

    Raises NotFoundError for an unknown name, QueryError for a file that cannot be read.
    """
    bundled = named_queries()
    if query in bundled:
        return bundled[query]
    if query.endswith(".rq"):
        path = Path(query)
        try:
            return parse(path.stem, path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, ValueError) as error:
            raise QueryError(
                f"cannot read the query {query!r}: {getattr(error, 'strerror', None) or error}"
            ) from error
    if re.search(r"[\s{]", query.strip()):
        return parse("query", query)
    raise not_found("query", query, bundled)


def prepare(store: Backend, query: str, params: Mapping[str, str] | None = None) -> str:
    """The SPARQL text that `run` would run: checked, with parameters bound. Raises as `run` does."""
    found = find(query)
    sparql.check(found.text)
    values = _values(store, found, dict(params or {}))
    return sparql.bind(_lines_for(found.text, values), values)


def _lines_for(text: str, values: Mapping[str, str]) -> str:
    """The query without the lines that say ``# unless name`` of a parameter that has a value."""
    if "# unless " not in text:
        return text
    unless = re.compile(r"# unless (\w+)\s*$")
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not ((said := unless.search(line)) and f"_{said[1]}" in values))


def run(store: Backend, query: str, params: Mapping[str, str] | None = None) -> Rows:
    """The rows of a query (see `find`): plain patterns meet each triple once, GRAPH each sentence that says it.

    Parameters come as text and are made RDF terms of their declared types; they are never pasted into the query.
    SELECT gives its variables for columns; ASK ``answer``; CONSTRUCT and DESCRIBE subject, predicate, object.
    Raises NotFoundError for a query or a label that is not there, QueryError for a query that does not parse, is not
    allowed (`kg.sparql.check`) or lacks a parameter, and for a parameter that it does not have or that is malformed.
    """
    import pyoxigraph as ox

    text = prepare(store, query, params)
    try:
        found = store.query(text, prefixes=dict(PREFIXES), use_default_graph_as_union=is_bare(store))
        if isinstance(found, ox.QueryBoolean):
            return Rows(("answer",), ((bool(found),),))
        if isinstance(found, ox.QuerySolutions):
            columns = tuple(variable.value for variable in found.variables)
            return Rows(columns, tuple(tuple(map(cell_of, solution)) for solution in found))
        triples = sorted({tuple(map(cell_of, triple)) for triple in found}, key=str)
        return Rows(("subject", "predicate", "object"), tuple(triples))
    except SyntaxError as error:
        raise unreadable(text, error) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def unreadable(text: str, error: SyntaxError, what: str = "query") -> QueryError:
    """What Oxigraph's error about ``text`` says, and where; it would go on to list all that it could have read."""
    return QueryError(f"the {what} does not parse{_place(text, str(error))}")


def _place(text: str, message: str) -> str:
    at = re.search(r"error at (\d+):(\d+)", message)
    if not at:
        return ": " + " ".join(message.split())
    line, column = int(at[1]), int(at[2])
    rest = " ".join(text.split("\n")[line - 1][column - 1 :].split())
    return f" at line {line}, column {column}: " + (
        f"cannot go on with {rest[:40]!r}" if rest else "it ends too early"
    )


def _values(store: Backend, query: NamedQuery, given: dict[str, str]) -> dict[str, str]:
    """Variable → its terms in N-Triples syntax."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            raise QueryError(f"query {query.name!r} has no parameter {name!r}; " + _choices(query))
    values: dict[str, str] = {}
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        if value is None and not parameter.optional:
            raise QueryError(f"query {query.name!r} needs the parameter {name!r}; " + _choices(query))
        if value is not None:
            values[f"_{name}"] = " ".join(map(str, _terms(store, parameter, str(value))))
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


def cell_of(term: object) -> Cell:
    """What a term is in a row: an IRI or a literal as text, a number or truth value as itself, None for nothing."""
    if term is None:
        return None
    named_node, literal = _kinds()
    if isinstance(term, named_node):
        return term.value
    if not isinstance(term, literal):
        return str(term)
    if term.language is not None:  # most cells, so that this is asked first
        return term.value
    kind = term.datatype.value
    try:
        if kind in _INTEGERS:
            return int(term.value)
        if kind in _NUMBERS:
            number = float(term.value)
            return int(number) if number.is_integer() else number
    except ValueError:  # a literal that is not of its type
        return term.value
    return term.value == "true" if kind == _BOOLEAN else term.value


@cache
def _kinds() -> tuple[type[ox.NamedNode], type[ox.Literal]]:
    """Imported once: an import statement costs as much as the rest of a cell."""
    import pyoxigraph as ox

    return ox.NamedNode, ox.Literal
