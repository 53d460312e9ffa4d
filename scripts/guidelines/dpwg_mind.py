"""How DPWG's texts on drugs of the mind, heart rhythm and pain are read."""

from __future__ import annotations

from guidelines.dpwg_words import (
    ANXIETY,
    DEPRESSION,
    HEART,
    SSRI,
    USUAL,
    WARN,
)
from guidelines.reading import fact, reading, share

MIND = (
    reading(
        r"Be extra alert to reduced efficacy of the treatment\. .*Clonidine is not metabolised by CYP2D6",
        fact(
            "monitor",
            "alternative",
            alternatives=["clonidine"],
            note="Whether it works; another drug as a precaution.",
        ),
    ),
    reading(
        r"In the event of side effects .*response later than 9 weeks: reduce .*",
        fact("monitor", "reduce_dose", also_when="on side effects or a response later than 9 weeks"),
    ),
    reading(
        r"Start with the normal initial dose, .* not be required\. .*reduce the dose .*",
        fact(
            "no_change",
            "monitor",
            "reduce_dose",
            also_when="on side effects",
            note="The dose will hardly have to be raised.",
        ),
    ),
    reading(
        r"Indication obsessive compulsive disorder or anxiety disorders: avoid {D}\. .*fluoxetine, fluvoxamine and "
        r"paroxetine\. .*Indication DEPRESSION: no action required",
        fact(
            "avoid",
            "alternative",
            "monitor",
            alternatives=["fluoxetine", "fluvoxamine", "paroxetine"],
            **ANXIETY,
        ),
        fact("no_change", **DEPRESSION),
    ),
    reading(
        r"Indication depression: use (?P<p>50)% of the standard dose and monitor .*Indication anxiety "
        r"disorders or obsessive "
        r"compulsive disorder: if side effects occur: use 50% .*avoid {D}\. .*citalopram and sertraline",
        fact("reduce_dose", "monitor", m=share(USUAL, "p"), **DEPRESSION),
        fact(
            "reduce_dose",
            "monitor",
            "alternative",
            m=share(USUAL, "p"),
            condition="on side effects",
            alternatives=SSRI,
            note="Another drug if a lower dose does not help.",
            **ANXIETY,
        ),
    ),
    reading(
        r"It is not possible .*advice for dose adjustment .*Avoid {D}\. .*citalopram or sertraline",
        fact("avoid", "alternative", alternatives=SSRI),
    ),
    reading(
        r"It is not possible .*advice for dose reduction .*Avoid {D}\. .*duloxetine.*Reduce "
        r"the dose Monitor .*",
        fact(
            "avoid",
            "alternative",
            "reduce_dose",
            "monitor",
            alternatives=["duloxetine", "mirtazapine", *SSRI],
            also_when="on side effects",
            note="No number is given.",
        ),
    ),
    reading(
        r"Be alert to a possible decrease in the sum .*increase the dose to (?P<p>150)% of the standard dose\. .*",
        fact(
            "monitor",
            "increase_dose",
            "alternative",
            m=share(USUAL, "p"),
            alternatives=["duloxetine", "mirtazapine", *SSRI],
            also_when="if necessary",
            note="Another drug if a higher dose or drug monitoring does not help.",
        ),
    ),
    reading(
        r"Indication depression: Choose an alternative\. Aripiprazole .*Olanzapine .*OTHER INDICATIONS: "
        r"Use (?P<p>30)% of .*",
        fact("alternative", alternatives=["aripiprazole", "olanzapine"], **DEPRESSION),
        fact(
            "reduce_dose",
            m=share(USUAL, "p"),
            indication="use other than depression",
            indications=["use other than depression"],
        ),
    ),
)

HEART_RHYTHM = (
    reading(
        r"There are no data .*Monitor the plasma concentration .*record an ECG or select an alternative\. .*",
        fact("monitor", "alternative", alternatives=HEART, note="By concentration and ECG, as a precaution."),
    ),
    reading(
        r"Indications other than diagnosis of Brugada syndrome: Reduce the dose to (?P<p>75)% "
        r".*Provocation test .*No action "
        r"required\. .*",
        fact(
            "reduce_dose",
            "monitor",
            m=share(USUAL, "p"),
            indication="use other than the Brugada test",
            indications=["use other than the Brugada test"],
            note="By ECG and concentration.",
        ),
        fact("no_change", indication="provocation test for Brugada syndrome", indications=["Brugada test"]),
    ),
    reading(
        r"It is not possible .*recommendations for dose adjustment .*Either .*perform an ECG "
        r".*Or choose an alternative\. .*",
        fact("monitor", "alternative", alternatives=HEART, note="By concentration and ECG."),
    ),
)

PAIN = (
    reading(
        r"As the total analgesic effect changes .*Select an alternative\. Do not choose codeine, .*use "
        r"(?P<p>40)% of the .*",
        fact("alternative", "reduce_dose", m=share(USUAL, "p"), not_instead=["codeine"], note=WARN),
    ),
    reading(
        r"It is not possible to provide .*because the total analgesic effect .*a\. Try a "
        r"dose increase\. b\. .*choose an alternative\. Do not select codeine, .*",
        fact(
            "monitor",
            "increase_dose",
            "alternative",
            not_instead=["codeine"],
            also_when="if it does not work",
            note="First a higher dose (no number is given), then another drug.",
        ),
    ),
)
