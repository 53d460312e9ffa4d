"""Errors, "cannot conclude", estimates and citations: what every room speaks.

Takes in nothing, gives out types. Never knows medicine, never reads or writes a file.
"""

from foredose.core.errors import ForedoseError, InputError, KnowledgeError, ModelError, SolveError
from foredose.core.indeterminate import Indeterminate
from foredose.core.quantity import Candidate, Citation, Estimate, percent

__all__ = [
    "Candidate",
    "Citation",
    "Estimate",
    "ForedoseError",
    "Indeterminate",
    "InputError",
    "KnowledgeError",
    "ModelError",
    "SolveError",
    "percent",
]
