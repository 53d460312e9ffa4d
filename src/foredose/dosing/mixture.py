"""What is left of the root of the dose when the line is taken off, and who belongs where given the dose seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foredose.dosing.cells import Cells

__all__ = ["CENTRE", "Errors", "grown", "responsibility"]

# Root mg/week that the variance is told at: 36 mg/week.
CENTRE = 6.0
_LEAST = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """Two kinds of error: mostly narrow, at times wide, so that strange doses do not lead; both grow with the dose.

    Parameters
    ----------
    variance
        Of the narrow kind, in mg/week, where the root of the dose is ``CENTRE``, at a middling site.
    wide
        Share of the wide kind.
    factor
        Its variance over that of the narrow kind.
    power
        Of the root of the dose, that the standard deviation grows with.
    between
        Variance of the sites' logarithms of variance: some sites are noisier.
    """

    variance: float
    wide: float = 0.1
    factor: float = 6.0
    power: float = 0.0
    between: float = 0.1

    def kinds(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the shares of the kinds, and their variances over the narrow kind's: (2,) each."""
        return np.array([1 - self.wide, self.wide]), np.array([1.0, self.factor])

    def narrow(self, line: np.ndarray) -> np.ndarray:
        """Return the variance of the narrow kind where the line is so high: (m,) from root mg/week."""
        return np.asarray(self.variance * grown(line) ** (2 * self.power))


def grown(line: np.ndarray) -> np.ndarray:
    """Return the line over ``CENTRE``, held above a third so that no variance vanishes."""
    return np.asarray(np.maximum(line, _LEAST) / CENTRE)


def responsibility(cells: Cells, errors: Errors, left: np.ndarray, narrow: np.ndarray) -> np.ndarray:
    """Return how likely each cell and kind of error is for a person whose dose was seen.

    Parameters
    ----------
    left
        (m,) what each cell leaves of the root of the dose.
    narrow
        (m,) variance of the narrow kind.

    Returns
    -------
    np.ndarray
        (m, 2), sums to 1 for each person.
    """
    share, factor = errors.kinds()
    variance = narrow[:, None] * factor
    log = np.log(cells.probability * share[:, None]).T - 0.5 * np.log(variance)
    log = log - 0.5 * left[:, None] ** 2 / variance
    top = np.full(cells.people, -np.inf)
    np.maximum.at(top, cells.person, log.max(axis=1))
    weight = np.exp(log - top[cells.person, None])
    total = cells.sum(weight.sum(axis=1))
    return np.asarray(weight / total[cells.person, None])
