"""Orders and co-medication in words: what they mean, and what is refused in four lines."""

from __future__ import annotations

import pytest

from foredose.core import InputError
from foredose.sources.medications import parse_medications
from foredose.sources.order import format_order, parse_order

# text -> drug, [(mg, mg/kg, interval in h, doses)], indication
READ = [
    ("clopidogrel 75 mg daily for PCI", "clopidogrel", [(75, None, 24, None)], "PCI"),
    ("codeine 30 mg every 6 hours for pain", "codeine", [(30, None, 6, None)], "pain"),
    ("tacrolimus 0.1 mg/kg/day in two doses", "tacrolimus", [(None, 0.05, 12, None)], None),
    ("tacrolimus 5 mg twice daily", "tacrolimus", [(5, None, 12, None)], None),
    (
        "clopidogrel 600 mg once then 75 mg daily for PCI",
        "clopidogrel",
        [(600, None, 24, 1), (75, None, 24, None)],
        "PCI",
    ),
    ("warfarin 5 mg od", "warfarin", [(5, None, 24, None)], None),
    ("atorvastatin 40 mg at night for a high LDL", "atorvastatin", [(40, None, 24, None)], "a high LDL"),
    ("digoxin 125 µg q.d.", "digoxin", [(0.125, None, 24, None)], None),
    ("digoxin 125 mcg once a day", "digoxin", [(0.125, None, 24, None)], None),
    ("levofloxacin 0.5 g bid", "levofloxacin", [(500, None, 12, None)], None),
    ("Ibuprofen 400 mg t.i.d. as needed", "ibuprofen", [(400, None, 8, None)], None),
    ("erythromycin 250 mg qid po", "erythromycin", [(250, None, 6, None)], None),
    ("erythromycin 500 mg q8h for 5 days", "erythromycin", [(500, None, 8, 15)], None),
    ("Plavix 75mg daily", "clopidogrel", [(75, None, 24, None)], None),
    ("codeine phosphate 30 mg four times a day", "codeine", [(30, None, 6, None)], None),
    ("warfarin sodium 5 mg every other day", "warfarin", [(5, None, 48, None)], None),
    ("methotrexate 10 mg weekly", "methotrexate", [(10, None, 168, None)], None),
    ("tacrolimus 0.05 mg/kg twice daily", "tacrolimus", [(None, 0.05, 12, None)], None),
    ("clopidogrel 75 mg/day", "clopidogrel", [(75, None, 24, None)], None),
    ("escitalopram 10 mg once daily in the morning", "escitalopram", [(10, None, 24, None)], None),
    (
        "clopidogrel 300 mg stat followed by 75 mg every day",
        "clopidogrel",
        [(300, None, 24, 1), (75, None, 24, None)],
        None,
    ),
]


@pytest.mark.parametrize(("text", "drug", "phases", "indication"), READ, ids=[row[0] for row in READ])
def test_read(text: str, drug: str, phases: list[tuple[float, ...]], indication: str | None) -> None:
    order = parse_order(text)
    found = [(p.dose_mg, p.dose_mg_per_kg, p.interval_h, p.doses) for p in order.regimen]
    assert (order.drug, order.indication, order.route) == (drug, indication, "oral")
    assert found == [pytest.approx(p) for p in phases]
    again = parse_order(format_order(order))
    assert (again.drug, again.regimen, again.route, again.indication) == (
        order.drug,
        order.regimen,
        order.route,
        order.indication,
    )


REFUSED = [
    ("klopidogrel 75 mg daily", "drug.unknown", "clopidogrel"),
    ("75 mg daily", "drug.unknown", ""),
    ("clopidogrel 75 kg", "order.unit", "mass"),
    ("clopidogrel 75", "order.unit", ""),
    ("clopidogrel 5-10 mg daily", "order.dose_range", ""),
    ("warfarin 2 tablets daily", "order.unit", ""),
    ("clopidogrel", "order.no_dose", ""),
    ("clopidogrel daily", "order.no_dose", ""),
    ("clopidogrel NaN mg daily", "order.no_dose", ""),
    ("clopidogrel 75 mg", "order.no_regimen", "daily"),
    ("clopidogrel -75 mg daily", "order.dose", ""),
    ("clopidogrel 0 mg daily", "order.dose", ""),
    (f"clopidogrel {'9' * 200} mg daily", "order.dose", ""),
    ("clopidogrel 1,5 mg daily", "order.number", "1.5"),
    ("clopidogrel 75 mg 150 mg daily", "order.two_doses", "then"),
    ("clopidogrel 75 mg daily twice daily", "order.two_regimens", "then"),
    ("clopidogrel 75 mg/day every other day", "order.two_regimens", ""),
    ("clopidogrel 75 mg daily then 50 mg daily", "order.no_end", "once"),
    ("clopidogrel 600 mg once for PCI then 75 mg daily", "order.indication", "last"),
    ("clopidogrel 75 mg daily with breakfast", "order.words", ""),
    ("warfarin 5 mg every 0 hours", "order.regimen", ""),
    ("co-trimoxazole 960 mg daily", "order.combination", "sulfamethoxazole"),
    ("codeine/acetaminophen 30/300 mg every 6 hours", "order.combination", '"codeine 30 mg every 6 hours"'),
    ("codeine with paracetamol 30 mg every 6 hours for pain", "order.combination", "name paracetamol"),
    ("codeine 30/300 mg every 6 hours", "order.combination", "name the others"),
    ("codeine 30 mg every 4 to 6 hours as needed", "order.range", '"every 4 hours" is the most frequent'),
    ("codeine 5-10 mg every 6 hours", "order.dose_range", "the higher one"),
    ("codeine 15 mg to 30 mg every 6 hours", "order.dose_range", "the higher one"),
    ("codeine 30 mg q4-6h", "order.range", '"every 4 hours"'),
    ("codeine 30 mg three to four times a day", "order.range", '"4 times a day"'),
    ("warfarin 5 mg daily\x00", "order.characters", ""),
    ("w" * 301, "order.too_long", ""),
    ("   ", "order.empty", ""),
]


@pytest.mark.parametrize(("text", "code", "remedy"), REFUSED, ids=[row[0][:40] for row in REFUSED])
def test_refused(text: str, code: str, remedy: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_order(text)
    assert caught.value.code == code
    assert remedy in caught.value.remedy
    assert all(caught.value.as_dict().values())
    assert len(caught.value.found) < 120


def test_routes() -> None:
    assert parse_order("tacrolimus 2 mg daily iv").route == "intravenous"
    assert format_order(parse_order("tacrolimus 2 mg daily iv")).endswith("intravenous")


def test_medications() -> None:
    found = parse_medications("paroxetine 20 mg daily, omeprazole; Coumadin 5 mg daily")
    assert [(m.ingredient, m.dose_mg, m.active) for m in found] == [
        ("paroxetine", 20.0, True),
        ("omeprazole", None, True),
        ("warfarin", 5.0, True),
    ]
    assert [m.ingredient for m in parse_medications("co-trimoxazole 960 mg twice daily")] == [
        "sulfamethoxazole",
        "trimethoprim",
    ]
    assert parse_medications("paroxetine daily")[0].ingredient == "paroxetine"
    assert parse_medications("tacrolimus 0.1 mg/kg daily")[0].dose_mg is None
    assert parse_medications("") == ()


@pytest.mark.parametrize(
    "text", ["nonsensol 5 mg daily", "paroxetine 20 kg daily", "x" * 3001, "paroxetine -1 mg"]
)
def test_medications_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_medications(text)


def test_a_name_nobody_knows_is_refused_with_the_way_to_keep_it() -> None:
    with pytest.raises(InputError) as refused:
        parse_medications("nonsensol 5 mg daily")
    assert refused.value.code == "drug.unknown"
    assert "other: nonsensol" in refused.value.remedy
    with pytest.raises(InputError) as misspelt:
        parse_medications("ibuprofenn")
    assert "ibuprofen" in misspelt.value.remedy


def test_another_drug_is_kept_as_not_judged() -> None:
    kept, known = parse_medications("other: Nonsensol 5 mg daily, Other:warfarin 5 mg daily")
    assert (kept.ingredient, kept.text, kept.active, kept.dose_mg) == (
        None,
        "Nonsensol 5 mg daily",
        True,
        None,
    )
    assert (known.ingredient, known.dose_mg) == ("warfarin", 5.0)
    with pytest.raises(InputError):
        parse_medications("other:")


def test_a_common_list_of_medications_is_understood() -> None:
    text = (
        "metformin 1 g twice daily, lisinopril 10 mg daily, ramipril 5 mg daily, amlodipine 5 mg daily, bisoprolol, "
        "levothyroxine 100 mcg daily, furosemide 40 mg daily, prednisolone 5 mg daily, prednisone, paracetamol 1 g, "
        "acetaminophen, ibuprofen, apixaban 5 mg twice daily, Xarelto, dabigatran etexilate, edoxaban, lorazepam, "
        "insulin glargine 20 units daily, salbutamol 2 puffs, Nardil, meperidine"
    )
    found = parse_medications(text)
    assert all(m.ingredient for m in found)
    assert {"rivaroxaban", "dabigatran", "phenelzine", "pethidine"} <= {m.ingredient for m in found}


@pytest.mark.parametrize(
    ("text", "interval_h", "doses", "route", "indication"),
    [
        ("codeine 30 mg twice daily in the morning and at night", 12, None, "oral", None),
        ("codeine 30 mg daily at bedtime", 24, None, "oral", None),
        ("codeine 30 mg daily for three days", 24, 3, "oral", None),
        ("codeine 30 mg daily for Two Weeks for pain", 24, 14, "oral", "pain"),
        ("codeine 30 mg daily for 5d", 24, 5, "oral", None),
        ("codeine 30 mg daily for pain intravenously", 24, None, "intravenous", "pain"),
        ("codeine 30 mg daily for pain, IV", 24, None, "intravenous", "pain"),
        ("codeine 30 mg daily for stage IV cancer", 24, None, "oral", "stage IV cancer"),
        ("codeine 30 mg daily for heart failure NYHA IV", 24, None, "oral", "heart failure NYHA IV"),
    ],
)
def test_times_lengths_and_routes_in_words(
    text: str, interval_h: float, doses: int | None, route: str, indication: str | None
) -> None:
    order = parse_order(text)
    (phase,) = order.regimen
    assert (phase.interval_h, phase.doses, order.route, order.indication) == (
        interval_h,
        doses,
        route,
        indication,
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("codeine 30 mg every morning, at bedtime", "order.two_regimens"),
        ("codeine 30 mg three times a day in the morning and at night", "order.two_regimens"),
        ("codeine 30 mg daily for 2 months", "order.length"),
        ("codeine 30 mg daily for a few days", "order.length"),
        ("codeine 30 mg daily for pain for 5 days", "order.length"),
        ("codeine 30 mg daily for pain rectally", "order.route"),
        ("codeine 30 mg daily for IV", "order.route"),
        ("codeine 30 mg IV daily for pain orally", "order.two_routes"),
    ],
)
def test_what_could_hide_in_an_indication_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_order(text)
    assert caught.value.code == code
