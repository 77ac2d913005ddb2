"""Slogans: numbered sets (三大主导产业), what a place wants to become (定位), and what it calls its engines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.ledger.editions import Edition, Thing
from kg.ledger.model import Entry, Reason, Verdict, reason
from kg.ledger.pairing import by_keys
from kg.ledger.similar import renamed

_NUMBER = re.compile("^[一二两三四五六七八九十百\\d]+[大个项条张座]?")
_SURE = 0.9  # of what a set's label and its members say together
_LEAST = 2  # members that two sets of different names must have in common, all of them, to be one


def changes(before: Edition, after: Edition, names: Mapping[str, str]) -> Iterator[Entry]:
    """The slogans of a report beside those of a later one; ``names`` maps former names to present ones."""
    for old, new in _paired(before, after, names):
        if old and new:
            verdict, why = _moved(old, new, names)
        elif old:
            verdict, why = "dropped", reason("gone", report=after.year)
        else:
            verdict, why = "new", reason("fresh", report=before.year)
        yield _entry(verdict, why, old, new, before.area)


def contrasts(first: Edition, second: Edition) -> Iterator[Entry]:
    """The slogans of two places."""
    area = f"{first.area} / {second.area}"
    verdict: Verdict
    for one, two in _paired(first, second, {}):
        if one and two:
            same = _moved(one, two, {})[0] == "continued"
            words = {"before": f"{first.area}：{_told(one)}", "after": f"{second.area}：{_told(two)}"}
            verdict, why = ("shared", reason("both")) if same else ("differs", reason("both_differ", **words))
        elif one:
            verdict, why = "only_first", reason("only_first", first=first.area)
        else:
            verdict, why = "only_second", reason("only_second", second=second.area)
        yield _entry(verdict, why, one, two, area)


def _paired(
    before: Edition, after: Edition, names: Mapping[str, str]
) -> Iterator[tuple[Thing | None, Thing | None]]:
    def name(thing: Thing) -> tuple[str, str]:
        return thing.sort, renamed(thing.key, names)

    def head(thing: Thing) -> tuple[str, str] | None:
        """三大主导产业 and 四大主导产业 are one slogan; of 两大引擎 and 三大引擎 the word says enough too."""
        rest = _NUMBER.sub("", thing.key)
        return (thing.sort, rest) if thing.sort == "set" and rest != thing.key and len(rest) >= 2 else None

    def members(thing: Thing) -> tuple[str, ...] | None:
        return thing.members if len(thing.members) >= _LEAST else None

    former = _slogans(before)

    def kept(thing: Thing) -> int:
        """How many members it has in common with a slogan before; a part of a set may be named beside the whole."""
        return max((len({*thing.members} & {*one.members}) for one in former), default=0)

    latter = sorted(_slogans(after), key=kept, reverse=True)
    pairs, gone, fresh = by_keys(former, latter, (name, head, members))
    yield from sorted(pairs, key=lambda pair: (pair[0].side.document.id, pair[0].side.begin, pair[0].sort))
    yield from ((one, None) for one in gone)
    yield from ((None, one) for one in fresh)


def _slogans(edition: Edition) -> list[Thing]:
    return [thing for thing in edition.things if thing.sort != "project"]


def _moved(old: Thing, new: Thing, names: Mapping[str, str]) -> tuple[Verdict, Reason]:
    words = {"before": old.label, "after": new.label}
    change = _members(old, new, names)
    if old.key != new.key:
        if old.key in names:
            return "renamed", reason("renamed", **words)
        if old.members and old.members == new.members:
            return "renamed", reason("same_members", **words)
        return "changed", reason("number_members" if change else "number", change=change, **words)
    if change:
        return "changed", reason("members", change=change)
    return "continued", reason("same_set" if old.members else "same_slogan")


def _told(thing: Thing) -> str:
    """A slogan with its members: 三大主导产业（甲、乙、丙）."""
    return thing.label + (f"（{'、'.join(thing.members)}）" if thing.members else "")


def _members(old: Thing, new: Thing, names: Mapping[str, str]) -> str:
    """+乙、丙 −甲, or "" where the members are the same or one report does not list them."""
    if not old.members or not new.members:
        return ""
    now = {renamed(member, names): member for member in old.members}
    more = [member for member in new.members if member not in now]
    less = [member for name, member in now.items() if name not in new.members]
    parts = [sign + "、".join(found) for sign, found in (("+", more), ("−", less)) if found]
    return " ".join(parts)


def _entry(verdict: Verdict, why: Reason, old: Thing | None, new: Thing | None, area: str) -> Entry:
    label = " → ".join(dict.fromkeys(thing.label for thing in (old, new) if thing))
    return Entry(
        "slogan", label, verdict, old.side if old else None, new.side if new else None, why, _SURE, area
    )
