"""One order simulated in one person: exposures, window, and every dose that could be given instead."""

from __future__ import annotations

from dataclasses import dataclass

from foredose.advice.assessment import Exposure, Window
from foredose.advice.exposure import exposures, probabilities
from foredose.advice.options import Judged, judge, offered_doses
from foredose.advice.window import reference_doses, window_of
from foredose.core import Indeterminate
from foredose.knowledge.drug_facts import DrugFacts
from foredose.knowledge.interaction_facts import Perpetration
from foredose.models import compile_model, find_model
from foredose.models.declaration import Model
from foredose.sources import Measurement, Order
from foredose.twin import Forecast, Individual, Twin, draw_individual, forecast, resolve_phases, timeline_of

__all__ = [
    "DRAWS_LINEAR",
    "DRAWS_NONLINEAR",
    "Simulated",
    "daily_limit_mg",
    "exceeded_limit_mg",
    "simulate_order",
    "usual_daily_mg",
]

DRAWS_LINEAR, DRAWS_NONLINEAR = 1000, 320
"""Draws per person; the standard error of a probability is at most 1.6 and 2.8 points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """What was simulated for one order.

    Parameters
    ----------
    ranked
        Doses within the daily maximum, best first; empty where the drug has no window.
    regimen
        How the doses are taken: ``"every 24 h"``, ``"once"``.
    """

    individual: Individual
    forecast: Forecast
    window: Window | None
    exposures: tuple[Exposure, ...]
    ranked: tuple[Judged, ...]
    interval_h: float
    regimen: str

    @property
    def ordered_mg(self) -> float:
        """The ordered maintenance dose (mg)."""
        return float(self.forecast.timeline.dose_mg[-1])


def simulate_order(
    twin: Twin, order: Order, facts: DrugFacts | None, acting: tuple[Perpetration, ...], seed: int
) -> Simulated | Indeterminate:
    """Simulate the order, or say what is missing for it.

    Parameters
    ----------
    acting
        What the person's other drugs do to enzymes.

    Returns
    -------
    ``Indeterminate`` where there is no model for the drug, route or interval, or the person cannot be drawn.
    """
    obstacle = _obstacle(order, facts)
    phases = obstacle or resolve_phases(order, twin)
    if isinstance(phases, Indeterminate):
        return phases
    assert facts is not None and facts.model is not None
    model = find_model(facts.model)
    individual = draw_individual(
        model,
        twin,
        [p.enzyme for p in facts.pathways],
        acting,
        draws=DRAWS_LINEAR if compile_model(model.name).linear else DRAWS_NONLINEAR,
        seed=seed,
    )
    if isinstance(individual, Indeterminate):
        return individual
    return _forecast(twin, facts, model, individual, phases)


def _obstacle(order: Order, facts: DrugFacts | None) -> Indeterminate | None:
    """Return why the library cannot simulate an order, whoever it is for."""
    if facts is None or facts.model is None or facts.target_output is None:
        return Indeterminate(
            why=f"foredose holds no model of {order.drug}",
            resolve=f"a declared model and a drug file of {order.drug}",
        )
    if order.route != "oral":
        return Indeterminate(
            why=f"the model of {order.drug} is for oral doses, not {order.route}", resolve="an oral order"
        )
    interval = order.regimen[-1].interval_h
    if interval not in facts.intervals_h:
        return Indeterminate(
            why=f"{order.drug} every {interval:g} h is not an interval that its model covers",
            resolve="an order every " + " or ".join(f"{i:g}" for i in facts.intervals_h) + " h",
        )
    indication = facts.indication_named(order.indication) if order.indication else None
    if indication is not None and facts.model_indications and indication not in facts.model_indications:
        return Indeterminate(
            why=f"the model and the target of {order.drug} are for {' or '.join(facts.model_indications)}, "
            f"not for {indication}",
            resolve=f"a model of {order.drug} for {indication}",
        )
    return None


def _forecast(
    twin: Twin,
    facts: DrugFacts,
    model: Model,
    individual: Individual,
    phases: tuple[tuple[float, float, int | None], ...],
) -> Simulated:
    interval = phases[-1][1]
    ordered = phases[-1][0]
    offered = offered_doses({*facts.dose_options_mg, ordered}, interval, daily_limit_mg(facts, twin))
    timeline = timeline_of(phases, model.horizon_h)
    pattern = timeline_of(((1.0, interval, phases[-1][2]),), model.horizon_h)
    assert facts.target_output is not None
    course = forecast(
        individual,
        timeline,
        pattern=pattern,
        target=facts.target_output,
        own_doses=sorted({*offered, ordered}),
        reference_doses=reference_doses(facts),
    )
    window = window_of(facts, model, course.reference_at, pattern.last_start)
    ranked: tuple[Judged, ...] = ()
    if window is not None:
        ranked = judge(
            {
                d: probabilities(t, facts.target_output, window, pattern.last_start)
                for d, t in course.own_at.items()
                if d in offered
            },
            ordered,
        )
    return Simulated(
        individual=individual,
        forecast=course,
        window=window,
        exposures=exposures(model, course, facts.target_output, window),
        ranked=ranked,
        interval_h=interval,
        regimen=_regimen(interval, phases[-1][2]),
    )


def usual_daily_mg(facts: DrugFacts | None, twin: Twin) -> float | None:
    """Return the lowest labelled starting dose a day (mg) where the label doses by weight, else ``None``."""
    weight = twin.covariates.get("weight")
    if facts is None or facts.labelled_daily_mg_per_kg is None or not isinstance(weight, Measurement):
        return None
    return facts.labelled_daily_mg_per_kg[0] * weight.value


def _regimen(interval_h: float, doses: int | None) -> str:
    if doses == 1:
        return "once"
    return f"every {interval_h:g} h" + ("" if doses is None else f", {doses} doses")


def exceeded_limit_mg(facts: DrugFacts | None, twin: Twin, order: Order) -> tuple[float, float] | None:
    """Return (dose, limit) in mg where a phase of the order exceeds a limit, ``None`` where none does.

    A phase of one dose before another is a loading dose, held to the highest one that a source names; every other
    phase is held, by what it gives in a day, to the daily maximum.
    """
    phases = resolve_phases(order, twin)
    if facts is None or isinstance(phases, Indeterminate):
        return None
    limit = daily_limit_mg(facts, twin)
    for place, (dose, interval, doses) in enumerate(phases):
        loading = doses == 1 and place < len(phases) - 1
        most = facts.max_first_mg if loading and facts.max_first_mg is not None else limit
        given = dose * min(24 / interval, doses or float("inf")) if not loading else dose
        if most is not None and given > most + 1e-9:
            return given, most
    return None


def daily_limit_mg(facts: DrugFacts, twin: Twin) -> float | None:
    """Return the highest daily dose (mg) for this person's age, ``None`` where no source gives one."""
    weight = twin.covariates.get("weight")
    if (
        facts.max_daily_mg is None
        and facts.max_daily_mg_per_kg is not None
        and isinstance(weight, Measurement)
    ):
        return facts.max_daily_mg_per_kg * weight.value
    elderly = facts.max_daily_mg_elderly
    if (
        elderly is not None
        and not isinstance(twin.age_years, Indeterminate)
        and twin.age_years >= elderly.age_from
    ):
        return elderly.value
    return facts.max_daily_mg
