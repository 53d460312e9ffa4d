"""The volumes of a place in a person: an organ, a zone of the liver or the mucosa of a stretch of gut."""

from __future__ import annotations

from foredose.models.pbpk.anatomy import LIVER, SEGMENTS
from foredose.models.pbpk.body import Organ, Person

__all__ = ["place"]


def place(person: Person, site: str) -> Organ:
    """Return the volumes of a site; each zone of the liver has an equal part."""
    if site in SEGMENTS:
        return next(s.mucosa for s in person.segments if s.name == site)
    if site not in LIVER:
        return person.organs[site]
    whole, part = person.organs["liver"], 1 / len(LIVER)
    return Organ(
        name=site,
        volume=whole.volume * part,
        vascular=whole.vascular * part,
        interstitial=whole.interstitial * part,
        cells=whole.cells * part,
        flow=whole.flow,
        surface=whole.surface * part,
    )
