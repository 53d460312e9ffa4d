"""Some drugs and the enzymes that they share, over time: inhibition, inactivation, induction, metabolites.

Each drug is absorbed from a depot through the gut wall and a well-stirred liver into one compartment. A drug lowers or
raises the enzymes of liver and gut by its unbound concentration there (the liver also sees what arrives from the gut),
and every drug is cleared by what is left of them: so all act on all, and on themselves.

Source of the equations: Rostami-Hodjegan A, Tucker G (2004) Drug Discov Today Technol 1:441 is the general form
(reversible inhibition, mechanism-based inactivation and induction with turnover; well-stirred liver, Qgut gut wall).
Uptake and what happens in the cell are in series, as in the extended clearance concept: uptake x kept, where kept is
elimination over elimination and return.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from foredose.numerics.cores import on_all_cores

__all__ = ["Course", "Network", "beyond_of", "follow"]

_BLOCK = 16
"""Draws that one thread takes at a time."""
_DAY_H = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Drugs and enzymes as arrays; the first axis is the draw, of the size of all draws or 1.

    Parameters
    ----------
    drug
        Of shape (draw, drug, 8): absorption rate (1/h), fraction absorbed, volume (L), hepatic intrinsic clearance
        (L/h, of plasma), renal clearance (L/h), fraction unbound, blood-to-plasma ratio, and which part of
        what the liver takes up it keeps (0 where uptake is no hindrance).
    potency
        Of shape (draw, drug, enzyme, 5): 1/Ki (L/mg), kinact (1/h), KI (mg/L), Emax, EC50 (mg/L), all of unbound
        concentrations; Emax is the rise of synthesis, 1 for twice as much.
    gene
        Of shape (draw, drug, enzyme): activity of the person's enzyme toward the drug beside the reference's.
    turnover
        Of shape (draw, 2, enzyme): loss of enzyme (1/h) in liver and gut.
    share
        Of shape (draw, drug, 4, enzyme + 1): of what leaves the liver cell for good, of gut-wall loss beside passage,
        of renal clearance, of uptake into the liver; the last column is what no enzyme of the network carries.
    links
        Of shape (draw, link, 4): parent, enzyme (the number of enzymes for the rest), metabolite, mg formed for a mg.
    doses
        Of shape (dose, 4), times rising: time (h), drug, amount (mg), 0 by mouth or 1 into the body.
    fluid
        Of shape (enzyme,): litres of fluid in which a dose lies before what faces the gut's inside; 0 for what works
        within its wall.
    given
        Of shape (draw, dose): the part of each dose that is given; all of it where ``None``.
    flows
        Hepatic blood flow and enterocyte flow (L/h).
    """

    drug: np.ndarray
    potency: np.ndarray
    gene: np.ndarray
    turnover: np.ndarray
    share: np.ndarray
    links: np.ndarray
    doses: np.ndarray
    flows: np.ndarray
    fluid: np.ndarray
    given: np.ndarray | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What was followed.

    Parameters
    ----------
    area
        AUC (mg h/L) from the start of the window, of shape (draw, drug).
    beyond
        AUC (mg h/L) after the end, as if each day went on as the last one did, of shape (draw, drug); NaN where the
        drug does not fall from one day to the next.
    peak
        Highest plasma concentration (mg/L) in the window, of shape (draw, drug).
    end
        Plasma concentration (mg/L) at the end, before a dose that would be due then, of shape (draw, drug).
    time
        Of each step (h).
    level
        Plasma concentration (mg/L), of shape (draw, step, drug); empty unless asked for.
    activity
        What works of each enzyme in liver, gut and kidney beside no drugs, of shape (draw, step, 3, enzyme); likewise.
    """

    area: np.ndarray
    beyond: np.ndarray
    peak: np.ndarray
    end: np.ndarray
    time: np.ndarray
    level: np.ndarray
    activity: np.ndarray


def follow(
    net: Network,
    *,
    until_h: float,
    from_h: float = 0.0,
    step_h: float = 0.25,
    draws: int = 1,
    whole: bool = False,
) -> Course:
    """Follow a network from no drug at all.

    Parameters
    ----------
    until_h, from_h
        End, and start of the window whose areas are wanted; whole numbers of steps.
    whole
        Whether concentrations and activities of each step are returned as well.
    """
    from foredose.numerics.loops.network import follow_network

    steps, first_step = round(until_h / step_h), round(from_h / step_h)
    drugs, enzymes = net.gene.shape[1:]
    area, peak, tail = np.zeros((draws, drugs)), np.zeros((draws, drugs)), np.zeros((draws, drugs, 3))
    last_step = max(steps - round(_DAY_H / step_h), first_step)
    seen = np.empty((draws, steps, drugs) if whole else (0, 0, 0))
    pool = np.empty((draws, steps, 3, enzymes) if whole else (0, 0, 0, 0))
    arrays = [np.ascontiguousarray(a, dtype=float) for a in (net.drug, net.potency, net.gene, net.turnover)]
    given = np.ones((1, len(net.doses))) if net.given is None else net.given
    rest = [
        np.ascontiguousarray(a, dtype=float)
        for a in (net.flows, net.share, net.links, net.doses, given, net.fluid)
    ]

    def block(at: int) -> None:
        last = min(at + _BLOCK, draws)
        every: tuple[Any, ...] = (
            *arrays,
            *rest,
            step_h,
            first_step,
            steps,
            at,
            last,
            area,
            peak,
            tail,
            last_step,
            seen,
            pool,
        )
        follow_network(*every)

    on_all_cores(block, range(0, draws, _BLOCK))
    return Course(
        area=area,
        beyond=beyond_of(tail),
        peak=peak,
        end=tail[..., 2],
        time=np.arange(steps) * step_h,
        level=seen,
        activity=pool,
    )


def beyond_of(tail: np.ndarray) -> np.ndarray:
    """Return the sum of all days to come, each as much smaller as the last was beside the one before."""
    area, before, end = np.moveaxis(tail, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = end / before
        return np.where(kept < 1, area * kept / (1 - kept), np.nan)
