"""The credibility record, in the terms that regulators and engineers ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from foredose.core import Citation

__all__ = [
    "FRAMEWORK",
    "NOT_RUN",
    "CredibilityRecord",
    "Evidence",
    "EvidenceKind",
    "Figure",
    "Grade",
    "Level",
    "Unit",
    "unknown",
]

Level = Literal["low", "medium", "high"]
Unit = Literal["fold", "share", "count"]
EvidenceKind = Literal[
    "code verification", "calculation verification", "calibration", "plausibility", "validation"
]

FRAMEWORK = (
    Citation(key="ASME_VV40_2018", locus="scope: credibility commensurate with influence and consequence"),
    Citation(key="FDA_CMS_2023", locus="model risk and categories of credibility evidence"),
    Citation(key="ICH_M15_2026", locus="section 2.1: key assessment elements"),
)
"""The documents whose terms the record uses; the words and grades are this project's own."""

NOT_RUN = (
    "A test that is named must pass before a change is accepted; it was not run for this card. Checks were run for it; "
    "figures of the board are of its committed predictions."
)
"""What a reader has to know of evidence that names a test."""


def unknown(why: str) -> str:
    """Return how something that nobody knows is written."""
    return f"unknown: {why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Model influence or decision consequence, and why it was graded so."""

    level: Level
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of the evidence.

    Parameters
    ----------
    unit
        ``fold``, ``share`` (0 to 1) or ``count``.
    low, high
        Exact 95 % interval of a share; ``None`` for other figures.
    demanded
        What was demanded of it before it was computed; empty where nothing was.
    met
        Whether it is as demanded; ``None`` where nothing was.
    """

    name: str
    value: float
    unit: Unit
    low: float | None = None
    high: float | None = None
    demanded: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that was done to find out how far to believe a prediction.

    Parameters
    ----------
    what, found
        What was done, and what came out; ``unknown: why`` where nothing did.
    where
        The test, file or command by which a reader sees it again.
    comparator
        What was compared with, where something was.
    """

    kind: EvidenceKind
    what: str
    found: str
    where: str
    comparator: str = ""
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CredibilityRecord:
    """How far a model or a context of use can be believed, for one question.

    Parameters
    ----------
    question, context
        Question of interest, and context of use: in whom, from what, read by whom, beside what.
    influence, consequence, risk
        How much a decision leans on the model, what a wrong decision may do, and the risk that follows from both.
    goals
        What was demanded before anything was scored.
    applicability
        Where what was shown does not carry over, or is not known to.
    adequate
        Whether credibility is adequate for the context; ``None`` where no criterion was set beforehand.
    verdict
        The judgement in words.
    needed
        What it would take, where credibility is not known to be adequate.
    """

    subject: str
    kind: Literal["context of use", "model"]
    question: str
    context: str
    influence: Grade
    consequence: Grade
    risk: Level
    goals: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    applicability: tuple[str, ...]
    adequate: bool | None
    verdict: str
    needed: tuple[str, ...]
    framework: tuple[Citation, ...] = FRAMEWORK
