"""The graph from Python, with the same verbs as the command line.

>>> import kg
>>> with kg.build() as graph:                                   # the bundled report, in memory
...     graph.query("engines")                                  # doctest: +SKIP
...     graph.entity("香蜜湖新金融中心").relations               # doctest: +SKIP
"""

from kg.api.graph import Graph
from kg.api.make import DEFAULT_OUT, add, ask, build, decide, links, open, read, remove, review

__all__ = [
    "DEFAULT_OUT",
    "Graph",
    "add",
    "ask",
    "build",
    "decide",
    "links",
    "open",
    "read",
    "remove",
    "review",
]
