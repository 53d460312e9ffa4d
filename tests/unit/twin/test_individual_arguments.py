"""Arguments that mean nothing are refused by name, whoever asks."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from foredose.core import InputError
from foredose.twin.individual import (
    DoseLimits,
    Individualised,
    Regimen,
    Target,
    best_times,
    foretell,
    foretell_before,
    individualise,
    next_dose,
)
from foredose.twin.individual.target import draws_of_target
from individual_models import history, model

OF = model()
SEEN = history(OF, {25.0: 6.0, 47.0: 3.0})
LIMITS = DoseLimits(strengths_mg=(100.0,), single_mg=800.0, daily_mg=800.0)
AREA = Target(output="level", kind="auc24")
DAILY = Regimen(dose_mg=300, interval_h=24)


@cache
def person() -> Individualised:
    found = individualise(OF, SEEN, method="map", draws=50, check=False)
    assert isinstance(found, Individualised)
    return found


@pytest.mark.parametrize(
    ("ask", "code", "words"),
    [
        (lambda: individualise(OF, SEEN, method="best"), "method.unknown", "map, posterior, auto"),  # type: ignore[arg-type]
        (lambda: individualise(OF, SEEN, draws=0), "draws.number", "0 draws"),
        (lambda: foretell_before(OF, SEEN, [(30.0, "level")], draws=-1), "draws.number", "-1 draws"),
        (lambda: foretell(person(), [(30.0, "other")]), "foretell.output", "one of level"),
        (lambda: foretell_before(OF, SEEN, [(30.0, "other")]), "foretell.output", "'other'"),
        (
            lambda: best_times(person(), AREA, DAILY, [(73.0, 80.0)], output="other"),
            "foretell.output",
            "'other'",
        ),
        (lambda: best_times(person(), AREA, DAILY, [(73.0, 80.0)], step_h=0.0), "windows.step", "0 h"),
        (lambda: best_times(person(), AREA, DAILY, [(73.0, 80.0)], step_h=-1.0), "windows.step", "-1 h"),
        (lambda: next_dose(person(), AREA, LIMITS, [math.inf]), "limits.number", "without end"),
        (lambda: next_dose(person(), AREA, LIMITS, [math.nan]), "limits.number", "above 0"),
        (
            lambda: next_dose(person(), Target(output="level", kind="trough", low=9, high=5), LIMITS, [24.0]),
            "target.range",
            "from 9 to 5",
        ),
        (
            lambda: draws_of_target(person(), Regimen(dose_mg=100, interval_h=math.inf), AREA),
            "regimen.number",
            "inf h",
        ),
    ],
)
def test_what_means_nothing_is_refused(ask: Callable[[], Any], code: str, words: str) -> None:
    with pytest.raises(InputError) as told:
        ask()
    assert told.value.code == code
    assert words in str(told.value)


def test_a_limit_may_be_without_end() -> None:
    free = DoseLimits(strengths_mg=(100.0,), single_mg=math.inf, daily_mg=math.inf)
    assert next_dose(person(), AREA, free, [24.0])
