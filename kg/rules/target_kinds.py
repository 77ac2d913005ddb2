"""Whether a figure is growth, a level, a count or a change, and what its indicator is called when that is known."""

from __future__ import annotations

import re
from functools import cache

from kg.model import Kind
from kg.rules.indicators import is_one_of, strip_tail
from kg.rules.quantities import Quantity

RATIOS = frozenset(("percent", "permille", "tenth"))
RELATIVE = RATIOS | {"point", "fold"}
COUNTED = frozenset(("count", "people"))
MASS = frozenset(("count", "people", "size", "bare"))


@cache
def _share() -> re.Pattern[str]:
    return re.compile("占(?!地(?!区)|[用道有领据线压])")


@cache
def _added() -> re.Pattern[str]:
    return re.compile("新增(?!加值|长)|净增")


def share_in(name: str) -> re.Match[str] | None:
    """Where ``name`` says 占, of a share."""
    return _share().search(name)


def aim(subject: str, effect: str, group: str) -> tuple[str, str]:
    """The name without 增速, 涨幅, 预期目标 at its end, and the effect; the first two say growth."""
    name = subject
    while word := is_one_of("goal", name):
        name = strip_tail(name[: -len(word)])
    if group not in RATIOS or effect in ("up", "down"):
        return name, effect
    for kind, sense in (("speed", "up"), ("fall", "down")):
        word = is_one_of(kind, name)
        if word and not name.endswith("自然增长率"):
            return strip_tail(name[: -len(word)]), sense
    if name.endswith("增长"):
        return (name[:-2] if len(name) > 4 else name), "up"
    return name, effect


def share(name: str, found: re.Match[str], whole: str) -> str:
    """占比, 占…的, 占…比重: the share of ``whole`` where ``name`` does not say whose."""
    of, part = name[found.end() :].rstrip("的"), strip_tail(name[: found.start()])
    part = part or before_share(whole)
    tail = "" if is_one_of("rate", of) else "比重" if of else "比"
    return f"{part}占{of}{tail}"


def before_share(name: str) -> str:
    """工业投资占比 gives 工业投资."""
    return _share().split(name)[0]


def kind_of(
    first: Quantity, effect: str, name: str, *, chained: bool = False, behind: bool = False
) -> tuple[Kind, bool] | None:
    """Growth, level, count or change, and whether it is a fall; None if the figure states no target.

    ``effect`` is that of the verb (indicator_verbs.tsv); ``chained``: it goes on from growths;
    ``behind``: the name stands behind the figure.
    """
    group = first.group
    rising, falling = effect in ("up", "gain"), effect == "down"
    if group == "point":
        return ("change", falling) if rising or falling else None
    if group == "fold":
        return ("growth", falling) if rising or falling else None
    if group in RATIOS:
        return _ratio(first, effect, name, chained=chained)
    if not _countable(first, effect, name):
        return None
    if rising or falling:
        return "change", falling
    if _added().search(name):
        return "change", False
    if name.startswith(("每", "人均", "户均")):
        return "level", False
    if effect in ("build", "nominal") and not (first.reach and is_one_of("stock", name)):
        return ("count" if group in MASS else "level"), False
    if effect == "level" or first.reach:
        return "level", False
    standing = not behind and (group not in COUNTED or is_one_of("stock", name))
    return ("level" if standing else "count"), False


def _countable(first: Quantity, effect: str, name: str) -> bool:
    """Times belong to a span (寿命, 时限), bare numbers to an index; 十分 is no score."""
    if first.group == "time":
        return bool(is_one_of("span", name))
    if first.group == "bare" and not first.unit:
        return bool(is_one_of("score", name) and (effect or first.reach))
    return not (first.group == "score" and first.worded)


def _ratio(first: Quantity, effect: str, name: str, *, chained: bool) -> tuple[Kind, bool]:
    if effect in ("up", "gain", "down"):
        return "growth", effect == "down"
    if effect or first.reach or is_one_of("rate", name):
        return "level", False
    grows = chained or is_one_of("head", name) or is_one_of("stock", name)
    return ("growth" if grows else "level"), False
