"""Hepatic extraction: three closed forms against their limits, against tanks, and against the whole-body model."""

import numpy as np
import pytest

from foredose.knowledge.compound_facts import compound
from foredose.models.compiled import compile_declaration
from foredose.models.pbpk import Dose, course, person, whole_body
from foredose.models.pbpk.anatomy import LIVER
from foredose.models.pbpk.hepatic import dispersion, parallel_tube, tanks_in_series, well_stirred

pytestmark = pytest.mark.reference

FLOW = 90.0
CASES = [(free, intrinsic) for free in (0.01, 0.3, 1.0) for intrinsic in (0.5, 40.0, 900.0, 30000.0)]


@pytest.mark.parametrize(("free", "intrinsic"), CASES)
def test_models_lie_in_their_order(free, intrinsic):
    stirred, spread, tube = (f(FLOW, free, intrinsic) for f in (well_stirred, dispersion, parallel_tube))
    assert 0 < stirred < spread <= tube <= 1


@pytest.mark.parametrize(("free", "intrinsic"), CASES)
def test_little_clearance_is_the_same_in_all_and_much_is_all(free, intrinsic):
    for f in (well_stirred, dispersion, parallel_tube):
        assert f(FLOW, free, 1e-6 * intrinsic) == pytest.approx(free * 1e-6 * intrinsic / FLOW, rel=1e-2)
        assert f(FLOW, 1.0, 1e9) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize(("free", "intrinsic"), CASES)
def test_dispersion_runs_from_the_tube_to_the_stirred_tank(free, intrinsic):
    assert dispersion(FLOW, free, intrinsic, 1e-7) == pytest.approx(
        parallel_tube(FLOW, free, intrinsic), rel=1e-3
    )
    assert dispersion(FLOW, free, intrinsic, 1e5) == pytest.approx(
        well_stirred(FLOW, free, intrinsic), rel=1e-3
    )


@pytest.mark.parametrize(("free", "intrinsic"), CASES)
def test_tanks_run_from_the_stirred_tank_to_the_tube(free, intrinsic):
    assert tanks_in_series(FLOW, free, intrinsic, 1) == pytest.approx(
        well_stirred(FLOW, free, intrinsic), rel=1e-12
    )
    near = [
        abs(tanks_in_series(FLOW, free, intrinsic, n) - parallel_tube(FLOW, free, intrinsic))
        for n in (1, 10, 10**6)
    ]
    assert near[0] >= near[1] >= near[2]
    assert near[2] < 2e-3


def test_hand_worked():
    """Flow 90 L/h, unbound 0.1, intrinsic 900 L/h: the efficiency number is 1."""
    assert well_stirred(90, 0.1, 900) == pytest.approx(0.5)
    assert parallel_tube(90, 0.1, 900) == pytest.approx(1 - np.exp(-1))
    assert tanks_in_series(90, 0.1, 900, 2) == pytest.approx(1 - 1 / 1.5**2)


def test_the_liver_of_the_model_extracts_as_tanks_in_series():
    """Under a long infusion the model's two liver zones extract what two well-stirred tanks do."""
    man, drug = person(), compound("s-warfarin")
    body = whole_body((drug,), {drug.name}, man, oral=False)
    compiled = compile_declaration(body.model)
    numbers = body.values(man, chosen={drug.name: {"Total Hepatic Clearance-Reduction to alcohool"}})
    size = "V_s_warfarin_liver"
    numbers |= {f"{size}_{zone}": 3000.0 for zone in LIVER}
    numbers |= {f"P{way}_s_warfarin_{zone}": 1e7 for way in "IO" for zone in LIVER}  # no barrier to the cells
    seen = course(
        compiled,
        numbers,
        [Dose(time=0, mg=4000, route="intravenous s-warfarin", duration=4000)],
        np.array([4000.0]),
    )
    state = dict(zip(compiled.states, seen.states[:, -1], strict=True))

    def unbound(place, name):
        return numbers[f"FX_s_warfarin_{place}"] * state[name]

    into = numbers["Q_liver"] * unbound("arterial_blood", "s_warfarin_arterial_blood")
    into += numbers["Q_portal"] * unbound("portal_vein", "s_warfarin_portal_vein")
    flow = numbers["Q_liver"] + numbers["Q_portal"]
    extraction = 1 - flow * unbound("liver_2", "s_warfarin_liver_2_x") / into
    expected = tanks_in_series(flow, 1 / numbers["BF_s_warfarin"], 6000.0, 2)
    assert 0.3 < expected < 0.99
    assert extraction == pytest.approx(expected, rel=1e-3)
