"""Which doses are offered and which are not, each with its reason; and whether the choice is firm."""

from __future__ import annotations

from collections.abc import Sequence

from foredose.advice.assessment import NotOffered, Option
from foredose.advice.guidance import Guidance, blocks
from foredose.advice.options import AGREEMENT, Judged, firm_choice
from foredose.advice.simulated import Simulated, exceeded_limit_mg
from foredose.advice.unknowns import alternatives_not_simulated
from foredose.core import Indeterminate
from foredose.knowledge.drug_facts import DrugFacts
from foredose.safety import HardStop
from foredose.sources import Order
from foredose.twin import Twin

__all__ = ["not_firm", "offer"]

_MEASURES = {
    "ctrough": "trough",
    "auc_tau": "AUC of a dosing interval",
    "value_mean": "mean of a dosing interval",
    "cavg": "average",
    "cmax": "peak",
}


def offer(
    twin: Twin,
    order: Order,
    facts: DrugFacts | None,
    done: Simulated | None,
    guidance: Sequence[Guidance],
    stops: Sequence[HardStop],
) -> tuple[tuple[Option, ...], tuple[NotOffered, ...]]:
    """Return what is offered, best first, and what is not, with the reason.

    Nothing is offered of a drug that is contraindicated in this person, no dose above the daily maximum, and none
    that a guideline says to avoid.
    """
    if facts is None:
        return (), (NotOffered(drug=order.drug, unknown="no drug file"),)
    named = alternatives_not_simulated(
        facts, facts.indication_named(order.indication) if order.indication else None
    )
    if done is None or done.window is None:
        return (), named
    forbidden = next((s for s in stops if s.severity == "contraindicated"), None)
    if forbidden is not None:
        return (), (NotOffered(drug=order.drug, unknown=f"contraindicated: {forbidden.text}"), *named)
    ordered = done.ordered_mg
    options, refused = [], []
    limit = exceeded_limit_mg(facts, twin, done)
    if limit is not None:
        refused.append(
            NotOffered(
                drug=f"{order.drug} {ordered:g} mg",
                unknown=f"above the maximum of {limit:g} mg a day ({_limit_source(facts)})",
            )
        )
    for judged in done.ranked:
        a_day = judged.dose_mg * 24 / done.interval_h
        blocking = next(
            (g for g in guidance if g.fact.action == "avoid" and blocks(g.fact, g.probability, a_day)), None
        )
        if blocking is not None:
            refused.append(
                NotOffered(
                    drug=f"{order.drug} {judged.dose_mg:g} mg",
                    unknown=f"{blocking.fact.source} says avoid ({blocking.fact.strength})",
                )
            )
            continue
        options.append(_option(order.drug, judged, done, ordered))
    return tuple(options), (*refused, *named)


def _limit_source(facts: DrugFacts) -> str:
    name = "max_daily_mg" if facts.max_daily_mg is not None else "max_daily_mg_per_kg"
    return str(facts.sources[name])


def _option(drug: str, judged: Judged, done: Simulated, ordered_mg: float) -> Option:
    assert done.window is not None
    window = done.window
    unit = "" if window.unit == "1" else f" {window.unit}"
    return Option(
        drug=drug,
        dose=f"{judged.dose_mg:g} mg",
        regimen=done.regimen,
        benefit=judged.benefit,
        risk=judged.risk,
        why=(
            f"{done.exposures[0].analyte} {_MEASURES[window.measure]} within {window.low:.3g}-{window.high:.3g}"
            f"{unit} in {judged.benefit:.0%} of draws, above {window.toxic:.3g} in {judged.risk:.0%}",
        ),
        ordered=abs(judged.dose_mg - ordered_mg) < 1e-9,
    )


def not_firm(done: Simulated, guidance: Sequence[Guidance]) -> Indeterminate | None:
    """Return why the advice would flip across what is not known of the person, ``None`` where it holds.

    Both kinds of advice count: the leading dose, and a guideline's "avoid" that holds for some of the genotype
    posterior only.
    """
    for g in guidance:
        a_day = done.ordered_mg * 24 / done.interval_h
        if (
            g.fact.action == "avoid"
            and 1 - AGREEMENT < g.probability < AGREEMENT
            and blocks(g.fact, 1.0, a_day)
        ):
            genes = " and ".join(f"{gene} {state}" for gene, state in g.advice.genes.items())
            return Indeterminate(
                why=f"{g.fact.source} says avoid for {genes}, which has a probability of {g.probability:.0%}",
                resolve=f"a resolved {' and '.join(g.fact.genes)} genotype",
            )
    return firm_choice(done.ranked, done.individual)
