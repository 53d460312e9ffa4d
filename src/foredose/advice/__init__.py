"""What to do: dose options ranked by benefit and risk, guideline actions, unknowns, or why nothing can be advised.

Takes in a twin, an order, what the safety room found and the facts of the drug; gives out an ``Assessment``, pure
data. Never reads a file and never writes a sentence of a guideline.
"""

from foredose.advice.assessment import Assessment
from foredose.advice.engine import assess

__all__ = ["Assessment", "assess"]
