"""Words that the readings of DPWG (short marks of each text only; no sentence of it is kept) share."""

from __future__ import annotations

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
ONE_LACKS = {
    "condition": "one allele without function",
    "without_function": 1,
}  # so DPWG tells it from two of decreased function
IF_UNAVOIDABLE = "if it cannot be avoided"
IF_FAILS = "if it does not work well enough"
WARN = "The person is told to report symptoms."
