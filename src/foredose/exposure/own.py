"""The regimen of a drug that acts on the enzymes which clear it: a single small dose would not tell its exposure."""

from __future__ import annotations

from foredose.core import Indeterminate
from foredose.exposure.joined import acts_of
from foredose.exposure.taken import Taken
from foredose.knowledge.disposition_facts import Disposition
from foredose.knowledge.settled import settle

__all__ = ["acts_on_itself", "own_regimen"]


def acts_on_itself(drug: Disposition) -> bool:
    """Return whether a drug, by its own concentration, changes an enzyme that carries a part of it."""
    carriers = {f.of for f in drug.facts if f.quantity == "share" and f.value > 0}
    return any(a.kind == "dynamic" and a.enzyme in carriers for a in acts_of(drug, 1, None))


def own_regimen(drug: Disposition) -> Taken | None:
    """Return the usual regimen of a drug that acts on its own enzymes; ``None`` for others, or where none is told."""
    if not acts_on_itself(drug):
        return None
    dose, interval = (settle(drug, q) for q in ("usual_dose", "interval"))
    if isinstance(dose, Indeterminate) or isinstance(interval, Indeterminate):
        return None
    return Taken(inn=drug.inn, dose_mg=dose.value, interval_h=interval.value)
