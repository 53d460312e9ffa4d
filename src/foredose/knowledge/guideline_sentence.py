"""The sentence that a person reads, made from a structured recommendation: ours, never the guideline's."""

from __future__ import annotations

from foredose.knowledge.guideline_schema import Action, GeneCondition, GuidelineFact, Magnitude

__all__ = ["magnitude_text", "sentence"]

_DO: dict[Action, str] = {
    "no_change": "keep the usual dose of {drug}",
    "avoid": "avoid {drug}",
    "alternative": "prefer another drug to {drug}",
    "reduce_dose": "lower the dose of {drug}",
    "increase_dose": "raise the dose of {drug}",
    "limit_dose": "limit {drug}",
    "monitor": "watch the effect of {drug} closely",
    "algorithm": "dose {drug} by a validated algorithm",
}
_ALSO: dict[Action, str] = {
    "no_change": "keep the usual dose",
    "avoid": "avoid it",
    "alternative": "consider another drug",
    "reduce_dose": "lower the dose",
    "increase_dose": "consider a higher dose",
    "limit_dose": "limit the dose",
    "monitor": "monitor",
    "algorithm": "or use an algorithm",
}
_CARRIES: dict[str, tuple[Action, ...]] = {
    "dose": ("no_change", "avoid", "increase_dose"),
    "max_dose": ("limit_dose",),
    "max_start": ("limit_dose",),
    "factor": ("reduce_dose", "increase_dose"),
    "change_percent": ("reduce_dose", "increase_dose"),
}


def magnitude_text(magnitude: Magnitude) -> str:
    """Return a magnitude in words: ``"at most 15 mg/day"``, ``"to 1.5–2 times the usual starting dose"``."""
    ends = sorted({abs(magnitude.low), abs(magnitude.high)})
    number = "–".join(f"{end:g}" for end in ends)
    if magnitude.kind == "factor":
        return f"to {number} times the {magnitude.of}"
    if magnitude.kind == "change_percent":
        return f"by {number} % of the {magnitude.of}"
    bound = {"dose": "", "max_dose": "at most ", "max_start": "at most "}[magnitude.kind]
    start = " to start with" if magnitude.kind == "max_start" else ""
    return f"{bound}{number} {magnitude.unit}{start}"


def sentence(fact: GuidelineFact) -> str:
    """Return one sentence (under 200 characters) that says who, what, how much, and how strongly.

    The action ``none`` says that there is no recommendation, never that the drug is safe.
    """
    who = _who(fact)
    if fact.action == "none":
        return f"{fact.source} gives no recommendation on {fact.drug} for {who}; this is no sign of safety."
    return f"{fact.source}{_strength(fact)}, {who}: {_main(fact)}{_also(fact)}."


def _main(fact: GuidelineFact) -> str:
    text = _DO[fact.action].format(drug=fact.drug) + _how_much(fact, fact.action)
    if fact.action == "avoid" and fact.magnitude:
        text = text.replace("avoid ", "avoid the usual dose of ")
    if fact.action == "alternative" and "alternative" not in fact.also:
        text += _named(fact)
    return text


def _also(fact: GuidelineFact) -> str:
    if not fact.also and not (fact.alternatives and fact.action != "alternative"):
        return ""
    parts = [_ALSO[action] + _how_much(fact, action) for action in fact.also if action != "alternative"]
    if "alternative" in fact.also or (fact.alternatives and fact.action != "alternative"):
        parts.append((_ALSO["alternative"] if not fact.alternatives else "consider") + _named(fact))
    lead = "if kept, " if fact.action == "alternative" and fact.magnitude else ""
    when = f" {fact.also_when}" if fact.also_when else ""
    return f"; {lead}{', '.join(parts)}{when}"


def _named(fact: GuidelineFact) -> str:
    named = f" {' or '.join(fact.alternatives)}" if fact.alternatives else ""
    return named + (f" (not {' or '.join(fact.not_instead)})" if fact.not_instead else "")


def _how_much(fact: GuidelineFact, action: Action) -> str:
    """The number, beside the action that it belongs to and nowhere else."""
    text = ""
    if fact.magnitude and action in _CARRIES[fact.magnitude.kind]:
        text = magnitude_text(fact.magnitude)
    if fact.ceiling and action == "limit_dose":
        text = magnitude_text(fact.ceiling)
    if not text:
        return ""
    if action == "limit_dose":
        return f" to {text}"
    return (
        f" {text}"
        if action in ("reduce_dose", "increase_dose") and text.startswith(("to ", "by "))
        else f" ({text})"
    )


def _who(fact: GuidelineFact) -> str:
    parts = [" and ".join(f"{gene} {_state(condition)}" for gene, condition in fact.genes.items())]
    if fact.population != "general":
        parts.append(fact.population)
    if fact.indications:
        parts.append(fact.indication)
    if fact.condition:
        parts.append(fact.condition)
    return ", ".join(parts)


def _state(condition: GeneCondition) -> str:
    if condition.any_call:
        return "known"
    if condition.phenotypes:
        return _phenotypes(condition.phenotypes)
    if condition.diplotypes:
        return " or ".join(condition.diplotypes)
    if condition.alleles:
        return f"with {condition.copies} of {', '.join(condition.alleles)}"
    return _score(condition)


def _score(condition: GeneCondition) -> str:
    score = condition.activity_score
    if score is None:
        return ""
    if score.high == float("inf"):
        return f"activity score {'above' if score.above else 'from'} {score.low:g}"
    return f"activity score {score.low:g} to {score.high:g}"


def _phenotypes(names: tuple[str, ...]) -> str:
    """Join names that share a last word: ``"poor or likely poor metabolizer"``."""
    if names[0].startswith(("rs", "-")):
        return " or ".join(names)
    last = f" {names[0].split()[-1]}"
    short = [
        name.removesuffix(last) if all(other.endswith(last) for other in names) else name for name in names
    ]
    listed = " or ".join(part for part in (", ".join(short[:-1]), short[-1]) if part)
    return (listed + last if short != list(names) else listed).lower()


def _strength(fact: GuidelineFact) -> str:
    return {"not stated": "", "unknown": " (strength unknown)"}.get(fact.strength, f" ({fact.strength})")
