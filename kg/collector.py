"""The garbage collector, told to wait.

Python looks for cycles of objects again and again while many are made. What is read from a text holds none: plain counting
frees it. So while one document is read the search only costs time, about a twentieth of the whole; it goes on afterwards.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def waiting() -> Iterator[None]:
    """No search for cycles meanwhile, in any thread; as it was before when done. May be nested."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
