"""Libraries that only some formats need: a clear line where one is not installed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.errors import InputError


def library(module: str, *, extra: str, name: str) -> Any:
    """The library ``module``; raises InputError, naming the extra to install, if it is not there to read ``name``."""
    try:
        return import_module(module)
    except ImportError:
        raise InputError(
            f"{name}: reading .{extra} needs {module.partition('.')[0]}: pip install 'urban-policy-kg[{extra}]'"
        ) from None
