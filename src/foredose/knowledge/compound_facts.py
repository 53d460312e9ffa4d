"""Compound files of the whole-body model: what a drug is and what happens to it, each number with its origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from foredose.core import Citation, InputError, KnowledgeError
from foredose.knowledge.compound_parts import Formulation, Ionisation, Number, Process, refuse_units
from foredose.knowledge.fact_file import FORBID_EXTRA, read_fact

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
Method = Literal["pk_sim_standard", "schmitt", "rodgers_rowland", "poulin_theil", "berezhkovskiy"]


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
        refuse_units(self.numbers, UNITS, self.name)
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
