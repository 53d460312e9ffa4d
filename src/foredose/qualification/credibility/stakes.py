"""What rides on a library model: where it is used here, and what harm a wrong exposure of its drug may do."""

from __future__ import annotations

from functools import lru_cache

from foredose.knowledge.drug_facts import drug_names, load_drug
from foredose.knowledge.stop_facts import stops
from foredose.models.declaration import Model
from foredose.qualification.credibility.record import Grade, unknown

__all__ = ["consequence_of", "context_of", "influence_of"]


@lru_cache(maxsize=1)
def _answering() -> frozenset[str]:
    return frozenset(facts.model for inn in drug_names() if (facts := load_drug(inn)) and facts.model)


def context_of(model: Model) -> str:
    """Return in whom a model is used, by which command, and who reads it."""
    who = model.population
    people = f"A person of {who.used_for_years[0]:g} to {who.used_for_years[1]:g} years, inside the covariates studied"
    if model.name in _answering():
        return (
            f"{people}, before the first dose or with measured levels. Read by a prescriber or clinical pharmacist: "
            "`foredose advise` simulates an order with it beside guideline facts, stops and a reference twin, and "
            "ranks doses; `simulate`, `update` and `population simulate` use it when it is named."
        )
    return (
        f"{people}. Read by a pharmacometrician or researcher who names it in `foredose simulate`, `update` or "
        "`population simulate`; no advice on an order uses it."
    )


def influence_of(model: Model) -> Grade:
    """Return how much a decision leans on the model."""
    if model.name in _answering():
        return Grade(
            level="medium",
            why="it ranks the doses of an order, while stops and limits of guidelines come first and stand beside it",
        )
    return Grade(
        level="low", why="nothing here decides by it; who names it reads its output with other evidence"
    )


def consequence_of(drug: str) -> Grade:
    """Return what a wrong exposure may do, as far as a window or a stop of the drug says; else the worst is taken."""
    facts = load_drug(drug) if drug in drug_names() else None
    if facts and facts.window and facts.window.toxic is not None:
        w = facts.window
        limit = f"{w.toxic:g}" if w.unit == "1" else f"{w.toxic:g} {w.unit}"
        measure = w.measure.replace("_", " ")
        return Grade(level="high", why=f"its window names harm above {limit} ({measure}; {w.source})")
    named = [s for s in stops() if s.drugs != "any" and drug in s.drugs]
    if named:
        return Grade(
            level="high",
            why=f"{len(named)} stops are about this drug, such as {named[0].code} ({named[0].label})",
        )
    why = unknown("no window and no stop of this drug is on file here; graded as the worst until one is")
    return Grade(level="high", why=why)
