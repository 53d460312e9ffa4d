"""From drawn drugs, genes and medication to the network of all that act on each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from foredose.core import Indeterminate
from foredose.exposure.conditions import NOTHING, Factors, changed
from foredose.exposure.drawn import (
    ENTEROCYTE_FLOW_L_PER_H,
    GUT_FLUID_L,
    LIVER_FLOW_L_PER_H,
    Assumed,
    DrawnDrug,
    draw_drug,
)
from foredose.exposure.draws import draws_of, generator_for
from foredose.exposure.shares import FACE_GUT
from foredose.exposure.taken import Taken, dose_table
from foredose.knowledge.disposition_facts import Disposition
from foredose.knowledge.settled import Settled, settle
from foredose.numerics.network import Network

__all__ = ["Acts", "Joined", "MadeFrom", "Prepared", "acts_of", "join", "prepare"]

_SITES = ("liver", "gut", "kidney", "uptake")
_STATIC = "residual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """What one drug does to one enzyme.

    Parameters
    ----------
    kind
        ``dynamic``: by its concentration over time; ``static``: a fixed part is left while it is taken; ``class``: the
        same, bounded by its strength class alone.
    constants
        Of shape (draw, 5), as ``Network.potency`` has them; of shape (draw,) what is left, where not dynamic.
    """

    inn: str
    enzyme: str
    kind: str
    constants: np.ndarray
    rests_on: tuple[Settled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFrom:
    """One way by which a metabolite is formed: mg of it for a mg that the parent loses to an enzyme of the liver.

    ``enzyme`` is empty for what no enzyme of the parent's table carries; ``factor`` is of shape (draw,).
    """

    parent: str
    enzyme: str
    factor: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A drug's draws, of what becomes of it and of what it does, ready to be joined to any list.

    ``made_from`` tells of a metabolite which drugs become it.
    """

    drawn: DrawnDrug
    acts: tuple[Acts, ...]
    made_from: tuple[MadeFrom, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A network and what its numbers mean."""

    network: Network
    drugs: tuple[str, ...]
    enzymes: tuple[str, ...]
    acts: tuple[Acts, ...]
    assumed: Mapping[str, tuple[Assumed, ...]]


def prepare(drug: Disposition, n: int, seed: int | None) -> Prepared:
    """Draw a drug."""
    return Prepared(drawn=draw_drug(drug, n, seed), acts=acts_of(drug, n, seed))


def acts_of(drug: Disposition, n: int, seed: int | None) -> tuple[Acts, ...]:
    """Return what a drug does to each enzyme that is told of; what is not told is not in the list.

    Where its table has no constants, or none that were held against what happens in people, the strength class of a
    regulator's list bounds what it leaves.
    """
    enzymes = dict.fromkeys(e for q in ("Ki", "kinact", "Emax", _STATIC) for e in drug.enzymes(q))
    found = (_acts(drug, enzyme, n, seed) for enzyme in enzymes)
    return tuple(a for a in found if a is not None)


def _acts(drug: Disposition, enzyme: str, n: int, seed: int | None) -> Acts | None:
    def drawn(quantity: str, of: str = enzyme) -> tuple[np.ndarray | None, Settled | None]:
        one = settle(drug, quantity, of)
        if isinstance(one, Indeterminate):
            return None, None
        return draws_of(one, n, generator_for(seed, f"{drug.inn}:{quantity}:{of}")), one

    mass, _ = drawn("molar_mass", "")
    told = {q: drawn(q) for q in ("Ki", "kinact", "KI", "Emax", "EC50", "scale", _STATIC)}
    rests = tuple(s for _, s in told.values() if s is not None)
    value = {q: x for q, (x, _) in told.items()}
    moves = _moves_as_classed(told)
    can_move = mass is not None and not isinstance(settle(drug, "fraction_unbound"), Indeterminate)
    scaled = value["scale"] is not None or value[_STATIC] is None
    if moves and can_move and scaled and mass is not None:
        scale = value["scale"] if value["scale"] is not None else np.ones(n)
        per_mg = mass / 1000.0 / scale  # umol/L to mg/L, the scale being of the concentration
        constants = np.zeros((n, 5))
        constants[:, (2, 4)] = 1.0
        if value["Ki"] is not None:
            constants[:, 0] = 1.0 / (value["Ki"] * per_mg)
        if value["kinact"] is not None and value["KI"] is not None:
            constants[:, 1], constants[:, 2] = value["kinact"], value["KI"] * per_mg
        if value["Emax"] is not None and value["EC50"] is not None:
            constants[:, 3], constants[:, 4] = value["Emax"], value["EC50"] * per_mg
        return Acts(inn=drug.inn, enzyme=enzyme, kind="dynamic", constants=constants, rests_on=rests)
    left, source = told[_STATIC]
    if left is None or source is None:
        return None
    kind = "class" if source.basis == "class" else "static"
    return Acts(inn=drug.inn, enzyme=enzyme, kind=kind, constants=left, rests_on=rests)


def _moves_as_classed(told: Mapping[str, tuple[np.ndarray | None, Settled | None]]) -> bool:
    """Return whether there are constants, and of the kind that the strength class is of: of induction above 1.

    An inducer of which only an inhibition constant is told would come out as an inhibitor.
    """
    inhibits = told["Ki"][1] is not None or told["kinact"][1] is not None
    induces = told["Emax"][1] is not None
    left = told[_STATIC][1]
    if left is None:
        return inhibits or induces
    return induces if left.value > 1 else inhibits


def join(
    drugs: Sequence[Prepared],
    taken: Sequence[Taken],
    *,
    genes: Mapping[tuple[str, str], np.ndarray],
    turnover: Mapping[tuple[str, str], np.ndarray],
    until_h: float,
    fixed: bool = True,
    factors: Factors = NOTHING,
) -> Joined:
    """Join drugs to one network.

    Parameters
    ----------
    genes
        (drug, enzyme) to the activity of the person's enzyme beside the reference's, of shape (draw,).
    turnover
        (enzyme, ``liver`` or ``gut``) to its loss in 1/h, of shape (draw,).
    fixed
        Whether what drugs of ``taken`` leave of an enzyme, where they do not act by concentration, is taken off.
    factors
        What the person's conditions leave of each enzyme of the liver, of the liver and of the kidney.
    """
    each = [d.drawn for d in drugs]
    n = len(each[0].clearance)
    used = {e for d in each for _, e in d.shares}
    enzymes = tuple(sorted(used))
    acting = tuple(a for d in drugs for a in d.acts if a.enzyme in used)
    names = tuple(d.inn for d in each)
    gene = np.ones((n, len(each), len(enzymes)))
    for (drug, enzyme), value in genes.items():
        if drug in names and enzyme in enzymes:
            gene[:, names.index(drug), enzymes.index(enzyme)] = value
    potency = np.zeros((n, len(each), len(enzymes), 5))
    potency[..., (2, 4)] = 1.0
    taking = {t.inn for t in taken}
    for one in acting:
        at = names.index(one.inn), enzymes.index(one.enzyme)
        if one.kind == "dynamic":
            potency[:, at[0], at[1]] = one.constants
        elif fixed and one.inn in taking:
            gene[:, [i for i in range(len(each)) if i != at[0]], at[1]] *= one.constants[:, None]
    loss = np.zeros((n, 2, len(enzymes)))
    for number, enzyme in enumerate(enzymes):
        for where, site in enumerate(("liver", "gut")):
            loss[:, where, number] = turnover.get((enzyme, site), np.zeros(n))
    drug_of, share = changed(
        np.stack([_columns(d) for d in each], axis=1),
        np.stack([_shares(d, enzymes) for d in each], axis=1),
        enzymes,
        factors,
    )
    network = Network(
        drug=drug_of,
        potency=potency,
        gene=gene,
        turnover=loss,
        share=share,
        links=_links(drugs, names, enzymes),
        doses=dose_table(taken, [names.index(t.inn) for t in taken], until_h),
        flows=np.array([LIVER_FLOW_L_PER_H, ENTEROCYTE_FLOW_L_PER_H]),
        fluid=np.array([GUT_FLUID_L if e in FACE_GUT else 0.0 for e in enzymes]),
    )
    assumed = {d.inn: d.assumed for d in each}
    return Joined(network=network, drugs=names, enzymes=enzymes, acts=acting, assumed=assumed)


def _links(drugs: Sequence[Prepared], names: Sequence[str], enzymes: Sequence[str]) -> np.ndarray:
    """Return ``Network.links`` of every metabolite whose parent is there."""
    n = len(drugs[0].drawn.clearance)
    ways = [(d.drawn.inn, way) for d in drugs for way in d.made_from if way.parent in names]
    found = np.zeros((n, len(ways), 4))
    for at, (made, way) in enumerate(ways):
        by = enzymes.index(way.enzyme) if way.enzyme else len(enzymes)
        found[:, at, :3] = names.index(way.parent), by, names.index(made)
        found[:, at, 3] = way.factor
    return found


def _columns(drug: DrawnDrug) -> np.ndarray:
    """Return the drug's row of a network; uptake and what is kept are 1 as a whole in the reference person."""
    hepatic = drug.clearance - drug.renal
    flow = LIVER_FLOW_L_PER_H * drug.blood_to_plasma
    taken = np.minimum(hepatic / flow, 0.95)
    intrinsic = flow * taken / (1 - taken)
    columns = (
        drug.absorption_rate, drug.fraction_absorbed, drug.volume, intrinsic, drug.renal, drug.unbound,
        drug.blood_to_plasma, drug.retained,
    )  # fmt: skip
    return np.stack(columns, axis=-1)


def _shares(drug: DrawnDrug, enzymes: Sequence[str]) -> np.ndarray:
    n = len(drug.clearance)
    found = np.zeros((n, len(_SITES), len(enzymes) + 1))
    for (site, enzyme), share in drug.shares.items():
        found[:, _SITES.index(site), enzymes.index(enzyme)] = share
    found[..., -1] = np.maximum(0.0, 1.0 - found[..., :-1].sum(axis=-1))
    lost = (1 - drug.gut_availability) / drug.gut_availability
    found[:, 1] *= lost[:, None]
    return found
