"""The fixed set of the IWPC cohort, and what its published equation makes of it."""

import numpy as np
import pytest
from benchmarks.warfarin.cohort import cohort

from foredose.dosing import enumerate_cells, fit_covariates, iwpc_dose


@pytest.fixture(scope="module")
def whole(external):
    external("iwpc_cohort")
    return cohort()


def test_the_fixed_set_is_reproduced(whole):
    assert len(whole.dose) == 5298
    assert len(np.unique(whole.site)) == 21
    race = np.bincount(whole.people.race + 1)
    np.testing.assert_array_equal(race, [477, 2888, 1487, 446])
    assert 0 < whole.dose.min() < whole.dose.max() <= 300


def test_everyone_has_a_genotype_and_most_lack_something(whole):
    of = whole.people
    assert ((of.vkorc1 >= 0) | (of.cyp2c9 >= 0)).all()
    unknown = [(getattr(of, name) < 0) for name in ("amiodarone", "inducer", "smoker", "indication", "race")]
    unknown += [np.isnan(of.height), np.isnan(of.weight)]
    assert np.any(unknown, axis=0).mean() > 0.5


def test_the_published_error_depends_on_reading_the_proxies(whole):
    cells = enumerate_cells(whole.people, fit_covariates(whole.people))
    typed = np.abs(iwpc_dose(whole.people, cells, proxies=False) - whole.dose).mean()
    read = np.abs(iwpc_dose(whole.people, cells) - whole.dose).mean()
    assert typed == pytest.approx(8.82, abs=0.01)
    assert read == pytest.approx(8.31, abs=0.01)
