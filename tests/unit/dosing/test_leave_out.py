"""What is told of a site left out rests on nothing of it but its first patients."""

from dataclasses import replace

import numpy as np
from benchmarks.warfarin.cohort import Cohort
from benchmarks.warfarin.leave_out import folds, told, unseen
from tests.dosing_people import doses, forget, people

SITE = np.repeat(np.arange(6), 60)
WHOLE = people(360)
COHORT = Cohort(
    people=forget(WHOLE, 0.1), dose=doses(WHOLE, SITE, np.array([0.3, -0.3, 0.1, -0.1, 0.5, -0.5])), site=SITE
)


def test_doses_of_the_site_left_out_teach_nothing():
    changed = replace(COHORT, dose=np.where(SITE == 0, 5 * COHORT.dose, COHORT.dose))
    (fold, *_), (again, *_) = list(folds(COHORT)), list(folds(changed))
    for name, dose in unseen(fold).items():
        np.testing.assert_array_equal(dose, unseen(again)[name])


def test_facts_of_the_site_left_out_do_not_shape_the_covariates():
    elsewhere = replace(COHORT.people, height=np.where(SITE == 0, 140.0, COHORT.people.height))
    (fold, *_), (again, *_) = list(folds(COHORT)), list(folds(replace(COHORT, people=elsewhere)))
    np.testing.assert_array_equal(fold.covariates.size_mean, again.covariates.size_mean)
    np.testing.assert_array_equal(fold.regression.coefficients, again.regression.coefficients)


def test_only_the_first_patients_adapt():
    first, rest = np.arange(20), np.arange(20, 60)
    dose = COHORT.dose.copy()
    dose[20:60] *= 3
    (fold, *_), (again, *_) = list(folds(COHORT)), list(folds(replace(COHORT, dose=dose)))
    np.testing.assert_array_equal(told(fold, first, rest).median, told(again, first, rest).median)
    assert (told(fold, first, rest).median > unseen(fold)["this model"][20:]).all()
