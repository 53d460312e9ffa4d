"""What stands behind a library model: solver, gates, exports, its own paper, other studies."""

from __future__ import annotations

from collections.abc import Sequence

from foredose.core import InputError
from foredose.models import CheckResult, compile_model, exports
from foredose.models.declaration import Model
from foredose.qualification.credibility.checked import observed, own
from foredose.qualification.credibility.record import Evidence, EvidenceKind, Figure, unknown
from foredose.qualification.credibility.verified_by import EXPORT_TESTS, GATES, LINEAR, NONLINEAR

__all__ = ["evidence_of"]

_WRITERS = {
    "NONMEM": exports.nonmem_control_stream,
    "nlmixr2": exports.nlmixr2_function,
    "SBML": exports.sbml_document,
}


def evidence_of(model: Model, results: Sequence[CheckResult]) -> tuple[Evidence, ...]:
    """Return all evidence of a model whose declaration was found to stand and whose checks were run."""
    return (
        *(LINEAR if compile_model(model.name).linear else NONLINEAR),
        *(_export(model, language) for language in _WRITERS),
        _stands(model),
        *(Evidence(kind="plausibility", what=what, found="holds", where=where) for what, where in GATES),
        _calibration(model),
        _against("calibration", "its own paper: its results, and arithmetic on them", own(results), model),
        _against("validation", "studies that did not build it", observed(results), model),
    )


def _export(model: Model, language: str) -> Evidence:
    return Evidence(
        kind="code verification",
        what=f"rates and outputs of the model as {language}, read back by the rules of that language",
        found=_written(model, language),
        where=EXPORT_TESTS[language],
        comparator="the declaration",
    )


def _written(model: Model, language: str) -> str:
    """Say whether the language can hold the model; that it then computes the same is what the test asserts."""
    try:
        _WRITERS[language](model)
    except InputError as error:
        return unknown(f"refused: {error.found}")
    except ModuleNotFoundError as error:
        return unknown(f"{error.name} is not installed here")
    return "equal"


def _stands(model: Model) -> Evidence:
    return Evidence(
        kind="plausibility",
        what="the declaration: names, ends of flows, routes, leaks, drug from nothing, possible variability",
        found="holds; run for this card",
        where=f"foredose model check {model.name}",
    )


def _calibration(model: Model) -> Evidence:
    fitted = sum(p.rse is not None for p in model.parameters)
    n = model.population.n
    people = f"{n} people" if n is not None else f"people ({unknown('how many is not told')})"
    return Evidence(
        kind="calibration",
        what=f"the paper's own fit to {people}: {model.population.studied}",
        found=f"{fitted} of {len(model.parameters)} parameters with a published standard error",
        where=str(model.source),
    )


def _against(kind: EvidenceKind, what: str, results: Sequence[CheckResult], model: Model) -> Evidence:
    where = f"foredose model check {model.name}"
    what = f"published numbers of {what}"
    if not results:
        return Evidence(kind=kind, what=what, found=unknown(model.unobserved), where=where)
    held, sources = sum(r.holds for r in results), dict.fromkeys(r.check.source.key for r in results)
    return Evidence(
        kind=kind,
        what=what,
        found=f"{held} of {len(results)} within the tolerance of the check",
        where=where,
        comparator=", ".join(sources),
        figures=tuple(_figure(r) for r in results),
    )


def _figure(result: CheckResult) -> Figure:
    return Figure(
        name=f"{result.check.name}: model over published",
        value=result.predicted / result.check.expected,
        unit="fold",
        demanded=f"within {100 * result.check.tolerance:g} %",
        met=result.holds,
    )
