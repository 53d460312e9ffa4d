"""What is done with a person who was learned: forecasts, several models, the next dose, the next level."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from foredose.core import Indeterminate, InputError, ModelError
from foredose.models import dose_events, find_model
from foredose.models.declaration import Residual, Route
from foredose.models.effects import between_covariance
from foredose.twin.individual import (
    DoseLimits,
    Individualised,
    Level,
    Regimen,
    Target,
    average,
    best_times,
    foretell,
    foretell_average,
    foretell_before,
    individualise,
    next_dose,
)
from foredose.twin.individual.next_dose import possible_doses
from foredose.twin.individual.prediction import compiled_of, predict
from foredose.twin.individual.target import draws_of_target
from individual_models import HERE, LAGGED, OCCASIONS, SATURABLE, history, model

LIMITS = DoseLimits(strengths_mg=(50.0, 100.0), single_mg=300.0, daily_mg=400.0)
SEEN = {25.0: 6.0, 30.0: 6.5, 47.0: 3.0}


def learned(of=None, **options: object) -> Individualised:
    of = of or model()
    found = individualise(of, history(of, SEEN), **options)
    assert isinstance(found, Individualised)
    return found


def test_levels_narrow_what_is_to_come():
    person = learned()
    told, before = (
        foretell(person, [(90.0, "level")]),
        foretell_before(model(), person.history, [(90.0, "level")]),
    )
    assert np.ptp(told.interval(error=False)[:, 0]) < 0.5 * np.ptp(before.interval(error=False)[:, 0])
    assert np.ptp(told.interval()[:, 0]) > np.ptp(told.interval(error=False)[:, 0])


def test_an_occasion_that_no_level_saw_is_drawn_anew():
    found = individualise(OCCASIONS, history(OCCASIONS, SEEN), draws=2000)
    assert isinstance(found, Individualised)
    longer = history(OCCASIONS, occasions=(72.0,))
    same, new = (foretell(found, [(95.0, "level")], history=h) for h in (history(OCCASIONS), longer))
    assert new.levels.var() > same.levels.var()


def test_area_at_steady_state_is_dose_over_clearance():
    person = learned(LAGGED, method="posterior")
    area = draws_of_target(person, Regimen(dose_mg=200, interval_h=12), Target(output="level", kind="auc24"))
    clearance = 4 * np.exp(person.draws[:, 0])
    odds = 0.7 / 0.3 * np.exp(person.draws[:, 4])
    np.testing.assert_allclose(area, odds / (1 + odds) * 400 / clearance, rtol=1e-6)


def test_no_dose_exceeds_a_limit():
    offered = possible_doses(LIMITS, (8.0, 12.0, 24.0))
    assert offered
    assert all(dose <= 300 and dose * 24 / interval <= 400 + 1e-9 for dose, interval in offered)


def test_no_24_hours_hold_more_than_the_limit_of_a_day():
    limits = DoseLimits(strengths_mg=(100.0,), single_mg=1000.0, daily_mg=400.0, most_units=10)
    offered = possible_doses(limits, (8.0, 18.0, 24.0, 48.0, 72.0))
    most = {i: max(dose for dose, interval in offered if interval == i) for _, i in offered}
    assert most == {8.0: 100.0, 18.0: 200.0, 24.0: 400.0, 48.0: 400.0, 72.0: 400.0}


def test_the_dose_that_most_probably_hits_is_first():
    person = learned()
    target = Target(output="level", kind="auc24", low=60, high=100)
    ranked = next_dose(person, target, LIMITS, (12.0, 24.0))
    assert not isinstance(ranked, Indeterminate)
    assert ranked[0].within == max(r.within for r in ranked)
    assert all(r.below + r.within + r.above == pytest.approx(1) for r in ranked)
    careful = next_dose(person, target, replace(LIMITS, above=0.0), (24.0,))
    assert isinstance(careful, Indeterminate) or all(r.above == 0 for r in careful)


@pytest.mark.parametrize("kind", ["trough", "peak", "time_above"])
def test_every_kind_of_target_rises_with_the_dose(kind):
    person = learned(draws=300)
    target = Target(output="level", kind=kind, threshold=2.0)
    low, high = (draws_of_target(person, Regimen(dose_mg=d, interval_h=24), target) for d in (100, 300))
    assert (high >= low).all()
    assert high.mean() > low.mean()


@pytest.mark.parametrize("duration_h", [0.0, 0.37, 25.1])
def test_the_peak_is_where_the_dose_ends(duration_h):
    """One compartment by vein at steady state: (dose/V) over 1 - exp(-k tau), or the level an infusion builds up."""
    of = model(routes=(Route(name="intravenous", compartment="central"),))
    person = learned(of, draws=50, method="map", check=False)
    typical = {p.name: p.value for p in of.parameters}
    regimen = Regimen(dose_mg=300, interval_h=12, duration_h=duration_h)
    volume = typical["V"] * np.exp(person.draws[:, 1])
    k = typical["CL"] * np.exp(person.draws[:, 0]) / volume
    whole, rest = divmod(duration_h, 12)
    expected = 300 / volume / (1 - np.exp(-12 * k))
    if duration_h:
        built = (1 - np.exp(-k * rest)) / (1 - np.exp(-12 * k))
        expected = 300 / duration_h / (k * volume) * (whole + built)
    found = draws_of_target(person, regimen, Target(output="level", kind="peak"))
    assert found == pytest.approx(expected, rel=1e-6)


def test_no_dose_within_the_limits_cannot_be_concluded():
    limits = DoseLimits(strengths_mg=(500.0,), single_mg=100.0, daily_mg=100.0)
    assert isinstance(
        next_dose(learned(), Target(output="level", kind="trough"), limits, (24.0,)), Indeterminate
    )


def test_a_person_whom_the_model_does_not_fit_gets_no_dose():
    of = model()
    strange = individualise(of, history(of, {30.0: 300.0, 31.0: 0.1}))
    assert isinstance(strange, Individualised)
    answer = next_dose(strange, Target(output="level", kind="trough"), LIMITS, (24.0,))
    assert isinstance(answer, Indeterminate)
    assert "do not fit" in answer.why


@pytest.mark.parametrize(("kind", "output"), [("auc24", "other"), ("trough", "")])
def test_a_target_of_an_output_that_is_not_there_is_refused(kind, output):
    with pytest.raises(InputError) as error:
        draws_of_target(learned(), Regimen(dose_mg=1, interval_h=24), Target(output=output, kind=kind))
    assert error.value.code == "target.output"


def test_more_levels_leave_less_doubt_and_times_lie_in_their_windows():
    person = learned()
    found = best_times(
        person,
        Target(output="level", kind="auc24"),
        Regimen(dose_mg=300, interval_h=24),
        [(73, 80), (90, 96)],
        count=3,
    )
    assert not isinstance(found, Indeterminate)
    assert all(73 <= t <= 80 or 90 <= t <= 96 for t in found.times)
    assert all(a >= b for a, b in zip(found.left, found.left[1:], strict=False))
    assert found.left[1] == pytest.approx(found.each.min())


def test_the_expected_gain_is_the_gain():
    """The variance left after a level at the chosen time is what learning from such levels leaves on average."""
    of = model()
    person = learned(draws=3000)
    target, regimen = Target(output="level", kind="auc24"), Regimen(dose_mg=300, interval_h=24)
    found = best_times(person, target, regimen, [(94.0, 94.0)])
    assert not isinstance(found, Indeterminate)
    told = foretell(person, [(94.0, "level")])
    left = []
    for value in told.measured[:25, 0]:
        more = (*person.history.levels, Level(time=94.0, output="level", value=float(value), unit="mg/L"))
        after = individualise(of, replace(person.history, levels=more), method="posterior", check=False)
        assert isinstance(after, Individualised)
        left.append(np.log(draws_of_target(after, regimen, target)).var())
    assert np.sqrt(np.mean(left)) == pytest.approx(found.left[1], rel=0.15)


@pytest.mark.parametrize(
    "error", [{"proportional": 0.3}, {"log_sd": 0.3, "additive": 0.1}, {"additive": 0.5}]
)
def test_no_level_is_drawn_where_nothing_can_be_measured(error):
    of = model(residuals=(Residual(output="level", source=HERE, **error),))
    person = learned(of, draws=300)
    target, regimen = Target(output="level", kind="auc24"), Regimen(dose_mg=300, interval_h=24)
    alone, whole = (
        best_times(person, target, regimen, [window], step_h=4.0, count=9)
        for window in ((4.0, 12.0), (-8.0, 12.0))
    )
    assert not isinstance(alone, Indeterminate)
    assert not isinstance(whole, Indeterminate)
    assert whole.times == alone.times
    assert whole.left == pytest.approx(alone.left)
    assert whole.each[:3] == pytest.approx(whole.left[0])
    nothing = best_times(person, target, regimen, [(-8.0, 0.0)], step_h=4.0)
    assert isinstance(nothing, Indeterminate)
    assert "say anything" in nothing.why


def test_windows_without_a_time_are_refused():
    with pytest.raises(InputError) as error:
        best_times(
            learned(), Target(output="level", kind="trough"), Regimen(dose_mg=1, interval_h=24), [(5.0, 4.0)]
        )
    assert error.value.code == "windows.empty"


def test_the_model_that_foretold_the_levels_weighs_more():
    good = learned(method="posterior")
    wrong = replace(
        model(), name="wrong", parameters=tuple(replace(p, value=p.value * 8) for p in model().parameters)
    )
    bad = individualise(wrong, history(wrong, SEEN), method="posterior")
    assert isinstance(bad, Individualised)
    both = average([good, bad])
    assert both.probability[0] > 0.9
    assert sum(both.probability) == pytest.approx(1)
    told = foretell_average(both, [(90.0, ("level", "level"))])
    assert told.interval()[1, 0] == pytest.approx(foretell(good, [(90.0, "level")]).interval()[1, 0], rel=0.1)


def test_two_equal_models_share_belief_and_a_prior_decides():
    one = learned(method="posterior")
    assert average([one, one]).probability == pytest.approx((0.5, 0.5))
    with pytest.raises(InputError) as error:
        average([one, replace(one, history=history(model()))])
    assert error.value.code == "average.levels"


def test_a_genotype_by_name_is_the_prior_of_the_person():
    of = find_model("Woillard2011_tacrolimus")
    values = {"hematocrit": 35.0}
    slow, fast = (
        individualise(of, history(of, values=values | {"CYP3A5": state}), method="map")
        for state in ("Poor Metabolizer", "Normal Metabolizer")
    )
    assert isinstance(slow, Individualised)
    assert isinstance(fast, Individualised)
    assert fast.parameters["CL"].value == pytest.approx(2 * slow.parameters["CL"].value)
    assert slow.parameters["CL"].unit == "L/h"


@pytest.mark.parametrize(
    "pairs", [(("CL", "F", 0.5),), (("CL", "V", 0.9), ("V", "ka", 0.9), ("CL", "ka", -0.9))]
)
def test_correlations_that_nobody_could_show_are_refused(pairs):
    with pytest.raises(ModelError) as error:
        between_covariance(model(correlations=pairs))
    assert error.value.code == "model.correlation"


@pytest.mark.parametrize("method", ["map", "posterior"])
def test_a_model_in_which_nobody_varies_leaves_the_typical_person(method):
    of = model(parameters=tuple(replace(p, iiv=0.0) for p in model().parameters))
    found = individualise(of, history(of, SEEN), method=method)
    assert isinstance(found, Individualised)
    assert found.eta.shape == (0,)
    assert found.parameters["CL"].value == found.parameters["CL"].low == 4.0


def test_parent_and_metabolite_are_learned_from_together():
    of = find_model("Ashraf2024_codeine")
    values = {c.name: c.typical for c in of.covariates} | {g.name: g.reference for g in of.genotypes}
    said = {"codeine": 40.0, "morphine": 1.5, "m3g": 120.0}
    units = {o.name: o.unit for o in of.outputs}
    levels = tuple(Level(time=26.0, output=n, value=v, unit=units[n]) for n, v in said.items())
    one = replace(history(of), levels=levels, values=values)
    both, parent = (individualise(of, replace(one, levels=x), method="map") for x in (levels, levels[:1]))
    turned = individualise(of, replace(one, levels=levels[::-1]), method="map")
    assert isinstance(both, Individualised)
    assert isinstance(parent, Individualised)
    assert isinstance(turned, Individualised)
    assert turned.eta == pytest.approx(both.eta, abs=1e-6)
    assert np.linalg.det(both.covariance) < np.linalg.det(parent.covariance)


def test_a_model_that_is_not_linear_finds_the_effect_behind_its_levels():
    truth = np.array([[0.3, -0.2, 0.1]])
    times = (25.0, 30.0, 40.0, 47.0, 75.0, 80.0, 95.0)
    levels = predict(compiled_of(SATURABLE), [history(SATURABLE, dict.fromkeys(times, 1.0))]).levels(truth)
    found = individualise(SATURABLE, history(SATURABLE, dict(zip(times, levels.tolist(), strict=True))))
    assert isinstance(found, Individualised)
    held = np.quantile(found.draws, [0.05, 0.95], axis=0)
    assert (held[0] < truth[0]).all()
    assert (truth[0] < held[1]).all()


def test_a_dose_without_a_steady_state_is_too_much_and_never_offered():
    of = find_model("Yukawa1990_phenytoin")
    (unit,) = [o.unit for o in of.outputs if o.name == "phenytoin"]
    seen = tuple(
        Level(time=t, output="phenytoin", value=v, unit=unit) for t, v in ((71.9, 8.0), (119.9, 9.0))
    )
    one = replace(history(of, values={c.name: c.typical for c in of.covariates}), levels=seen)
    events = tuple(dose_events(of, 300.0, interval_h=24, additional=5))
    person = individualise(of, replace(one, events=events), method="map", draws=120)
    assert isinstance(person, Individualised)
    target = Target(output="phenytoin", kind="trough", low=10, high=20)
    many = DoseLimits(strengths_mg=(200.0, 500.0), single_mg=1000, daily_mg=1000, most_units=2, above=0.1)
    ranked = next_dose(person, target, many, (24.0,))
    assert not isinstance(ranked, Indeterminate)
    assert max(r.regimen.dose_mg for r in ranked) < 500
    assert all(r.above <= 0.1 and r.endless <= r.above and np.isfinite(r.value.value) for r in ranked)
    for limits, high in ((replace(many, above=1.0), 20.0), (many, np.inf)):
        answer = next_dose(person, replace(target, high=high), limits, (24.0,))
        assert not isinstance(answer, Indeterminate)
        assert max(r.regimen.dose_mg for r in answer) < 600
    large = replace(many, strengths_mg=(500.0,), above=1.0)
    assert isinstance(next_dose(person, replace(target, kind="time_above"), large, (24.0,)), Indeterminate)
    for kind in ("trough", "time_above"):
        values = draws_of_target(
            person, Regimen(dose_mg=1000, interval_h=24), Target(output="phenytoin", kind=kind, threshold=10)
        )
        assert np.isnan(values).all()
    told = best_times(person, target, Regimen(dose_mg=1000, interval_h=24), [(121.0, 130.0)])
    assert isinstance(told, Indeterminate)
    assert "without end" in told.why


@pytest.mark.parametrize("method", ["map", "posterior"])
def test_a_dose_on_which_the_typical_person_has_no_steady_state_still_teaches(method):
    of = find_model("Yukawa1990_phenytoin")
    values = {"weight": 60.0, "age": 30.0, "other_antiepileptics": 0.0}
    seen = (Level(time=24.0, output="phenytoin", value=15.0, unit="mg/L"),)
    one = replace(
        history(of, values=values), events=dose_events(of, 380.0, interval_h=24.0, steady=1), levels=seen
    )
    person = individualise(of, one, method=method, draws=400, check=False)
    assert isinstance(person, Individualised)
    assert person.loss == pytest.approx(3.8143, abs=1e-3)  # the least of a fine grid is 3.8196
    assert person.eta == pytest.approx([0.252, -0.246], abs=2e-3)


def test_belief_does_not_depend_on_the_unit_of_an_output():
    of = model()
    output = replace(of.outputs[0], unit="ng/mL", expression=f"1000*({of.outputs[0].expression})")
    residual = replace(of.residuals[0], additive=1000 * of.residuals[0].additive)
    other = replace(of, name="nanograms", outputs=(output,), residuals=(residual,))
    people = [learned(x, method="map") for x in (of, other)]
    both = average(people)
    assert not isinstance(both, Indeterminate)
    assert both.probability == pytest.approx((0.5, 0.5), abs=1e-3)
    told, plain = foretell_average(both, [(90.0, ("level", "level"))]), foretell(people[0], [(90.0, "level")])
    assert told.interval()[1, 0] == pytest.approx(plain.interval()[1, 0], rel=0.1)
    none = average(people, believed={of.name: 1.0, "nanograms": 0.0})
    assert not isinstance(none, Indeterminate)
    assert none.probability == (1.0, 0.0)
    for odd in ({"nobody": 1.0}, {of.name: -1.0}, {of.name: np.nan}, {of.name: 0.0}):
        with pytest.raises(InputError) as error:
            average(people, believed=odd)
        assert error.value.code == "average.believed"
    lost = [replace(p, log_evidence=v) for p, v in zip(people, (-np.inf, np.nan), strict=True)]
    assert isinstance(average(lost), Indeterminate)
    one = average([people[0], lost[1]])
    assert not isinstance(one, Indeterminate)
    assert one.probability == (1.0, 0.0)
    assert "nanograms" in one.notes[0]


def test_draws_that_fail_are_told():
    one = foretell(learned(), [(90.0, "level")])
    assert one.failed == 0
    levels = one.levels.copy()
    levels[:10] = np.nan
    some = replace(one, levels=levels)
    assert some.failed == pytest.approx(0.01)
    assert "1 %" in some.notes[0]
    assert np.isfinite(some.interval(error=False)).all()
    person = learned()
    draws = person.draws.copy()
    draws[: len(draws) // 2] = np.nan
    assert isinstance(foretell(replace(person, draws=draws), [(90.0, "level")]), Indeterminate)


def test_a_forecast_before_the_first_record_is_refused():
    for time in (-1.0, np.nan):
        with pytest.raises(InputError) as error:
            foretell(learned(), [(time, "level")])
        assert error.value.code == "foretell.time"
