"""Who must not be advised at all, and what speaks against a drug in this person, before any simulation.

Takes in a ``Twin``, an ``Order`` and the stops of ``knowledge``; gives out refusals, ``HardStop``s, and what
could not be judged. Never raises over a person, never stays silent over a missing fact, never weighs benefit.
"""

from foredose.safety.alternatives import AgainstAlternative, against_alternative
from foredose.safety.identity import IdentityCheck, Refusal, check_identity
from foredose.safety.stops import HardStop, StopUnknown, hard_stops, stopped_genes, unknown_stops
from foredose.safety.together import ForbiddenPair, forbidden_pairs

__all__ = [
    "AgainstAlternative",
    "ForbiddenPair",
    "HardStop",
    "IdentityCheck",
    "Refusal",
    "StopUnknown",
    "against_alternative",
    "check_identity",
    "forbidden_pairs",
    "hard_stops",
    "stopped_genes",
    "unknown_stops",
]
