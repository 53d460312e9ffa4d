"""Refusals and stops as values: order of gravity, genes that are stopped, what is left open, and identity."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from foredose.core import Indeterminate
from foredose.genome import GenomeCall
from foredose.knowledge.stop_facts import codesets
from foredose.safety import check_identity, hard_stops, stopped_genes, unknown_stops
from foredose.sources import Allergy, Procedure
from foredose.sources.medications import parse_medications
from foredose.sources.order import parse_order
from foredose.twin.events import Event, GenomeReported, IdentityStated
from foredose.twin.record_events import IdentityOfRecord, medication_events
from foredose.twin.snapshot import Twin, fold

DAY = date(2026, 6, 1)
WHO = IdentityOfRecord(
    person="p", birth_date=date(1960, 1, 1), sex="female", deceased=False, specimens=("S1",)
)
GENOME = GenomeCall(
    sample="S1", assembly="GRCh38", genes={}, sex="female", absent_declared_reference=False, source="x.vcf"
)
CODEINE, CLOPIDOGREL = parse_order("codeine 30 mg every 6 hours"), parse_order("clopidogrel 75 mg daily")


def twin(
    *facts: object, who: IdentityOfRecord | None = WHO, genome: GenomeCall | None = GENOME, meds: str = ""
) -> Twin:
    known = [*facts, *([who] if who else []), *([GenomeReported(call=genome)] if genome else [])]
    events = [Event(date=DAY, fact=fact, source="t") for fact in known]  # type: ignore[arg-type]
    return fold([*events, *medication_events(parse_medications(meds), DAY)], as_of=DAY)


def done(name: str) -> Procedure:
    system, code = min(codesets()[name][1])
    return Procedure(text=name, system=system, code=code, date=DAY, resource="p")


def test_a_linked_living_person_is_not_refused() -> None:
    check = check_identity(twin())
    assert (check.refusals, check.unknowns, check.refused) == ((), (), None)
    assert check.link == "sample S1, named in the record"


@pytest.mark.parametrize(
    ("person", "codes"),
    [
        (twin(who=replace(WHO, deceased=True)), ["identity.deceased"]),
        (twin(who=replace(WHO, deceased=date(2020, 1, 1))), ["identity.deceased"]),
        (twin(genome=replace(GENOME, sample="S9")), ["identity.other_sample"]),
        (twin(genome=replace(GENOME, sex="male")), ["identity.other_sex"]),
        (
            twin(who=replace(WHO, deceased=True), genome=replace(GENOME, sample="S9", sex="male")),
            ["identity.deceased", "identity.other_sample", "identity.other_sex"],
        ),
    ],
)
def test_refusals(person: Twin, codes: list[str]) -> None:
    check = check_identity(person)
    assert [r.code for r in check.refusals] == codes
    assert isinstance(check.refused, Indeterminate)
    assert all(r.why and r.resolve for r in check.refusals)


def test_what_cannot_be_compared_is_unknown_and_not_refused() -> None:
    unlinked = check_identity(twin(who=replace(WHO, specimens=())))
    assert not unlinked.refusals
    assert (len(unlinked.unknowns), unlinked.link) == (1, "declared on the command line")
    untold = Indeterminate(why="no calls on X", resolve="give X")
    check = check_identity(twin(who=replace(WHO, sex=None), genome=replace(GENOME, sex=untold)))
    assert not check.refusals
    assert len(check.unknowns) == 2
    assert check_identity(twin(genome=None)).link == "no genome"


def test_the_gravest_stop_comes_first_with_its_source() -> None:
    allergic = Allergy(ingredient="clopidogrel", text="c", code=None, resource="a")
    found = hard_stops(
        twin(allergic, done("liver_transplant"), meds="omeprazole"), "clopidogrel", CLOPIDOGREL
    )
    assert [s.severity for s in found] == ["refuse", "contraindicated", "restrict"]
    assert all(s.source and s.text for s in found)


def test_a_transplant_stops_the_genes_of_the_organ() -> None:
    genes = stopped_genes(twin(done("liver_transplant")), "clopidogrel", CLOPIDOGREL)
    assert {"CYP2C19", "CYP2D6", "VKORC1", "SLCO1B1"} <= set(genes)
    assert "donor" in genes["CYP2C19"].text
    assert not stopped_genes(twin(done("autologous_stem_cell_transplant")), "clopidogrel", CLOPIDOGREL)


def test_nothing_fires_or_is_open_in_a_plain_person() -> None:
    assert hard_stops(twin(), "codeine", CODEINE) == ()
    assert unknown_stops(twin(), "codeine", CODEINE) == ()


def test_without_a_record_nothing_is_ruled_out_and_it_is_said_once() -> None:
    bare = twin(who=None, meds="paroxetine 20 mg daily")
    assert hard_stops(bare, "codeine", CODEINE) == ()
    left_open = unknown_stops(bare, "codeine", CODEINE)
    assert any("age under 12 years" in u.effect for u in left_open)
    stated = IdentityStated(person="p", birth_date=WHO.birth_date, sex="male", deceased=False, specimens=())
    by_hand = unknown_stops(twin(stated, who=None), "codeine", CODEINE)
    assert any("severe liver disease" in u.effect for u in by_hand)
    assert not any("age under 12 years" in u.effect for u in by_hand)
    assert len({(u.what, u.resolve) for u in left_open}) == len(left_open)


def test_a_woman_of_childbearing_age_is_asked() -> None:
    young = replace(WHO, birth_date=date(1996, 1, 1))
    assert any(
        "pregnancy" in u.what
        for u in unknown_stops(twin(who=young), "warfarin", parse_order("warfarin 5 mg od"))
    )
    man = replace(young, sex="male")
    male = replace(GENOME, sex="male")
    assert unknown_stops(twin(who=man, genome=male), "warfarin", parse_order("warfarin 5 mg od")) == ()


def test_an_unknown_drug_that_is_taken_is_said() -> None:
    strange = replace(parse_medications("warfarin")[0], ingredient=None, text="Unheardofium 5 MG")
    assert any("Unheardofium" in u.what for u in unknown_stops(twin(strange), "codeine", CODEINE))


def test_what_is_left_open_is_named_in_words_and_not_by_code() -> None:
    for drug in ("codeine", "warfarin", "escitalopram", "tacrolimus", "atorvastatin", "clopidogrel"):
        for left in unknown_stops(twin(who=None, genome=None), drug, parse_order(f"{drug} 5 mg daily")):
            assert left.effect.startswith("not ruled out: ")
            named = left.effect.removeprefix("not ruled out: ").split(", ")
            assert len(set(named)) == len(named)
            assert not [name for name in named if "-" in name or drug in name]


def test_another_drug_written_by_hand_is_said_to_be_not_judged() -> None:
    (left,) = unknown_stops(twin(meds="other: Nonsensol 5 mg daily"), "codeine", CODEINE)
    assert "Nonsensol 5 mg daily" in left.what
    assert "not judged" in left.effect


@pytest.mark.parametrize("drug", ["phenelzine", "Nardil", "moclobemide", "selegiline", "safinamide"])
def test_an_inhibitor_of_monoamine_oxidase_stops_escitalopram(drug: str) -> None:
    order = parse_order("escitalopram 10 mg daily")
    assert [s.severity for s in hard_stops(twin(meds=drug), "escitalopram", order)] == ["contraindicated"]


@pytest.mark.parametrize("drug", ["lorazepam", "Valium", "zopiclone", "gabapentin", "oxycodone"])
def test_what_slows_breathing_restricts_codeine(drug: str) -> None:
    assert [s.severity for s in hard_stops(twin(meds=drug), "codeine", CODEINE)] == ["restrict"]
