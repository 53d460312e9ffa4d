"""Words that the readings of CPIC (CC0) share."""

from __future__ import annotations

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
