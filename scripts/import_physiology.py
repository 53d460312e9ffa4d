"""Write ``knowledge/physiology/adult_male.yaml`` from a whole-body simulation that PK-Sim exported.

    python scripts/import_physiology.py simple_simulation.pkml

The export (``tests/PKSim.Tests/Data/simple_simulation.pkml`` of Open-Systems-Pharmacology/PK-Sim) holds the mean
European man of 30 years with the numbers that PK-Sim took from the literature. Only numbers are read; the header
of the written file names the literature of each column.
"""

from __future__ import annotations

import math
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
TARGET = HERE / "src/foredose/knowledge/physiology/adult_male.yaml"
HEADER = Path(__file__).with_name("physiology_header.yaml")

ORGANS = (
    "Bone Brain Fat Gonads Heart Kidney LargeIntestine Liver Lung Muscle Pancreas Skin SmallIntestine Spleen Stomach"
).split()
SMALL = "Duodenum UpperJejunum LowerJejunum UpperIleum LowerIleum".split()
LARGE = "Caecum ColonAscendens ColonTransversum ColonDescendens ColonSigmoid Rectum".split()

ORGAN_COLUMNS = {
    "volume": "Volume",
    "height_exponent": "Allometric scale factor",
    "specific_flow": "Specific blood flow rate",
    "f_vascular": "Fraction vascular",
    "f_interstitial": "Fraction interstitial",
    "peripheral": "Peripheral blood flow fraction",
    "std_water": "Vf (water)",
    "std_lipid": "Vf (lipid)",
    "std_protein": "Vf (protein)",
    "rr_neutral_lipid": "Vf (neutral lipid)-RR",
    "rr_phospholipid": "Vf (neutral phospholipid)-RR",
    "rr_cell_water": "Vf (intracellular water)-RR",
    "rr_outside_water": "Vf (extracellular water)-RR",
    "rr_acidic": "Acidic phospholipids [mg/g] - RR",
    "rr_albumin": "Albumin ratio (tissue/plasma)",
    "rr_lipoprotein": "Lipoprotein ratio (tissue/plasma)",
    "ws_water": "Vf (water)-WS",
    "ws_neutral_lipid": "Vf (neutral lipid)-WS",
    "ws_phospholipid": "Vf (neutral phospholipid, plasma)-WS",
    "ws_acidic": "Vf (acidic phospholipids)-WS",
    "ws_protein": "Vf (protein)-WS",
    "pt_water": "Vf (water)-PT",
    "pt_neutral_lipid": "Vf (neutral lipid)-PT",
    "pt_phospholipid": "Vf (phospholipid)-PT",
    "pt_albumin": "Albumin ratio (tissue/plasma)-PT",
}
LUMEN_COLUMNS = {
    "ph": "pH",
    "transit": "Intestinal transit rate",
    "fill": "Fractional steady state fill level",
    "enhancement": "Effective surface area enhancement factor",
    "microvilli": "Microvilli factor",
    "length_0": "L_p0",
    "length_1": "L_p1",
    "inner_0": "r1_p0",
    "inner_1": "r1_p1",
    "outer_0": "r2_p0",
    "outer_1": "r2_p1",
}
MUCOSA_COLUMNS = {
    "share_mucosa": "Fraction mucosa",
    "share_flow": "Fraction of regional blood flow rate",
    "m_vascular": "Fraction vascular",
    "m_interstitial": "Fraction interstitial",
}
GLOBALS = {
    "hematocrit": "Hematocrit",
    "protein_ratio": "Protein ratio (interstial/plasma)",
    "water_plasma": "Vf (water,plasma)",
    "water_interstitial": "Vf (water,interstitial)",
    "water_blood_cells": "Vf (water,blood cells)",
    "lipid_blood_cells": "Vf (lipid, blood cells)",
    "protein_blood_cells": "Vf (protein,blood cells)",
    "rr_plasma_neutral_lipid": "Vf (neutral lipid, plasma)-RR",
    "rr_plasma_phospholipid": "Vf (neutral phospholipid, plasma)-RR",
    "rr_cell_neutral_lipid": "Vf (neutral lipid, blood cells)-RR",
    "rr_cell_phospholipid": "Vf (neutral phospholipid, blood cells)-RR",
    "rr_cell_water": "Vf (intracellular water, blood cells)-RR",
    "rr_cell_acidic": "Acidic phospholipids (blood cells) [mg/g] - RR",
    "ws_cell_neutral_lipid": "Vf (neutral lipid, blood cells)-WS",
    "ws_cell_phospholipid": "Vf (neutral phospholipid, blood cells)-WS",
    "ws_cell_acidic": "Vf (acidic phospholipids, blood cells)-WS",
    "pt_plasma_neutral_lipid": "Vf (neutral lipid, plasma)-PT",
    "pt_plasma_phospholipid": "Vf (phospholipid, plasma)-PT",
    "pt_plasma_water": "Vf (water,plasma)-PT",
    "ph_plasma": "pH (plasma)",
    "ph_blood_cells": "pH (blood cells)",
    "ph_interstitial": "pH (interstitial)",
    "ph_cell": "pH (intracellular)",
}


# Formula coefficients, which the export writes as formulas and not as numbers.
SHARE_WALL = dict(
    zip(
        (*SMALL, *LARGE),
        (0.087, 0.249, 0.184, 0.324, 0.156, 0.08470588, 0.15529412, 0.32, 0.24, 0.135, 0.055),
        strict=True,
    )
)
SECRETION = dict(
    zip(
        (*SMALL, *LARGE),
        (
            0.02894,
            0.0031572,
            0.0025102,
            0.0029585,
            0.0017657,
            0,
            0.00098426,
            0.00020285,
            0.00023004,
            0.00013099,
            0.00071247,
        ),
        strict=True,
    )
)
RAT = {
    "Bone": (28.2, 10),
    "Brain": (1.671, 0.0006),
    "Fat": (14.2, 5),
    "Heart": (1.2, 7.54),
    "Kidney": (7, 1000),
    "LargeIntestine": (11.1, 1000),
    "Liver": (10, 82),
    "Lung": (2.2, 0.096),
    "Muscle": (110.1, 7.54),
    "Pancreas": (1.3, 1000),
    "SmallIntestine": (11.1, 1000),
    "Skin": (43.4, 0.12),
    "Spleen": (1.3, 1000),
    "Stomach": (1.1, 1000),
    "Gonads": (2.5, 2),
}
FIXED = {
    "mucosal_flow": 0.75,
    "ph_mucosa_cell": 7.3,
    "gastric_emptying": 15,
    "stomach_liquid": 0.030169 * math.pi * 0.5**2 * 2,
    "stomach_inflow": 15,
    "small_transit": 0.602 * 126 - 4.52,
    "large_transit": 0.938 * 2652 + 47.6,
    "gfr": 0.11704,
    "endothelium_brain": 0.5,
    "endothelium_surface": 9500,
}


def numbers(path: Path) -> dict[tuple[str, ...], float]:
    """Return every number of the model part by its path of names."""
    model = next(ET.parse(path).getroot().iter("Model"))
    found: dict[tuple[str, ...], float] = {}
    _walk(model, (), found)
    return found


def _walk(node: ET.Element, at: tuple[str, ...], found: dict[tuple[str, ...], float]) -> None:
    for child in node:
        name = child.get("name")
        here = (*at, name) if name else at
        if child.tag == "Parameter" and child.get("value") is not None:
            found[here] = float(child.get("value", ""))
        _walk(child, here, found)


def pick(found: dict[tuple[str, ...], float], *tail: str) -> float | None:
    """Return the number whose path ends so; a distributed one by its mean."""
    for wanted in ((*tail, "Mean"), tail):
        hits = [
            v for k, v in found.items() if k[-len(wanted) :] == wanted and k[-len(wanted) - 1] == "Organism"
        ]
        if hits:
            return hits[0]
    return None


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def _row(values: dict[str, float | None]) -> str:
    told = (f"{k}: {v:.10g}" for k, v in values.items() if v is not None)
    return "{" + ", ".join(told) + "}"


def main(source: Path) -> None:
    found = numbers(source)
    lines = [HEADER.read_text(encoding="utf-8"), "globals:"]
    lines += [f"  {k}: {pick(found, n):.10g}" for k, n in GLOBALS.items()]
    lines += [f"  {k}: {v:.10g}" for k, v in FIXED.items()]
    lines.append("blood:")
    for name in ("VenousBlood", "ArterialBlood", "PortalVein"):
        values = {k: pick(found, name, ORGAN_COLUMNS[k]) for k in ("volume", "height_exponent")}
        lines.append(f"  {_snake(name)}: {_row(values)}")
    lines.append("organs:")
    for organ in ORGANS:
        values = {k: pick(found, organ, n) for k, n in ORGAN_COLUMNS.items()}
        values["ph_cell"] = pick(found, organ, "Intracellular", "pH")
        values |= dict(zip(("rat_volume", "rat_surface"), RAT[organ], strict=True))
        lines.append(f"  {_snake(organ)}: {_row(values)}")
    lines.append("segments:")
    for gut, names in (("SmallIntestine", SMALL), ("LargeIntestine", LARGE)):
        for name in names:
            values = {k: pick(found, "Lumen", name, n) for k, n in LUMEN_COLUMNS.items()}
            values |= {k: pick(found, gut, "Mucosa", name, n) for k, n in MUCOSA_COLUMNS.items()}
            values |= {"share_wall": SHARE_WALL[name], "secretion": SECRETION[name]}
            lines.append(f"  {_snake(name)}: {_row(values)}")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
