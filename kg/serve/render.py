"""Pages from templates: Jinja2 with autoescaping, words in Chinese or English, colours and glyphs of the graph page."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from kg.network import KINDS
from kg.resources import data_path
from kg.serve.addresses import uri
from kg.serve.negotiate import best_language
from kg.serve.site import title
from kg.serve.texts import quoted
from kg.vocab import PREFIXES, Lang, domain_names, label

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

TEMPLATE = Path(__file__).resolve().parent / "template"
# Columns of the named queries that hold local names of terms, and the lists that have words for them.
_TERMS = {
    "status": ("values",), "comparator": ("values",), "modality": ("values",), "kind": ("values", "kinds"),
    "class": ("kinds",), "relation": ("relations",), "via": ("relations",), "tie": ("relations",),
}  # fmt: skip
LANGUAGES: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is to look for one request: its language, and whether the address says so (links then say it too)."""

    lang: Lang
    said: bool = False
    path: str = "/"  # of this page, for the link to the other language
    query: tuple[tuple[str, str], ...] = field(default=())

    def word(self, key: str, *values: object, of: str = "ui") -> str:
        """A word or sentence of strings.json; a key that is not there is shown as it is."""
        pair = words()[of].get(key)
        return pair[LANGUAGES.index(self.lang)].format(*values) if pair else label(key, self.lang)

    def url(self, path: str, **query: object) -> str:
        """A link on this server, in the language that was asked for; what is None is left out."""
        place, mark, fragment = path.partition("#")
        pairs = [(key, str(value)) for key, value in query.items() if value is not None]
        if self.said:
            pairs.append(("lang", self.lang))
        if pairs:
            place += ("&" if "?" in place else "?") + urlencode(pairs)
        return place + mark + fragment

    @property
    def other(self) -> str:
        """This page in the other language."""
        lang = LANGUAGES[1 - LANGUAGES.index(self.lang)]
        kept = [pair for pair in self.query if pair[0] != "lang"]
        return f"{self.path}?{urlencode([*kept, ('lang', lang)])}"


def look_of(request: Request) -> Look:
    """The language of ``?lang=``, else the one that Accept-Language likes best, else Chinese."""
    said = request.query_params.get("lang")
    lang = next((lang for lang in LANGUAGES if lang == said), None)
    liked = best_language(request.headers.get("accept-language"), LANGUAGES)
    found = next((lang for lang in LANGUAGES if lang == liked), LANGUAGES[0])
    query = tuple(request.query_params.multi_items())
    return Look(lang or found, lang is not None, raw_path(request), query)


def raw_path(request: Request) -> str:
    """The path as it was sent, in ASCII: ``%2F`` in it is no slash. It never starts as another site's address does."""
    sent: bytes = request.scope.get("raw_path") or request.url.path.encode()
    return "/" + uri(sent.decode("utf-8", "replace").lstrip("/\\"))


def page(template: str, look: Look, **values: Any) -> str:
    """The HTML of a template (template/NAME.html says what it needs)."""
    return (
        environment()
        .get_template(template)
        .render(
            look=look,
            t=look.word,
            url=look.url,
            w=partial(_word_of, look),
            said=partial(_cell_of, look),
            **values,
        )
    )


def _word_of(look: Look, of: str, key: str) -> str:
    """A word of one of the lists that the graph page has: kinds, relations, back, properties, values."""
    return look.word(key, of=of)


def _cell_of(look: Look, column: str, text: str) -> str:
    """A cell of a named query in the reader's language, where it is a term of ours: planned, hasEngine, Zone."""
    lists = _TERMS.get(column, ())
    return next((look.word(text, of=name) for name in lists if text in words()[name]), text)


@cache
def environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(TEMPLATE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    palette = json.loads(data_path("viz", "template", "palette.json").read_text("utf-8"))
    found.globals.update(
        kinds=KINDS,
        palette=palette["kinds"],
        glyphs=palette["glyphs"],
        name_of=title,
        quoted=quoted,
        short=short,
    )
    return found


def short(iri: str) -> str:
    """An IRI by one of our prefixes, ``upo:hasEngine``; another as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


@cache
def words() -> dict[str, dict[str, list[str]]]:
    """List → key → [Chinese, English]: our own words in ``ui`` and ``columns``, the graph page's in the others, and the
    domains of the ontology."""
    own: dict[str, dict[str, list[str]]] = json.loads((TEMPLATE / "strings.json").read_text("utf-8"))
    theirs = json.loads(data_path("viz", "template", "strings.json").read_text("utf-8"))
    lists = ("kinds", "relations", "back", "properties", "values")
    domains = {zh: [zh, en] for zh, en in domain_names().items()}
    return {
        **{name: theirs[name] for name in lists},
        "domains": domains,
        "columns": own["columns"],
        "ui": own["ui"],
    }


@cache
def style() -> str:
    """The style sheet of all pages, with the classes' colours."""
    return environment().get_template("site.css").render()
