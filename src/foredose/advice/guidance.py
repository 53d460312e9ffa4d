"""What guidelines say for this person's genes, as they are and as co-medication makes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product

from foredose.advice.assessment import GuidelineAdvice
from foredose.advice.gene_states import states_of
from foredose.genome import GenomeCall
from foredose.knowledge.guideline_facts import (
    GuidelineFact,
    guidelines_for,
    magnitude_text,
    matches,
    sentence,
)
from foredose.knowledge.interaction_facts import Perpetration

__all__ = ["Guidance", "blocks", "disagreement", "dose_bounds", "guidance_for", "off_limits"]

_ADVERSE = ("avoid", "alternative", "no_safe_dose")
_DOSING = ("limit_dose", "reduce_dose", "increase_dose")
_NO_CHANGE = ("no_change", "none")
_FIRM = ("strong", "moderate")
_LIKELY = 0.5
"""Least probability of a genotype state whose recommendation speaks against an order; a choice of this project."""
_SHOWN = 0.10
"""Least probability of a genotype state whose recommendation is shown; a choice of this project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """A matching recommendation, the probability of the genotype it is for, and how it is shown.

    ``age_open`` where it is for one age group and the person's age is not known: its sentence says for whom it is,
    and it never speaks against an order.
    """

    fact: GuidelineFact
    probability: float
    advice: GuidelineAdvice
    age_open: bool = False


def guidance_for(
    drug: str,
    genome: GenomeCall | None,
    perpetrations: Iterable[Perpetration],
    *,
    age_years: float | None,
    indication: str | None,
    daily_mg: float | None,
    usual_daily_mg: float | None = None,
) -> tuple[Guidance, ...]:
    """Return the recommendations that apply: of likely genotypes first, and of those what changes the order most.

    Parameters
    ----------
    age_years
        ``None`` keeps the recommendations of every age group; none of them then speaks against the order.
    indication
        Name of the indication as the drug's file has it; ``None`` keeps the recommendations of every indication.
    daily_mg
        The ordered daily dose, to tell whether a recommendation speaks against it; ``None`` when not known.
    usual_daily_mg
        The usual starting dose a day in this person, which factors multiply; ``None`` when not known.
    """
    facts = [f for f in guidelines_for(drug) if _applies(f, age_years, indication)]
    acting = tuple(perpetrations)
    found: dict[str, Guidance] = {}
    best: dict[str, float] = {}
    for fact in facts:
        if genome is None or not {g for g, c in fact.genes.items() if not c.no_call} <= set(genome.genes):
            continue
        genes = [g for g, c in fact.genes.items() if not c.no_call or _called(g, genome)]
        for combination in product(*(states_of(g, genome, fact, acting) for g in genes)):
            probability = 1.0
            states: dict[str, str | float] = {}
            for state in combination:
                probability *= state.probability
                states.update(state.named)
            if matches(fact, states):
                shown = dict(zip(genes, (s.shown for s in combination), strict=True))
                before = found.get(fact.id)
                if before is not None and probability <= best[fact.id]:
                    shown = dict(before.advice.genes)
                best[fact.id] = max(best.get(fact.id, 0.0), probability)
                total = probability + (before.probability if before else 0.0)
                of_age = fact.age_years is None or age_years is not None
                one = _shown(fact, total, shown, daily_mg, usual_daily_mg, acting)
                found[fact.id] = one if of_age else _with_open_age(one)
    kept = [g for g in found.values() if g.probability >= _SHOWN]
    return tuple(sorted(kept, key=_place))


def _place(guidance: Guidance) -> tuple[bool, int, float, str, str]:
    """Rank a recommendation: an unlikely genotype's behind all others, then by what it changes and how strongly."""
    fact, unlikely = guidance.fact, guidance.probability < _LIKELY
    return unlikely, _weight(guidance), -round(guidance.probability, 2), fact.source, fact.id


def _weight(guidance: Guidance) -> int:
    fact = guidance.fact
    if guidance.advice.against:
        return 0
    if fact.action in _NO_CHANGE:
        return 5 if fact.action == "no_change" else 6
    if fact.action not in (*_ADVERSE, *_DOSING):
        return 3
    if fact.strength in _FIRM:
        return 1
    return 4 if fact.strength == "optional" else 2


def disagreement(guidance: Iterable[Guidance]) -> str:
    """Say which likely recommendations raise and which lower the dose, empty where they point one way."""
    likely = [g for g in guidance if g.probability >= _LIKELY and not g.age_open]
    lower = [_told(g) for g in likely if g.fact.action in ("reduce_dose", "limit_dose")]
    raised = [_told(g) for g in likely if g.fact.action == "increase_dose"]
    if not lower or not raised:
        return ""
    return (
        f"{' and '.join(dict.fromkeys(lower))} lower the dose, {' and '.join(dict.fromkeys(raised))} raise it"
    )


def _told(guidance: Guidance) -> str:
    return f"{guidance.fact.source} for {' and '.join(guidance.fact.genes)} ({guidance.fact.strength})"


def _called(gene: str, genome: GenomeCall) -> bool:
    call = genome.genes.get(gene)
    return call is not None and bool(call.diplotypes or call.phenotypes)


def _applies(fact: GuidelineFact, age_years: float | None, indication: str | None) -> bool:
    bounds = fact.age_years
    if bounds is not None and age_years is not None and not bounds[0] <= age_years < bounds[1]:
        return False
    return not fact.indications or indication is None or indication in fact.indications


def _with_open_age(guidance: Guidance) -> Guidance:
    return replace(guidance, advice=replace(guidance.advice, against=False), age_open=True)


def _not_considered(fact: GuidelineFact, perpetrations: Iterable[Perpetration]) -> tuple[str, ...]:
    """Return the drugs that act on the recommendation's genes where its guideline has no rule for them."""
    if fact.inhibitors_change_score:
        return ()
    return tuple(dict.fromkeys(p.perpetrator for p in perpetrations if p.enzyme in fact.genes))


def blocks(fact: GuidelineFact, probability: float, daily_mg: float | None) -> bool:
    """Tell whether a recommendation says not to give the drug at a daily dose.

    It must be for the likelier genotype, of a strength that is known and not optional, and without a clinical
    condition that genes do not decide. An ``avoid`` with a number holds for that daily dose and below.
    """
    if fact.action not in _ADVERSE or fact.strength in ("optional", "unknown"):
        return False
    if fact.condition or probability < _LIKELY:
        return False
    if fact.action != "avoid" or fact.magnitude is None:
        return True
    return daily_mg is not None and daily_mg <= fact.magnitude.high + 1e-9


def off_limits(
    fact: GuidelineFact, probability: float, daily_mg: float | None, usual_daily_mg: float | None
) -> bool:
    """Tell whether a daily dose is outside what a recommendation to limit, lower or raise the dose gives in numbers.

    Factors are of the usual starting dose; a recommendation without a number never speaks against a dose.
    """
    bounds = dose_bounds(fact, usual_daily_mg)
    if bounds is None or daily_mg is None or fact.condition or probability < _LIKELY:
        return False
    return not bounds[0] - 1e-9 <= daily_mg <= bounds[1] + 1e-9


def dose_bounds(fact: GuidelineFact, usual_daily_mg: float | None) -> tuple[float, float] | None:
    """Return the lowest and highest daily dose (mg) of a dosing recommendation, ``None`` where it has no number."""
    m = fact.magnitude
    if m is None or fact.action not in _DOSING or fact.strength in ("optional", "unknown"):
        return None
    if m.kind in ("max_dose", "max_start") and m.unit == "mg/day":
        return 0.0, m.high
    if m.kind == "factor" and usual_daily_mg is not None and "start" in m.of:
        raised = fact.action == "increase_dose"
        return (m.low * usual_daily_mg, float("inf")) if raised else (0.0, m.high * usual_daily_mg)
    return None


def _shown(
    fact: GuidelineFact,
    probability: float,
    genes: Mapping[str, str],
    daily_mg: float | None,
    usual_daily_mg: float | None,
    acting: tuple[Perpetration, ...],
) -> Guidance:
    advice = GuidelineAdvice(
        source=fact.source,
        version=f"{fact.version} ({fact.date:%Y-%m-%d})" if fact.date else fact.version,
        genes=genes,
        population=", ".join(
            part for part in (fact.population, fact.indication) if part not in ("general", "any")
        )
        or "general",
        action=fact.action,
        magnitude=magnitude_text(fact.magnitude) if fact.magnitude else None,
        strength=fact.strength,
        sentence=sentence(fact),
        url=fact.url,
        against=blocks(fact, probability, daily_mg)
        or off_limits(fact, probability, daily_mg, usual_daily_mg),
        not_considered=_not_considered(fact, acting),
    )
    return Guidance(fact=fact, probability=min(probability, 1.0), advice=advice)
