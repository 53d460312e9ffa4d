"""Verdicts of library models and of forecasts, groups, and what counts as drift."""

import math
from dataclasses import replace

import numpy as np
import pytest

from foredose.qualification.board import qualification_of
from foredose.qualification.contexts import MODEL_CRITERIA, MONITORING_CRITERION
from foredose.qualification.drift import Figures, Row, Table, drift
from foredose.qualification.forecasts import LAST_LEVEL, LEVELS, POPULATION, forecast
from foredose.qualification.groups import NOT_TOLD, ancestry_told
from foredose.qualification.model_contexts import model_contexts
from foredose.qualification.model_lines import ModelLine
from foredose.qualification.monitoring import monitoring_of
from foredose.qualification.score import errors


def line(predicted, what="area", source="Study1, abstract", model="A2000_drug", **others):
    told = {
        "id": f"{model}{what}{source}", "model": model, "drug": "drug", "what": what, "unit": "mg/L", "ratio": False,
        "observed": 1.0, "predicted": predicted, "contexts": ("population model", "population model: drug"),
        "source": source, "why_not": "",
    }  # fmt: skip
    return ModelLine(**told | others)


def of_drug(*lines):
    return next(c for c in model_contexts(lines) if c.name == "population model: drug")


def test_errors_are_folds_either_way():
    e = errors(np.array([2.0, 0.5]), np.array([1.0, 1.0]))
    assert e.gmfe == pytest.approx(2)
    assert e.bias == pytest.approx(1)
    assert e.within_two.hits == 2


def test_a_drug_qualifies_on_enough_numbers_of_enough_studies():
    rows = [line(1.1), line(0.9, "peak"), line(1.2, "half-life", "Study2, Table 1")]
    assert of_drug(*rows).verdict == "qualified"
    one_study = [replace(x, source="Study1, Table 1") for x in rows]
    assert of_drug(*one_study).verdict == "not qualified: 3 observed numbers of 1 study to validate on"


def test_two_models_held_against_one_number_count_it_once():
    same = [
        line(1.0, model=m, source=f"Study{i}, abstract") for m in ("A2000_drug", "B2001_drug") for i in (1, 2)
    ]
    found = of_drug(*same)
    assert (found.errors.number, found.numbers, found.studies, found.models) == (4, 2, 2, 2)
    assert found.verdict.startswith("not qualified: 2 observed numbers")


def test_a_number_whose_source_lends_a_parameter_does_not_count():
    rows = [line(1.0), line(math.nan, "peak", why_not="Study1 lends the model a parameter")]
    found = of_drug(*rows)
    assert found.not_counted == 1
    assert found.errors.number == 1


def test_a_model_that_is_off_says_by_how_much():
    rows = [line(2.5), line(1.4, "peak"), line(1.2, "half-life", "Study2, Table 1")]
    assert of_drug(*rows).verdict == "not qualified: GMFE 1.613, within 2-fold 67%"


def test_guest_limits_speak_of_ratios_alone():
    assert of_drug(line(1.0)).within_guest is None
    assert of_drug(line(1.0), line(1.1, "with over without", ratio=True)).within_guest.of == 1


def forecasts(spread, *, people=12, n=40, width=2.0):
    """Forecasts whose error from earlier levels is ``spread`` of that of both rules."""
    error = np.exp(np.tile([0.2, -0.2], n // 2))
    truth = np.full(n, 10.0)

    def told(by, share):
        middle = truth * error**share
        bare = by == LAST_LEVEL
        return forecast(
            drug="drug", data="somewhere", model="A2000_drug", by=by, people=people, predicted=middle, observed=truth,
            low=np.full(n, np.nan) if bare else middle / width, high=middle * width, resampled=(0.8, 1.0),
        )  # fmt: skip

    return [told(LEVELS, spread), told(POPULATION, 1), told(LAST_LEVEL, 1)]


def held(found, hits):
    """Let the intervals from earlier levels hold so many."""
    own = replace(found[0], covered=replace(found[0].covered, hits=hits))
    return monitoring_of([own, *found[1:]])[0].verdict


def test_forecasts_qualify_between_the_bounds_of_coverage_and_below_both_rules():
    assert held(forecasts(0.5), 36) == "qualified"
    assert held(forecasts(0.5), 40) == "not qualified: intervals hold 100%"
    assert held(forecasts(0.5), 32) == "not qualified: intervals hold 80%"
    assert held(forecasts(1.0), 36).count("GMFE") == 2
    assert held(forecasts(0.5, people=9), 36) == "not qualified: 40 levels in 9 people to validate on"


def test_a_rule_without_an_interval_tells_no_coverage():
    rule = forecasts(1.0)[2]
    assert rule.covered is None
    assert math.isnan(rule.fold_width)


def test_criteria_are_those_that_were_written_down_first():
    assert {n: c.gmfe for n, c in MODEL_CRITERIA.items()} == {
        "population model": 1.3,
        "population effect": 1.25,
    }
    assert all(c.within_two == 0.85 and c.numbers == 3 and c.studies == 2 for c in MODEL_CRITERIA.values())
    assert MONITORING_CRITERION.coverage == (0.85, 0.95)
    assert (MONITORING_CRITERION.levels, MONITORING_CRITERION.people) == (30, 10)


@pytest.mark.parametrize("context", ["population model: nosuchdrug", "population effect: x", "monitoring: x"])
def test_what_nothing_was_scored_in_is_not_qualified(context):
    assert qualification_of(context).startswith("not qualified")


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("healthy Korean, 42 subjects in PK part", "East Asian"),
        ("Caucasian psychiatric patients", "European"),
        ("256 South Indian patients", "Central or South Asian"),
        ("191 Pakistani and Korean patients", "several"),
        ("Asian cancer patients, n=71 total", "Asian, not told which"),
        ("healthy men, Japan", NOT_TOLD),
        ("2087 patients, Norway", NOT_TOLD),
        ("", NOT_TOLD),
    ],
)
def test_a_people_tells_ancestry_and_a_place_does_not(text, group):
    assert ancestry_told(text) == group


def row(name, predicted, observed=2.0):
    return name, Row(id=name, what="drug", predicted=predicted, observed=observed)


def figures(verdict):
    return {"genotype": Figures(name="genotype", shown="GMFE 1.20", verdict=verdict)}


def test_drift_tells_new_gone_moved_and_other_verdicts():
    before = Table(
        name="t", contexts=figures("qualified"),
        rows=dict([row("a", 1.0), row("b", 1.0), row("gone", 1.0), row("lost", 1.0), row("seen", 1.0, 3.0)]),
    )  # fmt: skip
    now = Table(
        name="t", contexts=figures("not qualified: GMFE 1.40"),
        rows=dict([row("a", 1.009), row("b", 1.02), row("new", 1.0), row("lost", math.nan), row("seen", 1.0)]),
    )  # fmt: skip
    found = drift(before, now)
    assert [r.id for r in found.new] == ["new"]
    assert [r.id for r in found.gone] == ["gone"]
    assert [m.now.id for m in found.moved] == ["b", "lost", "seen"]
    assert found.compared == 4
    assert [c.other_verdict for c in found.changed] == [True]


def test_what_a_release_does_not_tell_of_observations_is_not_drift():
    before = Table(name="t", rows=dict([row("a", 1.0, math.nan)]), contexts={})
    assert not drift(before, Table(name="t", rows=dict([row("a", 1.0)]), contexts={})).moved
