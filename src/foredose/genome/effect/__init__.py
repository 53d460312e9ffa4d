"""What an uncharacterised variant may do to an enzyme: always a prediction with an interval, or "cannot conclude".

Takes in a gene and a consequence on its protein; gives out ``PredictedEffect`` or ``Indeterminate``. Never changes a
call, and never reads raw measurements: it holds what ``scripts/fit_variant_effect.py`` fitted to them.
"""

from foredose.genome.effect.consequence import Consequence, Kind, parse_protein
from foredose.genome.effect.predict import PredictedEffect, predict_effect

__all__ = ["Consequence", "Kind", "PredictedEffect", "parse_protein", "predict_effect"]
