"""How DPWG's texts on statins, HIV, cancer and immunity are read."""

from __future__ import annotations

import re

from guidelines.dpwg_words import (
    IF_UNAVOIDABLE,
    IMMUNITY,
    LEUKAEMIA,
    NO_DPD,
    ONE_LACKS,
    OR_LATER,
    START,
    USUAL,
    WARN,
)
from guidelines.reading import dose, fact, reading, share, times

STATINS = (
    reading(
        r"Choose an alternative\. Consider any additional risk factors for statin-induced myopathy\. "
        r".*Fluvastatin is not "
        r"(?:(?!If an alternative).)*",
        fact(
            "alternative",
            alternatives=["rosuvastatin", "pravastatin", "fluvastatin"],
            note="Atorvastatin is affected less, but is not for those with further risks of muscle disease.",
        ),
    ),
    reading(
        r"Choose an alternative\. Consider any additional risk factors for statin-induced myopathy\. "
        r".*If an alternative is "
        r"not an option: Avoid {D} doses exceeding (?P<d>40)mg/day\. .*",
        fact(
            "alternative",
            "limit_dose",
            m=dose("max_dose", "d"),
            alternatives=["rosuvastatin", "pravastatin", "fluvastatin"],
            note="Atorvastatin is affected less, but is not for those with further risks of muscle disease.",
        ),
    ),
)

HIV = (
    reading(
        r"{D} in MONOpreparation, adults and children FROM 40 KG: .*initial dose is (?P<a>400) mg/day "
        r".*GREATER than 25: .*"
        r"initial dose is (?P<b>600) mg/day .*LIGHTER THAN 40 KG: .*COMBINATION preparation: .*",
        fact(
            "reduce_dose",
            "monitor",
            m=dose("start_dose", "a"),
            population="from 40 kg",
            condition="body mass index up to 25",
            note="As a single drug; by concentration to 200 mg, rarely to 600 mg a day.",
        ),
        fact(
            "no_change",
            "monitor",
            m=dose("start_dose", "b"),
            population="from 40 kg",
            condition="body mass index over 25",
            note="As a single drug; by concentration to 400 or 200 mg a day.",
        ),
        fact(
            "no_change",
            "monitor",
            population="children under 40 kg",
            note="As a single drug; by concentration.",
        ),
        fact(
            "no_change",
            "monitor",
            condition="in a combined product",
            note="By concentration to 400 or 200 mg of efavirenz a day.",
        ),
    ),
    reading(
        r"Determine the {D} plasma concentration .*reduce the dose if needed\. .*to (?P<a>400) mg/day"
        r".*",
        fact(
            "monitor",
            "reduce_dose",
            m=dose("dose", "a"),
            also_when="on side effects and a high concentration",
            note="A reduction to this dose was enough in 14 adults.",
        ),
    ),
)


def _from(text: re.Match[str]) -> str:
    """The dose below which the usual one stays, where the text names it for this drug."""
    named = re.search(r"([\d.]+) mg/kg per day for {D}", text.string)
    return f"By blood counts. Not below {named[1]} mg/kg a day." if named else "By blood counts."


THIOPURINES = (
    reading(
        r"IMMUNOSUPPRESSION:? ?start with (?P<p>50)% of the standard dose\. (?:(?!LEUKAEMIA).)*",
        fact("reduce_dose", "monitor", m=share(START, "p"), note=_from, **IMMUNITY),
    ),
    reading(
        r"IMMUNOSUPPRESSION: ?start with (?P<p>\d+)% of the standard dose\. .*LEUKAEMIA: start (?:at|with) \d+% of the "
        r"standard \S+ dose,? or start with the standard dose and reduce .*",
        fact("reduce_dose", "monitor", m=share(START, "p"), note=_from, **IMMUNITY),
        fact("reduce_dose", "monitor", m=share(START, "p"), note=OR_LATER, **LEUKAEMIA),
    ),
    reading(
        r"Avoid (?:azathioprine and {D}|{D} and mercaptopurine|{D})\. If it is not possible to avoid "
        r".*use (?P<p>10)% of the "
        r"standard dose .*",
        fact("avoid", "reduce_dose", "monitor", m=share(USUAL, "p"), note=WARN),
    ),
    reading(
        r"Choose an alternative or start with (?:(?P<a>\d+)-)?(?P<b>\d+)% of the standard dose\. .*",
        fact(
            "alternative",
            "reduce_dose",
            "monitor",
            m=lambda t: share(START, "a" if t["a"] else "b", "b")(t),
            note=f"By blood counts. {WARN}",
        ),
    ),
)

FLUOROPYRIMIDINES = (
    reading(
        r"Start with (?P<p>50)% of the standard dose or avoid (?:fluorouracil and {D}|{D} and capecitabine)\. After .*",
        fact("reduce_dose", "monitor", "alternative", m=share(START, "p"), not_instead=["tegafur"]),
    ),
    reading(
        r"Start with (?P<p>50)% of the standard dose or avoid (?:fluorouracil and {D}|{D} and "
        r"capecitabine)\. Adjustment .*",
        fact(
            "reduce_dose", "monitor", "alternative", m=share(START, "p"), not_instead=["tegafur"], **ONE_LACKS
        ),
    ),
    reading(
        r"It is not possible to recommend a dose adjustment .*based on the genotype only\. determine the residual .*",
        fact(
            "test_first",
            "reduce_dose",
            "alternative",
            note="The starting dose follows genotype and activity.",
            **NO_DPD,
        ),
    ),
    reading(
        r"Avoid fluorouracil and {D}\. Tegafur is not an alternative, .*determine the residual DPD activity .*",
        fact("avoid", "test_first", "reduce_dose", also_when=IF_UNAVOIDABLE, **NO_DPD),
    ),
    reading(
        r"For cutaneous administration: Avoid {D}\. .*For systemic administration: Avoid {D} and "
        r"capecitabine\. .*determine "
        r"the residual DPD activity .*",
        fact(
            "avoid",
            indication="use on the skin",
            indications=["cutaneous use"],
            note="Only with virtually no DPD activity: two variants may lie on the same allele, which a test tells.",
        ),
        fact(
            "avoid",
            "test_first",
            "reduce_dose",
            also_when=IF_UNAVOIDABLE,
            indication="systemic use",
            indications=["systemic use"],
            **NO_DPD,
        ),
    ),
    reading(
        r"Avoid {D}(?: or start with a low dose and adjust .*| Fluorouracil and capecitabine .*with a "
        r"very low dose .*)",
        fact(
            "avoid",
            "start_low",
            "monitor",
            not_instead=["fluorouracil", "capecitabine"],
            also_when=IF_UNAVOIDABLE,
            note="No number is given.",
        ),
    ),
    reading(
        r"Be alert to the occurrence of severe side effects, .*should be stopped if severe side effects occur",
        fact(
            "monitor",
            note="For falling blood counts and diarrhoea, mostly in the first weeks; stopped if severe.",
        ),
    ),
)

HORMONES = (
    reading(
        r"Select an alternative or measure .*by a factor of (?P<a>1\.5)-(?P<b>2)\. .*",
        fact(
            "alternative",
            "monitor",
            "increase_dose",
            m=times(USUAL, "a", "b"),
            alternatives=["an aromatase inhibitor"],
            note="By endoxifen; an aromatase inhibitor after the menopause. No CYP2D6 inhibitor beside it.",
        ),
    ),
    reading(
        r"Select an alternative or increase the dose to (?P<d>40) mg/day and monitor the endoxifen concentration\. .*",
        fact(
            "alternative",
            "increase_dose",
            "monitor",
            m=dose("dose", "d"),
            alternatives=["an aromatase inhibitor"],
            note="By endoxifen; an aromatase inhibitor after the menopause.",
        ),
    ),
)
