"""What a whole-body declaration says beside its flows: outputs, ways in, parameters and for whom it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from foredose.core import Citation
from foredose.knowledge.compound_facts import Compound
from foredose.models.declaration import Output, Parameter, Population, Route
from foredose.models.pbpk.anatomy import slug

__all__ = ["SOLID", "outputs", "parameters", "population", "routes"]

SOLID = ("capsule", "tablet")
"""Ways in of a dosage form that has to release the drug; the first word of a route's name."""


def outputs(compound: Compound, given: bool) -> list[Output]:
    """Return the concentration in venous plasma and blood of the arm."""
    s = slug(compound.name)
    plasma = " + ".join(f"{part} * FX_{s}_{organ} * {s}_{organ}_x" for organ, part in PERIPHERAL)
    unit = f"MW_{s} / 1000 / FU_{s}"
    role: Literal["parent", "metabolite"] = "parent" if given else "metabolite"
    return [
        Output(name=f"plasma_{s}", analyte=compound.name, role=role, expression=f"({plasma}) * {unit}", unit="mg/L"),
        Output(
            name=f"blood_{s}", analyte=compound.name, role=role, expression=f"({plasma}) * {unit} * BF_{s} * FU_{s}",
            unit="mg/L",
        ),
    ]  # fmt: skip


PERIPHERAL = (("muscle", 0.287), ("skin", 0.713))
"""Organs whose venous blood is drawn from an arm, and their parts in it (as exported by PK-Sim)."""


def routes(
    compounds: tuple[Compound, ...], given: Collection[str], orally: list[Compound], *, solid: bool
) -> list[Route]:
    """Return the ways in: by mouth as a solution, a capsule or a tablet, and into a vein."""
    found: list[Route] = []
    for compound in (c for c in compounds if c.name in given):
        s = slug(compound.name)
        ways = {"intravenous": f"{s}_venous_blood"}
        if compound in orally:
            ways["oral"] = f"{s}_lumen_stomach_l"
            ways |= dict(zip(SOLID, (f"{s}_lumen_stomach_s", f"{s}_tablet"), strict=True)) if solid else {}
        for way, state in ways.items():
            name = f"{way} {compound.name}"
            found.append(Route(name=name, compartment=state, fraction=f"1000 / MW_{s}"))
            if way != "intravenous":
                found.append(Route(name=name, compartment="liquid_lumen_stomach", fraction="WATER_PER_MG"))
    return found


def parameters(numbers: Mapping[str, float], first: Compound) -> list[Parameter]:
    """Declare each number; what its unit is follows from the first letters of its name."""
    units = {
        "Q": "L/h", "QM": "L/h", "TR": "1/h", "LQ": "L", "SE": "L/h", "WA": "1/h", "BF": "1", "FX": "1/L",
        "FC": "1/L", "FI": "1/L", "PI": "L/h", "PO": "L/h", "PB": "L/h", "MW": "g/mol", "FU": "1", "AB": "L/h",
        "SO": "umol/L", "KM": "umol/L", "OFF": "1/h", "ON": "L/umol/h", "KI": "1/h", "KH": "umol/L", "act": "1",
        "TU": "1/h", "RL": "h", "WATER": "L/mg", "V": "umol/h or L/h or umol",
    }  # fmt: skip
    of_body = Citation(key="PKSimWholeBody", locus="knowledge/physiology, computed for the person")
    own = {"Q", "QM", "TR", "LQ", "SE", "WA", "TU", "WATER", "RL"}
    return [
        Parameter(
            name=name,
            value=value,
            unit=units[name.split("_")[0]],
            source=of_body if name.split("_")[0] in own else first.source,
        )
        for name, value in numbers.items()
    ]


def population(first: Compound) -> Population:
    """Return for whom the model speaks."""
    return Population(
        studied="adults; see the compound file",
        n=None,
        age_years=None,
        used_for_years=(0.0, 100.0),
        used_because="organ volumes, flows and filtration are known by age from birth at term",
        not_for=("preterm infants", "pregnancy"),
        source=first.source,
    )
