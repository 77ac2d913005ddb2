"""Whether a result lies within what a target says.

Both are taken as intervals of one unit: “8%以上” is everything from 8 up, “控制在3.5%以内” everything up to 3.5, “6%—7%” and
“10%” everything from their lower end up (more is better), or down for a fall (“下降3%”) and for an indicator that is better low
(ontology/indicators.ttl). A target is met if the result's interval lies in it, missed if the two are apart; else the words
do not settle it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kg.figures import Figure
from kg.ledger.model import EXCEEDED, Outcome, Reason, reason
from kg.units import DOUBLING, scale, shown, step
from kg.vocab import better_low, indicators

# “左右” and “约” are as wide as the greater of half a unit of the last digit that is written (7%左右: ±0.5) and this share of
# the number (5.5%左右: ±0.275, 1200万人左右: ±60万人). Reports do not say how wide; every reason that rests on it states it.
ABOUT = Decimal("0.05")
_INFINITE = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Judgement:
    verdict: Outcome
    reason: Reason
    detail: str = ""


def judge(plan: Figure, result: Figure) -> Judgement:
    """The verdict on a target by a result of the same indicator, kind, unit, year and base."""
    low, high = _allowed(plan)
    least, most = _said(result)
    about = "_about" if plan.comparator == "about" else ""
    words = {"plan": words_of(plan), "result": words_of(result), "tolerance": _in_unit(plan, tolerance(plan))}
    if most < low or least > high:
        gap = abs(
            _nearest(plan) - result.low
        )  # from the number that the text has, not from the end of its tolerance
        return Judgement("missed", reason(f"short{about}", gap=_gap(plan, gap), **words))
    if least < low or most > high:
        return Judgement("not_comparable", reason("vague", **words))
    over = _over(plan, result)
    if over > 0:
        return Judgement("met", reason(f"beyond{about}", gap=_gap(plan, over), **words), EXCEEDED)
    return Judgement("met", reason("within" if about else "met", **words))


def tolerance(figure: Figure) -> Decimal:
    """How far “左右” reaches to either side, in the comparable unit."""
    per = _per_unit(figure)
    return max(step(figure.value) / 2 * per, abs(figure.low) * ABOUT)


def words_of(figure: Figure) -> str:
    """The figure as its text has it: 7%左右, 1.2万人以上, 6%—7%, 下降3%, 翻1番."""
    fall = "" if figure.low >= 0 else "下降" if figure.kind == "growth" else "减少"
    rise = "翻" if figure.written == DOUBLING and not fall else ""
    ends = [figure.value] if figure.maximum is None else [figure.value, figure.maximum]
    value = "—".join(shown(abs(one) if fall else one, figure.written) for one in ends)
    tail = {"about": "左右", "at_least": "以上", "at_most": "以内"}.get(figure.comparator, "")
    return fall + rise + value + tail


def _allowed(plan: Figure) -> tuple[Decimal, Decimal]:
    """All that meets the target."""
    slack = tolerance(plan) if plan.comparator == "about" else Decimal(0)
    downwards = _downwards(plan)
    if plan.comparator == "at_least":
        downwards = plan.high < 0  # 下降3%以上: a fall at least that deep
    if plan.comparator == "at_most":
        downwards = plan.low >= 0
    return (-_INFINITE, plan.high + slack) if downwards else (plan.low - slack, _INFINITE)


def _downwards(plan: Figure) -> bool:
    """Whether less is better: of a fall, and of an indicator that is better low."""
    return plan.high < 0 or (indicators().get(plan.key, "") in better_low() and plan.low >= 0)


def _said(result: Figure) -> tuple[Decimal, Decimal]:
    """All that the words of a result leave possible."""
    if result.comparator == "at_least":
        return (-_INFINITE, result.high) if result.high < 0 else (result.low, _INFINITE)
    if result.comparator == "at_most":
        return (result.low, Decimal(0)) if result.high < 0 else (-_INFINITE, result.high)
    slack = tolerance(result) if result.comparator == "about" else Decimal(0)
    return result.low - slack, result.high + slack


def _over(plan: Figure, result: Figure) -> Decimal:
    """How far the result goes beyond the number of the target; below 0 if it does not, or if less is enough."""
    slack = tolerance(plan) if plan.comparator == "about" else Decimal(0)
    if plan.comparator == "at_most" or (plan.high >= 0 and _downwards(plan)):
        return Decimal(-1)
    beyond = plan.low - result.high if plan.high < 0 else result.low - plan.high
    return beyond if beyond > slack else Decimal(-1)


def _nearest(plan: Figure) -> Decimal:
    return plan.high if plan.high < 0 or _downwards(plan) else plan.low


def _per_unit(figure: Figure) -> Decimal:
    """How many of the comparable unit one of the written unit is, at this figure."""
    return (
        abs(figure.low / figure.value)
        if figure.value and figure.maximum is None
        else scale(figure.written)[1]
    )


def _in_unit(figure: Figure, amount: Decimal) -> str:
    return shown(amount / _per_unit(figure), "" if figure.unit == "%" else figure.written)


def _gap(plan: Figure, amount: Decimal) -> tuple[str, str]:
    """A difference in the target's unit, in Chinese and English; of percentages, in percentage points."""
    if plan.unit == "%":
        return shown(amount, "个百分点"), shown(amount, " percentage points")
    told = shown(amount / _per_unit(plan), plan.written)
    return told, told
