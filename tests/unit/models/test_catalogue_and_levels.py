import numpy as np
import pytest

from foredose.core import Citation, Indeterminate, InputError, ModelError
from foredose.models import find_model, level_of, level_parameters, measure_of, model_names, models_of_drug
from foredose.models.declaration import GenotypeEffect
from foredose.models.simulation import Trajectory

SOURCE = Citation(key="X", locus="Table 1")
VALUES = {"low": 0.2, "high": 1.0}


def effect(by, levels=None, **more):
    return GenotypeEffect(
        name="g",
        gene="CYP2C19",
        by=by,
        levels=levels or {},
        reference="*1/*1",
        source=SOURCE,
        unstudied="not published",
        **more,
    )


def test_a_misspelt_model_names_the_nearest():
    with pytest.raises(InputError) as told:
        find_model("Ashraf2023_codein")
    assert told.value.code == "model.unknown"
    assert "Ashraf2024_codeine" in told.value.remedy
    assert "Ashraf2023_codein" in told.value.found


@pytest.mark.parametrize("name", ["", "zzz", "__init__", "../compiled", "os"])
def test_what_is_no_model_is_refused_and_some_are_named(name):
    with pytest.raises(InputError) as told:
        find_model(name)
    assert any(n in told.value.remedy for n in model_names())


def test_a_drug_without_a_model_has_none():
    assert models_of_drug("ibuprofen") == ()
    assert models_of_drug("") == ()
    assert models_of_drug("codein") == ()


def test_a_phenotype_has_its_own_level():
    chosen = effect("phenotype", {"Poor Metabolizer": "low", "Normal Metabolizer": "high"})
    assert level_of(chosen, "Poor Metabolizer", VALUES) == 0.2
    assert level_parameters(chosen, "Poor Metabolizer") == ("low",)


def test_two_alleles_add():
    chosen = effect("allele", {"*1": "high", "*2": "low"})
    assert level_of(chosen, "*1/*2", VALUES) == pytest.approx(1.2)
    assert level_of(chosen, "*2/*1", VALUES) == level_of(chosen, "*1/*2", VALUES)
    assert level_of(chosen, "*2/*2", VALUES) == pytest.approx(0.4)


def test_levels_may_be_draws():
    chosen = effect("allele", {"*1": "high", "*2": "low"})
    found = level_of(chosen, "*1/*2", {"high": np.array([1.0, 2.0]), "low": 0.5})
    assert found == pytest.approx([1.5, 2.5])


@pytest.mark.parametrize("state", ["0", "0.25", "1.5", "3"])
def test_an_activity_score_is_itself(state):
    assert level_of(effect("activity_score"), state, {}) == float(state)


@pytest.mark.parametrize(
    ("by", "state"),
    [
        ("phenotype", "Indeterminate"),
        ("phenotype", ""),
        ("phenotype", "poor metabolizer"),
        ("allele", "*1/*99"),
        ("allele", "*1"),
        ("allele", "*1/*1/*1"),
        ("allele", ""),
        ("activity_score", "unknown"),
        ("activity_score", "≥3.0"),
        ("activity_score", ""),
    ],
)
def test_a_state_that_was_not_studied_is_said_not_guessed(by, state):
    chosen = effect(by, {} if by == "activity_score" else {"*1": "high", "Normal Metabolizer": "high"})
    found = level_of(chosen, state, VALUES)
    assert isinstance(found, Indeterminate)
    assert "CYP2C19" in found.why and found.resolve


def test_measures_of_a_ramp():
    """C = t, area t^2/2, seen from 0 to 4 h with the interval of interest from 2 h on."""
    times = np.linspace(0, 4, 9)
    ramp = Trajectory(
        times=times,
        outputs={"c": times[:, None] * [1.0, 10.0]},
        areas={"c": times[:, None] ** 2 / 2 * [1.0, 10.0]},
    )
    expected = {
        "value_start": 0,
        "value_end": 4,
        "ctrough": 4,
        "cmax": 4,
        "value_mean": 3,
        "auc_inf": 8,
        "auc_tau": 6,
        "cavg": 3,
    }
    for measure, value in expected.items():
        assert measure_of(ramp, "c", measure, 2.0) == pytest.approx([value, 10 * value]), measure
    with pytest.raises(ModelError, match="bmax"):
        measure_of(ramp, "c", "bmax", 0.0)
