"""``foredose population simulate``: what a person sees, and four lines where it cannot be done."""

import pytest

from foredose.population import open_population
from foredose.surfaces.cli import main

PEOPLE = (
    "n: 200\nseed: 1\nphysiology: us_2013_2018\nancestry: {EUR: 1}\nage_years: [18, 80]\nfemale: 0.5\n"
    "covariates: [weight]\n"
)
REGIMEN = ["--dose", "20", "--interval", "24", "--doses", "2", "--at", "2"]


def run(tmp_path, model="Stillemans2022_atorvastatin", people=PEOPLE, more=()):
    (tmp_path / "people.yaml").write_text(people)
    out = str(tmp_path / "out")
    with pytest.raises(SystemExit) as left:
        main(
            [
                "population",
                "simulate",
                str(tmp_path / "people.yaml"),
                "--model",
                model,
                *REGIMEN,
                "--out",
                out,
                *more,
            ]
        )
    return left.value.code


def test_a_population_is_simulated_and_taken_up_again(tmp_path, capsys):
    assert run(tmp_path) == 0
    told = capsys.readouterr().out
    assert told.startswith("people     200, of whom 1")
    assert "SLCO1B1 state not studied" in told
    assert open_population(tmp_path / "out").sizes["person"] == 200
    assert run(tmp_path) == 0
    assert capsys.readouterr().out == told


def test_another_run_in_the_folder_is_refused(tmp_path, capsys):
    assert run(tmp_path) == 0
    assert run(tmp_path, people=PEOPLE.replace("seed: 1", "seed: 2")) == 2
    told = capsys.readouterr().err
    assert "population.folder" in told and "Traceback" not in told


def test_what_nobody_measured_is_refused_by_name(tmp_path, capsys):
    assert run(tmp_path, people=PEOPLE.replace("weight", "crp")) == 2
    told = capsys.readouterr().err
    assert "population.covariate" in told and "crp" in told


def test_more_people_than_anybody_could_simulate_are_refused_before_a_folder_is_made(tmp_path, capsys):
    assert run(tmp_path, people=PEOPLE.replace("n: 200", "n: 100000001")) == 2
    told = capsys.readouterr().err
    assert "population.n" in told and "1 to 100,000,000" in told
    assert not (tmp_path / "out").exists()


def test_fewer_workers_than_none_are_refused_before_a_folder_is_made(tmp_path, capsys):
    assert run(tmp_path, more=("--workers", "-1")) == 2
    assert "population.workers" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_run_that_could_simulate_nobody_is_incomplete(tmp_path, capsys, monkeypatch):
    from foredose.application import populations
    from foredose.population import Outcome

    nobody = Outcome(people=9, simulated=0, left_out={"no rule": 9}, continued=0, peak_MiB=())
    monkeypatch.setattr(populations, "simulate_population", lambda *_, **__: nobody)
    assert run(tmp_path) == 3
    assert "9: no rule" in capsys.readouterr().out
