"""Numbers as people read them, and outside text made safe."""

from __future__ import annotations

import pytest

from foredose.core import Estimate
from foredose.surfaces.words import clean, interval, number, percent, ratio, unit


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (0.0123456, "0.0123"),
        (9.2, "9.2"),
        (123.4, "123"),
        (12345.6, "12,346"),
        (100.0, "100"),
        (2e-9, "2.00e-09"),
        (float("inf"), "∞"),
    ],
)
def test_number(value: float, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize(("p", "shown"), [(0.0, "<1 %"), (0.5, "50 %"), (0.995, ">99 %"), (1.0, ">99 %")])
def test_percent(p: float, shown: str) -> None:
    assert percent(p) == shown


def test_interval_and_unit() -> None:
    assert interval(Estimate(value=9.2, low=5.1, high=15.3, unit="ng.h/mL")) == "9.2 ng·h/mL (5.1–15.3)"
    assert unit("1") == ""
    assert unit("{INR}") == "INR"


def test_ratio() -> None:
    assert ratio(Estimate(value=0.28, low=0.17, high=0.41, unit="1")) == "28 % (17–41 %)"
    assert ratio(Estimate(value=3.1, low=2.0, high=4.6, unit="1")) == "3.1 times (2–4.6)"


def test_clean_drops_controls_and_direction_marks() -> None:
    assert clean("a\x1b[31m\u202eb\n\tc\u200b") == "a[31mb c"
