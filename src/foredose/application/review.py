"""Use case: a person's whole list of drugs, each followed with all others and with the person's genes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from foredose.activity.conditions import Influence, influences
from foredose.advice.assessment import NotOffered
from foredose.advice.change import change_of
from foredose.advice.guidance import Guidance
from foredose.application.causes import Cause
from foredose.application.metabolite_levels import MetaboliteLevel, curve_of, estimate_of, metabolite_level
from foredose.application.person_given import GivenPerson
from foredose.application.population_levels import FromModel, Person, levels_by_models
from foredose.application.ratios import Share, context_of, shares_of
from foredose.application.review_answer import DrugReview, Review
from foredose.application.review_conditions import conditions_unknown, person_state
from foredose.application.review_levels import (
    DRAWS,
    Both,
    Pair,
    formed_in_list,
    gene_odds,
    levels_of_list,
    moved,
    typical_ratio,
)
from foredose.application.review_monitoring import (
    in_window,
    monitoring_of,
    pivots,
)
from foredose.application.review_options import (
    Alternative,
    Offered,
    guidance_of_drug,
    label_limits,
    offer_doses,
    possible_alternatives,
)
from foredose.application.review_regimens import ListedDrug, listed_drugs
from foredose.application.review_switches import best_switches, switching
from foredose.application.review_unknowns import LEAST_SHARE, unknowns_of_list
from foredose.application.unmoved import unmoved_genes
from foredose.core import Indeterminate, InputError
from foredose.exposure.genotypes import GeneOdds
from foredose.exposure.joined import acts_of
from foredose.exposure.together import Listed
from foredose.exposure.unseen import unseen_draws
from foredose.knowledge.tiers import tier_of
from foredose.qualification.board import Line, committed_board, qualification_of
from foredose.safety import forbidden_pairs, hard_stops

__all__ = ["review"]


def review(given: GivenPerson, *, seed: int = 0, curves: bool = False, switches: bool = False) -> Review:
    """Follow all drugs that a person takes until their levels repeat, beside each of them alone.

    Parameters
    ----------
    curves, switches
        Whether the course of each level, and the best set of switches, are wanted as well.

    Raises
    ------
    InputError
        ``review.nothing`` where no drug was given.
    """
    listed = listed_drugs(given.twin.medications)
    if not given.twin.medications:
        raise InputError(
            "review.nothing", found="no drug", expected="at least one drug that is taken", where="the list of drugs",
            remedy='give --meds "metoprolol 100 mg twice daily, paroxetine 20 mg once daily" or a record',
        )  # fmt: skip
    followed = [d for d in listed if d.followed]
    genes = gene_odds(given.genome, [d.table for d in followed if d.table is not None])
    state = person_state(given)
    conditions = influences(state)
    network = levels_of_list(followed, genes, seed, curves=curves, conditions=conditions)
    pairs, causes = moved(followed, genes, conditions)
    levels = _widened(network, followed, pairs, seed)
    person = Person(twin=given.twin, genes=genes, conditions=conditions)
    sized, by_model = (
        ({}, {}) if isinstance(levels, Indeterminate) else levels_by_models(followed, person, levels, seed)
    )
    turning = pivots(followed, genes, conditions)
    drugs = tuple(
        _reviewed(
            d, given, genes, levels, sized.get(d.inn), by_model.get(d.inn), causes, followed, conditions, seed
        )
        for d in listed
    )
    drugs = tuple(replace(d, pivot=turning.get(d.drug.inn)) for d in drugs)
    alternatives, left = _alternatives(listed, given)
    against = {d.drug.inn: _spoken_against(d) for d in drugs}
    drugs = tuple(replace(d, not_offered=(*d.not_offered, *left.get(d.drug.inn, ()))) for d in drugs)
    wanted = switches and bool(followed)
    return Review(
        twin=given.twin, forbidden=forbidden_pairs([m.ingredient for m in given.twin.medications if m.ingredient]),
        genes=genes, conditions=conditions, drugs=drugs, pairs=pairs,
        tried=switching(followed, against, alternatives, genes, conditions) if followed else (),
        switching=best_switches(followed, against, alternatives, genes, conditions) if wanted else None,
        unknowns=(
            *unknowns_of_list(given.twin, listed, genes),
            *conditions_unknown(given.twin, state, followed),
        ),
        seed=seed, draws=DRAWS,
    )  # fmt: skip


def _widened(
    network: Mapping[str, Both] | Indeterminate,
    followed: Sequence[ListedDrug],
    pairs: Sequence[Pair],
    seed: int,
) -> Mapping[str, Both] | Indeterminate:
    """Widen what other drugs move by what predictions of drugs never seen miss by."""
    if isinstance(network, Indeterminate):
        return network
    levels = dict(network)
    for of in followed:
        folds = [p.fold for p in pairs if p.victim == of.inn and p.fold is not None and p.fold != 1.0]
        if folds:
            unseen = unseen_draws(of.inn, float(np.prod(folds)), DRAWS, seed)
            names = (of.inn, *(m.name for m in formed_in_list(of.inn, followed, seed)))
            levels |= {x: (levels[x][0].times(unseen), levels[x][1]) for x in names}
    return levels


def _alternatives(
    listed: Sequence[ListedDrug], given: GivenPerson
) -> tuple[dict[str, tuple[Alternative, ...]], dict[str, tuple[NotOffered, ...]]]:
    on_list = {d.part_of or d.inn: d for d in listed}
    found = {d.inn: possible_alternatives(d, given, on_list) for d in listed}
    return {inn: both[0] for inn, both in found.items()}, {inn: both[1] for inn, both in found.items()}


def _spoken_against(of: DrugReview) -> bool:
    stopped = any(s.severity != "warn" for s in of.stops)
    return stopped or any(g.against for g in of.guidelines)


def _reviewed(
    of: ListedDrug,
    given: GivenPerson,
    genes: Mapping[str, GeneOdds],
    levels: Mapping[str, Both] | Indeterminate,
    by_people: Both | None,
    by_model: FromModel | Indeterminate | None,
    causes: Mapping[str, tuple[Cause, ...]],
    followed: Sequence[ListedDrug],
    conditions: Sequence[Influence],
    seed: int,
) -> DrugReview:
    shares = shares_of(of.table) if of.table is not None else ()
    seen = None if isinstance(levels, Indeterminate) else levels.get(of.inn)
    both = seen if shares else None
    sized = by_people or (both if both is not None and _sized(both) else None)
    why = levels if isinstance(levels, Indeterminate) else _why_none(of, shares)
    context = _context(of, shares, genes, followed, causes.get(of.inn, ()))
    daily = None if of.taken is None else of.taken.dose_mg * 24 / of.taken.interval_h
    guidance = guidance_of_drug(of.part_of or of.inn, given, daily)
    ratio = None if both is None else both[0].mean / both[1].mean
    offered = _offered(of, given, genes, followed, ratio, guidance, conditions)
    change = None if ratio is None else change_of(ratio)
    held = None if sized is None else in_window(of, sized[0], people=by_people is not None)
    return DrugReview(
        drug=of,
        level=why if ratio is None else estimate_of(ratio),
        peak=why if both is None else estimate_of(both[0].peak / both[1].peak),
        mean_mg_per_l=None if sized is None else estimate_of(sized[0].mean, "mg/L"),
        change=change,
        held=held,
        monitoring=monitoring_of(
            of, change, held, None if both is None else both[0], _causing(of, levels, causes)
        ),
        pivot=None,
        by_model=by_model,
        causes=() if both is None else causes.get(of.inn, ()),
        curve=None if both is None or sized is None else curve_of(*sized),
        doses=offered.doses,
        not_offered=offered.not_offered,
        guidelines=tuple(g.advice for g in guidance),
        stops=hard_stops(given.twin, of.part_of or of.inn, of.as_order()),
        shares=shares,
        observed=_observed(of, followed),
        unmoved=unmoved_genes(of.part_of or of.inn, given.genome),
        limits=label_limits(of.part_of or of.inn),
        assumed=() if both is None else both[0].assumed,
        metabolites=() if both is None else _metabolites(of, followed, levels, by_people, causes, seed),
        tier=None if of.table is None else tier_of(of.table),
        context=context,
        qualified=qualification_of(context),
    )


def _sized(both: Both) -> bool:
    """Return whether the network can tell a concentration: where how much the body clears is known."""
    return all(a.what != "clearance" for a in both[1].assumed)


def _metabolites(
    of: ListedDrug,
    followed: Sequence[ListedDrug],
    levels: Mapping[str, Both] | Indeterminate,
    by_people: Both | None,
    causes: Mapping[str, tuple[Cause, ...]],
    seed: int,
) -> tuple[MetaboliteLevel, ...]:
    """Return what becomes of a drug; its size beside the parent's is kept where a model tells that of the parent."""
    if isinstance(levels, Indeterminate):
        return ()
    size = np.ones(DRAWS) if by_people is None else by_people[1].mean / levels[of.inn][1].mean
    each = [(m, levels[m.name]) for m in formed_in_list(of.inn, followed, seed)]
    return tuple(
        metabolite_level(m, (both[0].times(size), both[1].times(size)), 1.0, causes.get(m.name, ()))
        for m, both in each
    )


def _observed(of: ListedDrug, followed: Sequence[ListedDrug]) -> tuple[Line, ...]:
    """Return what studies measured of the drug with one other drug of the list, by any dose of it.

    None where it is given elsewhere than by mouth or into the blood, which these studies did not do.
    """
    if of.taken is None:
        return ()
    names = {d.inn for d in followed} - {of.inn}
    return tuple(
        line
        for line in committed_board().lines
        if line.row.victim == of.inn
        and not line.row.test
        and len(line.row.perpetrators) == 1
        and line.row.perpetrators[0].inn in names
    )


def _causing(
    of: ListedDrug, levels: Mapping[str, Both] | Indeterminate, causes: Mapping[str, tuple[Cause, ...]]
) -> list[Listed]:
    if isinstance(levels, Indeterminate):
        return []
    return [levels[c.name][0] for c in causes.get(of.inn, ()) if c.kind == "drug"]


def _offered(
    of: ListedDrug,
    given: GivenPerson,
    genes: Mapping[str, GeneOdds],
    followed: Sequence[ListedDrug],
    ratio: np.ndarray | None,
    guidance: tuple[Guidance, ...],
    conditions: Sequence[Influence],
) -> Offered:
    if ratio is None or of.part_of:
        lacks = "doses of one half of a racemate" if of.part_of else "its level in this person"
        return Offered(doses=(), not_offered=(NotOffered(drug=of.inn, unknown=f"{lacks} unknown"),))

    assert of.taken is not None
    here = typical_ratio(of, of.taken.dose_mg, followed, genes, conditions)

    def at(dose_mg: float) -> np.ndarray:
        """Return the ratio at another dose: the draws, moved as the middle is where the drug acts on itself."""
        if np.isnan(here):
            return ratio
        return ratio * typical_ratio(of, dose_mg, followed, genes, conditions) / here

    return offer_doses(of, given, at, guidance)


def _context(
    of: ListedDrug,
    shares: Sequence[Share],
    genes: Mapping[str, GeneOdds],
    followed: Sequence[ListedDrug],
    causes: Sequence[Cause],
) -> str:
    """Return the board's context of a drug; a condition that moves it makes one that the board has no rows of."""
    moving = [c.name for c in causes if c.kind == "condition"]
    if moving:
        return f"condition of the person: {', '.join(moving)}"
    carriers = {s.enzyme for s in shares if s.settled.value >= LEAST_SHARE}
    states = [odds.states[0][1] for gene, odds in genes.items() if odds.known and gene in carriers]
    others = [d for d in followed if d.inn != of.inn and d.table is not None and d.taken is not None]
    acts = [
        a for d in others if d.table is not None for a in acts_of(d.table, 1, None) if a.enzyme in carriers
    ]
    acting = {a.inn for a in acts}
    return context_of(states, [d.taken for d in others if d.taken and d.inn in acting], shares, acts)


def _why_none(of: ListedDrug, shares: Sequence[Share]) -> Indeterminate:
    lacks = "how it is taken" if shares else "which enzymes clear it, and in what shares"
    return Indeterminate(why=f"{of.inn}: {lacks} is not known", resolve=f"{lacks}, from a source")
