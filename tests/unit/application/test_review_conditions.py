"""What a review says of a person's conditions, and of those that are not known."""

from datetime import date

import pytest

from foredose.activity.conditions import PersonState
from foredose.application.person_given import GivenPerson
from foredose.application.review import review
from foredose.application.review_conditions import conditions_unknown, person_state
from foredose.application.review_regimens import listed_drugs
from foredose.application.stated import Stated, stated_events
from foredose.core import InputError
from foredose.sources import Condition, Measurement
from foredose.sources.medications import parse_medications
from foredose.twin import Event, StatusStated, fold, medication_events
from foredose.twin.events import IdentityOfRecord

TODAY = date(2026, 3, 1)
MEDS = "theophylline 200 mg twice daily, rivaroxaban 20 mg once daily, metoprolol 100 mg twice daily"
CIRRHOSIS = Condition(
    text="cirrhosis", system="http://snomed.info/sct", code="19943007", active=True, onset=None, resource="c"
)


def person(*facts, sex="male", born=1960, stated=None, meds=MEDS):
    identity = IdentityOfRecord(
        person="p", birth_date=date(born, 1, 1), sex=sex, deceased=False, specimens=()
    )
    told = parse_medications(meds)
    events = [Event(date=TODAY, fact=f, source="record") for f in (identity, *facts)]
    events += [
        *stated_events(stated or Stated(), "p", TODAY, identity=False),
        *medication_events(told, TODAY),
    ]
    return GivenPerson(
        twin=fold(events, as_of=TODAY), genome=None, record=None, medications=told, stated=stated or Stated()
    )


def creatinine(value):
    return Measurement(
        name="serum_creatinine", value=value, unit="mg/dL", date=TODAY, code="x", resource="lab"
    )


def unknown(given):
    followed = listed_drugs(given.twin.medications)
    return " | ".join(u.what for u in conditions_unknown(given.twin, person_state(given), followed))


def test_a_record_tells_smoking_and_kidney_function():
    given = person(StatusStated(name="smoking", value=True), creatinine(2.0))
    state = person_state(given)
    assert state.smoking is True
    assert state.egfr == pytest.approx(36, abs=4)
    assert state.sex == "male"
    assert "smokes" not in unknown(given)
    assert "kidney" not in unknown(given)
    found = {d.drug.inn: d for d in review(given).drugs}
    assert "smoking" in {c.name for c in found["theophylline"].causes}
    assert "smoking" not in {c.name for c in found["metoprolol"].causes}
    assert any(c.name.startswith("kidney function") and c.fold > 1.15 for c in found["rivaroxaban"].causes)
    assert found["rivaroxaban"].qualified is not True


def test_what_is_not_known_is_said_for_the_drugs_that_it_moves():
    told = unknown(person())
    assert "whether the person smokes" in told
    assert "theophylline" in told
    assert "kidney function, by which rivaroxaban leave" in told
    assert "pregnant" not in told
    assert "smokes" not in unknown(person(meds="metoprolol 100 mg twice daily"))


@pytest.mark.parametrize(
    ("sex", "born", "asked"), [("female", 1996, True), ("female", 1940, False), ("male", 1996, False)]
)
def test_pregnancy_is_asked_of_women_of_childbearing_age(sex, born, asked):
    assert ("whether the woman is pregnant" in unknown(person(sex=sex, born=born))) is asked
    answered = person(StatusStated(name="pregnant", value=False), sex=sex, born=born)
    assert "pregnant" not in unknown(answered)


def test_a_pregnancy_without_a_trimester_is_said():
    pregnant = StatusStated(name="pregnant", value=True)
    assert "trimester" in unknown(person(pregnant, sex="female", born=1996))
    assert "trimester" not in unknown(person(sex="female", born=1996, stated=Stated(trimester=2)))


def test_liver_disease_without_a_grade_is_said_and_never_graded():
    given = person(CIRRHOSIS)
    assert "how severe the liver disease" in unknown(given)
    assert person_state(given).child_pugh is None
    graded = person(CIRRHOSIS, stated=Stated(child_pugh="B"))
    assert "how severe" not in unknown(graded)
    assert "binding in blood" in unknown(graded)


def test_a_child_is_not_an_adult_of_that_size():
    assert "child's body" in unknown(person(born=2020))


def test_what_nobody_tells_of_pregnancy_is_said():
    given = person(
        StatusStated(name="pregnant", value=True),
        sex="female",
        born=1996,
        meds="rosuvastatin 10 mg once daily",
    )
    assert "what pregnancy does to" in unknown(given)


@pytest.mark.parametrize(
    "stated", [Stated(trimester=4), Stated(pregnant=False, trimester=1), Stated(sex="male", pregnant=True)]
)
def test_what_cannot_be_is_refused(stated):
    with pytest.raises(InputError):
        stated_events(stated, "p", TODAY, identity=True)


def test_advice_on_one_order_is_without_these():
    """The statuses of the twin were there before; nothing else of a stated person changes."""
    events = stated_events(Stated(age=40), "p", TODAY, identity=True)
    assert [type(e.fact).__name__ for e in events] == ["IdentityStated"]
    assert PersonState() == PersonState(trimester=None)
