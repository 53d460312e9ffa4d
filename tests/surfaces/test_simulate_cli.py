"""``foredose simulate``: what a person and a program see, and what is refused by name."""

import json

import pytest

from foredose.surfaces.cli import main
from foredose.surfaces.contract.simulation import SimulationDocument

MODEL = "Woillard2011_tacrolimus"


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as end:
        main(["simulate", *arguments])
    out, err = capsys.readouterr()
    return end.value.code or 0, out, err


def test_the_typical_person_has_the_published_clearance(capsys):
    code, out, _ = run(capsys, MODEL, "--dose", "2 mg every 12 hours", "--given", "hematocrit=35", "--json")
    seen = SimulationDocument.model_validate_json(out)
    auc = seen.courses[0].last_interval["auc_tau"]
    assert code == 0
    assert auc.low == auc.value == auc.high == pytest.approx(2 / 42.4 * 1000, rel=1e-3)
    assert [a.name for a in seen.assumed] == ["CYP3A5"]


def test_virtual_people_are_the_same_for_a_seed_and_spread_around_the_typical(capsys):
    asked = (MODEL, "--dose", "2 mg every 12 hours for 10 doses", "--n", "300", "--json")
    first, second = (json.loads(run(capsys, *asked)[1]) for _ in range(2))
    other = json.loads(run(capsys, *asked, "--seed", "1")[1])
    assert first == second != other
    trough = first["courses"][0]["last_interval"]["ctrough"]
    assert 0 < trough["low"] < trough["value"] < trough["high"]


def test_the_tidy_table_has_a_row_for_each_person_time_and_output(capsys, tmp_path):
    import pyarrow.parquet as pq

    target = tmp_path / "t.parquet"
    asked = (MODEL, "--dose", "2 mg once", "--times", "1,2,4", "--n", "3", "--csv", "--out", str(target))
    code, out, err = run(capsys, *asked)
    rows = out.strip().splitlines()
    assert code == 0
    assert rows[0] == "person,time_h,output,value,unit"
    assert len(rows) == 1 + 3 * 3
    assert pq.read_table(target).num_rows == 9
    assert b"model" in pq.read_schema(target).metadata
    assert "9 rows" in err


def test_a_data_file_is_what_update_reads(capsys, tmp_path):
    from foredose.sources.nonmem import read_nonmem

    target = tmp_path / "t.csv"
    run(
        capsys,
        MODEL,
        "--dose",
        "2 mg every 12 hours for 4 doses",
        "--times",
        "36,38,48",
        "--n",
        "3",
        "--nonmem",
        str(target),
    )
    people = read_nonmem(target)
    assert len(people) == 3
    dose, *seen = people[0].records
    assert (dose.event.amount, dose.event.interval, dose.event.additional) == (2, 12, 3)
    assert [r.event.time for r in seen] == [36, 38, 48]
    assert len({p.records[2].value for p in people}) == 3


def test_a_page_opens_offline(capsys, tmp_path):
    target = tmp_path / "t.html"
    run(capsys, MODEL, "--dose", "2 mg daily for 3 days", "--html", str(target))
    text = target.read_text()
    assert "tacrolimus" in text
    assert "http-equiv" not in text
    assert 'src="http' not in text


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("NoSuch", "--dose", "2 mg daily"), "model.unknown"),
        ((MODEL, "--dose", "2 tablets daily"), "order."),
        ((MODEL, "--dose", "2 mg daily", "--route", "nasal"), "dose.route"),
        ((MODEL, "--dose", "2 mg daily", "--given", "weight=70"), "simulate.name"),
        ((MODEL, "--dose", "2 mg daily", "--given", "hematocrit=nan"), "simulate.value"),
        ((MODEL, "--dose", "2 mg daily", "--given", "hematocrit"), "option.pair"),
        ((MODEL, "--dose", "2 mg daily", "--genotype", "CYP3A5=*9"), "simulate.genotype"),
        ((MODEL, "--dose", "2 mg daily", "--genotype", "CYP2D6=*4/*4"), "simulate.gene"),
        ((MODEL, "--dose", "2 mg/kg daily"), "simulate.weight"),
        ((MODEL, "--dose", "2 mg daily", "--n", "0"), "simulate.people"),
        ((MODEL, "--dose", "2 mg daily", "--until", "-3"), "simulate.hours"),
        ((MODEL, "--dose", "2 mg daily", "--times", "3,2"), "simulate.times"),
        ((MODEL, "--dose", "2 mg daily", "--times", "a"), "option.number"),
        ((MODEL, "--dose", "2 mg daily", "--json", "--csv"), "option.two_outputs"),
        ((MODEL, "--dose", "2 mg daily", "--n", "1000000"), "simulate.size"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(capsys, arguments, code):
    status, out, err = run(capsys, *arguments)
    assert status == 2
    assert out == ""
    assert code in err
    assert len(err.strip().splitlines()) <= 6
