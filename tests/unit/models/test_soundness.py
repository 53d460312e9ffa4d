"""A declaration that cannot stand is refused by name, before anything is solved."""

from dataclasses import replace

import pytest

from foredose.core import ModelError
from foredose.models import find_model, model_names
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
