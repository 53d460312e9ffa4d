"""The target of a drug: published bounds, or what a normal-function person has on a labelled dose."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from foredose.advice.assessment import Window
from foredose.advice.exposure import area_unit
from foredose.knowledge.drug_facts import DrugFacts
from foredose.models import Trajectory, measure_of
from foredose.models.declaration import Model

__all__ = ["reference_doses", "window_of"]

LOW_PERCENTILE, HIGH_PERCENTILE = 5, 95


def reference_doses(facts: DrugFacts) -> tuple[float, ...]:
    """Return the labelled doses at which the reference twin must be simulated for the window."""
    if facts.window is None or facts.window.kind == "published" or facts.labelled_dose_range_mg is None:
        return ()
    return tuple(sorted(set(facts.labelled_dose_range_mg)))


def window_of(
    facts: DrugFacts, model: Model, reference_at: Mapping[float, Trajectory], since_h: float
) -> Window | None:
    """Return the drug's window, or ``None`` where none is known.

    Parameters
    ----------
    reference_at
        The reference twin at each of ``reference_doses``.
    since_h
        Start of the interval that the window's measure speaks of.
    """
    fact = facts.window
    if fact is None or facts.target_output is None:
        return None
    if fact.kind == "reference" and facts.labelled_dose_range_mg is None:
        return None
    if fact.kind == "published":
        assert fact.low is not None and fact.high is not None and fact.toxic is not None
        low, high, toxic, unit = fact.low, fact.high, fact.toxic, fact.unit or ""
    else:
        doses = reference_doses(facts)
        lowest, highest = doses[0], doses[-1]
        least = measure_of(reference_at[lowest], facts.target_output, fact.measure, since_h)
        most = measure_of(reference_at[highest], facts.target_output, fact.measure, since_h)
        low = float(np.percentile(least, LOW_PERCENTILE))
        high = toxic = float(np.percentile(most, HIGH_PERCENTILE))
        output = next(o for o in model.outputs if o.name == facts.target_output)
        unit = area_unit(output.unit) if fact.measure.startswith("auc") else output.unit
    return Window(
        measure=fact.measure,
        low=low,
        high=high,
        toxic=toxic,
        unit=unit,
        source=fact.source,
        basis=fact.basis,
        kind=fact.kind,
    )
