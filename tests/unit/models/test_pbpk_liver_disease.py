"""Liver disease by Child-Pugh class: the source's factors arrive in the body, and the flows still add up."""

import pytest

from foredose.core import InputError
from foredose.knowledge.compound_facts import compound
from foredose.knowledge.impairment_facts import impairment
from foredose.models.pbpk import person
from foredose.models.pbpk.anatomy import BODY_ORGANS, PORTAL_ORGANS
from foredose.models.pbpk.binding import bound_in

pytestmark = pytest.mark.unit

CLASSES = ("A", "B", "C")


@pytest.mark.parametrize("child_pugh", CLASSES)
@pytest.mark.parametrize("who", [{}, {"sex": "female", "age_years": 50, "weight_kg": 90}])
def test_factors_arrive_and_flows_add_up(child_pugh, who):
    facts = impairment().liver.classes[child_pugh]
    healthy, sick = person(**who), person(**who, child_pugh=child_pugh)
    assert sick.cardiac_output == pytest.approx(healthy.cardiac_output * facts.cardiac_output)
    flows = {n: sick.organs[n].flow for n in (*BODY_ORGANS, *PORTAL_ORGANS, "liver")}
    assert sum(flows.values()) == pytest.approx(sick.cardiac_output, rel=1e-12)
    assert all(f > 0 for f in flows.values())
    assert flows["brain"] == healthy.organs["brain"].flow
    assert flows["kidney"] == pytest.approx(healthy.organs["kidney"].flow * facts.kidney_flow)
    for organ in PORTAL_ORGANS:
        assert flows[organ] == pytest.approx(healthy.organs[organ].flow * facts.portal_flow)
    assert sick.organs["liver"].cells == pytest.approx(healthy.organs["liver"].cells * facts.functional_mass)
    assert sick.filtration == pytest.approx(healthy.filtration * facts.filtration)
    assert sick.constants["hematocrit"] == pytest.approx(healthy.constants["hematocrit"] * facts.hematocrit)


def test_less_protein_leaves_more_drug_unbound():
    drug = compound("midazolam")
    free = [bound_in(drug, person(child_pugh=c)).of("fraction_unbound") for c in CLASSES]
    assert drug.of("fraction_unbound") < free[0] < free[1] < free[2]
    assert 1 / free[2] - 1 == pytest.approx(0.5 * (1 / drug.of("fraction_unbound") - 1))
    assert bound_in(drug, person()) is drug


def test_what_the_factors_do_not_speak_for_is_refused():
    with pytest.raises(InputError, match="Child-Pugh 'D'"):
        person(child_pugh="D")
    with pytest.raises(InputError, match="an adult"):
        person(child_pugh="B", age_years=12)


def test_a_persons_own_filtration_wins_over_the_class():
    assert person(child_pugh="C", filtration_mL_per_min=80).filtration == pytest.approx(4.8)
