"""What each family of contexts is asked, in whom, and what rides on the answer: judgements of this project."""

from __future__ import annotations

from dataclasses import dataclass

from foredose.qualification.credibility.record import Grade

__all__ = ["FAMILIES", "Family"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family of contexts; ``{of}`` stands for the gene or the enzyme, or for all of them."""

    question: str
    asked_in: str
    influence: Grade
    consequence: Grade
    limits: tuple[str, ...]


_SHOWN = (
    "Predicted before the first dose with a 90 % interval, and read by a prescriber or clinical pharmacist in "
    "`foredose ratio` and `foredose review` beside ratios that were measured in the drug, and beside this verdict. "
    "While the context is not qualified, doses and switches that rest on it are shown as predicted and are not advised."
)
_WORST = Grade(
    level="high",
    why="graded for the worst drug that may be asked about: too much of a drug with a narrow range can harm lastingly "
    "or kill, too little can leave a disease untreated",
)
_ANY = (
    "age, organ impairment, pregnancy and other disease do not enter the ratio",
    "the board holds ratios of what was taken, by AUC or steady level; it says nothing of metabolites, nor of the "
    "active form of a prodrug",
    "what no source tells of a drug is drawn widely and named with each answer; a drug without a table gets none",
)
_OF_GENES = "shares of clearance are of the people in whom they were measured, a mixture of genotypes"
_OF_DRUGS = (
    "constants from in vitro are scaled once for each perpetrator and enzyme, on ratios of calibration victims; one "
    "without such ratios keeps what is expected of its strength class"
)

FAMILIES = {
    "genotype": Family(
        question="By what factor does the genotype of {of} change the exposure to a drug in this person?",
        asked_in="A person with a known genotype, activity score or phenotype who takes one drug that {of} clears in "
        f"part, and nothing else that acts on it. {_SHOWN}",
        influence=Grade(
            level="medium",
            why="guidelines and measured ratios stand beside it where there are any; where there are none it is the "
            "only number",
        ),
        consequence=_WORST,
        limits=(_OF_GENES, *_ANY),
    ),
    "interaction": Family(
        question="By what factor does co-medication that acts on {of} change the exposure to a drug in this person?",
        asked_in="A person who takes a drug together with inhibitors or inducers of {of}, genotype not asked. "
        f"{_SHOWN}",
        influence=Grade(
            level="medium",
            why="labels, hard stops and measured ratios stand beside it where there are any; where there are none it "
            "is the only number",
        ),
        consequence=_WORST,
        limits=(
            _OF_DRUGS,
            "what drugs do to the body together is not judged, only what they do to exposure",
            *_ANY,
        ),
    ),
    "index pairs": Family(
        question="Does the prediction meet the interactions that are measured most often: midazolam, and probe drugs "
        "of CYP2D6, with a perpetrator?",
        asked_in=f"A person who takes one of these victims together with a perpetrator. {_SHOWN}",
        influence=Grade(
            level="low",
            why="these pairs have been measured many times, and what was measured stands beside it",
        ),
        consequence=Grade(
            level="medium",
            why="too much of these drugs shows as sedation, a slow heart or low pressure, as a rule under watch",
        ),
        limits=(_OF_DRUGS, "what is met in well-studied pairs is no evidence of other pairs", *_ANY),
    ),
    "interaction within genotype": Family(
        question="By what factor does co-medication change the exposure to a drug in a person of a given genotype of "
        "{of}?",
        asked_in="A person with a known genotype, activity score or phenotype of {of} who takes a drug together with "
        f"inhibitors or inducers. {_SHOWN}",
        influence=Grade(
            level="high",
            why="guidelines look at the genotype alone and tables of interactions at co-medication alone; of the two "
            "together the prediction is often the only number",
        ),
        consequence=_WORST,
        limits=(_OF_GENES, _OF_DRUGS, *_ANY),
    ),
}
"""Family, as in ``CRITERIA``, to what is asked."""
