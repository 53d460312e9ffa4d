"""Models at rest and in the steady state against algebra on their own equations."""

from math import exp, log

import numpy as np
import pytest

from foredose.models import compile_model, measure_of, simulate
from foredose.models.checking import typical_values

VKORC1 = ("rs9923231 reference (C)", "rs9923231 variant (T)")
DAYS = 120


def warfarin(cyp2c9, vkorc1, age, inhibition):
    compiled = compile_model("Hamberg2010_warfarin")
    genes = {"CYP2C9": cyp2c9, "VKORC1": "/".join(VKORC1[i] for i in vkorc1)}
    values = {**typical_values(compiled.model, genes, {"age": age}), "inhibition_CYP2C9": inhibition}
    return compiled, values


@pytest.mark.parametrize(
    ("cyp2c9", "vkorc1", "age", "inhibition", "inr"),
    [
        ("*1/*1", (0, 0), 70.0, 1.0, 2.5),
        ("*1/*3", (0, 1), 50.0, 1.0, 2.0),
        ("*3/*3", (1, 1), 85.0, 1.0, 3.0),
        ("*1/*2", (1, 1), 30.0, 0.4, 2.5),
    ],
)
def test_the_dose_that_algebra_gives_brings_warfarin_to_the_inr(cyp2c9, vkorc1, age, inhibition, inr):
    """Half of the dose is S-warfarin: dose/day = 2 * 24 h * CL * C, with C from the Hill curve turned round.

    The INR answers the swings of a dosing interval along a curve, hence 2 %.
    """
    compiled, values = warfarin(cyp2c9, vkorc1, age, inhibition)
    known = compiled.individual(values)
    effect = (inr - values["INR_base"]) / values["INR_max"]
    concentration = known["EC50"] * (effect / (1 - effect)) ** (1 / values["gamma"])
    clearance = {"*1": 0.174, "*2": 0.0879, "*3": 0.0422}
    other = 0.15 * 2 * clearance["*1"]  # what is not CYP2C9's stays, whatever the genotype and the inhibitor
    enzyme = sum(clearance[a] for a in cyp2c9.split("/")) - other
    cl = (other + enzyme * inhibition) * (1 - 0.00571 * (age - 71))
    dose = 2 * 24 * cl * concentration
    seen = simulate(
        compiled,
        values,
        people=1,
        dose_times=np.arange(DAYS) * 24.0,
        dose_mg=np.full(DAYS, dose),
        observed=np.append(np.arange(0, 24, 2.0) + (DAYS - 1) * 24.0, DAYS * 24.0),
    )
    last = (DAYS - 1) * 24.0
    assert measure_of(seen, "INR", "value_mean", last)[0] == pytest.approx(inr, rel=0.02)
    assert measure_of(seen, "S_warfarin", "cavg", last)[0] == pytest.approx(concentration, rel=0.01)


def test_inr_without_warfarin_stays_where_it_began():
    compiled, values = warfarin("*1/*1", (0, 0), 60.0, 1.0)
    rest = simulate(
        compiled,
        values,
        people=1,
        dose_times=np.array([0.0]),
        dose_mg=np.array([0.0]),
        observed=np.array([24.0, 240.0]),
    )
    assert rest.outputs["INR"][:, 0] == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize(
    ("phenotype", "shift1", "shift2"), [("Intermediate", -0.450, -1.428), ("Poor", -0.996, -2.432)]
)
def test_clopidogrels_published_shifts_come_out_of_the_one_loss(phenotype, shift1, shift2):
    """Two shifts per phenotype are written with one number; both published values must return."""
    compiled = compile_model("Jung2024_clopidogrel")
    normal, other = (
        compiled.individual(typical_values(compiled.model, {"CYP2C19": f"{p} Metabolizer"}, {}))
        for p in ("Normal", phenotype)
    )
    assert log(other["odds1"] / normal["odds1"]) == pytest.approx(shift1, rel=1e-9)
    assert log(other["odds2"] / normal["odds2"]) == pytest.approx(shift2, rel=1e-9)
    assert normal["odds1"] == pytest.approx(0.125 / 0.875)
    assert normal["odds2"] == pytest.approx(0.960 / 0.040)


def test_clopidogrels_active_metabolite_is_what_is_formed_over_what_is_cleared():
    compiled = compile_model("Jung2024_clopidogrel")
    values = typical_values(compiled.model, {"CYP2C19": "Normal Metabolizer"}, {})
    seen = simulate(
        compiled,
        values,
        people=1,
        dose_times=np.array([0.0]),
        dose_mg=np.array([75.0]),
        observed=np.array([1.0, 200.0]),
    )
    formed = 0.125 * 0.960 * 355.83 / 321.82 * 75.0
    assert seen.areas["h4"][-1, 0] == pytest.approx(1000 * formed / 74.25, rel=1e-3)


def test_clopidogrel_begins_at_rest_and_waits_for_its_lag():
    compiled = compile_model("Jung2024_clopidogrel")
    values = typical_values(compiled.model, {"CYP2C19": "Normal Metabolizer"}, {})
    seen = simulate(
        compiled,
        values,
        people=1,
        dose_times=np.array([0.0]),
        dose_mg=np.array([75.0]),
        observed=np.array([0.19, 0.5]),
    )
    assert seen.outputs["clopidogrel"][:2, 0] == pytest.approx(0.0, abs=1e-9)
    assert seen.outputs["clopidogrel"][2, 0] > 0.05
    assert seen.outputs["PRU"][1, 0] == pytest.approx(1.225 / 0.00576, rel=1e-6)


def test_codeines_share_of_morphine_is_the_published_curve():
    compiled = compile_model("Ashraf2024_codeine")
    for score in (0.0, 0.25, 1.0, 2.0, 3.0):
        values = typical_values(compiled.model, {"CYP2D6": f"{score:g}"}, {"weight": 80.0})
        raw = 0.16 * exp(score - 2)
        assert compiled.individual(values)["f_morphine"] == pytest.approx(raw / (1 + raw), rel=1e-12)
