"""The person as the answer uses and shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from foredose.advice.assessment import ActivityShown, TwinSummary
from foredose.core import Indeterminate
from foredose.models.declaration import Model
from foredose.safety import HardStop
from foredose.twin import Twin

__all__ = ["summary_of", "without_genes"]


def without_genes(twin: Twin, stopped: Mapping[str, HardStop]) -> Twin:
    """Empty the calls of genes that do not speak for this person, such as blood DNA after a liver transplant."""
    if twin.genome is None or not stopped:
        return twin
    genes = {
        gene: replace(
            call,
            diplotypes=(),
            phenotypes=(),
            activity_score=None,
            reportable=False,
            reason=stopped[gene].text,
            resolve=f"see {stopped[gene].source}",
        )
        if gene in stopped
        else call
        for gene, call in twin.genome.genes.items()
    }
    return replace(twin, genome=replace(twin.genome, genes=genes))


def summary_of(twin: Twin, model: Model | None, shown: tuple[ActivityShown, ...]) -> TwinSummary:
    """Return what the answer rests on: the model's covariates with date and source, drugs, genes, activities."""
    covariates: list[tuple[str, float | None, str, str]] = []
    age = twin.age_years
    known_age = None if isinstance(age, Indeterminate) else age
    told = "birth date" if twin.has_record else "stated on the command line"
    covariates.append(("age", known_age, "year", age.why if isinstance(age, Indeterminate) else told))
    absent = "not in the record" if twin.has_record else "not stated"
    for name in [c.name for c in model.covariates if c.name != "age"] if model else []:
        found = twin.covariates.get(name)
        if found is None or isinstance(found, Indeterminate):
            covariates.append((name, None, "", found.why if found else absent))
        else:
            covariates.append((name, found.value, found.unit, f"{found.date:%Y-%m-%d}, {found.resource}"))
    return TwinSummary(
        person=twin.person,
        as_of=twin.as_of,
        covariates=tuple(covariates),
        medications=tuple(m.text for m in twin.medications),
        genome=twin.genome,
        activities=shown,
    )
