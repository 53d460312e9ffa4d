"""Whole-body courses: nothing is lost, and what is proportional stays so."""

from dataclasses import replace

import numpy as np
import pytest

from foredose.core import InputError, ModelError, SolveError
from foredose.knowledge.compound_facts import compound
from foredose.models.compiled import compile_declaration
from foredose.models.declaration import Compartment, Flow
from foredose.models.pbpk import Dose, course, person, processes_of, whole_body
from foredose.models.pbpk.slopes import slope

pytestmark = pytest.mark.reference

MAN = person()
TIMES = np.array([0.25, 1.0, 4.0, 24.0, 72.0])


def closed(model):
    """The same model with what leaves the body kept."""
    amounts = {c.name for c in model.compartments if c.unit == "umol"}
    flows = tuple(
        Flow(source=f.source, destination="gone", rate=f.rate)
        if f.destination is None and f.source in amounts
        else f
        for f in model.flows
    )
    gone = Compartment(name="gone", holds="all that left", unit="umol")
    return replace(model, compartments=(*model.compartments, gone), flows=flows), [*amounts, "gone"]


CASES = [
    (("midazolam",), "oral", None, 7.5),
    (("midazolam",), "intravenous", None, 1.0),
    (("midazolam",), "capsule", "Tablet (Dormicum)", 15.0),
    (("atorvastatin",), "oral", None, 40.0),
    (("s-warfarin",), "tablet", "Weibull (Coumadin)", 5.0),
    (("atomoxetine",), "capsule", "Strattera Lilly", 40.0),
    (("risperidone", "9-hydroxyrisperidone"), "oral", None, 1.0),
    (("dextromethorphan", "dextrorphan", "dextrorphan-o-glucuronide"), "oral", None, 22.0),
    (("esomeprazole", "r-omeprazole"), "oral", None, 20.0),
]


@pytest.mark.parametrize(("names", "way", "form", "mg"), CASES, ids=str)
def test_what_was_given_is_in_the_body_or_has_left_it(names, way, form, mg):
    drugs = tuple(compound(n) for n in names)
    body = whole_body(drugs, {names[0]}, MAN, solid=form is not None)
    model, amounts = closed(body.model)
    compiled = compile_declaration(model)
    numbers = body.values(MAN, dose_mg=mg, formulation=drugs[0].formulations[form] if form else None)
    seen = course(compiled, numbers, [Dose(time=0, mg=mg, route=f"{way} {names[0]}")], TIMES)
    total = sum(seen.states[compiled.states.index(a), 1:] for a in amounts)  # the first is before the dose
    given = mg * 1000 / drugs[0].of("molecular_weight")
    assert total == pytest.approx(given, rel=1e-8)
    assert seen.states.min() > -1e-6 * given


def simulated(mg, doses=1, **given):
    drug = compound("s-mephenytoin")
    body = whole_body((drug,), {drug.name}, MAN)
    compiled = compile_declaration(body.model)
    numbers = body.values(MAN, dose_mg=50.0, **given)
    plan = [Dose(time=8.0 * i, mg=mg, route=f"oral {drug.name}") for i in range(doses)]
    return course(compiled, numbers, plan, np.linspace(0.5, 24, 48)).outputs["plasma_s_mephenytoin"]


def test_a_linear_drug_is_proportional_to_the_dose():
    """Within the gut's water and solubility."""
    drug = compound("s-mephenytoin")
    body = whole_body((drug,), {drug.name}, MAN, oral=False)
    compiled = compile_declaration(body.model)
    assert compiled.linear
    one, two = (
        course(compiled, body.values(MAN), [Dose(time=0, mg=m, route=f"intravenous {drug.name}")], TIMES)
        for m in (1, 2)
    )
    assert two.outputs["plasma_s_mephenytoin"] == pytest.approx(
        2 * one.outputs["plasma_s_mephenytoin"], rel=1e-4
    )


def test_less_enzyme_more_exposure():
    areas = [simulated(50.0, activity={"CYP2C19": a}).sum() for a in (2.0, 1.0, 0.5, 0.0)]
    assert areas == sorted(areas)
    assert areas[-1] > 1.5 * areas[1]


def test_doses_add_up():
    assert simulated(50.0, doses=3)[-1] > simulated(50.0)[-1]


def capsules(name, form, times, seen):
    """Levels of 40 mg in a dosage form at some times."""
    drug = compound(name)
    body = whole_body((drug,), {name}, MAN, solid=True)
    numbers = body.values(MAN, dose_mg=40.0, formulation=drug.formulations[form])
    plan = [Dose(time=t, mg=40.0, route=f"capsule {name}") for t in times]
    return course(compile_declaration(body.model), numbers, plan, seen).outputs[f"plasma_{name}"][1:]


def test_each_dosage_form_releases_from_when_it_is_taken():
    """At 0.4 h the lag is not over: what is left of the first dose a day before is nothing."""
    seen = np.array([0.4, 0.7, 1.0, 2.0, 6.0, 24.0])
    both = capsules("esomeprazole", "Omeprazole capsule", (0.0, 24.0), np.concatenate([seen, 24.0 + seen]))
    first, second = np.split(both, 2)
    assert second == pytest.approx(first + first[-1], rel=5e-3, abs=1e-4)
    assert capsules("esomeprazole", "Omeprazole capsule", (5.0,), 5.0 + seen) == pytest.approx(
        first, rel=5e-3, abs=1e-6
    )


def test_a_dose_into_a_vein_leaves_a_dosage_form_as_it_is():
    drug = compound("esomeprazole")
    body = whole_body((drug,), {drug.name}, MAN, solid=True)
    numbers = body.values(MAN, dose_mg=40.0, formulation=drug.formulations["Omeprazole capsule"])
    plan = [Dose(time=0, mg=40.0, route="capsule esomeprazole")]
    none = Dose(time=1.0, mg=0.0, route="intravenous esomeprazole")
    alone, beside = (
        course(compile_declaration(body.model), numbers, doses, TIMES).outputs["plasma_esomeprazole"]
        for doses in (plan, [*plan, none])
    )
    assert beside == pytest.approx(alone, rel=1e-3, abs=1e-7)


@pytest.mark.parametrize("every", [0.1, 2.0, 4.5])
def test_a_dosage_form_that_is_not_released_before_the_next_is_refused(every):
    with pytest.raises(InputError, match=r"pbpk\.release: found a dosage form at .* % of the one at 0 h"):
        capsules("esomeprazole", "Omeprazole capsule", (0.0, every), TIMES)


def test_an_infusion_gives_what_a_bolus_does():
    drug = compound("midazolam")
    body = whole_body((drug,), {drug.name}, MAN, oral=False)
    compiled = compile_declaration(body.model)
    late = np.array([60.0])
    slow, fast = (
        course(
            compiled,
            body.values(MAN),
            [Dose(time=0, mg=0.01, route="intravenous midazolam", duration=d)],
            late,
        )
        for d in (0.5, 0.0)
    )
    area = [s.states[compiled.states.index("AUC_plasma_midazolam"), -1] for s in (slow, fast)]
    assert area[0] == pytest.approx(area[1], rel=5e-3)


def test_an_unknown_route_is_refused():
    drug = compound("midazolam")
    body = whole_body((drug,), {drug.name}, MAN)
    with pytest.raises(SolveError, match="oral midazolam"):
        course(compile_declaration(body.model), body.values(MAN), [Dose(time=0, mg=1, route="nasal")], TIMES)


@pytest.mark.parametrize(
    "text", ["a * x", "x / (k + x)", "a * min(b, x / y)", "max(x, b) - x * y", "-x * (1 - x / (x + y))", "k"]
)
def test_a_slope_is_the_limit_of_differences(text):
    from foredose.models.compiled import NUMPY_FUNCTIONS
    from foredose.models.expression import evaluate

    at = {"a": 1.3, "b": 0.4, "k": 2.0, "x": 0.7, "y": 3.1}
    step = 1e-6
    up, down = (evaluate(text, at | {"x": 0.7 + d}, NUMPY_FUNCTIONS) for d in (step, -step))
    assert evaluate(slope(text, "x"), at, NUMPY_FUNCTIONS) == pytest.approx((up - down) / 2 / step, abs=1e-8)


def test_a_slope_that_is_not_written_down_is_refused():
    with pytest.raises(ModelError):
        slope("exp(x)", "x")


@pytest.mark.parametrize("name", ["atomoxetine", "dextromethorphan", "risperidone"])
def test_exposure_falls_with_the_activity_score(name):
    drug = compound(name)
    body = whole_body((drug,), {name}, MAN)
    compiled = compile_declaration(body.model)
    areas = []
    for state in ("AS=0", "AS=1.25", "AS=2"):
        numbers = body.values(MAN, chosen={name: processes_of(drug, {"CYP2D6": state})}, dose_mg=10.0)
        seen = course(compiled, numbers, [Dose(time=0, mg=10.0, route=f"oral {name}")], TIMES)
        areas.append(seen.states[compiled.states.index(f"AUC_plasma_{name}"), -1])
    assert areas[0] > areas[1] > areas[2] > 0


def test_a_state_that_the_file_does_not_tell_is_refused():
    with pytest.raises(InputError, match=r"AS=0\.5"):
        processes_of(compound("atomoxetine"), {"CYP2D6": "poor"})
