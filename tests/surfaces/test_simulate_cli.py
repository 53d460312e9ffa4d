"""``foredose simulate``: what a person and a program see, and what is refused by name."""

import json

import pytest

from foredose.knowledge.covariate_facts import covariate_names
from foredose.models import find_model, model_names
from foredose.surfaces.cli import main
from foredose.surfaces.contract.simulation import SimulationDocument

MODEL = "Woillard2011_tacrolimus"
GENE = ("--genotype", "CYP3A5=Normal Metabolizer")

NEVER = ("Yukawa1990_phenytoin", "--given", "other_antiepileptics=0", "--steady-state")
"""More than this model's liver ever clears never comes to rest."""


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as end:
        main(["simulate", *arguments])
    out, err = capsys.readouterr()
    return end.value.code or 0, out, err


def test_the_typical_person_has_the_published_clearance(capsys):
    code, out, _ = run(
        capsys, MODEL, *GENE, "--dose", "2 mg every 12 hours", "--given", "hematocrit=35", "--json"
    )
    seen = SimulationDocument.model_validate_json(out)
    auc = seen.courses[0].last_interval["auc_tau"]
    assert code == 0
    assert auc.low == auc.value == auc.high == pytest.approx(2 / 42.4 * 1000, rel=1e-3)
    assert [a.name for a in seen.assumed] == ["how long"]
    assert (seen.given, seen.genotypes) == ({"hematocrit": 35.0}, {"CYP3A5": "Normal Metabolizer"})


def test_virtual_people_are_the_same_for_a_seed_and_spread_around_the_typical(capsys):
    asked = (MODEL, *GENE, "--dose", "2 mg every 12 hours for 10 doses", "--n", "300", "--json")
    first, second = (json.loads(run(capsys, *asked)[1]) for _ in range(2))
    other = json.loads(run(capsys, *asked, "--seed", "1")[1])
    assert first == second != other
    trough = first["courses"][0]["last_interval"]["ctrough"]
    assert 0 < trough["low"] < trough["value"] < trough["high"]


def test_the_tidy_table_has_a_row_for_each_person_time_and_output(capsys, tmp_path):
    import pyarrow.parquet as pq

    target = tmp_path / "t.parquet"
    asked = (
        MODEL,
        *GENE,
        "--dose",
        "2 mg once",
        "--times",
        "1,2,4",
        "--n",
        "3",
        "--csv",
        "--out",
        str(target),
    )
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
        *GENE,
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
    seen = [r for r in people[0].records if r.value is not None]
    (dose,) = (r for r in people[0].records if r.value is None)
    assert (dose.event.amount, dose.event.interval, dose.event.additional) == (2, 12, 3)
    assert [round(r.event.time, 5) for r in seen] == [36, 38, 48]
    assert len({p.records[-1].value for p in people}) == 3


def test_a_page_opens_offline(capsys, tmp_path):
    target = tmp_path / "t.html"
    run(capsys, MODEL, *GENE, "--dose", "2 mg daily for 3 days", "--html", str(target))
    text = target.read_text()
    assert "tacrolimus" in text
    assert "http-equiv" not in text
    assert 'src="http' not in text


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("NoSuch", "--dose", "2 mg daily"), "model.unknown"),
        ((MODEL, *GENE, "--dose", "2 tablets daily"), "order."),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--route", "nasal"), "dose.route"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--given", "weight=70"), "simulate.name"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--given", "hematocrit=nan"), "simulate.value"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--given", "hematocrit"), "option.pair"),
        ((MODEL, "--dose", "2 mg daily"), "simulate.genotype"),
        ((MODEL, "--dose", "2 mg daily", "--genotype", "CYP3A5=*9"), "simulate.genotype"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--genotype", "CYP2D6=*4/*4"), "simulate.gene"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--given", "hematocrit=-5"), "simulate.value"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--given", "k_tr=-1"), "simulate.value"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--until", "12", "--times", "24"), "simulate.times"),
        ((MODEL, *GENE, "--dose", "2 mg once", "--steady-state"), "simulate.steady"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--steady-state", "--times", "0"), "simulate.times"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--steady-state", "--times", "0,12"), "simulate.times"),
        ((MODEL, *GENE, "--dose", "2 mg every 0.5 hours", "--until", "1e10"), "simulate.doses"),
        ((MODEL, *GENE, "--dose", "2 mg every 0.5 hours", "--until", "1.5e308"), "simulate.doses"),
        ((*NEVER, "--dose", "5000 mg every 12 hours"), "simulate.unsolved"),
        ((*NEVER, "--dose", "5000 mg every 12 hours", "--json"), "simulate.unsolved"),
        ((*NEVER, "--dose", "5000 mg every 12 hours", "--n", "3"), "simulate.unsolved"),
        ((MODEL, *GENE, "--dose", "2 mg/kg daily"), "simulate.weight"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--n", "0"), "simulate.people"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--seed", "-1"), "simulate.seed"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--given", "hematocrit=3_5"), "option.number"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--given", "hematocrit=35_"), "option.number"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--times", "1_0,20"), "option.number"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--until", "-3"), "simulate.hours"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--times", "3,2"), "simulate.times"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--times", "a"), "option.number"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--json", "--csv"), "option.two_outputs"),
        ((MODEL, *GENE, "--dose", "2 mg daily", "--n", "1000000"), "simulate.size"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(capsys, arguments, code):
    status, out, err = run(capsys, *arguments)
    assert status == 2
    assert out == ""
    assert code in err
    assert len(err.strip().splitlines()) <= 6


def last(capsys, *arguments):
    return json.loads(run(capsys, MODEL, *GENE, "--json", *arguments)[1])["courses"][0]["last_interval"]


def test_a_summary_is_of_a_whole_interval_however_long_is_looked(capsys):
    asked = ("--dose", "2 mg every 12 hours for 40 doses")
    whole = last(capsys, *asked, "--until", "120")
    for until in ("121", "126", "131.5"):
        seen = last(capsys, *asked, "--until", until)
        assert {k: v["value"] for k, v in seen.items()} == pytest.approx(
            {k: v["value"] for k, v in whole.items()}, rel=1e-6
        )
    few = last(capsys, "--dose", "2 mg every 12 hours for 10 doses", "--times", "108,109,119")
    assert few["auc_tau"]["value"] == pytest.approx(whole["auc_tau"]["value"], rel=1e-3)
    assert last(capsys, *asked, "--until", "5") == {}


def test_a_rate_that_its_paper_lets_fall_below_0_may(capsys):
    asked = ("--dose", "1 mg daily", "--n", "20", "--times", "24")
    assert (
        run(capsys, "Conrado2014_alzheimer_disease", *_given("Conrado2014_alzheimer_disease"), *asked)[0] == 0
    )


def _given(name):
    model = find_model(name)
    told = [("--given", f"{c.name}={c.studied[0]}") for c in model.covariates]
    told += [("--genotype", f"{g.gene}={g.reference}") for g in model.genotypes]
    return [word for pair in told for word in pair]


def test_a_loading_dose_has_the_interval_to_the_next_dose(capsys):
    asked = ("--dose", "10 mg once then 5 mg every 12 hours for 4 doses", "--until")
    seen, alone = last(capsys, *asked, "18"), last(capsys, *asked, "12")
    assert {k: v["value"] for k, v in seen.items()} == pytest.approx(
        {k: v["value"] for k, v in alone.items()}, rel=1e-6
    )
    single = last(capsys, "--dose", "10 mg once", "--until", "12")
    assert seen["auc_tau"]["value"] == pytest.approx(single["auc_seen"]["value"], rel=1e-6)
    assert last(capsys, *asked, "6") == {}


def test_a_single_dose_that_is_not_reached_names_no_summary(capsys):
    asked = ("--dose", "5 mg every 12 hours for 4 doses then 10 mg once", "--until")
    assert "auc_tau" in last(capsys, *asked, "48")
    assert "auc_seen" in last(capsys, *asked, "60")


def test_a_steady_state_is_what_many_doses_come_to(capsys):
    many = last(capsys, "--dose", "2 mg every 12 hours for 80 doses")
    rest = last(capsys, "--dose", "2 mg every 12 hours", "--steady-state")
    for measure in ("auc_tau", "auc24", "cmax", "ctrough"):
        assert rest[measure]["value"] == pytest.approx(many[measure]["value"], rel=5e-4), measure


def test_few_doses_can_be_followed_however_long(capsys):
    assert "auc_tau" in last(capsys, "--dose", "2 mg every 0.5 hours for 3 doses", "--until", "1e10")


def test_the_terminal_shows_each_time_that_was_asked_for(capsys):
    asked = [str(t) for t in range(25)]
    _, out, _ = run(capsys, MODEL, *GENE, "--dose", "2 mg every 12 hours", "--times", ",".join(asked))
    table = out.split("Hours")[1].split("AUC")[0].splitlines()[1:]
    assert [line.split()[0] for line in table if line.strip()] == asked


def test_a_diplotype_is_read_as_its_phenotype(capsys):
    by_name = last(capsys, "--dose", "2 mg daily")
    found = json.loads(run(capsys, MODEL, "--genotype", "CYP3A5=*1/*1", "--dose", "2 mg daily", "--json")[1])
    assert found["courses"][0]["last_interval"] == by_name


ONE = (MODEL, *GENE, "--dose", "2 mg once", "--times", "1")


def test_the_table_follows_no_link_and_destroys_no_file_of_the_user(capsys, tmp_path):
    import pyarrow.parquet as pq

    precious = tmp_path / "precious"
    precious.write_text("mine")
    (tmp_path / "t.parquet.part").symlink_to(precious)
    (tmp_path / "u.parquet.part").write_text("mine too")
    for name in ("t", "u"):
        assert run(capsys, *ONE, "--out", str(tmp_path / f"{name}.parquet"))[0] == 0
        assert pq.read_table(tmp_path / f"{name}.parquet").num_rows > 0
    assert (precious.read_text(), (tmp_path / "u.parquet.part").read_text()) == ("mine", "mine too")
    assert not list(tmp_path.glob(".foredose-*"))


def test_a_table_that_cannot_be_written_is_told_and_leaves_nothing(capsys, tmp_path, monkeypatch):
    import pyarrow.parquet as pq

    def full(table, stream):
        stream.write(b"PAR1")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq, "write_table", full)
    code, _, err = run(capsys, *ONE, "--out", str(tmp_path / "t.parquet"))
    assert code == 2
    assert "output.unwritable" in err and "no space left" in err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("pair", [("--out", "--html"), ("--html", "--nonmem"), ("--out", "--nonmem")])
def test_two_results_into_one_file_are_refused(capsys, tmp_path, pair):
    (tmp_path / "folder").mkdir()
    one, other = tmp_path / "t", tmp_path / "folder" / ".." / "t"
    code, out, err = run(capsys, *ONE, pair[0], str(one), pair[1], str(other))
    assert (code, out) == (2, "")
    assert "output.overlap" in err
    assert not one.exists()


@pytest.mark.parametrize("name", model_names())
def test_every_model_of_the_library_is_simulated_from_the_command_line(capsys, name):
    model = find_model(name)
    given = []
    for covariate in model.covariates:
        asked_for = covariate.typical is None or covariate_names()[covariate.name].flag
        value = covariate.studied[0] if asked_for else covariate.typical
        given += ["--given", f"{covariate.name}={value}"]
    for gene, reference in {e.gene: e.reference for e in model.genotypes}.items():
        given += ["--genotype", f"{gene}={reference}"]
    with pytest.raises(SystemExit) as end:
        main(["simulate", name, "--dose", "100 mg every 24 hours for 3 doses", *given, "--json"])
    out, err = capsys.readouterr()
    assert not end.value.code, err
    seen = SimulationDocument.model_validate_json(out)
    assert seen.failed == ()
    assert len(seen.courses) == len(model.outputs)


def test_a_single_dose_has_an_area_as_far_as_it_is_seen(capsys):
    short = last(capsys, "--dose", "2 mg once", "--until", "24")
    long = last(capsys, "--dose", "2 mg once", "--until", "240")
    assert set(short) == set(long) == {"auc_seen", "cmax"}
    assert short["auc_seen"]["value"] < long["auc_seen"]["value"]
    assert short["cmax"]["value"] == pytest.approx(long["cmax"]["value"], rel=1e-2)
