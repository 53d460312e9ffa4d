"""Published equations give the doses and percentages that are published of them."""

from dataclasses import replace

import numpy as np
import pytest
from tests.dosing_people import people

from foredose.dosing import enumerate_cells, fit_covariates, gage_dose, iwpc_clinical_dose, iwpc_dose
from foredose.dosing.equations import body_surface
from foredose.dosing.people import INDICATIONS, UNKNOWN

MODEL = fit_covariates(people(300))
PLAIN = replace(
    people(1),
    decade=np.array([6.0]),
    height=np.array([170.0]),
    weight=np.array([70.0]),
    race=np.array([0]),
    vkorc1=np.array([0]),
    cyp2c9=np.array([0]),
    indication=np.array([INDICATIONS.index("other")]),
    amiodarone=np.array([0]),
    inducer=np.array([0]),
    smoker=np.array([0]),
    target=np.array([2.5]),
)


def dose(equation, **changes):
    one = replace(PLAIN, **{name: np.array([value]) for name, value in changes.items()})
    return float(equation(one, enumerate_cells(one, MODEL))[0])


def test_iwpc_at_the_reference():
    # 5.6044 - 0.2614*6 + 0.0087*170 + 0.0128*70 = 6.411, whose square is 41.10 mg/week.
    assert dose(iwpc_dose) == pytest.approx(41.10, abs=0.005)
    assert dose(iwpc_clinical_dose) == pytest.approx((4.0376 - 1.5276 + 2.006 + 0.938) ** 2)


@pytest.mark.parametrize(
    ("changes", "term"),
    [
        ({"vkorc1": 2, "cyp2c9": 5}, -1.6974 - 2.3312),
        ({"vkorc1": UNKNOWN, "cyp2c9": UNKNOWN, "proxies": [UNKNOWN] * 3}, -0.4854 - 0.2188),
        ({"race": UNKNOWN}, -0.1032),
        ({"race": 1, "amiodarone": 1}, -0.1092 - 0.5503),
        ({"inducer": 1, "amiodarone": UNKNOWN}, 1.1816),
    ],
)
def test_iwpc_has_terms_for_unknowns(changes, term):
    assert dose(iwpc_dose, **changes) == pytest.approx((6.411 + term) ** 2, rel=1e-4)


@pytest.mark.parametrize(("race", "read"), [(0, -0.8677), (2, -0.4854), (UNKNOWN, -0.4854)])
def test_iwpc_reads_a_proxy_only_where_its_authors_did(race, read):
    found = dose(iwpc_dose, race=race, vkorc1=UNKNOWN, proxies=[UNKNOWN, 1, UNKNOWN])
    term = {0: 0.0, 2: -0.2760, UNKNOWN: -0.1032}[race]
    assert found == pytest.approx((6.411 + read + term) ** 2, rel=1e-4)


@pytest.mark.parametrize(
    ("changes", "percent"),
    [
        ({"vkorc1": 1}, -28),
        ({"cyp2c9": 2}, -33),
        ({"cyp2c9": 1}, -19),
        ({"decade": 7.0}, -7),
        ({"target": 3.0}, 11),
        ({"amiodarone": 1}, -22),
        ({"smoker": 1}, 10),
        ({"race": 2}, -9),
        ({"indication": INDICATIONS.index("thrombosis")}, 7),
    ],
)
def test_gage_gives_the_percentages_of_its_abstract(changes, percent):
    assert 100 * (dose(gage_dose, **changes) / dose(gage_dose) - 1) == pytest.approx(percent, abs=0.7)


def test_gage_by_hand():
    surface = body_surface(np.array(170.0), np.array(70.0))
    assert surface == pytest.approx(1.81, abs=0.005)
    assert dose(gage_dose) == pytest.approx(
        7 * np.exp(0.9751 + 0.4317 * surface - 0.00745 * 65 + 0.2029 * 2.5)
    )
    # 0.25 m2 are 11 % in the abstract.
    assert np.exp(0.4317 * 0.25) == pytest.approx(1.11, abs=0.005)


def test_unknowns_are_summed_out_of_gage():
    known = [dose(gage_dose, amiodarone=value) for value in (0, 1)]
    assert known[1] < dose(gage_dose, amiodarone=UNKNOWN) < known[0]
