"""Everything that is not known about this answer: what, what it costs, and what would resolve it."""

from __future__ import annotations

from foredose.advice.assessment import Unknown
from foredose.core import Indeterminate, percent
from foredose.genome import unlisted_caveat
from foredose.knowledge.drug_facts import DrugFacts
from foredose.knowledge.interaction_facts import perpetrations
from foredose.sources import Measurement, Order
from foredose.twin import Individual, Twin

__all__ = [
    "INCOMPLETE",
    "limits_of",
    "missing_fact",
    "order_questions",
    "unknowns_of",
]

_SURE = 0.9
_LEAST_BMI, _MOST_BMI = 10.0, 90.0
"""Outside these a weight and a height (kg/m2) are taken for a mistake; a choice of this project."""

INCOMPLETE = "the answer is incomplete"
"""Prefix of the effect of an unknown that makes the whole answer incomplete."""


def unknowns_of(twin: Twin, facts: DrugFacts | None, individual: Individual | None) -> tuple[Unknown, ...]:
    """Collect what is not known of the person's genes and covariates, and what could not be simulated."""
    found: list[Unknown] = []
    if individual is not None:
        found += _individual(individual)
    if twin.genome is not None and facts is not None:
        found += _genes(twin, facts)
    return tuple(found)


def _individual(individual: Individual) -> list[Unknown]:
    found = [
        Unknown(what=reason.why, effect=f"{INCOMPLETE}: exposure is shown without it", resolve=reason.resolve)
        for _, reason in individual.comedication.not_simulated
    ]
    for covariate in individual.model.covariates:
        if covariate.name in individual.missing:
            low, high = covariate.studied
            found.append(
                Unknown(
                    what=f"{covariate.name} is missing or not current",
                    effect=f"drawn from the studied people ({low:g}–{high:g} {covariate.unit}); intervals are wider",
                    resolve=f"measure {covariate.name}",
                )
            )
    for draws in individual.genotypes:
        if draws.left_out > 0.005:
            found.append(
                Unknown(
                    what=f"{draws.effect.gene}: {percent(draws.left_out)} of the genotype distribution is unknown or "
                    "was not studied",
                    effect="left out of the simulation",
                    resolve=f"a resolved {draws.effect.gene} genotype",
                )
            )
    found += [Unknown(what=n, effect="extrapolation", resolve="a measured level") for n in individual.notes]
    found += [
        Unknown(
            what=f"{p.perpetrator} is simulated at its full effect from the first dose",
            effect="; ".join(o.note for o in p.observed if o.victim == individual.model.drug and o.note)
            or "when it was started or will be stopped is not used",
            resolve="a level, and again when it is started or stopped",
        )
        for p, *_ in individual.comedication.acting
    ]
    return found


def limits_of(individual: Individual, facts: DrugFacts) -> tuple[Unknown, ...]:
    """Return the declared limits of the model and of the drug file."""
    model = individual.model
    found = [
        Unknown(
            what=f"limit of the model: {text}",
            effect="a limit of the model",
            resolve="see the source",
        )
        for text in model.population.not_for
    ]
    found += [
        Unknown(what=f"not in the model: {text}", effect="not simulated", resolve="a measured level")
        for text in facts.not_modelled
    ]
    if facts.window is not None and facts.window.kind == "reference":
        found.append(
            Unknown(
                what=f"whether {facts.inn} is needed as often as ordered is not judged",
                effect="the usual range is rebuilt at the ordered interval: it compares people, not regimens",
                resolve="judge the interval by the need and by the label",
            )
        )
    if not any(p.rse for p in model.parameters):
        found.append(
            Unknown(
                what="how precisely the model's parameters were estimated is not known",
                effect="the intervals hold genotype and differences between people only",
                resolve="the standard errors of the paper",
            )
        )
    return tuple(found)


def _genes(twin: Twin, facts: DrugFacts) -> list[Unknown]:
    assert twin.genome is not None
    found = []
    for gene in facts.pair_types:
        call = twin.genome.genes.get(gene)
        if call is None:
            found.append(
                Unknown(
                    what=f"{gene} was not called",
                    effect=f"its effect on {facts.inn} is unknown",
                    resolve=f"test {gene}",
                )
            )
        elif not call.reportable and call.reason:
            sure = call.phenotypes[0].probability if call.phenotypes else 0.0
            carried = "the genotype distribution is carried through"
            found.append(
                Unknown(
                    what=f"{gene} is not reportable: {call.reason}",
                    effect=carried if sure >= _SURE else f"{INCOMPLETE}: {carried}",
                    resolve=call.resolve or f"test {gene}",
                )
            )
        if call is not None and (beyond := unlisted_caveat(call)):
            found.append(
                Unknown(
                    what=f"carried, but {beyond}",
                    effect=f"its effect on {facts.inn} is not simulated",
                    resolve="have the change assessed, or measure the drug",
                )
            )
    return found


def order_questions(
    twin: Twin, order: Order, facts: DrugFacts, *, simulated: bool = True
) -> tuple[Unknown, ...]:
    """Return what the order itself leaves open: its indication, a first dose above the maximum, a duplicate.

    ``simulated`` tells whether anything was simulated, of which the duplicate could be said to be left out.
    """
    found = _indication_and_dose(twin, order, facts)
    silent = _without_facts(twin, order)
    if silent:
        found.append(
            Unknown(
                what=f"no effect of {', '.join(silent)} on enzymes is in the knowledge",
                effect="not looked at, which does not make it harmless; effects on the body are not judged either",
                resolve="look the pair up",
            )
        )
    if twin.takes(order.drug):
        found.append(
            Unknown(
                what=f"{order.drug} is already on the medication list",
                effect="simulated as the only source of the drug"
                if simulated
                else "whether both would be taken is not known",
                resolve="say whether the order replaces it",
            )
        )
    return tuple(found)


def _indication_and_dose(twin: Twin, order: Order, facts: DrugFacts) -> list[Unknown]:
    """Return what is open about the indication, and doses that could not be held to a maximum."""
    found = []
    if order.indication and facts.indication_named(order.indication) is None:
        found.append(
            Unknown(
                what=f"{order.indication!r} is not an indication of {facts.inn} that foredose knows",
                effect=f"{INCOMPLETE}: whether model and target speak for it is not known",
                resolve="name it as one of " + ", ".join(i.name for i in facts.indications),
            )
        )
    doses = [p.dose_mg for p in order.regimen if p.dose_mg is not None]
    if facts.max_daily_mg is None and doses and max(doses) > max(facts.dose_options_mg):
        found.append(
            Unknown(
                what=f"{max(doses):g} mg is more than any single dose of {facts.inn} that a source here names "
                f"({max(facts.dose_options_mg):g} mg)",
                effect=f"{INCOMPLETE}: it is not held to a maximum",
                resolve="check the dose",
            )
        )
    if len(order.regimen) > 1:
        found.append(
            Unknown(
                what="the first phase of the order is simulated, but only held to the maximum dose",
                effect="its course is not judged",
                resolve="check the loading dose against the label",
            )
        )
    found += _body(twin)
    if facts.max_daily_mg is None and facts.max_daily_mg_per_kg is not None and not _weighed(twin):
        found.append(
            Unknown(
                what=f"the daily maximum of {facts.inn} is per kilogram, and there is no current weight",
                effect=f"{INCOMPLETE}: doses are not held against it",
                resolve="weigh the person",
            )
        )
    return found


def _body(twin: Twin) -> list[Unknown]:
    """Return a doubt about weight and height that cannot both be right."""
    weight, height = twin.covariates.get("weight"), twin.covariates.get("height")
    if not isinstance(weight, Measurement) or not isinstance(height, Measurement):
        return []
    index = weight.value / (height.value / 100) ** 2
    if _LEAST_BMI <= index <= _MOST_BMI:
        return []
    return [
        Unknown(
            what=f"weight {weight.value:g} kg and height {height.value:g} cm give a body mass index of {index:.0f}",
            effect=f"{INCOMPLETE}: one of them may be wrong",
            resolve="measure both",
        )
    ]


def _without_facts(twin: Twin, order: Order) -> list[str]:
    """Return co-medication of which no interaction fact exists."""
    taken = dict.fromkeys(
        m.ingredient for m in twin.medications if m.ingredient and m.ingredient != order.drug
    )
    return [drug for drug in taken if not perpetrations([drug])]


def _weighed(twin: Twin) -> bool:
    return isinstance(twin.covariates.get("weight"), Measurement)


def missing_fact(reason: Indeterminate) -> Unknown:
    """Turn a refusal for want of a fact into an unknown that makes the answer incomplete."""
    return Unknown(what=reason.why, effect=f"{INCOMPLETE}: no simulation", resolve=reason.resolve)
