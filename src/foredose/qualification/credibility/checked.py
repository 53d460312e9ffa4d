"""What the published numbers say of a model: whether it reproduces its source, and agrees with other studies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foredose.knowledge.references import reference
from foredose.models import CheckResult
from foredose.models.declaration import Model
from foredose.qualification.credibility.record import unknown

__all__ = ["needed_of", "observed", "own", "verdict_of"]


def own(results: Sequence[CheckResult]) -> tuple[CheckResult, ...]:
    """Return the checks against a model's own paper: its results, and arithmetic on its numbers."""
    return tuple(r for r in results if r.check.kind != "observed")


def observed(results: Sequence[CheckResult]) -> tuple[CheckResult, ...]:
    """Return the checks against studies that did not build the model."""
    return tuple(r for r in results if r.check.kind == "observed")


def verdict_of(model: Model, results: Sequence[CheckResult]) -> str:
    """Return whether a model reproduces its source, and how it stands beside other studies."""
    return f"{_source(own(results))}; {_others(model, observed(results))}"


def _source(results: Sequence[CheckResult]) -> str:
    off = [r.check.name for r in results if not r.holds]
    if off:
        return f"disagrees with its source in {len(off)} of {len(results)} numbers ({' | '.join(off)})"
    return f"reproduces its source in all {len(results)} numbers" if len(results) > 1 else (
        "reproduces the one number of its source that it is held against"
    )  # fmt: skip


def _others(model: Model, results: Sequence[CheckResult]) -> str:
    if not results:
        return f"agreement with other studies: {unknown(model.unobserved)}"
    off = [r.check.name for r in results if not r.holds]
    if not off:
        return f"agrees with all {len(results)} numbers of other studies"
    return f"disagrees with other studies in {len(off)} of {len(results)} numbers ({' | '.join(off)})"


def needed_of(model: Model, results: Sequence[CheckResult]) -> tuple[str, ...]:
    """Return what it would take to call a model adequate for decisions about a person."""
    return (
        "a criterion, committed before data are looked at, and levels of people who did not build the model",
        *(
            f"settle where it disagrees: {r.check.name} ({r.check.disagrees or 'not explained'})"
            for r in results
            if not r.holds
        ),
        *_missing(model, results),
    )


def _missing(model: Model, results: Sequence[CheckResult]) -> Iterator[str]:
    if not observed(results):
        yield f"a study that did not build the model ({model.unobserved})"
    if reference(model.source.key).read != "text":
        yield f"the paper itself beside the values: {model.verified}"
    bare = sum(p.rse is None for p in model.parameters)
    if bare:
        yield f"standard errors of {bare} of {len(model.parameters)} parameters, not printed or fixed by the paper"
