"""Midazolam into a vein in cirrhosis, against what was observed and what the source's own model finds.

Observed: Pentikainen 1989 (48 years, 85.1 kg) 3.34 mL/min/kg, 5.63 in controls; MacGilchrist 1986 (39 to 54 years,
71.3 kg) 5.4, and 10.4 in controls. Both, and the clearances that the source's model predicts, as printed in Tables 16
and 18 of Open-Systems-Pharmacology/Qualification-HI (commit a0a6b07). The patients' classes were not recorded; the
tables take them for B or C, and for A to C.
"""

import pytest

from foredose.application.whole_body import Given, follow_compound

pytestmark = pytest.mark.reference

STUDIES = {
    "Pentikainen": (85.1, 3.34, {"B": 2.01, "C": 2.05}),
    "MacGilchrist": (71.3, 5.4, {"A": 4.28, "B": 2.38, "C": 2.33}),
}


def clearance(child_pugh, weight):
    given = Given(
        route="intravenous", age_years=48, sex="male", weight_kg=weight, until_h=96, child_pugh=child_pugh
    )
    seen = follow_compound("midazolam", "5 mg once", given)
    return 5 / seen.auc_mg_h_per_L / 0.06 / weight


@pytest.mark.parametrize(("weight", "observed", "source"), STUDIES.values(), ids=STUDIES)
def test_classes_a_and_b_agree_with_the_model_that_the_factors_come_from(weight, observed, source):
    for child_pugh in set(source) - {"C"}:
        assert clearance(child_pugh, weight) == pytest.approx(source[child_pugh], rel=0.1)


@pytest.mark.parametrize(("weight", "observed", "source"), STUDIES.values(), ids=STUDIES)
def test_class_c_is_lower_than_the_source_and_every_class_lower_than_observed(weight, observed, source):
    found = {c: clearance(c, weight) for c in source}
    assert 0.7 * source["C"] < found["C"] < 0.8 * source["C"]
    assert all(observed / 3.5 < value < observed for value in found.values())
    assert all(value < 0.8 * clearance(None, weight) for value in found.values())
