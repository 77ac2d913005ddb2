"""pyvis' Network with our own page: it holds nodes, edges and options, and leaves its own template alone.

Stock pyvis loads files from other sites, writes titles as HTML and in the locale's encoding. Importing this
module imports pyvis (0.2 s), so ``viz.page`` does so only when it renders.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import pyvis
from pyvis.network import Network

from kg.errors import OutputError
from viz.drawing import View


class Ids(list[str]):
    """The list of ids that pyvis keeps, with a fast ``in``: pyvis asks it once for each node and twice for each edge."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[str] = set()

    def append(self, item: str) -> None:
        super().append(item)
        self._known.add(item)

    def __contains__(self, item: object) -> bool:
        return item in self._known


class Canvas(Network):  # type: ignore[misc]  # pyvis has no types
    """One view as pyvis keeps it. ``generate_html`` renders with the template it was given."""

    def __init__(self, view: View, options: Mapping[str, Any]) -> None:
        super().__init__(height="100%", width="100%", directed=True, cdn_resources="in_line")
        self.node_ids = Ids()
        self.set_options(json.dumps(options))
        for spot in view.spots:
            more: dict[str, Any] = (
                {"nx": round(spot.narrow[0]), "ny": round(spot.narrow[1])} if spot.narrow else {}
            )
            more |= {"caption": spot.caption} if spot.caption else {}
            more |= {"members": spot.members} if spot.members else {}
            self.add_node(
                spot.id, "\n".join(spot.label) or " ", "custom", group=spot.kind, x=round(spot.x), y=round(spot.y),
                size=round(spot.size, 1), ref=spot.ref, role=spot.role, side=spot.side, count=spot.count, **more,
            )  # fmt: skip
        for line in view.lines:
            self.add_edge(line.source, line.target, ref=line.ref, relation=line.relation)

    def data(self) -> dict[str, Any]:
        """What the page draws: {nodes, edges, options} as vis-network takes them."""
        nodes, edges, _, _, _, options = self.get_network_data()
        return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def library() -> str:
    """vis-network as the installed pyvis ships it. Raises OutputError if it cannot be found."""
    folders = [folder for folder in files(pyvis).joinpath("lib").iterdir() if folder.name.startswith("vis-")]
    scripts = [folder.joinpath("vis-network.min.js") for folder in sorted(folders, key=lambda f: f.name)]
    found = [script for script in scripts if script.is_file()]
    if not found:
        raise OutputError("the installed pyvis lacks lib/vis-*/vis-network.min.js; reinstall pyvis")
    script = found[-1].read_text(encoding="utf-8")
    script = script.replace("\r\n", "\n")  # as a browser reads it, else the hash in the policy differs
    return script.split("\n//# sourceMappingURL=", 1)[0]
