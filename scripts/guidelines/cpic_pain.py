"""How CPIC's texts on pain, cancer and immunity are read."""

from __future__ import annotations

from guidelines.cpic_words import (
    ANY_STATUS,
    BENIGN,
    MALIGNANT,
    NSAID_OTHER,
    NSAID_TITRATE,
    START,
    STEPS,
    TPMT_TEST,
)
from guidelines.reading import dose, fact, factor, less, reading, share

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
        fact("no_change", m=dose("dose", "d"), condition="without moderate or strong CYP2D6 inhibitors"),
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
