"""Numbers, units and outside text made fit for a reader; used by the card and the report alike."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING

from foredose.core import Estimate

if TYPE_CHECKING:
    from foredose.advice.assessment import ActivityShown, GuidelineAdvice, Window

__all__ = [
    "FIRST_STAYS",
    "action",
    "alone",
    "clean",
    "counted",
    "interval",
    "limit",
    "limit_name",
    "measure",
    "number",
    "percent",
    "printable",
    "ratio",
    "sentence",
    "target",
    "unit",
    "works",
]


FIRST_STAYS = "the order stays first unless another dose gains 20 points of benefit minus risk"
MEASURES = {
    "auc": "AUC",
    "auc_inf": "AUC after one dose",
    "auc_tau": "AUC of a dosing interval",
    "auc24": "AUC of 24 h at that rate",
    "auc_seen": "AUC over the time seen",
    "cavg": "average",
    "cmax": "Cmax",
    "ctrough": "Ctrough",
    "value_end": "value at the end",
    "value_mean": "mean value",
    "value_start": "value at the start",
}


def number(value: float) -> str:
    """Write a number with three significant digits, never in scientific form unless it is extreme."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "not a number"
    size = abs(value)
    if size and not 1e-4 <= size < 1e7:
        return f"{value:.2e}"
    decimals = 2 if not size else max(0, 2 - math.floor(math.log10(size)))
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def counted(number: int, one: str, many: str) -> str:
    """Write how many there are: ``1 level``, ``1,200 levels``."""
    return f"{number:,} {one if number == 1 else many}"


def percent(probability: float) -> str:
    """Write a probability in percent; never a flat 0 or 100 for something that was merely simulated."""
    if math.isnan(probability):
        return "not a number"
    if probability < 0.01:
        return "<1 %"
    if probability > 0.99:
        return ">99 %"
    return f"{100 * probability:.0f} %"


def unit(ucum: str) -> str:
    """Write a UCUM unit as people do: ``ng.h/mL`` is ``ng·h/mL``; annotations lose their braces."""
    shown = ucum.replace("{", "").replace("}", "").replace(".", "·")
    return "" if shown == "1" else clean(shown)


def measure(name: str) -> str:
    """Name the measure that a window is about as people write it."""
    return MEASURES.get(name.lower(), clean(name))


def interval(estimate: Estimate) -> str:
    """Write ``value unit (low–high)``."""
    bounds = f"({number(estimate.low)}–{number(estimate.high)})"
    return " ".join(part for part in (number(estimate.value), unit(estimate.unit), bounds) if part)


def ratio(estimate: Estimate) -> str:
    """Write a ratio to the reference person: in percent below two, as a multiple from two on."""
    if estimate.value < 2 and estimate.high < 10:
        low, high = (f"{100 * bound:.0f}" for bound in (estimate.low, estimate.high))
        return f"{100 * estimate.value:.0f} % ({low}–{high} %)"
    return f"{number(estimate.value)} times ({number(estimate.low)}–{number(estimate.high)})"


def target(window: Window) -> str:
    """Write a window: what is measured, from where to where, in which unit."""
    bounds = f"{number(window.low)}–{number(window.high)}"
    return " ".join(part for part in (measure(window.measure), bounds, unit(window.unit)) if part)


def limit_name(window: Window | None) -> str:
    """Name the upper limit: toxic where a source says so, else only the end of the usual range."""
    return "toxic limit" if window is None or window.kind == "published" else "usual range"


def limit(window: Window) -> str:
    """Write the toxic limit of a window with its unit."""
    return f"{number(window.toxic)} {unit(window.unit)}".rstrip()


def action(name: str, magnitude: str | None) -> str:
    """Write a guideline's structured action in words: ``limit_dose`` with its magnitude."""
    words = {
        "alternative": "prefer another drug",
        "algorithm": "dose by an algorithm",
        "none": "no recommendation",
    }.get(name, name.replace("_", " "))
    kept = "; if kept, " if name == "alternative" else " "
    return clean(f"{words}{kept}{magnitude}" if magnitude else words)


def alone(advice: GuidelineAdvice) -> str:
    """Say that a recommendation looks at the genotype alone where a drug taken acts on its genes; else nothing."""
    drugs = " and ".join(advice.not_considered)
    return f"by genotype alone; {clean(drugs)} not considered" if drugs else ""


def works(activity: ActivityShown) -> str:
    """Say what is left of what a pathway does, and which part of it is the genotype's and which a drug's."""
    process = activity.process or f"activity toward {activity.substrate}"
    of = activity.reference or "the reference person"
    of = f"a {of}" if of.endswith("Metabolizer") else of
    reached = percent(activity.value) if activity.value < 2 else f"{number(activity.value)} times"
    said = f"{process} at {reached} of {of}"
    if not activity.drugs or activity.by_genotype is None:
        return clean(said)
    drugs = " and ".join(activity.drugs)
    inherited = f"{100 * activity.by_genotype:.0f} %"
    if abs(activity.value - activity.by_genotype) <= 0.01 * activity.by_genotype:
        return clean(f"{said}: by genotype; {drugs} {'add' if len(activity.drugs) > 1 else 'adds'} nothing")
    way = "less" if activity.value < activity.by_genotype else "more with"
    return clean(f"{said}: {inherited} by genotype, {way} {drugs}")


def sentence(text: str) -> str:
    """Begin with a capital letter and end without a full stop."""
    shown = clean(text)
    return (shown[:1].upper() + shown[1:]).rstrip(".")


def printable(text: str) -> str:
    """Write what cannot be encoded, such as the bytes of a name that is no UTF-8, as an ASCII escape."""
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8")


def clean(text: str) -> str:
    """Make outside text one line without control, escape or direction-changing characters."""
    spaced = "".join(" " if character.isspace() else character for character in text)
    kept = (c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})
    return " ".join("".join(kept).split())
