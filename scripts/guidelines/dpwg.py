"""How the texts of DPWG are read: short marks of each text only; no sentence of it is kept."""

from __future__ import annotations

import re

from guidelines.reading import dose, fact, factor, reading, share, times

START, KEEP, USUAL, MOST = (
    "usual starting dose",
    "usual maintenance dose",
    "usual dose",
    "usual maximum dose",
)
STANDARD = r"(?:standard|normal)(?: \S+)? dose"
IMMUNITY = {"indication": "suppression of immunity", "indications": ["immunosuppression"]}
LEUKAEMIA = {"indication": "leukaemia", "indications": ["leukaemia"]}
OR_LATER = "Or the usual dose to start with, lowered as much once side effects require it."
DEPRESSION = {"indication": "depression", "indications": ["depression"]}
ANXIETY = {
    "indication": "anxiety or obsessive-compulsive disorder",
    "indications": ["anxiety disorder", "obsessive-compulsive disorder"],
}
PYLORI = {"indication": "H. pylori eradication", "indications": ["H. pylori eradication"]}
NOT_PYLORI = {"indication": "use other than against H. pylori", "indications": ["use other than H. pylori"]}
OLDER = {"population": "adults of 65 years and over", "age_years": [65, 150]}
YOUNGER = {"population": "adults under 65 years", "age_years": [18, 65]}
HEART = ["sotalol", "disopyramide", "quinidine", "amiodarone"]
SSRI = ["citalopram", "sertraline"]
CARDIOTOXIC = "If a higher dose is not wanted because a metabolite can harm the heart, avoid it."
DPD = "residual DPD activity in blood cells"
NO_DPD = {"not_instead": ["tegafur"], "test": DPD}
ONE_LACKS = {"condition": "one allele without function"}  # so DPWG tells it from two of decreased function
IF_UNAVOIDABLE = "if it cannot be avoided"
IF_FAILS = "if it does not work well enough"
WARN = "The person is told to report symptoms."

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

REACTIONS = (
    reading(r"Avoid {D}", fact("avoid")),
    reading(r"{D} is contra-indicated for HLA\S+ patients\. Avoid {D}", fact("avoid")),
    reading(
        r"Choose an alternative, such as febuxostat Another option is to induce .*",
        fact(
            "alternative",
            alternatives=["febuxostat"],
            note="Or tolerance is brought about first, by doses that rise over 28 days.",
        ),
    ),
    reading(
        r"Carefully weigh the risk of .* against the benefits If an alternative is an option, choose an alternative",
        fact("alternative", note="The risk of a severe skin reaction is weighed against the benefit."),
    ),
    reading(
        r"Choose an alternative if possible\. Phenytoin, lamotrigine and oxcarbazepine also .*",
        fact(
            "alternative",
            note="With phenytoin, lamotrigine and oxcarbazepine the risk of a severe skin reaction is tenfold smaller.",
        ),
    ),
    reading(
        r"Carefully weigh the risk of .*Avoid {D} if an alternative is (?:available|possible)\.? "
        r"Carbamazepine .*(?:This|for "
        r"phenytoin as for {D}|as for {D}\. The same applies for oxcarbazepine).*report any .*rash immediately",
        fact(
            "avoid",
            "alternative",
            not_instead=["carbamazepine"],
            note="If there is another; if kept, a rash is reported at once. Risk is weighed against benefit.",
        ),
    ),
    reading(
        r"Carefully weigh the risk of .*Avoid {D} if an alternative is available\. Carbamazepine "
        r".*phenytoin and lamotrigine "
        r"carry a similar risk .*also not suitable .*rash immediately",
        fact(
            "avoid",
            "alternative",
            not_instead=["carbamazepine", "phenytoin", "lamotrigine"],
            note="If there is another; if kept, a rash is reported at once. Risk is weighed against benefit.",
        ),
    ),
    reading(
        r"Regularly monitor .*liver function Choose an alternative if liver enzymes .*",
        fact("monitor", "alternative", also_when="if liver values rise", note="By liver function."),
    ),
)

ONE_A_DAY = r"84 ?mg (?:{D} )?1x daily"
STRONG_3A, MODERATE_3A = "with a strong CYP3A inhibitor", "with a moderate CYP3A inhibitor"
INDUCER = fact(
    "avoid", "alternative", condition="with a strong CYP3A inducer", note="It may not work at all."
)


def once(action: str, condition: str, *also: str, **rest: str) -> dict[str, object]:
    """The lower dose that the text gives as 84 mg once daily, where the usual one is twice daily."""
    return fact(action, *also, m=dose("dose", "d"), condition=condition, **rest)


ELIGLUSTAT = (
    reading(r"{D} is contra-indicated\. Choose an alternative if possible", fact("avoid", "alternative")),
    reading(
        r"Co-medication with BOTH .*Use a dose of (?P<d>84)mg {D} 1x daily\. .*"
        r"STRONG CYP3A INDUCER .*Use the standard dose of 84mg 2x daily",
        fact(
            "avoid",
            "alternative",
            condition="with a moderate or strong CYP2D6 inhibitor and a moderate or strong CYP3A inhibitor",
        ),
        once("reduce_dose", "with a strong CYP2D6 inhibitor", note="Once a day."),
        once(
            "reduce_dose", "with a moderate CYP2D6 inhibitor", "monitor", note="To be considered; once a day."
        ),
        once("alternative", STRONG_3A, "reduce_dose", "monitor", note="If kept, once a day is considered."),
        once("alternative", MODERATE_3A, "reduce_dose", "monitor", note="If kept, once a day is considered."),
        INDUCER,
        fact("no_change", condition="without such inhibitors and inducers", note="84 mg twice a day."),
    ),
    reading(
        r"Co-medication with a STRONG CYP3A INHIBITOR .*{D} is contra-indicated\..*WEAK CYP3A INHIBITOR "
        r".*Use a dose of "
        r"(?P<d>84)mg {D} 1x daily and .*STRONG CYP3A INDUCER .*Use a dose of 84mg 1x daily",
        fact("avoid", "alternative", condition=STRONG_3A, note="Contraindicated."),
        fact("avoid", "alternative", condition=MODERATE_3A),
        once(
            "reduce_dose",
            "with a weak CYP3A inhibitor",
            "monitor",
            note="Another drug than the inhibitor, if possible; else once a day.",
        ),
        INDUCER,
        once("reduce_dose", "without CYP3A inhibitors and strong inducers", note="Once a day."),
    ),
)

READINGS = (
    *NOTHING,
    *FACTORS,
    *LIMITS,
    *STOMACH,
    *MIND,
    *HEART_RHYTHM,
    *PAIN,
    *STATINS,
    *HIV,
    *THIOPURINES,
    *FLUOROPYRIMIDINES,
    *HORMONES,
    *REACTIONS,
    *ELIGLUSTAT,
)
