"""``foredose update``: a data file to parameters; what cannot be used is refused by name."""

import json

import pytest

from foredose.models import compile_model, find_model, simulate_people
from foredose.models.dosing import dose_events
from foredose.sources.event_record import Event
from foredose.surfaces.cli import main
from foredose.surfaces.contract.individuals import IndividualsDocument

MODEL = "Woillard2011_tacrolimus"
GENE = ("--genotype", "CYP3A5=Poor Metabolizer")
TIMES = (12.0, 12.5, 13.0, 14.0, 16.0, 24.0)


@pytest.fixture
def data(tmp_path):
    """Two people: one as the typical person, one who clears half as much."""
    model, compiled = find_model(MODEL), compile_model(MODEL)
    lines = ["ID,TIME,AMT,II,ADDL,CMT,EVID,MDV,DV,HCT"]
    for person, clearance in enumerate((21.2, 10.6), start=1):
        values = {p.name: p.value for p in model.parameters} | {
            "CL35": clearance,
            "hematocrit": 35.0,
            "CYP3A5": 1.0,
        }
        events = [*dose_events(model, 4.0, interval_h=12, additional=1), *(Event(time=t) for t in TIMES)]
        events.sort(key=lambda e: (e.time, e.evid == 0))
        seen = simulate_people(compiled, values, events, people=1).outputs["tacrolimus"][:, 0]
        lines.append(f"{person},0,4,12,1,1,1,1,.,35")
        lines += [f"{person},{t},.,.,.,1,0,0,{v},35" for t, v in zip(TIMES, seen, strict=True)]
    path = tmp_path / "levels.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as end:
        main(["update", *map(str, arguments)])
    out, err = capsys.readouterr()
    return end.value.code or 0, out, err


def test_levels_teach_who_clears_less(capsys, data):
    asked = (MODEL, data, "--column", "HCT=hematocrit", *GENE, "--at", "36,48", "--json")
    code, out, _ = run(capsys, *asked)
    seen = IndividualsDocument.model_validate_json(out)
    assert code == 0
    usual, slow = (one.parameters["CL"] for one in seen.individuals)
    assert usual.value == pytest.approx(21.2, rel=0.15)
    assert slow.value < 0.75 * usual.value
    assert slow.low < slow.value < slow.high
    assert [e.time_h for e in seen.individuals[0].expected] == [36, 48]
    assert any("ng/mL" in line for line in seen.assumed)


def test_the_terminal_shows_each_person_and_what_was_not_told(capsys, data):
    code, out, _ = run(capsys, MODEL, data, "--column", "HCT=hematocrit", *GENE, "--posterior", "map")
    assert code == 0
    for words in ("ID 1: 6 levels", "ID 2", "90 % interval", "Fits the model", "Not told: DV is in ng/mL"):
        assert words in out


def test_the_same_seed_gives_the_same_answer(capsys, data):
    asked = (MODEL, data, "--column", "HCT=hematocrit", *GENE, "--json")
    assert json.loads(run(capsys, *asked)[1]) == json.loads(run(capsys, *asked)[1])


def edited(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("edit", "options", "code"),
    [
        (None, (), "update.covariate"),
        (None, ("--column", "HCT=hematocrit", "--unit", "umol/L"), "level.molar"),
        (("1,24.0,.,.,.,1,0,0,", "1,24.0,.,.,.,1,0,0,-"), ("--column", "HCT=hematocrit"), "level.negative"),
        (("1,12.5,", "1,11.5,"), ("--column", "HCT=hematocrit"), "event.time"),
        (
            ("1,0,4,12,1,1,1,1,.,35", "1,0,4,12,1,9,1,1,.,35"),
            ("--column", "HCT=hematocrit"),
            "event.compartment",
        ),
        (("1,0,4,12,1,1,1,1,.,35", "1,0,-4,12,1,1,1,1,.,35"), ("--column", "HCT=hematocrit"), "event.amount"),
        (("1,1,.,35", "1,1,.,."), ("--column", "HCT=hematocrit"), "update.missing"),
        (("1,12.5,", "1,12.0,"), ("--column", "HCT=hematocrit"), "level.twice"),
        (("EVID", "EVIL"), ("--column", "HCT=hematocrit"), None),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(capsys, data, edit, options, code):
    if edit:
        edited(data, *edit)
    status, out, err = run(capsys, MODEL, data, *GENE, *options)
    if code is None:  # without EVID a line with an amount is a dose
        assert status == 0
        return
    assert (status, out) == (2, "")
    assert code in err
    assert len(err.strip().splitlines()) <= 6


def test_a_genotype_must_be_told(capsys, data):
    status, _, err = run(capsys, MODEL, data, "--column", "HCT=hematocrit")
    assert status == 2
    assert "update.genotype" in err


def test_a_person_without_a_dose_is_told_and_the_others_are_learned(capsys, data):
    asked = (MODEL, data, "--column", "HCT=hematocrit", *GENE, "--at", "36", "--json")
    before = json.loads(run(capsys, *asked)[1])["individuals"]
    first, *rest = data.read_text().splitlines()
    none = ["7,5,.,.,.,1,0,0,3,35", "8,5,.,.,.,1,0,1,.,35", "9,0,.,.,.,1,2,1,.,35", "9,5,.,.,.,1,0,0,3,35"]
    data.write_text("\n".join([first, none[0], *rest, *none[1:]]) + "\n")
    code, out, _ = run(capsys, *asked)
    seen = json.loads(out)["individuals"]
    assert code == 3
    assert [one["id"] for one in seen] == ["7", "1", "2", "8", "9"]
    assert all("no dose in the records" in json.dumps(seen[n]) for n in (0, 3, 4))
    assert seen[1:3] == before


def test_a_level_without_a_value_lies_below_its_limit(capsys, data):
    lines = data.read_text().splitlines()
    lines = [lines[0] + ",LLOQ,CENS", *(line + ",.,." for line in lines[1:])]
    lines += ["2,30,.,.,.,1,0,0,.,35,1,.", "2,31,.,.,.,1,0,1,.,35,1,.", "2,32,.,.,.,1,0,0,1.5,35,.,1"]
    data.write_text("\n".join(lines) + "\n")
    code, out, _ = run(capsys, MODEL, data, "--column", "HCT=hematocrit", *GENE, "--json")
    assert code == 0
    seen = IndividualsDocument.model_validate_json(out)
    assert [one.levels for one in seen.individuals] == [6, 8]
    assert seen.individuals[1].fit.p_below is not None


@pytest.mark.parametrize(
    ("column", "cell", "code"), [("BLQ", "1", "update.limit"), ("CENS", "-1", "update.censored")]
)
def test_censoring_that_is_not_understood_is_refused(capsys, data, column, cell, code):
    first, *rest = data.read_text().splitlines()
    data.write_text("\n".join([f"{first},{column}", *(f"{line},{cell}" for line in rest)]) + "\n")
    status, _, err = run(capsys, MODEL, data, "--column", "HCT=hematocrit", *GENE)
    assert status == 2
    assert code in err


@pytest.mark.parametrize(
    ("options", "word"),
    [(("--seed", "-1"), "--seed"), (("--at", "-5"), "update.at"), (("--given", "hematocrit=-35"), "values.")],
)
def test_numbers_that_cannot_be_are_refused_by_name(capsys, data, options, word):
    asked = () if "--given" in options else ("--column", "HCT=hematocrit")
    status, _, err = run(capsys, MODEL, data, *asked, *GENE, *options)
    assert status == 2
    assert word in err
