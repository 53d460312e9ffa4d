"""Gates that hold the tables of library models and forecasts against what the models say now."""

import math

import pytest

from foredose.knowledge.references import references
from foredose.models import find_model
from foredose.qualification.forecasts import LAST_LEVEL, LEVELS, POPULATION
from foredose.qualification.model_lines import committed_model_lines, model_text, read_model_lines
from foredose.qualification.model_scoring import declared_lines, predicted_lines
from foredose.qualification.monitoring import committed_monitoring
from foredose.sources.external import external_registry


def test_the_table_of_models_is_what_the_models_say_now():
    """A model or a check that moves a number has to come with a table that was scored again."""
    told, now = ({x.id: x for x in lines} for lines in (committed_model_lines(), predicted_lines()))
    assert set(told) == set(now), "score it again: python -m benchmarks board_models --keep"
    drifted = []
    for key, one in now.items():
        was = told[key]
        assert (was.what, was.source, was.why_not, was.contexts) == (
            one.what,
            one.source,
            one.why_not,
            one.contexts,
        )
        assert math.isclose(was.observed, one.observed, rel_tol=1e-4)
        if not one.why_not and abs(math.log(one.predicted / was.predicted)) > 0.01:
            drifted.append((key, was.predicted, one.predicted))
    assert not drifted


def test_rows_of_models_name_their_sources_and_one_another():
    lines = declared_lines()
    assert len({x.id for x in lines}) == len(lines)
    assert {x.source.split(",")[0] for x in lines} <= set(references())


@pytest.mark.parametrize("line", committed_model_lines(), ids=lambda x: x.id)
def test_no_number_that_counts_built_its_model(line):
    model = find_model(line.model)
    lent = {x.source.key for x in (*model.parameters, *model.genotypes, *model.interactions)} | {
        model.source.key
    }
    assert (line.source.split(",")[0] in lent) == bool(line.why_not)
    assert math.isnan(line.predicted) == bool(line.why_not)


def test_the_table_of_models_reads_back_what_was_written(tmp_path):
    path = tmp_path / "board_models.tsv"
    path.write_text(model_text(committed_model_lines()), encoding="utf-8")
    assert model_text(read_model_lines(path)) == model_text(committed_model_lines())


def test_forecasts_stand_beside_both_rules_on_the_same_levels():
    contexts = committed_monitoring()
    assert {m.name for m in contexts} == {
        f"monitoring: {x}" for x in ("theophylline", "phenobarbital", "quinidine")
    }
    for m in contexts:
        assert [f.by for f in (m.own, *m.rules)] == [LEVELS, POPULATION, LAST_LEVEL]
        assert len({(f.people, f.within_two.of) for f in (m.own, *m.rules)}) == 1
        assert m.own.data == external_registry()[m.own.drug].origin


def test_forecasts_of_newborns_are_what_the_model_says_now(external):
    """The quickest of the three; the others go by the same function."""
    external("phenobarbital")
    from benchmarks.board_monitoring import forecasts_of
    from benchmarks.individual.real import phenobarbital

    kept = next(m for m in committed_monitoring() if m.own.drug == "phenobarbital")
    for was, now in zip((kept.own, *kept.rules), forecasts_of(phenobarbital()), strict=True):
        assert now.gmfe == pytest.approx(was.gmfe, rel=0.01)
        assert now.within_two.of == was.within_two.of
        if was.covered:
            assert abs(now.covered.hits - was.covered.hits) <= 1
