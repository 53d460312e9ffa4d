"""Ways of giving a drug that are neither by mouth nor into the blood, as lists and products name them."""

from __future__ import annotations

import re

__all__ = ["INTRAVENOUS", "ORAL", "route_elsewhere", "without_route"]

ORAL, INTRAVENOUS = "oral", "intravenous"
_CAPSULES = re.compile(
    r"\bsoft\s*-?\s*gels?\b|\bgel\s+cap(?:sule)?s?\b|\bliquid\s+gels?\b|\boral\s+gel\b", re.I
)
_ELSEWHERE = {
    "inhaled": r"inhal(?:ed|ers?|ations?|ants?|ant)|nebuli[sz]ed|puffs?|actuat(?:ion)?s?",
    "on the skin": r"topical(?:ly)?|transdermal(?:ly)?|cutaneous|creams?|ointments?|gels?|lotions?|patch(?:es)?",
    "in the eye": r"ophthalmic|eye\s*-?\s*drops?|(?:in|into)\s+(?:(?:both|each|the|left|right|affected)\s+)*eyes?",
    "in the ear": r"otic|ear\s*-?\s*drops?|(?:in|into)\s+(?:(?:both|each|the|left|right|affected)\s+)*ears?",
    "in the nose": r"nasal(?:ly)?|intranasal(?:ly)?|(?:in|into)\s+(?:(?:both|each|the|left|right)\s+)*nostrils?",
    "in the vagina": r"vaginal(?:ly)?|intravaginal(?:ly)?|pessar(?:y|ies)",
    "in the uterus": r"intrauterine",
    "in the rectum": r"rectal(?:ly)?|suppositor(?:y|ies)|enemas?",
    "under the tongue or in the cheek": r"sublingual(?:ly)?|buccal(?:ly)?",
    "at the spine": r"intrathecal(?:ly)?|epidural(?:ly)?",
    "as an implant": r"implants?|subdermal(?:ly)?|depot",
}
_PATTERNS = {route: re.compile(rf"\b(?:{words})\b", re.I) for route, words in _ELSEWHERE.items()}


def route_elsewhere(text: str) -> str | None:
    """Return the way of giving that words name, where it is neither by mouth nor by injection; else ``None``."""
    plain = _CAPSULES.sub(" ", text)
    return next((route for route, pattern in _PATTERNS.items() if pattern.search(plain)), None)


def without_route(text: str) -> str:
    """Return words without those that ``route_elsewhere`` reads; as they are where it reads none."""
    if route_elsewhere(text) is None:
        return text
    for pattern in _PATTERNS.values():
        text = pattern.sub(" ", text)
    return " ".join(text.split())
