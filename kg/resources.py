"""Where the data files are: ``kg/_data`` in an installed wheel, else the checkout's own folders."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """The path of a bundled data file or folder, such as ``data_path("ontology", "upo.ttl")``.

    Raises FileNotFoundError if the installation lacks it.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError("/".join(parts))
