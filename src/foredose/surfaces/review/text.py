"""The review of a list of drugs as text for a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from foredose.core import Estimate, Indeterminate
from foredose.surfaces.review.levels import level_lines
from foredose.surfaces.words import alone, clean, number, percent

if TYPE_CHECKING:
    from foredose.advice.assessment import GuidelineAdvice
    from foredose.advice.change import Change
    from foredose.application.causes import Cause
    from foredose.application.metabolite_levels import MetaboliteLevel
    from foredose.application.review_answer import DrugReview, Review
    from foredose.application.review_switches import Switching, Tried
    from foredose.exposure.genotypes import GeneOdds

__all__ = [
    "NOT_JUDGED",
    "asked_of",
    "cause_words",
    "change_shown",
    "fold_shown",
    "guideline_line",
    "judged_lines",
    "lines_of",
    "metabolite_line",
    "most_changed",
    "observed_lines",
    "stop_lines",
]

_MOST_LEFT = 4
_HALF = 0.5
NOT_JUDGED = (
    "NOT JUDGED: what drugs do to the body together (bleeding, sedation, QT, serotonin, potassium, pressure), renal "
    "transport, absorption and binding, beyond what labels forbid above; interactions that the tables do not hold. Of "
    "what labels forbid and limit, only some is held here: no STOP is no leave."
)
"""What a review leaves out, to be said every time."""


def lines_of(of: Review) -> Iterator[str]:
    """Yield the lines, the drugs that change most first."""
    yield from stop_lines(of)
    for drug in most_changed(of):
        yield from _drug(drug)
        yield ""
    if of.tried and not of.advised:
        yield "Switches are predicted, not advised: they rest on levels that are not qualified."
    yield from _tried(of.tried)
    if of.switching is not None:
        yield from _switching(of.switching)
    yield from _genes(of)
    yield from _conditions(of)
    for unknown in of.unknowns:
        yield clean(f"UNKNOWN: {unknown.what}: {unknown.effect}. It would take {unknown.resolve}")
    yield NOT_JUDGED


def stop_lines(of: Review) -> Iterator[str]:
    """Yield what is to be read first: what labels forbid together, and stops of each drug."""
    for pair in of.forbidden:
        source = f" [{pair.fact.source}]"
        yield clean(f"STOP ({pair.fact.severity}): {pair.text}{source}")
    for drug in of.drugs:
        for stop in drug.stops:
            yield clean(f"STOP ({stop.severity}), {drug.drug.inn}: {stop.text}")
    if of.forbidden or any(d.stops for d in of.drugs):
        yield ""


def most_changed(of: Review) -> tuple[DrugReview, ...]:
    """Return the drugs, those whose level changes most first."""
    return tuple(sorted(of.drugs, key=_size))


def change_shown(of: DrugReview) -> str:
    """Return how a level stands beside the reference, in words and numbers."""
    if isinstance(of.level, Indeterminate) or of.change is None:
        return (
            f"cannot conclude: {of.level.why}" if isinstance(of.level, Indeterminate) else "cannot conclude"
        )
    return fold_shown(of.change, of.level)


def fold_shown(change: Change, level: Estimate) -> str:
    """Return the class of a change with its fold and interval."""
    low, value, high = (number(x) for x in (level.low, level.value, level.high))
    return f"{change.name}: {value}-fold (90 %: {low} to {high})"


def asked_of(of: DrugReview) -> str:
    """Return a drug with the regimen that was followed."""
    taken = of.drug.taken
    if taken is None:
        return of.drug.inn
    half = f", half of {of.drug.part_of}" if of.drug.part_of else ""
    how = "" if taken.by_mouth else ", not by mouth"
    usual = ", assumed as usual" if of.drug.assumed else ""
    return f"{of.drug.inn} {taken.dose_mg:g} mg every {taken.interval_h:g} h{how}{half}{usual}"


def observed_lines(of: DrugReview) -> Iterator[str]:
    """Yield what studies measured with one other drug of the list, and whether it lies outside what is predicted."""
    alone = sum(c.kind == "drug" for c in of.causes) <= 1
    for line in of.observed[:3]:
        p, ratio = line.row.perpetrators[0], line.row.ratio
        outside = isinstance(of.level, Estimate) and alone and not of.level.low <= ratio <= of.level.high
        yield (
            f"OBSERVED with {p.inn} {p.dose_mg:g} mg every {p.interval_h:g} h: {number(ratio)}-fold "
            f"[{line.row.source.key}]{', outside what is predicted: believe the study' if outside else ''}"
        )


def judged_lines(of: DrugReview) -> Iterator[str]:
    """Yield what the level means: against a published range, what to measure, and which fact would change it."""
    if of.monitoring is not None:
        m = of.monitoring
        yield f"measure {m.what} {math.ceil(m.after_h / 24)} days after a change of the list: {m.why}"
    if of.pivot is not None:
        p = of.pivot
        yield (
            f"the fact that would change it: {p.gene} ({p.lower}: {number(p.lower_ratio)}-fold; "
            f"{p.higher}: {number(p.higher_ratio)}-fold)"
        )


def cause_words(of: Cause) -> str:
    """Return what moves a level, how far and which way."""
    way = "higher" if of.fold > 1 else "lower"
    return f"{of.name}: {number(of.fold if of.fold > 1 else 1 / of.fold)}-fold {way} than without"


def metabolite_line(of: MetaboliteLevel) -> str:
    """Return how much there is of an active metabolite; the board has no context of metabolites."""
    formed = ", ".join(f"{e} {percent(x)}" for e, x in of.formed_by.items())
    moved = "".join(f"; because of {cause_words(c)}" for c in of.causes[:2])
    return (
        f"its active metabolite {of.name}: {fold_shown(of.change, of.level)}, formed by "
        f"{formed}{moved}; do not rely on the number: no context of metabolites is qualified"
    )


def guideline_line(advice: GuidelineAdvice, of: DrugReview) -> str:
    """Return a recommendation, with what it does not look at and where the predicted level speaks the other way."""
    told = f"{'AGAINST the order: ' if advice.against else ''}{advice.sentence}"
    by_genes = alone(advice)
    told += f" ({by_genes})" if by_genes else ""
    if of.change is not None and advice.action == "increase_dose" and of.change.higher > _HALF:
        told += " CONFLICT: the level is predicted at least two-fold higher with the other drugs"
    return told


def _in(words: str) -> str:
    """Set words of a drug below it."""
    return f"  {clean(words)}"


def _size(of: DrugReview) -> float:
    changes = [c for c in (of.change, *(m.change for m in of.metabolites)) if c is not None]
    return -max((max(c.higher, c.lower) for c in changes), default=0.0)


def _drug(of: DrugReview) -> Iterator[str]:
    yield clean(f"{asked_of(of)}: {change_shown(of)}")
    yield from (_in(line) for line in observed_lines(of))
    yield from (_in(f"because of {cause_words(c)}") for c in of.causes[:4])
    yield from (_in(line) for line in level_lines(of))
    yield from (_in(metabolite_line(m)) for m in of.metabolites)
    yield from (_in(line) for line in judged_lines(of))
    for advice in of.guidelines:
        yield _in(guideline_line(advice, of))
    if of.change is not None:
        verdict = "" if of.advised else f"; do not rely on the number: {of.qualified}"
        yield _in(f"{of.context}{verdict}")
    if of.doses and not of.advised:
        yield _in("predicted, not advised, since this is not qualified:")
    for option in of.doses[:3]:
        e = option.equivalent_daily
        ordered = (
            " (as assumed)" if option.ordered and of.drug.assumed else " (as taken)" if option.ordered else ""
        )
        yield _in(
            f"DOSE {option.dose_mg:g} mg every {option.interval_h:g} h{ordered}: as {number(e.value)} mg a day "
            f"({number(e.low)} to {number(e.high)}) in the reference person; within the labelled doses "
            f"{percent(option.benefit)}, above them {percent(option.risk)}"
        )
    for gene in of.unmoved:
        state = gene.state or "not known"
        yield _in(f"{gene.gene} {state}: exposure unchanged; {gene.kind}: {gene.why}")
    for limit in of.limits:
        yield _in(f"label: {limit}")
    for left in of.not_offered[:_MOST_LEFT]:
        yield _in(f"not offered: {left.drug}: {left.unknown}")
    if len(of.not_offered) > _MOST_LEFT:
        yield f"  and {len(of.not_offered) - _MOST_LEFT} more not offered (--json has all)"


def _tried(tried: tuple[Tried, ...]) -> Iterator[str]:
    better = [t for t in tried if t.gain > 0 and not t.alternative.against]
    if better:
        yield "Alternatives that make the whole list better, each as the only switch:"
    for t in better:
        taken = t.alternative.drug.taken
        dose = f"{taken.dose_mg:g} mg every {taken.interval_h:g} h" if taken else ""
        check = f"; check: {'; '.join(t.alternative.check)}" if t.alternative.check else ""
        yield _in(
            f"{t.instead_of} -> {t.alternative.drug.inn} {dose} ({', '.join(t.alternative.indications[:3])}): "
            f"its level {number(t.ratio)}-fold of the reference, gain {t.gain:.2f}{check}"
        )
    if better:
        yield ""


def _switching(of: Switching) -> Iterator[str]:
    how = "every one" if of.exact else "not every one: those with the best single switches"
    yield f"Best sets of switches, of {of.looked_at} lists looked at ({how}); the list as it is: {of.taken.score:.2f}"
    for best in of.best:
        switches = ", ".join(f"{a} -> {b}" for a, b in best.switches) or "no switch"
        yield _in(f"{best.score:.2f}: {switches}")
    yield ""


def _genes(of: Review) -> Iterator[str]:
    known = [_gene(odds) for odds in of.genes.values() if odds.known]
    if known:
        yield clean(f"Genes: {'; '.join(known)}")


def _conditions(of: Review) -> Iterator[str]:
    by_name: dict[str, list[str]] = {}
    for one in of.conditions:
        spread = "" if one.low == one.high else f" ({number(one.low)} to {number(one.high)})"
        by_name.setdefault(one.condition, []).append(f"{one.enzyme} {number(one.factor)}-fold{spread}")
    for name, moved in by_name.items():
        yield clean(f"Condition: {name}: {', '.join(moved)}")


def _gene(odds: GeneOdds) -> str:
    probability, state = odds.states[0]
    what = f"activity score {state.name}" if state.kind == "score" else state.name
    return f"{odds.gene} {what}" + ("" if probability > 0.95 else f" ({percent(probability)})")
