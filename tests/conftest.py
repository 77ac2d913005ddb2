"""What several test modules share."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from pyoxigraph import Store
from sample import report_2023, report_2024

from kg.graph import nquads
from kg.store import load, open_store


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> Iterator[None]:
    """Programs that tests start heed Ctrl-C, also if the tests run in the background of a script, where it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def sample_store() -> Store:
    """Both reports of the invented district in one store; for reading only."""
    store = open_store()
    for report in (report_2023(), report_2024()):
        load(store, nquads(report))
    return store
