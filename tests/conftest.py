"""What several test modules share."""

from __future__ import annotations

import pytest
from pyoxigraph import Store
from sample import report_2023, report_2024

from kg.graph import nquads
from kg.store import load, open_store


@pytest.fixture(scope="session")
def sample_store() -> Store:
    """Both reports of the invented district in one store; for reading only."""
    store = open_store()
    for report in (report_2023(), report_2024()):
        load(store, nquads(report))
    return store
