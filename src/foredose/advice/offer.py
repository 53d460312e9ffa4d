"""Which doses are offered and which are not, each with its reason; and whether the choice is firm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foredose.advice.alternatives import alternatives
from foredose.advice.assessment import NotOffered, Option
from foredose.advice.guidance import Guidance, blocks, off_limits
from foredose.advice.options import AGREEMENT, Judged, firm_choice
from foredose.advice.simulated import Simulated, exceeded_limit_mg, usual_daily_mg
from foredose.core import Indeterminate, percent
from foredose.knowledge.drug_facts import DrugFacts
from foredose.safety import HardStop, hard_stops
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
    named = alternatives(twin, facts, order, guidance)
    if done is None or done.window is None:
        return (), named
    forbidden = next((s for s in stops if s.severity == "contraindicated"), None)
    if forbidden is not None:
        return (), (NotOffered(drug=order.drug, unknown=f"contraindicated: {forbidden.text}"), *named)
    ordered = done.ordered_mg
    options, refused = [], []
    exceeded = exceeded_limit_mg(facts, twin, order)
    if exceeded is not None:
        given, limit = exceeded
        refused.append(
            NotOffered(
                drug=f"{order.drug} {given:g} mg",
                unknown=f"above the maximum of {limit:g} mg ({_limit_source(facts)})",
            )
        )
    stopped = _stopped_doses(twin, order, [j.dose_mg for j in done.ranked])
    for judged in done.ranked:
        against = _against(guidance, judged.dose_mg * 24 / done.interval_h, usual_daily_mg(facts, twin))
        against = against or stopped.get(judged.dose_mg)
        if against is not None:
            refused.append(NotOffered(drug=f"{order.drug} {judged.dose_mg:g} mg", unknown=against))
        else:
            options.append(_option(facts, judged, done, ordered, _restrictions(twin, order, stops, judged)))
    return tuple(options), (*refused, *named)


def _against(guidance: Sequence[Guidance], daily_mg: float, usual_mg: float | None) -> str | None:
    """Return which guideline keeps a daily dose from being offered, ``None`` where none does."""
    for g in (g for g in guidance if not g.age_open):
        if g.fact.action == "avoid" and blocks(g.fact, g.probability, daily_mg):
            return f"{g.fact.source} says avoid ({g.fact.strength})"
        if off_limits(g.fact, g.probability, daily_mg, usual_mg) and g.fact.action != "increase_dose":
            return f"above what {g.fact.source} gives for this genotype ({g.advice.magnitude})"
    return None


def _stopped_doses(twin: Twin, order: Order, doses: Sequence[float]) -> dict[float, str]:
    """Return the doses that a stop forbids though it lets the lowest one pass, each with the stop's text."""
    if not doses:
        return {}
    always = _fired(twin, order, min(doses))
    new = {
        dose: [text for code, text in _fired(twin, order, dose).items() if code not in always]
        for dose in doses
    }
    return {dose: texts[0] for dose, texts in new.items() if texts}


def _restrictions(twin: Twin, order: Order, stops: Sequence[HardStop], judged: Judged) -> tuple[str, ...]:
    """Return the restrictions of the order that hold for this dose too; one that another dose lifts is left out."""
    restricting = [s for s in stops if s.severity == "restrict"]
    if not restricting:
        return ()
    here, there = _fired(twin, order, judged.dose_mg), _fired(twin, order, None)
    kept = [s for s in restricting if s.code in here or s.code not in there]
    return tuple(f"restricted: {s.label or s.text} ({s.source.split(' (')[0]})" for s in kept)


def _fired(twin: Twin, order: Order, dose_mg: float | None) -> dict[str, str]:
    """Return the stops, warnings left out, that fire for the order as written or at another dose."""
    asked = order
    if dose_mg is not None:
        last = replace(order.regimen[-1], dose_mg=dose_mg, dose_mg_per_kg=None)
        asked = replace(order, regimen=(*order.regimen[:-1], last))
    return {s.code: s.text for s in hard_stops(twin, order.drug, asked) if s.severity != "warn"}


def _limit_source(facts: DrugFacts) -> str:
    name = "max_daily_mg" if facts.max_daily_mg is not None else "max_daily_mg_per_kg"
    return str(facts.sources[name])


def _option(
    facts: DrugFacts, judged: Judged, done: Simulated, ordered_mg: float, restrictions: tuple[str, ...]
) -> Option:
    assert done.window is not None
    window = done.window
    unit = "" if window.unit == "1" else f" {window.unit.replace('.', '·')}"
    below = 1.0 - judged.benefit - judged.over
    why = (
        f"{done.exposures[0].analyte} {_MEASURES[window.measure]} within {window.low:.3g}–{window.high:.3g}"
        f"{unit} in {percent(judged.benefit)} of draws, below in {percent(below)}, above in {percent(judged.over)}"
    )
    labelled = facts.labelled_dose_range_mg
    off_label: tuple[str, ...] = ()
    if labelled is not None and judged.dose_mg > max(labelled):
        note = facts.notes.get("dose_options_mg", "no source names it")
        off_label = (f"not labelled: the label gives at most {max(labelled):g} mg", note)
    return Option(
        drug=facts.inn,
        dose=f"{judged.dose_mg:g} mg",
        regimen=done.regimen,
        benefit=judged.benefit,
        risk=judged.risk,
        why=(*off_label[:1], *restrictions, why, *off_label[1:]),
        ordered=abs(judged.dose_mg - ordered_mg) < 1e-9,
    )


def not_firm(
    twin: Twin, order: Order, facts: DrugFacts, done: Simulated, guidance: Sequence[Guidance]
) -> Indeterminate | None:
    """Return why the advice would flip across what is not known of the person, ``None`` where it holds.

    Three things make it flip: a strong or moderate perpetrator that the model does not hold, a guideline's "avoid"
    that holds for some of the genotype posterior only, and a leading dose that another would beat there.
    """
    unmodelled = _large_and_not_simulated(done)
    if unmodelled is not None:
        return unmodelled
    for g in guidance:
        a_day = done.ordered_mg * 24 / done.interval_h
        if (
            g.fact.action == "avoid"
            and not g.age_open
            and 1 - AGREEMENT < g.probability < AGREEMENT
            and blocks(g.fact, 1.0, a_day)
        ):
            genes = " and ".join(f"{gene} {state}" for gene, state in g.advice.genes.items())
            return Indeterminate(
                why=f"{g.fact.source} says avoid for {genes}, which has a probability of {percent(g.probability)}",
                resolve=f"a resolved {' and '.join(g.fact.genes)} genotype",
            )
    usual = usual_daily_mg(facts, twin)
    stopped = _stopped_doses(twin, order, [j.dose_mg for j in done.ranked])
    open_doses = [
        j
        for j in done.ranked
        if j.dose_mg not in stopped and _against(guidance, j.dose_mg * 24 / done.interval_h, usual) is None
    ]
    return firm_choice(open_doses, done.individual)


def _large_and_not_simulated(done: Simulated) -> Indeterminate | None:
    """Return why no dose can be advised beside a perpetrator whose effect is large and not in the model."""
    for p, reason in done.individual.comedication.not_simulated:
        measured = any(o.victim == done.individual.model.drug for o in p.observed)
        if p.strength in ("strong", "moderate") or measured:
            return reason
    return None
