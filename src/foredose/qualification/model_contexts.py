"""The verdict of each drug's library models, by numbers of studies that did not build them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from foredose.qualification.contexts import MODEL_CRITERIA, ModelCriterion
from foredose.qualification.model_lines import ModelLine, committed_model_lines
from foredose.qualification.score import Errors, Rate, errors, guest_limits, rate

__all__ = [
    "ModelContext",
    "committed_model_contexts",
    "errors_of",
    "guest_of",
    "model_contexts",
    "model_verdict",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelContext:
    """One drug's models, or all; ``errors`` is ``None`` where no number counts.

    ``numbers`` are different observed numbers: two models of one drug are often held against the same.
    """

    name: str
    models: int
    numbers: int
    studies: int
    not_counted: int
    errors: Errors | None
    within_guest: Rate | None
    verdict: str


def model_contexts(lines: Iterable[ModelLine]) -> tuple[ModelContext, ...]:
    """Score each context of some lines."""
    found: dict[str, list[ModelLine]] = defaultdict(list)
    for line in lines:
        for name in line.contexts:
            found[name].append(line)
    order = [*MODEL_CRITERIA]
    names = sorted(found, key=lambda n: (order.index(n.split(":")[0]), n))
    return tuple(_context(name, found[name]) for name in names)


@lru_cache(maxsize=1)
def committed_model_contexts() -> tuple[ModelContext, ...]:
    """Return the contexts of this release."""
    return model_contexts(committed_model_lines())


def model_verdict(drug: str) -> str:
    """Return the verdict of a drug's library models on levels and areas; one without a number is not qualified."""
    told = {c.name: c.verdict for c in committed_model_contexts()}
    return told.get(f"population model: {drug}", "not qualified: no observed number to validate on")


def _context(name: str, lines: list[ModelLine]) -> ModelContext:
    told = [x for x in lines if not x.why_not]
    numbers = {(_study(x), x.what) for x in told}
    studies = {_study(x) for x in told}
    own = errors_of(told)
    criterion = MODEL_CRITERIA[name.split(":", maxsplit=1)[0]]
    return ModelContext(
        name=name,
        models=len({x.model for x in told}),
        numbers=len(numbers),
        studies=len(studies),
        not_counted=len(lines) - len(told),
        errors=own,
        within_guest=guest_of(told),
        verdict=_verdict(criterion, own, len(numbers), len(studies)),
    )


def _study(line: ModelLine) -> str:
    return line.source.split(",")[0]


def errors_of(lines: Sequence[ModelLine]) -> Errors | None:
    """Return the errors of lines that count; ``None`` of none."""
    return errors(*_pair(lines)) if lines else None


def guest_of(lines: Sequence[ModelLine]) -> Rate | None:
    """Return how many of the ratios among lines lie within Guest limits; ``None`` where none is a ratio."""
    ratios = [x for x in lines if x.ratio]
    if not ratios:
        return None
    predicted, observed = _pair(ratios)
    fold = np.exp(np.abs(np.log(predicted / observed)))
    return rate(int((fold <= guest_limits(observed)).sum()), len(fold))


def _pair(lines: Sequence[ModelLine]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([x.predicted for x in lines]), np.array([x.observed for x in lines])


def _verdict(criterion: ModelCriterion, found: Errors | None, numbers: int, studies: int) -> str:
    if found is None or numbers < criterion.numbers or studies < criterion.studies:
        many = f"{numbers} observed number{'' if numbers == 1 else 's'}"
        return f"not qualified: {many} of {studies} stud{'y' if studies == 1 else 'ies'} to validate on"
    failed = [
        text
        for bad, text in (
            (found.gmfe > criterion.gmfe, f"GMFE {found.gmfe:.3f}"),
            (found.within_two.value < criterion.within_two, f"within 2-fold {found.within_two.value:.0%}"),
        )
        if bad
    ]
    return f"not qualified: {', '.join(failed)}" if failed else "qualified"
