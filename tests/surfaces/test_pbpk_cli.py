"""``foredose pbpk``: what a person and a program see, and what is refused by name."""

import pytest

from foredose.surfaces.cli import main
from foredose.surfaces.contract.whole_body import WholeBodyDocument

pytestmark = pytest.mark.surfaces


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as end:
        main(["pbpk", *arguments])
    out, err = capsys.readouterr()
    return end.value.code or 0, out, err


def document(capsys, *arguments):
    code, out, _ = run(capsys, *arguments, "--json")
    assert code == 0
    return WholeBodyDocument.model_validate_json(out)


def test_the_whole_dose_is_accounted_for(capsys):
    seen = document(capsys, "midazolam", "--dose", "2 mg every 12 hours for 2 doses")
    assert seen.dose_mg == 4
    assert sum(seen.fate.values()) == pytest.approx(1, abs=1e-6)
    assert all(part > -1e-9 for part in seen.fate.values())
    assert {a.name for a in seen.assumed} >= {
        "sex",
        "age",
        "height",
        "weight",
        "meal",
        "dosage form",
        "CYP3A4",
    }


def test_what_is_not_yet_infused_is_accounted_for(capsys):
    asked = (
        "midazolam",
        "--dose",
        "2 mg every 2 hours for 2 doses",
        "--route",
        "intravenous",
        "--infused",
        "4",
    )
    seen = document(capsys, *asked, "--until", "3")
    assert seen.fate["not yet infused"] == pytest.approx((0.5 + 1.5) / 4)
    assert sum(seen.fate.values()) == pytest.approx(1, abs=1e-6)
    assert "not yet infused" not in document(capsys, *asked, "--until", "7").fate


def test_exposure_does_not_hang_on_how_long_is_seen(capsys):
    asked = ("midazolam", "--dose", "2 mg once", "--until")
    areas = [document(capsys, *asked, hours).auc_mg_h_per_l for hours in ("240", "600", "2000")]
    assert areas == pytest.approx([areas[0]] * 3, rel=1e-4)


def test_doses_that_are_not_seen_are_not_counted(capsys):
    seen = document(capsys, "midazolam", "--dose", "2 mg every 6 hours for 1000 doses", "--until", "13")
    assert seen.dose_mg == 6


def test_given_facts_are_not_assumed_and_change_the_answer(capsys):
    asked = ("midazolam", "--dose", "5 mg once", "--route", "intravenous")
    who = ("--sex", "female", "--age", "40", "--height", "165", "--weight", "62", "--filtration", "90")
    plain, woman = document(capsys, *asked), document(capsys, *asked, *who)
    assert not {a.name for a in woman.assumed} & {"sex", "age", "height", "weight", "filtration"}
    assert woman.auc_mg_h_per_l != plain.auc_mg_h_per_l
    assert woman.person.filtration_ml_per_min == pytest.approx(90)


def test_less_enzyme_and_a_poor_genotype_raise_exposure(capsys):
    asked = ("atomoxetine", "--dose", "20 mg once", "--until", "48")
    normal, poor = (document(capsys, *asked, "--genotype", f"CYP2D6=AS={s}") for s in ("2", "0.5"))
    assert poor.auc_mg_h_per_l > 1.5 * normal.auc_mg_h_per_l
    less = document(capsys, "midazolam", "--dose", "2 mg once", "--activity", "CYP3A4=0.3")
    assert less.auc_mg_h_per_l > 2 * document(capsys, "midazolam", "--dose", "2 mg once").auc_mg_h_per_l


def test_a_sick_liver_raises_exposure_and_says_what_is_not_known(capsys):
    asked = ("midazolam", "--dose", "5 mg once", "--route", "intravenous", "--until", "72")
    healthy, sick = document(capsys, *asked), document(capsys, *asked, "--child-pugh", "B")
    assert sick.auc_mg_h_per_l > 1.5 * healthy.auc_mg_h_per_l
    assert any("Child-Pugh B" in limit for limit in sick.limits)


def test_a_child_needs_a_curve_of_every_enzyme(capsys):
    asked = ("midazolam", "--dose", "0.1 mg/kg once", "--age", "4")
    code, _, err = run(capsys, *asked)
    assert code == 2
    assert "UGT1A4 at 4 years" in err
    child = document(capsys, *asked, "--activity", "UGT1A4=1")
    assert child.person.weight_kg == pytest.approx(16.75)
    assert child.dose_mg == pytest.approx(1.675)
    assert any(a.name == "CYP3A4" and "reference 108" in a.because for a in child.assumed)


def test_words_and_page_say_the_same(capsys, tmp_path):
    target = tmp_path / "page.html"
    code, out, err = run(capsys, "midazolam", "--dose", "2 mg once", "--age", "70", "--html", str(target))
    assert code == 0
    assert "Where 2 mg are at 24 h" in out and "Cmax" in out and "metabolised by CYP3A4, liver" in out
    assert "Limit: how organs, flows and filtration change beyond 30 years" in out
    page = target.read_text(encoding="utf-8")
    assert "metabolised by CYP3A4, liver" in page and "Not given, and what was taken" in page
    assert str(target) in err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("nosuch", "--dose", "2 mg once"), "nosuch"),
        (("midazolam", "--dose", "much"), "much"),
        (("midazolam", "--dose", "2 mg every 12 hours"), "doses without an end"),
        (("midazolam", "--dose", "2 mg once", "--age", "-3"), "age -3"),
        (("midazolam", "--dose", "2 mg once", "--weight", "0"), "weight 0"),
        (("midazolam", "--dose", "2 mg once", "--height", "nan"), "height nan"),
        (("midazolam", "--dose", "2 mg once", "--sex", "unknown"), "sex 'unknown'"),
        (("midazolam", "--dose", "2 mg once", "--population", "japanese"), "no table of the mean height"),
        (("midazolam", "--dose", "2 mg once", "--child-pugh", "D"), "Child-Pugh 'D'"),
        (("midazolam", "--dose", "2 mg once", "--filtration", "-1"), "filtration"),
        (("midazolam", "--dose", "2 mg once", "--genotype", "CYP2D6=AS=1"), "CYP2D6"),
        (("midazolam", "--dose", "2 mg once", "--genotype", "CYP3A4"), "'CYP3A4'"),
        (("midazolam", "--dose", "2 mg once", "--activity", "CYP2D6=1"), "CYP2D6"),
        (("midazolam", "--dose", "2 mg once", "--activity", "CYP3A4=-1"), "CYP3A4 -1"),
        (("midazolam", "--dose", "2 mg once", "--activity", "CYP3A4=much"), "'much'"),
        (("midazolam", "--dose", "2 mg once", "--route", "rectal"), "'rectal'"),
        (("midazolam", "--dose", "2 mg once", "--infused", "1"), "oral"),
        (("midazolam", "--dose", "2 mg once", "--form", "spoon"), "'spoon'"),
        (("midazolam", "--dose", "2 mg once", "--until", "0"), "0 h"),
        (("midazolam", "--dose", "2 mg once", "--ontogeny", "guess"), "'guess'"),
        (("midazolam", "--dose", "2 mg every 8 hours", "--until", "nan"), "nan h"),
        (("midazolam", "--dose", "2 mg every 8 hours", "--until", "inf"), "inf h"),
        (("midazolam", "--dose", "2 mg every 8 hours", "--until", "-1"), "-1 h"),
        (("midazolam", "--dose", "2 mg every 1 hours for 600 doses"), "600 doses"),
        (("midazolam", "--dose", "2 mg every 0.5 hours", "--until", "300"), "600 doses"),
        (
            ("midazolam", "--dose", "2 mg every 1 hour for 300 doses then 1 mg every 1 hour for 300 doses"),
            "600 doses",
        ),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, tuple) else "",
)
def test_what_cannot_be_used_is_refused_by_name(capsys, arguments, named):
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert named in err
    assert "Traceback" not in err
