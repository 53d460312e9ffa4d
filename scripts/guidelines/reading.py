"""How a recommendation's text is read: a pattern that the whole text must fit, and the facts that it states.

A text that fits no pattern, or two, stops the import: nothing is guessed. Patterns see a text as ``plain`` makes
it: without markup, in one line, without a final full stop, the drug's own name replaced by ``{D}``, and without
what follows "Other Considerations".
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Fields = dict[str, Any]
Amount = Callable[[re.Match[str]], Fields]


@dataclass(frozen=True)
class Reading:
    """One pattern and the fields of each fact that a text of this form states."""

    pattern: re.Pattern[str]
    facts: tuple[Mapping[str, Any], ...]


def reading(pattern: str, *facts: Mapping[str, Any]) -> Reading:
    return Reading(re.compile(pattern.replace("{D}", re.escape("{D}")), re.IGNORECASE), facts)


def fact(action: str, *also: str, m: Amount | None = None, cap: Amount | None = None, **rest: Any) -> Fields:
    """One fact: what to do first, what else, how much (``m``), a highest dose beside it (``cap``), the rest."""
    fields: Fields = {**rest, "action": action}
    if also:
        fields["also"] = list(also)
    return fields | {k: v for k, v in (("magnitude", m), ("ceiling", cap)) if v is not None}


def share(of: str, low: str, high: str | None = None) -> Amount:
    """A factor from percentages in the text; ``low`` and ``high`` name groups of the pattern."""
    return lambda t: _amount("factor", float(t[low]) / 100, float(t[high or low]) / 100, "1", of)


def times(of: str, low: str, high: str | None = None) -> Amount:
    """A factor that the text gives as one."""
    return lambda t: _amount("factor", float(t[low]), float(t[high or low]), "1", of)


def factor(of: str, low: float, high: float | None = None) -> Amount:
    """A factor that the text gives in words ("half", "10-fold")."""
    return lambda t: _amount("factor", low, low if high is None else high, "1", of)


def less(of: str, low: str, high: str | None = None) -> Amount:
    """A reduction by a percentage."""
    return lambda t: _amount("change_percent", -float(t[high or low]), -float(t[low]), "%", of)


def more(of: str, low: str, high: str | None = None) -> Amount:
    """An increase by a percentage."""
    return lambda t: _amount("change_percent", float(t[low]), float(t[high or low]), "%", of)


def dose(kind: str, low: str, high: str | None = None, unit: str = "mg/day") -> Amount:
    return lambda t: _amount(kind, float(t[low]), float(t[high or low]), unit)


def _amount(kind: str, low: float, high: float, unit: str, of: str = "") -> Fields:
    made = {"kind": kind, "low": round(low, 4), "high": round(high, 4), "unit": unit}
    return made | ({"of": of} if of else {})


def plain(markup: str, drug: str) -> str:
    text = html.unescape(re.sub(r"<[^>]+>", " ", markup))
    text = " ".join(text.split()).partition("Other Considerations")[0]
    return re.sub(re.escape(drug), "{D}", text, flags=re.IGNORECASE).strip().rstrip(".").strip()


def read(text: str, readings: tuple[Reading, ...]) -> list[Fields]:
    """Return the facts that a text states.

    Raises
    ------
    ValueError
        When it fits no pattern, or more than one.
    """
    found = [(r, match) for r in readings if (match := r.pattern.fullmatch(text))]
    if len(found) != 1:
        raise ValueError(f"{len(found)} readings ({[r.pattern.pattern for r, _ in found]}) of {text!r}")
    ((chosen, match),) = found
    return [{k: v(match) if callable(v) else v for k, v in each.items()} for each in chosen.facts]
