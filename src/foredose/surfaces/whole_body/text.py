"""A compound in the whole body, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from foredose.surfaces.cli.tables import plain_table
from foredose.surfaces.words import clean, number

if TYPE_CHECKING:
    from foredose.application.whole_body import WholeBodyCourse

__all__ = ["person_words", "print_whole_body"]

_ROWS = 12
"""Times that are shown."""


def person_words(of: WholeBodyCourse) -> str:
    """Return who was followed."""
    who = of.person
    return f"{who.sex}, {who.age_years:g} years, {who.height_cm:.4g} cm, {who.weight_kg:.4g} kg"


def print_whole_body(of: WholeBodyCourse) -> None:
    """Print who, the concentrations, where the dose went, and everything that was taken and not given."""
    print(clean(f"{of.compound} · {of.regimen} · {of.route} · {person_words(of)}"))
    print(clean(f"Source: {of.title}; {of.source}"))
    for one in of.assumed:
        print(clean(f"Not given: {one.name}; taken: {one.value} ({one.because})"))
    for limit in of.limits:
        print(clean(f"Limit: {limit}"))
    rows = np.unique(np.linspace(0, len(of.times_h) - 1, _ROWS).round().astype(int))
    print(clean(f"\n{of.compound} in venous plasma, mg/L"))
    plain_table(("Hours", "Value"), ((number(of.times_h[i]), number(of.plasma_mg_per_L[i])) for i in rows))
    print(clean(f"AUC to {number(of.times_h[-1])} h: {number(of.auc_mg_h_per_L)} mg·h/L"))
    print(clean(f"Cmax: {number(of.cmax_mg_per_L)} mg/L at {number(of.tmax_h)} h"))
    print(clean(f"\nWhere {number(of.dose_mg)} mg are at {number(of.times_h[-1])} h"))
    plain_table(("Way", "Part of the dose"), ((way, f"{100 * part:.1f} %") for way, part in of.fate.items()))
    print(clean(f"Not for: {'; '.join(of.not_for)}"))
