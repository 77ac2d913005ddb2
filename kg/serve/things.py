"""Things, documents and whatever else an IRI of the graph names: as a page, or as RDF for programs.

A thing's page is the answer to its path itself, without a redirect (303): the path is of this server and names the
page, while the thing keeps its IRI, which the page gives to cite.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.entity import Link, entity
from kg.errors import NotFoundError
from kg.network import KINDS, DocumentView, Node
from kg.serve.asked import HTML, VARY, format_of, one
from kg.serve.formats import QUADS, media_type
from kg.serve.jobs import Job
from kg.serve.pages import PAGE_SIZE, html, server_of
from kg.serve.render import Look, look_of, raw_path, short, words
from kg.serve.site import Site
from kg.serve.texts import LINES, reading
from kg.vocab import label

TEXT = {"text": ("text/plain",)}
_SHOWN = 50  # statements about a resource on its page, each way


async def thing(request: Request) -> Response:
    """``/id/…``: what the IRI with that path names."""
    site = await server_of(request).site()
    return await _shown(request, site, site.find(raw_path(request).removeprefix("/id/")))


async def resource(request: Request) -> Response:
    """``/resource?iri=…``: what any IRI names."""
    site = await server_of(request).site()
    return await _shown(request, site, one(request.query_params.getlist("iri"), "iri"))


async def _shown(request: Request, site: Site, iri: str) -> Response:
    document, node = site.documents.get(iri), site.index.nodes.get(iri)
    format = format_of(request, {**HTML, **QUADS, **(TEXT if document else {})})
    if format == "text" and document:
        return PlainTextResponse(document.text, headers=VARY)
    if format != "html":
        answer = await server_of(request).pool.run(Job("describe", iri, triples=format))
        return Response(answer.body, media_type=media_type(format), headers=VARY)
    look = look_of(request)
    about = {"site": site, "iri": iri, "formats": _formats(document), "with_format": _with_format(look)}
    if document:
        return await _document(look, site, document, about)
    if node and node.kind in LINES:
        return RedirectResponse(look.url(site.addresses.href(iri)), 303)
    if node:
        return await _entity(look, site, node, about)
    return await _resource(request, look, iri, about)


async def _entity(look: Look, site: Site, node: Node, about: dict[str, Any]) -> Response:
    found = entity(site.index, node.id)
    return await html(
        "entity.html", look, node=node, entity=found, groups=_groups(look, found.relations),
        targets=_in_order(found.targets), measures=_in_order(found.measures)[:PAGE_SIZE],
        mentions=found.evidence[:PAGE_SIZE], size=PAGE_SIZE,
        classes=[label(name, look.lang) for name in found.classes],
        properties=[pair for pair in node.properties if pair[1]], **about,
    )  # fmt: skip


def _in_order(links: tuple[Link, ...]) -> list[Link]:
    """Links to targets or measures in the order of the texts."""

    def place(link: Link) -> tuple[str, int, str]:
        first = link.evidence[0] if link.evidence else None
        return (first.document if first else "", first.begin if first else 0, link.other.id)

    return sorted(links, key=place)


def _groups(look: Look, links: tuple[Link, ...]) -> list[tuple[str, list[Link]]]:
    """Links by relation and direction, in the order of the graph page's list, under the relation's name."""
    rank = {relation: number for number, relation in enumerate(words()["relations"])}
    groups: dict[tuple[int, bool, str], list[Link]] = {}
    for link in links:
        groups.setdefault((rank.get(link.relation, len(rank)), not link.outgoing, link.relation), []).append(
            link
        )
    return [
        (look.word(relation, of="back" if incoming else "relations"), found)
        for (_, incoming, relation), found in sorted(groups.items(), key=lambda group: group[0])
    ]


async def _document(look: Look, site: Site, document: DocumentView, about: dict[str, Any]) -> Response:
    parts = list(reading(site, document))
    nodes = Counter(mark.node for mark in site.marks.get(document.id, ()))
    kinds = Counter(site.index.nodes[node].kind for node in nodes if node in site.index.nodes)
    counts = [(kind, kinds[kind]) for kind in KINDS if kinds[kind]]
    return await html("document.html", look, document=document, parts=parts, counts=counts, **about)


async def _resource(request: Request, look: Look, iri: str, about: dict[str, Any]) -> Response:
    """What the graph says of an IRI that is neither. Raises NotFoundError if it says nothing."""
    answer = await server_of(request).pool.run(Job("describe", iri, rows="json"))
    rows = sorted(json.loads(answer.body)["results"]["bindings"], key=json.dumps)
    if not rows:
        raise NotFoundError(f"the graph says nothing of {iri}")
    outgoing = [row for row in rows if row["s"]["value"] == iri]
    incoming = [row for row in rows if row["o"]["value"] == iri and row["o"]["type"] == "uri"]
    others = [row for row in rows if row not in outgoing and row not in incoming]
    names = [row["o"]["value"] for row in outgoing if short(row["p"]["value"]) == "skos:prefLabel"]
    name = min(names, default=short(iri.removeprefix(about["site"].addresses.base)))
    return await html(
        "resource.html", look, name=name, outgoing=outgoing[:_SHOWN], incoming=incoming[:_SHOWN],
        others=others[:_SHOWN], **about,
    )  # fmt: skip


def _formats(document: DocumentView | None) -> list[tuple[str, str]]:
    """(name, media type) of what a page can be had as."""
    return [(name, kinds[0]) for name, kinds in {**QUADS, **(TEXT if document else {})}.items()]


def _with_format(look: Look) -> Callable[[str], str]:
    kept = [pair for pair in look.query if pair[0] not in ("format", "lang")]
    return lambda format: f"{look.path}?{urlencode([*kept, ('format', format)])}"
