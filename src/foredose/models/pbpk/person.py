"""The body of one person: volumes, flows and surfaces from sex, age, height, weight and population."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from foredose.core import InputError
from foredose.knowledge.physiology_facts import Body, people, reference_body

__all__ = ["Organ", "Person", "Segment", "person"]

_LEAST_FAT = 0.05
"""Share of the body weight below which fat is not taken; muscle gives way then."""
_SURFACE_EXPONENT = 0.75
_M2_TO_DM2 = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """One organ, the gut's mucosa left out.

    Parameters
    ----------
    volume, vascular, interstitial, cells
        In L.
    flow
        Blood, L/h.
    surface
        Of the cells, dm².
    """

    name: str
    volume: float
    vascular: float
    interstitial: float
    cells: float
    flow: float
    surface: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One stretch of the gut: its lumen and its mucosa.

    Parameters
    ----------
    liquid, secretion, transit
        Liquid of the fasting lumen (L), its inflow (L/h), and the rate of moving on (1/h).
    absorbing, basolateral
        Surface towards the lumen with folds, villi and microvilli, and towards the tissue (dm²).
    """

    name: str
    ph: float
    liquid: float
    secretion: float
    transit: float
    absorbing: float
    basolateral: float
    mucosa: Organ


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A body ready for the model: volumes in L, flows in L/h."""

    sex: Literal["male", "female"]
    age_years: float
    height_cm: float
    weight_kg: float
    organs: Mapping[str, Organ]
    segments: tuple[Segment, ...]
    pools: Mapping[str, float]
    cardiac_output: float
    filtration: float
    body: Body

    @property
    def constants(self) -> Mapping[str, float]:
        """Composition and other constants of the body."""
        return self.body.globals


def person(
    *,
    sex: Literal["male", "female"] = "male",
    age_years: float = 30.0,
    height_cm: float | None = None,
    weight_kg: float | None = None,
    population: str = "european",
    filtration_mL_per_min: float | None = None,
) -> Person:
    """Return the body of an adult.

    Parameters
    ----------
    height_cm, weight_kg
        The population's means where not given.
    filtration_mL_per_min
        The person's own glomerular filtration; where not given, the reference man's by the size of the kidneys.

    Raises
    ------
    InputError
        For an unknown population, a child, or a weight that the organs alone exceed.
    """
    known = people()
    name = known.aliases.get(population, population)
    if name not in known.populations:
        raise _refused(f"population {population!r}", f"one of {', '.join(known.populations)}")
    if not 18 <= age_years <= 100:
        raise _refused(f"age {age_years:g} years", "an adult of 18 to 100 years")
    mean = known.populations[name]
    height = height_cm or mean.height_cm[sex]
    weight = weight_kg or mean.weight_kg[sex] * (height / mean.height_cm[sex]) ** 2
    built = _build(sex, age_years, height, weight)
    if filtration_mL_per_min is None:
        return built
    if not 0 <= filtration_mL_per_min <= 300:
        raise _refused(f"a filtration of {filtration_mL_per_min:g} mL/min", "0 to 300 mL/min")
    return replace(built, filtration=filtration_mL_per_min * 0.06)


def _build(sex: Literal["male", "female"], age: float, height: float, weight: float) -> Person:
    body = reference_body()
    volumes = _volumes(body, sex, height, weight)
    mucosa = {gut: _mucosa_share(body, gut) for gut in ("small_intestine", "large_intestine")}
    organs = {
        name: _organ(name, body.organs[name], volumes[name], 1 - mucosa.get(name, 0.0))
        for name in body.organs
    }
    output = sum(o.flow for o in organs.values())
    lung = {**body.organs["lung"], "specific_flow": output / 60 / volumes["lung"]}
    organs["lung"] = _organ("lung", lung, volumes["lung"], 1.0)
    return Person(
        sex=sex,
        age_years=age,
        height_cm=height,
        weight_kg=weight,
        organs=organs,
        segments=tuple(_segment(n, body, volumes, organs, height) for n in body.segments),
        pools={n: volumes[n] for n in body.blood},
        cardiac_output=output,
        filtration=body.globals["gfr"] * 60 * volumes["kidney"] / body.organs["kidney"]["volume"],
        body=body,
    )


def _volumes(body: Body, sex: str, height: float, weight: float) -> dict[str, float]:
    """Return the volume of each organ and blood pool; what the body weight leaves is fat."""
    ratio = height / body.height_cm
    other = people().female_over_male if sex == "female" else {}
    lean_height = ratio if sex == "male" else height / people().populations["european"].height_cm["female"]
    rows = {**body.organs, **body.blood}
    volumes = {
        n: r["volume"] * other.get(n, 1.0) * lean_height ** r["height_exponent"]
        for n, r in rows.items()
        if n != "fat"
    }
    fat = weight - sum(volumes.values())
    least = _LEAST_FAT * weight
    if fat < least:
        give = (least - fat) / volumes["muscle"]
        if give > 0.5:
            raise _refused(f"{weight:g} kg at {height:g} cm", "a weight that the organs leave room for")
        volumes["muscle"] *= 1 - give
        fat = least
    return {**volumes, "fat": fat}


def _organ(name: str, row: Mapping[str, float], volume: float, kept: float) -> Organ:
    inside = volume * kept
    surface = (inside * 1000 / row["rat_volume"]) ** _SURFACE_EXPONENT * row["rat_surface"] * _M2_TO_DM2
    vascular, between = row["f_vascular"], row["f_interstitial"]
    return Organ(
        name=name,
        volume=inside,
        vascular=inside * vascular,
        interstitial=inside * between,
        cells=inside * (1 - vascular - between),
        flow=row.get("specific_flow", 0.0) * 60 * volume,
        surface=surface,
    )


def _mucosa_share(body: Body, gut: str) -> float:
    return sum(s["share_wall"] * s["share_mucosa"] for n, s in body.segments.items() if _gut_of(n) == gut)


def _gut_of(segment: str) -> str:
    small = segment == "duodenum" or segment.endswith(("jejunum", "ileum"))
    return "small_intestine" if small else "large_intestine"


def _segment(
    name: str, body: Body, volumes: Mapping[str, float], organs: Mapping[str, Organ], height_cm: float
) -> Segment:
    row, gut, height = body.segments[name], _gut_of(name), height_cm / 10
    length, near, far = (row[f"{p}_0"] + height * row[f"{p}_1"] for p in ("length", "inner", "outer"))
    volume = math.pi * (near**2 + near * far + far**2) / 3 * length
    area = math.pi * (near + far) * length
    factor = body.globals["small_transit" if gut == "small_intestine" else "large_transit"]
    wall = volumes[gut] * row["share_wall"] * row["share_mucosa"]
    flow = organs[gut].flow * body.globals["mucosal_flow"] * row["share_flow"]
    vascular, between = row["m_vascular"], row["m_interstitial"]
    surface = area * row["enhancement"] / row["microvilli"]
    mucosa = Organ(
        name=name,
        volume=wall,
        vascular=wall * vascular,
        interstitial=wall * between,
        cells=wall * (1 - vascular - between),
        flow=flow,
        surface=surface,
    )
    return Segment(
        name=name,
        ph=row["ph"],
        liquid=volume * row["fill"],
        secretion=volume * row["secretion"] * 60,
        transit=row["transit"] / factor * 60,
        absorbing=area * row["enhancement"],
        basolateral=surface,
        mucosa=mucosa,
    )


def _refused(found: str, expected: str) -> InputError:
    return InputError(
        "physiology.person",
        found=found,
        expected=expected,
        where="the person of a whole-body model",
        remedy="correct the person, or use a model that was studied in such people",
    )
