"""The sentence that a person reads, made from a structured recommendation: ours, never the guideline's."""

from __future__ import annotations

from foredose.knowledge.guideline_schema import GeneCondition, GuidelineFact, Magnitude

__all__ = ["magnitude_text", "sentence"]

_DO = {
    "no_change": "keep the usual dose of {drug}",
    "avoid": "avoid {drug}",
    "alternative": "choose another drug than {drug}",
    "reduce_dose": "lower the dose of {drug}",
    "increase_dose": "raise the dose of {drug}",
    "limit_dose": "limit the dose of {drug}",
    "monitor": "watch the effect of {drug} closely",
    "algorithm": "dose {drug} by a validated algorithm",
}
_ALSO = {
    "no_change": "keep the usual dose",
    "avoid": "avoid it",
    "alternative": "consider another drug",
    "reduce_dose": "lower the dose",
    "increase_dose": "consider a higher dose",
    "limit_dose": "limit the dose",
    "monitor": "monitor",
    "algorithm": "or use an algorithm",
}


def magnitude_text(magnitude: Magnitude) -> str:
    """Return a magnitude in words: ``"at most 15 mg/day"``, ``"to 1.5-2 times the starting dose"``."""
    low, high = magnitude.low, magnitude.high
    number = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    if magnitude.kind == "factor":
        return f"to {number} times the {magnitude.of}"
    if magnitude.kind == "change_percent":
        size = (
            f"{abs(high):g}"
            if low == high
            else f"{min(abs(low), abs(high)):g} to {max(abs(low), abs(high)):g}"
        )
        return f"by {size} % of the {magnitude.of}"
    bound = {"dose": "", "max_dose": "at most ", "max_start": "start with at most "}[magnitude.kind]
    return f"{bound}{number} {magnitude.unit}"


def sentence(fact: GuidelineFact) -> str:
    """Return one sentence (under 200 characters) that says who, what, how much, and how strongly.

    The action ``none`` says that there is no recommendation, never that the drug is safe.
    """
    who = _who(fact)
    if fact.action == "none":
        return f"{fact.source} gives no recommendation on {fact.drug} for {who}; not a sign that it is safe."
    do = _DO[fact.action].format(drug=fact.drug)
    much = f" ({magnitude_text(fact.magnitude)})" if fact.magnitude else ""
    return f"{fact.source}{_strength(fact)}: for {who}, {do}{much}{_else(fact)}."


def _who(fact: GuidelineFact) -> str:
    genes = " and ".join(f"{gene} {_state(condition)}" for gene, condition in fact.genes.items())
    parts = [genes]
    if fact.population != "general":
        parts.append(fact.population)
    if fact.indications:
        parts.append(fact.indication)
    if fact.condition:
        parts.append(fact.condition)
    return ", ".join(parts)


def _state(condition: GeneCondition) -> str:
    if condition.any_call:
        return "of any known genotype"
    if condition.phenotypes:
        shortest = min(condition.phenotypes, key=len)
        return shortest.lower() if shortest[0].isalpha() and "rs" not in shortest else shortest
    if condition.diplotypes:
        return " or ".join(condition.diplotypes)
    if condition.alleles:
        return f"with {condition.copies} of {', '.join(condition.alleles)}"
    score = condition.activity_score
    return f"activity score {'above' if score and score.above else 'from'} {score.low:g}" if score else ""


def _strength(fact: GuidelineFact) -> str:
    return {"not stated": "", "unknown": " (strength unknown)"}.get(fact.strength, f" ({fact.strength})")


def _else(fact: GuidelineFact) -> str:
    also = [_ALSO[action] for action in fact.also]
    if fact.alternatives:
        named = f"consider {' or '.join(fact.alternatives)}"
        also = [named if text == _ALSO["alternative"] else text for text in also]
        also = also if named in also else [*also, named]
    return f"; {', '.join(also)}" if also else ""
