"""Laws of the order reader: it gives back what was written, and no text makes it crash."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from foredose.core import InputError
from foredose.knowledge.drug_names import drug_names
from foredose.sources import Order, Phase
from foredose.sources.medications import parse_medications
from foredose.sources.order import format_order, parse_order

DOSES = st.integers(1, 99_000_000).map(lambda n: n / 1000)
INTERVALS = st.sampled_from([1.0, 4.0, 6.0, 8.0, 12.0, 24.0, 36.0, 48.0, 168.0])
ROUTES = st.sampled_from(["oral", "intravenous", "subcutaneous", "intramuscular"])
FOR = st.none() | st.sampled_from(["PCI", "pain", "atrial fibrillation", "kidney transplant (2nd)"])


@st.composite
def phases(draw: st.DrawFn, last: bool) -> Phase:
    per_kg = draw(st.booleans())
    dose = draw(DOSES)
    doses = draw(st.none() | st.integers(1, 60)) if last else draw(st.integers(1, 60))
    return Phase(
        dose_mg=None if per_kg else dose,
        dose_mg_per_kg=dose if per_kg else None,
        interval_h=draw(INTERVALS),
        doses=doses,
    )


REGIMENS = st.tuples(st.lists(phases(last=False), max_size=2), phases(last=True)).map(lambda p: (*p[0], p[1]))


@given(drug=st.sampled_from(sorted(drug_names())), regimen=REGIMENS, route=ROUTES, indication=FOR)
def test_round_trip(drug: str, regimen: tuple[Phase, ...], route: str, indication: str | None) -> None:
    order = Order(drug=drug, regimen=regimen, route=route, indication=indication, text="")
    again = parse_order(format_order(order))
    assert (again.drug, again.regimen, again.route, again.indication) == (drug, regimen, route, indication)


WORDS = st.sampled_from(
    [
        "clopidogrel",
        "warfarin",
        "75",
        "mg",
        "kg",
        "/kg",
        "/day",
        "-1",
        "1e9",
        "0",
        ".",
        ",",
        ";",
        "for",
        "then",
        "once",
        "every",
        "hours",
        "q",
        "6",
        "h",
        "daily",
        "in",
        "two",
        "doses",
        "NaN",
        "µg",
        "prn",
        "weekly",
    ]
)


@given(st.text(max_size=80) | st.lists(WORDS, max_size=12).map(" ".join))
def test_no_text_crashes(text: str) -> None:
    for parse in (parse_order, parse_medications):
        try:
            parse(text)
        except InputError as error:
            assert all(error.as_dict().values())
