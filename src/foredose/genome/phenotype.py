"""Two alleles to an activity score and a phenotype, by the gene's rule."""

from __future__ import annotations

import re

from foredose.genome.variant_lists import UNSEEN, parts_of, worst_first
from foredose.knowledge.gene_schema import AlleleFunction, GeneFacts

__all__ = [
    "INDETERMINATE",
    "activity_score",
    "activity_text",
    "allele_activity",
    "phenotype",
    "score_phenotype",
]

INDETERMINATE = "Indeterminate"
_COPIES = re.compile(r"x(≥?)(\d+|N)$")


def allele_activity(facts: GeneFacts, name: str) -> tuple[float, bool] | None:
    """Return the activity of one chromosome and whether it is a lower bound; ``None`` where unknown.

    Duplications (``*1x2``, ``*2x≥3``, ``*2xN``) and tandems (``*36+*10``) add up; ``xN`` is at least two. Of a list of
    variants the lowest counts.
    """
    if facts.caller == "lowest_function":
        known = {a.function: a.activity for a in facts.function.alleles.values()}
        value = known.get(_function(facts, name))
        return None if value is None else (value, False)
    single = facts.function.alleles.get(name)
    if single is not None:
        return None if single.activity is None else (single.activity, False)
    total, at_least = 0.0, False
    for part in name.split("+"):
        copies, open_ended = _copies(part.strip())
        function = facts.function.alleles.get(_COPIES.sub("", part.strip()))
        if function is None or function.activity is None:
            return None
        total += function.activity * copies
        at_least = at_least or (open_ended and function.activity > 0)
    return total, at_least


def activity_score(facts: GeneFacts, first: str, second: str | None) -> float | None:
    """Return CPIC's activity score of a diplotype, ``None`` where the gene or an allele has none.

    For an open number of copies it is the lower bound.
    """
    parts = [allele_activity(facts, name) for name in (first, second) if name is not None]
    if facts.phenotype.kind != "activity_score" or None in parts:
        return None
    return sum(part[0] for part in parts if part is not None)


def activity_text(facts: GeneFacts, first: str, second: str) -> str:
    """Return the score as CPIC writes it: ``"1.25"``, ``"≥3.0"`` or ``"n/a"``."""
    score = activity_score(facts, first, second)
    if score is None:
        return "n/a"
    open_ended = any(
        part is not None and part[1]
        for part in (allele_activity(facts, first), allele_activity(facts, second))
    )
    return ("≥" if open_ended else "") + str(round(score, 2))


def phenotype(facts: GeneFacts, first: str, second: str | None) -> str:
    """Return the phenotype of a diplotype, or of one copy; ``"Indeterminate"`` when the rule does not reach it.

    A gene whose alleles are carried or not (HLA) has statements instead; see ``presence``.
    """
    rule = facts.phenotype
    if rule.kind == "haploid":
        return _greatest_risk(facts, first, second or first)
    if second is None:
        return rule.single.get(_function(facts, first), rule.otherwise)
    if rule.kind == "carriers":
        known = facts.names
        if first not in known or second not in known:
            return INDETERMINATE
        return rule.names[(first in rule.carriers) + (second in rule.carriers)]
    if rule.kind == "activity_score":
        return score_phenotype(facts, activity_score(facts, first, second))
    one, other = sorted(_function(facts, name) for name in (first, second))
    return rule.of_functions.get((one, other), rule.otherwise)


def score_phenotype(facts: GeneFacts, score: float | None) -> str:
    """Return the phenotype of an activity score; the rule's fallback where there is none."""
    reached = [band for band in facts.phenotype.bands if score is not None and score >= band[0]]
    return max(reached)[1] if reached else facts.phenotype.otherwise


def _greatest_risk(facts: GeneFacts, first: str, second: str) -> str:
    risks = [_function(facts, name).lower() for name in (first, second)]
    names = facts.phenotype.names
    return max(risks, key=names.index) if set(risks) <= set(names) else facts.phenotype.otherwise


def _function(facts: GeneFacts, name: str) -> str:
    if facts.caller == "lowest_function":
        parts = {_function_of_part(facts, part) for part in parts_of(name)}
        return min(parts, key=lambda f: _rank(worst_first(facts), f))
    return _function_of_part(facts, name)


def _rank(functions: tuple[str, ...], function: str) -> int:
    return functions.index(function) if function in functions else -1


def _function_of_part(facts: GeneFacts, name: str) -> str:
    if name.startswith(UNSEEN):
        return name.removeprefix(UNSEEN)
    found: AlleleFunction | None = facts.function.alleles.get(name)
    return found.function if found is not None else "Unknown function"


def _copies(part: str) -> tuple[int, bool]:
    match = _COPIES.search(part)
    if match is None:
        return 1, False
    return (2, True) if match[2] == "N" else (int(match[2]), bool(match[1]))
