"""The network of drugs and enzymes against closed forms and against an integration of its own equations."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from foredose.numerics.alone import follow_alone
from foredose.numerics.network import Network, follow

Q, GUT = 90.0, 18.0


def network(*, doses, inhibits=0.0, kills=0.0, induces=0.0, gene=1.0, gut=1.0, links=()):
    """One victim that an enzyme clears to 90 %, half lost in the gut wall, and one perpetrator of it."""
    drug = np.array(
        [[[1.0, 1.0, 50.0, 40.0, 0.0, 0.05, 1.0, 0.0], [0.8, 1.0, 30.0, 5.0, 1.0, 0.1, 1.0, 0.0]]]
    )
    potency = np.zeros((1, 2, 1, 5))
    potency[0, 1, 0] = inhibits, kills, 0.5, induces, 0.3
    share = np.zeros((1, 2, 4, 2))
    share[0, 0, 0], share[0, 0, 1], share[0, 1, 0] = [0.9, 0.1], [gut, 0.0], [0.0, 1.0]
    share[0, :, 2:, 1] = 1.0
    return Network(
        drug=drug, potency=potency, gene=np.array([[[gene], [1.0]]]), turnover=np.array([[[0.0193], [0.03]]]),
        share=share, links=np.array(links, dtype=float).reshape(1, -1, 4), doses=np.array(doses, dtype=float),
        flows=np.array([Q, GUT]), fluid=np.zeros(1),
    )  # fmt: skip


def test_a_drug_alone_has_the_auc_of_its_closed_form():
    for gene in (1.0, 0.3, 0.0):
        intrinsic = 40 * (0.9 * gene + 0.1)
        through_gut, extraction = 1 / (1 + gene), intrinsic / (Q + intrinsic)
        expected = 10 * through_gut * (1 - extraction) / (Q * extraction)
        found = follow(network(doses=[[0, 0, 10, 0]], gene=gene), until_h=600, step_h=0.05)
        assert found.area[0, 0] == pytest.approx(expected, rel=2e-3)


@pytest.mark.parametrize("kept", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("gene", [1.0, 0.3])
def test_uptake_and_elimination_are_in_series(kept, gene):
    """Half of the uptake is the enzyme's as well: uptake x elimination over elimination and return."""
    net = network(doses=[[0, 0, 10, 1]], gene=gene)
    net.drug[0, 0, 7], net.share[0, 0, 3] = kept, [0.5, 0.5]
    inside = 0.9 * gene + 0.1
    eliminated, back = kept * inside, 1 - kept
    of_taken_up = eliminated / (eliminated + back) / kept if kept else inside
    intrinsic = 40 * (0.5 * gene + 0.5) * of_taken_up
    found = follow(net, until_h=1200, step_h=0.05)
    assert found.area[0, 0] == pytest.approx(10 / (Q * intrinsic / (Q + intrinsic)), rel=2e-3)


def test_into_the_blood_nothing_is_lost_on_the_way():
    extraction = 40 / (Q + 40)
    found = follow(network(doses=[[0, 0, 10, 1]]), until_h=400, step_h=0.05)
    assert found.area[0, 0] == pytest.approx(10 / (Q * extraction), rel=2e-3)


def test_what_faces_the_gut_meets_the_dose_in_its_fluid():
    """A pump of the gut wall at a steady depot: loss over passage is 1 over (1 + depot / (volume x Ki))."""
    lying, volume, per_ki = 30.0, 0.25, 0.1
    net = network(doses=[[0, 1, lying, 0], [0, 0, 10, 0]], inhibits=per_ki)
    net.drug[0, 1, 0], net.drug[0, 1, 5] = 1e-9, 1e-9  # neither absorbed, nor in the liver
    through = 1 / (1 + 1 / (1 + per_ki * lying / volume))
    extraction = 40 / (Q + 40)
    expected = 10 * through * (1 - extraction) / (Q * extraction)
    found = follow(replace(net, fluid=np.array([volume])), until_h=600, step_h=0.05)
    assert found.area[0, 0] == pytest.approx(expected, rel=2e-3)
    assert follow(net, until_h=600, step_h=0.05).area[0, 0] < 0.6 * expected


@pytest.mark.parametrize(
    "how",
    [{"inhibits": 5.0}, {"kills": 0.5}, {"induces": 4.0}, {"inhibits": 2.0, "kills": 0.2, "induces": 3.0}],
)
def test_it_equals_an_integration_of_the_equations(how):
    """The same system, written out here and given to an adaptive solver between doses."""
    times = [*range(0, 96, 12)]
    doses = sorted([[t, 1, 100, 0] for t in times] + [[72, 0, 10, 0]])
    net = network(doses=doses, **how)
    found = follow(net, until_h=192, step_h=0.02)
    reversible, kills, half, induces, ec50 = net.potency[0, 1, 0]

    def rates(_, y):
        depot, body, depot2, body2, liver, gut, *_rest = y
        conc2 = body2 / 30
        near_liver, near_gut = 0.1 * conc2 + 0.1 * 0.8 * depot2 / Q, 0.1 * conc2 + 0.8 * depot2 / GUT
        works_liver = liver / (1 + reversible * near_liver)
        works_gut = gut / (1 + reversible * (0.8 * depot2 / GUT))
        intrinsic = 40 * (0.9 * works_liver + 0.1)
        extraction, extraction2 = intrinsic / (Q + intrinsic), 5 / (Q + 5)
        arriving = depot / (1 + works_gut)
        change = [
            -depot, arriving * (1 - extraction) - Q * extraction * body / 50,
            -0.8 * depot2, 0.8 * depot2 * (1 - extraction2) - (Q * extraction2 + 1.0) * conc2,
        ]  # fmt: skip
        for e, near, loss in ((liver, near_liver, 0.0193), (gut, near_gut, 0.03)):
            change.append(
                loss * (1 + induces * near / (ec50 + near)) - (loss + kills * near / (half + near)) * e
            )
        return [*change, body / 50, body2 / 30]

    y, ends = np.array([0, 0, 0, 0, 1, 1, 0, 0], dtype=float), [*sorted({d[0] for d in doses}), 192]
    for start, end in pairwise(ends):
        for time, which, amount, _ in doses:
            if time == start:
                y[2 * which] += amount
        y = solve_ivp(rates, (start, end), y, method="LSODA", rtol=1e-9, atol=1e-12).y[:, -1]
    assert found.area[0] == pytest.approx(y[6:], rel=2e-3)


def test_a_metabolite_gets_what_its_parent_loses():
    """All of the victim becomes the second drug: its AUC is what its own clearance makes of that amount."""
    links = [[0, 0, 1, 1.0], [0, 1, 1, 1.0]]
    found = follow(network(doses=[[0, 0, 10, 1]], links=links), until_h=800, step_h=0.05)
    assert found.area[0, 1] == pytest.approx(10 / (Q * 5 / (Q + 5) + 1.0), rel=3e-3)


def test_what_is_left_at_the_end_is_counted():
    """Cut off after two days of a slow drug, area and what lies beyond still make the whole."""
    whole = follow(network(doses=[[0, 0, 10, 1]], gene=0.0), until_h=600, step_h=0.05).area[0, 0]
    cut = follow(network(doses=[[0, 0, 10, 1]], gene=0.0), until_h=48, step_h=0.05)
    assert cut.area[0, 0] < 0.99 * whole
    assert cut.area[0, 0] + cut.beyond[0, 0] == pytest.approx(whole, rel=1e-3)


def test_activity_comes_back_as_the_enzyme_is_made_again():
    """After the last dose of an inactivator the lack of enzyme shrinks by its turnover, half in 36 h."""
    net = network(doses=[[t, 1, 100, 0] for t in range(0, 240, 12)], kills=2.0)
    found = follow(net, until_h=600, step_h=0.1, whole=True)
    activity = found.activity[0, :, 0, 0]
    late = found.time > 400
    slope = np.polyfit(found.time[late], np.log(1 - activity[late]), 1)[0]
    assert slope == pytest.approx(-0.0193, rel=0.01)
    assert activity[np.abs(found.time - 239.9) < 0.01][0] < 0.1


def test_halving_the_step_quarters_the_error():
    doses = sorted([[t, 1, 100, 0] for t in range(0, 96, 12)] + [[72, 0, 10, 0]])
    net = network(doses=doses, inhibits=2.0, kills=0.2, induces=3.0)
    areas = [follow(net, until_h=192, step_h=s).area[0, 0] for s in (0.5, 0.25, 0.0625)]
    assert abs(areas[1] - areas[2]) < 0.5 * abs(areas[0] - areas[2])


@pytest.mark.parametrize("into", [0, 1])
@pytest.mark.parametrize("gene", [1.0, 0.2])
def test_a_drug_that_nothing_acts_on_has_the_same_course_without_the_loop(into, gene):
    net = network(doses=[[t, 0, 10, into] for t in range(0, 108, 12)], gene=gene)
    of_one = replace(
        net, drug=net.drug[:, :1], potency=net.potency[:, :1], gene=net.gene[:, :1], share=net.share[:, :1]
    )
    of_one.share[0, 0, 3], of_one.drug[0, 0, 7] = [0.6, 0.4], 0.5
    slow = follow(of_one, until_h=120, from_h=96, step_h=0.02, whole=True)
    exact = follow_alone(of_one, until_h=120, from_h=96, step_h=0.02, whole=True)
    for name in ("area", "beyond", "time"):
        assert getattr(exact, name) == pytest.approx(getattr(slow, name), rel=3e-3), name
    assert exact.peak == pytest.approx(slow.peak, rel=1e-2)  # the loop looks between its steps
    assert exact.level == pytest.approx(slow.level, rel=1e-3, abs=1e-6)


def test_a_dose_that_is_not_given_in_a_draw_is_not_there():
    doses = [[0, 0, 10, 0], [0, 1, 100, 0], [24, 1, 100, 0]]
    both = replace(
        network(doses=doses, inhibits=5.0),
        given=np.array([[1.0, 1.0, 1.0], [1.0, 0.0, 0.0], [0.5, 1.0, 0.0]]),
    )
    found = follow(both, until_h=96, draws=3)
    alone = follow(network(doses=doses[:1]), until_h=96)
    assert found.area[1] == pytest.approx([alone.area[0, 0], 0.0])
    assert found.area[0, 0] > 1.5 * found.area[1, 0]
    once = follow(network(doses=[[0, 0, 5, 0], doses[1]], inhibits=5.0), until_h=96)
    assert found.area[2] == pytest.approx(once.area[0])
