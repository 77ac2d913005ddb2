"""Named queries: those of queries/*.rq, and .rq files of one's own.

A .rq file is SPARQL 1.1 with a header of comments::

    # title: 举措 | Measures
    # question: 对某一事物采取了哪些举措? | Which measures act on a given thing?
    # param: entity label 事物的名称或别名 | name or alias of the thing
    # param: status iri? 状态 | status
    # param: partner string = 香港 合作方 | the partner

A parameter has a name, a type, perhaps ``?`` (may be left out) or ``= default``, and a description in zh and en; it
binds the variable ``?_name``: a label to the IRIs of all things of that name or alias. A line ``# with name: …`` is a
pattern that is put in only when that parameter is given; without it, the query asks of all there is, and fast. The
default graph has every triple once; ``GRAPH ?sentence { … }`` gives evidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from kg.errors import QueryError, not_found
from kg.resources import data_path

Type = Literal["label", "iri", "integer", "decimal", "year", "string", "lang"]
_TYPES = ("label", "iri", "integer", "decimal", "year", "string", "lang")


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
