"""The parts of a compound file: numbers with their origin, ionisable groups, processes and dosage forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from foredose.knowledge.fact_file import FORBID_EXTRA
from foredose.knowledge.physiology_facts import enzymes

__all__ = ["Formulation", "Ionisation", "Number", "Process", "refuse_units"]

PROCESS_UNITS = {
    "km": "umol/L",
    "kcat": "1/min",
    "specific_clearance": "1/min",
    "fraction": "1",
    "koff": "1/min",
    "kd": "umol/L",
    "kinact": "1/h",
    "k_half": "umol/L",
}
NEEDS = {
    "michaelis_menten": ("km", "kcat"),
    "linear": ("specific_clearance",),
    "transport": ("km", "kcat"),
    "liver": ("specific_clearance",),
    "kidney": ("specific_clearance",),
    "filtration": ("fraction",),
    "binding": ("koff", "kd"),
    "inactivation": ("kinact", "k_half"),
}
WITH_PROTEIN = ("michaelis_menten", "linear", "transport", "binding", "inactivation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A value, its unit, and how it came about.

    Parameters
    ----------
    origin
        ``fitted``: the source estimated it from observed profiles; ``published``; ``assumed``; ``derived``:
        arithmetic on published numbers (said in ``note``); ``unknown``: the source does not say.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    value: float
    unit: str
    origin: Literal["fitted", "published", "assumed", "derived", "unknown"]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ionisation:
    """One ionisable group and its pKa."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    kind: Literal["acid", "base"]
    pka: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """What happens to the compound in one place.

    Parameters
    ----------
    name
        Chosen by this name.
    kind
        ``michaelis_menten`` and ``linear``: by an enzyme in cells; ``transport`` over the cell membrane; ``liver``:
        clearance of unbound drug in liver cells; ``kidney``: of unbound drug in the kidney's plasma;
        ``filtration``: share of the glomerular filtration; ``binding``; ``inactivation`` of an enzyme.
    default
        Whether it holds when nothing is chosen.
    genotype
        The state that the parameters hold for, where they differ between states.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    name: str
    kind: Literal[
        "michaelis_menten", "linear", "transport", "liver", "kidney", "filtration", "binding", "inactivation"
    ]
    parameters: Mapping[str, Number]
    protein: str = ""
    metabolite: str = ""
    genotype: str = ""
    default: bool = True

    def __post_init__(self) -> None:
        """Refuse an unknown protein, a missing parameter and a wrong unit, by name."""
        if (self.kind in WITH_PROTEIN) != bool(self.protein):
            raise ValueError(f"{self.name}: kind {self.kind} and protein {self.protein!r} do not go together")
        if self.protein and self.protein not in enzymes():
            raise ValueError(f"{self.name}: unknown enzyme {self.protein!r}")
        missing = set(NEEDS[self.kind]) ^ set(self.parameters)
        if missing:
            raise ValueError(
                f"{self.name}: parameters {', '.join(sorted(missing))} missing or not of this kind"
            )
        refuse_units(self.parameters, PROCESS_UNITS, self.name)
        negative = [k for k, n in self.parameters.items() if n.value < 0]
        if negative:
            raise ValueError(f"{self.name}: {', '.join(negative)} below zero")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulation:
    """How a dosage form lets the drug go: ``dissolved`` at once, ``weibull`` or ``linear`` (80 % in ``half_min``)."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    kind: Literal["dissolved", "weibull", "linear"]
    time_min: float = 0.0
    shape: float = 1.0
    lag_min: float = 0.0
    suspended: bool = True
    note: str = ""


def refuse_units(numbers: Mapping[str, Number], expected: Mapping[str, str], where: str) -> None:
    """Refuse an unknown number or one in another unit, by name."""
    for name, number in numbers.items():
        if name not in expected:
            raise ValueError(f"{where}: unknown number {name!r}")
        if number.unit != expected[name]:
            raise ValueError(f"{where}: {name} in {number.unit!r}, not in {expected[name]!r}")
