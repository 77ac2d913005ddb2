"""Projects and measures: what a later report says of what was planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.figures import Side, same_name
from kg.ledger.editions import Act, Edition, Stage
from kg.ledger.model import Entry, Kind, Reason, Verdict, reason
from kg.ledger.pairing import Score, by_score
from kg.ledger.similar import quoted, renamed, scores

# How far a plan goes: 实施 X goes on as 推进 X does.
_RANK: Mapping[Stage, int] = {"prepare": 0, "start": 1, "push": 2, "do": 2, "finish": 3}
_MENTIONED = 0.5  # how sure it is that a thing that is still named is still planned
_KEYED = 0.98  # that two projects of one name are one
_ALIKE = 0.97  # that two measures of the same words are one; less by what their words differ


@dataclass(frozen=True, slots=True)
class Promise:
    """A project that is planned, or a measure; ``act`` is what is planned for it that goes furthest."""

    kind: Kind
    label: str
    key: str  # of a project; "" for a measure
    act: Act


@dataclass(frozen=True, slots=True)
class _Fate:
    """What a later report has on a promise: that it is planned again, that something was done, and how sure that is."""

    again: Promise | None
    told: Act | None
    sure: float


def promises(edition: Edition) -> tuple[Promise, ...]:
    """What a report plans, each once: projects, then measures that belong to nothing else."""
    found: dict[tuple[str, str], Promise] = {}
    for thing in edition.things:
        acts = [act for act in thing.acts if act.status != "achieved"]
        if acts:
            found.setdefault(("", thing.key), Promise("project", thing.label, thing.key, _furthest(acts)))
    for act in edition.acts:
        if act.status != "achieved" and not act.counted and not act.owner:
            found.setdefault((act.action, act.text), Promise("measure", _name(act), "", act))
    return tuple(found.values())


def changes(before: Edition, after: Edition, names: Mapping[str, str]) -> Iterator[Entry]:
    """The promises of a report and what a later one says of them; ``names`` maps former names to present ones."""
    old, new = promises(before), promises(after)
    fates, taken = _followed(old, new, after, names)
    for promise, fate in zip(old, fates, strict=True):
        yield _followup(promise, fate, after, names, before.area)
    for promise in new:
        if promise.act.iri not in taken:
            yield _fresh(promise, before, after)


def contrasts(first: Edition, second: Edition) -> Iterator[Entry]:
    """The promises of two places; a stage that differs is told."""
    area = f"{first.area} / {second.area}"
    old, new = promises(first), promises(second)
    fates, taken = _followed(old, new, second, {})
    for promise, fate in zip(old, fates, strict=True):
        if fate.again is None:
            why = reason("only_first", first=first.area)
            yield _entry(promise, "only_first", promise.act.side, None, why, promise.act.confidence, area)
            continue
        other = fate.again.act
        same = _RANK[promise.act.stage] == _RANK[other.stage]
        words = {
            "before": f"{first.area}：{promise.act.side.text}",
            "after": f"{second.area}：{other.side.text}",
        }
        why = reason("both" if same else "both_differ", **words)
        sure = fate.sure * min(promise.act.confidence, other.confidence)
        yield _entry(promise, "shared" if same else "differs", promise.act.side, other.side, why, sure, area)
    for promise in new:
        if promise.act.iri not in taken:
            why = reason("only_second", second=second.area)
            yield _entry(promise, "only_second", None, promise.act.side, why, promise.act.confidence, area)


def _followed(
    old: Sequence[Promise], new: Sequence[Promise], after: Edition, names: Mapping[str, str]
) -> tuple[list[_Fate], set[str]]:
    """For each old promise what the later edition has on it, and the IRIs of the planned measures that were matched.

    Projects of one name go together; then measures, whatever they belong to, by how alike their words are.
    """
    counted = [Promise("target", "", "", a) for a in after.acts if a.status != "achieved" and a.counted]
    pool = [*new, *counted]
    told = [act for act in after.acts if act.status == "achieved"]
    again = _matched(old, [(p.key, p.act) for p in pool], names)
    report = _matched(old, [(act.owner, act) for act in told], names)
    fates = [
        _Fate(
            pool[again[i].second] if i in again else None,
            told[report[i].second] if i in report else None,
            again[i].value if i in again else report[i].value if i in report else 1.0,
        )
        for i in range(len(old))
    ]
    return fates, {fate.again.act.iri for fate in fates if fate.again}


def _matched(
    old: Sequence[Promise], pool: Sequence[tuple[str, Act]], names: Mapping[str, str]
) -> dict[int, Score]:
    """Old promise → its match in ``pool``, whose members are the key of their project, or "", and what is said of it.

    One name goes before likeness; of several measures on one project, that which goes furthest.
    """
    by_key: dict[str, list[int]] = defaultdict(list)
    for j, (key, _) in enumerate(pool):
        by_key[key].append(j)
    found = [
        Score(_KEYED + _RANK[pool[j][1].stage] / 1000, i, j)
        for i, promise in enumerate(old)
        for j in (by_key[renamed(promise.key, names)] if promise.key else ())
    ]
    for score in scores([p.act for p in old], [act for _, act in pool], names):
        found.append(score._replace(value=score.value * _ALIKE))
    return {score.first: score for score in by_score(found)}


def _followup(promise: Promise, fate: _Fate, after: Edition, names: Mapping[str, str], area: str) -> Entry:
    act = promise.act
    verdict, end, why = _verdict(promise, fate, after)
    former = next((name for name in names if name in same_name(act.text)), None)
    if former and verdict != "dropped":
        why = reason("renamed", why, before=former, after=names[former])
        verdict = "renamed" if verdict in ("continued", "changed") else verdict
    sure = fate.sure if fate.again or fate.told else _MENTIONED if end else 1.0
    ends = [one.confidence for one in (fate.again.act if fate.again else None, fate.told) if one]
    return _entry(promise, verdict, act.side, end, why, sure * min([act.confidence, *ends]), area)


def _verdict(promise: Promise, fate: _Fate, after: Edition) -> tuple[Verdict, Side | None, Reason]:
    act, year, told = promise.act, after.year, fate.told
    new = fate.again.act if fate.again else None
    done = told is not None and _finished(act.stage, told.stage)
    if told and done and (new is None or act.stage in ("prepare", "start")):
        more = [reason("and_on", next=new.side.text)] if new else []
        return "done", told.side, reason("done", *more, report=year, after=told.side.text)
    if new:
        why = reason("again", report=year)
        if told:
            why = reason("again_reported", report=year, action=told.side.text)
        if _RANK[act.stage] == _RANK[new.stage]:
            return "continued", new.side, why
        return "changed", new.side, reason("stage", why, before=act.action, after=new.action)
    if told:
        return "continued", told.side, reason("under_way", report=year, action=told.side.text)
    still = _still_said(promise, after)
    if still:
        return "continued", still, reason("mentioned", report=year, name=still.text)
    return "dropped", None, reason("gone", report=year)


def _finished(planned: Stage, told: Stage) -> bool:
    """Whether what is reported is all that was planned: to finish it, or to begin it where no more was promised."""
    if planned in ("prepare", "start"):
        return told in ("do", "finish") or _RANK[told] >= _RANK[planned]
    return told in ("do", "finish")


def _still_said(promise: Promise, edition: Edition) -> Side | None:
    """Where a report has the words of a promise in a sentence that is read as no measure, or as another one."""
    name = same_name(promise.label if promise.key else promise.act.text)
    for document in edition.documents:
        at = quoted(name, document.text)
        said = next(
            (s for s in edition.sentences if at and s.document == document.id and s.begin <= at[0] < s.end),
            None,
        )
        if at and said:
            return Side(said.id, document.text[at[0] : at[1]], said, document, *at)
    return None


def _fresh(promise: Promise, before: Edition, after: Edition) -> Entry:
    """A promise that no earlier one was matched with; one whose words the earlier report has goes on."""
    named = _still_said(promise, before)
    side, confidence = promise.act.side, promise.act.confidence
    if named:
        why = reason("named_before", report=before.year, name=named.text)
        return _entry(promise, "continued", named, side, why, confidence * _MENTIONED, after.area)
    return _entry(promise, "new", None, side, reason("fresh", report=before.year), confidence, after.area)


def _entry(
    of: Promise,
    verdict: Verdict,
    before: Side | None,
    after: Side | None,
    why: Reason,
    sure: float,
    area: str,
) -> Entry:
    return Entry(of.kind, of.label, verdict, before, after, why, round(sure, 3), area)


def _furthest(acts: Sequence[Act]) -> Act:
    return max(acts, key=lambda act: (_RANK[act.stage], -act.side.begin))


def _name(act: Act) -> str:
    return act.side.text if len(act.side.text) <= 40 else act.action + act.text
