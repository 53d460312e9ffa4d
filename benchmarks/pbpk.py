"""Whole-body models of eight drugs against every staged observed profile: AUC and Cmax, calibration apart.

Options: ``--profiles`` lists each profile; ``--write`` keeps the tables. Exclusions stand in pbpk_exclusions.yaml.
Both observed and predicted AUC and Cmax are taken at the observed times.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from benchmarks.whole_body.profiles import Profile, Score, profiles
from benchmarks.whole_body.tables import report
from foredose.core import InputError
from foredose.knowledge.compound_facts import compound
from foredose.knowledge.physiology_facts import people
from foredose.models.compiled import CompiledModel, compile_declaration
from foredose.models.pbpk import Dose, Person, WholeBody, course, person, whole_body
from foredose.models.pbpk.anatomy import slug

HERE = Path(__file__).resolve().parent
FED_EMPTYING_MIN = 120.0
GLUCURONIDE = "dextrorphan-o-glucuronide"


@lru_cache(maxsize=1)
def _settings() -> tuple[dict[str, Any], dict[str, Any]]:
    return tuple(
        yaml.load((HERE / f"pbpk_{n}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for n in ("studies", "exclusions")
    )  # type: ignore[return-value]


def study_of(name: str) -> tuple[dict[str, Any], str]:
    """The study of a profile, and whether the source used the profile for fitting."""
    studies, rules = _settings()
    use = studies["datasets"][name]
    if use["study"] is not None:
        return studies["studies"][use["study"]], use["calibration"]
    key = rules["datasets"][name]
    if key in rules["studies"]:
        own = rules["studies"][key]
        return {**studies["studies"][own["like"]], "person": own["person"]}, "no"
    return studies["studies"][key], "no"


@lru_cache(maxsize=32)
def declared(names: tuple[str, ...], given: tuple[str, ...], solid: bool) -> tuple[WholeBody, CompiledModel]:
    body = whole_body(tuple(compound(n) for n in names), given, person(), solid=solid)
    return body, compile_declaration(body.model)


def analytes(profile: Profile, use: Mapping[str, Any]) -> dict[str, float]:
    """What was measured, as compounds with the factor that turns mg of each into mg of what was measured."""
    name = use.get("analyte", profile.molecule)
    if name == "dextrorphan-total":
        ratio = compound("dextrorphan").of("molecular_weight") / compound(GLUCURONIDE).of("molecular_weight")
        return {"dextrorphan": 1.0, GLUCURONIDE: ratio}
    if name == "omeprazole":
        return {"esomeprazole": 1.0, "r-omeprazole": 1.0}
    return {"warfarin": {"s-warfarin": 1.0}}.get(name, {name: 1.0})


def simulated(profile: Profile, study: Mapping[str, Any], use: Mapping[str, Any]) -> np.ndarray:
    known = {n: s for n, s in study["compounds"].items() if n != "omeprazole"}
    dosed = tuple(n for n, s in known.items() if s.get("doses"))
    names = tuple(sorted({*known, *analytes(profile, use)} & {*known}))
    who = person_of(study)
    form_name = study.get("formulation")
    body, compiled = declared(names, dosed, form_name is not None)
    form = compound(dosed[0]).formulations[form_name] if form_name else None
    doses = [d for n in dosed for s in known[n]["doses"] for d in _doses(n, s, who, form)]
    values = body.values(
        who,
        chosen={n: s["processes"] for n, s in known.items()},
        abundance=study.get("abundance", {}),
        formulation=form,
        dose_mg=sum(d.mg for d in doses if d.time == doses[0].time),
        gastric_emptying_min=FED_EMPTYING_MIN if study.get("meal") else None,
    )
    seen = course(compiled, values, doses, profile.times)
    matter = "blood" if profile.blood else "plasma"
    total = np.zeros(len(profile.times))
    at = np.searchsorted(seen.times, profile.times)
    for name, factor in analytes(profile, use).items():
        if f"{matter}_{slug(name)}" in seen.outputs:
            part = seen.outputs[f"{matter}_{slug(name)}"][at] * factor
            total += part / compound(name).of("molecular_weight") * 1000 if profile.molar else part
    return total


def _doses(name: str, dose: Mapping[str, Any], who: Person, form: Any) -> list[Dose]:
    mg = dose.get("mg", dose.get("mg_per_kg", 0.0) * who.weight_kg)
    route = dose["route"]
    if route == "oral" and form is not None:
        route = "capsule" if form.suspended else "tablet"
    start, every = dose.get("start_h", 0.0), dose.get("every_h", 0.0)
    return [
        Dose(time=start + i * every, mg=mg, route=f"{route} {name}", duration=dose.get("duration_h", 0.0))
        for i in range(dose.get("count", 1))
    ]


REFERENCE = "European_ICRP_2002"


def size_known(study: Mapping[str, Any]) -> bool:
    """Whether the study gives the person's size, or the population's mean is known."""
    who, known = study["person"], people()
    mean = known.populations[known.aliases.get(who["population"], who["population"])]
    return not mean.unknown or {"height_cm", "weight_kg"} <= set(who)


def person_of(study: Mapping[str, Any]) -> Person:
    """The person of a study; of unknown size, one of the size of the European reference, which the report says."""
    who = study["person"]
    return person(**(who if size_known(study) else {**who, "population": REFERENCE}))


def score(profile: Profile) -> Score:
    study, calibration = study_of(profile.name)
    use = _settings()[0]["datasets"][profile.name]
    predicted = simulated(profile, study, use)
    area = [float(np.trapezoid(v, profile.times)) for v in (predicted, profile.values)]
    return Score(
        profile=profile,
        calibration=calibration,
        analyte=" and ".join(analytes(profile, use)),
        auc=area[0] / area[1],
        cmax=float(predicted.max() / profile.values.max()),
    )


def main(argv: list[str]) -> int:
    try:
        every = profiles()
    except InputError as error:
        print(f"not run: {error.found}; {error.remedy}")
        return 0
    excluded = _settings()[1]["exclude"]
    kept = [p for p in every if p.name not in excluded]
    print(report([score(p) for p in kept], len(every) - len(kept), "--profiles" in argv))
    sizeless = [p.name.replace("|", "/") for p in kept if not size_known(study_of(p.name)[0])]
    print(
        f"\nOf {len(sizeless)} profiles neither study nor source tells the people's size; they are scored at that of "
        f"the European reference adult: {'; '.join(sizeless)}."
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
