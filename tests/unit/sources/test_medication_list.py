"""Drugs in words: every part of a combination counts, and none hides behind a strength."""

from __future__ import annotations

import pytest

from foredose.core import InputError
from foredose.knowledge.drug_names import Product, split_product
from foredose.sources.medications import parse_medications


@pytest.mark.parametrize(
    ("text", "ingredients", "others"),
    [
        ("Paracetamol 500 mg/Codeine 30 mg", ("paracetamol", "codeine"), ()),
        ("Ibuprofen 500 mg + codeine 30 mg", ("ibuprofen", "codeine"), ()),
        ("Amlodipine 5 mg and atorvastatin 10 mg", ("amlodipine", "atorvastatin"), ()),
        ("paracetamol with codeine", ("paracetamol", "codeine"), ()),
        ("Amoxicillin & Clavulanate 500/125 mg", ("amoxicillin", "clavulanate"), ()),
        ("amoxicillin-clavulanate 875-125 mg tablet", ("amoxicillin", "clavulanate"), ()),
        (
            "Acetaminophen 300 MG / HYDROcodone Bitartrate 5 MG Oral Tablet",
            ("paracetamol", "hydrocodone"),
            (),
        ),
        ("Foozole 500 mg + codeine 30 mg", ("codeine",), ("foozole",)),
        ("warfarin 5 mg tablets Foozole 30 mg", ("warfarin",), ("foozole",)),
        ("morphine 10 mg/5 mL oral solution", ("morphine",), ()),
        ("Foozole [Coumadin]", ("warfarin",), ("foozole",)),
        ("100 mg", (), ("100 mg",)),
        ("Tylenol #3 tablet", ("paracetamol",), ("what '#3' says of it",)),
        ("Claritin D", ("loratadine",), ("what 'd' says of it",)),
        ("losartan plus", ("losartan",), ("what 'plus' says of it",)),
        ("Zithromax 250 mg 6 d pack", ("azithromycin",), ()),
    ],
)
def test_a_product_is_read_part_by_part(
    text: str, ingredients: tuple[str, ...], others: tuple[str, ...]
) -> None:
    assert split_product(text) == Product(ingredients=ingredients, others=others)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paracetamol 500 mg/Codeine 30 mg", [("paracetamol", 500), ("codeine", 30)]),
        ("amlodipine 5 mg and atorvastatin 10 mg daily", [("amlodipine", 5), ("atorvastatin", 10)]),
        ("paracetamol/codeine 500 mg", [("paracetamol", None), ("codeine", None)]),
        ("paracetamol with codeine", [("paracetamol", None), ("codeine", None)]),
        ("other: foozole 5 mg + codeine 30 mg", [("codeine", None), (None, None)]),
        ("warfarin 5 mg/day", [("warfarin", 5)]),
    ],
)
def test_a_list_of_drugs_holds_every_part(text: str, expected: list[tuple[str | None, float | None]]) -> None:
    assert [(m.ingredient, m.dose_mg) for m in parse_medications(text)] == expected


@pytest.mark.parametrize("text", ["paracetamol 500 mg + kodein 30 mg", "foozole 5 mg + codeine 30 mg"])
def test_an_unknown_part_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_medications(text)


@pytest.mark.parametrize(
    "text",
    [
        "insulin glargine 20 units at bedtime",
        "insulin glargine 20 units in the morning and 10 units at night",
        "salbutamol 2 puffs as needed",
        "latanoprost 1 drop in each eye nightly",
        "paracetamol 2 tablets four times a day with food for three days",
        "heparin 18 units/kg/h",
    ],
)
def test_an_amount_that_is_no_mass_keeps_its_regimen(text: str) -> None:
    (found,) = parse_medications(text)
    assert found.dose_mg is None


@pytest.mark.parametrize(
    "text",
    ["insulin glargine 20 units daily paroxetine 20 mg daily", "salbutamol 2 puffs paroxetine daily"],
)
def test_a_drug_behind_an_amount_that_is_no_mass_is_not_lost(text: str) -> None:
    with pytest.raises(InputError, match=r"medications\.words"):
        parse_medications(text)
