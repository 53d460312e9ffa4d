"""Five ways to partition into tissue: hand-worked values, limits, and where they must agree."""

from dataclasses import replace

import pytest

from foredose.knowledge.compound_facts import Ionisation, Number, compound
from foredose.knowledge.physiology_facts import reference_body
from foredose.models.pbpk.partition import blood_cells_to_plasma, cell_to_plasma, interstitium_to_plasma
from foredose.models.pbpk.partition.charge import ionised_ratio, signed_by_charge, weighted_by_charge
from foredose.models.pbpk.partition.poulin_theil import tissue_unbound
from foredose.models.pbpk.partition.rodgers_rowland import vegetable_oil

pytestmark = pytest.mark.reference

BODY = reference_body()
METHODS = ("pk_sim_standard", "schmitt", "rodgers_rowland", "poulin_theil", "berezhkovskiy")


def drug(method, log_p=2.0, free=0.5, groups=()):
    base = compound("midazolam")
    numbers = dict(base.numbers)
    for name, value in (("lipophilicity", log_p), ("fraction_unbound", free)):
        numbers[name] = Number(value=value, unit=numbers[name].unit, origin="assumed")
    return replace(base, partition=method, numbers=numbers, ionisation=groups)


def ratio(method, organ="muscle", **given):
    return cell_to_plasma(drug(method, **given), organ, BODY.organs[organ], BODY.globals)


def test_hand_worked_standard():
    """Muscle holds 0.811 water, 0.013 lipid and 0.177 protein."""
    protein = (0.81 + 0.11 * 100) / 24.92 * 5
    assert ratio("pk_sim_standard") == pytest.approx((0.811 + 0.013 * 100 + 0.177 * protein) * 0.5, rel=1e-12)


def test_hand_worked_poulin_and_theil():
    muscle = BODY.organs["muscle"]
    tissue = (
        100 * (muscle["pt_neutral_lipid"] + 0.3 * muscle["pt_phospholipid"]) + 0.7 * muscle["pt_phospholipid"]
    )
    plasma = 100 * (0.0035 + 0.3 * 0.00225) + 0.7 * 0.00225 + 0.945
    expected = (tissue + muscle["pt_water"]) / plasma * 0.5 / (1 / (1 + 0.5))
    assert ratio("poulin_theil") == pytest.approx(expected, rel=1e-12)


def test_hand_worked_rodgers_and_rowland_of_a_neutral_drug():
    """Neutral drugs bind lipoprotein; the affinity comes from the fraction unbound."""
    muscle = BODY.organs["muscle"]
    lipid = 100 * muscle["rr_neutral_lipid"] + 30.7 * muscle["rr_phospholipid"]
    bound = (1 / 0.5 - 1 - (100 * 0.0032 + 30.7 * 0.0021)) * muscle["rr_lipoprotein"]
    expected = (muscle["rr_cell_water"] + muscle["rr_outside_water"] + lipid + bound) * 0.5
    assert ratio("rodgers_rowland") == pytest.approx(expected, rel=1e-12)


def test_two_methods_agree_for_a_drug_that_binds_nothing():
    for organ in BODY.organs:
        assert ratio("berezhkovskiy", organ, free=1.0) == pytest.approx(
            ratio("poulin_theil", organ, free=1.0), rel=1e-12
        )


@pytest.mark.parametrize("method", METHODS)
def test_more_lipophilic_drugs_are_more_in_fat(method):
    values = [ratio(method, "fat", log_p=p) for p in (-1.0, 1.0, 3.0, 5.0)]
    assert values == sorted(values) and values[0] > 0


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("organ", BODY.organs)
def test_every_organ_has_a_ratio_above_zero(method, organ):
    for groups in ((), (Ionisation(kind="acid", pka=4.5),), (Ionisation(kind="base", pka=9.5),)):
        assert ratio(method, organ, groups=groups) > 0


def test_a_strong_base_is_more_in_tissue_than_an_acid():
    base, acid = Ionisation(kind="base", pka=9.5), Ionisation(kind="acid", pka=4.5)
    for method in ("rodgers_rowland", "schmitt"):
        assert ratio(method, "lung", groups=(base,)) > ratio(method, "lung", groups=(acid,))


def test_charge():
    base, acid = Ionisation(kind="base", pka=8.4), Ionisation(kind="acid", pka=6.4)
    assert ionised_ratio((base,), 7.4) == pytest.approx(10.0)
    assert ionised_ratio((acid,), 7.4) == pytest.approx(10.0)
    assert ionised_ratio((acid, Ionisation(kind="acid", pka=7.4)), 7.4) == pytest.approx(20.0)
    assert ionised_ratio((), 7.4) == 0.0
    assert weighted_by_charge((base,), 7.4, per_charge=0.1) == pytest.approx(1 / 11 + 10 / 11 * 0.1)
    both = weighted_by_charge((base, acid), 7.4, per_charge=0.0)
    assert both == pytest.approx(1 / 121 + 100 / 121)  # neither charged, or both
    assert signed_by_charge((base,), 7.4, per_charge=20.0) == pytest.approx(1 / 11 + 10 / 11 * 20)
    assert signed_by_charge((acid,), 7.4, per_charge=20.0) == pytest.approx(1 / 11 + 10 / 11 / 20)


def test_an_unbound_drug_is_in_the_interstitium_as_in_water():
    free = drug("pk_sim_standard", free=1.0)
    assert interstitium_to_plasma(free, BODY.globals) == pytest.approx(0.935 + 0.37 * (1 - 0.926))
    assert blood_cells_to_plasma(free, BODY.globals) > 0


def test_binding_in_tissue_and_vegetable_oil():
    assert tissue_unbound(drug("poulin_theil", free=0.2), BODY.organs["muscle"]) == pytest.approx(1 / 3)
    assert vegetable_oil(2.0) == pytest.approx(0.88)
