"""What the body does with a drug, and what the drug does to enzymes: one table per drug in ``knowledge/dispositions``.

A table holds every value that was found, each with its source and how it was come by; which one counts is settled by
one written rule (``settled``), so a new value is a new line and nothing else. Missing is a line with ``unknown: why``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from foredose.core import Citation
from foredose.knowledge.rows import broken, rows_of

__all__ = [
    "BASES",
    "COLUMNS",
    "QUANTITIES",
    "Disposition",
    "Fact",
    "active_metabolites",
    "disposition",
    "disposition_names",
]

_FOLDER = Path(__file__).with_name("dispositions")
COLUMNS = ("quantity", "of", "site", "value", "low", "high", "unit", "basis", "source", "locus", "note")
QUANTITIES: Mapping[str, str] = {
    "molar_mass": "g/mol",
    "absorption_rate": "1/h",
    "time_to_peak": "h",
    "fraction_absorbed": "1",
    "gut_availability": "1",
    "bioavailability": "1",
    "clearance": "L/h",
    "oral_clearance": "L/h",
    "volume": "L",
    "oral_volume": "L",
    "half_life": "h",
    "fraction_unbound": "1",
    "blood_to_plasma": "1",
    "renal_fraction": "1",
    "share": "1",
    "retained": "1",
    "metabolite": "1",
    "metabolite_ratio": "1",
    "formed_by": "1",
    "Ki": "umol/L",
    "KI": "umol/L",
    "kinact": "1/h",
    "Emax": "1",
    "EC50": "umol/L",
    "residual": "1",
    "scale": "1",
    "usual_dose": "mg",
    "interval": "h",
    "max_daily": "mg",
    "peak": "mg/L",
    "average": "mg/L",
}
"""Quantity to its unit.

``share``: of the whole clearance that the enzyme in ``of`` carries at a site (of gut-wall loss at ``gut``, of uptake
into the liver at ``uptake``); ``retained``: of what the liver takes up, what it keeps; ``metabolite``: an active
metabolite, in ``of``; ``metabolite_ratio``: its AUC over that of the drug (mg/L over mg/L), by mouth, in people as
studied; ``formed_by``: part of it that the enzyme in ``site`` forms; ``residual``: what a usual regimen leaves;
``scale``: what the unbound concentration is multiplied with before it meets the constants of an enzyme.
"""
BASES: Mapping[str, int] = {
    "measured": 0,
    "mass_balance": 0,
    "preincubated": 0,
    "in_vitro": 1,
    "label": 1,
    "review": 2,
    "model": 2,
    "model_unknown_fit": 2,
    "statement": 3,
    "derived": 4,
    "genotype_ratio": 9,
    "interaction_ratio": 9,
    "calibrated": 0,
    "class": 8,
}
"""How a value was come by, to its rank: a lower rank goes before a higher one. The last ones but ``calibrated`` rest on
observed ratios of this very drug, or on a class; ``calibrated`` rests on ratios of calibration drugs alone;
``preincubated`` is in vitro with the inhibitor on the cells before the substrate, as it is in people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of a table.

    Parameters
    ----------
    of, site
        The enzyme, transporter or other drug that it is about, and where; empty for the drug as a whole.
    value, low, high
        In ``unit``; NaN where unknown. ``low`` and ``high`` are bounds that the source states.
    """

    quantity: str
    of: str
    site: str
    value: float
    low: float
    high: float
    unit: str
    basis: str
    source: Citation
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition:
    """All lines of one drug.

    Parameters
    ----------
    unknown
        Quantity (with what it is of) to why it is not known.
    cited
        Keys of the references of all lines.
    """

    inn: str
    facts: tuple[Fact, ...]
    unknown: Mapping[str, str]
    cited: tuple[str, ...] = ()

    def named(self, quantity: str, of: str = "", site: str = "") -> tuple[Fact, ...]:
        """Return the lines of a quantity."""
        return tuple(f for f in self.facts if (f.quantity, f.of, f.site) == (quantity, of, site))

    def enzymes(self, quantity: str) -> tuple[str, ...]:
        """Return what a quantity is told of, in order."""
        return tuple(dict.fromkeys(f.of for f in self.facts if f.quantity == quantity))


@lru_cache(maxsize=1)
def disposition_names() -> tuple[str, ...]:
    """Return every drug that has a table, sorted."""
    return tuple(sorted(path.stem.replace("_", " ") for path in _FOLDER.glob("*.tsv")))


@lru_cache(maxsize=1024)
def disposition(inn: str) -> Disposition | None:
    """Return the table of a drug by its INN (lower case), or ``None`` when it has none.

    Raises
    ------
    KnowledgeError
        ``knowledge.disposition`` when a line breaks the schema.
    """
    path = _FOLDER / f"{inn.replace(' ', '_')}.tsv"
    if inn not in disposition_names():
        return None
    found = [_fact(path, number, row) for number, row in rows_of(path, COLUMNS, "disposition")]
    return Disposition(
        inn=inn,
        facts=tuple(f for f in found if not math.isnan(f.value)),
        unknown={" ".join(x for x in (f.quantity, f.of) if x): f.note for f in found if math.isnan(f.value)},
        cited=tuple(dict.fromkeys(f.source.key for f in found)),
    )


def active_metabolites(drug: Disposition) -> tuple[str, ...]:
    """Return the metabolites that act in place of a drug or beside it, as far as its table names them."""
    told = [f.of for f in drug.facts if f.quantity == "metabolite"]
    told += [key.removeprefix("metabolite ") for key in drug.unknown if key.startswith("metabolite ")]
    return tuple(dict.fromkeys(told))


def _fact(path: Path, number: int, row: list[str]) -> Fact:
    quantity, of, site, value, low, high, unit, basis, source, locus, note = row
    if QUANTITIES.get(quantity) != unit:
        raise broken(
            "disposition",
            path,
            number,
            f"{quantity} in {unit!r}",
            QUANTITIES.get(quantity, "a known quantity"),
        )
    if value == "unknown":
        if not note:
            raise broken("disposition", path, number, f"unknown {quantity}", "why, in the note")
        return Fact(
            quantity=quantity, of=of, site=site, value=math.nan, low=math.nan, high=math.nan, unit=unit,
            basis=basis, source=Citation(key=source, locus=locus), note=note,
        )  # fmt: skip
    if basis not in BASES:
        raise broken("disposition", path, number, f"the basis {basis!r}", ", ".join(BASES))
    try:
        numbers = [float(x) if x else math.nan for x in (value, low, high)]
    except ValueError as error:
        raise broken("disposition", path, number, str(error), "numbers") from error
    if (
        not math.isfinite(numbers[0])
        or numbers[0] < 0
        or (unit == "1" and quantity in _PARTS and numbers[0] > 1)
    ):
        raise broken("disposition", path, number, f"{quantity} {value}", "a possible value")
    return Fact(
        quantity=quantity, of=of, site=site, value=numbers[0], low=numbers[1], high=numbers[2], unit=unit,
        basis=basis, source=Citation(key=source, locus=locus), note=note,
    )  # fmt: skip


_PARTS = frozenset(
    {
        "share",
        "fraction_absorbed",
        "gut_availability",
        "bioavailability",
        "fraction_unbound",
        "renal_fraction",
        "retained",
        "formed_by",
    }
)
