"""``foredose model card`` and ``foredose board --card`` as people call them."""

import json

import jsonschema
import pytest

from foredose.qualification.credibility import context_names
from foredose.surfaces.cli import main
from foredose.surfaces.contract import json_schema
from foredose.surfaces.contract.model_card import ModelCardDocument

MODEL = "Liu2022_escitalopram"


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
    """The printed document, valid by its published schema and read back whole."""
    code, out, _ = done
    assert code == 0
    printed = json.loads(out)
    jsonschema.Draft202012Validator(json_schema("foredose/model-card/1")).validate(printed)
    assert ModelCardDocument.model_validate_json(out).text() == out.rstrip("\n")
    return printed


def test_a_card_of_a_model(run):
    told = document(run("model", "card", MODEL, "--json"))
    assert told["schema"] == "foredose/model-card/1"
    assert told["record"]["kind"] == "model"
    assert told["record"]["adequate"] is None
    assert told["model"]["drug"] == "escitalopram"
    assert any(c["kind"] == "observed" for c in told["model"]["checks"])
    assert told["model"]["counts"]["parameters"] > 3


@pytest.mark.parametrize("name", context_names())
def test_a_card_of_every_context(run, name):
    told = document(run("board", "--card", name, "--json"))
    assert told["record"]["subject"] == name
    assert told["model"] is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("model", "card", MODEL),
            ("Model influence", "Who was studied", "Checks against published", "NONMEM"),
        ),
        (
            ("board", "--card", "interaction: CYP3A4"),
            ("Model influence", "at most 1.5", "What it would take"),
        ),
    ],
)
def test_a_card_as_text_and_as_a_page(run, tmp_path, arguments, words):
    page = tmp_path / "card.html"
    code, out, _ = run(*arguments, "--html", str(page))
    assert code == 0
    text = page.read_text(encoding="utf-8")
    assert not [w for w in words if w not in out or w not in text]
    assert "<script" not in text and "http-equiv" in text


@pytest.mark.parametrize(
    ("arguments", "code", "near"),
    [
        (("model", "card", "Liu2022_escitalopam"), "model.unknown", MODEL),
        (("board", "--card", "genotype: CYP2D7"), "context.unknown", "genotype: CYP2D6"),
        (("board", "--card", "genotype", "--drug", "metoprolol"), "board.options", "--drug"),
    ],
)
def test_a_name_that_is_not_known_is_refused_with_the_nearest(run, arguments, code, near):
    done = run(*arguments)
    assert done[0] == 2
    assert code in done[2] and near in done[2]
    assert all(word in done[2] for word in ("found", "expected", "where", "remedy"))
