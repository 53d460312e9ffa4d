"""Clearance of alfentanil in children by the whole-body model, from adult kinetics, size, organs and enzyme growth.

Every number of the model is an adult's or the age's; none was fitted to a child.

Who was scored and by which curve stands in pbpk_children.yaml, written before the first run.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from foredose.core import InputError
from foredose.knowledge.compound_facts import compound
from foredose.models.compiled import CompiledModel, compile_declaration
from foredose.models.pbpk import CurveChoice, Dose, Person, WholeBody, activity_at, course, person, whole_body
from foredose.sources.external import external_path

HERE = Path(__file__).resolve().parent
CHOSEN = CurveChoice()
CURVES: dict[str, CurveChoice | None] = {
    "in vitro, reference 108 (chosen)": CHOSEN,
    "in vitro, reference 109": CurveChoice(reference="109"),
    "in vivo, reference 107": CurveChoice(setting="in vivo", reference="107"),
    "no ontogeny": None,
}
LATE_H = 24.0
STUDIES = {
    "Hollander": "AUC to 45 min, which distribution decides more than clearance",
    "Meistelman": "clearance",
    "Goresky": "clearance",
}
TO_MG_H_PER_L = {"mg*min/L": 1 / 60, "mg*min/mL": 1000 / 60, "ng*min/mL": 1e-3 / 60}


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One child, the dose (mg, over hours), and the AUC (mg·h/L) that was observed until ``end_h`` or, 0, for ever."""

    name: str
    who: Person
    mg: float
    infusion_h: float
    auc: float
    end_h: float


def settings() -> Any:
    return yaml.load((HERE / "pbpk_children.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def children() -> tuple[list[Child], list[str]]:
    """The children that can be built, and why others cannot."""
    with Path(external_path("osp_pediatrics", check=True)).open(encoding="utf-8") as stream:
        seen = {int(r["ID"]): r for r in csv.DictReader(stream)}
    found, refused = [], []
    for raw in settings()["people"]:
        try:
            who = person(sex=raw["sex"], age_years=raw["age_years"], weight_kg=raw["weight_kg"])
        except InputError as error:
            refused.append(f"{raw['name']}: {error.found}")
            continue
        found.append(_child(raw, seen[raw["record"]], who))
    return found, refused


def _child(raw: dict[str, Any], row: dict[str, str], who: Person) -> Child:
    end, mg = 0.0, raw["mg"]
    if row["CL Avg"]:  # the table's AUC was made from this clearance
        auc = mg / (float(row["CL Avg"]) * 0.06 * who.weight_kg)
    else:
        auc = float(row["AUC Avg"]) * TO_MG_H_PER_L[row["AUC AvgUnit"]]
        end = float(row["tend"]) / 60 if row["AUC Type"] == "AUC_tau" else 0.0
    return Child(name=raw["name"], who=who, mg=mg, infusion_h=raw["infusion_h"], auc=auc, end_h=end)


@lru_cache(maxsize=1)
def declared() -> tuple[WholeBody, CompiledModel]:
    body = whole_body((compound("alfentanil"),), ["alfentanil"], person(), oral=False)
    return body, compile_declaration(body.model)


def predicted(child: Child, curve: CurveChoice | None) -> float:
    """AUC (mg·h/L) over the observed time."""
    body, compiled = declared()
    grown = activity_at("CYP3A4", child.who.age_years, curve) if curve else 1.0
    values = body.values(child.who, activity={"CYP3A4": grown})
    times = np.unique(np.concatenate([[0.0], np.geomspace(1 / 120, child.end_h or LATE_H, 200)]))
    dose = Dose(time=0.0, mg=child.mg, route="intravenous alfentanil", duration=child.infusion_h)
    plasma = course(compiled, values, [dose], times).outputs["plasma_alfentanil"]
    area = float(np.trapezoid(plasma, times))
    if child.end_h:
        return area
    fall = np.log(plasma[-20] / plasma[-1]) / (times[-1] - times[-20])
    return area + float(plasma[-1] / fall)


def row(label: str, ratios: np.ndarray) -> str:
    logs = np.abs(np.log(ratios))
    inside = [f"{100 * np.mean(logs <= np.log(f)):.0f} %" for f in (2, 1.5)]
    return (
        f"| {label} | {len(ratios)} | {inside[0]} | {inside[1]} | {np.exp(logs.mean()):.2f}"
        f" | {np.exp(np.log(ratios).mean()):.2f} |"
    )


HEAD = "| {} | n | within 2 | within 1.5 | GMFE | mean ratio |\n|---|---|---|---|---|---|"


def tables(found: list[Child], ratios: dict[str, np.ndarray]) -> list[str]:
    lines = [HEAD.format("curve of CYP3A4; study")]
    for curve, of in ratios.items():
        for study, measured in STUDIES.items():
            here = np.array([study in c.name for c in found])
            lines.append(row(f"{curve}; {study}, {measured}", of[here]))
    first, age = next(iter(ratios.values())), np.array([c.who.age_years for c in found])
    lines += ["", HEAD.format("chosen curve, by age")]
    for low, high in ((0, 1), (1, 6), (6, 18)):
        here = (age >= low) & (age < high)
        lines.append(row(f"{low} to {high} years", first[here]))
    lines += ["", "| child | years | kg | predicted over observed |", "|---|---|---|---|"]
    for child, ratio in zip(found, first, strict=True):
        lines.append(f"| {child.name} | {child.who.age_years:g} | {child.who.weight_kg:g} | {ratio:.2f} |")
    return lines


def adult() -> str:
    """The adults of Meistelman 1987, without which a child's error says nothing of growth."""
    with Path(external_path("osp_pediatrics")).open(encoding="utf-8") as stream:
        seen = next(float(r["CL Avg"]) for r in csv.DictReader(stream) if r["ID"] == "5177")
    who = person()
    child = Child(name="", who=who, mg=1.0, infusion_h=0.0, auc=1.0, end_h=0.0)
    told = 1.0 / predicted(child, None) / 0.06 / who.weight_kg
    return f"Adults of Meistelman 1987: predicted {told:.1f} mL/min/kg (the reference man), observed mean {seen:g}."


def main() -> int:
    try:
        found, refused = children()
    except InputError as error:
        print(f"not run: {error.found}; {error.remedy}")
        return 0
    ratios = {n: np.array([c.auc / predicted(c, curve) for c in found]) for n, curve in CURVES.items()}
    known = settings()
    print(
        f"{len(found)} children scored, {len(known['left_out'])} left out by rule, {len(refused)} refused.\n"
    )
    print(adult() + "\n")
    print("Predicted over observed, as clearance: observed AUC over predicted AUC of the same time.\n")
    print("\n".join(tables(found, ratios)))
    print("\nLeft out: " + "; ".join([*known["left_out"].values(), *refused]) + ".")
    print("\nNot scored at all. " + " ".join(known["other_drugs"].split()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
