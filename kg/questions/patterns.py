"""The small language in which question templates are written.

====================  =====================================================================
``有 哪些``            words, in this order; fillers (的, 请问, the, …) may stand before each
``(以|把)``            one of these
``[主要]``             may be left out
``<which>``           the macro of that name, itself a pattern
``{area}``            a name or word of that kind; it is given to the query's parameter ``area``
``{thing:subject}``   a name of any kind, given to the parameter ``subject``
====================  =====================================================================

Letters are read as `kg.questions.text.fold` leaves them: full-width forms made ordinary, small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import LexiconError
from kg.questions.text import fold


@dataclass(frozen=True, slots=True)
class Word:
    """These characters; of Latin letters, whole words."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A name or word of ``kind``, given to the parameter ``param``."""

    kind: str
    param: str


@dataclass(frozen=True, slots=True)
class Either:
    """One of ``choices``."""

    choices: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """All of ``parts``, one after the other; with none it is nothing."""

    parts: tuple[Node, ...]


Node = Word | Slot | Either | Row

_TOKEN = re.compile(
    r"\{(?P<kind>\w+)(?::(?P<param>\w+))?\}|<(?P<macro>[\w-]+)>|(?P<sign>[\[\]()|])|(?P<word>[^\s\[\](){}<>|]+)|\s+"
)


def parse(text: str, macros: Mapping[str, Node]) -> Node:
    """The pattern that ``text`` writes. Raises LexiconError if it is not one, or names no macro of ``macros``."""
    tokens = list(_tokens(text))
    node, rest = _either(tokens, 0, macros, text)
    if rest != len(tokens):
        raise _unreadable(text)
    return node


def _tokens(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise _unreadable(text)
        at = token.end()
        if token[0].strip():
            yield token


def _either(tokens: list[re.Match[str]], at: int, macros: Mapping[str, Node], text: str) -> tuple[Node, int]:
    """Rows parted by ``|``, up to a closing sign or the end."""
    choices: list[Node] = []
    while True:
        parts: list[Node] = []
        while at < len(tokens) and tokens[at]["sign"] not in ("|", ")", "]"):
            part, at = _part(tokens, at, macros, text)
            parts.append(part)
        choices.append(parts[0] if len(parts) == 1 else Row(tuple(parts)))
        if at == len(tokens) or tokens[at]["sign"] != "|":
            return (choices[0] if len(choices) == 1 else Either(tuple(choices))), at
        at += 1


def _part(tokens: list[re.Match[str]], at: int, macros: Mapping[str, Node], text: str) -> tuple[Node, int]:
    token = tokens[at]
    if token["word"]:
        return Word(fold(token["word"]).text), at + 1
    if token["kind"]:
        return Slot(token["kind"], token["param"] or token["kind"]), at + 1
    if token["macro"]:
        if token["macro"] not in macros:
            raise LexiconError(f"no macro <{token['macro']}> for the pattern {text!r}")
        return macros[token["macro"]], at + 1
    inner, at = _either(tokens, at + 1, macros, text)
    if at == len(tokens) or tokens[at]["sign"] != {"(": ")", "[": "]"}[token[0]]:
        raise _unreadable(text)
    return (Either((inner, Row(()))) if token[0] == "[" else inner), at + 1


def _unreadable(text: str) -> LexiconError:
    return LexiconError(f"cannot read the pattern {text!r}: see kg/questions/patterns.py")


def words_of(node: Node) -> frozenset[str]:
    """All words that a pattern has."""
    return frozenset(one.text for one in _leaves(node) if isinstance(one, Word))


def slots_of(node: Node) -> frozenset[Slot]:
    """All its slots."""
    return frozenset(one for one in _leaves(node) if isinstance(one, Slot))


def _leaves(node: Node) -> Iterator[Word | Slot]:
    match node:
        case Word() | Slot():
            yield node
        case Either(inside) | Row(inside):
            for one in inside:
                yield from _leaves(one)
