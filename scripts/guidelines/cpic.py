"""How the texts of CPIC (CC0) are read: the patterns of every field, in one list."""

from __future__ import annotations

from guidelines.cpic_mind import ANTIDEPRESSANTS, ATOMOXETINE, TRICYCLICS
from guidelines.cpic_pain import CANCER_AND_IMMUNITY, PAIN
from guidelines.cpic_rest import OTHERS
from guidelines.cpic_risk import REACTIONS

READINGS = (
    *TRICYCLICS,
    *ANTIDEPRESSANTS,
    *ATOMOXETINE,
    *PAIN,
    *CANCER_AND_IMMUNITY,
    *REACTIONS,
    *OTHERS,
)
