"""What the review of a list leaves open, each said once: of drugs, of what they do to each other, of genes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from foredose.application.ratio_unknowns import CARRIES, Unknown, unknown_of_drug
from foredose.application.ratios import shares_of
from foredose.application.review_levels import DRAWS, enzymes_of, formed_in_list, formed_of
from foredose.application.review_regimens import ListedDrug, same_moiety
from foredose.exposure.genotypes import GeneOdds
from foredose.exposure.joined import acts_of
from foredose.knowledge.choice_facts import drug_choices
from foredose.knowledge.disposition_facts import active_metabolites
from foredose.twin import Twin

__all__ = ["LEAST_SHARE", "unknowns_of_list"]

LEAST_SHARE = 0.1
"""Part of a drug's clearance from which an enzyme's unknown genotype leaves the answer open."""
_LEFT_OUT = 0.05
_SURE = 0.9


def unknowns_of_list(
    twin: Twin, listed: Sequence[ListedDrug], genes: Mapping[str, GeneOdds]
) -> tuple[Unknown, ...]:
    """Collect what is not known, first of entries of the list, then of drugs, genes and what acts on what."""
    followed = [d for d in listed if d.followed]
    found = [*_no_drug(twin), *(u for d in listed for u in d.unknowns), *_alike(listed)]
    for one in followed:
        assert one.table is not None
        enzymes = {s.enzyme for s in shares_of(one.table)}
        found += unknown_of_drug(one.table, (), enzymes, _lacking(one, followed))
    found += [_not_cleared(d.inn) for d in listed if d.table is not None and not shares_of(d.table)]
    return tuple(dict.fromkeys([*found, *_genes(genes, followed), *_effects(followed)]))


def _lacking(of: ListedDrug, followed: Sequence[ListedDrug]) -> dict[str, str]:
    """Return the active metabolites of a listed drug that are not followed, with the reason."""
    assert of.table is not None
    shown = {m.name for m in formed_in_list(of.inn, followed, None)}
    why = formed_of(of.inn, DRAWS, None)[1]
    twice = "a model of all that it comes from: it is on the list, or formed from two drugs"
    return {name: why.get(name, twice) for name in active_metabolites(of.table) if name not in shown}


def _alike(listed: Sequence[ListedDrug]) -> list[Unknown]:
    """Say which drugs of the list are one moiety, or of one pharmacological subgroup (fourth level of the ATC code)."""
    found = []
    for one, other in combinations(listed, 2):
        if one.part_of and one.part_of == other.part_of:
            continue
        groups = [choices.groups() if (choices := drug_choices(d.inn)) else frozenset() for d in (one, other)]
        shared = sorted(groups[0] & groups[1])
        if same_moiety(one.inn, other.inn) or shared:
            why = "the same moiety" if same_moiety(one.inn, other.inn) else f"of the subgroup {shared[0]}"
            found.append(
                Unknown(
                    what=f"whether {one.inn} and {other.inn} are meant together: they are {why}",
                    effect="each is judged by itself; what they do together is not",
                    resolve="whether one of them replaces the other",
                )
            )
    return found


def _no_drug(twin: Twin) -> list[Unknown]:
    return [
        Unknown(
            what=f"which drug {m.text!r} is",
            effect="it is not followed with the others, and not known to be harmless",
            resolve="the international name of its ingredient",
        )
        for m in twin.medications
        if m.ingredient is None
    ]


def _not_cleared(inn: str) -> Unknown:
    return Unknown(
        what=f"which enzymes clear {inn}, and in what shares",
        effect="what genes and the other drugs do to it is not known, and not known to be harmless",
        resolve=f"shares of the clearance of {inn} from in vitro phenotyping or a mass balance",
        about=inn,
    )


def _genes(genes: Mapping[str, GeneOdds], followed: Sequence[ListedDrug]) -> list[Unknown]:
    """Say which genes nobody looked at, or were left in doubt, that carry a drug of the list."""
    found = []
    for gene, odds in genes.items():
        carried = [d.inn for d in followed if _carries(d, gene, LEAST_SHARE)] + _made_with(gene, followed)
        doubtful = odds.known and odds.states[0][0] < _SURE
        if not carried or (odds.known and odds.left_out <= _LEFT_OUT and not doubtful):
            continue
        mixed = "in the mix of people that was studied" if odds.states else "as in people that were studied"
        states = ", ".join(f"{s.name} {p:.0%}" for p, s in odds.states[:3])
        told = (
            f"it may be {states}; levels hold all of these"
            if doubtful
            else (
                f"{odds.left_out:.0%} of its probability lies on genotypes of unknown activity, which are left out"
                if odds.known
                else f"it is taken {mixed}"
            )
        )
        what = f"the genotype of {gene}, which carries {', '.join(carried)}"
        found.append(Unknown(what=what, effect=told, resolve=f"a resolved {gene} genotype"))
    return found


def _made_with(gene: str, followed: Sequence[ListedDrug]) -> list[str]:
    """Return the active metabolites that a gene's enzyme forms or clears."""
    return [
        f"{made.name} (of {d.inn})"
        for d in followed
        for made in formed_in_list(d.inn, followed, None)
        if enzymes_of(made).get(gene, 0.0) >= LEAST_SHARE
    ]


def _effects(followed: Sequence[ListedDrug]) -> list[Unknown]:
    """Say of each drug on which enzymes of the others its effect is not known, and how much of what is not known."""
    found = []
    for one in followed:
        assert one.table is not None
        acted = {a.enzyme for a in acts_of(one.table, 1, None)}
        open_of: dict[str, list[str]] = defaultdict(list)
        for other in followed:
            if other.inn != one.inn and other.table is not None:
                for share in shares_of(other.table):
                    if share.settled.value >= CARRIES and share.enzyme not in acted:
                        open_of[share.enzyme].append(other.inn)
        if open_of:
            carried = sorted({name for names in open_of.values() for name in names})
            found.append(
                Unknown(
                    what=f"what {one.inn} does to {', '.join(sorted(open_of))}, which carry {', '.join(carried)}",
                    effect="the answer leaves these as they are; it is not known to be harmless",
                    resolve=f"constants or a class of {one.inn} for these enzymes",
                    about=one.inn,
                )
            )
        found += _unsized(one, followed, acted)
    return found


def _unsized(one: ListedDrug, followed: Sequence[ListedDrug], acted: set[str]) -> list[Unknown]:
    """Say which carriers of other drugs it acts on whose share nobody tells."""
    return [
        Unknown(
            what=f"how much of {other.inn} {carrier} carries, on which {one.inn} acts",
            effect=f"what {one.inn} does by {carrier} is not in the answer",
            resolve=f"a published share of {carrier} in the clearance of {other.inn}",
            about=other.inn,
        )
        for other in followed
        if other.inn != one.inn and other.table is not None
        for carrier in sorted(
            {k.removeprefix("share ") for k in other.table.unknown if k.startswith("share ")} & acted
        )
    ]


def _carries(of: ListedDrug, gene: str, least: float) -> bool:
    return of.table is not None and any(
        s.enzyme == gene and s.settled.value >= least for s in shares_of(of.table)
    )
