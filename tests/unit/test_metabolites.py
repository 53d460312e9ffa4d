"""A circle of metabolites is found, said, and leaves the answer incomplete."""

from dataclasses import replace

from foredose.application.ratio_unknowns import unknown_of_drug
from foredose.knowledge import metabolites
from foredose.knowledge.disposition_facts import disposition, disposition_names
from foredose.knowledge.metabolites import metabolite_circle


def with_metabolite(drug, name):
    return replace(
        drug,
        facts=tuple(f for f in drug.facts if f.quantity != "metabolite"),
        unknown={f"metabolite {name}": "x"},
    )


def test_a_chain_is_no_circle_and_a_circle_is_named():
    first, second, third = (disposition(n) for n in ("amitriptyline", "nortriptyline", "metoprolol"))
    tables = {"nortriptyline": with_metabolite(second, "Metoprolol"), "metoprolol": third}
    start = with_metabolite(first, "nortriptyline")
    assert metabolite_circle(start, tables.get) == ()
    tables |= {"metoprolol": with_metabolite(third, "amitriptyline"), "amitriptyline": start}
    assert metabolite_circle(start, tables.get) == (
        "amitriptyline",
        "nortriptyline",
        "metoprolol",
        "amitriptyline",
    )


def test_a_circle_leaves_the_answer_open(monkeypatch):
    drug = with_metabolite(disposition("amitriptyline"), "nortriptyline")
    back = with_metabolite(disposition("nortriptyline"), "amitriptyline")
    monkeypatch.setattr(metabolites.metabolite_circle, "__defaults__", ({"nortriptyline": back}.get,))
    told = unknown_of_drug(drug, (), set())
    assert any("circle" in u.what for u in told)


def test_no_table_leads_in_a_circle():
    assert not [name for name in disposition_names() if metabolite_circle(disposition(name))]
