"""How a child's blood flows and filtration differ from the adult's per litre of organ.

After Abraham 2005 as Huisinga 2012 carried it out: flow per gram of kidney does not change with age, that of the brain
is measured, and every other organ's changes by one factor, so that the sum is the cardiac output of the age.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from foredose.knowledge.age_facts import ages
from foredose.knowledge.physiology_facts import Body
from foredose.models.pbpk.volumes import volumes_of

__all__ = ["filtration_factor", "flow_factors"]

_ML_PER_100G = 100.0
"""mL/min/100 g in 1 L/min/L, a litre of brain taken as a kilogram."""


def filtration_factor(age_years: float) -> float:
    """Return filtration per kidney relative to the adult's."""
    return ages().filtration.at(age_years)


def flow_factors(body: Body, sex: Literal["male", "female"], age_years: float) -> dict[str, float]:
    """Return blood flow per litre of each organ relative to the adult's; 1 throughout from the adult's age on."""
    organs = [n for n in body.organs if n != "lung"]
    known = ages()
    if age_years >= known.adult_years:
        return dict.fromkeys(organs, 1.0)
    now, grown = (_flows(body, sex, a) for a in (age_years, known.adult_years))
    output = known.rows["cardiac_output"].of(sex)
    target = sum(grown.values()) * known.at(output, age_years) / output[-1]
    own = {"kidney": 1.0, "brain": _brain(body, sex, age_years)}
    fixed = sum(now[n] * factor for n, factor in own.items())
    rest = (target - fixed) / sum(flow for n, flow in now.items() if n not in own)
    return {n: own.get(n, rest) for n in organs}


def _flows(body: Body, sex: Literal["male", "female"], age_years: float) -> Mapping[str, float]:
    """Return the flows (L/min) of the child of usual size with an adult's flow per litre."""
    known = ages()
    height, weight = (known.at(known.rows[n].of(sex), age_years) for n in ("height_cm", "weight_kg"))
    volumes = volumes_of(body, sex, age_years, height, weight)
    return {n: row["specific_flow"] * volumes[n] for n, row in body.organs.items() if n != "lung"}


def _brain(body: Body, sex: Literal["male", "female"], age_years: float) -> float:
    adult = body.organs["brain"]["specific_flow"]
    measured = (*ages().rows["brain_flow"].of(sex), adult * _ML_PER_100G)
    return ages().at(measured, age_years) / _ML_PER_100G / adult
