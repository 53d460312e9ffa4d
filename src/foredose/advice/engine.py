"""From a twin, an order and the facts of the drug to the assessment: the one place where advice is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from foredose.advice.assessment import (
    ActivityShown,
    Assessment,
    Exposure,
    NotOffered,
    Option,
    TwinSummary,
    Unknown,
    Window,
)
from foredose.advice.explain import activities, why_tree
from foredose.advice.exposure import exposures, probabilities
from foredose.advice.guidance import Guidance, blocks, guidance_for
from foredose.advice.headline import headline
from foredose.advice.options import Judged, firm_choice, judge, offered_doses
from foredose.advice.unknowns import INCOMPLETE, alternatives_not_simulated, missing_fact, unknowns_of
from foredose.advice.window import reference_doses, window_of
from foredose.core import Indeterminate
from foredose.knowledge.drug_facts import DrugFacts, load_drug
from foredose.knowledge.interaction_facts import Perpetration, perpetrations
from foredose.models import find_model
from foredose.models.declaration import Model
from foredose.safety import HardStop
from foredose.sources import Order
from foredose.twin import Forecast, Individual, Twin, draw_individual, forecast, resolve_phases, timeline_of

__all__ = ["DRAWS_LINEAR", "DRAWS_NONLINEAR", "assess"]

DRAWS_LINEAR, DRAWS_NONLINEAR = 1000, 400
"""Draws per person; the standard error of a probability is at most 1.6 and 2.5 points."""

_MEASURES = {
    "ctrough": "trough",
    "auc_tau": "AUC of a dosing interval",
    "value_mean": "mean of a dosing interval",
    "cavg": "average",
    "cmax": "peak",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Simulated:
    individual: Individual
    forecast: Forecast
    window: Window | None
    exposures: tuple[Exposure, ...]
    ranked: tuple[Judged, ...]
    interval_h: float


def assess(
    twin: Twin,
    order: Order,
    *,
    stops: Sequence[HardStop],
    stopped: Mapping[str, HardStop],
    open_questions: Sequence[Unknown],
    identity: Indeterminate | None,
    code_version: str,
    knowledge_version: str,
    seed: int,
) -> Assessment:
    """Assess one order for one person.

    Parameters
    ----------
    stops, stop_unknowns
        What the safety room found, and what it could not check.
    identity
        Why this genome, record and order may not be joined; ``None`` when they may.
    """
    twin = _without_genes(twin, stopped)
    facts = load_drug(order.drug)
    acting = perpetrations(m.ingredient for m in twin.medications if m.ingredient)
    simulated = _refusal_first(identity, stops) or _simulate(twin, order, facts, acting, seed)
    done = simulated if isinstance(simulated, _Simulated) else None
    guidance = _guidance(twin, order, facts, acting) if identity is None else ()
    options, not_offered = _options(order, facts, done, guidance) if identity is None else ((), ())
    refused = simulated if isinstance(simulated, Indeterminate) else _flips(done)
    unknowns = [*open_questions, *unknowns_of(twin, facts, done.individual if done else None)]
    if isinstance(simulated, Indeterminate) and not _refusal_first(identity, stops):
        unknowns.insert(0, missing_fact(simulated))
    shown = activities(done.individual, twin) if done else ()
    target = done.exposures[0] if done else None
    ordered_mg = float(done.forecast.timeline.dose_mg[-1]) if done else None
    return Assessment(
        complete=not any(u.effect.startswith(INCOMPLETE) for u in unknowns),
        headline=headline(
            order.drug,
            refused=refused,
            stops=stops,
            target=target,
            guidance=guidance,
            ranked=done.ranked if done else (),
            ordered_mg=ordered_mg,
        ),
        order=order,
        twin=_summary(twin, done.individual.model if done else None, shown),
        exposure=done.exposures if done else (),
        options=() if refused else options,
        not_offered=not_offered,
        hard_stops=tuple(stops),
        guidelines=tuple(g.advice for g in guidance),
        unknowns=tuple(unknowns),
        refused=refused,
        why=why_tree(done.individual, twin, shown, target) if done and target else (),
        model=done.individual.model.name if done else None,
        model_source=done.individual.model.verified if done else None,
        code_version=code_version,
        knowledge_version=knowledge_version,
        seed=seed,
        draws=done.individual.draws if done else 0,
        disagreements=_disagreements(done.individual.model) if done else (),
    )


def _without_genes(twin: Twin, stopped: Mapping[str, HardStop]) -> Twin:
    """Empty the calls of genes that do not speak for this person, such as blood DNA after a liver transplant."""
    if twin.genome is None or not stopped:
        return twin
    genes = {
        gene: replace(
            call,
            diplotypes=(),
            phenotypes=(),
            activity_score=None,
            reportable=False,
            reason=stopped[gene].text,
            resolve=f"see {stopped[gene].source}",
        )
        if gene in stopped
        else call
        for gene, call in twin.genome.genes.items()
    }
    return replace(twin, genome=replace(twin.genome, genes=genes))


def _refusal_first(identity: Indeterminate | None, stops: Sequence[HardStop]) -> Indeterminate | None:
    if identity is not None:
        return identity
    hard = next((s for s in stops if s.severity == "refuse"), None)
    return None if hard is None else Indeterminate(why=hard.text, resolve=f"see {hard.source}")


def _simulate(
    twin: Twin, order: Order, facts: DrugFacts | None, acting: tuple[Perpetration, ...], seed: int
) -> _Simulated | Indeterminate:
    """Simulate the order, or say what is missing for it."""
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
    phases = resolve_phases(order, twin)
    if isinstance(phases, Indeterminate):
        return phases
    model = find_model(facts.model)
    individual = draw_individual(
        model,
        twin,
        [p.enzyme for p in facts.pathways],
        acting,
        draws=DRAWS_LINEAR if _is_linear(model) else DRAWS_NONLINEAR,
        seed=seed,
    )
    if isinstance(individual, Indeterminate):
        return individual
    return _forecast(twin, facts, model, individual, phases)


def _forecast(
    twin: Twin,
    facts: DrugFacts,
    model: Model,
    individual: Individual,
    phases: tuple[tuple[float, float, int | None], ...],
) -> _Simulated:
    interval = phases[-1][1]
    offered = offered_doses(facts.dose_options_mg, interval, _daily_limit(facts, twin))
    timeline = timeline_of(phases, model.horizon_h)
    pattern = timeline_of(((1.0, interval, None),), model.horizon_h)
    assert facts.target_output is not None
    course = forecast(
        individual,
        timeline,
        pattern=pattern,
        target=facts.target_output,
        own_doses=sorted({*offered, phases[-1][0]}),
        reference_doses=reference_doses(facts),
    )
    window = window_of(facts, model, course.reference_at, pattern.last_start)
    ranked: tuple[Judged, ...] = ()
    if window is not None:
        ranked = judge(
            {
                d: probabilities(t, facts.target_output, window, pattern.last_start)
                for d, t in course.own_at.items()
            },
            phases[-1][0],
        )
    return _Simulated(
        individual=individual,
        forecast=course,
        window=window,
        exposures=exposures(model, course, facts.target_output, window),
        ranked=ranked,
        interval_h=interval,
    )


def _flips(done: _Simulated | None) -> Indeterminate | None:
    return None if done is None else firm_choice(done.ranked, done.individual)


def _guidance(
    twin: Twin, order: Order, facts: DrugFacts | None, acting: tuple[Perpetration, ...]
) -> tuple[Guidance, ...]:
    return guidance_for(
        order.drug,
        twin.genome,
        acting,
        age_years=None if isinstance(twin.age_years, Indeterminate) else twin.age_years,
        indication=facts.indication_named(order.indication) if facts and order.indication else None,
        daily_mg=_daily_mg(order, twin),
    )


def _daily_mg(order: Order, twin: Twin) -> float | None:
    phases = resolve_phases(order, twin)
    return None if isinstance(phases, Indeterminate) else phases[-1][0] * 24 / phases[-1][1]


def _options(
    order: Order, facts: DrugFacts | None, done: _Simulated | None, guidance: Sequence[Guidance]
) -> tuple[tuple[Option, ...], tuple[NotOffered, ...]]:
    """Return what is offered, best first, and what is not, with the reason."""
    if facts is None:
        return (), (NotOffered(drug=order.drug, unknown="no drug file"),)
    named = alternatives_not_simulated(
        facts, facts.indication_named(order.indication) if order.indication else None
    )
    if done is None or done.window is None:
        return (), named
    ordered = float(done.forecast.timeline.dose_mg[-1])
    options, refused = [], []
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


def _option(drug: str, judged: Judged, done: _Simulated, ordered_mg: float) -> Option:
    assert done.window is not None
    window = done.window
    unit = "" if window.unit == "1" else f" {window.unit}"
    return Option(
        drug=drug,
        dose=f"{judged.dose_mg:g} mg",
        regimen=f"every {done.interval_h:g} h",
        benefit=judged.benefit,
        risk=judged.risk,
        why=(
            f"{done.exposures[0].analyte} {_MEASURES[window.measure]} within {window.low:.3g}-{window.high:.3g}"
            f"{unit} in {judged.benefit:.0%} of draws, above {window.toxic:.3g} in {judged.risk:.0%}",
        ),
        ordered=abs(judged.dose_mg - ordered_mg) < 1e-9,
    )


def _summary(twin: Twin, model: Model | None, shown: tuple[ActivityShown, ...]) -> TwinSummary:
    covariates: list[tuple[str, float | None, str, str]] = []
    age = twin.age_years
    known_age = None if isinstance(age, Indeterminate) else age
    covariates.append(("age", known_age, "year", age.why if isinstance(age, Indeterminate) else "birth date"))
    for name in [c.name for c in model.covariates if c.name != "age"] if model else []:
        found = twin.covariates.get(name)
        if found is None or isinstance(found, Indeterminate):
            covariates.append((name, None, "", found.why if found else "not in the record"))
        else:
            covariates.append((name, found.value, found.unit, f"{found.date:%Y-%m-%d}, {found.resource}"))
    return TwinSummary(
        person=twin.person,
        as_of=twin.as_of,
        covariates=tuple(covariates),
        medications=tuple(m.text for m in twin.medications),
        genome=twin.genome,
        activities=shown,
    )


def _daily_limit(facts: DrugFacts, twin: Twin) -> float | None:
    elderly = facts.max_daily_mg_elderly
    if (
        elderly is not None
        and not isinstance(twin.age_years, Indeterminate)
        and twin.age_years >= elderly.age_from
    ):
        return elderly.value
    return facts.max_daily_mg


def _is_linear(model: Model) -> bool:
    from foredose.models import compile_model

    return compile_model(model.name).linear


def _disagreements(model: Model) -> tuple[str, ...]:
    return tuple(f"{c.name}: {c.disagrees} ({c.source})" for c in model.checks if c.disagrees)
