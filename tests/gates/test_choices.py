"""Gates that walk what may be given: strengths, indications, groups and limits of drugs."""

import math

from foredose.knowledge.choice_facts import all_choices
from foredose.knowledge.disposition_facts import disposition, disposition_names
from foredose.knowledge.references import references
from foredose.knowledge.usual_regimens import usual_regimens


def test_every_line_names_its_source_and_is_what_it_says():
    for drug, choices in all_choices().items():
        assert drug == drug.lower()
        for fact in choices.facts:
            assert fact.source.key in references(), (drug, fact)
            assert fact.text, drug
            if fact.quantity == "strength":
                assert 0 < fact.value < 5000, (drug, fact)
            elif fact.quantity in ("window_low", "window_high", "toxic_above"):
                assert 0 < fact.value < 1000, (drug, fact)
            else:
                assert math.isnan(fact.value)
            if fact.quantity == "atc":
                assert len(fact.text) == 7, (drug, fact)


def test_every_window_is_one():
    for drug, choices in all_choices().items():
        window = choices.window()
        if window is not None:
            assert window[0] < window[1] <= window[2], drug


def test_every_usual_regimen_can_be_taken():
    for name in disposition_names():
        for regimen in usual_regimens(disposition(name)):
            assert 0 < regimen.dose_mg < 20000, name
            assert 2 <= regimen.interval_h <= 24 * 31, name
