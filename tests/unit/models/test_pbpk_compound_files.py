"""A compound file that cannot be right is refused, and the refusal names the field."""

import pytest
import yaml

from foredose.core import InputError
from foredose.knowledge.compound_facts import Compound, compound, compound_names, read_compound
from foredose.knowledge.fact_file import read_fact
from foredose.models.pbpk import person, whole_body
from foredose.models.pbpk.anatomy import slug
from foredose.models.pbpk.slots import chosen_process, slots_of

pytestmark = pytest.mark.unit


def number(value, unit):
    return {"value": value, "unit": unit, "origin": "published"}


def plain():
    return {
        "name": "example",
        "title": "an example",
        "version": "1",
        "source": {"key": "OSPMidazolam", "locus": "none"},
        "licence": "none",
        "partition": "rodgers_rowland",
        "permeability": "standard",
        "binding_protein": "albumin",
        "ionisation": [{"kind": "base", "pka": 9.0}],
        "numbers": {
            "molecular_weight": number(300.0, "g/mol"),
            "lipophilicity": number(2.0, "log10"),
            "fraction_unbound": number(0.1, "1"),
        },
        "processes": [
            {
                "name": "one",
                "kind": "michaelis_menten",
                "protein": "CYP3A4",
                "parameters": {"km": number(4.0, "umol/L"), "kcat": number(8.0, "1/min")},
            }
        ],
    }


def read(tmp_path, content):
    path = tmp_path / "example.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return read_compound(path)


def test_a_right_file_is_read(tmp_path):
    assert isinstance(read(tmp_path, plain()), Compound)


def test_a_lipophilicity_below_zero_is_allowed(tmp_path):
    content = plain()
    content["numbers"]["lipophilicity"]["value"] = -1.3
    assert read(tmp_path, content).of("lipophilicity") == -1.3


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda c: c["numbers"]["fraction_unbound"].update(value=1.2), "fraction_unbound"),
        (lambda c: c["numbers"]["fraction_unbound"].update(value=0.0), "fraction_unbound"),
        (lambda c: c["numbers"]["fraction_unbound"].update(value=35.0, unit="%"), "fraction_unbound in '%'"),
        (lambda c: c["numbers"].pop("molecular_weight"), "molecular_weight"),
        (lambda c: c["numbers"]["molecular_weight"].update(value=-300.0), "molecular_weight"),
        (lambda c: c["numbers"].update(logp=number(2.0, "log10")), "logp"),
        (lambda c: c["ionisation"][0].pop("kind"), "kind"),
        (lambda c: c["ionisation"][0].update(kind="salt"), "kind"),
        (lambda c: c["processes"][0].update(protein="CYP9Z9"), "CYP9Z9"),
        (lambda c: c["processes"][0]["parameters"].pop("km"), "km"),
        (lambda c: c["processes"][0]["parameters"]["km"].update(unit="mg/L"), "km in 'mg/L'"),
        (lambda c: c["processes"][0]["parameters"]["kcat"].update(value=-1.0), "kcat"),
        (lambda c: c["processes"].append(c["processes"][0]), "one name"),
        (lambda c: c.update(partition="guess"), "partition"),
        (lambda c: c.update(colour="blue"), "colour"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path, change, named):
    content = plain()
    change(content)
    with pytest.raises(InputError) as refused:
        read(tmp_path, content)
    assert named in refused.value.found


def test_an_unknown_compound_is_answered_with_the_known_ones():
    with pytest.raises(InputError, match="midazolam"):
        compound("midazolm")


@pytest.mark.parametrize("name", compound_names())
def test_every_shipped_compound_has_one_process_a_slot(name):
    drug = compound(name)
    for slot in slots_of(drug, set()):
        chosen_process(drug, slot, None)


def test_two_states_of_one_process_are_refused():
    drug = compound("atomoxetine")
    slot = next(s for s in slots_of(drug, set()) if s.protein == "CYP2D6")
    with pytest.raises(InputError, match="together"):
        chosen_process(drug, slot, {"CYP2D6-AS=0", "CYP2D6-AS=2"})


@pytest.mark.parametrize("name", compound_names())
def test_every_shipped_compound_makes_a_model(name):
    drug = compound(name)
    model = whole_body((drug,), {name}, person()).model
    assert {o.name for o in model.outputs} == {f"plasma_{slug(name)}", f"blood_{slug(name)}"}


def test_a_shipped_file_is_a_fact_file():
    from foredose.knowledge import compound_facts

    folder = compound_facts._FOLDER
    assert all(read_fact(p, Compound).source.key.startswith("OSP") for p in folder.glob("*.yaml"))
