"""What a model or a context of use is asked, what rides on it, what stands behind it, and whether that is enough.

Takes in verdicts of the board, declared models and their checks; gives out credibility records and model cards. Never
says more than was computed or tested: what is not known is written ``unknown: why``.
"""

from foredose.qualification.credibility.contexts import context_names, context_record
from foredose.qualification.credibility.models import ModelCard, model_card
from foredose.qualification.credibility.record import NOT_RUN, CredibilityRecord, Evidence, Figure, Grade
from foredose.qualification.credibility.risk import RISK_RULE, model_risk

__all__ = [
    "NOT_RUN",
    "RISK_RULE",
    "CredibilityRecord",
    "Evidence",
    "Figure",
    "Grade",
    "ModelCard",
    "context_names",
    "context_record",
    "model_card",
    "model_risk",
]
