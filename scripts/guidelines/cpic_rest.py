"""How CPIC's other texts are read: statins, stomach, infections, and no recommendation."""

from __future__ import annotations

from guidelines.cpic_words import (
    IF_MORE,
    START,
    STATIN,
    STATIN_MORE,
)
from guidelines.reading import dose, fact, less, more, reading

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
