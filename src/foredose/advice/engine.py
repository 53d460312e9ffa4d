"""From a twin, an order and the facts of the drug to the assessment: the one place where advice is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foredose.advice.assessment import ActivityShown, Assessment, NotOffered, Option, Unknown
from foredose.advice.explain import activities, why_tree
from foredose.advice.guidance import Guidance, disagreement, guidance_for
from foredose.advice.headline import headline
from foredose.advice.offer import not_firm, offer
from foredose.advice.person import summary_of, without_genes
from foredose.advice.simulated import Simulated, exceeded_limit_mg, simulate_order, usual_daily_mg
from foredose.advice.unknowns import INCOMPLETE, limits_of, missing_fact, order_questions, unknowns_of
from foredose.core import Indeterminate
from foredose.knowledge.drug_facts import DrugFacts, load_drug
from foredose.knowledge.interaction_facts import Perpetration, perpetrations
from foredose.models.declaration import Model
from foredose.qualification.model_contexts import model_verdict
from foredose.safety import HardStop
from foredose.sources import Order
from foredose.twin import Twin, resolve_phases

__all__ = ["assess"]


def assess(
    twin: Twin,
    order: Order,
    *,
    stops: Sequence[HardStop],
    stopped: Mapping[str, HardStop],
    open_questions: Sequence[Unknown],
    identity: Indeterminate | None,
    code_version: str,
    knowledge_version: str,
    seed: int,
) -> Assessment:
    """Assess one order for one person.

    Parameters
    ----------
    stops
        What the safety room found.
    stopped
        Genes whose genotype must not be used in this person, each with the stop that says so.
    open_questions
        What the safety room could not check.
    identity
        Why this genome, record and order may not be joined; ``None`` when they may.
    """
    twin = without_genes(twin, stopped)
    decided = _decide(twin, order, stops, identity, seed)
    done = decided.done
    unknowns = _unknowns(twin, order, decided, open_questions)
    complete = not any(u.effect.startswith(INCOMPLETE) for u in unknowns)
    model = done.individual.model if done else None
    shown = activities(done.individual, twin) if done else ()
    return Assessment(
        complete=complete,
        headline=_headline(twin, order, stops, decided, complete, shown),
        order=order,
        twin=summary_of(twin, model, shown),
        exposure=done.exposures if done else (),
        options=() if decided.refused else decided.options,
        not_offered=decided.not_offered,
        hard_stops=tuple(stops),
        guidelines=tuple(g.advice for g in decided.guidance),
        unknowns=unknowns,
        refused=decided.refused,
        why=why_tree(done.individual, twin, shown, done.exposures[0]) if done else (),
        reference=_reference(model) if model else "not simulated",
        model=model.name if model else None,
        model_source=model.verified if model else None,
        code_version=code_version,
        knowledge_version=knowledge_version,
        seed=seed,
        draws=done.individual.draws if done else 0,
        disagreements=_disagreements(model) if model else (),
        guidelines_disagree=disagreement(decided.guidance),
        qualified=model_verdict(model.drug) if model else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decided:
    """What was found and decided for one order, before it is put into words.

    Parameters
    ----------
    refused_first
        Why nothing was simulated or offered at all: another person's genome, a stop that refuses.
    simulated
        The simulation, or why there is none.
    """

    facts: DrugFacts | None
    refused_first: Indeterminate | None
    simulated: Simulated | Indeterminate
    guidance: tuple[Guidance, ...]
    options: tuple[Option, ...]
    not_offered: tuple[NotOffered, ...]
    refused: Indeterminate | None

    @property
    def done(self) -> Simulated | None:
        return self.simulated if isinstance(self.simulated, Simulated) else None


def _decide(
    twin: Twin, order: Order, stops: Sequence[HardStop], identity: Indeterminate | None, seed: int
) -> _Decided:
    facts = load_drug(order.drug)
    acting = perpetrations(m.ingredient for m in twin.medications if m.ingredient)
    first = _refusal_first(identity, stops)
    simulated = first or simulate_order(twin, order, facts, acting, seed)
    done = simulated if isinstance(simulated, Simulated) else None
    guidance: tuple[Guidance, ...] = ()
    options: tuple[Option, ...] = ()
    not_offered: tuple[NotOffered, ...] = ()
    if identity is None:
        guidance = _guidance(twin, order, facts, acting)
        options, not_offered = offer(twin, order, facts, done, guidance, stops)
    return _Decided(
        facts=facts,
        refused_first=first,
        simulated=simulated,
        guidance=guidance,
        options=options,
        not_offered=not_offered,
        refused=_not_firm(twin, order, facts, simulated, guidance)
        if isinstance(simulated, Simulated)
        else simulated,
    )


def _unknowns(
    twin: Twin, order: Order, decided: _Decided, open_questions: Sequence[Unknown]
) -> tuple[Unknown, ...]:
    """Collect what is not known, first what leaves the answer incomplete."""
    facts, done = decided.facts, decided.done
    unknowns = [
        *(order_questions(twin, order, facts, simulated=done is not None) if facts else ()),
        *unknowns_of(twin, facts, done.individual if done else None),
        *open_questions,
        *(limits_of(done.individual, facts) if done and facts else ()),
    ]
    if isinstance(decided.simulated, Indeterminate) and decided.refused_first is None:
        unknowns.insert(0, missing_fact(decided.simulated))
    return tuple(sorted(unknowns, key=lambda u: not u.effect.startswith(INCOMPLETE)))


def _headline(
    twin: Twin,
    order: Order,
    stops: Sequence[HardStop],
    decided: _Decided,
    complete: bool,
    shown: Sequence[ActivityShown],
) -> str:
    done = decided.done
    offered = {o.dose for o in decided.options}
    return headline(
        order.drug,
        refused=decided.refused,
        stops=stops,
        target=done.exposures[0] if done else None,
        guidance=decided.guidance,
        ranked=[j for j in done.ranked if f"{j.dose_mg:g} mg" in offered] if done else (),
        ordered_mg=done.ordered_mg if done else None,
        over_mg=exceeded_limit_mg(decided.facts, twin, order),
        complete=complete,
        genes=_moving(twin, shown),
    )


def _moving(twin: Twin, shown: Sequence[ActivityShown]) -> dict[str, str]:
    """Return the genes that move the simulation, each with its likeliest phenotype."""
    called = twin.genome.genes if twin.genome is not None else {}
    moving = [a.enzyme for a in shown if a.drives and a.enzyme in called]
    return {gene: called[gene].phenotypes[0].name for gene in moving if called[gene].phenotypes}


def _refusal_first(identity: Indeterminate | None, stops: Sequence[HardStop]) -> Indeterminate | None:
    if identity is not None:
        return identity
    hard = next((s for s in stops if s.severity == "refuse"), None)
    return None if hard is None else Indeterminate(why=hard.text, resolve=f"see {hard.source}")


def _guidance(
    twin: Twin, order: Order, facts: DrugFacts | None, acting: tuple[Perpetration, ...]
) -> tuple[Guidance, ...]:
    return guidance_for(
        order.drug,
        twin.genome,
        acting,
        age_years=None if isinstance(twin.age_years, Indeterminate) else twin.age_years,
        indication=facts.indication_named(order.indication) if facts and order.indication else None,
        daily_mg=_daily_mg(order, twin),
        usual_daily_mg=usual_daily_mg(facts, twin),
    )


def _disagreements(model: Model) -> tuple[str, ...]:
    return tuple(f"{c.name}: {c.disagrees} ({c.source})" for c in model.checks if c.disagrees)


def _daily_mg(order: Order, twin: Twin) -> float | None:
    phases = resolve_phases(order, twin)
    return None if isinstance(phases, Indeterminate) else phases[-1][0] * 24 / phases[-1][1]


def _not_firm(
    twin: Twin, order: Order, facts: DrugFacts | None, done: Simulated, guidance: Sequence[Guidance]
) -> Indeterminate | None:
    assert facts is not None, "nothing is simulated without a drug file"
    return not_firm(twin, order, facts, done, guidance)


def _reference(model: Model) -> str:
    """Say who the reference twin is."""
    genes = ", ".join(f"{g.gene} {g.reference_shown or g.reference}" for g in model.genotypes)
    return f"the same body with {genes} and no interacting drug"
