"""The step at which the network is followed against a finer one, on the rows that the board is judged by."""

import math

from foredose.core import Indeterminate
from foredose.exposure import ratio
from foredose.knowledge.observed_facts import observed_ratios
from foredose.qualification.predicted import predict


def typical():
    rows = [r for r in observed_ratios() if r.validates and r.perpetrators]
    found = {r.id: predict(r, n=1, seed=None) for r in rows}
    return {name: p.value for name, p in found.items() if not isinstance(p, Indeterminate)}


def test_a_step_five_times_finer_moves_no_ratio_by_two_percent(monkeypatch):
    coarse = typical()
    monkeypatch.setattr(ratio, "_STEP_H", ratio._STEP_H / 5)
    fine = typical()
    assert len(fine) > 100
    assert {n for n in fine if abs(math.log(fine[n] / coarse[n])) > math.log(1.02)} == set()
