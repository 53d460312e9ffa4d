"""What must hold of every predicted ratio."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foredose.activity.substrate import GeneState
from foredose.core import Indeterminate
from foredose.exposure.ratio import Exposure, exposure_ratio
from foredose.exposure.taken import Taken
from foredose.knowledge.disposition_facts import disposition

TABLES = {n: disposition(n) for n in ("paroxetine", "ketoconazole", "rifampicin", "fluoxetine", "quinidine")}
PAROXETINE = Taken(inn="paroxetine", dose_mg=20)
NOTHING = Exposure()


def score(value):
    return (GeneState(gene="CYP2D6", kind="score", name=f"{value:g}"),)


def ratio(drug, test, reference=NOTHING, n=40, seed=5, **more):
    found = exposure_ratio(disposition(drug), TABLES, test, reference, n=n, seed=seed, **more)
    assert not isinstance(found, Indeterminate), found
    return found.draws


def test_nothing_changed_is_exactly_one():
    assert ratio("metoprolol", Exposure()) == pytest.approx(np.ones(40))


@settings(max_examples=15, deadline=None)
@given(low=st.sampled_from([0, 0.25, 0.5, 1, 1.5]), step=st.sampled_from([0.5, 1, 1.5]))
def test_less_activity_is_more_exposure(low, step):
    draws = ratio("metoprolol", Exposure(genes=score(low)), Exposure(genes=score(low + step)), n=1, seed=None)
    assert draws[0] > 1


def test_an_inhibitor_acts_only_on_the_activity_that_is_there():
    """With two null alleles paroxetine can only act through other pathways; with activity it does a lot."""
    null, active = (
        ratio(
            "metoprolol", Exposure(genes=score(s), others=(PAROXETINE,), at_h=240.0), Exposure(genes=score(s))
        )
        for s in (0, 2)
    )
    assert np.median(null) < 1.15
    assert np.median(active) > 3


def test_another_drug_does_not_change_the_draws_of_the_first():
    alone = ratio("metoprolol", Exposure(genes=score(0)))
    beside = ratio(
        "metoprolol", Exposure(genes=score(0), others=(Taken(inn="rifampicin", dose_mg=1e-9),), at_h=240.0)
    )
    assert beside == pytest.approx(alone, rel=1e-4)


def test_the_order_of_the_list_does_not_matter():
    two = (PAROXETINE, Taken(inn="ketoconazole", dose_mg=200))
    forward = ratio("aripiprazole", Exposure(others=two, at_h=240.0))
    backward = ratio("aripiprazole", Exposure(others=two[::-1], at_h=240.0))
    assert forward == pytest.approx(backward, rel=1e-9)


def test_two_inhibitors_of_different_enzymes_do_more_than_either():
    one, other = PAROXETINE, Taken(inn="ketoconazole", dose_mg=200)
    medians = [
        np.median(ratio("aripiprazole", Exposure(others=taken, at_h=240.0)))
        for taken in ((one,), (other,), (one, other))
    ]
    assert medians[2] > max(medians[:2])


def test_an_inducer_lowers_and_the_gut_wall_adds_to_it():
    rifampicin = (Taken(inn="rifampicin", dose_mg=600),)
    oral = np.median(ratio("midazolam", Exposure(others=rifampicin, at_h=240.0)))
    into_blood = np.median(ratio("midazolam", Exposure(others=rifampicin, at_h=240.0), route="intravenous"))
    assert oral < into_blood < 1


def test_what_is_not_known_is_said():
    known = exposure_ratio(
        disposition("metoprolol"), {}, Exposure(genes=(GeneState(gene="NAT2", kind="phenotype", name="slow"),)),
        Exposure(), n=1, seed=None,
    )  # fmt: skip
    assert isinstance(known, Indeterminate)
    assert "NAT2" in known.why
    other = exposure_ratio(
        disposition("metoprolol"),
        {},
        Exposure(others=(Taken(inn="paroxetine", dose_mg=20),)),
        Exposure(),
        n=1,
        seed=None,
    )
    assert isinstance(other, Indeterminate)
    assert "not known to be harmless" in other.why


def test_the_same_seed_gives_the_same_draws():
    assert (
        ratio("metoprolol", Exposure(genes=score(1))) == ratio("metoprolol", Exposure(genes=score(1)))
    ).all()


def test_repeated_doses_of_a_linear_drug_say_what_one_dose_says():
    """Superposition: nothing acts on metoprolol here, so an interval at steady state is the whole of one dose."""
    own = Taken(inn="metoprolol", dose_mg=100)
    once, again = (
        ratio("metoprolol", Exposure(genes=score(0), own=of), Exposure(genes=score(2), own=of))
        for of in (None, own)
    )
    assert again == pytest.approx(once, rel=0.01)


def test_a_drug_that_inhibits_itself_gains_less_from_lost_activity():
    own = Taken(inn="paroxetine", dose_mg=20)
    once, again = (
        ratio("paroxetine", Exposure(genes=score(0), own=of), Exposure(genes=score(2), own=of))
        for of in (None, own)
    )
    assert np.median(again) < np.median(once)
