"""The columns of the regression: facts that a mechanism or a guideline ties to the dose of warfarin."""

from __future__ import annotations

import numpy as np

from foredose.dosing.cells import Cells
from foredose.dosing.people import CYP2C9, INDICATIONS

__all__ = ["FEATURES", "design"]

_TWO = np.array([name.count("*2") for name in CYP2C9], dtype=float)
_THREE = np.array([name.count("*3") for name in CYP2C9], dtype=float)
_OTHER = np.array([name == "other" for name in CYP2C9], dtype=float)
# Two reduced alleles take less together than twice one on the root of the dose, or more: the data say which.
_BOTH = np.array([n > 1 for n in _TWO + _THREE], dtype=float)

FEATURES = (
    "intercept",
    "decade",
    "height_dm",
    "weight_10kg",
    "male",
    "vkorc1_AG",
    "vkorc1_AA",
    "cyp2c9_2",
    "cyp2c9_3",
    "cyp2c9_other",
    "cyp2c9_both",
    "asian",
    "black",
    "inducer",
    "amiodarone",
    "smoker",
    *INDICATIONS[:-1],
)


def design(cells: Cells) -> np.ndarray:
    """Return the regression's columns, by ``FEATURES``: (m, p), centred at 60-69 years, 170 cm and 75 kg."""
    f = cells.facts
    columns = [
        np.ones(len(cells.person)),
        f["decade"] - 6.0,
        (f["height"] - 170.0) / 10.0,
        (f["weight"] - 75.0) / 10.0,
        f["male"],
        f["vkorc1"] == 1,
        f["vkorc1"] == 2,
        _TWO[f["cyp2c9"]],
        _THREE[f["cyp2c9"]],
        _OTHER[f["cyp2c9"]],
        _BOTH[f["cyp2c9"]],
        f["race"] == 1,
        f["race"] == 2,
        f["inducer"],
        f["amiodarone"],
        f["smoker"],
        *(f["indication"] == k for k in range(len(INDICATIONS) - 1)),
    ]
    return np.stack(columns, axis=1).astype(float)
