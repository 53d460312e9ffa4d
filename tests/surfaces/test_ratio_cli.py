"""``foredose ratio`` and ``foredose board`` as people call them."""

import json

import pytest

from foredose.surfaces.cli import main
from foredose.surfaces.contract.board import BoardDocument
from foredose.surfaces.contract.ratio import RatioDocument


@pytest.fixture
def run(capsys):
    """Call the command line; return exit code, output and errors."""

    def call(*arguments):
        with pytest.raises(SystemExit) as end:
            main(list(arguments))
        out, err = capsys.readouterr()
        return end.value.code or 0, out, err

    return call


def document(done):
    return RatioDocument.model_validate_json(done[1]).model_dump(by_alias=True)


def test_a_poor_metaboliser(run):
    done = run("ratio", "--drug", "metoprolol", "--genotype", "CYP2D6=PM", "--json")
    assert done[0] == 0
    told = document(done)
    assert told["complete"] is True
    assert told["method"] == "genotype"
    assert 3 < told["auc_ratio"]["value"] < 8
    assert told["auc_ratio"]["low"] < told["auc_ratio"]["value"] < told["auc_ratio"]["high"]
    assert told["shares"][0]["sources"]
    assert told["qualified"] is True or told["qualified"].startswith("not qualified")


def test_co_medication_acts_on_what_is_there(run):
    active, null = (
        document(
            run(
                "ratio", "--drug", "metoprolol", "--genotype", f"CYP2D6={state}", "--with",
                "paroxetine 20 mg once daily", "--reference-genotype", "same", "--json",
            )
        )
        for state in ("NM", "PM")
    )  # fmt: skip
    assert active["auc_ratio"]["value"] > 3
    assert null["auc_ratio"]["value"] < 1.2
    assert active["method"] == "dynamic"


def test_brands_are_understood(run):
    done = run("ratio", "--drug", "Lopressor", "--with", "Paxil 20 mg once daily", "--json")
    assert document(done)["analyte"] == "metoprolol"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--drug", "metoprolol", "--with", "pioglitazone 30 mg once daily"), "not known to be harmless"),
        (("--drug", "furosemide", "--genotype", "CYP2D6=PM"), "no table of what clears it"),
        (("--drug", "metoprolol", "--genotype", "NAT2=slow"), "share of NAT2"),
    ],
)
def test_what_is_not_known_makes_the_answer_incomplete(run, arguments, words):
    done = run("ratio", *arguments)
    assert done[0] == 3
    assert words in " ".join(done[1].split())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--drug", "nosuchdrug"), "drug.unknown"),
        (("--drug", "metoprolol", "--genotype", "CYP2D6=purple"), "ratio.genotype"),
        (("--drug", "metoprolol", "--genotype", "ABC1=PM"), "ratio.genotype"),
        (("--drug", "metoprolol", "--with", "paroxetine 20000 mg once daily"), "ratio.dose"),
        (
            ("--drug", "metoprolol", "--with", "Paxil 20 mg once daily", "--with", "paroxetine 10 mg daily"),
            "ratio.twice",
        ),
        (("--drug", "metoprolol", "--with", "Lopressor 50 mg once daily"), "ratio.twice"),
        (("--drug", "metoprolol", "--with", "paroxetine 20 mg once"), "ratio.regimen"),
        (
            ("--drug", "metoprolol", "--genotype", "CYP2D6=PM", "--reference-genotype", "odd"),
            "ratio.reference",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(run, arguments, code):
    done = run("ratio", *arguments)
    assert done[0] == 2
    assert code in done[2]


def test_the_board_shows_failures_and_their_reasons(run, tmp_path):
    told = BoardDocument.model_validate_json(run("board", "--json")[1]).model_dump()
    whole = {(c["name"], c["split"]): c for c in told["contexts"]}
    assert whole["genotype", "validation"]["n"] >= 60
    assert len(told["rows"]) > 500
    assert any(r["why_not"] and r["predicted"] is None for r in told["rows"])
    assert all(
        c["verdict"].startswith("not qualified")
        for c in told["contexts"]
        if c["split"] == "validation" and not c["qualified"]
    )
    page = tmp_path / "board.html"
    assert run("board", "--html", str(page))[0] == 0
    assert "metoprolol" in page.read_text()
    assert "quinidine 250 mg" in run("board", "--drug", "metoprolol")[1]


def test_drugs_are_listed_with_their_tier_and_what_is_missing(run):
    code, out, _ = run("drug", "list")
    assert code == 0
    assert "Tier A" in out
    assert "clearance, volume, absorption" in " ".join(out.split())
    assert "metoprolol" not in run("drug", "list", "--tier", "-")[1]
    assert "drug.tier" in run("drug", "list", "--tier", "C")[2]


def test_a_drug_shows_what_is_settled_and_what_is_not_used(run):
    out = run("drug", "show", "Lopressor")[1]
    assert "metoprolol: tier" in out
    assert "share CYP2D6 liver" in " ".join(out.split())
    assert "drug.unknown" in run("drug", "show", "furosemide")[2]


def test_nothing_known_is_not_told_as_no_change(run):
    done = run("ratio", "--drug", "metoprolol", "--with", "pioglitazone 30 mg once daily", "--json")
    told = document(done)
    assert told["auc_ratio"] is None
    assert "no evidence of no effect" in told["refused"]["why"]
    assert told["unknowns"]


def test_what_was_measured_stands_beside_what_is_predicted(run):
    done = run("ratio", "--drug", "tizanidine", "--with", "fluvoxamine 100 mg once daily")
    assert "OBSERVED: fluvoxamine 100 mg: 33; predicted" in done[1]
    assert "do not rely on the number" in done[1]


def test_another_reference_genotype(run):
    of = ("ratio", "--drug", "metoprolol", "--genotype", "CYP2D6=PM", "--json")
    beside = [
        document(run(*of, *rest))["auc_ratio"]["value"]
        for rest in ((), ("--reference-genotype", "CYP2D6=IM"))
    ]
    assert beside[1] < beside[0]


def test_an_inducer_is_not_taken_for_an_inhibitor(run):
    told = document(run("ratio", "--drug", "s-warfarin", "--with", "rifampicin 600 mg once daily", "--json"))
    assert told["auc_ratio"]["value"] < 0.9


def test_a_score_may_be_a_whole_number(run):
    of = [
        document(run("ratio", "--drug", "metoprolol", "--genotype", f"CYP2D6={score}", "--json"))["auc_ratio"]
        for score in ("0", "0.0")
    ]
    assert of[0] == of[1]
    assert of[0]["value"] > 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("--drug", "simvastatin", "--with", "ciclosporin 200 mg twice daily"),
            "how much of simvastatin SLCO1B1",
        ),
        (("--drug", "fluoxetine", "--genotype", "CYP2D6=PM"), "the exposure of norfluoxetine"),
        (
            ("--drug", "midazolam", "--with", "phenobarbital 100 mg once daily"),
            "which doses of phenobarbital",
        ),
        (
            ("--drug", "tizanidine", "--with", "ciprofloxacin 0.001 mg once daily"),
            "so little of ciprofloxacin",
        ),
        (("--drug", "warfarin", "--genotype", "CYP2C9=*3/*3"), "ask for s-warfarin"),
    ],
)
def test_a_part_that_is_missing_is_named(run, arguments, words):
    done = run("ratio", *arguments)
    assert done[0] == 3
    assert words in " ".join(done[1].split())


def test_several_genes_are_not_judged_by_one(run):
    told = [
        document(run("ratio", "--drug", "amitriptyline", "--genotype", a, "--genotype", b, "--json"))
        for a, b in (("CYP2D6=PM", "CYP2C19=*2/*2"), ("CYP2C19=*2/*2", "CYP2D6=PM"))
    ]
    assert told[0]["context"] == told[1]["context"] == "genotype: several genes"
    assert told[0]["auc_ratio"]["high"] < 50


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--drug", "metoprolol", "--genotype", "CYP2D6=shares"), "ratio.genotype"),
        (("--drug", "midazolam", "--with", "ketoconazole 90 g once daily"), "ratio.dose"),
        (("--drug", "s-warfarin", "--with", "warfarin 5 mg once daily"), "ratio.twice"),
        (("--drug", "metoprolol"), "ratio.nothing"),
        (("--drug", "midazolam", "--with", "ketoconazole 200 mg daily topical"), "order.words"),
        (
            ("--drug", "metoprolol", "--genotype", "CYP2D6=PM", "--reference-genotype", "CYP2D6="),
            "--reference-genotype",
        ),
    ],
)
def test_more_that_cannot_be_used(run, arguments, code):
    assert code in run("ratio", *arguments)[2]


def test_the_board_knows_no_drug_that_nobody_knows(run):
    assert "drug.unknown" in run("board", "--drug", "nosuchdrug")[2]
    assert "no measured ratio" in run("board", "--drug", "aspirin")[1]


def test_a_drug_that_inhibits_its_own_enzyme_depends_less_on_its_gene(run):
    """Poor metabolisers had 1.7 and 1.8 times the level of extensive ones on repeated doses (board rows)."""
    told = document(run("ratio", "--drug", "paroxetine", "--genotype", "CYP2D6=PM", "--json"))
    assert 1.1 < told["auc_ratio"]["value"] < 2.6
    assert "acts on its own enzymes" in told["assumed"]["paroxetine"][0]


def test_the_route_of_co_medication_counts(run):
    """What passes the gut wall acts there on the way in; what comes by vein does not."""
    mouth, vein = (
        document(
            run(
                "ratio",
                "--drug",
                "midazolam",
                "--with",
                f"erythromycin 500 mg every 8 hours{route}",
                "--json",
            )
        )
        for route in ("", " IV")
    )
    assert mouth["auc_ratio"]["value"] > 1.02 * vein["auc_ratio"]["value"]


def test_a_gene_of_a_reaction_leaves_the_exposure_as_it_is_and_tells_the_risk(run):
    done = run("ratio", "--drug", "abacavir", "--genotype", "HLA-B=*57:01 positive", "--json")
    told = document(done)
    assert done[0] == 0
    assert told["auc_ratio"]["value"] == 1
    unmoved = told["exposure_unchanged"][0]
    assert unmoved["kind"] == "hypersensitivity"
    assert any("avoid abacavir" in sentence for sentence in unmoved["guidelines"])
    assert "unchanged" in run("ratio", "--drug", "abacavir", "--genotype", "HLA-B=*57:01 positive")[1]


def test_a_gene_of_response_beside_one_of_exposure(run):
    told = document(run("ratio", "--drug", "s-warfarin", "--genotype", "CYP2C9=*3/*3", "--genotype",
                        "VKORC1=rs9923231 variant (T)/rs9923231 variant (T)", "--json"))  # fmt: skip
    assert told["auc_ratio"]["value"] > 1.5
    assert [u["gene"] for u in told["exposure_unchanged"]] == ["VKORC1"]


def test_a_state_that_nobody_knows_is_refused(run):
    done = run("ratio", "--drug", "abacavir", "--genotype", "HLA-B=blue")
    assert done[0] == 2
    assert "call." in done[2]


def test_an_active_metabolite_is_told_with_its_drug(run):
    """Hardly any morphine is formed where CYP2D6 does nothing, though codeine itself hardly changes."""
    code, out, _ = run("ratio", "--drug", "codeine", "--genotype", "CYP2D6=PM", "--json")
    told = json.loads(out)
    (morphine,) = told["metabolites"]
    assert (code, morphine["name"]) == (0, "morphine")
    assert morphine["level_ratio"]["high"] < 0.3
    assert 0.8 < told["auc_ratio"]["value"] < 1.3
    assert morphine["sources"]
