"""The regimen of a drug that acts on the enzymes which clear it: a single small dose would not tell its exposure."""

from __future__ import annotations

from foredose.exposure.joined import acts_of
from foredose.exposure.taken import Taken
from foredose.knowledge.disposition_facts import Disposition
from foredose.knowledge.usual_regimens import usual_regimen

__all__ = ["acts_on_itself", "own_regimen"]


def acts_on_itself(drug: Disposition) -> bool:
    """Return whether a drug, by its own concentration, changes an enzyme that carries a part of it."""
    carriers = {f.of for f in drug.facts if f.quantity == "share" and f.value > 0}
    return any(a.kind == "dynamic" and a.enzyme in carriers for a in acts_of(drug, 1, None))


def own_regimen(drug: Disposition) -> Taken | None:
    """Return the usual regimen of a drug that acts on its own enzymes; ``None`` for others, or where none is told."""
    if not acts_on_itself(drug):
        return None
    usual = usual_regimen(drug)
    if usual is None:
        return None
    return Taken(inn=drug.inn, dose_mg=usual.dose_mg, interval_h=usual.interval_h)
