"""How CPIC's texts on drugs of the mind are read."""

from __future__ import annotations

from guidelines.cpic_words import (
    KEEP,
    LITTLE_2C19,
    LITTLE_2D6,
    NOT_2C19,
    NOT_2D6,
    SECONDARY,
    START,
    TDM,
)
from guidelines.reading import dose, fact, less, more, reading, share

TRICYCLICS = (
    reading(
        rf"Consider alternative drug not metabolized by CYP2C19; If {{D}} is warranted, {TDM}",
        fact("alternative", "monitor", alternative_class=NOT_2C19),
    ),
    reading(rf"Avoid {{D}} use; If {{D}} is warranted, {TDM}", fact("avoid", "monitor")),
    reading(
        rf"Consider a (?P<p>\d+)% reduction of recommended starting dose\. .*{TDM}",
        fact("reduce_dose", "monitor", m=less(START, "p")),
    ),
    reading(
        r"Avoid tricyclic use due to potential lack of efficacy\. Consider alternative drug not metabolized by "
        r"CYP2D6\. If a [\w ]+ is warranted, consider titrating to a higher target dose .*monitoring.*",
        fact("avoid", "alternative", "increase_dose", "monitor", alternative_class=NOT_2D6),
    ),
    reading(
        r"Avoid tertiary amine use .*secondary amines nortriptyline and desipramine\. If a tertiary amine is "
        rf"warranted, {TDM}",
        fact("avoid", "alternative", "monitor", alternatives=SECONDARY),
    ),
    reading(
        r"Avoid tertiary amine use .*secondary amines nortriptyline and desipramine\. For tertiary amines, consider "
        r"a (?P<p>\d+)% reduction of the recommended starting dose.*monitoring.*",
        fact("avoid", "alternative", "reduce_dose", "monitor", alternatives=SECONDARY, m=less(START, "p")),
    ),
    reading(
        r"Avoid {D} use\. If (?:a )?(?:{D}|amitripyline) is warranted, consider a (?P<p>\d+)% reduction of "
        rf"recommended starting dose\. {TDM}",
        fact("avoid", "reduce_dose", "monitor", m=less(START, "p")),
    ),
    reading(
        rf"Avoid {{D}} use; If {{D}} is warranted, consider titrating to a higher target dose .*{TDM}",
        fact("avoid", "increase_dose", "monitor"),
    ),
    reading(
        r"Avoid tricyclic use due to potential for side effects\. Consider alternative drug not "
        r"metabolized by CYP2D6\. "
        r"If a [\w ]+ is warranted, consider a (?P<p>\d+)% reduction of recommended starting dose.*monitoring.*",
        fact("avoid", "alternative", "reduce_dose", "monitor", m=less(START, "p"), alternative_class=NOT_2D6),
    ),
)

ANTIDEPRESSANTS = (
    reading(
        r"Initiate therapy with recommended starting dose\. If patient does not adequately respond to recommended "
        r"maintenance dosing, consider titrating to a higher maintenance dose or switching to .*",
        fact("no_change", "increase_dose", "alternative", also_when="if the response is not enough"),
    ),
    reading(
        r"Consider a clinically appropriate antidepressant not predominantly metabolized by CYP2C19\. If {D} .* "
        r"consider a lower starting dose, slower titration schedule and (?P<p>50)% reduction of the standard "
        r"maintenance dose .*",
        fact(
            "alternative",
            "start_low",
            "titrate_slowly",
            "reduce_dose",
            m=less(KEEP, "p"),
            alternative_class=LITTLE_2C19,
        ),
    ),
    reading(
        r"Initiate therapy with recommended starting dose\. Consider a slower titration schedule and lower maintenance "
        r"dose(?: than .*)?",
        fact(
            "reduce_dose", "titrate_slowly", note="Usual start, lower maintenance dose; no number is given."
        ),
    ),
    reading(
        r"Consider a clinically appropriate alternative antidepressant not predominantly metabolized by CYP2C19\. If "
        r"{D} .* adequate efficacy is not achieved at standard maintenance dosing, consider titrating to a higher .*",
        fact(
            "alternative",
            "increase_dose",
            also_when="if the usual one does not work",
            alternative_class=LITTLE_2C19,
        ),
    ),
    reading(
        r"Consider a (?P<a>25)-(?P<b>50)% lower starting dose and slower titration schedule .* or "
        r"consider a clinically "
        r"appropriate alternative antidepressant not predominantly metabolized by CYP2D6",
        fact(
            "reduce_dose",
            "titrate_slowly",
            "alternative",
            m=less(START, "a", "b"),
            alternative_class=LITTLE_2D6,
        ),
    ),
    reading(
        r"Select alternative drug not predominantly metabolized by CYP2D6",
        fact("alternative", alternative_class="a drug that CYP2D6 hardly metabolises"),
    ),
    reading(
        r"Consider a lower starting dose and slower titration schedule as compared to normal metabolizers",
        fact("start_low", "titrate_slowly", note="No number is given."),
    ),
    reading(
        r"Consider a (?P<p>50)% reduction in recommended starting dose, slower titration schedule, and a 50% lower "
        r"maintenance dose .*",
        fact("reduce_dose", "titrate_slowly", m=less("usual starting and maintenance dose", "p")),
    ),
    reading(
        r"Consider a lower starting dose, slower titration schedule and (?P<p>\d+)% reduction of standard maintenance "
        r"dose as (?:compared to )?(?P<g>CYP2C19|CYP2B6) normal metabolizers or select a clinically appropriate .*",
        fact(
            "reduce_dose",
            "start_low",
            "titrate_slowly",
            "alternative",
            m=less(KEEP, "p"),
            alternative_class=lambda t: f"a drug that {t['g']} hardly metabolises",
        ),
    ),
    reading(
        r"Consider a lower starting dose, slower titration schedule and (?P<p>\d+)% reduction of standard maintenance "
        r"dose as compared to CYP2B6 normal metabolizers",
        fact("reduce_dose", "start_low", "titrate_slowly", m=less(KEEP, "p")),
    ),
    reading(
        r"Select an alternative antidepressant not primarily metabolized by CYP2C19 or CYP2B6",
        fact(
            "alternative",
            alternative_class="a drug that CYP2C19 and CYP2B6 hardly metabolise",
        ),
    ),
    reading(
        r"Consider a clinically appropriate alternative antidepressant not predominantly metabolized by CYP2D6",
        fact("alternative", alternative_class=LITTLE_2D6),
    ),
    reading(
        r"Select alternative drug not predominantly metabolized by CYP2D6\. If {D} use is warranted, .*Increasing the "
        r"target maintenance dose by (?P<p>50)% or more may be needed for efficacy",
        fact(
            "alternative",
            "increase_dose",
            m=more(KEEP, "p"),
            alternative_class="a drug that CYP2D6 hardly metabolises",
            note="Usual start; by this much or more only if it is needed to work.",
        ),
    ),
    reading(
        r"Initiate (?P<p>50)% of starting dose \(.*\) and titrate to the maximum recommended dose of (?P<d>10) mg or "
        r"consider a clinically appropriate alternative antidepressant not predominantly metabolized by CYP2D6",
        fact(
            "reduce_dose",
            "limit_dose",
            "alternative",
            m=share(START, "p"),
            cap=dose("max_dose", "d"),
            alternative_class=LITTLE_2D6,
        ),
    ),
)

ATOMOXETINE = (
    reading(
        r"Initiate with a dose of (?P<d>[\d.]+) (?P<u>mg/kg|mg)(?:/day)? and increase to .* after 3 days\. .*plasma "
        r"concentration.*",
        fact(
            "no_change",
            "monitor",
            m=lambda t: dose("start_dose", "d", unit=f"{t['u']}/day")(t),
            note="Raised after 3 days; on no response after 2 weeks by a peak concentration (400 ng/mL is the aim).",
        ),
    ),
    reading(
        r"Initiate with a dose of (?P<d>[\d.]+) (?P<u>mg/kg|mg)/day and if no clinical response and in the absence of "
        r"adverse events after 2 weeks,? .*plasma concentration .*",
        fact(
            "titrate_slowly",
            "monitor",
            m=lambda t: dose("start_dose", "d", unit=f"{t['u']}/day")(t),
            note="Raised only after 2 weeks without response; then by the concentration (400 ng/mL is the aim).",
        ),
    ),
)
