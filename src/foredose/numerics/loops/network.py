"""The loop that follows some drugs and the enzymes that they share: who inhibits, kills and induces whom, over time.

A step is exact for each equation alone while the others hold still at the middle of the step (second order). States are
amounts (mg) and enzymes as a fraction of what is there without any drug.
"""

from __future__ import annotations

import numpy as np
from numba import njit

LIVER, GUT, KIDNEY, UPTAKE = 0, 1, 2, 3
ORAL = 0
_TINY = 1e-12


@njit(cache=True, nogil=True, error_model="numpy")
def follow_network(
    drug, potency, gene, turnover, flows, share, links, doses, given, fluid, step, first_step, steps, first, last, area,
    peak, tail, last_step, seen, pool,
):  # fmt: skip
    """Carry draws ``first`` to ``last`` through all steps; see ``numerics.network`` for the arrays."""
    drugs, enzymes = gene.shape[1], gene.shape[2]
    depot, body = np.empty(drugs), np.empty(drugs)
    depot_half, body_half = np.empty(drugs), np.empty(drugs)
    enzyme, enzyme_half = np.empty((2, enzymes)), np.empty((2, enzymes))
    active = np.empty((3, enzymes))
    gain, loss, changes = np.empty(drugs), np.empty(drugs), np.empty(enzymes, dtype=np.bool_)
    for i in range(first, last):
        d, p, g = drug[min(i, len(drug) - 1)], potency[min(i, len(potency) - 1)], gene[min(i, len(gene) - 1)]
        k, s = turnover[min(i, len(turnover) - 1)], share[min(i, len(share) - 1)]
        part, ways = given[min(i, len(given) - 1)], links[min(i, len(links) - 1)]
        depot[:] = 0.0
        body[:] = 0.0
        enzyme[:] = 1.0
        for e in range(enzymes):
            changes[e] = np.any(p[:, e, 1] > 0.0) or np.any(p[:, e, 3] > 0.0)
        at = 0
        for n in range(steps):
            while at < len(doses) and doses[at, 0] <= n * step + _TINY:
                j = int(doses[at, 1])
                if doses[at, 3] == ORAL:
                    depot[j] += doses[at, 2] * part[at] * d[j, 1]
                else:
                    body[j] += doses[at, 2] * part[at]
                at += 1
            if seen.shape[0] > 0:
                for j in range(drugs):
                    seen[i, n, j] = body[j] / d[j, 2]
            if pool.shape[0] > 0:
                _activity(d, p, flows, fluid, depot, body, enzyme, active)
                pool[i, n] = active
            if n == last_step:
                for j in range(drugs):
                    tail[i, j, 1] = body[j] / d[j, 2]
            depot_half[:], body_half[:], enzyme_half[:, :] = depot, body, enzyme
            _advance(d, p, g, k, s, flows, fluid, ways, depot, body, enzyme, active, gain, loss, changes, 0.5 * step,
                     depot_half, body_half, enzyme_half)  # fmt: skip
            if n >= first_step:
                for j in range(drugs):
                    area[i, j] += step * body_half[j] / d[j, 2]
                    peak[i, j] = max(peak[i, j], body_half[j] / d[j, 2])
                    if n >= last_step:
                        tail[i, j, 0] += step * body_half[j] / d[j, 2]
            _advance(d, p, g, k, s, flows, fluid, ways, depot_half, body_half, enzyme_half, active, gain, loss, changes,
                     step, depot, body, enzyme)  # fmt: skip
        for j in range(drugs):
            tail[i, j, 2] = body[j] / d[j, 2]


@njit(cache=True, nogil=True, error_model="numpy")
def _activity(d, p, flows, fluid, depot, body, enzyme, active):
    """Put what works of each enzyme, beside what there is without drugs, into ``active`` (liver, gut, kidney)."""
    drugs, enzymes = len(d), enzyme.shape[1]
    for e in range(enzymes):
        liver, gut, kidney = 1.0, 1.0, 1.0
        for j in range(drugs):
            if p[j, e, 0] > 0.0:
                blood = d[j, 5] * body[j] / d[j, 2]
                arriving = d[j, 0] * depot[j]
                liver += p[j, e, 0] * (blood + d[j, 5] * arriving / (flows[0] * d[j, 6]))
                gut += p[j, e, 0] * (depot[j] / fluid[e] if fluid[e] > 0.0 else arriving / flows[1])
                kidney += p[j, e, 0] * blood
        active[LIVER, e] = enzyme[0, e] / liver
        active[GUT, e] = enzyme[1, e] / gut
        active[KIDNEY, e] = 1.0 / kidney


@njit(cache=True, nogil=True, error_model="numpy")
def _advance(
    d, p, g, k, s, flows, fluid, links, depot, body, enzyme, active, gain, loss, changes, step, depot_to, body_to,
    enzyme_to,
):  # fmt: skip
    """Carry ``*_to`` on by a step, everything else being as in ``depot``, ``body`` and ``enzyme``."""
    drugs, enzymes = len(d), enzyme.shape[1]
    _activity(d, p, flows, fluid, depot, body, enzyme, active)
    gain[:] = 0.0
    for j in range(drugs):
        inner, gut, renal = s[j, LIVER, enzymes], s[j, GUT, enzymes], s[j, KIDNEY, enzymes]
        brought_in = s[j, UPTAKE, enzymes]
        for e in range(enzymes):
            works = g[j, e]
            inner += s[j, LIVER, e] * works * active[LIVER, e]
            gut += s[j, GUT, e] * works * active[GUT, e]
            renal += s[j, KIDNEY, e] * works * active[KIDNEY, e]
            brought_in += s[j, UPTAKE, e] * works * active[LIVER, e]
        flow = flows[0] * d[j, 6]
        stays = inner / max(d[j, 7] * inner + 1.0 - d[j, 7], _TINY)  # the rest goes back to the blood
        cleared = d[j, 3] * brought_in * stays
        taken = cleared / (flow + cleared)
        through = 1.0 / (1.0 + gut)  # gut shares are ratios of loss to passage
        arriving = d[j, 0] * depot[j] * through
        conc = body[j] / d[j, 2]
        gain[j] += arriving * (1.0 - taken)
        loss[j] = (flow * taken + d[j, 4] * renal) / d[j, 2]
        made = taken * (arriving + flow * conc)
        for n in range(len(links)):
            if int(links[n, 0]) == j:
                e = int(links[n, 1])
                part = s[j, LIVER, enzymes] if e == enzymes else s[j, LIVER, e] * g[j, e] * active[LIVER, e]
                gain[int(links[n, 2])] += links[n, 3] * made * part / max(inner, _TINY)
    for j in range(drugs):
        depot_to[j] *= np.exp(-d[j, 0] * step)
        x = loss[j] * step
        kept = np.exp(-x)
        body_to[j] = body_to[j] * kept + gain[j] * (step if x < 1e-9 else (1.0 - kept) / loss[j])
    for t in range(2):
        for e in range(enzymes):
            if not changes[e]:
                continue
            made, lost = k[t, e], k[t, e]
            for j in range(drugs):
                if p[j, e, 1] > 0.0 or p[j, e, 3] > 0.0:
                    blood = d[j, 5] * body[j] / d[j, 2]
                    arriving = d[j, 0] * depot[j]
                    brought = d[j, 5] * arriving / (flows[0] * d[j, 6]) if t == 0 else arriving / flows[1]
                    near = blood + brought
                    lost += p[j, e, 1] * near / (p[j, e, 2] + near)
                    made += k[t, e] * p[j, e, 3] * near / (p[j, e, 4] + near)
            x = lost * step
            kept = np.exp(-x)
            enzyme_to[t, e] = enzyme_to[t, e] * kept + made * (step if x < 1e-9 else (1.0 - kept) / lost)
