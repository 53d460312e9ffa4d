"""Estimation from measured levels, for many people at once: arrays only.

``measured`` says how unlikely levels are, ``mode`` finds the likeliest effects and their curvature, ``importance``
draws from the whole posterior. What predicts the levels comes in as a ``Predictor``.
"""

from foredose.numerics.estimation.importance import Posterior, sample_posterior
from foredose.numerics.estimation.measured import Measured
from foredose.numerics.estimation.mode import Mode, find_mode
from foredose.numerics.estimation.predictor import Predictor

__all__ = ["Measured", "Mode", "Posterior", "Predictor", "find_mode", "sample_posterior"]
