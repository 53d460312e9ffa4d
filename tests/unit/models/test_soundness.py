"""A declaration that cannot stand is refused by name, before anything is solved."""

from dataclasses import replace

import pytest

from foredose.core import InputError, ModelError
from foredose.models import dose_events, find_model, model_names
from foredose.models.declaration import Compartment, Flow, Route
from foredose.models.soundness import check_declaration

GOOD = find_model("Woillard2011_tacrolimus")


@pytest.mark.parametrize("name", model_names())
def test_every_model_of_the_library_stands(name):
    check_declaration(find_model(name))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"flows": (*GOOD.flows, Flow(source="central", destination=None, rate="0.5"))}, "model.leak"),
        ({"flows": (*GOOD.flows, Flow(source=None, destination="central", rate="2*Q/V2"))}, "model.leak"),
        (
            {"flows": (*GOOD.flows, Flow(source="central", destination=None, rate="-Q/V2*central"))},
            "model.backwards",
        ),
        (
            {"flows": (*GOOD.flows, Flow(source="central", destination="bile", rate="Q/V2*central"))},
            "model.end",
        ),
        (
            {"flows": (*GOOD.flows, Flow(source="central", destination=None, rate="kidney*central"))},
            "model.name",
        ),
        ({"routes": (Route(name="oral", compartment="mouth"),)}, "model.end"),
        ({"routes": (Route(name="oral", compartment="transit1", fraction="F_oral"),)}, "model.name"),
        (
            {"routes": (*GOOD.routes, Route(name="rectal", compartment=GOOD.routes[0].compartment, lag="1"))},
            "model.route",
        ),
        (
            {"compartments": (*GOOD.compartments, Compartment(name="x", holds="x", initial="nobody"))},
            "model.name",
        ),
        ({"correlations": (("CL35", "V1", 0.9), ("V1", "Q", 0.9), ("CL35", "Q", -0.9))}, "model.correlation"),
    ],
)
def test_what_cannot_stand_is_refused(change, code):
    with pytest.raises(ModelError) as told:
        check_declaration(replace(GOOD, **change))
    assert told.value.code == code


def test_a_steady_state_of_several_parts_needs_amounts_that_add():
    """Half of each dose goes to each of two depots; with saturable elimination their steady states do not add."""
    split = (
        Route(name="oral", compartment="transit1", fraction="0.5"),
        Route(name="oral", compartment="transit2", fraction="0.5"),
    )
    linear = replace(GOOD, routes=split)
    assert [e.steady for e in dose_events(linear, 1.0, interval_h=12, steady=1)] == [1, 2]
    way_out = Flow(source="central", destination=None, rate="CL35*central/(1 + central)")
    saturable = replace(linear, flows=(*(f for f in GOOD.flows if f.destination is not None), way_out))
    assert len(dose_events(saturable, 1.0, interval_h=12, additional=3)) == 2
    with pytest.raises(InputError) as told:
        dose_events(saturable, 1.0, interval_h=12, steady=1)
    assert told.value.code == "dose.steady"
