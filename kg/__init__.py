"""Urban policy as a knowledge graph in which every edge names the sentence that says it.

>>> import kg
>>> graph = kg.build()  # of the bundled report; a file, a folder or several: kg.build("reports/")
>>> graph.query("engines").columns[:2]
('area', 'engine')

The names below are loaded on first use, so that ``import kg`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg._version import __version__

if TYPE_CHECKING:
    from kg import errors
    from kg.api import Graph, add, ask, build, decide, links, open, read, remove, review

__all__ = [
    "Graph",
    "__version__",
    "add",
    "ask",
    "build",
    "decide",
    "errors",
    "links",
    "open",
    "read",
    "remove",
    "review",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in set(__all__) - {"__version__", "errors"}:
        value = getattr(import_module("kg.api"), name)
    elif name == "errors":
        value = import_module("kg.errors")
    else:
        raise AttributeError(f"module 'kg' has no attribute {name!r}; there are: {', '.join(__all__)}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
