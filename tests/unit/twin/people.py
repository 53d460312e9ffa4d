"""Builders of people for tests: genotypes, twins and orders, with nothing known unless it is said."""

from datetime import date

from foredose.core import Candidate, Indeterminate
from foredose.genome import GeneCall, GenomeCall, Positions, phenotype_of
from foredose.sources import Measurement, Medication
from foredose.twin import Event, GenomeReported, IdentityStated, fold

TODAY = date(2025, 6, 1)
NORMAL = {
    "CYP2C19": "*1/*1",
    "CYP2C9": "*1/*1",
    "CYP2D6": "*1/*1",
    "CYP3A5": "*1/*1",
    "SLCO1B1": "*1/*1",
    "VKORC1": "rs9923231 reference (C)/rs9923231 reference (C)",
    "CYP4F2": "*1/*1",
}
UNITS = {"weight": "kg", "hematocrit": "%", "height": "cm"}


def candidates(shares):
    ranked = sorted(shares.items(), key=lambda item: -item[1])
    return tuple(Candidate(name=name, probability=share) for name, share in ranked)


def gene_call(gene, shares, *, reportable=True, reason=None):
    """A call from ``"*1/*2"`` or ``{"*1/*1": 0.6, "*1/*2": 0.4}``."""
    diplotypes = {shares: 1.0} if isinstance(shares, str) else dict(shares)
    phenotypes = {}
    for name, share in diplotypes.items():
        phenotype = phenotype_of(gene, name)
        phenotypes[phenotype] = phenotypes.get(phenotype, 0.0) + share
    return GeneCall(
        gene=gene,
        diplotypes=candidates(diplotypes),
        phenotypes=candidates(phenotypes),
        activity_score=None,
        positions=Positions(defining=1, observed=1, not_assayed=0, failed=0),
        reportable=reportable,
        reason=reason,
        resolve=None if reason is None else f"test {gene}",
        origin="outside calls",
    )


def genome(**genes):
    """A genome of the genes named; a gene that is not named was not called."""
    return GenomeCall(
        sample="made up",
        assembly=None,
        genes={gene: gene_call(gene, shares) for gene, shares in genes.items()},
        sex=Indeterminate(why="no X chromosome was read", resolve="a genome"),
        absent_declared_reference=False,
        source="made up",
    )


def person(*, age=50, sex="female", meds=(), genes=None, called=None, measured_on=TODAY, **covariates):
    """A twin as of ``TODAY``; ``genes`` over normal ones, or ``called`` as the whole genome."""
    identity = IdentityStated(
        person="made up",
        birth_date=None if age is None else date(TODAY.year - age, TODAY.month, TODAY.day),
        sex=sex,
        deceased=False,
        specimens=(),
    )
    events = [Event(date=TODAY, fact=identity, source="made up")]
    for name, value in covariates.items():
        fact = Measurement(
            name=name, value=value, unit=UNITS[name], date=measured_on, code="test", resource="test"
        )
        events.append(Event(date=measured_on, fact=fact, source="made up"))
    for drug in meds:
        fact = Medication(
            ingredient=drug,
            text=drug,
            code=None,
            active=True,
            start=None,
            stop=None,
            dose_mg=None,
            resource=f"made up {drug}",
        )
        events.append(Event(date=TODAY, fact=fact, source="made up"))
    call = genome(**{**NORMAL, **(genes or {})}) if called is None else called
    events.append(Event(date=TODAY, fact=GenomeReported(call=call), source="made up"))
    return fold(events, as_of=TODAY)
