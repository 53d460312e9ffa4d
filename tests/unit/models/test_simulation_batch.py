import numpy as np
import pytest

from foredose.core import SolveError
from foredose.models import compile_model, dose_grid, simulate
from foredose.models.checking import typical_values

OBSERVED = np.array([1.0, 6.0, 24.0])
LIU = {"CYP2C19": "Normal Metabolizer"}


def escitalopram(**changed):
    compiled = compile_model("Liu2022_escitalopram")
    return compiled, {**typical_values(compiled.model, LIU, {"age": 45.0}), **changed}


def run(compiled, values, people, **more):
    given = {"dose_times": np.array([0.0]), "dose_mg": np.array([10.0]), "observed": OBSERVED, **more}
    return simulate(compiled, values, people=people, **given)


def test_time_begins_at_zero_and_holds_what_was_asked():
    seen = run(*escitalopram(), 1, observed=np.array([24.0, 3.0]))
    assert seen.times == pytest.approx([0.0, 3.0, 24.0])
    assert seen.outputs["escitalopram"].shape == (3, 1)


def test_scale_is_each_persons_multiple_of_the_dose():
    seen = run(*escitalopram(), 3, scale=np.array([0.0, 1.0, 2.5]))
    values = seen.outputs["escitalopram"]
    assert values[:, 0] == pytest.approx(0.0)
    assert values[:, 2] == pytest.approx(2.5 * values[:, 1], rel=1e-12)


def test_covariates_may_differ_between_people():
    compiled, values = escitalopram(age=np.array([30.0, 80.0]))
    area = run(compiled, values, 2).areas["escitalopram"][-1]
    alone = [run(*escitalopram(age=a), 1).areas["escitalopram"][-1, 0] for a in (30.0, 80.0)]
    assert area == pytest.approx(alone, rel=1e-12)
    assert area[1] > area[0]


def test_a_lag_that_differs_between_people_is_an_error_not_an_average():
    compiled = compile_model("Jung2024_clopidogrel")
    values = typical_values(compiled.model, LIU, {})
    values["t_lag"] = np.array([0.1, 0.3])
    with pytest.raises(SolveError) as told:
        run(compiled, values, 2)
    assert told.value.code == "solve.lag"


def test_the_grid_is_dense_after_the_dose_and_stays_inside_the_interval():
    grid = dose_grid(48.0, 24.0)
    assert grid[0] == 48.0 and grid[-1] < 72.0
    assert len(grid) == 36 and (np.diff(grid) > 0).all()
    assert (grid < 48.0 + 1.5).sum() == 12
    assert len(np.unique(np.round(np.diff(grid), 9))) <= 3
