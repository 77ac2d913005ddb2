"""Which of several things a client would rather have, and where an IRI is shown."""

from __future__ import annotations

import pytest

from kg.serve.addresses import Addresses
from kg.serve.formats import NAMED, QUADS, ROWS, TRIPLES, by_name, media_type
from kg.serve.negotiate import best_format, best_language, best_type
from kg.vocab import BASE

KINDS = ("text/html", "text/turtle", "application/ld+json")


@pytest.mark.parametrize(
    ("accept", "best"),
    [
        (None, "text/html"),
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle ; Q=0.5", "text/turtle"),
        ("text/html;q=0.5, application/ld+json", "application/ld+json"),
        ("text/html;q=0.2, text/turtle;q=0.9, */*;q=0.1", "text/turtle"),
        ("text/*", "text/html"),
        ("application/*, text/html;q=0.9", "application/ld+json"),
        ("text/html;q=0, */*", "text/turtle"),  # the more specific range is the one that counts
        ("text/*;q=0, */*;q=0.1", "application/ld+json"),
        ("text/turtle;charset=utf-8;q=1, text/html;q=0.9", "text/turtle"),
        ("text/turtle;q=nonsense", "text/turtle"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/html;q=0", None),
        (",,;q=1,", "text/html"),
    ],
)
def test_a_media_type_by_its_quality(accept: str | None, best: str | None) -> None:
    assert best_type(accept, KINDS) == best


def test_every_name_of_a_format_is_taken_and_the_first_is_sent() -> None:
    assert best_format("application/xml", ROWS) == "xml"
    assert best_format("application/sparql-results+json;q=0.9, application/json", ROWS) == "json"
    assert best_format("application/json", NAMED) == "plain"
    assert best_format("application/x-turtle", TRIPLES) == "turtle"
    assert best_format("*/*", ROWS) == "json"
    assert best_format("image/png", ROWS) is None
    assert media_type("xml") == "application/sparql-results+xml"
    assert media_type("turtle") == "text/turtle; charset=utf-8"


@pytest.mark.parametrize(
    ("name", "format"),
    [("ttl", "turtle"), ("Turtle", "turtle"), ("text/turtle", "turtle"), ("nt", "ntriples"), ("json-ld", "jsonld"),
     ("rdf+xml", "rdfxml"), ("trig", "trig"), ("docx", None), ("", None)],
)  # fmt: skip
def test_a_format_by_a_name_that_people_use(name: str, format: str | None) -> None:
    assert by_name(name, QUADS) == format


@pytest.mark.parametrize(
    ("accept", "best"),
    [(None, "zh"), ("en-GB,en;q=0.9,zh;q=0.8", "en"), ("zh-Hans-CN", "zh"), ("fr,en;q=0.3", "en"), ("fr", None),
     ("*", "zh"), ("zh;q=0.1,*;q=0.5", "en")],
)  # fmt: skip
def test_a_language_by_its_primary_tag(accept: str | None, best: str | None) -> None:
    assert best_language(accept, ("zh", "en")) == best


PLACES = Addresses(BASE)


@pytest.mark.parametrize(
    ("iri", "href"),
    [
        ("area/临江区", "/id/area/%E4%B8%B4%E6%B1%9F%E5%8C%BA"),
        ("project/a%2Fb", "/id/project/a%2Fb"),
        ("project/100%25", "/id/project/100%25"),
        ("policy/(一)&b=c;d", "/id/policy/(%E4%B8%80)&b=c;d"),
        ("document/x-1#char=12,20", "/id/document/x-1#char=12,20"),
        ("document/x-1#target=5,9", "/id/document/x-1#target=5,9"),
    ],
)
def test_an_iri_is_shown_at_its_path(iri: str, href: str) -> None:
    assert PLACES.href(BASE + iri) == href


@pytest.mark.parametrize(
    "iri",
    [BASE + "document/x-1#set=两大产业", BASE + "document/x-1#finding=3-1", BASE + "area/%2E%2E", BASE + "area/..",
     "http://example.org/b", BASE],
)  # fmt: skip
def test_what_has_no_path_of_its_own_is_shown_as_a_resource(iri: str) -> None:
    """A browser would take ``..`` for the folder above, and sends no fragment."""
    assert PLACES.href(iri).startswith("/resource?iri=")


@pytest.mark.parametrize(
    ("path", "iri"),
    [
        ("area/%E4%B8%B4%E6%B1%9F%E5%8C%BA", "area/临江区"),
        ("area/%e4%b8%b4%e6%b1%9f%e5%8c%ba", "area/临江区"),
        ("area/临江区", "area/临江区"),
        ("project/a%2Fb", "project/a%2Fb"),
        ("project/%61b", "project/ab"),
        ("project/%FF", "project/%FF"),
    ],
)
def test_a_path_leads_back_to_the_iri(path: str, iri: str) -> None:
    assert PLACES.iri(path) == BASE + iri
    assert PLACES.key(BASE + iri) == PLACES.key(BASE + path)


def test_characters_that_an_iri_must_escape_keep_their_path() -> None:
    """A zero-width space is escaped in the IRI and in the path alike, and is not the character itself."""
    assert PLACES.href(BASE + "area/a%E2%80%8Bb") == "/id/area/a%E2%80%8Bb"
    assert PLACES.key(BASE + "area/a%E2%80%8Bb") == PLACES.key(BASE + "area/a\u200bb")
