"""Libraries that only some formats need: a clear line where one is not installed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.errors import InputError


def library(module: str, *, extra: str, name: str, package: str = "") -> Any:
    """The library ``module`` (of ``package``); raises InputError, naming the extra, if it is not there to read ``name``."""
    try:
        return import_module(module)
    except ImportError:
        raise InputError(
            f"{name}: reading .{extra} needs {package or module}: pip install 'urban-policy-kg[{extra}]'"
        ) from None
