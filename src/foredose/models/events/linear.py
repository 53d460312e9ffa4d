"""Amounts at each record of one person in a linear model, exactly, with NONMEM's meaning of every record.

Between two records the parameters of the later one hold, as in NONMEM. A dose that is given later than its record (by
ADDL or a lag) keeps the bioavailability and duration of its record.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from foredose.models.events.records import records_of
from foredose.models.events.terms import DoseTerms
from foredose.numerics.exact import follow
from foredose.numerics.records import plan_records
from foredose.sources.event_record import Event

__all__ = ["simulate_events"]


def simulate_events(
    events: Sequence[Event], terms: Sequence[DoseTerms], matrices: Sequence[np.ndarray]
) -> np.ndarray:
    """Return the amounts at each record, after what happens there.

    Parameters
    ----------
    events
        Records that passed ``check_events``.
    terms, matrices
        For each record what the model says of its dose, and the system matrix (1/h) up to it.

    Returns
    -------
    Amounts of shape (record, compartment).
    """
    plan = plan_records(records_of([events], [terms]))
    return follow(np.asarray(matrices, dtype=float), np.zeros((1, len(matrices[0]))), plan)
