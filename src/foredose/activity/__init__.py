"""The working activity of one person's enzymes and transporters toward one drug.

Takes in the called genome, co-medication, a person's conditions and a model's declared effects; gives out states and
multipliers, one per draw. Never decides which enzyme a drug uses: models and knowledge say that.
"""

from foredose.activity.comedication import Comedication, draw_comedication
from foredose.activity.genotype import GenotypeDraws, draw_states, states_of

__all__ = ["Comedication", "GenotypeDraws", "draw_comedication", "draw_states", "states_of"]
