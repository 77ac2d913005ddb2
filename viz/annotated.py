"""A text as an HTML page with every found span marked by class: ``kg annotate --html``.

One self-contained file: no script, no request, everything from the text escaped (Jinja2 autoescaping).
"""

from __future__ import annotations

import json
from functools import cache

from kg.annotate import Span, pieces, spans
from kg.model import Extraction
from kg.network import KINDS
from kg.resources import data_path

LINES = ("Target", "Measure")  # drawn as underlines, since they lie over names


def render(extraction: Extraction) -> str:
    """The page for one document, in text order; a pointer on a span shows its class, name, rule and confidence."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = data_path("viz", "template")
    env = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)
    found = spans(extraction)
    return env.get_template("annotated.html").render(
        title=extraction.document.title or extraction.document.id,
        kinds=[(kind, sum(span.kind == kind for span in found)) for kind in KINDS],
        colours=colours(),
        lines=LINES,
        pieces=[
            (text, " ".join(_shown(over)), "\n".join(map(_about, over)))
            for text, over in pieces(extraction.document.text, found)
        ],
    )


@cache
def colours() -> dict[str, tuple[str, str]]:
    """Class → its colour on light and on dark paper (#rrggbb), from the palette of the graph page."""
    palette = json.loads(data_path("viz", "template", "palette.json").read_text("utf-8"))
    return {kind: (look["light"], look["dark"]) for kind, look in palette["kinds"].items()}


def _shown(over: tuple[Span, ...]) -> list[str]:
    """The classes that a piece is drawn in: the innermost name's, and the lines of targets and measures over it."""
    names = [span.kind for span in over if span.kind not in LINES]
    return names[-1:] + [kind for kind in LINES if any(span.kind == kind for span in over)]


def _about(span: Span) -> str:
    return f"{', '.join(span.classes)}: {span.label} ({span.rule}, {span.confidence:.2f})"
