"""How the texts of CPIC (CC0) are read."""

from __future__ import annotations

from guidelines.reading import dose, fact, factor, less, more, reading, share

START, KEEP, USUAL = "usual starting dose", "usual maintenance dose", "usual dose"
NOT_2D6 = "a drug that CYP2D6 does not metabolise"
NOT_2C19 = "a drug that CYP2C19 does not metabolise"
LITTLE_2D6 = "a drug that CYP2D6 hardly metabolises"
LITTLE_2C19 = "a drug that CYP2C19 hardly metabolises"
SECONDARY = ["nortriptyline", "desipramine"]
MALIGNANT = {"indication": "cancer", "indications": ["cancer"]}
BENIGN = {
    "indication": "use other than for cancer",
    "indications": ["use other than cancer"],
    "alternative_class": "no thiopurine",
}
STEPS = {"note": "Three times a week instead of daily; steady state takes 4 to 6 weeks after each change."}
ANY_STATUS = r"(?:Based (?:on )?(?:TPMT|NUDT15)(?: status)?, )?"
TDM = r"Utiliz(?:e|ing) therapeutic drug monitoring.*"
NSAID_TITRATE = r"Titrate dose upward to clinical effect or "
NSAID_OTHER = r".*Alternatively, consider (?:an alternate therapy|alternative therapy).*"
HLA_USED = r"cautiously consider use of (?:{D}|phenytoin)(?: in the future)?.*"
STATIN = r"(?:Based on \w+ status, )?prescribe "
STATIN_MORE = r"If dose > ?\d+mg needed for desired efficacy, consider an alternative statin .*"
IF_MORE = "if more is needed"
G6PD_TEST = "G6PD enzyme activity"
TPMT_TEST = "TPMT activity in red cells"

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

PAIN = (
    reading(
        rf"Initiate therapy with lowest recommended starting dose\. {NSAID_TITRATE}maximum recommended dose with "
        r"caution\. .*Carefully monitor adverse events .*",
        fact(
            "start_low",
            "titrate_slowly",
            "monitor",
            note="The lowest starting dose that is recommended; blood pressure and kidney function are watched.",
        ),
    ),
    reading(
        r"Initiate therapy with recommended starting dose\. In accordance with the (?:{D} )?prescribing "
        r"information, use "
        r"the lowest effective dosage for shortest duration .*",
        fact("no_change"),
    ),
    reading(
        rf"Initiate therapy with (?P<a>25)-(?P<b>50)% of the lowest recommended starting dose\. "
        rf"{NSAID_TITRATE}25-50% of "
        rf"the maximum recommended dose with caution\..*{NSAID_OTHER}",
        fact(
            "reduce_dose",
            "limit_dose",
            "monitor",
            "alternative",
            m=share("lowest dose to begin with", "a", "b"),
            cap=share("usual maximum dose", "a", "b"),
            alternative_class="a drug that CYP2C9 hardly affects",
        ),
    ),
    reading(
        rf"Initiate therapy with (?P<p>50)% of the lowest recommended starting dose\. {NSAID_TITRATE}50% "
        rf"of the maximum "
        rf"recommended dose with caution\..*{NSAID_OTHER}",
        fact(
            "reduce_dose",
            "limit_dose",
            "monitor",
            "alternative",
            m=share("lowest dose to begin with", "p"),
            cap=share("usual maximum dose", "p"),
            alternative_class="a drug that CYP2C9 hardly affects",
        ),
    ),
    reading(
        r"Choose an alternative therapy not metabolized by CYP2C9 .* or choose an NSAID metabolized by "
        r"CYP2C9 but with a "
        r"shorter half-life .*",
        fact(
            "alternative",
            alternative_class="a drug that CYP2C9 hardly affects, or an NSAID with a shorter half-life",
        ),
    ),
    reading(r"Use {D} label recommended age- or weight-specific dosing", fact("no_change")),
    reading(
        r"Use {D} label recommended age- or weight-specific dosing\. If no response and opioid use is warranted, "
        r"consider non-codeine (?:or|and) non-tramadol opioid",
        fact(
            "no_change",
            "alternative",
            also_when="if it does not work",
            alternative_class="another opioid",
            not_instead=["codeine", "tramadol"],
        ),
    ),
    reading(
        r"Use {D} label recommended age- or weight-specific dosing\. If no response and opioid use is warranted, "
        r"consider non-codeine opioid",
        fact(
            "no_change",
            "alternative",
            also_when="if it does not work",
            alternative_class="another opioid",
            not_instead=["codeine"],
        ),
    ),
    reading(
        r"Avoid {D} use because of (?:potential for toxicity|possibility of diminished analgesia)\. If opioid use is "
        r"warranted, consider a non-codeine opioid",
        fact("avoid", "alternative", alternative_class="another opioid", not_instead=["codeine"]),
    ),
)

CANCER_AND_IMMUNITY = (
    reading(
        r"Reduce starting dose by (?P<p>50)% followed by titration of dose based on toxicity or therapeutic drug "
        r"monitoring \(if available\)",
        fact("reduce_dose", "monitor", m=less(START, "p")),
    ),
    reading(
        r"Reduce starting dose by (?P<p>50)% followed by titration .*c\.2846A>T/c\.2846A>T genotype may "
        r"require >50% .*",
        fact(
            "reduce_dose",
            "monitor",
            m=less(START, "p"),
            note="With two copies of c.2846A>T more may be needed.",
        ),
    ),
    reading(r"Avoid use of 5-(?:{D}|fluorouracil) or 5-\S+ prodrug-based regimens", fact("avoid")),
    reading(
        r"Avoid use of 5-(?:{D}|fluorouracil) or 5-\S+ prodrug-based regimens\. In the event, .*strongly reduced dose "
        r"with early therapeutic drug monitoring",
        fact(
            "avoid",
            "reduce_dose",
            "monitor",
            also_when="if nothing else is suitable",
            note="Under a quarter of the usual start is estimated where no test of DPD activity is to be had.",
        ),
    ),
    reading(r"Based on genotype, there is no indication to change dose or therapy\..*", fact("no_change")),
    reading(
        r"Avoid moderate and strong CYP2D6 inhibitors\. Initiate therapy with recommended standard of "
        r"care dosing \({D} "
        r"(?P<d>20) mg/day\)",
        fact("no_change", m=dose("dose", "d"), note="Without moderate or strong CYP2D6 inhibitors."),
    ),
    reading(
        r"(?:Consider|Recommend alternative) hormonal therapy such as an aromatase inhibitor .*\((?P<d>40) mg/day\).*",
        fact(
            "alternative",
            "increase_dose",
            m=dose("dose", "d"),
            alternatives=["an aromatase inhibitor"],
            note="Before the menopause together with suppression of the ovaries. No CYP2D6 inhibitor beside it.",
        ),
    ),
    reading(rf"{ANY_STATUS}start with normal starting dose .*", fact("no_change")),
    reading(
        rf"{ANY_STATUS}start with reduced (?:starting )?doses \((?P<a>30|50)% ?(?:-|to) ?(?P<b>80)% of "
        rf"normal dose\) if "
        r"normal starting dose is (?P<n>.*?)(?: \(e\.g\..*|,)? and adjust .*",
        fact("reduce_dose", "monitor", m=share(START, "a", "b"), note=lambda t: f"Where that is {t['n']}."),
    ),
    reading(
        r"(?:Based on (?:TPMT|NUDT15) status, )?for non-malignant conditions, consider alternative non-thiopurine "
        r"immunosuppressant therapy\. For malignancy, start with drastically reduced doses \(reduce "
        r"daily dose by 10-fold "
        r"and dose thrice weekly instead of daily\).*",
        fact("alternative", **BENIGN),
        fact("reduce_dose", "monitor", m=factor("usual daily dose", 0.1), **MALIGNANT, **STEPS),
    ),
    reading(
        r"(?:Based on (?:TPMT|NUDT15) status, )?for non-malignant conditions, consider alternative non-thiopurine "
        r"immunosuppressant therapy\. For malignant conditions, start with drastically reduced normal "
        r"daily doses \(reduce "
        r"daily dose by 10-fold\).*",
        fact("alternative", **BENIGN),
        fact("reduce_dose", "monitor", m=factor("usual daily dose", 0.1), **MALIGNANT),
    ),
    reading(
        r"(?:Based on TPMT status, for malignancy, )?(?:for malignancy, )?(?:Based on TPMT status, )?start with "
        r"drastically reduced doses (?:\(PMID \d+\) )?\(reduce daily dose by 10-fold and (?:reduce frequency to|dose) "
        r"thrice weekly instead of daily.*For non-malignant conditions, consider alternative non-thiopurine .*",
        fact("reduce_dose", "monitor", m=factor("usual daily dose", 0.1), **MALIGNANT, **STEPS),
        fact("alternative", **BENIGN),
    ),
    reading(
        r"(?:Based on NUDT15 status, )?for malignancy, initiate dose at (?P<d>10) mg/m2/day and adjust .*For "
        r"non-malignant conditions, consider alternative non-thiopurine .*",
        fact("reduce_dose", "monitor", m=dose("start_dose", "d", unit="mg/m2/day"), **MALIGNANT),
        fact("alternative", **BENIGN),
    ),
    reading(
        r"(?:Based on NUDT15, )?reduce starting doses to (?P<p>25)% of normal dose and adjust .*For non-malignant "
        r"conditions, consider alternative non-thiopurine .*",
        fact("reduce_dose", "monitor", m=share(START, "p"), **MALIGNANT),
        fact("alternative", **BENIGN),
    ),
    reading(
        r"(?:(?:NUDT15|TPMT) phenotype could not|Neither TPMT or NUDT15 phenotype could) be assigned "
        r".*Consider evaluating TPMT erythrocyte activity .*monitor "
        r"closely for toxicity",
        fact("test_first", "monitor", test=TPMT_TEST),
    ),
)

REACTIONS = (
    reading(r"Use {D} per standard dosing guidelines", fact("no_change")),
    reading(r"{D} is (?:not recommended|contraindicated)", fact("avoid")),
    reading(r"Use {D} according to the product label", fact("no_change")),
    reading(
        r"Use aminoglycoside antibiotics at standard doses for the shortest feasible course .*",
        fact(
            "no_change", "monitor", note="For the shortest course, with drug monitoring and tests of hearing."
        ),
    ),
    reading(
        r"Avoid aminoglycoside \w+ unless the high risk of permanent hearing loss is outweighed .*",
        fact("avoid", note="Unless a severe infection outweighs the risk and nothing else is safe or works."),
    ),
    reading(r"If patient is \S+-na(?:i|ï)ve, do not use {D}", fact("avoid")),
    reading(
        r"If patient is \S+-na(?:i|ï)ve and alternative agents are available, do not use {D}",
        fact("avoid", "alternative", note="Where another drug can be had."),
    ),
    reading(
        r"If patient is \S+-na(?:i|ï)ve and alternative agents are not available, consider the use of {D} with "
        r"increased frequency of clinical monitoring\..*",
        fact("caution", "monitor", note="Stopped at the first skin reaction."),
    ),
    reading(
        r"If patient is \S+-naive, do not use \S+\. Avoid carbamazepine and oxcarbazepine",
        fact("avoid", not_instead=["carbamazepine", "oxcarbazepine"]),
    ),
    reading(rf"The latency period for .*{HLA_USED}", fact("caution")),
    reading(rf"If the patient has previously used .*{HLA_USED}", fact("caution")),
    reading(r"No adjustments needed from typical dosing strategies\. .*", fact("no_change")),
    reading(
        r"For first dose, use typical initial or loading dose\. For subsequent doses,? use approximately "
        r"(?P<p>\d+)% less "
        r"than typical maintenance dose\. .*therapeutic drug monitoring.*",
        fact("reduce_dose", "monitor", m=less(KEEP, "p"), note="The first or loading dose stays as usual."),
    ),
    reading(r"No reason to avoid based on G6PD status", fact("no_change")),
    reading(r"Avoid(?: use| {D})?", fact("avoid")),
    reading(
        r"(?:To ascertain|If deemed necessary to ascertain) G6PD status, enzyme activity must be measured\..*",
        fact("test_first", test=G6PD_TEST),
    ),
    reading(
        r"Avoid {D}, except in the following cases where established expert consensus guidelines .*",
        fact(
            "avoid",
            note="Except in malaria by expert consensus: once a week for 8 weeks against liver stages, watching for "
            "haemolysis, or one dose against gametocytes.",
        ),
    ),
    reading(
        r"Use at standard doses with caution and with close monitoring for anemia",
        fact("caution", "monitor", note="The usual dose; anaemia is watched for."),
    ),
    reading(
        r"(?:Based on (?:RYR1|CACNA1S) status, )?halogenated volatile anesthetics or .* are relatively "
        r"contraindicated .*",
        fact(
            "avoid",
            "alternative",
            alternative_class="an anaesthetic that does not trigger malignant hyperthermia",
            note="Only in extraordinary circumstances in which the benefit outweighs the risk.",
        ),
    ),
    reading(
        r"(?:No (?:RYR1|CACNA1S) genotype is available\. Based on (?:RYR1|CACNA1S) status, )?clinical findings, family "
        r"history, further genetic testing and other laboratory data should guide use of .*",
        fact(
            "other_findings", note="Clinical findings, family history, further genetic and laboratory tests."
        ),
    ),
    reading(r"There is no need to avoid prescribing of {D} based on UGT1A1 .*", fact("no_change")),
    reading(
        r"Consider an alternative agent particularly where jaundice would be of concern to the patient\..*",
        fact(
            "alternative", note="Above all where jaundice matters to the person; it often leads to stopping."
        ),
    ),
)

OTHERS = (
    reading(
        r"(?:No recommendation|n/a|No recommendation due to lack of evidence|No recommendation for {D} "
        r"therapy because .*"
        r"|No action recommended based on genotype for {D} because .*)",
        fact("none"),
    ),
    reading(
        r"Initiate therapy with recommended (?:starting dose|standard of care dosing)", fact("no_change")
    ),
    reading(
        r"Insufficient evidence demonstrating clinical impact .*Initiate therapy with recommended starting dose",
        fact("none", note="The usual starting dose is named all the same."),
    ),
    reading(
        r"Select alternative drug not predominantly metabolized by CYP2D6 \(i\.e\., granisetron\)",
        fact("alternative", alternatives=["granisetron"]),
    ),
    reading(
        r"Increase starting daily dose by (?P<p>100)%\..*Monitor for efficacy",
        fact("increase_dose", "monitor", m=more(START, "p")),
    ),
    reading(
        r"Initiate standard starting daily dose\. For chronic therapy \(>12 weeks\) and efficacy achieved, consider "
        r"(?P<p>50)% reduction in daily dose and monitor .*",
        fact(
            "no_change",
            "reduce_dose",
            "monitor",
            m=less("daily dose", "p"),
            also_when="after 12 weeks that worked",
        ),
    ),
    reading(
        r"Initiate standard starting daily dose\. Consider increasing dose by (?P<a>50)-(?P<b>100)% for "
        r"the treatment of "
        r"H\. pylori infection and erosive esophagitis\..*Monitor for efficacy",
        fact(
            "no_change",
            "increase_dose",
            "monitor",
            m=more("usual dose", "a", "b"),
            also_when="for H. pylori or erosive oesophagitis",
        ),
    ),
    reading(
        r"Initiate {D} with standard dosing \((?P<d>600) mg/day\)", fact("no_change", m=dose("dose", "d"))
    ),
    reading(
        r"Consider initiating {D} with decreased dose of (?P<d>400) mg/day",
        fact("reduce_dose", m=dose("start_dose", "d")),
    ),
    reading(
        r"Consider initiating {D} with decreased dose of (?P<b>400) or (?P<a>200) mg/day",
        fact("reduce_dose", m=dose("start_dose", "a", "b"), note="One or the other."),
    ),
    reading(
        rf"{STATIN}desired starting dose and adjust doses (?:(?!Prescriber should be aware).)*",
        fact("no_change"),
    ),
    reading(
        rf"{STATIN}desired starting dose and adjust doses .*Prescriber should be aware of possible increased risk for "
        r"myopathy .*>(?P<n>\d+)mg(?: per day)?(?:\. \w+ genotype result is not available|\. \w+ "
        r"phenotype could not be .*)?",
        fact(
            "no_change",
            "caution",
            also_when=lambda t: f"above {t['n']} mg/day",
            note="Risk of muscle disease.",
        ),
    ),
    reading(
        rf"{STATIN}≤ ?(?P<d>\d+)mg (?:per day )?as a starting dose and adjust doses .*{STATIN_MORE}",
        fact("limit_dose", "alternative", m=dose("max_start", "d"), also_when=IF_MORE),
    ),
    reading(
        rf"{STATIN}≤ ?(?P<d>\d+)mg (?:per day )?as a starting dose and adjust doses .*if dose > ?\d+mg "
        rf"needed for desired "
        r"efficacy, consider combination therapy .*",
        fact(
            "limit_dose",
            m=dose("max_start", "d"),
            note="If more is needed, together with a drug that is no statin.",
        ),
    ),
    reading(
        rf"{STATIN}≤ ?(?P<d>\d+)mg (?:per day )?as a starting dose and adjust doses .*If patient is "
        rf"tolerating \d+mg (?:per "
        r"day|dose) but higher potency is needed, a higher dose .* or an alternative statin .*",
        fact(
            "limit_dose",
            "increase_dose",
            "alternative",
            m=dose("max_start", "d"),
            also_when="if that is tolerated and more is needed",
        ),
    ),
    reading(
        r"Prescribe an alternative statin depending on the desired potency[. ]+\(see (?:(?!warranted).)*\)",
        fact("alternative", alternative_class="another statin"),
    ),
    reading(
        r"Prescribe an alternative statin .*If {D} therapy is warranted, limit dose to (?P<s>≤|<)(?P<d>20)mg/day",
        fact(
            "alternative",
            "limit_dose",
            m=dose("max_dose", "d"),
            alternative_class="another statin",
            note=lambda t: "Up to that dose." if t["s"] == "≤" else "The source says below that dose.",
        ),
    ),
    reading(
        r"Choose an alternative agent that is not dependent on CYP2C19 metabolism .*Such agents include "
        r"(?P<i>isavuconazole, )"
        r"?liposomal amphotericin B,? and posaconazole",
        fact("alternative", alternatives=lambda t: _antifungals(t["i"])),
    ),
    reading(
        r"Choose an alternative agent that is not dependent on CYP2C19 metabolism .*Such agents include "
        r"(?P<i>isavuconazole, )"
        r"?liposomal amphotericin B,? and posaconazole\. In the event .*lower than standard dosage .*monitoring",
        fact(
            "alternative",
            "reduce_dose",
            "monitor",
            alternatives=lambda t: _antifungals(t["i"]),
            note="If kept, preferably a lower dose with drug monitoring; no number is given.",
        ),
    ),
    reading(
        r"Initiate therapy with recommended standard of care dosing\. Use therapeutic drug monitoring .*",
        fact("no_change", "monitor"),
    ),
)


def _antifungals(also: str | None) -> list[str]:
    return (["isavuconazole"] if also else []) + ["liposomal amphotericin B", "posaconazole"]


READINGS = (
    *TRICYCLICS,
    *ANTIDEPRESSANTS,
    *ATOMOXETINE,
    *PAIN,
    *CANCER_AND_IMMUNITY,
    *REACTIONS,
    *OTHERS,
)
