"""Targets: each beside its result, beside the target of the next report, or beside that of another place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.figures import Figure, Side, clause
from kg.ledger.editions import Edition
from kg.ledger.model import Entry, Outcome, Reason, Verdict, reason
from kg.ledger.pairing import by_keys
from kg.ledger.similar import near_names
from kg.ledger.verdict import Judgement, judge, words_of
from kg.vocab import indicators, label

_PIECES = ("count", "change")  # 建设长者食堂20家 and 新增长者食堂23家 count the same
_UNSURE = 0.85  # how sure a match of these two is, against one of the same kind
_OTHER_NAME = 0.95  # against one in which both texts call the indicator the same
_WORDED = 0.7  # that an indicator named among the targets without a number is one still
_YARDSTICK = "(?!(?:基本|大体|保持)*(?:同步|一致|相适应|相匹配))"
_NEAR = 0.5  # of an indicator whose name is only similar


def outcomes(edition: Edition, history: Sequence[Edition]) -> Iterator[Entry]:
    """Each target of ``edition`` beside its result in the reports of ``history`` (of the same area, by year)."""
    later = [one for one in history if one.year >= edition.year]
    for plan in planned(edition):
        found, result = _settle(plan, later)
        confidence = plan.confidence
        if result:
            confidence = min(confidence, result.confidence) * _likeness(plan, result, found)
        yield Entry(
            "target", _label(plan), found.verdict, plan.side, result.side if result else None, found.reason,
            round(confidence, 3), edition.area, found.detail, plan.modality,
            (edition.year, result.side.year if result else None),
        )  # fmt: skip


def changes(before: Edition, after: Edition) -> Iterator[Entry]:
    """The targets of a report beside those of a later one."""
    pairs, gone, fresh = _paired(before, after)
    for old, new in pairs:
        verdict, why = _moved(old, new)
        yield _entry(verdict, why, old, new, before.area)
    for old in gone:
        if _horizon(old) and (old.year or after.year) < after.year:
            continue  # its year is over: nothing is left to be planned
        if words := _without_number(old, after):
            why = reason("no_number", report=after.year, words=words.text)
            found = _entry("changed", why, old, None, before.area)
            yield replace(found, after=words, confidence=round(found.confidence * _WORDED, 3))
        else:
            yield _entry("dropped", reason("target_gone", report=after.year), old, None, before.area)
    for new in fresh:
        yield _entry("new", reason("target_new", report=before.year), None, new, after.area)


def contrasts(first: Edition, second: Edition) -> Iterator[Entry]:
    """The targets of two places."""
    area = f"{first.area} / {second.area}"
    pairs, only, other = _paired(first, second)
    for one, two in pairs:
        same = _moved(one, two)[0] == "continued"
        words = {"before": f"{first.area}{words_of(one)}", "after": f"{second.area}{words_of(two)}"}
        verdict: Verdict = "shared" if same else "differs"
        yield _entry(verdict, reason("both" if same else "both_differ", **words), one, two, area)
    for one in only:
        yield _entry("only_first", reason("only_first", first=first.area), one, None, area)
    for two in other:
        yield _entry("only_second", reason("only_second", second=second.area), None, two, area)


def planned(edition: Edition) -> tuple[Figure, ...]:
    """The targets of a report, one that it states twice once."""
    found = {
        (f.key, f.kind, f.unit, f.low, f.high, f.comparator, f.year, f.base): f
        for f in reversed(edition.figures)
        if f.status != "achieved"
    }
    return tuple(reversed(found.values()))


def _settle(plan: Figure, later: Sequence[Edition]) -> tuple[Judgement, Figure | None]:
    """The verdict on a target and the result it rests on, from the reports of its year and after."""
    if plan.year is None:
        return Judgement("not_comparable", reason("no_plan_year")), None
    told = [
        (one, f)
        for one in later
        for f in one.figures
        if f.status == "achieved" and f.side.iri != plan.side.iri
    ]
    reviews = {one.year: one for one, f in told if f.year == plan.year}
    reviews |= {one.year: one for one in later if one.year == plan.year + 1}
    same = [f for one, f in told if f.key == plan.key and (f.year == plan.year or one.year in reviews)]
    if fitting := [f for f in same if not _obstacle(plan, f)]:
        chosen = min(fitting, key=lambda f: (f.indicator != plan.indicator, f.kind != plan.kind))
        return _with_others(judge(plan, chosen), chosen, fitting), chosen
    if obstacles := [(*found, f) for f in same if (found := _obstacle(plan, f))]:
        _, why, chosen = min(obstacles, key=lambda at: at[0])
        return Judgement("not_comparable", why), chosen
    if not reviews:
        return Judgement("open", reason("not_due", year=plan.year)), None
    for one, f in told:
        if one.year in reviews and f.year == plan.year and _may_be(plan, f):
            return Judgement("not_comparable", reason("near_name", name=f.indicator)), f
    return Judgement("not_reported", reason("not_reported", year=plan.year, report=min(reviews))), None


def _obstacle(plan: Figure, result: Figure) -> tuple[int, Reason] | None:
    """What keeps a result of the same indicator from settling the target, and how far it is from doing so."""
    said = words_of(result)
    if result.year != plan.year:
        if result.year is None:
            return 3, reason("no_year", result=said)
        return 4, reason("other_year", plan_year=plan.year, result_year=result.year, result=said)
    if result.kind != plan.kind and {plan.kind, result.kind} != set(_PIECES):
        return 2, _kinds(plan, result, said)
    if result.unit != plan.unit:
        return 1, reason("other_unit", plan_unit=plan.written, result_unit=result.written)
    if plan.kind == "growth" and result.base != plan.base:
        bases = {"plan_base": _base(plan), "result_base": _base(result)}
        return 0, reason("other_base", **bases)
    return None


def _kinds(plan: Figure, result: Figure, said: str) -> Reason:
    if plan.kind == "growth" and result.kind == "level":
        return reason("level_for_growth", result=said)
    if plan.kind == "level" and result.kind == "growth":
        return reason("growth_for_level", result=said)
    return reason("other_kind", plan_kind=_named(plan), result_kind=_named(result), result=said)


def _named(figure: Figure) -> tuple[str, str]:
    """What its kind is called in Chinese and English."""
    return label(figure.kind, "zh"), label(figure.kind, "en")


def _base(figure: Figure) -> int | None:
    return figure.base or (figure.year - 1 if figure.year else None)


def _may_be(plan: Figure, result: Figure) -> bool:
    """Whether a result of another name may be meant; two indicators of the scheme are never the same."""
    known = indicators()
    if plan.key in known and result.key in known:
        return False
    return result.kind == plan.kind and result.unit == plan.unit and near_names(plan.key, result.key)


def _with_others(found: Judgement, chosen: Figure, fitting: Sequence[Figure]) -> Judgement:
    others = {words_of(f): None for f in fitting if (f.low, f.high) != (chosen.low, chosen.high)}
    if not others:
        return found
    more = reason("also", others="、".join(others))
    why = Reason(found.reason.code, f"{found.reason.zh}；{more.zh}", f"{found.reason.en}; {more.en}")
    return Judgement(found.verdict, why, found.detail)


def _likeness(plan: Figure, result: Figure, found: Judgement) -> float:
    if found.reason.code == "near_name":
        return _NEAR
    name = 1.0 if plan.indicator == result.indicator else _OTHER_NAME
    settled: tuple[Outcome, ...] = ("met", "missed")
    return name * (_UNSURE if found.verdict in settled and plan.kind != result.kind else 1.0)


def _paired(
    before: Edition, after: Edition
) -> tuple[list[tuple[Figure, Figure]], list[Figure], list[Figure]]:
    def loose(figure: Figure) -> tuple[object, ...]:
        return figure.key, _horizon(figure)

    def same_kind(figure: Figure) -> tuple[object, ...]:
        return *loose(figure), figure.kind, figure.unit, figure.base

    def same_force(figure: Figure) -> tuple[object, ...]:
        return *same_kind(figure), figure.comparator

    def equal(figure: Figure) -> tuple[object, ...]:
        return *same_force(figure), figure.low, figure.high

    return by_keys(planned(before), planned(after), (equal, same_force, same_kind, loose))


def _without_number(plan: Figure, edition: Edition) -> Side | None:
    """Where a report names the indicator among its targets but gives no number: 居民收入与经济增长同步."""
    targets = planned(edition)
    for said, document in {f.side.sentence.id: (f.side.sentence, f.side.document) for f in targets}.values():
        for begin, end in _named_at(plan, document.text, said.begin, said.end):
            if not any(
                f.side.document.id == document.id and f.side.begin <= begin < f.side.end for f in targets
            ):
                return clause(said.id, begin, end, said, document)
    return None


def _named_at(plan: Figure, text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Where ``text[begin:end]`` has one of the indicator's names, not within the name of another (城镇居民收入), nor as the
    measure of another (与经济增长同步)."""
    known = indicators()
    own = {plan.indicator, *(name for name, concept in known.items() if concept == known.get(plan.key))}
    names = "|".join(map(re.escape, sorted(own | known.keys(), key=lambda name: (-len(name), name))))
    for match in re.finditer(f"(?:{names}){_YARDSTICK}", text[begin:end]):
        if match[0] in own:
            yield begin + match.start(), begin + match.end()


def _horizon(figure: Figure) -> int | None:
    """The year that a target is for, 0 if it names none; None for the report's own year, which moves with the report."""
    return None if figure.year == figure.side.year else figure.year or 0


def _label(figure: Figure) -> str:
    """The indicator, and the year of a target that is for another one than its report."""
    return f"{figure.indicator}（{figure.year}年）" if _horizon(figure) else figure.indicator


def _moved(old: Figure, new: Figure) -> tuple[Verdict, Reason]:
    words = {"before": words_of(old), "after": words_of(new)}
    if old.kind != new.kind:
        return "changed", reason("target_kind", **words, before_kind=_named(old), after_kind=_named(new))
    same = (old.low, old.high, old.unit, old.comparator) == (new.low, new.high, new.unit, new.comparator)
    if same:
        return "continued", reason("same_target", **words)
    return "changed", reason("target_moved", **words)


def _entry(verdict: Verdict, why: Reason, old: Figure | None, new: Figure | None, area: str) -> Entry:
    ends = [figure for figure in (old, new) if figure]
    return Entry(
        "target", _label(ends[0]), verdict, old.side if old else None, new.side if new else None, why,
        min(figure.confidence for figure in ends), area, modality=ends[0].modality,
    )  # fmt: skip
