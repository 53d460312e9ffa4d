"""``foredose board`` with library models, forecasts, groups, and an earlier release."""

import json
from pathlib import Path

import pytest

import foredose.knowledge
from foredose.qualification.board import board_text, committed_board
from foredose.surfaces.cli import main
from foredose.surfaces.contract.board import BoardDocument

KNOWLEDGE = Path(foredose.knowledge.__file__).parent
RELEASES = sorted((Path(__file__).parents[2] / "benchmarks" / "results" / "boards").iterdir())


@pytest.fixture
def run(capsys):
    """Call the command line; return exit code, output and errors."""

    def call(*arguments):
        with pytest.raises(SystemExit) as end:
            main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return end.value.code or 0, out, err

    return call


def document(done):
    assert done[0] == 0, done[2]
    return BoardDocument.model_validate_json(done[1]).model_dump()


def test_the_board_tells_models_and_forecasts(run):
    told = document(run("board", "--json"))
    by_name = {c["name"]: c for c in told["model_contexts"]}
    assert by_name["population model"]["n"] >= 200
    assert all(c["qualified"] or c["verdict"].startswith("not qualified: ") for c in by_name.values())
    assert any(r["why_not"] and r["predicted"] is None for r in told["model_rows"])
    assert all(r["source"] for r in told["model_rows"])
    assert [len(m["rules"]) for m in told["monitoring"]] == [2, 2, 2]
    assert all(m["own"]["coverage_90"] and m["rules"][1]["coverage_90"] is None for m in told["monitoring"])
    shown = run("board")[1]
    assert "population model: tacrolimus" in shown
    assert "last level carried" in shown


@pytest.mark.parametrize(
    ("by", "names"), [("drug", {"metoprolol", "theophylline"}), ("ancestry", {"East Asian"})]
)
def test_rows_are_gathered(run, by, names):
    groups = document(run("board", "--by", by, "--json"))["groups"]
    assert names <= {g["name"] for g in groups}
    board = committed_board()
    ratios = [g for g in groups if g["family"] in ("genotype", "interaction", "interaction within genotype")]
    assert sum(g["n"] for g in ratios) == sum(not x.why_not for x in board.lines)
    assert all(n in run("board", "--by", by)[1] for n in names)


def test_what_a_drug_is_held_against(run):
    shown = run("board", "--drug", "tacrolimus")[1]
    assert "Passey2011" in shown
    assert "not counted" in run("board", "--drug", "escitalopram")[1]


def test_a_release_beside_itself_has_not_moved(run, tmp_path):
    drifts = document(run("board", "--against", KNOWLEDGE, "--json"))["drift"]
    assert [d["table"] for d in drifts] == ["exposure ratios", "library models", "forecasts of levels"]
    assert not any(d["new"] or d["gone"] or d["moved"] or d["changed"] for d in drifts)
    written = tmp_path / "board.tsv"
    written.write_text(board_text(committed_board()), encoding="utf-8")
    (alone,) = document(run("board", "--against", written, "--json"))["drift"]
    assert not (alone["new"] or alone["gone"] or alone["moved"] or alone["changed"])


def test_what_moved_is_told_with_its_contexts(run, tmp_path):
    head, *lines = board_text(committed_board()).splitlines()
    columns = head.split("\t")
    at, drug = columns.index("predicted"), columns.index("drug")
    cells = [x.split("\t") for x in lines]
    told = next(c for c in cells if c[at] and c[drug] == "metoprolol")
    told[at] = str(float(told[at]) * 20)
    gone = [*told]
    gone[0], gone[at] = "notarow0", "3"
    earlier = tmp_path / "earlier.tsv"
    kept = [c for c in cells if c is not cells[-1]]
    earlier.write_text("\n".join("\t".join(c) for c in [columns, *kept, gone]) + "\n", encoding="utf-8")
    (found,) = document(run("board", "--against", earlier, "--json"))["drift"]
    assert [r["id"] for r in found["gone"]] == ["notarow0"]
    assert [r["id"] for r in found["new"]] == [cells[-1][0]]
    (moved,) = found["moved"]
    assert moved["before"]["predicted"] == pytest.approx(20 * moved["now"]["predicted"], rel=1e-3)
    assert moved["now"]["observed"] == moved["before"]["observed"]
    assert found["changed"]
    code, shown, _ = run("board", "--against", earlier)
    assert code == 0
    assert "1 new, 1 gone, 1 of" in shown
    assert "notarow0" in shown


def test_a_release_that_does_not_tell_what_was_observed(run, tmp_path):
    """Known rows are scored with what was observed by today's table; a row that is gone stays unscored."""
    lines = [x.split("\t")[:-2] for x in board_text(committed_board()).splitlines()]
    gone = ["notarow0", *lines[1][1:]]
    earlier = tmp_path / "earlier.tsv"
    earlier.write_text("\n".join("\t".join(c) for c in [*lines, gone]) + "\n", encoding="utf-8")
    (found,) = document(run("board", "--against", earlier, "--json"))["drift"]
    assert [(r["id"], r["observed"]) for r in found["gone"]] == [("notarow0", None)]
    assert not (found["new"] or found["moved"] or found["changed"])


@pytest.mark.parametrize(
    ("text", "why"), [("a\tb\n", "other columns"), ("id\tpredicted\tcontexts\ttypical\nx\tmany\t\t\n", "row")]
)
def test_what_is_no_table_is_refused(run, tmp_path, text, why):
    path = tmp_path / "odd.tsv"
    path.write_text(text, encoding="utf-8")
    code, _, said = run("board", "--against", path)
    assert code == 2
    assert "board.against" in said
    assert why in said
    assert run("board", "--against", tmp_path / "absent.tsv")[0] == 2


@pytest.mark.parametrize("release", RELEASES, ids=lambda p: p.name)
def test_every_release_that_is_kept_can_be_compared(run, release):
    drifts = document(run("board", "--against", release, "--json"))["drift"]
    assert len(drifts) == 3
    assert all("observed" in (release / "board.tsv").read_text().split("\n", 1)[0] for _ in drifts)


def test_the_page_shows_the_new_contexts(run, tmp_path):
    page = tmp_path / "board.html"
    assert run("board", "--html", page)[0] == 0
    text = page.read_text()
    assert "population model: tacrolimus" in text
    assert "monitoring: quinidine" in text
    assert 'class="yes">qualified<' in text
    assert 'class="yes">not' not in text


def test_the_published_schema_holds_the_new_parts(run):
    jsonschema = pytest.importorskip("jsonschema")
    from foredose.surfaces import contract

    printed = json.loads(run("board", "--by", "drug", "--against", KNOWLEDGE, "--json")[1])
    jsonschema.Draft202012Validator(contract.json_schema("board")).validate(printed)
