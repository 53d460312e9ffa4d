"""How the texts of DPWG are read: short marks of each text only, no sentence of it; every field in one list."""

from __future__ import annotations

from guidelines.dpwg_body import FLUOROPYRIMIDINES, HIV, HORMONES, STATINS, THIOPURINES
from guidelines.dpwg_doses import FACTORS, LIMITS, NOTHING, STOMACH
from guidelines.dpwg_mind import HEART_RHYTHM, MIND, PAIN
from guidelines.dpwg_risk import ELIGLUSTAT, REACTIONS

READINGS = (
    *NOTHING,
    *FACTORS,
    *LIMITS,
    *STOMACH,
    *MIND,
    *HEART_RHYTHM,
    *PAIN,
    *STATINS,
    *HIV,
    *THIOPURINES,
    *FLUOROPYRIMIDINES,
    *HORMONES,
    *REACTIONS,
    *ELIGLUSTAT,
)
