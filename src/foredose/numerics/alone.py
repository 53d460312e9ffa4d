"""One drug that nothing acts on: the network's equations solved from dose to dose, without its loop over time."""

from __future__ import annotations

import numpy as np

from foredose.numerics.network import Course, Network, beyond_of

__all__ = ["follow_alone"]

_LIVER, _GUT, _KIDNEY, _UPTAKE = range(4)
_DAY_H = 24.0
_APART = 1e-6


def follow_alone(
    net: Network, *, until_h: float, from_h: float = 0.0, step_h: float = 0.25, whole: bool = False
) -> Course:
    """Follow the only drug of a network, its enzymes being what they are without drugs, from no drug at all.

    Parameters
    ----------
    until_h, from_h, step_h, whole
        As in ``follow``. Levels and areas are exact; the step is only of what is shown, and of the peak.
    """
    absorption, absorbed, volume = net.drug[:, 0, 0], net.drug[:, 0, 1], net.drug[:, 0, 2]
    loss, passes = _loss_and_passage(net)
    steps = np.arange(round(until_h / step_h)) * step_h
    grid = steps if whole else steps[round(from_h / step_h) :]
    day = max(until_h - _DAY_H, from_h)
    times = np.unique(np.concatenate([[0.0, from_h, day, until_h], net.doses[:, 0], grid]))
    depot, body = np.zeros_like(volume), np.zeros_like(volume)
    area, level, marks, peak = np.zeros_like(volume), [], {}, np.zeros_like(volume)
    shown, next_dose = set(grid.tolist()), 0
    for start, end in zip(times, np.append(times[1:], until_h), strict=True):
        while next_dose < len(net.doses) and net.doses[next_dose, 0] <= start:
            _, _, amount, into = net.doses[next_dose]
            depot, body = (depot, body + amount) if into else (depot + amount * absorbed, body)
            next_dose += 1
        if start in (from_h, day):
            marks[start] = (area, body / volume)
        if start in shown:
            level.append(body / volume)
            peak = np.maximum(peak, body / volume) if start >= from_h else peak
        gone, left = np.exp(-absorption * (end - start)), np.exp(-loss * (end - start))
        later = body * left + passes * depot * _passed_on(absorption, loss, gone, left)
        area = area + (body + passes * depot * (1 - gone) - later) / (loss * volume)
        depot, body = depot * gone, later
    before_day, at_day = marks[day]
    tail = np.stack([area - before_day, at_day, body / volume], axis=-1)[:, None]
    return Course(
        area=(area - marks[from_h][0])[:, None],
        beyond=beyond_of(tail),
        peak=peak[:, None],
        end=tail[..., 2],
        time=steps,
        level=np.stack(level, axis=-1)[:, :, None] if whole else np.empty((0, 0, 0)),
        activity=np.empty((0, 0, 0, 0)),
    )


def _passed_on(absorption: np.ndarray, loss: np.ndarray, gone: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Return the part of a depot that is in the body at the end of a step (Bateman)."""
    apart = absorption - loss
    near = np.abs(apart) < _APART * absorption
    lasted = -np.log(np.maximum(left, 1e-300)) / np.maximum(loss, 1e-300)
    far = absorption / np.where(near, 1.0, apart) * (left - gone)
    return np.asarray(np.where(near, absorption * lasted * left, far))


def _loss_and_passage(net: Network) -> tuple[np.ndarray, np.ndarray]:
    """Return the rate (1/h) at which the body loses the drug and the part of what is absorbed that reaches it."""
    drug, share, gene = net.drug[:, 0], net.share[:, 0], net.gene[:, 0]
    works = np.concatenate([gene, np.ones((len(gene), 1))], axis=1)
    inside, gut, renal, uptake = (
        np.sum(share[:, site] * works, axis=-1) for site in (_LIVER, _GUT, _KIDNEY, _UPTAKE)
    )
    kept = inside / np.maximum(drug[:, 7] * inside + 1 - drug[:, 7], 1e-12)
    intrinsic, flow = drug[:, 3] * uptake * kept, net.flows[0] * drug[:, 6]
    taken = intrinsic / (flow + intrinsic)
    return (flow * taken + drug[:, 4] * renal) / drug[:, 2], (1 - taken) / (1 + gut)
