"""The closed list of questions that a stop may ask of a person: yes, no, or why it cannot be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from foredose.core import Indeterminate
from foredose.knowledge.stop_facts import Limit, Predicate, codesets
from foredose.sources import Condition, Order, Phase
from foredose.twin.snapshot import Twin

__all__ = ["Answer", "ask", "conditions_of"]

Answer = bool | Indeterminate
# Years of age in which a woman is asked; a choice of this project, wider than the usual 15 to 49.
CHILDBEARING_YEARS = (12.0, 55.0)


def ask(predicate: Predicate, twin: Twin, order: Order) -> Answer:
    """Answer one predicate; "not known" travels upwards unless the known parts already decide."""
    (field,) = predicate.model_fields_set
    return QUESTIONS[field](getattr(predicate, field), twin, order)


def _all_of(parts: Iterable[Predicate], twin: Twin, order: Order) -> Answer:
    answers = [ask(part, twin, order) for part in parts]
    if any(answer is False for answer in answers):
        return False
    return next((a for a in answers if isinstance(a, Indeterminate)), True)


def _any_of(parts: Iterable[Predicate], twin: Twin, order: Order) -> Answer:
    answers = [ask(part, twin, order) for part in parts]
    if any(answer is True for answer in answers):
        return True
    return next((a for a in answers if isinstance(a, Indeterminate)), False)


def _none_of(parts: Iterable[Predicate], twin: Twin, order: Order) -> Answer:
    answer = _any_of(parts, twin, order)
    return answer if isinstance(answer, Indeterminate) else not answer


def _no_record(twin: Twin, what: str) -> Indeterminate | None:
    """Without a record nothing is absent: it was never looked for."""
    if twin.has_record:
        return None
    return Indeterminate(why=f"there is no record to tell {what}", resolve="give the health record")


def conditions_of(name: str, twin: Twin) -> tuple[Condition, ...]:
    """Return the conditions of a code set that were ever recorded, active or not."""
    _, codes = codesets()[name]
    return tuple(c for c in twin.conditions if (c.system, c.code) in codes)


def _age_below(limit: float, twin: Twin, _order: Order) -> Answer:
    return twin.age_years if isinstance(twin.age_years, Indeterminate) else twin.age_years < limit


def _has_condition(name: str, twin: Twin, _order: Order) -> Answer:
    found = any(c.active for c in conditions_of(name, twin))
    return found or _no_record(twin, "diagnoses and procedures") or False


def _had_condition(name: str, twin: Twin, _order: Order) -> Answer:
    """Ever recorded, also where it is over: an earlier stroke counts."""
    return bool(conditions_of(name, twin)) or _no_record(twin, "diagnoses and procedures") or False


def _had_procedure(name: str, twin: Twin, _order: Order) -> Answer:
    """Ever recorded as done, or as a condition that says so ("liver transplant status")."""
    _, codes = codesets()[name]
    told = [(p.system, p.code) for p in twin.procedures] + [(c.system, c.code) for c in twin.conditions]
    found = any(pair in codes for pair in told)
    return found or _no_record(twin, "diagnoses and procedures") or False


def _status(name: str, twin: Twin, _order: Order) -> Answer:
    """A coded answer; of pregnancy and breastfeeding, "no" for men and outside the childbearing years."""
    told = twin.statuses[name]
    if not isinstance(told, Indeterminate) or name == "smoking":
        return told
    if twin.sex == "male":
        return False
    if (
        isinstance(twin.age_years, float)
        and not CHILDBEARING_YEARS[0] <= twin.age_years < CHILDBEARING_YEARS[1]
    ):
        return False
    return told


def _allergy_to(_what: str, twin: Twin, order: Order) -> Answer:
    if any(a.ingredient == order.drug for a in twin.allergies):
        return True
    unmatched = next((a.text for a in twin.allergies if a.ingredient is None), None)
    if unmatched is not None:
        return Indeterminate(
            why=f"the allergy {unmatched!r} is not matched to a drug",
            resolve="record the allergy by ingredient",
        )
    return _no_record(twin, "allergies") or False


def _taking(drugs: tuple[str, ...], twin: Twin, _order: Order) -> Answer:
    return any(twin.takes(drug) for drug in drugs)


def _covariate(name: str, twin: Twin) -> float | Indeterminate:
    unknown = Indeterminate(why=f"{name} is not a known covariate", resolve=f"measure {name}")
    found = twin.covariates.get(name, unknown)
    return found if isinstance(found, Indeterminate) else found.value


def _covariate_above(limit: Limit, twin: Twin, _order: Order) -> Answer:
    value = _covariate(limit.name, twin)
    return value if isinstance(value, Indeterminate) else value > limit.value


def _covariate_below(limit: Limit, twin: Twin, _order: Order) -> Answer:
    value = _covariate(limit.name, twin)
    return value if isinstance(value, Indeterminate) else value < limit.value


def _known_covariate_below(limit: Limit, twin: Twin, _order: Order) -> Answer:
    value = _covariate(limit.name, twin)
    return not isinstance(value, Indeterminate) and value < limit.value


def _daily_dose_above(limit_mg: float, twin: Twin, order: Order) -> Answer:
    weight_kg = _covariate("weight", twin)
    if isinstance(weight_kg, Indeterminate):
        if any(phase.dose_mg is None for phase in order.regimen):
            return weight_kg
        weight_kg = 0.0
    return max(_daily_mg(phase, weight_kg) for phase in order.regimen) > limit_mg


def _daily_mg(phase: Phase, weight_kg: float) -> float:
    dose = (phase.dose_mg_per_kg or 0.0) * weight_kg if phase.dose_mg is None else phase.dose_mg
    return dose if phase.doses == 1 else dose * 24.0 / phase.interval_h


def _has_genome(_wanted: bool, twin: Twin, _order: Order) -> Answer:
    return twin.genome is not None


QUESTIONS: Mapping[str, Callable[..., Answer]] = {
    "all_of": _all_of,
    "any_of": _any_of,
    "none_of": _none_of,
    "age_below": _age_below,
    "has_condition": _has_condition,
    "had_condition": _had_condition,
    "had_procedure": _had_procedure,
    "status": _status,
    "allergy_to": _allergy_to,
    "taking": _taking,
    "covariate_above": _covariate_above,
    "covariate_below": _covariate_below,
    "known_covariate_below": _known_covariate_below,
    "daily_dose_above_mg": _daily_dose_above,
    "has_genome": _has_genome,
}
