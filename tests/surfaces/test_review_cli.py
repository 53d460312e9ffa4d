"""``foredose review``: a whole list of drugs, as people call it."""

import json
import time

import numpy as np
import pytest

from foredose.application.person_given import person_given
from foredose.application.review import review
from foredose.surfaces.cli import main
from foredose.surfaces.contract.review import ReviewDocument

LIST = "metoprolol 100 mg twice daily, paroxetine 20 mg once daily, omeprazole 20 mg once daily"
EIGHT = (
    "metoprolol 100 mg twice daily, paroxetine 20 mg once daily, amitriptyline 50 mg once daily, "
    "simvastatin 40 mg once daily, clarithromycin 500 mg twice daily, omeprazole 20 mg once daily, "
    "warfarin 5 mg once daily, citalopram 20 mg once daily"
)


@pytest.fixture
def run(capsys):
    """Call the command line; return exit code and the document, or the exit code and errors."""

    def call(*arguments):
        with pytest.raises(SystemExit) as end:
            main(["review", *arguments, "--json"])
        out, err = capsys.readouterr()
        return end.value.code or 0, out, err

    return call


def document(done):
    return ReviewDocument.model_validate_json(done[1]).model_dump(by_alias=True)


def drug(told, name):
    return next(d for d in told["drugs"] if d["drug"] == name)


def test_what_moves_a_level_is_named(run):
    told = document(run("--meds", LIST, "--call", "CYP2D6=*1/*4"))
    metoprolol = drug(told, "metoprolol")
    assert metoprolol["change"]["name"] in ("moderately higher", "strongly higher")
    assert metoprolol["causes"][0]["name"] == "paroxetine"
    assert metoprolol["causes"][0]["fold"] > 2
    assert {"CYP2D6 activity score 1"} <= {c["name"] for c in metoprolol["causes"]}
    assert len(metoprolol["curve"]["times_h"]) == len(metoprolol["curve"]["twin"]["median"])
    assert len(told["pairs"]) == 6


def test_an_inhibitor_adds_nothing_where_the_enzyme_is_not_there(run):
    told = document(
        run("--meds", "metoprolol 100 mg twice daily, paroxetine 20 mg daily", "--call", "CYP2D6=*4/*4")
    )
    names = [c["name"] for c in drug(told, "metoprolol")["causes"]]
    assert "paroxetine" not in names
    assert "CYP2D6 activity score 0" in names


def test_doses_are_offered_within_the_label_and_are_no_advice_where_not_qualified(run):
    metoprolol = drug(document(run("--meds", LIST, "--call", "CYP2D6=*1/*4")), "metoprolol")
    assert metoprolol["advised"] is (metoprolol["qualified"] is True)
    benefits = [d["benefit"] - d["risk"] for d in metoprolol["doses"] if not d["ordered"]]
    assert benefits == sorted(benefits, reverse=True)
    for dose in metoprolol["doses"]:
        assert dose["dose_mg"] in (25, 37.5, 50, 75, 100)
        assert dose["equivalent_daily"]["value"] == pytest.approx(
            dose["dose_mg"] * 2 * metoprolol["level_ratio"]["value"], rel=1e-6
        )


def test_the_best_switches_are_the_best_of_all_lists():
    """Every list scored by itself gives what the search says is best."""
    from itertools import product

    from foredose.advice.switches import best_lists, score_lists
    from foredose.application.review_levels import gene_odds
    from foredose.application.review_options import possible_alternatives
    from foredose.application.review_regimens import listed_drugs
    from foredose.application.review_switches import search_of

    given = person_given(genome=None, record=None, meds=LIST, as_of=None, stated=None)
    listed = listed_drugs(given.twin.medications)
    on_list = {d.inn: d for d in listed}
    alternatives = {d.inn: possible_alternatives(d, given, on_list)[0][:3] for d in listed}
    search = search_of(listed, {}, alternatives, gene_odds(None, [d.table for d in listed]))
    found = best_lists(search.places, search.setting)
    lists = np.array(list(product(*(range(len(p.choices)) for p in search.places))))
    scores = score_lists(search.places, lists, search.setting)
    assert found.exact
    assert found.best[0].score == pytest.approx(min(s.score for s in scores), rel=1e-6)
    assert found.taken.score == pytest.approx(scores[0].score, rel=1e-6)
    assert found.best[0].score < found.taken.score


def test_eight_drugs_take_less_than_a_second_when_warm():
    given = person_given(genome=None, record=None, meds=EIGHT, as_of=None, stated=None)
    review(given)
    best = min(_timed(lambda: review(given)) for _ in range(3))
    assert best < 2.0, f"{best:.2f} s; a slow machine is given twice the second that is asked for"


def _timed(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


@pytest.mark.parametrize(
    ("meds", "said"),
    [
        ("metoprolol 100 mg twice daily, other: blue pills", "which drug"),
        ("metoprolol 100 mg twice daily, paracetamol 500 mg once daily, heparin 5000 mg daily", "heparin"),
        ("metoprolol 100 mg twice daily, lopressor 50 mg once daily", "taken once or 2 times"),
        ("metoprolol, paroxetine 20 mg once daily", "how metoprolol is taken"),
    ],
)
def test_what_is_not_known_is_said_and_never_taken_as_harmless(run, meds, said):
    done = run("--meds", meds)
    told = document(done)
    assert done[0] == 3
    assert told["complete"] is False
    assert any(said in u["what"] for u in told["unknowns"])


def test_a_dose_beyond_any_published_is_said(run):
    done = run("--meds", "metoprolol 5000 mg twice daily, paroxetine 20 mg once daily")
    told = document(done)
    assert done[0] == 3
    assert any(
        "metoprolol" in n["drug"] and "above the maximum" in n["unknown"]
        for n in drug(told, "metoprolol")["not_offered"]
    )


def test_what_to_measure_and_what_would_change_the_judgement(run):
    told = document(
        run(
            "--meds",
            "citalopram 40 mg daily, omeprazole 40 mg daily, metoprolol 100 mg daily, paroxetine 20 mg daily",
        )
    )
    citalopram, metoprolol, omeprazole = (drug(told, n) for n in ("citalopram", "metoprolol", "omeprazole"))
    held = citalopram["window"]
    assert held["low"] < held["high"]
    assert held["below"] is held["inside"] is held["above"] is None  # how people differ is not known
    assert metoprolol["monitoring"]["after_h"] >= 5 * 17  # paroxetine leaves slowly
    assert metoprolol["window"] is None
    assert omeprazole["pivot"]["gene"] == "CYP2C19"
    assert omeprazole["pivot"]["higher_ratio"] > 2 * omeprazole["pivot"]["lower_ratio"]
    known = document(run("--meds", "omeprazole 40 mg daily", "--call", "CYP2C19=*1/*1"))
    assert drug(known, "omeprazole")["pivot"] is None


def test_genes_of_reactions_and_response_are_told_beside_the_level(run):
    told = drug(document(run("--meds", "carbamazepine 200 mg twice daily")), "carbamazepine")
    assert {u["gene"] for u in told["exposure_unchanged"]} >= {"HLA-A", "HLA-B"}


def test_no_drug_is_refused(run):
    code, _, err = run("--call", "CYP2D6=*1/*4")
    assert code == 2
    assert "review.nothing" in err


def test_the_same_seed_gives_the_same_answer(run):
    first, again = (document(run("--meds", LIST, "--seed", "4")) for _ in range(2))
    assert first == again


def test_a_record_tells_the_interval_and_the_route(run, tmp_path):
    def order(number, name, mg, **more):
        timing = {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}}
        return {
            "resourceType": "MedicationRequest", "id": f"m{number}", "status": "active", "intent": "order",
            "subject": {"reference": "Patient/p"}, "medicationCodeableConcept": {"text": name},
            "dosageInstruction": [
                {"timing": timing, "doseAndRate": [{"doseQuantity": {"value": mg, "unit": "mg"}}], **more}
            ],
        }  # fmt: skip

    patient = {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1960-01-01"}
    orders = [
        order(1, "metoprolol", 100),
        order(2, "paroxetine", 20),
        order(3, "diclofenac", 40, route={"text": "Topical"}),
    ]
    path = tmp_path / "record.json"
    entries = [{"resource": r} for r in (patient, *orders)]
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}))
    told = document(run("--record", str(path), "--as-of", "2026-06-01"))
    assert (drug(told, "metoprolol")["dose_mg"], drug(told, "metoprolol")["interval_h"]) == (100.0, 12.0)
    unknown = " ".join(u["what"] for u in told["unknowns"])
    assert "diclofenac reaches the blood, given on the skin" in unknown
    assert "how metoprolol is taken" not in unknown
