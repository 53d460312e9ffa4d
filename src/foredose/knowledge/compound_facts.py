"""Compound files of the whole-body model: what a drug is and what happens to it, each number with its origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from foredose.core import Citation, InputError, KnowledgeError
from foredose.knowledge.fact_file import FORBID_EXTRA, read_fact
from foredose.knowledge.physiology_facts import enzymes

__all__ = [
    "Compound",
    "Formulation",
    "Ionisation",
    "Number",
    "Process",
    "compound",
    "compound_names",
    "read_compound",
]

_FOLDER = Path(__file__).with_name("compounds")
UNITS = {
    "molecular_weight": "g/mol",
    "lipophilicity": "log10",
    "fraction_unbound": "1",
    "solubility": "mg/mL",
    "solubility_ph": "pH",
    "intestinal_permeability": "cm/min",
    "mucosal_permeability": "cm/min",
}
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
Method = Literal["pk_sim_standard", "schmitt", "rodgers_rowland", "poulin_theil", "berezhkovskiy"]


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
        _refuse_units(self.parameters, PROCESS_UNITS, self.name)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Compound:
    """A compound file.

    Parameters
    ----------
    partition
        Method by which tissue partitioning was calculated where the numbers were fitted.
    permeability
        ``standard``: from lipophilicity and size; ``charged``: less for the charged part.
    halogens
        Number of F, Cl, Br, I atoms, which make a molecule smaller than its weight says.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    name: str
    title: str
    version: str
    source: Citation
    licence: str
    partition: Method
    permeability: Literal["standard", "charged"]
    binding_protein: Literal["albumin", "glycoprotein", "unknown"]
    numbers: Mapping[str, Number]
    ionisation: tuple[Ionisation, ...] = ()
    halogens: Mapping[Literal["F", "Cl", "Br", "I"], int] = field(default_factory=dict)
    processes: tuple[Process, ...] = ()
    formulations: Mapping[str, Formulation] = field(default_factory=dict)
    left_out: str = ""

    def __post_init__(self) -> None:
        """Refuse a missing or impossible number, by name."""
        required = {"molecular_weight", "lipophilicity", "fraction_unbound"}
        if required - set(self.numbers):
            raise ValueError(f"missing {', '.join(sorted(required - set(self.numbers)))}")
        _refuse_units(self.numbers, UNITS, self.name)
        if not 0 < self.of("fraction_unbound") <= 1:
            raise ValueError(f"fraction_unbound {self.of('fraction_unbound'):g} is not in (0, 1]")
        positive = set(self.numbers) - {"lipophilicity"}
        wrong = sorted(n for n in positive if self.of(n) <= 0)
        if wrong:
            raise ValueError(f"{', '.join(wrong)} not above zero")
        names = [p.name for p in self.processes]
        if len(set(names)) != len(names):
            raise ValueError("two processes of one name")

    def of(self, name: str) -> float:
        """Return the value of one number."""
        return self.numbers[name].value


def _refuse_units(numbers: Mapping[str, Number], expected: Mapping[str, str], where: str) -> None:
    for name, number in numbers.items():
        if name not in expected:
            raise ValueError(f"{where}: unknown number {name!r}")
        if number.unit != expected[name]:
            raise ValueError(f"{where}: {name} in {number.unit!r}, not in {expected[name]!r}")


def compound_names() -> tuple[str, ...]:
    """Return the compounds that ship with foredose."""
    return tuple(sorted(p.stem for p in _FOLDER.glob("*.yaml")))


@lru_cache(maxsize=64)
def compound(name: str) -> Compound:
    """Return a shipped compound.

    Raises
    ------
    InputError
        When there is none of that name.
    """
    if name not in compound_names():
        raise InputError(
            "compound.unknown",
            found=f"no compound {name!r}",
            expected=f"one of {', '.join(compound_names())}",
            where="knowledge/compounds",
            remedy="name one that is listed, or read your own compound file",
        )
    return read_fact(_FOLDER / f"{name}.yaml", Compound)


def read_compound(path: Path) -> Compound:
    """Read a person's own compound file.

    Raises
    ------
    InputError
        When it breaks the schema: the field, and what is wrong with it.
    """
    try:
        return read_fact(path, Compound)
    except KnowledgeError as error:
        told: dict[str, Any] = error.as_dict()
        raise InputError(
            "compound.schema", **{k: told[k] for k in ("found", "expected", "where", "remedy")}
        ) from error
