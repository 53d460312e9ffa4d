"""The why-tree, from variant and co-medication to enzyme, exposure and advice, each step with its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from foredose.advice.assessment import ActivityShown, Exposure, Reason
from foredose.core import percent
from foredose.models.compiled import NUMPY_FUNCTIONS, compile_model
from foredose.models.expression import evaluate
from foredose.twin import Individual, Twin

__all__ = ["activities", "why_tree"]


def activities(individual: Individual, twin: Twin) -> tuple[ActivityShown, ...]:
    """Return the working activity of each pathway of the model, relative to the reference twin."""
    compiled = compile_model(individual.model.name)
    own, normal = compiled.individual(individual.own), compiled.individual(individual.reference)
    undisturbed = {i.name: 1.0 for i in individual.model.interactions}
    inherited = compiled.individual({**individual.own, **undisturbed})

    def ratio(expression: str, values: Mapping[str, Any]) -> np.ndarray:
        reached = evaluate(expression, values, NUMPY_FUNCTIONS) / evaluate(
            expression, normal, NUMPY_FUNCTIONS
        )
        return np.broadcast_to(reached, (individual.draws,))

    shown = []
    for pathway in individual.model.pathways:
        low, middle, high = np.percentile(ratio(pathway.expression, own), (5, 50, 95))
        acting = [p.perpetrator for p, *_ in individual.comedication.acting if p.enzyme == pathway.enzyme]
        shown.append(
            ActivityShown(
                enzyme=pathway.enzyme,
                substrate=f"{individual.model.drug} ({pathway.process})",
                value=float(middle),
                low=float(low),
                high=float(high),
                because=_because(pathway.enzyme, individual, twin),
                by_genotype=float(np.median(ratio(pathway.expression, inherited))),
                drugs=tuple(dict.fromkeys(acting)),
                process=pathway.process,
                reference=_reference(individual, pathway.enzyme),
            )
        )
    return tuple(shown)


def why_tree(
    individual: Individual, twin: Twin, shown: tuple[ActivityShown, ...], target: Exposure
) -> tuple[Reason, ...]:
    """Return the tree: target exposure, because of each pathway, because of each variant and drug."""
    ratio = target.ratio_to_reference
    branches = tuple(
        Reason(
            text=f"{a.enzyme}: {a.substrate} at {a.value:.2f} of the reference (90 % {a.low:.2f}–{a.high:.2f})",
            source=_effect_source(individual, a.enzyme),
            children=_causes(individual, twin, a.enzyme),
        )
        for a in shown
    )
    return (
        Reason(
            text=f"{target.analyte}: {ratio.value:.2f} times the reference twin "
            f"(90 % {ratio.low:.2f}–{ratio.high:.2f})",
            source=f"simulated with {individual.model.name} ({individual.model.source})",
            children=branches,
        ),
    )


def _reference(individual: Individual, enzyme: str) -> str:
    """Return how the reference person's genotype is shown; empty for a pathway without a genotype."""
    found = [g for g in individual.model.genotypes if g.gene == enzyme]
    return (found[0].reference_shown or found[0].reference) if found else ""


def _because(enzyme: str, individual: Individual, twin: Twin) -> tuple[str, ...]:
    return tuple(r.text for r in _causes(individual, twin, enzyme)) or ("no cause found",)


def _causes(individual: Individual, twin: Twin, enzyme: str) -> tuple[Reason, ...]:
    causes = [
        _genotype_reason(
            twin, enzyme, ", ".join(f"{s.name} ({percent(s.probability)})" for s in draws.states[:3])
        )
        for draws in individual.genotypes
        if draws.effect.gene == enzyme
    ]
    for p, low, high, source in individual.comedication.acting:
        if p.enzyme == enzyme:
            left = percent(low) if low == high else f"{100 * low:.0f}–{percent(high)}"
            strength = "" if p.strength == "unclassified" else f"{p.strength} "
            causes.append(
                Reason(
                    text=f"{p.perpetrator}: {strength}{p.kind}, leaves {left} of the activity", source=source
                )
            )
    return tuple(causes)


def _genotype_reason(twin: Twin, gene: str, states: str) -> Reason:
    assert twin.genome is not None
    call = twin.genome.genes[gene]
    variants = tuple(Reason(text=v, source=f"{call.origin}: {twin.genome.source}") for v in call.evidence)
    return Reason(text=f"genotype {states}", source=_called(call.origin), children=variants)


def _called(origin: str) -> str:
    """Say in words where a call comes from: a file of variants, another caller, or a person."""
    if origin == "given by hand":
        return origin
    return f"called from {origin}" if origin.startswith("vcf") else f"from {origin}"


def _effect_source(individual: Individual, enzyme: str) -> str:
    sources = [str(g.source) for g in individual.model.genotypes if g.gene == enzyme]
    return sources[0] if sources else str(individual.model.source)
