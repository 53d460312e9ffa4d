"""Fitting and judging the predictor of variant effect; NumPy only. Nothing of this ships with the package."""
