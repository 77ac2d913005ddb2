"""docs/tour.ipynb runs from its first cell to its last, and says what its stored outputs say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

TOUR = Path(__file__).parent.parent / "docs" / "tour.ipynb"


def _code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _said(cell: Any) -> str:
    """What a cell printed and returned, as plain text."""
    parts = [out.get("text") or out.get("data", {}).get("text/plain", "") for out in cell.outputs]
    return "".join(parts)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The notebook after a run in an empty folder; a cell that fails raises CellExecutionError."""
    notebook = nbformat.read(TOUR, as_version=4)
    folder = tmp_path_factory.mktemp("tour")
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    return notebook


def test_every_cell_says_what_its_stored_output_says(ran: Any) -> None:
    stored = nbformat.read(TOUR, as_version=4)
    for before, after in zip(_code(stored), _code(ran), strict=True):
        if "interactive" not in before.metadata.get("tags", []):  # stored without its half megabyte of page
            assert _said(after) == _said(before), before.source


def test_the_graph_shows_itself_as_the_page(ran: Any) -> None:
    (shown,) = [cell for cell in _code(ran) if "interactive" in cell.metadata.get("tags", [])]
    assert "<iframe srcdoc=" in shown.outputs[0].data["text/html"]
