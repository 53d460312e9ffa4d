"""The usual regimen of a drug: a dose and an interval that one source tells together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from foredose.core import Citation
from foredose.knowledge.disposition_facts import Disposition
from foredose.knowledge.settled import Settled, settle

__all__ = ["UsualRegimen", "usual_regimen", "usual_regimens"]


_FOR = re.compile(r"(?:^|; )[Ff]or ([^;]+)")
_SHORT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualRegimen:
    """A dose (mg) every so many hours; ``told_for`` is what its source tells it for, empty where it does not."""

    dose_mg: float
    interval_h: float
    source: Citation
    told_for: str = ""

    def is_for(self, indications: tuple[str, ...]) -> bool:
        """Return whether its source tells it for one of these, or does not tell what for."""
        words = {
            word for i in indications for word in i.lower().replace(",", "").split() if len(word) > _SHORT
        }
        return not self.told_for or any(word in self.told_for for word in words)

    @property
    def daily_mg(self) -> float:
        """What it amounts to in a day."""
        return self.dose_mg * 24 / self.interval_h


def usual_regimens(drug: Disposition) -> tuple[UsualRegimen, ...]:
    """Return every regimen whose dose and interval one place of one source tells, by rising daily dose."""
    intervals = {(f.source.key, f.source.locus): f.value for f in drug.named("interval", "", "")}
    found = [
        UsualRegimen(dose_mg=f.value, interval_h=intervals[key], source=f.source, told_for=_for(f.note))
        for f in drug.named("usual_dose", "", "")
        if (key := (f.source.key, f.source.locus)) in intervals
    ]
    return tuple(sorted(found, key=lambda r: (r.daily_mg, r.dose_mg)))


def _for(note: str) -> str:
    """Return the part of a note that says what a regimen is for, in lower case."""
    found = _FOR.search(note)
    return found[1].lower() if found else ""


def usual_regimen(drug: Disposition) -> UsualRegimen | None:
    """Return the regimen in the middle of those told; where none is told together, the settled dose and interval."""
    told = usual_regimens(drug)
    if told:
        return told[(len(told) - 1) // 2]
    dose, interval = settle(drug, "usual_dose"), settle(drug, "interval")
    if not isinstance(dose, Settled) or not isinstance(interval, Settled):
        return None
    return UsualRegimen(dose_mg=dose.value, interval_h=interval.value, source=dose.facts[0].source)
