"""How DPWG's texts that come down to a factor or a limit are read."""

from __future__ import annotations

from guidelines.dpwg_words import (
    CARDIOTOXIC,
    IF_FAILS,
    KEEP,
    NOT_PYLORI,
    OLDER,
    PYLORI,
    SSRI,
    STANDARD,
    START,
    USUAL,
    WARN,
    YOUNGER,
)
from guidelines.reading import dose, fact, factor, reading, share, times

NOTHING = (
    reading(r"NO action is (?:needed|required) for this gene-drug interaction", fact("no_change")),
    reading(r"The guideline does not provide a recommendation for .*", fact("none")),
)

FACTORS = (
    reading(
        rf"(?:Use|Reduce the dose to) (?P<p>\d+)% of the {STANDARD},? (?:and|perform) (?:(?!or, "
        rf"avoid).)*(?:monitor|plasma "
        r"concentration)(?:(?!or, avoid).)*",
        fact("reduce_dose", "monitor", m=share(USUAL, "p")),
    ),
    reading(r"Use (?P<p>\d+)% of the normal dose", fact("reduce_dose", m=share(USUAL, "p"))),
    reading(r"Monitor the plasma concentration", fact("monitor", note="By concentration.")),
    reading(r"Use half of the normal dose", fact("reduce_dose", m=factor(USUAL, 0.5))),
    reading(
        rf"(?:Increase the dose to|Use) (?P<x>[\d.]+) times the {STANDARD},? (?:and )?monitor .*If a dose "
        rf"increase is not "
        r"(?:desirable|wanted) .*avoid {D}\..*include(?:, for example,)? citalopram and sertraline",
        fact(
            "increase_dose",
            "monitor",
            "alternative",
            m=times(USUAL, "x"),
            alternatives=SSRI,
            note=CARDIOTOXIC,
        ),
    ),
    reading(
        r"Double the standard dose and monitor .*If a dose increase is not wanted .*avoid "
        r"{D}\..*citalopram and sertraline",
        fact(
            "increase_dose", "monitor", "alternative", m=factor(USUAL, 2), alternatives=SSRI, note=CARDIOTOXIC
        ),
    ),
    reading(r"Use (?P<x>1\.\d+) times the standard dose\. .*", fact("increase_dose", m=times(USUAL, "x"))),
    reading(
        r"Monitoring by (?:the|a) anticoagulation clinic.*use (?P<p>50)% of the standard initial dose .*INR",
        fact("reduce_dose", "monitor", m=share(START, "p"), note="The INR is measured more often."),
    ),
    reading(
        r"Start with (?P<p>70)% of the normal dose If .*neutrophil count.*",
        fact(
            "reduce_dose", "monitor", m=share(START, "p"), note="Raised by the neutrophil count if tolerated."
        ),
    ),
    reading(
        r"The loading dose does not need to be adjusted\. .*use (?:(?P<a>\d+)-)?(?P<b>\d+)% of the standard dose .*",
        fact(
            "reduce_dose",
            "monitor",
            m=lambda t: share(KEEP, "a" if t["a"] else "b", "b")(t),
            note="The loading dose stays as usual; the concentration is measured after 7 to 10 days.",
        ),
    ),
    reading(
        r"Use (?P<p>50)% of the normal maintenance dose\. Reconsider .*moderate CYP3A4 inducer.*",
        fact(
            "reduce_dose", m=share(KEEP, "p"), note="With a moderate CYP3A4 inducer its use is reconsidered."
        ),
    ),
    reading(
        r"Use an initial dose that is (?P<x>1\.5)x higher and monitor .*",
        fact("increase_dose", "monitor", m=times(START, "x")),
    ),
    reading(
        r"Use (?P<x>1\.5) times the normal dose or choose an alternative\. .*flupentixol.*",
        fact(
            "increase_dose",
            "alternative",
            m=times(USUAL, "x"),
            alternatives=["flupentixol", "penfluridol", "quetiapine", "olanzapine", "clozapine"],
        ),
    ),
    reading(
        r"Use (?P<p>70)% of the standard dose and monitor .*or, avoid {D}\. .*nortriptyline, fluvoxamine "
        r"and mirtazapine",
        fact(
            "reduce_dose",
            "monitor",
            "alternative",
            m=share(USUAL, "p"),
            alternatives=["nortriptyline", "fluvoxamine", "mirtazapine"],
        ),
    ),
    reading(
        r"Use (?P<p>67)% of the normal dose\. If problematic side effects .*50% of the normal dose",
        fact("reduce_dose", m=share(USUAL, "p"), note="To half of the usual on side effects in the brain."),
    ),
)

LIMITS = (
    reading(
        r"Administer no more than (?P<d>10) mg/day or 300 mg/month .*",
        fact("limit_dose", m=dose("max_dose", "d"), note="As a depot at most 300 mg a month."),
    ),
    reading(
        r"Do not exceed the following daily doses.*up to 65 years: (?P<a>\d+)mg as tablets or "
        r"(?P<c>\d+)mg as drops,.*65 "
        r"years or older: (?P<b>\d+)mg as tablets or (?P<e>\d+)mg as drops",
        fact(
            "limit_dose",
            m=dose("max_dose", "a"),
            note=lambda t: f"As tablets; as drops {t['c']} mg.",
            **YOUNGER,
        ),
        fact(
            "limit_dose",
            m=dose("max_dose", "b"),
            note=lambda t: f"As tablets; as drops {t['e']} mg.",
            **OLDER,
        ),
    ),
    reading(
        r"Use no more than the following doses .*12 years and older: (?P<a>\d+) mg/day younger than 12 years: "
        r"(?P<k>[\d.]+) mg/kg per day to a maximum of (?P<b>\d+) mg/day",
        fact(
            "limit_dose",
            m=dose("max_dose", "a"),
            population="12 years and over",
            age_years=[12, 150],
        ),
        fact(
            "limit_dose",
            m=dose("max_dose", "k", unit="mg/kg/day"),
            cap=dose("max_dose", "b"),
            population="under 12 years",
            age_years=[0, 12],
        ),
    ),
    reading(
        r"Do not give doses exceeding (?P<d>75) mg/day\. .*", fact("limit_dose", m=dose("max_dose", "d"))
    ),
    reading(
        r"Use the maximum dose .* as a target dose\. .*to (?P<x>2\.5) times .*bisoprolol.*",
        fact(
            "increase_dose",
            "limit_dose",
            "alternative",
            cap=times(USUAL, "x"),
            alternatives=["bisoprolol", "atenolol", "carvedilol"],
            note="First up to the highest dose for the use; beyond it, or another drug, only if that does not work. "
            "Carvedilol is for heart failure and depends on CYP2D6 a little.",
        ),
    ),
    reading(
        r"If a gradual reduction in heart rate .*no more than (?P<p>\d+)% of the standard dose\..*OTHER "
        r"CASES: No action .*",
        fact(
            "limit_dose",
            "titrate_slowly",
            cap=share(USUAL, "p"),
            condition="heart rate to fall gradually, or bradycardia with symptoms",
            note="One or both.",
        ),
        fact("no_change", condition="neither a gradual fall of the heart rate wanted nor bradycardia"),
    ),
    reading(
        r"Choose an alternative or titrate .*\(paliperidone\) \(oral (?P<a>12) mg/day .*at least 51 kg and 6 mg/day .*",
        fact(
            "alternative",
            "limit_dose",
            m=dose("max_dose", "a"),
            note="The limit is that of paliperidone by mouth from 15 years and 51 kg; 6 mg a day below 51 kg, 75 mg in "
            "2 weeks as an injection.",
        ),
    ),
    reading(
        r"There is insufficient information .*try a dose increase\. Do not exceed (?P<x>1\.5) times the normal dose",
        fact("no_change", "increase_dose", "limit_dose", cap=times(USUAL, "x"), also_when=IF_FAILS),
    ),
)

STOMACH = (
    reading(
        r"For Helicobacter pylori eradication therapy: .*use a (?P<x>\d)-fold higher dose\. .*OTHER INDICATIONS: .*if "
        r"necessary, use a \d-fold higher dose\. .*",
        fact("increase_dose", m=times(USUAL, "x"), note=WARN, **PYLORI),
        fact("monitor", "increase_dose", m=times(USUAL, "x"), also_when=IF_FAILS, note=WARN, **NOT_PYLORI),
    ),
)
