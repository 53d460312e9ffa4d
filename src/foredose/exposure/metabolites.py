"""Active metabolites beside their parent: formed by the parent's enzymes, lost by their own.

A metabolite's level in ordinary people is set by its published ratio to the parent, where there is one; what changes it
is what changes its formation, enzyme by enzyme, what changes the parent, and what changes its own loss. What part of a
dose becomes the metabolite and its own clearance are not both known of most; only their ratio counts here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from foredose.core import Indeterminate
from foredose.exposure.drawn import LIVER_FLOW_L_PER_H, Assumed, DrawnDrug
from foredose.exposure.draws import draws_of, generator_for
from foredose.exposure.joined import MadeFrom, Prepared, prepare
from foredose.exposure.shares import draw_shares
from foredose.knowledge.disposition_facts import Disposition, active_metabolites, disposition
from foredose.knowledge.settled import Settled, settle

__all__ = ["Followed", "metabolites_of"]

_CLEARANCE = 1.0
"""L/h that every metabolite is given, so low that no flow limits it; the part formed follows from it and the ratio."""
_LEAST_PART = 0.02
_MOST_UNSHARED = 0.3
"""Part of the formation by enzymes without a share in the parent's clearance, up to which the parent's other ways stand
in for them; this project's choice."""
_TINY = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A metabolite that can be followed.

    Parameters
    ----------
    ratio
        Its AUC over that of the parent (mg/L over mg/L) in people as they were studied; ``None`` where nobody tells it:
        then only how its level compares with that in others counts, not its size.
    formed_by
        Enzyme to the part that it forms.
    """

    parent: str
    name: str
    prepared: Prepared
    ratio: Settled | None
    formed_by: Mapping[str, Settled]


def metabolites_of(
    drug: Disposition, n: int, seed: int | None
) -> tuple[tuple[Followed, ...], Mapping[str, str]]:
    """Return the active metabolites of a drug that can be followed, and of the others what is lacking."""
    followed, lacking = [], dict[str, str]()
    for name in active_metabolites(drug):
        found = _followed(drug, name, n, seed)
        if isinstance(found, Followed):
            followed.append(found)
        else:
            lacking[name] = found
    return tuple(followed), lacking


def _followed(drug: Disposition, name: str, n: int, seed: int | None) -> Followed | str:
    told_ratio = settle(drug, "metabolite_ratio", name)
    ratio = None if isinstance(told_ratio, Indeterminate) else told_ratio
    parts = {f.site: settle(drug, "formed_by", name, f.site) for f in drug.facts if _forms(f, name)}
    formed = {enzyme: s for enzyme, s in parts.items() if isinstance(s, Settled)}
    if not formed:
        return f"which enzymes form {name}"
    parent = prepare(drug, n, seed).drawn
    shares = {enzyme: x for (site, enzyme), x in parent.shares.items() if site == "liver"}
    missing = {e: s.value for e, s in formed.items() if _middle(shares.get(e)) < _LEAST_PART}
    if sum(missing.values()) > _MOST_UNSHARED:
        return (
            f"the share of {', '.join(sorted(missing))}, which forms {name}, in the clearance of {drug.inn}"
        )
    told = {
        e: draws_of(s, n, generator_for(seed, f"{drug.inn}:formed_by:{name}:{e}")) for e, s in formed.items()
    }
    made = _per_loss(told, shares)
    rng = generator_for(seed, f"{drug.inn}:metabolite_ratio:{name}")
    size = np.ones(n) if ratio is None else draws_of(ratio, n, rng)
    scale = size * _CLEARANCE / _formed_per_level(parent)
    links = tuple(MadeFrom(parent=drug.inn, enzyme=e, factor=scale * w) for e, w in made.items())
    return Followed(
        parent=drug.inn, name=name, prepared=Prepared(drawn=_drawn(drug, name, n, seed), acts=(), made_from=links),
        ratio=ratio, formed_by=formed,
    )  # fmt: skip


def _middle(share: np.ndarray | None) -> float:
    return 0.0 if share is None else float(np.median(share))


def _per_loss(formed: Mapping[str, np.ndarray], shares: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return what a unit of loss by each enzyme gives of all that is formed, each of shape (draw,).

    What no enzyme is told to form, the parent's other ways form, each as much as it carries.
    """
    told = {e: part for e, part in formed.items() if _middle(shares.get(e)) >= _LEAST_PART}
    others = {e: share for e, share in shares.items() if e not in told}
    others[""] = np.maximum(0.0, 1.0 - sum(shares.values()))
    pool = np.asarray(sum(others.values()))
    rest = np.where(pool >= _LEAST_PART, np.maximum(0.0, 1.0 - sum(told.values())), 0.0)
    whole = sum(told.values()) + rest
    made = {e: part / whole / np.maximum(shares[e], _TINY) for e, part in told.items()}
    return made | {e: rest / whole / np.maximum(pool, _TINY) for e in others}


def _forms(fact: object, name: str) -> bool:
    return getattr(fact, "quantity", "") == "formed_by" and getattr(fact, "of", "") == name


def _formed_per_level(parent: DrawnDrug) -> np.ndarray:
    """Return what the liver turns over (mg) of a dose by mouth for an AUC of the parent of 1 mg h/L."""
    flow = LIVER_FLOW_L_PER_H * parent.blood_to_plasma
    taken = np.minimum((parent.clearance - parent.renal) / flow, 0.95)
    return np.asarray(parent.clearance * taken / (1 - taken) + flow * taken)


def _drawn(drug: Disposition, name: str, n: int, seed: int | None) -> DrawnDrug:
    """Return a metabolite's own loss: its enzymes as its table has them, its half-life or that of the parent."""
    assumed, one = [], np.ones(n)
    half_life = settle(drug, "half_life", name)
    own = disposition(name.lower())
    if isinstance(half_life, Indeterminate) and own is not None:
        half_life = settle(own, "half_life")
    if isinstance(half_life, Indeterminate):
        parent = prepare(drug, n, seed).drawn
        hours = np.log(2) * parent.volume / parent.clearance
        assumed.append(Assumed(what=f"half-life of {name}", taken=f"that of {drug.inn}"))
    else:
        hours = draws_of(half_life, n, generator_for(seed, f"{name}:half_life"))
    renal = np.zeros(n)
    shares: Mapping[tuple[str, str], np.ndarray] = {}
    if own is not None and any(f.quantity == "share" for f in own.facts):
        kidney = settle(own, "renal_fraction")
        if not isinstance(kidney, Indeterminate):
            renal = draws_of(kidney, n, generator_for(seed, f"{name}:renal_fraction"))
        shares = {k: x for k, x in draw_shares(own, renal, seed).items() if k[0] in ("liver", "kidney")}
    else:
        assumed.append(Assumed(what=f"what clears {name}", taken="nothing that genes or other drugs change"))
    return DrawnDrug(
        inn=name, absorption_rate=one, fraction_absorbed=one, volume=_CLEARANCE * hours / np.log(2),
        clearance=_CLEARANCE * one, renal=_CLEARANCE * renal, unbound=one, blood_to_plasma=one,
        gut_availability=0.999 * one, retained=np.zeros(n), shares=shares, assumed=tuple(assumed),
    )  # fmt: skip
