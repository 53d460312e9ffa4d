"""Ways of giving a drug that are neither by mouth nor into the blood, as lists and products name them."""

from __future__ import annotations

import re

__all__ = ["INTRAVENOUS", "ORAL", "route_elsewhere", "without_route"]

ORAL, INTRAVENOUS = "oral", "intravenous"
_SWALLOWED = re.compile(
    r"\bsoft\s*-?\s*gels?\b|\bgel\s*-?\s*cap(?:sule)?s?\b|\bliquid\s+gels?\b|\boral\s+gel\b"
    r"|\bdepot\s*-?\s*(?:tab(?:let)?s?|cap(?:sule)?s?)\b",
    re.I,
)
_ELSEWHERE = {
    "inhaled": r"inhal(?:ed|ers?|ations?|ants?)|nebuli[sz]ed|puffs?|actuat(?:ion)?s?",
    "in the vagina": r"vaginal(?:ly)?|intravaginal(?:ly)?|pessar(?:y|ies)",
    "in the uterus": r"intrauterine",
    "in the rectum": r"rectal(?:ly)?|suppositor(?:y|ies)|enemas?",
    "in the eye": r"ophthalmic|eye\s*-?\s*(?:drops?|ointments?|gels?)"
    r"|(?:in|into)\s+(?:(?:both|each|the|left|right|affected)\s+)*eyes?",
    "in the ear": r"otic|ear\s*-?\s*drops?|(?:in|into)\s+(?:(?:both|each|the|left|right|affected)\s+)*ears?",
    "in the nose": r"nasal(?:ly)?(?:\s+sprays?)?|intranasal(?:ly)?"
    r"|(?:in|into)\s+(?:(?:both|each|the|left|right)\s+)*nostrils?",
    "under the tongue or in the cheek": r"sublingual(?:ly)?|buccal(?:ly)?",
    "at the spine": r"intrathecal(?:ly)?|epidural(?:ly)?",
    "as a depot": r"implants?|subdermal(?:ly)?|depot|decanoate|enanthate|palmitate"
    r"|long\s*-?\s*acting\s+inject(?:ion|able)|lai"
    r"|consta|maintena|aristada|sustenna|trinza|hafyera|relprevv|perseris|vivitrol|sublocade",
    "on the skin": r"topical(?:ly)?|transdermal(?:ly)?|cutaneous|creams?|ointments?|gels?|lotions?|patch(?:es)?"
    r"|to\s+(?:the\s+)?skin",
}
_PATTERNS = {route: re.compile(rf"\b(?:{words})\b", re.I) for route, words in _ELSEWHERE.items()}


def route_elsewhere(text: str) -> str | None:
    """Return the way of giving that words name, where it is neither by mouth nor by injection; else ``None``."""
    plain = _SWALLOWED.sub(" ", text)
    return next((route for route, pattern in _PATTERNS.items() if pattern.search(plain)), None)


def without_route(text: str) -> str:
    """Return words without those that ``route_elsewhere`` reads; as they are where it reads none."""
    text = _SWALLOWED.sub(" ", text)
    if route_elsewhere(text) is None:
        return text
    for pattern in _PATTERNS.values():
        text = pattern.sub(" ", text)
    return " ".join(text.split())
