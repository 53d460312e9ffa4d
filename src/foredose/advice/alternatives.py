"""The other drugs that recommendations name, held to what their labels say of this person; none is simulated."""

from __future__ import annotations

from collections.abc import Sequence

from foredose.advice.assessment import NotOffered
from foredose.advice.guidance import Guidance
from foredose.knowledge.drug_facts import DrugFacts
from foredose.safety import AgainstAlternative, against_alternative
from foredose.sources import Order
from foredose.twin import Twin

__all__ = ["alternatives"]

_WORDS = {
    "contraindicated": "contraindicated here",
    "restrict": "restricted here",
    "warn": "with a warning here",
}


def alternatives(
    twin: Twin, facts: DrugFacts, order: Order, guidance: Sequence[Guidance]
) -> tuple[NotOffered, ...]:
    """Return the other drugs that the recommendations for this genotype name; what is contraindicated stands last."""
    named = {drug: g for g in reversed(guidance) for drug in g.fact.alternatives}
    indication = facts.indication_named(order.indication) if order.indication else None
    why = {
        a.drug: a.why for a in facts.alternatives if not a.indications or indication in (None, *a.indications)
    }
    found = [
        _named(drug, g, why.get(drug, ""), against_alternative(twin, drug, order))
        for drug, g in named.items()
    ]
    return tuple(sorted(found, key=lambda n: n.against.startswith(_WORDS["contraindicated"])))


def _named(drug: str, guidance: Guidance, why: str, found: AgainstAlternative) -> NotOffered:
    source = guidance.fact.source
    against = [
        f"{_WORDS[severity]}: {', '.join(what for s, what, _ in found.fired if s == severity)}"
        for severity in dict.fromkeys(s for s, *_ in found.fired)
    ]
    told = [f"{_WORDS[severity]}: {what} ({cited})" for severity, what, cited in found.fired]
    if not found.looked:
        told.append("what its label says against it is not in the knowledge")
    elif found.not_ruled_out:
        told.append(f"not ruled out: {', '.join(found.not_ruled_out)}")
    elif not found.fired:
        told.append(f"looked for and not found: {', '.join(found.looked)}")
    parts = (*told, f"named by {source}{f': {why}' if why else ''}", "not simulated")
    return NotOffered(drug=drug, unknown="; ".join(parts), named_by=source, against="; ".join(against))
