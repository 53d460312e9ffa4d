"""A data file's occasions: which record belongs to which, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from foredose.application.level_histories import history_of
from foredose.core import InputError
from foredose.models.declaration import Route
from foredose.sources.nonmem import read_nonmem
from foredose.twin.individual import History
from foredose.twin.individual.prediction import compiled_of, predict
from individual_models import LAGGED

VARYING = replace(
    LAGGED,
    parameters=tuple(replace(p, iov=0.1 if p.name in ("V", "F") else 0.0) for p in LAGGED.parameters),
    routes=(Route(name="oral", compartment="depot", fraction="F"),),
)


def told(folder: Path, lines: str) -> History:
    file = folder / "levels.csv"
    file.write_text("ID,TIME,AMT,EVID,DV,OCC\n" + lines)
    return history_of(VARYING, read_nonmem(file)[0], {}, None, {}, {})


def test_a_trough_belongs_to_its_own_occasion_and_the_dose_at_its_time_to_the_next(tmp_path):
    """NONMEM evaluates each record with the parameters of its own line."""
    lines = "1,0,500,1,.,1\n1,24,.,0,3,1\n1,24,500,1,.,2\n1,30,.,0,9,2\n"
    one = predict(compiled_of(VARYING), [told(tmp_path, lines)])
    names = one.effects.names
    base = np.zeros((1, len(names)))

    def levels(**effects: float) -> np.ndarray:
        at = base.copy()
        for name, value in effects.items():
            at[0, names.index(name.replace("_", " @"))] = value
        return one.levels(at)

    usual = levels()
    assert levels(V_1=0.3)[0] != pytest.approx(usual[0], rel=1e-3)
    assert levels(V_2=0.3)[0] == pytest.approx(usual[0], rel=1e-12)
    assert levels(V_2=0.3)[1] != pytest.approx(usual[1], rel=1e-3)
    first, second = levels(F_1=-50.0), levels(F_2=-50.0)  # nothing of that occasion's dose is taken up
    assert first[0] == pytest.approx(0, abs=1e-9)
    assert second[1] < usual[0] < first[1] < usual[1]


def test_a_trough_of_the_next_occasion_belongs_there(tmp_path):
    lines = "1,0,500,1,.,1\n1,24,.,0,3,2\n1,24,500,1,.,2\n"
    found = told(tmp_path, lines)
    assert found.occasions == (24.0,)
    assert not found.levels[0].ends_occasion


def test_an_occasion_begins_after_a_dose_of_the_one_before_at_its_time(tmp_path):
    found = told(tmp_path, "1,0,500,1,.,1\n1,24,500,1,.,1\n1,24,.,0,3,2\n")
    assert 24.0 < found.occasions[0] == pytest.approx(24.0)


def test_occasions_part_where_the_number_changes(tmp_path):
    lines = "1,0,500,1,.,3\n1,8,.,0,3,3\n1,24,500,1,.,5\n1,30,.,0,9,5\n1,48,500,1,.,4\n"
    assert told(tmp_path, lines).occasions == (24.0, 48.0)


@pytest.mark.parametrize(
    ("lines", "code", "named"),
    [
        ("1,0,500,1,.,1\n1,4,.,0,3,.\n", "update.missing", "no OCC in line 3"),
        ("1,0,500,1,.,.\n1,4,.,0,3,1\n", "update.missing", "no OCC in line 2"),
        ("1,0,500,1,.,1\n1,4,.,0,3,2\n1,8,.,0,3,1\n", "update.occasion", "OCC 1 again in line 4"),
    ],
)
def test_occasions_that_cannot_be_told_are_refused(tmp_path, lines, code, named):
    with pytest.raises(InputError, match=f"{code}: found {named}"):
        told(tmp_path, lines)
