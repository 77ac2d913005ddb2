"""Public bodies by name: national ones from a table, local departments by the kind of their area (市发改委, 区住建局).

A short form is brought to its full name as an alias (深交所 → 深圳证券交易所).
"""

from __future__ import annotations

from functools import cache

from kg.lexicon import tsv

_UNTOLD = frozenset({"政府", "人民政府", "委", "委员会", "党委", "纪委"})  # who speaks, not who is spoken of
_AREA_KINDS = "市区县省州旗"


@cache
def bodies() -> dict[str, str | None]:
    """The names of bodies → the upo: class below Institution, where one is known."""
    found: dict[str, str | None] = {}
    for kind, name, shorts, subclass in tsv("bodies"):
        forms = [name, *(s for s in shorts.split("|") if s)]
        if kind == "national":
            for form in forms:
                if len(form) >= 3:
                    found.setdefault(form, subclass or None)
        elif kind == "department":
            for form in forms:
                if form in _UNTOLD:
                    continue
                for area in _AREA_KINDS:
                    found.setdefault(area + form, subclass or "GovernmentBody")
                if form.endswith("局"):  # a province has 厅 where a city has 局
                    found.setdefault(f"省{form[:-1]}厅", subclass or "GovernmentBody")
    return found
