"""What an exposure ratio leaves open: what is not known, what follows from that, and what would resolve it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from foredose.activity.substrate import GeneState
from foredose.exposure.joined import acts_of
from foredose.exposure.own import acts_on_itself, own_regimen
from foredose.knowledge.disposition_facts import Disposition, active_metabolites
from foredose.knowledge.metabolites import metabolite_circle

__all__ = ["CARRIES", "Unknown", "unknown_of_drug", "unknown_of_other"]

CARRIES = 0.25
"""Part of the clearance from which an enzyme that nothing is known of makes the answer incomplete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """What is not known, what follows, what would resolve it, and of which drug it is."""

    what: str
    effect: str
    resolve: str
    about: str = ""


def unknown_of_drug(
    drug: Disposition,
    genes: Sequence[GeneState],
    usable: AbstractSet[str],
    lacking: Mapping[str, str] | None = None,
) -> tuple[Unknown, ...]:
    """Say what is not known of the drug itself.

    Parameters
    ----------
    lacking
        Active metabolites that are not followed, with what would be needed for it; all of them where not given.
    usable
        Enzymes and transporters whose share of the clearance is known.
    """
    unsized = [_share(drug, g) for g in genes if g.gene not in usable]
    return (
        *unsized,
        *_circular(drug),
        *(_metabolite(n, drug.inn, (lacking or {}).get(n)) for n in _unfollowed(drug, lacking)),
        *_on_itself(drug),
    )


def unknown_of_other(
    other: Disposition, drug: Disposition, carriers: Mapping[str, float], acted: AbstractSet[str]
) -> tuple[Unknown, ...]:
    """Say of which carriers of the drug nothing is known under another drug, or nothing how much they carry.

    Parameters
    ----------
    carriers
        Enzyme or transporter to its share of the drug's clearance.
    acted
        Those that the other drug is known to act on.
    """
    unsized = {key.removeprefix("share ") for key in drug.unknown if key.startswith("share ")}
    also = sorted(unsized & {a.enzyme for a in acts_of(other, 1, None)})
    return (
        *_silent(other.inn, drug.inn, {e for e, share in carriers.items() if share >= CARRIES}, acted),
        *(_unsized(carrier, other.inn, drug.inn) for carrier in also),
    )


def _share(drug: Disposition, state: GeneState) -> Unknown:
    why = drug.unknown.get(f"share {state.gene}")
    return Unknown(
        what=f"the share of {state.gene} in the clearance of {drug.inn}",
        effect=f"{state.gene} {state.name} is not in the answer",
        resolve=why or f"a published share of {state.gene} (0 where it has none)",
    )


def _unfollowed(drug: Disposition, lacking: Mapping[str, str] | None) -> tuple[str, ...]:
    return active_metabolites(drug) if lacking is None else tuple(lacking)


def _metabolite(name: str, inn: str, lacks: str | None) -> Unknown:
    return Unknown(
        what=f"the exposure of {name}, which acts in place of {inn} or beside it",
        effect=f"the answer is of {inn} itself; less of it may be more of what acts, and the reverse",
        resolve=f"{lacks or 'what forms it'}, from a source; or a model of it (`foredose model list --drug {inn}`)",
    )


def _circular(drug: Disposition) -> tuple[Unknown, ...]:
    circle = metabolite_circle(drug)
    if not circle:
        return ()
    return (
        Unknown(
            what=f"what becomes of {drug.inn}: its tables lead in a circle, {' to '.join(circle)}",
            effect="no metabolite of it can be followed",
            resolve="a table in which what is formed does not lead back, or one model of both",
        ),
    )


def _on_itself(drug: Disposition) -> tuple[Unknown, ...]:
    if own_regimen(drug) is not None or not acts_on_itself(drug):
        return ()
    return (
        Unknown(
            what=f"what {drug.inn} does to its own enzymes when it is taken on",
            effect="the answer is of one small dose",
            resolve=f"a published usual dose and interval of {drug.inn}",
        ),
    )


def _silent(
    other: str, drug: str, carriers: AbstractSet[str], acted: AbstractSet[str]
) -> tuple[Unknown, ...]:
    if not acted:
        return (
            Unknown(
                what=f"what {other} does to the enzymes of {drug}",
                effect=f"{other} changes nothing in the answer; it is not known to be harmless",
                resolve=f"constants or a class of {other} for these enzymes",
            ),
        )
    which = ", ".join(sorted(carriers - acted))
    return (
        (
            Unknown(
                what=f"what {other} does to {which}, which carries {drug}",
                effect="the answer leaves it as it is; it is not known to be harmless",
                resolve=f"constants of {other} for {which}",
            ),
        )
        if which
        else ()
    )


def _unsized(carrier: str, other: str, drug: str) -> Unknown:
    return Unknown(
        what=f"how much of {drug} {carrier} carries, on which {other} acts",
        effect=f"what {other} does by {carrier} is not in the answer",
        resolve=f"a published share of {carrier} in the clearance of {drug}",
    )
