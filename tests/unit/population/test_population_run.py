"""Runs: the same results however they are split, taken up again, refused in another's folder, counted by cause."""

import json
from dataclasses import replace

import numpy as np
import pytest

from foredose.core import InputError
from foredose.population import (
    Block,
    PopulationRun,
    Regimen,
    VirtualPopulation,
    open_population,
    read_population,
    simulate_population,
)
from foredose.population import run as running
from foredose.population.block import simulate_block
from foredose.population.summaries import summaries_of

N = 600
POPULATION = VirtualPopulation(
    n=N,
    seed=11,
    physiology="us_2013_2018",
    ancestry={"AFR": 0.4, "EUR": 0.6},
    age_years=(18, 80),
    female=0.5,
    covariates=("weight",),
)
RUN = PopulationRun(
    population=POPULATION,
    model="Stillemans2022_atorvastatin",
    regimen=Regimen(dose_mg=20, interval_h=24, doses=3, at_h=(2.0, 26.0)),
    block_people=250,
)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    out = tmp_path_factory.mktemp("run") / "out"
    return out, simulate_population(RUN, out, workers=0)


def test_everybody_is_simulated_or_counted(finished):
    _, outcome = finished
    assert outcome.simulated + sum(outcome.left_out.values()) == outcome.people == N
    assert any("SLCO1B1 state not studied" in cause for cause in outcome.left_out)


def test_results_do_not_hang_on_the_split(finished, tmp_path):
    other = tmp_path / "other"
    simulate_population(replace(RUN, block_people=77), other, workers=0)
    one, two = open_population(finished[0]).load(), open_population(other).load()
    assert list(one) == list(two)
    for name in one:
        a, b = one[name].to_numpy(), two[name].to_numpy()
        if a.dtype == object:
            assert (a == b).all()
        else:
            np.testing.assert_allclose(a, b, rtol=1e-10, atol=0)


def test_the_view_has_units_and_the_manifest(finished):
    view = open_population(finished[0])
    assert view.sizes == {"person": N}
    assert view["atorvastatin_auc"].attrs["units"] == "ng/mL.h"
    assert view["weight"].attrs["units"] == "kg"
    run = json.loads(view.attrs["run"])
    assert run["model"] == RUN.model and run["population"]["seed"] == 11
    assert any("Hardy-Weinberg" in line for line in run["assumed"])
    assert view["atorvastatin_auc"].chunks == ((250, 250, 100),)
    known = view["status"].to_numpy() == "simulated"
    assert np.isfinite(view["atorvastatin_auc"].to_numpy()[known]).all()
    assert np.isnan(view["atorvastatin_auc"].to_numpy()[~known]).all()


def test_a_run_goes_on_where_it_stopped(finished, tmp_path, monkeypatch):
    out, real, made = tmp_path / "out", running.write_block, []

    def cut(run, block, folder):
        if made:
            raise KeyboardInterrupt
        made.append(block)
        return real(run, block, folder)

    monkeypatch.setattr(running, "write_block", cut)
    with pytest.raises(KeyboardInterrupt):
        simulate_population(RUN, out, workers=0)
    monkeypatch.undo()
    (out / "people" / ".part-000000000250.parquet.1").write_bytes(b"cut off")
    (out / "people" / "part-000000000500.parquet").write_bytes(b"PAR1 not whole")
    seen = []
    outcome = simulate_population(RUN, out, workers=0, progress=lambda done, of: seen.append((done, of)))
    assert outcome.continued == 1 and seen == [(1, 3), (2, 3), (3, 3)]
    files = [sorted(p.name for p in (f / "people").iterdir()) for f in (out, finished[0])]
    assert files[0] == files[1]
    for name in files[0]:
        assert (out / "people" / name).read_bytes() == (finished[0] / "people" / name).read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        {"population": replace(POPULATION, seed=12)},
        {"regimen": replace(RUN.regimen, dose_mg=40)},
        {"block_people": 100},
        {"model": "Woillard2011_tacrolimus"},
    ],
)
def test_the_folder_of_another_run_is_refused(finished, change):
    with pytest.raises(InputError) as caught:
        simulate_population(replace(RUN, **change), finished[0], workers=0)
    assert caught.value.code == "population.folder"


def test_a_folder_that_no_run_wrote_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(InputError) as caught:
        simulate_population(RUN, tmp_path, workers=0)
    assert caught.value.code == "population.folder"
    with pytest.raises(InputError):
        open_population(tmp_path)


def test_workers_give_what_one_process_gives(finished, tmp_path):
    out = tmp_path / "out"
    outcome = simulate_population(RUN, out, workers=1)
    assert outcome.people == N and len(outcome.peak_MiB) == 1
    for file in (finished[0] / "people").iterdir():
        assert (out / "people" / file.name).read_bytes() == file.read_bytes()


def test_people_outside_the_model_are_not_simulated():
    tacrolimus = replace(RUN, model="Woillard2011_tacrolimus", block_people=N)
    people, found, columns = simulate_block(tacrolimus, Block(0, N))
    high = people.covariates["hematocrit"] > 46.6
    assert high.any()
    assert not found.simulated[high].any()
    assert np.isnan(columns["tacrolimus_auc"][high]).all()
    assert np.isfinite(columns["tacrolimus_auc"][found.simulated]).all()
    assert "hematocrit outside 20.9–46.6 %" in found.causes


def test_children_are_counted_where_the_model_does_not_speak_of_them():
    young = replace(POPULATION, age_years=(10, 30))
    _, found, _ = simulate_block(replace(RUN, population=young), Block(0, 200))
    assert "age outside 18–95 years" in found.causes


def test_more_people_of_a_random_effect_are_not_needed_for_one():
    run = replace(RUN, population=replace(POPULATION, n=10**6))
    _, _, late = simulate_block(run, Block(999_990, 10))
    _, _, again = simulate_block(run, Block(999_995, 5))
    np.testing.assert_allclose(late["atorvastatin_auc"][5:], again["atorvastatin_auc"], rtol=1e-10)


def test_what_nobody_measured_can_be_said_by_declaration():
    amikacin = {"model": "Delattre2010_amikacin", "regimen": Regimen(dose_mg=1000, interval_h=24, doses=2)}
    with pytest.raises(InputError) as caught:
        replace(RUN, **amikacin)
    assert caught.value.code == "population.covariate"
    cockcroft = {"creatinine_clearance": "creatinine_clearance_cockcroft_gault"}
    run = replace(RUN, population=replace(POPULATION, given=cockcroft), **amikacin)
    people, found, _ = simulate_block(run, Block(0, 50))
    assert found.simulated.any()
    own = people.covariates["creatinine_clearance"]
    assert np.array_equal(own, people.covariates["creatinine_clearance_cockcroft_gault"])
    assert run.manifest()["population"]["given"] == cockcroft
    same = replace(RUN, population=replace(POPULATION, given={"creatinine_clearance": 60}), **amikacin)
    drawn, _, _ = simulate_block(same, Block(0, 50))
    assert set(drawn.covariates["creatinine_clearance"]) == {60.0}
    wrong = {"creatinine_clearance": "weight"}
    with pytest.raises(InputError) as caught:
        replace(RUN, population=replace(POPULATION, given=wrong), **amikacin)
    assert caught.value.code == "population.unit"


def test_times_that_lie_close_have_columns_of_their_own():
    regimen = Regimen(dose_mg=20, interval_h=24, doses=3, at_h=(2, 2.0000001, 26.25))
    names = [s.name for s in summaries_of(RUN.declared, regimen) if "atorvastatin_at" in s.name]
    assert names == ["atorvastatin_at_2h", "atorvastatin_at_2.0000001h", "atorvastatin_at_26.25h"]


def test_a_flag_that_is_given_is_yes_or_no():
    vancomycin = {"model": "Goti2018_vancomycin", "regimen": Regimen(dose_mg=1000, interval_h=24, doses=2)}
    given = {"creatinine_clearance": "creatinine_clearance_cockcroft_gault"}
    for flag in (0, 1.0):
        replace(RUN, population=replace(POPULATION, given=given | {"hemodialysis": flag}), **vancomycin)
    with pytest.raises(InputError, match=r"model.flag: found hemodialysis 0.5"):
        replace(RUN, population=replace(POPULATION, given=given | {"hemodialysis": 0.5}), **vancomycin)


@pytest.mark.parametrize("given", [{"weight": "height"}, {"age": 30}, {"wieght": 70}])
def test_only_covariates_of_the_model_can_be_given(given):
    amikacin = {"model": "Delattre2010_amikacin", "regimen": Regimen(dose_mg=1000, interval_h=24, doses=2)}
    with pytest.raises(InputError, match=f"population.given: found a value of '{next(iter(given))}'"):
        replace(RUN, population=replace(POPULATION, given={"creatinine_clearance": 60} | given), **amikacin)


@pytest.mark.parametrize(
    "change",
    [{"dose_mg": 0}, {"doses": 0}, {"interval_h": -1}, {"at_h": (100.0,)}, {"at_h": (2.0, 2.0)}],
)
def test_an_impossible_regimen_is_refused(change):
    with pytest.raises(InputError) as caught:
        replace(RUN.regimen, **change)
    assert caught.value.code == "population.regimen"


def test_a_declaration_is_read_from_a_file(tmp_path):
    file = tmp_path / "people.yaml"
    file.write_text(
        "n: 600\nseed: 11\nphysiology: us_2013_2018\nancestry: {AFR: 0.4, EUR: 0.6}\nage_years: [18, 80]\n"
        "female: 0.5\ncovariates: [weight]\n"
    )
    assert read_population(file) == POPULATION
    file.write_text(file.read_text() + "conditions: {bmi: [18.5, 30]}\n")
    assert read_population(file).conditions[0].covariate == "bmi"


@pytest.mark.parametrize("text", ["n: many", "n: 1\nseed: 1\nheight: 3", "- a", "{", ""])
def test_a_file_that_is_not_a_declaration_is_refused(tmp_path, text):
    file = tmp_path / "people.yaml"
    file.write_text(text)
    with pytest.raises(InputError) as caught:
        read_population(file)
    assert caught.value.code == "population.file"
