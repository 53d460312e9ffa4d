"""What simple rules say of the same ratios, so that it shows where mechanism earns its keep."""

from __future__ import annotations

import math

from foredose.activity.substrate import activity_of, parse_state
from foredose.core import Indeterminate
from foredose.knowledge.disposition_facts import Disposition, disposition
from foredose.knowledge.observed_facts import ObservedRatio
from foredose.knowledge.settled import settle

__all__ = ["BASELINES", "baseline"]

BASELINES = ("contribution and inhibition ratios", "activity score x clearance", "class rule", "constant 2")
_SCORES = {"PM": 0.0, "IM": 1.0, "NM": 2.0, "EM": 2.0, "RM": 2.5, "UM": 3.0}


def baseline(name: str, row: ObservedRatio) -> float:
    """Return a rule's ratio for a row; NaN where the rule does not speak."""
    drug = disposition(row.victim)
    if drug is None:
        return math.nan
    if name == BASELINES[0]:
        return _contribution(row, drug)
    if name == BASELINES[1]:
        return _score_clearance(row)
    if name == BASELINES[2]:
        return _class_rule(row, drug)
    return _two(row)


def _contribution(row: ObservedRatio, drug: Disposition) -> float:
    """1/(1 - CR (1 - FA)) of genotype, 1/(1 - CR IR) of inhibitors (Tod 2013, Goutelle; static, no time)."""
    found = 1.0
    if row.test and not row.perpetrators:
        gene = row.test.split(":")[0]
        share = settle(drug, "share", gene, "liver")
        sides = [_score(x) for x in (row.test, row.reference)]
        if isinstance(share, Indeterminate) or None in sides:
            return math.nan
        left = [1 - share.value * (1 - (s or 0.0) / 2) for s in sides]
        return left[1] / max(left[0], 0.01)
    for p in row.perpetrators:
        other = disposition(p.inn)
        for enzyme in other.enzymes("residual") if other else ():
            share, residual = settle(drug, "share", enzyme, "liver"), _class_of(p.inn, enzyme)
            if isinstance(share, Indeterminate) or residual is None:
                continue
            found *= 1 / max(1 - share.value * (1 - residual), 0.01)
    return found if row.perpetrators and found != 1.0 else math.nan


def _score_clearance(row: ObservedRatio) -> float:
    """Clearance in proportion to the activity score."""
    if row.perpetrators:
        return math.nan
    test, reference = _score(row.test), _score(row.reference)
    if test is None or reference is None or not reference:
        return math.nan
    return reference / max(test, 0.1)


def _class_rule(row: ObservedRatio, drug: Disposition) -> float:
    """The middle of the perpetrator's class for any drug that the enzyme clears at all."""
    found = [
        1 / residual
        for p in row.perpetrators
        if (other := disposition(p.inn)) is not None
        for enzyme in other.enzymes("residual")
        if (residual := _class_of(p.inn, enzyme)) is not None
        and not isinstance(settle(drug, "share", enzyme, "liver"), Indeterminate)
    ]
    return max(found, key=lambda x: abs(math.log(x)), default=math.nan)


def _two(row: ObservedRatio) -> float:
    """2 where exposure is expected to rise, a half where it is expected to fall."""
    if row.perpetrators:
        induces = any(
            (other := disposition(p.inn)) is not None and any(f.quantity == "Emax" for f in other.facts)
            for p in row.perpetrators
        )
        return 0.5 if induces else 2.0
    sides = [_activity(x) for x in (row.test, row.reference)]
    return 2.0 if sides[0] <= sides[1] else 0.5


def _class_of(inn: str, enzyme: str) -> float | None:
    other = disposition(inn)
    classed = [f.value for f in other.named("residual", enzyme) if f.basis == "class"] if other else []
    return classed[0] if classed else None


def _score(text: str) -> float | None:
    _, kind, name = text.split(":", 2)
    if kind == "score":
        return float(name)
    if kind == "phenotype":
        return _SCORES.get(name)
    return 2 * min(_activity(text), 2.0)


def _activity(text: str) -> float:
    gene, kind, name = text.split(":", 2)
    state = parse_state(gene, name)
    found = activity_of(type(state)(gene=gene, kind=kind, name=name), "")
    return 1.0 if isinstance(found, Indeterminate) else sum(share * one.value for share, one in found)
