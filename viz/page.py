"""One HTML file from a NetworkView: our own template, pyvis' nodes, edges and options, its vis-network inlined.

The page makes no request: its Content-Security-Policy allows only the scripts and the style sheet that it carries,
by their hashes. Text of a report reaches it as JSON only, and the scripts write text, never HTML.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from kg.network import KINDS, NetworkView
from viz.network import views
from viz.text import utf16, wrap

TEMPLATE = Path(__file__).resolve().parent / "template"
STYLES = ("base.css", "canvas.css", "panel.css", "narrow.css", "print.css")
SCRIPTS = (
    "data.js", "words.js", "dom.js", "theme.js", "scene.js", "lines.js", "draw.js", "canvas.js", "neighbours.js",
    "expand.js", "path.js", "select.js", "search.js", "legend.js", "overview.js", "detail.js", "report.js", "table.js", "panel.js",
    "picture.js", "keys.js", "state.js", "handle.js", "main.js",
)  # fmt: skip


def render(view: NetworkView, *, title: str | None = None) -> str:
    """The page of ``view`` as HTML text, to be written as UTF-8. Same input, same text.

    ``title`` defaults to the title of the only document, or the jurisdictions and years of several.
    Raises OutputError if the installed pyvis lacks vis-network.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    from viz.canvas import Canvas, library

    heading = " ".join((title or _title(view)).split())
    options = _json_file("options.json")
    drawn = []
    for one in views(view):
        data = Canvas(one, options).data()
        drawn.append(
            {
                "id": one.id,
                "title": one.title,
                "shape": one.shape,
                "leftOut": one.left_out,
                "summary": one.summary,
                **data,
            }
        )
    payload = {
        **_content(view),
        "classes": _classes(view),
        "domains": _domains(view),
        "title": heading,
        "views": drawn,
        "palette": _json_file("palette.json"),
        "strings": _json_file("strings.json"),
    }
    style = "\n".join(_file(name) for name in STYLES)
    script = "(() => {\n'use strict';\n" + "\n".join(_file("js/" + name) for name in SCRIPTS) + "\n})();"
    scripts = (library(), script)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATE),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html").render(
        title=heading,
        policy=policy(scripts, style),
        style=Markup(style),  # noqa: S704  # our own file
        scripts=[Markup(s) for s in scripts],  # noqa: S704  # our own files and pyvis'
        data=Markup(embed(payload)),  # noqa: S704  # escaped for a script element
    )


def embed(value: object) -> str:
    """``value`` as JSON that can stand in a script element: nothing in it ends the element or opens a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for c in "<>&\u2028\u2029":
        text = text.replace(c, f"\\u{ord(c):04x}")
    return text.encode("utf-8", "backslashreplace").decode("utf-8")  # lone surrogates, as JSON escapes them


def policy(scripts: Iterable[str], style: str) -> str:
    """Only what the file carries may run or style; pictures only from the page itself (downloads of the graph)."""

    def name(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode() + "'"

    return (
        f"default-src 'none'; script-src {' '.join(map(name, scripts))}; style-src {name(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _content(view: NetworkView) -> dict[str, Any]:
    """Nodes, edges, sentences and documents with short keys (see template/js/data.js) and UTF-16 offsets."""
    node_at = {node.id: i for i, node in enumerate(view.nodes)}
    sentence_at = {s.id: i for i, s in enumerate(view.sentences)}
    document_at = {d.id: i for i, d in enumerate(view.documents)}
    units = [utf16(d.text) for d in view.documents]
    prefix = common_start(node.id for node in view.nodes)

    def said(evidence: Iterable[str]) -> list[int]:
        return [sentence_at[s] for s in evidence if s in sentence_at]

    def offset(document: int, at: int) -> int:
        table = units[document]
        return table[at] if table else at

    return {
        "prefix": prefix,
        "nodes": [
            {"i": n.id[len(prefix) :], "l": n.label, "k": n.kind, "c": n.classes, "a": n.aliases, "e": said(n.evidence),
             "p": n.properties, **_breaks(n.label)}
            for n in view.nodes
        ],
        "edges": [
            {"s": node_at.get(e.source, -1), "t": node_at.get(e.target, -1), "r": e.relation, "z": e.label_zh,
             "n": e.label_en, "e": said(e.evidence), "f": e.confidence}
            for e in view.edges
        ],
        "sentences": [
            {"d": d, "b": offset(d, s.begin), "e": offset(d, s.end), "s": s.section}
            for s in view.sentences
            for d in (document_at[s.document],)
        ],
        "documents": [
            {"title": d.title, "text": d.text, "year": d.year, "area": node_at.get(d.jurisdiction_id, -1),
             "areaLabel": d.jurisdiction, "issued": d.issued, "source": d.source}
            for d in view.documents
        ],
    }  # fmt: skip


def _classes(view: NetworkView) -> dict[str, list[str]]:
    """Class → its label in Chinese and English, for the finer classes of the ontology that nodes have."""
    from kg.vocab import label

    names = sorted({name for node in view.nodes for name in node.classes} - set(KINDS))
    return {name: [label(name, "zh"), label(name, "en")] for name in names}


def _domains(view: NetworkView) -> dict[str, str]:
    """Chinese name → English name of the policy domains that measures have."""
    from kg.vocab import domain_names

    names = {value for node in view.nodes for key, value in node.properties if key == "subject"}
    return {zh: en for zh, en in domain_names().items() if zh in names}


def _breaks(label: str) -> dict[str, list[int]]:
    """Where a long name is broken inside a circle: {"w": lengths of all lines but the last}, or {}."""
    lines = wrap(label, 6.5, 4)
    if len(lines) == 1 or "".join(lines) != label:
        return {}
    return {"w": [len(line) for line in lines[:-1]]}


def common_start(ids: Iterable[str]) -> str:
    """The longest common beginning that ends in "/", so that a shared link stays readable."""
    known = sorted(ids)
    if not known:
        return ""
    same = "".join(
        a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(known[0], known[-1], strict=False))
    )
    return same[: same.rfind("/") + 1]


def _title(view: NetworkView) -> str:
    if len(view.documents) == 1:
        document = view.documents[0]
        return document.title or f"{document.jurisdiction} {document.year}".strip() or "政策知识图谱"
    areas = list(dict.fromkeys(d.jurisdiction for d in view.documents if d.jurisdiction))
    years = sorted({d.year for d in view.documents if d.year})
    span = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else ""
    return " ".join(
        part for part in ("、".join(areas[:3]) + ("等" if len(areas) > 3 else ""), span) if part
    ) or ("政策知识图谱")


@cache
def _file(name: str) -> str:
    return (TEMPLATE / name).read_text(encoding="utf-8").strip()


@cache
def _json_file(name: str) -> Any:
    return json.loads(_file(name))
