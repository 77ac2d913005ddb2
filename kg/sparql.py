"""SPARQL text: what it may not do here, and values bound to its variables.

A query from outside must not reach files or the network, and Oxigraph has no switch for that: it calls whatever
SERVICE names, and reads ``trueSERVICE``, ``1e5SERVICE`` and ``SERVICEex:name`` as that keyword too. So the text is
split into tokens as the grammar has them (SPARQL 1.1, 19.8), and the keyword is looked for outside strings,
comments and IRIs. One thing cannot be split without parsing: in ``(?a<?b#>…)`` the ``<`` is less-than, but it looks
like the start of an IRI. A query where that could hide a keyword is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice, product
from math import prod
from typing import NamedTuple

from kg.errors import QueryError

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
LONGEST = 2000  # tokens; Oxigraph 0.5 ends the process on queries some times as deep as this allows
MOST_ROWS = 100  # of values bound together
_FORBIDDEN = {
    "SERVICE": "SERVICE reaches the network",
    "FROM": "FROM names other data than this graph",
}
_FORBIDDEN_UPDATES = {"SERVICE": _FORBIDDEN["SERVICE"], "LOAD": "LOAD reads files and the network"}
_GLUED = ("SERVICE", "LOAD")  # keywords that are also read where nothing parts them from what stands beside
_OPERANDS = frozenset(
    {"iri", "string", "language", "variable", "name", "word", "number", "close"}
)  # end an operand


class Token(NamedTuple):
    kind: str
    text: str
    begin: int  # code points
    end: int


@cache
def _token_pattern() -> re.Pattern[str]:
    return re.compile(
        r"""
        (?P<space>\s+)
      | (?P<comment>\#[^\r\n]*)
      | (?P<iri><[^\x00-\x20<>"{}|^`\\]*>)
      | (?P<string>'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3} | "{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}
                 | '(?:[^'\\\r\n]|\\.)*' | "(?:[^"\\\r\n]|\\.)*")
      | (?P<variable>[?$]\w+)
      | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
      | (?P<name>(?:_|[^\W\d_](?:[\w.\-]*[\w\-])?)?:(?:LOCAL(?:LOCAL|[.\-])*)?)
      | (?P<word>\w+)
      | (?P<triple><<)
      | (?P<open>\()
      | (?P<close>[)\]}])
      | (?P<other>.)
        """.replace("LOCAL", r"""(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])"""),
        re.VERBOSE | re.DOTALL,
    )


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query in order; spaces and comments left out. A triple's ``<<`` is one token."""
    for match in _token_pattern().finditer(text):
        if match.lastgroup not in ("space", "comment"):
            yield Token(match.lastgroup or "", match[0], match.start(), match.end())


@lru_cache(maxsize=256)
def check(text: str) -> None:
    """Raise QueryError unless ``text`` only reads this graph: no update, SERVICE or FROM, and no more than LONGEST.

    Syntax errors are left to the engine.
    """
    listed = list(islice(tokens(text), LONGEST + 1))
    if len(listed) > LONGEST:
        raise QueryError(f"the query is too long: at most {LONGEST:,} words and signs are read")
    words = (token.text.upper() for token in listed if token.kind == "word")
    form = next((word for word in words if word not in ("PREFIX", "BASE")), "")
    if form not in FORMS:
        only = f"only {', '.join(FORMS[:-1])} and {FORMS[-1]} queries are answered"
        raise QueryError(only + (f", not {form}" if form else ""))
    for version in {text, _unescaped(text)}:  # engines differ on whether \u0053 is an S everywhere
        _check_keywords(version, _FORBIDDEN)


def check_update(text: str) -> None:
    """Raise QueryError if the SPARQL 1.1 Update ``text`` could reach files or the network: LOAD, SERVICE."""
    for version in {text, _unescaped(text)}:
        _check_keywords(version, _FORBIDDEN_UPDATES)


def _check_keywords(text: str, forbidden: Mapping[str, str]) -> None:
    hidden = [keyword for keyword in forbidden if keyword in text.upper()]
    if not hidden:
        return
    depth, before = 0, ""
    for token in tokens(text):
        if token.kind in ("word", "name"):
            said = token.text.upper().partition(":")[0]
            keyword = next((glued for glued in _GLUED if glued in said), said)
            if keyword in hidden and (keyword in _GLUED or token.kind == "word"):
                raise QueryError(f"this is not allowed here: {forbidden[keyword]}")
        if token.kind == "triple" or (token.kind == "iri" and depth and before in _OPERANDS):
            raise QueryError(
                f"{token.text!r} could hide {' or '.join(hidden)} from the check: "
                "put spaces around < and prefixed names for IRIs, or leave that word out"
            )
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        before = token.kind


def _unescaped(text: str) -> str:
    def char(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code <= 0x10FFFF else match[0]

    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", char, text)


def bind(text: str, values: Mapping[str, tuple[str, ...]]) -> str:
    """``text`` with ``VALUES ?variable { terms }`` put first in its WHERE group, on the same line.

    ``values`` maps variables, without ``?``, to terms already written in N-Triples syntax by an RDF library. This is
    the one way of binding that every engine and server has and that a planner makes use of: Oxigraph's own
    substitutions come after planning (7,000 times slower at a million quads) and leave BOUND false. In one block, since
    of two blocks a planner may keep one for the end; in several where that would be more than MOST_ROWS rows.
    Raises QueryError if there is no place for it.

    >>> bind("ASK { ?x a ?_class }", {"_class": ("<https://example.org/Zone>",)})
    'ASK { VALUES ?_class { <https://example.org/Zone> }  ?x a ?_class }'
    """
    if not values:
        return text
    at = _where(text)
    named = sorted(values.items())
    together = prod(len(terms) for _, terms in named) <= MOST_ROWS
    block = "".join(map(_block, [named] if together else [[one] for one in named]))
    return text[:at] + block + " " + text[at:]


def _block(values: list[tuple[str, tuple[str, ...]]]) -> str:
    """Every combination of the terms of each variable."""
    if len(values) == 1:
        ((name, terms),) = values
        return f" VALUES ?{name} {{ {' '.join(terms)} }}"
    variables = " ".join(f"?{name}" for name, _ in values)
    rows = " ".join(f"({' '.join(row)})" for row in product(*(terms for _, terms in values)))
    return f" VALUES ({variables}) {{ {rows} }}"


@lru_cache(maxsize=256)
def _where(text: str) -> int:
    """The offset after the ``{`` that opens the WHERE group."""
    depth, form, seen_where, skipped = 0, "", False, False
    listed = list(tokens(text))
    for token, following in zip(listed, [*listed[1:], Token("", "", 0, 0)], strict=False):
        word = token.text.upper() if token.kind == "word" else ""
        if not depth and word in FORMS and not form:
            form = word
        elif not depth and word == "WHERE":
            seen_where = True
        elif token.text == "{" and not depth:
            if form == "CONSTRUCT" and not seen_where and not skipped:  # the template
                skipped = True
            elif following.text.upper() == "SELECT":
                raise QueryError("a query with parameters needs its own group: WHERE { { SELECT … } }")
            else:
                return token.end
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(token.text if token.kind != "string" else "", 0)
    raise QueryError("this query has no WHERE group, so its parameters cannot be bound")
