"""``foredose review`` of a person whose age, sex, smoking, pregnancy or liver disease is stated."""

import pytest

from foredose.surfaces.cli import main
from foredose.surfaces.contract.review import ReviewDocument

MEDS = "theophylline 200 mg twice daily, metoprolol 100 mg twice daily"


@pytest.fixture
def run(capsys):
    """Call the command line; return exit code, output and errors."""

    def call(*arguments):
        with pytest.raises(SystemExit) as end:
            main(["review", "--meds", MEDS, "--call", "CYP2D6=*1/*1", *arguments])
        out, err = capsys.readouterr()
        return end.value.code or 0, out, err

    return call


def document(done):
    return ReviewDocument.model_validate_json(done[1]).model_dump(by_alias=True)


def drug(told, name):
    return next(d for d in told["drugs"] if d["drug"] == name)


def test_smoking_is_a_cause_with_its_sources(run):
    told = document(run("--smoker", "--json"))
    causes = {c["name"]: c for c in drug(told, "theophylline")["causes"]}
    assert causes["smoking"]["kind"] == "condition"
    assert causes["smoking"]["fold"] < 0.9
    assert drug(told, "theophylline")["advised"] is False
    assert "smoking" not in {c["name"] for c in drug(told, "metoprolol")["causes"]}
    (shown,) = told["conditions"]
    assert (shown["condition"], shown["enzyme"]) == ("smoking", "CYP1A2")
    assert len(shown["sources"]) == 3
    assert not any("smokes" in u["what"] for u in told["unknowns"])


def test_a_non_smoker_has_no_condition_and_silence_is_said(run):
    assert document(run("--non-smoker", "--json"))["conditions"] == ()
    silent = document(run("--json"))
    assert any("whether the person smokes" in u["what"] for u in silent["unknowns"])
    assert silent["complete"] is False


def test_text_names_what_moves_and_by_how_much(run):
    _, out, _ = run("--smoker", "--age", "40", "--sex", "female", "--not-pregnant")
    assert "because of smoking: 1." in out
    assert "fold lower than without" in out
    assert "Condition: smoking: CYP1A2 1.56-fold (1 to 4.2)" in out
    assert "Condition: sex (female)" in out


def test_a_page_names_the_condition(run, tmp_path):
    page = tmp_path / "review.html"
    run("--smoker", "--html", str(page))
    assert "smoking" in page.read_text(encoding="utf-8")


def test_pregnancy_liver_and_inflammation_move_both_drugs(run):
    pregnant = document(run("--sex", "female", "--age", "30", "--trimester", "3", "--json"))
    assert {c["name"] for c in drug(pregnant, "theophylline")["causes"]} >= {"pregnancy (trimester 3)"}
    assert drug(pregnant, "theophylline")["level_ratio"]["value"] > 1.2
    assert drug(pregnant, "metoprolol")["level_ratio"]["value"] < 0.9
    ill = document(run("--child-pugh", "B", "--json"))
    assert drug(ill, "metoprolol")["level_ratio"]["value"] > 2
    inflamed = document(run("--inflamed", "--json"))
    assert drug(inflamed, "theophylline")["level_ratio"]["value"] > 1.05


@pytest.mark.parametrize(
    "arguments",
    [
        ("--pregnant", "--sex", "male"),
        ("--not-pregnant", "--trimester", "2"),
        ("--child-pugh", "D"),
        ("--trimester", "4"),
    ],
)
def test_what_cannot_be_is_refused(run, arguments):
    assert run(*arguments)[0] == 2


def test_switches_are_scored_in_the_person(capsys):
    told = []
    for more in ((), ("--child-pugh", "C")):
        with pytest.raises(SystemExit):
            main(
                [
                    "review",
                    "--meds",
                    "omeprazole 20 mg once daily, citalopram 20 mg once daily",
                    *more,
                    "--json",
                ]
            )
        document = ReviewDocument.model_validate_json(capsys.readouterr()[0])
        told.append({(t.instead_of, t.drug): t.ratio for t in document.alternatives})
    plain, ill = told
    assert plain.keys() == ill.keys()
    assert len(plain) > 3
    assert all(ill[key] > 1.3 * plain[key] for key in plain)
