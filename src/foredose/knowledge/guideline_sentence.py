"""The sentence that a person reads, made from a structured recommendation: ours, never the guideline's."""

from __future__ import annotations

from foredose.knowledge.guideline_condition import GeneCondition
from foredose.knowledge.guideline_schema import GuidelineFact
from foredose.knowledge.guideline_terms import Action, Magnitude

__all__ = ["magnitude_text", "sentence"]

_DO: dict[Action, str] = {
    "no_change": "keep the usual dose of {drug}",
    "avoid": "avoid {drug}",
    "alternative": "prefer another drug to {drug}",
    "caution": "use {drug} only with caution",
    "start_low": "start with a low dose of {drug}",
    "set_start": "choose the starting dose of {drug} by the gene",
    "titrate_slowly": "raise the dose of {drug} slowly",
    "reduce_dose": "lower the dose of {drug}",
    "increase_dose": "raise the dose of {drug}",
    "limit_dose": "limit {drug}",
    "adjust_dose": "adjust the dose of {drug} as its label says",
    "no_safe_dose": "no dose of {drug} has proven safe",
    "monitor": "watch the effect of {drug} closely",
    "test_first": "before {drug}, measure {test}",
    "other_findings": "decide on {drug} by other findings, as the genotype does not",
    "unclear": "read the source on {drug}, as its text has no structure here",
    "algorithm": "dose {drug} by a validated algorithm",
}
_ALSO: dict[Action, str] = {
    "no_change": "keep the usual dose",
    "avoid": "avoid it",
    "alternative": "consider another drug",
    "caution": "be cautious",
    "start_low": "start low",
    "set_start": "choose the start by the gene",
    "titrate_slowly": "raise it slowly",
    "reduce_dose": "lower the dose",
    "increase_dose": "consider a higher dose",
    "limit_dose": "limit the dose",
    "adjust_dose": "adjust the dose as the label says",
    "no_safe_dose": "no dose has proven safe",
    "monitor": "monitor",
    "test_first": "measure {test} first",
    "other_findings": "weigh other findings",
    "unclear": "read the source",
    "algorithm": "or use an algorithm",
}
_CARRIES: dict[str, tuple[Action, ...]] = {
    "dose": ("no_change", "avoid", "increase_dose", "reduce_dose"),
    "start_dose": ("no_change", "start_low", "set_start", "titrate_slowly", "reduce_dose"),
    "min_start": ("set_start",),
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
    bound = {"max_dose": "at most ", "max_start": "at most ", "min_start": "at least "}.get(
        magnitude.kind, ""
    )
    start = " to start with" if magnitude.kind in ("start_dose", "min_start", "max_start") else ""
    return f"{bound}{number} {magnitude.unit}{start}"


def sentence(fact: GuidelineFact) -> str:
    """Return one sentence (at most about 200 characters for one gene) that says who, what, how much, and how strongly.

    The action ``none`` says that there is no recommendation, never that the drug is safe.
    """
    who = _who(fact)
    if fact.action == "none":
        return f"{fact.source} gives no recommendation on {fact.drug} for {who}; this is no sign of safety."
    return f"{fact.source}{_strength(fact)}, {who}: {_main(fact)}{_also(fact)}."


def _main(fact: GuidelineFact) -> str:
    text = _DO[fact.action].format(drug=fact.drug, test=fact.test) + _how_much(fact, fact.action)
    if fact.action == "avoid" and fact.magnitude and "avoid" in _CARRIES[fact.magnitude.kind]:
        text = text.replace("avoid ", "avoid the usual dose of ")
    if fact.action == "alternative" and "alternative" not in fact.also:
        text += _named(fact)
    return text


def _also(fact: GuidelineFact) -> str:
    keeps = [_ALSO[a].format(test=fact.test) + _how_much(fact, a) for a in fact.also if a != "alternative"]
    instead = []
    if "alternative" in fact.also or (fact.alternatives and fact.action != "alternative"):
        named = fact.alternatives or fact.alternative_class
        instead = [(_ALSO["alternative"] if not named else "consider") + _named(fact)]
    when = f" {fact.also_when}" if fact.also_when else ""
    if fact.action == "avoid" and instead and keeps:
        return f", {', '.join(instead)}; if kept, {', '.join(keeps)}{when}"
    if not keeps and not instead:
        return ""
    kept = fact.action in ("alternative", "avoid") and keeps and not instead and not when
    lead = "if kept, " if kept or (fact.action == "alternative" and fact.magnitude) else ""
    return f"; {lead}{', '.join(keeps + instead)}{when}"


def _named(fact: GuidelineFact) -> str:
    such = ", such as " if fact.action == "alternative" and "alternative" not in fact.also else " "
    named = f"{such}{_either(fact.alternatives)}" if fact.alternatives else ""
    if fact.alternative_class and not fact.alternatives:
        named = (
            f" ({fact.alternative_class})" if fact.action == "alternative" else f" {fact.alternative_class}"
        )
    return named + (f" (not {_either(fact.not_instead)})" if fact.not_instead else "")


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _how_much(fact: GuidelineFact, action: Action) -> str:
    """The number, beside the first action that it belongs to and nowhere else."""
    text = ""
    told = fact.magnitude and action != fact.action and fact.action in _CARRIES[fact.magnitude.kind]
    if fact.magnitude and action in _CARRIES[fact.magnitude.kind] and not told:
        text = magnitude_text(fact.magnitude)
    if fact.ceiling and action == "limit_dose":
        text = f"{text}, {magnitude_text(fact.ceiling)}" if text else magnitude_text(fact.ceiling)
    if not text:
        return ""
    if action == "limit_dose":
        return f" to {text.removeprefix('to ')}"
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
    if condition.any_call or condition.no_call:
        return "known" if condition.any_call else "not tested"
    named = [_phenotypes(condition.phenotypes)] if condition.phenotypes else []
    if named or condition.diplotypes:
        return " or ".join([*named, *condition.diplotypes])
    if condition.alleles:
        return f"with {condition.copies} of {', '.join(condition.alleles)}"
    return _score(condition)


def _score(condition: GeneCondition) -> str:
    score = condition.activity_score
    if score is None:
        return ""
    if score.high == float("inf"):
        return f"activity score {'above' if score.above else 'from'} {score.low:g}"
    if score.low == score.high:
        return f"activity score {score.low:g}"
    first = f"{'above ' if score.above else ''}{score.low:g}"
    return f"activity score {first} to {'below ' if score.below else ''}{score.high:g}"


def _phenotypes(names: tuple[str, ...]) -> str:
    """Join names that share a last word: ``"poor or likely poor metabolizer"``."""
    if names[0].startswith(("rs", "-", "*")):
        return " or ".join(names)
    last = f" {names[0].split()[-1]}"
    alike = [name.removesuffix(last) for name in names if name.endswith(last)]
    others = [name for name in names if not name.endswith(last)]
    if len(alike) < 2:
        alike, others = [], [*names]
    shown = [*alike[:-1], f"{alike[-1]}{last}", *others] if alike and others else [*alike, *others]
    listed = " or ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part)
    words = (listed if others else listed + last).split(" ")
    return " ".join(word.lower() if word.istitle() else word for word in words)


def _strength(fact: GuidelineFact) -> str:
    return {"not stated": "", "unknown": " (strength unknown)"}.get(fact.strength, f" ({fact.strength})")
