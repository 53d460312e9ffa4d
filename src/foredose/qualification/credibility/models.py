"""The model card of a library model, with its credibility record."""

from __future__ import annotations

from dataclasses import dataclass

from foredose.core import Citation
from foredose.models import CheckResult, compile_model, find_model, run_checks
from foredose.models.declaration import Covariate, GenotypeEffect, Model, Population
from foredose.qualification.credibility.checked import needed_of, own, verdict_of
from foredose.qualification.credibility.held import evidence_of
from foredose.qualification.credibility.limits import limits_of
from foredose.qualification.credibility.record import CredibilityRecord, unknown
from foredose.qualification.credibility.risk import model_risk
from foredose.qualification.credibility.stakes import consequence_of, context_of, influence_of

__all__ = ["Counts", "ModelCard", "model_card"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How large a model is.

    Parameters
    ----------
    varying, by_occasion
        Parameters with a published variance between people, and between occasions of one person.
    with_error
        Parameters with a published standard error; the others are held at their value.
    """

    compartments: int
    flows: int
    outputs: int
    parameters: int
    varying: int
    by_occasion: int
    with_error: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """What a library model is, in whom it was built, how it was checked, and how far to believe it.

    Parameters
    ----------
    structure
        Compartments, routes and how it is solved, in words.
    verified
        How far its numbers could be checked against its paper.
    results
        Each published number beside what the model gives.
    """

    name: str
    drug: str
    title: str
    source: Citation
    verified: str
    population: Population
    structure: str
    counts: Counts
    covariates: tuple[Covariate, ...]
    genotypes: tuple[GenotypeEffect, ...]
    comedication: tuple[str, ...]
    results: tuple[CheckResult, ...]
    record: CredibilityRecord


def model_card(name: str) -> ModelCard:
    """Return the card of a library model; its checks are run anew.

    Raises
    ------
    InputError
        ``model.unknown``, with the nearest names.
    """
    model = find_model(name)
    results = run_checks(model)
    return ModelCard(
        name=model.name,
        drug=model.drug,
        title=model.title,
        source=model.source,
        verified=model.verified,
        population=model.population,
        structure=_structure(model),
        counts=_counts(model),
        covariates=model.covariates,
        genotypes=model.genotypes,
        comedication=tuple(dict.fromkeys(i.enzyme for i in model.interactions)),
        results=results,
        record=_record(model, results),
    )


def _structure(model: Model) -> str:
    held = ", ".join(f"{c.name} ({c.holds})" for c in model.compartments)
    ways = " and ".join(dict.fromkeys(r.name for r in model.routes))
    solved = "linear, solved exactly" if compile_model(model.name).linear else "not linear, solved adaptively"
    return f"{held}; dosed by the {ways} route; {solved}"


def _counts(model: Model) -> Counts:
    return Counts(
        compartments=len(model.compartments),
        flows=len(model.flows),
        outputs=len(model.outputs),
        parameters=len(model.parameters),
        varying=sum(p.iiv > 0 for p in model.parameters),
        by_occasion=sum(p.iov > 0 for p in model.parameters),
        with_error=sum(p.rse is not None for p in model.parameters),
    )


def _record(model: Model, results: tuple[CheckResult, ...]) -> CredibilityRecord:
    influence, consequence = influence_of(model), consequence_of(model.drug)
    return CredibilityRecord(
        subject=model.name,
        kind="model",
        question=f"What does {model.drug} reach in a person like those studied ({_seen(model)}), under a regimen?",
        context=context_of(model),
        influence=influence,
        consequence=consequence,
        risk=model_risk(influence.level, consequence.level),
        goals=(
            f"every number of its own paper within the tolerance of its check ({_tolerances(results)}), or a reason "
            "why not; committed with the model",
            unknown(
                "no criterion of agreement with other people's levels was set before the checks were run"
            ),
        ),
        evidence=evidence_of(model, results),
        applicability=limits_of(model),
        adequate=None,
        verdict=verdict_of(model, results),
        needed=needed_of(model, results),
    )


def _seen(model: Model) -> str:
    return ", ".join(dict.fromkeys(o.analyte for o in model.outputs))


def _tolerances(results: tuple[CheckResult, ...]) -> str:
    found = sorted({r.check.tolerance for r in own(results)})
    return " to ".join(f"{100 * t:g} %" for t in dict.fromkeys((found[0], found[-1])))
