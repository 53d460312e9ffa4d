"""Published dose equations for warfarin, and what each does with an unknown.

Klein TE et al. for the International Warfarin Pharmacogenetics Consortium (2009) N Engl J Med 360:753-764 (appendix
S1e and S1f): the root of the weekly dose, with terms of its own for unknown genotypes and race. Gage BF et al. (2008)
Clin Pharmacol Ther 84:326-331: the logarithm of the daily dose. Both are read through transcriptions that agree with
one another; the percentages of Gage's abstract follow from its coefficients.

What an equation has no term for is summed out over what the person may be, on the equation's own scale.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from foredose.core import Citation
from foredose.dosing.cells import Cells
from foredose.dosing.covariates import best_vkorc1
from foredose.dosing.people import INDICATIONS, UNKNOWN, DosePeople

__all__ = ["EQUATION_SOURCES", "body_surface", "gage_dose", "iwpc_clinical_dose", "iwpc_dose"]

EQUATION_SOURCES = (
    Citation(key="Klein2009", locus="appendix, section S1e and S1f"),
    Citation(key="Gage2008", locus="pharmacogenetic equation; abstract"),
)
# By place in CYP2C9; another reduced allele has no term, and takes the one for unknown. The last is for unknown.
_CYP2C9 = np.array([0.0, -0.5211, -0.9357, -1.0616, -1.9206, -2.3312, -0.2188, -0.2188])
_VKORC1 = np.array([0.0, -0.8677, -1.6974, -0.4854])
_RACE = np.array([0.0, -0.1092, -0.2760, -0.1032])
_CLINICAL_RACE = np.array([0.0, -0.6752, 0.4060, 0.0443])
_NO_TARGET = 2.5


def iwpc_dose(people: DosePeople, cells: Cells, *, proxies: bool = True) -> np.ndarray:
    """Return the IWPC's pharmacogenetic dose, (n,) mg/week.

    Unknown genotypes and race take the equation's own terms, drugs not known to be taken count as not taken, as its
    authors did; unknown height and weight are summed out.

    Parameters
    ----------
    cells
        What the people may be, for height and weight.
    proxies
        Read VKORC1 by proxies where -1639 was not typed, as the authors did; rs2359612 and rs8050894 not in people who
        are Black or of unknown race.
    """
    root = 5.6044 - 0.2614 * people.decade + cells.sum(cells.probability * _size(cells, 0.0087, 0.0128))
    vkorc1 = _by_the_authors(people) if proxies else people.vkorc1
    root = root + _VKORC1[vkorc1] + _CYP2C9[people.cyp2c9] + _RACE[people.race]
    return np.asarray((root + 1.1816 * (people.inducer == 1) - 0.5503 * (people.amiodarone == 1)) ** 2)


def iwpc_clinical_dose(people: DosePeople, cells: Cells) -> np.ndarray:
    """Return the IWPC's dose without genotypes, (n,) mg/week; unknowns as in ``iwpc_dose``."""
    root = 4.0376 - 0.2546 * people.decade + cells.sum(cells.probability * _size(cells, 0.0118, 0.0134))
    root = root + _CLINICAL_RACE[people.race]
    return np.asarray((root + 1.2799 * (people.inducer == 1) - 0.5695 * (people.amiodarone == 1)) ** 2)


def gage_dose(people: DosePeople, cells: Cells) -> np.ndarray:
    """Return Gage's pharmacogenetic dose, (n,) mg/week.

    The equation has no terms for unknowns: all are summed out on the logarithm, but for the target INR, 2.5 where
    unknown. Age is the middle of its decade.
    """
    f = cells.facts
    two = np.array([0, 1, 0, 2, 1, 0, 0])[f["cyp2c9"]]
    three = np.array([0, 0, 1, 0, 1, 2, 0])[f["cyp2c9"]]
    log = 0.9751 + 0.4317 * body_surface(f["height"], f["weight"]) - 0.00745 * (10 * f["decade"] + 5)
    log = log - 0.3238 * f["vkorc1"] - 0.2066 * two - 0.4008 * three - 0.0901 * (f["race"] == 2)
    log = log - 0.2538 * f["amiodarone"] + 0.0922 * f["smoker"]
    log = log + 0.0664 * (f["indication"] == INDICATIONS.index("thrombosis"))
    target = np.where(np.isfinite(people.target), people.target, _NO_TARGET)
    return np.asarray(7 * np.exp(cells.sum(cells.probability * log) + 0.2029 * target))


def body_surface(height: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return body surface in m2 from cm and kg: Du Bois D and Du Bois EF (1916) Arch Intern Med 17:863."""
    return np.asarray(0.007184 * height**0.725 * weight**0.425)


def _size(cells: Cells, per_cm: float, per_kg: float) -> np.ndarray:
    return np.asarray(per_cm * cells.facts["height"] + per_kg * cells.facts["weight"])


def _by_the_authors(people: DosePeople) -> np.ndarray:
    """Read VKORC1 by proxies, two of them not where linkage was not vouched for."""
    told = np.isin(people.race, (0, 1))
    masked = people.proxies.copy()
    masked[:, 1:] = np.where(told[:, None], masked[:, 1:], UNKNOWN)
    return best_vkorc1(replace(people, proxies=masked))
