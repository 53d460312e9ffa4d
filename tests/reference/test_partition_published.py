"""Partition coefficients against values that others published for a real drug.

Voriconazole by Poulin and Theil: logP 2.56, one basic group of pKa 1.76, 42 % unbound; the ten coefficients are those
of model1.cpp in metrumresearchgroup/Voriconazole-PBPK (commit 4ddfe37), which carries out Zane and Thakker 2014.
For Rodgers and Rowland, Schmitt and Berezhkovskiy no table was found whose coefficients, inputs and tissue composition
could all be read: httk's printed example for nicotine (tests/other_tests.Rout.save) is calibrated by a regression
that is not part of the method.
"""

from dataclasses import replace

import pytest

from foredose.knowledge.compound_facts import Ionisation, compound
from foredose.knowledge.physiology_facts import reference_body
from foredose.models.pbpk.partition import cell_to_plasma

pytestmark = pytest.mark.reference

PUBLISHED = {
    "fat": 9.89, "bone": 7.91, "brain": 7.35, "small_intestine": 5.82, "heart": 1.95, "kidney": 2.9, "liver": 4.66,
    "lung": 0.83, "muscle": 2.94, "spleen": 2.96,
}  # fmt: skip


def voriconazole(method):
    base = compound("midazolam")
    numbers = dict(base.numbers)
    for name, value in (("lipophilicity", 2.56), ("fraction_unbound", 0.42)):
        numbers[name] = replace(numbers[name], value=value)
    return replace(base, partition=method, numbers=numbers, ionisation=(Ionisation(kind="base", pka=1.76),))


@pytest.mark.parametrize(("organ", "published"), PUBLISHED.items())
def test_poulin_and_theil_as_published_for_voriconazole(organ, published):
    body = reference_body()
    found = cell_to_plasma(voriconazole("poulin_theil"), organ, body.organs[organ], body.globals)
    digits = 1 if organ == "kidney" else 2
    assert round(found, digits) == published


@pytest.mark.parametrize("organ", PUBLISHED)
def test_berezhkovskiy_stays_near_the_method_that_it_corrects(organ):
    body = reference_body()
    found = cell_to_plasma(voriconazole("berezhkovskiy"), organ, body.organs[organ], body.globals)
    assert found == pytest.approx(PUBLISHED[organ], rel=0.11)
