"""The command ``kg``. Its modules import only click at the top; a command imports what it needs when it runs."""

from __future__ import annotations

from kg.cli.app import app, main

__all__ = ["app", "main"]
