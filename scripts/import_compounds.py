"""Write ``knowledge/compounds/*.yaml`` from the model files of the Open Systems Pharmacology repositories.

    python scripts/import_compounds.py FOLDER

FOLDER holds ``Midazolam.json`` and so on: the snapshot of each ``<Drug>-Model`` repository. Values, units, their
origin and the reference text beside them are read; nothing else.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

TARGET = Path(__file__).resolve().parents[1] / "src/foredose/knowledge/compounds"
COMMITS = {
    "Alfentanil": "843af57",
    "Atomoxetine": "ecdb2d2",
    "Atorvastatin": "bb12c16",
    "Dextromethorphan": "7a7f27b",
    "Midazolam": "cc916b5",
    "Omeprazole": "c8b0f70",
    "Risperidone": "c07aa83",
    "S-Mephenytoin": "fff60d3",
    "Warfarin": "f6c6759",
}
SKIP = {"Omeprazole:Omeprazole"}
LEFT_OUT = {
    "Alfentanil": "the fitted permeability of cells (0.0069 cm/min); the one predicted from lipophilicity and size "
    "is used",
    "Omeprazole": "competitive inhibition constants, which act on other drugs",
}
METHODS = {
    "Rodgers and Rowland": "rodgers_rowland",
    "Schmitt": "schmitt",
    "Berezhkovskiy": "berezhkovskiy",
    "Poulin and Theil": "poulin_theil",
    "PK-Sim Standard": "pk_sim_standard",
}
PROTEINS = {"OATP1B1/1B3": "OATP1B1", "lysosomal trapping mucosa": "lysosomes"}
TO_UNIT = {
    "mg/l": ("mg/mL", 1e-3),
    "mg/ml": ("mg/mL", 1.0),
    "cm/s": ("cm/min", 60.0),
    "%": ("1", 0.01),
    "Log Units": ("log10", 1.0),
    "nmol/l": ("umol/L", 1e-3),
    "µmol/l": ("umol/L", 1.0),
    "µM": ("umol/L", 1.0),
    None: ("1", 1.0),
}
LIVER_CELLS_L = 2.3578466712 * (1 - 0.17 - 0.163)
CONTENT = 108.0
"""pmol of enzyme per mg of microsomal protein where the source names none (Rodrigues 1999, CYP3A4)."""


def number(parameter: dict[str, Any], unit: str | None = None) -> dict[str, Any]:
    given = parameter.get("Unit")
    name, factor = TO_UNIT.get(given, (given, 1.0))
    origin, note = told(parameter)
    value = float(f"{parameter['Value'] * factor:.10g}")
    return {"value": value, "unit": unit or name, "origin": origin} | ({"note": note} if note else {})


def told(parameter: dict[str, Any]) -> tuple[str, str]:
    origin = parameter.get("ValueOrigin", {})
    source = origin.get("Source", "")
    text = origin.get("Description", "").replace("\n", " ").strip()
    if source == "ParameterIdentification" or "PI " in text or "Parameter Identification" in text:
        return "fitted", text.split(" on 20")[0]
    if source in ("Publication", "Database", "Internet", "Other"):
        return "published", text
    if source == "Unknown" and "ssum" in text:
        return "assumed", text
    return "unknown", text


def numbers(raw: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for group, names in {
        "Lipophilicity": {"Lipophilicity": ("lipophilicity", "log10")},
        "FractionUnbound": {"Fraction unbound (plasma, reference value)": ("fraction_unbound", "1")},
        "Solubility": {
            "Solubility at reference pH": ("solubility", None),
            "Reference pH": ("solubility_ph", "pH"),
        },
        "IntestinalPermeability": {
            "Specific intestinal permeability (transcellular)": ("intestinal_permeability", None)
        },
    }.items():
        alternatives = raw.get(group, [])
        chosen = [a for a in alternatives if a.get("IsDefault", True)] or alternatives
        for parameter in chosen[0]["Parameters"] if chosen else []:
            if parameter["Name"] in names and "Value" in parameter:
                key, unit = names[parameter["Name"]]
                out[key] = number(parameter, unit)
    for parameter in raw["Parameters"]:
        if parameter["Name"] == "Molecular weight":
            out["molecular_weight"] = number(parameter)
    return out


def process(raw: dict[str, Any], defaults: set[str]) -> dict[str, Any] | None:
    kind = raw["InternalName"]
    p = {q["Name"]: q for q in raw["Parameters"] if "Value" in q}
    protein = PROTEINS.get(raw.get("Molecule", ""), raw.get("Molecule", ""))
    label = {
        "GlomerularFiltration": "Glomerular Filtration",
        "KidneyClearance": "Renal Clearances",
        "LiverClearance": "Total Hepatic Clearance",
    }.get(kind, raw.get("Molecule", ""))
    name = f"{label}-{raw['DataSource']}"
    out: dict[str, Any] = {"name": name}
    body = _metabolism(kind, p, protein) or _excretion(kind, p) or _other(kind, p, protein)
    if body is None:
        return None
    out |= body
    if kind == "IrreversibleInhibition":
        out["name"] = f"{name} (inactivation)"
    if raw.get("Metabolite"):
        out["metabolite"] = raw["Metabolite"].lower().replace(" ", "_")
    for state in ("AS=", "PM/IM", "NM"):
        if state in raw["DataSource"] and protein.startswith("CYP"):
            out["genotype"] = raw["DataSource"].split(" (")[0]
    out["default"] = name in defaults
    return out


def _metabolism(kind: str, p: dict[str, Any], protein: str) -> dict[str, Any] | None:
    if kind in ("MetabolizationLiverMicrosomes_MM", "rCYP450_MM", "MetabolizationSpecific_MM"):
        parameters = {"km": number(p["Km"], "umol/L"), "kcat": _kcat(p)}
        return {"kind": "michaelis_menten", "protein": protein, "parameters": parameters}
    if kind.startswith("ActiveTransport"):
        parameters = {"km": number(p["Km"], "umol/L"), "kcat": number(p["kcat"], "1/min")}
        return {"kind": "transport", "protein": protein, "parameters": parameters}
    if kind == "MetabolizationIntrinsic_FirstOrder":
        return {"kind": "linear", "protein": protein, "parameters": {"specific_clearance": _intrinsic(p)}}
    if kind == "MetabolizationLiverMicrosomes_FirstOrder":
        return {"kind": "linear", "protein": protein, "parameters": {"specific_clearance": _microsomal(p)}}
    return None


def _excretion(kind: str, p: dict[str, Any]) -> dict[str, Any] | None:
    if kind == "GlomerularFiltration":
        return {"kind": "filtration", "parameters": {"fraction": number(p["GFR fraction"], "1")}}
    if kind == "LiverClearance":
        return {"kind": "liver", "parameters": {"specific_clearance": _hepatic(p)}}
    if kind == "KidneyClearance":
        return {"kind": "kidney", "parameters": {"specific_clearance": _renal(p)}}
    return None


def _other(kind: str, p: dict[str, Any], protein: str) -> dict[str, Any] | None:
    if kind == "SpecificBinding":
        parameters = {"koff": number(p["koff"], "1/min"), "kd": number(p["Kd"], "umol/L")}
        return {"kind": "binding", "protein": protein, "parameters": parameters}
    if kind == "IrreversibleInhibition":
        parameters = {"kinact": number(p["kinact"], "1/h"), "k_half": number(p["K_kinact_half"], "umol/L")}
        return {"kind": "inactivation", "protein": protein, "parameters": parameters}
    return None


def _microsomal(p: dict[str, Any]) -> dict[str, Any]:
    given = p["In vitro CL for liver microsomes"]
    value = given["Value"] / p["Content of CYP proteins in liver microsomes"]["Value"]
    note = "µL/min/mg over pmol/mg; " + told(given)[1]
    return {"value": float(f"{value:.10g}"), "unit": "1/min", "origin": "derived", "note": note}


def _kcat(p: dict[str, Any]) -> dict[str, Any]:
    if "kcat" in p:
        return number(p["kcat"], "1/min")
    rate = p["In vitro Vmax for liver microsomes"]
    content = p.get("Content of CYP proteins in liver microsomes", {}).get("Value", CONTENT)
    value = rate["Value"] * (1000 if rate["Unit"].startswith("nmol") else 1) / content
    note = f"{rate['Value']:g} {rate['Unit']} over {content:g} pmol/mg; {told(rate)[1]}"
    return {"value": float(f"{value:.10g}"), "unit": "1/min", "origin": "derived", "note": note}


def _intrinsic(p: dict[str, Any]) -> dict[str, Any]:
    if "Specific clearance" in p:
        return number(p["Specific clearance"], "1/min")
    raw = p["Intrinsic clearance"]
    litres = raw["Value"] / (1 if raw["Unit"] == "l/min" else 1000)
    value = litres / LIVER_CELLS_L
    note = f"{raw['Value']:g} {raw['Unit'].replace('l', 'L')} over {LIVER_CELLS_L:.4g} L of liver cells; "
    note += told(p["Intrinsic clearance"])[1]
    return {"value": float(f"{value:.8g}"), "unit": "1/min", "origin": "derived", "note": note}


def _hepatic(p: dict[str, Any]) -> dict[str, Any]:
    if "Specific clearance" in p:
        return number(p["Specific clearance"], "1/min")
    per_kg = p["Plasma clearance"]["Value"] / (60 if "/h/" in p["Plasma clearance"]["Unit"] else 1)
    plasma = per_kg * 73 / 1000
    blood_flow = 1.65
    ratio = p["Blood/Plasma concentration ratio"]["Value"]
    free = p["Fraction unbound (experiment)"]["Value"]
    value = plasma / (1 - plasma / (blood_flow * ratio)) / free / LIVER_CELLS_L
    note = f"well-stirred liver, {per_kg:.3g} mL/min/kg of plasma, 73 kg; {told(p['Plasma clearance'])[1]}"
    return {"value": float(f"{value:.8g}"), "unit": "1/min", "origin": "derived", "note": note}


def _renal(p: dict[str, Any]) -> dict[str, Any]:
    if "Specific clearance" in p:
        return number(p["Specific clearance"], "1/min")
    given = p["Plasma clearance"]
    factor = {"l/h/kg": 1 / 60, "ml/h/kg": 1e-3 / 60, "ml/min/kg": 1e-3}[given["Unit"]]
    value = given["Value"] * factor * 73 / p["Fraction unbound (experiment)"]["Value"] / 0.43771998528
    note = f"{given['Value']:g} {given['Unit']} over the unbound fraction and 0.438 L of kidney; {told(given)[1]}"
    return {"value": float(f"{value:.8g}"), "unit": "1/min", "origin": "derived", "note": note}


def chosen(model: dict[str, Any], name: str) -> set[str]:
    """The processes that the first simulation of the compound uses."""
    for simulation in model["Simulations"]:
        for compound in simulation["Compounds"]:
            if compound["Name"] == name and any("Name" in p for p in compound.get("Processes", [])):
                return {p["Name"] for p in compound["Processes"] if "Name" in p}
    return set()


def formulations(model: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {"solution": {"kind": "dissolved"}}
    for raw in model.get("Formulations", []):
        p = {q["Name"]: q["Value"] for q in raw.get("Parameters", [])}
        key = raw["Name"]
        lag, suspended = p.get("Lag time", 0.0), bool(p.get("Use as suspension", 1.0))
        if raw["FormulationType"] == "Formulation_Tablet_Weibull":
            out[key] = {
                "kind": "weibull",
                "time_min": p["Dissolution time (50% dissolved)"],
                "shape": p["Dissolution shape"],
                "lag_min": lag,
                "suspended": suspended,
            }
        elif raw["FormulationType"] == "Formulation_Tablet_Lint80":
            out[key] = {
                "kind": "linear",
                "time_min": p["Dissolution time (80% dissolved)"],
                "lag_min": lag,
                "suspended": suspended,
            }
        else:
            out[key] = {"kind": "dissolved"}
    return out


def mucosal(model: dict[str, Any]) -> dict[str, Any] | None:
    for simulation in model["Simulations"]:
        for parameter in simulation.get("Parameters", []):
            if parameter["Path"].endswith("P (interstitial->intracellular)"):
                return number(parameter)
    return None


def main(folder: Path) -> None:
    TARGET.mkdir(exist_ok=True)
    for repository, commit in COMMITS.items():
        model = json.loads((folder / f"{repository}.json").read_text(encoding="utf-8"))
        for raw in model["Compounds"]:
            if f"{repository}:{raw['Name']}" in SKIP:
                continue
            values = numbers(raw)
            if repository == "Midazolam":
                values["mucosal_permeability"] = mucosal(model)
            defaults = chosen(model, raw["Name"])
            processes = [process(p, defaults) for p in raw.get("Processes", [])]
            method = next(
                m for k, m in METHODS.items() if any(f"method - {k}" in c for c in raw["CalculationMethods"])
            )
            charged = any("Charge dependent" in c for c in raw["CalculationMethods"])
            atoms = {
                p["Name"]: int(p["Value"]) for p in raw["Parameters"] if p["Name"] in ("F", "Cl", "Br", "I")
            }
            fact = {
                "name": raw["Name"].lower().replace(" ", "_"),
                "title": f"{raw['Name']} as in the {repository} model of Open Systems Pharmacology",
                "version": "2026-11-21",
                "source": {
                    "key": f"OSP{repository.replace('-', '')}",
                    "locus": f"compound {raw['Name']}, commit {commit}",
                },
                "licence": "GPLv2 repository; the values are facts, each with its own reference",
                "partition": method,
                "permeability": "charged" if charged else "standard",
                "binding_protein": {"Albumin": "albumin", "Glycoprotein": "glycoprotein"}.get(
                    raw.get("PlasmaProteinBindingPartner", ""), "unknown"
                ),
                "ionisation": [{"kind": k["Type"].lower(), "pka": k["Pka"]} for k in raw.get("PkaTypes", [])],
                "halogens": atoms,
                "numbers": values,
                "processes": [p for p in processes if p],
                "formulations": formulations(model),
                "left_out": LEFT_OUT.get(repository, ""),
            }
            path = TARGET / f"{fact['name']}.yaml"
            head = "# Written by scripts/import_compounds.py; do not edit by hand.\n"
            path.write_text(
                head + yaml.safe_dump(fact, sort_keys=False, allow_unicode=True, width=118), encoding="utf-8"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
