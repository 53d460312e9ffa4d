"""Model risk from influence and consequence, by one written rule."""

from __future__ import annotations

from foredose.qualification.credibility.record import Level

__all__ = ["RISK_RULE", "model_risk"]

_POINTS: dict[Level, int] = {"low": 1, "medium": 2, "high": 3}

RISK_RULE = (
    "low, medium and high count 1, 2 and 3; influence and consequence add up to a risk that is low up to 3, medium at "
    "4 and high from 5"
)
"""This project's own; the documents leave the rule to those who judge."""


def model_risk(influence: Level, consequence: Level) -> Level:
    """Return the risk that a decision which leans on a model is wrong and does harm."""
    points = _POINTS[influence] + _POINTS[consequence]
    return "low" if points <= 3 else "medium" if points == 4 else "high"
