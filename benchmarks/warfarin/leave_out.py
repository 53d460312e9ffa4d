"""Each site predicted by what the other sites teach, before and after its first patients are seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.warfarin.cohort import Cohort
from foredose.dosing import (
    CovariateModel,
    DosePeople,
    DoseRegression,
    adapt,
    fit_covariates,
    fit_regression,
    forecast,
    gage_dose,
    iwpc_clinical_dose,
    iwpc_dose,
)
from foredose.dosing.cells import Cells, enumerate_cells
from foredose.dosing.features import design

FIXED = 35.0
OURS, REFIT = "this model", "least squares, means filled in"
IWPC, TYPED = "IWPC", "IWPC, -1639 as typed only"


@dataclass(frozen=True, kw_only=True)
class Told:
    """Median and bounds of the interval of 90 %, mg/week, for some of the cohort by place."""

    place: np.ndarray
    median: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def of(self, people: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the three for everyone, NaN where not told."""
        whole = np.full((3, people), np.nan)
        whole[:, self.place] = self.median, self.low, self.high
        return whole[0], whole[1], whole[2]


@dataclass(frozen=True, kw_only=True)
class Fold:
    """One site left out, and what the others teach."""

    place: np.ndarray
    here: Cohort
    covariates: CovariateModel
    regression: DoseRegression
    refit: np.ndarray

    def cells(self, people: DosePeople) -> Cells:
        return enumerate_cells(people, self.covariates)


def folds(cohort: Cohort) -> Iterator[Fold]:
    """Leave out each site in turn; everything that is learned is learned at the others."""
    for site in np.unique(cohort.site):
        away = cohort.site == site
        others = cohort.take(~away)
        covariates = fit_covariates(others.people)
        cells = enumerate_cells(others.people, covariates)
        yield Fold(
            place=np.flatnonzero(away),
            here=cohort.take(away),
            covariates=covariates,
            regression=fit_regression(cells, others.dose, others.site),
            refit=np.linalg.lstsq(expected(cells), np.sqrt(others.dose))[0],
        )


def expected(cells: Cells) -> np.ndarray:
    """Return the columns with their expected values in the place of unknowns."""
    return np.stack([cells.sum(cells.probability * column) for column in design(cells).T], axis=1)


def unseen(fold: Fold) -> dict[str, np.ndarray]:
    """Return what each algorithm gives the site's people of whom no dose was seen."""
    people, cells = fold.here.people, fold.cells(fold.here.people)
    return {
        OURS: told(fold, np.arange(0), np.arange(len(people))).median,
        IWPC: iwpc_dose(people, cells),
        TYPED: iwpc_dose(people, cells, proxies=False),
        "Gage": gage_dose(people, cells),
        "IWPC clinical": iwpc_clinical_dose(people, cells),
        f"fixed {FIXED:g} mg/week": np.full(len(people), FIXED),
        REFIT: (expected(cells) @ fold.refit) ** 2,
    }


def told(fold: Fold, first: np.ndarray, rest: np.ndarray) -> Told:
    """Foretell the rest of a site after its first were seen; both are places within the site."""
    seen, asked = fold.here.take(first), fold.here.take(rest)
    site = adapt(fold.regression, fold.cells(seen.people), seen.dose)
    found = forecast(fold.regression, fold.cells(asked.people), site)
    return Told(place=fold.place[rest], median=found.median, low=found.low, high=found.high)


def joined(parts: Sequence[Told]) -> Told:
    return Told(
        place=np.concatenate([part.place for part in parts]),
        median=np.concatenate([part.median for part in parts]),
        low=np.concatenate([part.low for part in parts]),
        high=np.concatenate([part.high for part in parts]),
    )


def shifted_iwpc(fold: Fold, first: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """Return the IWPC's dose with the root shifted by the first patients' mean, drawn to none as ours is."""
    roots = np.sqrt(iwpc_dose(fold.here.people, fold.cells(fold.here.people)))
    left = np.sqrt(fold.here.dose[first]) - roots[first]
    ratio = fold.regression.errors.variance / fold.regression.site_variance
    return np.asarray((roots[rest] + left.sum() / (len(first) + ratio)) ** 2)
