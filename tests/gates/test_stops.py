"""Every stop: its cases fire, stay silent or say "unknown"; its drugs and covariates are registered."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from foredose.core import Indeterminate
from foredose.genome import GenomeCall
from foredose.knowledge.drug_names import drug_names
from foredose.knowledge.interaction_facts import perpetrations, perpetrator_names
from foredose.knowledge.observation_facts import observation_facts
from foredose.knowledge.stop_facts import Predicate, Stop, StopCase, codesets, stops
from foredose.safety.predicates import QUESTIONS, ask
from foredose.sources import Allergy, Condition, Measurement, Order, Procedure
from foredose.sources.medications import parse_medications
from foredose.sources.order import parse_order
from foredose.twin import Event, Twin, fold, medication_events
from foredose.twin.derived import FORMULAS
from foredose.twin.events import GenomeReported, StatusStated
from foredose.twin.record_events import IdentityOfRecord

TODAY = date(2026, 6, 1)
CASES = [
    (stop, kind, case)
    for stop in stops()
    for kind in ("fires", "silent", "unknown")
    for case in getattr(stop.cases, kind)
]


def _one_code(name: str) -> tuple[str, str]:
    return min(codesets()[name][1])


def twin_of(case: StopCase) -> Twin:
    events: list[Event] = [*medication_events(parse_medications(", ".join(case.takes)), TODAY)]

    def learn(fact: object) -> None:
        events.append(Event(date=TODAY, fact=fact, source="case"))  # type: ignore[arg-type]

    if case.record:
        born = None if case.age is None else TODAY - timedelta(days=round(case.age * 365.25) + 1)
        learn(IdentityOfRecord(person="case", birth_date=born, sex=case.sex, deceased=False, specimens=()))
    for name in case.conditions:
        system, code = _one_code(name)
        learn(Condition(text=name, system=system, code=code, active=True, onset=None, resource="c"))
    for name in case.procedures:
        system, code = _one_code(name)
        learn(Procedure(text=name, system=system, code=code, date=TODAY, resource="p"))
    for name in case.allergies:
        learn(Allergy(ingredient=name if name in drug_names() else None, text=name, code=None, resource="a"))
    for name, value in (("pregnant", case.pregnant), ("breastfeeding", case.breastfeeding)):
        if value is not None:
            learn(StatusStated(name=name, value=value))
    for name, number in case.covariates.items():
        unit = observation_facts().covariates[name].unit
        learn(Measurement(name=name, value=number, unit=unit, date=TODAY, code="x", resource="o"))
    if case.genome:
        untold = Indeterminate(why="not looked at", resolve="look")
        call = GenomeCall(
            sample="s", assembly="GRCh38", genes={}, sex=untold, absent_declared_reference=False, source="g"
        )
        learn(GenomeReported(call=call))
    return fold(events, as_of=TODAY)


def order_of(stop: Stop, case: StopCase) -> Order:
    drug = "warfarin" if stop.drugs == "any" else stop.drugs[0]
    return parse_order(case.order or f"{drug} 5 mg daily")


@pytest.mark.parametrize(("stop", "kind", "case"), CASES, ids=lambda value: getattr(value, "code", None))
def test_case(stop: Stop, kind: str, case: StopCase) -> None:
    answer = ask(stop.when, twin_of(case), order_of(stop, case))
    assert {"fires": answer is True, "silent": answer is False, "unknown": isinstance(answer, Indeterminate)}[
        kind
    ]


@pytest.mark.parametrize("stop", stops(), ids=lambda stop: stop.code)
def test_names_are_registered(stop: Stop) -> None:
    drugs = () if stop.drugs == "any" else stop.drugs
    covariates = {*observation_facts().covariates, *(f.name for f in FORMULAS)}
    for predicate in stop.when.walk():
        assert set(predicate.taking or ()) <= set(drug_names())
        limit = predicate.covariate_above or predicate.covariate_below or predicate.known_covariate_below
        assert limit is None or limit.name in covariates
    assert {*drugs, *stop.not_drugs} <= set(drug_names())
    assert stop.code.startswith(tuple(f"{drug}-" for drug in drugs) or "")


def test_a_stop_that_asks_for_a_missing_fact_has_an_unknown_case() -> None:
    asks = {
        "age_below",
        "has_condition",
        "had_condition",
        "had_procedure",
        "status",
        "covariate_above",
        "covariate_below",
    }
    for stop in stops():
        fields = {field for p in stop.when.walk() for field in p.model_fields_set}
        assert stop.cases.unknown or not fields & asks, f"{stop.code} has no case where the fact is missing"


def test_every_predicate_has_its_question() -> None:
    assert set(Predicate.model_fields) == set(QUESTIONS)


def test_the_age_limit_is_the_birthday() -> None:
    stop = next(s for s in stops() if s.code == "codeine-under-12-years")
    order = parse_order("codeine 30 mg every 6 hours")
    twelve = twin_of(StopCase(age=12))
    born = date(TODAY.year - 12, TODAY.month, TODAY.day)
    identity = IdentityOfRecord(person="p", birth_date=born, sex=None, deceased=False, specimens=())
    on_birthday = fold([Event(date=TODAY, fact=identity, source="x")], as_of=TODAY)
    day_before = fold(
        [Event(date=TODAY, fact=replace(identity, birth_date=born + timedelta(days=1)), source="x")],
        as_of=TODAY,
    )
    assert ask(stop.when, twelve, order) is False
    assert ask(stop.when, on_birthday, order) is False
    assert ask(stop.when, day_before, order) is True


# Words by which a stop speaks of a class of drugs rather than of the drugs that it names.
CLASS = re.compile(
    r"drugs that (?:inhibit|depress)|\b(?:inhibitors|inducers|other opioids|benzodiazepines)\b", re.I
)
MAO = {
    "phenelzine",
    "tranylcypromine",
    "isocarboxazid",
    "moclobemide",
    "selegiline",
    "rasagiline",
    "safinamide",
}


def _taking(stop: Stop) -> set[str]:
    return {drug for p in stop.when.walk() for drug in p.taking or ()}


@pytest.mark.parametrize("stop", [s for s in stops() if _taking(s)], ids=lambda stop: stop.code)
def test_a_stop_that_speaks_of_a_class_lists_its_members(stop: Stop) -> None:
    if CLASS.search(stop.text):
        assert stop.members, f"{stop.code} speaks of a class and does not say where its members are from"
        assert len(_taking(stop)) > 2
        if "monoamine oxidase" in stop.text:
            assert _taking(stop) >= MAO
        if "CYP3A" in stop.text:
            kind = "inducer" if "inducers" in stop.text.lower() else "inhibitor"
            assert _taking(stop) >= _strong_cyp3a(kind)


def _strong_cyp3a(kind: str) -> set[str]:
    return {
        drug
        for drug in perpetrator_names()
        for effect in perpetrations([drug])
        if (effect.enzyme, effect.kind, effect.strength) == ("CYP3A4", kind, "strong")
    }


def test_the_classes_of_the_interaction_facts_are_not_empty() -> None:
    assert {"ketoconazole", "ritonavir"} <= _strong_cyp3a("inhibitor")
    assert {"rifampicin", "carbamazepine"} <= _strong_cyp3a("inducer")


@pytest.mark.parametrize("stop", stops(), ids=lambda stop: stop.code)
def test_a_label_is_words(stop: Stop) -> None:
    assert stop.label[0].islower() or stop.label[:2].isupper()
    assert "-" not in stop.label
