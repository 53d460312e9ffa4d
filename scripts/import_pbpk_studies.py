"""Write ``benchmarks/pbpk_studies.yaml``: how each observed profile was dosed, in whom, and what it was used for.

    python scripts/import_pbpk_studies.py FOLDER

FOLDER holds the snapshot ``<Drug>.json`` and, where there is one, ``<Drug>.plan.json`` (the evaluation plan) of each
``<Drug>-Model`` repository of Open Systems Pharmacology. Observed values are not read.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from pathlib import Path
from typing import Any

import yaml

from foredose.sources.external import external_path

TARGET = Path(__file__).resolve().parents[1] / "benchmarks/pbpk_studies.yaml"
MODELS = (
    "Atomoxetine",
    "Atorvastatin",
    "Dextromethorphan",
    "Midazolam",
    "Omeprazole",
    "Risperidone",
    "S-Mephenytoin",
    "Warfarin",
)
HOURS = {"h": 1.0, "min": 1 / 60, "day(s)": 24.0, "s": 1 / 3600}
FED = "fed"
PROTEINS = {"OATP1B1/1B3": "OATP1B1", "lysosomal trapping mucosa": "lysosomes"}


def staged() -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    with gzip.open(external_path("osp_observed"), "rt", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(row["model"].removesuffix("-Model"), {})[row["dataset"]] = None
    return {m: list(d) for m, d in found.items()}


def plan(folder: Path, model: str) -> tuple[dict[str, str], set[str]]:
    """Dataset to simulation, and the datasets that built the model, by the evaluation plan."""
    path = folder / f"{model}.plan.json"
    if not path.exists():
        return {}, set()
    document = json.loads(path.read_text(encoding="utf-8"))
    simulation: dict[str, str] = {}
    built: set[str] = set()
    for plot in document["Plots"].get("GOFMergedPlots", []):
        for group in plot["Groups"]:
            for mapping in group["OutputMappings"]:
                names = mapping["ObservedData"]
                for name in [names] if isinstance(names, str) else names:
                    simulation[name] = mapping["Simulation"]
                    if "model building" in group["Caption"]:
                        built.add(name)
    return simulation, built


def folders(classes: list[dict[str, Any]] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in classes or []:
        found |= dict.fromkeys(item.get("Classifiables", []), item["Name"])
        found |= folders(item.get("Classifications"))
    return found


def number(parameters: list[dict[str, Any]], name: str, default: float = 0.0) -> tuple[float, str]:
    for p in parameters:
        if p["Name"] == name:
            return float(p["Value"]), p.get("Unit", "")
    return default, ""


def hours(parameters: list[dict[str, Any]], name: str) -> float:
    value, unit = number(parameters, name)
    return value * HOURS.get(unit, 1.0)


def doses(protocol: dict[str, Any], infusion_h: float | None) -> list[dict[str, Any]]:
    """The doses of a protocol: time of the first, how many, how far apart, how much, by which route."""
    if not protocol.get("Schemas"):
        p = protocol["Parameters"]
        every = {"DI_24": 24.0, "DI_12_12": 12.0}.get(protocol["DosingInterval"], 0.0)
        count = round((hours(p, "End time") - hours(p, "Start time")) / every) if every else 1
        return [_dose(protocol["ApplicationType"], p, hours(p, "Start time"), count, every, infusion_h)]
    out = []
    for schema in protocol["Schemas"]:
        begin = hours(schema["Parameters"], "Start time")
        count = round(number(schema["Parameters"], "NumberOfRepetitions", 1.0)[0])
        every = hours(schema["Parameters"], "TimeBetweenRepetitions")
        for item in schema["SchemaItems"]:
            start = begin + hours(item["Parameters"], "Start time")
            out.append(_dose(item["ApplicationType"], item["Parameters"], start, count, every, None))
    return out


def _dose(
    kind: str, p: list[dict[str, Any]], start: float, count: int, every: float, infusion: float | None
) -> dict[str, Any]:
    amount, unit = number(p, "InputDose")
    dose: dict[str, Any] = {
        "mg_per_kg" if unit == "mg/kg" else "mg": amount * (1e-3 if unit == "µg" else 1.0)
    }
    dose["route"] = "oral" if kind == "Oral" else "intravenous"
    duration = infusion if infusion is not None and kind == "Intravenous" else hours(p, "Infusion time")
    if kind == "Intravenous" and duration:
        dose["duration_h"] = round(duration, 6)
    if start:
        dose["start_h"] = start
    if count > 1:
        dose |= {"count": count, "every_h": every}
    return dose


def person(origin: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {"population": origin["Population"], "sex": origin["Gender"].lower()}
    out["age_years"] = origin["Age"]["Value"]
    for key, name in (("Weight", "weight_kg"), ("Height", "height_cm")):
        if key in origin:
            out[name] = round(origin[key]["Value"], 2)
    return out


def abundance(model: dict[str, Any], individual: dict[str, Any], used: set[str]) -> dict[str, float]:
    """Reference concentrations of the individual, and relative expression in the mucosa, for the proteins used."""
    from foredose.knowledge.physiology_facts import enzymes

    out: dict[str, float] = {}
    profiles = {
        f"{e['Molecule']}|{e['Species']}|{e['Category']}": e for e in model.get("ExpressionProfiles", [])
    }
    for key in individual.get("ExpressionProfiles", []):
        profile = profiles[key]
        name = PROTEINS.get(profile["Molecule"], profile["Molecule"])
        if name not in used:
            continue
        known = enzymes()[name]
        for p in profile["Parameters"]:
            if p["Path"].endswith("Reference concentration") and abs(p["Value"] - known.micromolar) > 1e-3:
                out[name] = p["Value"]
            mucosa = p["Path"].startswith("Organism|SmallIntestine|Mucosa|LowerJejunum")
            if mucosa and abs(p["Value"] - known.expression.get("small_mucosa", 0.0)) > 1e-3:
                out[f"{name}|small_mucosa"] = round(p["Value"], 6)
    return out


def study(model: dict[str, Any], simulation: dict[str, Any]) -> dict[str, Any]:
    individuals = {i["Name"]: i for i in model["Individuals"]}
    individual = (
        individuals[simulation["Individual"]] if simulation.get("Individual") else model["Individuals"][0]
    )
    protocols = {p["Name"]: p for p in model["Protocols"]}
    infusion = None
    for p in simulation.get("Parameters", []):
        if (
            p["Path"].endswith("Infusion time")
            and "Application_1|" in p["Path"] + "|"
            and p["Path"].count("Schema") < 2
        ):
            infusion = p["Value"] * HOURS[p["Unit"]]
    out: dict[str, Any] = {"person": person(individual["OriginData"]), "compounds": {}}
    used: set[str] = set()
    forms = set()
    for compound in simulation["Compounds"]:
        names = [p["Name"] for p in compound.get("Processes", []) if "Name" in p]
        dosed = compound.get("Protocol") and compound["Protocol"].get("Name")
        if not names and not dosed:
            continue
        entry: dict[str, Any] = {"processes": names}
        used |= {
            PROTEINS.get(p.get("MoleculeName", ""), p.get("MoleculeName", ""))
            for p in compound["Processes"]
            if "Name" in p
        }
        if dosed:
            entry["doses"] = doses(protocols[dosed], infusion)
            forms |= {f["Name"] for f in compound["Protocol"].get("Formulations", [])}
        out["compounds"][compound["Name"].lower().replace(" ", "_")] = entry
    for item in simulation.get("Interactions", []):
        name = item.get("CompoundName", "").lower()
        if "TDI" in item.get("Name", "") and name in out["compounds"]:
            out["compounds"][name]["processes"].append(f"{item['Name']} (inactivation)")
    kinds = {f["Name"]: f["FormulationType"] for f in model.get("Formulations", [])}
    real = [f for f in forms if kinds.get(f) != "Formulation_Dissolved"]
    if real:
        out["formulation"] = real[0]
    if any(e["StartTime"]["Value"] == 0 for e in simulation.get("Events") or []):
        out["meal"] = FED
    differs = abundance(model, individual, used)
    if differs:
        out["abundance"] = differs
    return out


def main(folder: Path) -> None:
    studies: dict[str, Any] = {}
    uses: dict[str, Any] = {}
    for name, datasets in staged().items():
        model = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        planned, built = plan(folder, name)
        simulations = {s["Name"]: s for s in model["Simulations"]}
        by_data: dict[str, list[str]] = {}
        for s in model["Simulations"]:
            for d in s.get("ObservedData", []):
                by_data.setdefault(d, []).append(s["Name"])
        classes = folders(model.get("SimulationClassifications"))
        labels = folders(model.get("ObservedDataClassifications"))
        for dataset in datasets:
            options = by_data.get(dataset, [])
            chosen = planned.get(dataset) if planned.get(dataset) in simulations else None
            chosen = chosen or next(
                (o for o in options if o in dataset or dataset.startswith(o)), options[0] if options else None
            )
            if chosen is None:
                uses[dataset] = {"model": name, "study": None, "calibration": "no"}
                continue
            key = f"{name}: {chosen}"
            studies.setdefault(key, study(model, simulations[chosen]))
            group = classes.get(chosen, "")
            if planned:
                calibration = "yes" if dataset in built else "no"
            elif "internal" in group or "Training" in group:
                calibration = "yes"
            elif "external" in group or "Test" in group:
                calibration = "no"
            else:
                calibration = "not told"
            uses[dataset] = {"model": name, "study": key, "calibration": calibration}
            if name == "Dextromethorphan":
                uses[dataset]["analyte"] = labels[dataset].lower()
    head = (
        "# Written by scripts/import_pbpk_studies.py from the model files; observed values are not in it.\n"
    )
    text = yaml.safe_dump(
        {"datasets": uses, "studies": studies}, sort_keys=False, allow_unicode=True, width=150
    )
    TARGET.write_text(head + text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
