"""The body of one person: volumes, flows and surfaces from sex, age, height, weight, population and disease."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from foredose.knowledge.age_facts import ages
from foredose.knowledge.physiology_facts import Body, People, people, reference_body
from foredose.models.pbpk.body import Organ, Person, Segment
from foredose.models.pbpk.disease import with_liver_disease
from foredose.models.pbpk.growth import filtration_factor, flow_factors
from foredose.models.pbpk.gut import mucosa_share, segment
from foredose.models.pbpk.volumes import refused, volumes_of

__all__ = ["Organ", "Person", "Segment", "person"]

Sex = Literal["male", "female"]
_SURFACE_EXPONENT = 0.75
_M2_TO_DM2 = 100.0
_OLD_YEARS = 50.0
"""The reference adults of the source are 20 to 50 years old."""


def person(
    *,
    sex: Sex = "male",
    age_years: float = 30.0,
    height_cm: float | None = None,
    weight_kg: float | None = None,
    population: str = "european",
    filtration_mL_per_min: float | None = None,
    child_pugh: str | None = None,
) -> Person:
    """Return the body of a person from birth at term to 100 years.

    Parameters
    ----------
    height_cm, weight_kg
        The mean of the population, or of the age in a child, where not given.
    filtration_mL_per_min
        The person's own glomerular filtration; where not given, the reference man's by the size of the kidneys, and
        by their maturation in a child.
    child_pugh
        ``A``, ``B`` or ``C`` where the liver is diseased.

    Raises
    ------
    InputError
        For an unknown population or one of unknown size, an age or a size that no one has, a weight that the organs
        alone exceed, a child of another population than the European, and liver disease in a child.
    """
    name = people().aliases.get(population, population)
    _check(sex, age_years, name, height_cm, weight_kg)
    height, weight = _size(name, sex, age_years, height_cm, weight_kg)
    built = _build(sex, age_years, height, weight)
    if child_pugh is not None:
        built = with_liver_disease(built, child_pugh)
    if filtration_mL_per_min is None:
        return built
    if not 0 <= filtration_mL_per_min <= 300:
        raise refused(f"a filtration of {filtration_mL_per_min:g} mL/min", "0 to 300 mL/min")
    return replace(built, filtration=filtration_mL_per_min * 0.06)


def _check(sex: str, age: float, population: str, height: float | None, weight: float | None) -> None:
    if sex not in ("male", "female"):
        raise refused(f"sex {sex!r}", "male or female")
    if population not in people().populations:
        raise refused(f"population {population!r}", f"one of {', '.join(people().populations)}")
    if not 0 <= age <= 100:
        raise refused(f"age {age:g} years", "0 to 100 years")
    for what, value, low, high in (("height", height, 40, 250), ("weight", weight, 2, 400)):
        if value is not None and not low <= value <= high:
            raise refused(f"{what} {value:g}", f"{low} to {high} {'cm' if what == 'height' else 'kg'}")


def _size(
    name: str, sex: Sex, age: float, height_cm: float | None, weight_kg: float | None
) -> tuple[float, float]:
    """Return height and weight, means standing in for what is not given."""
    if height_cm is not None and weight_kg is not None:
        return height_cm, weight_kg
    mean = _mean(name, people().populations[name], sex, age, "height" if height_cm is None else "weight")
    height = height_cm if height_cm is not None else mean[0]
    return height, weight_kg if weight_kg is not None else mean[1] * (height / mean[0]) ** 2


def _mean(name: str, population: People, sex: Sex, age: float, missing: str) -> tuple[float, float]:
    if population.unknown:
        raise refused(
            f"a {name} person without {missing}: {population.unknown}", "height and weight of the person"
        )
    if age >= ages().adult_years:
        return population.height_cm[sex], population.weight_kg[sex]
    if name != "european":
        raise refused(f"a {name} child without {missing}", "height and weight: the sizes known are European")
    known = ages()
    return known.at(known.rows["height_cm"].of(sex), age), known.at(known.rows["weight_kg"].of(sex), age)


def _build(sex: Sex, age: float, height: float, weight: float) -> Person:
    body = reference_body()
    volumes = volumes_of(body, sex, age, height, weight)
    organs = _organs(body, volumes, flow_factors(body, sex, age))
    grown = volumes["kidney"] / body.organs["kidney"]["volume"]
    return Person(
        sex=sex,
        age_years=age,
        height_cm=height,
        weight_kg=weight,
        organs=organs,
        segments=tuple(segment(n, body, volumes, organs, height) for n in body.segments),
        pools={n: volumes[n] for n in body.blood},
        cardiac_output=organs["lung"].flow,
        filtration=body.globals["gfr"] * 60 * grown * _maturation(age),
        body=body,
        assumed=_assumed(age),
    )


def _maturation(age: float) -> float:
    return filtration_factor(age) if age < ages().adult_years else 1.0


def _assumed(age: float) -> tuple[str, ...]:
    unknown = ages().unknown
    if age < ages().adult_years:
        return tuple(unknown[n] for n in ("composition", "binding", "gut"))
    return (unknown["old"],) if age > _OLD_YEARS else ()


def _organs(body: Body, volumes: Mapping[str, float], factors: Mapping[str, float]) -> dict[str, Organ]:
    mucosa = {gut: mucosa_share(body, gut) for gut in ("small_intestine", "large_intestine")}
    organs = {}
    for name, row in body.organs.items():
        flow = row.get("specific_flow", 0.0) * factors.get(name, 1.0) * 60 * volumes[name]
        organs[name] = _organ(name, row, volumes[name] * (1 - mucosa.get(name, 0.0)), flow)
    output = sum(o.flow for o in organs.values())
    return {**organs, "lung": replace(organs["lung"], flow=output)}


def _organ(name: str, row: Mapping[str, float], volume: float, flow: float) -> Organ:
    surface = (volume * 1000 / row["rat_volume"]) ** _SURFACE_EXPONENT * row["rat_surface"] * _M2_TO_DM2
    vascular, between = row["f_vascular"], row["f_interstitial"]
    return Organ(
        name=name,
        volume=volume,
        vascular=volume * vascular,
        interstitial=volume * between,
        cells=volume * (1 - vascular - between),
        flow=flow,
        surface=surface,
    )
