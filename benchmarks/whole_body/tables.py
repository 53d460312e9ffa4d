"""Scores of the whole-body models as markdown."""

from __future__ import annotations

import numpy as np

from benchmarks.whole_body.profiles import Score


def within(ratios: np.ndarray, fold: float) -> float:
    return float(np.mean(np.abs(np.log(ratios)) <= np.log(fold)))


def row(label: str, scores: list[Score]) -> str:
    cells = []
    for ratios in (np.array([s.auc for s in scores]), np.array([s.cmax for s in scores])):
        cells += [f"{100 * within(ratios, 2):.0f} %", f"{100 * within(ratios, 1.5):.0f} %"]
        cells.append(f"{np.exp(np.mean(np.abs(np.log(ratios)))):.2f}")
    return f"| {label} | {len(scores)} | " + " | ".join(cells) + " |"


HEAD = (
    "| {} | n | AUC within 2 | within 1.5 | GMFE | Cmax within 2 | within 1.5 | GMFE |\n"
    "|---|---|---|---|---|---|---|---|"
)


def report(scores: list[Score], left: int, listed: bool) -> str:
    parts = [f"{len(scores)} profiles scored, {left} left out by rule (benchmarks/pbpk_exclusions.yaml).", ""]
    groups = {"all": scores}
    groups |= {
        label: [s for s in scores if s.calibration == key]
        for key, label in (
            ("no", "validation"),
            ("yes", "calibration"),
            ("not told", "use not told by the source"),
        )
    }
    parts += [HEAD.format("profiles"), *(row(k, v) for k, v in groups.items() if v), ""]
    parts.append(HEAD.format("model"))
    for model in sorted({s.profile.model for s in scores}):
        for key, label in (("no", "validation"), ("yes", "calibration"), ("not told", "not told")):
            chosen = [s for s in scores if s.profile.model == model and s.calibration == key]
            parts += [row(f"{model}, {label}", chosen)] if chosen else []
    parts += ["", HEAD.format("analyte")]
    for analyte in sorted({s.analyte for s in scores}):
        parts.append(row(analyte, [s for s in scores if s.analyte == analyte]))
    worst = [s for s in scores if max(abs(np.log(s.auc)), abs(np.log(s.cmax))) > np.log(2)]
    parts += [
        "",
        "Predicted over observed" + ("" if listed else ", profiles beyond 2-fold in AUC or Cmax") + ":",
        "",
    ]
    parts += ["| profile | use | analyte | AUC | Cmax |", "|---|---|---|---|---|"]
    for s in sorted(scores if listed else worst, key=lambda s: (s.profile.model, s.auc)):
        name = s.profile.name.replace("|", "/")
        parts.append(
            f"| {s.profile.model}: {name} | {s.calibration} | {s.analyte} | {s.auc:.2f} | {s.cmax:.2f} |"
        )
    return "\n".join(parts)
