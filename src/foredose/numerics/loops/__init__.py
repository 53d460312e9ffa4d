"""Compiled loops. They are written for numba, which finds the types itself: so without annotations."""
