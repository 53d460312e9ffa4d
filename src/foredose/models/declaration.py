"""What a published model is made of. A model is declared, not programmed: one paper, one file.

Canonical units: h, mg, L, mg/L, kg, years; an output may state another unit when its expression converts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from foredose.core import Citation

__all__ = [
    "Check",
    "CheckKind",
    "Compartment",
    "Covariate",
    "Derived",
    "Flow",
    "GenotypeEffect",
    "Interaction",
    "Model",
    "Output",
    "Parameter",
    "Pathway",
    "Population",
    "Residual",
    "Route",
]


CheckKind = Literal["reported", "observed", "derived"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compartment:
    """A state: what it holds, in which unit, and its value before the first dose (an expression)."""

    name: str
    holds: str
    unit: str = "mg"
    initial: str = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A typical value with its unit, locus and variability.

    Parameters
    ----------
    iiv, iov
        Variance of the random effect between subjects, and between occasions of one subject; 0 where the paper
        estimated none.
    scale
        Where the random effect acts: ``log`` (value * exp(eta)), ``logit``, or ``additive``.
    rse
        Relative standard error of the estimate as a fraction; ``None`` where the paper does not print it or
        fixed the value (said in ``note``).
    """

    name: str
    value: float
    unit: str
    source: Citation
    iiv: float = 0.0
    iov: float = 0.0
    scale: Literal["log", "logit", "additive"] = "log"
    rse: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covariate:
    """A registered covariate that the equations use.

    Parameters
    ----------
    name
        Name in the covariate register; the expressions use the same name.
    studied
        Range of the studied people. Outside it the model does not speak for the person.
    typical
        Middle value of the studied people. For a person whose value is missing, the value is drawn from the
        triangle over ``studied`` with its top here, and the answer says so; ``None`` where the paper prints no
        middle value, and then the model cannot be simulated without the person's own.
    """

    name: str
    unit: str
    studied: tuple[float, float]
    typical: float | None
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class GenotypeEffect:
    """How a gene enters: the expressions use ``name``, whose value the genotype decides.

    Parameters
    ----------
    by
        ``phenotype``: level per phenotype name; ``allele``: sum over the two alleles of the level per allele;
        ``diplotype``: level per pair of alleles, in either order; ``activity_score``: the score itself.
    levels
        Level name to a parameter name. A level that is not listed was not studied.
    scores
        For ``activity_score``: allele scores of the paper where they differ from today's.
    reference
        The normal-function state of the reference twin: a phenotype, a diplotype, or an activity score.
    unstudied
        What is said of a state that the paper did not study.
    reference_shown
        The reference in words, where its name alone would mislead.
    """

    name: str
    gene: str
    by: Literal["phenotype", "allele", "diplotype", "activity_score"]
    levels: Mapping[str, str]
    reference: str
    source: Citation
    unstudied: str
    reference_shown: str = ""
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """How a co-medication enters: a variable that is 1 without a perpetrator of ``enzyme`` and is multiplied by
    the fraction of the enzyme's activity that a perpetrator leaves.

    ``share`` is the fraction of the reference person's clearance that the enzyme carries, by which an observed
    change of clearance is turned into that fraction; ``None`` where the enzyme forms a metabolite instead.
    """

    name: str
    enzyme: str
    source: Citation
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """What one enzyme or transporter does to this drug, for display: an expression that genotype and
    co-medication change, shown relative to the reference twin.
    """

    enzyme: str
    expression: str
    process: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """An individual quantity computed from parameters, covariates, genotype and earlier derived ones.

    One that uses compartments or ``time`` (hours since the first dose) changes with them, and stands for its expression
    in flows and outputs.
    """

    name: str
    expression: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A rate from one compartment to another; ``None`` is outside the body."""

    source: str | None
    destination: str | None
    rate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way into the body. Routes of one name share every dose (two enantiomers, two absorption sites).

    Parameters
    ----------
    name
        ``oral``, ``intravenous``, ``subcutaneous``, ``intramuscular``, ``inhaled``, ...
    compartment
        Where the drug goes.
    fraction
        Of the dose: bioavailability, share of a racemate, salt factor (an expression).
    lag, duration
        Delay, and length of an inflow of constant rate (h, expressions); no ``duration``: all at once, or as the
        order says.
    """

    name: str
    compartment: str
    fraction: str = "1"
    lag: str = "0"
    duration: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Something that can be measured: a concentration of an analyte, or an effect."""

    name: str
    analyte: str
    role: Literal["parent", "active metabolite", "metabolite", "effect"]
    expression: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Residual:
    """Residual error of one output: proportional (fraction), additive (output unit), or log-scale SD."""

    output: str
    source: Citation
    proportional: float = 0.0
    additive: float = 0.0
    log_sd: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Who was studied, and what the model must not be used for.

    Parameters
    ----------
    age_years
        Range of the studied people; ``None`` where it is not known.
    used_for_years
        Range in which the model is used here, with the reason in ``used_because``. Outside it the model does not
        speak for the person; inside it but outside ``age_years`` the answer says so.
    """

    studied: str
    n: int | None
    age_years: tuple[float, float] | None
    used_for_years: tuple[float, float]
    used_because: str
    not_for: tuple[str, ...]
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A published number that the model is held against.

    Parameters
    ----------
    kind
        ``reported``: the paper's own result; ``observed``: a study that did not build the model; ``derived``:
        arithmetic on the paper's numbers.
    measure
        ``auc_inf``, ``auc_tau``, ``cmax``, ``tmax``, ``ctrough``, ``cavg``, ``half_life``, ``value_start``,
        ``value_mean``, ``value_at`` or ``value_end``; all but the first and ``value_start`` are over the last dosing
        interval, ``half_life`` over its last fifth, ``value_at`` at ``at_h`` hours into it.
    genotypes, given
        The typical person simulated: genotype per gene, and covariates (or a parameter that the source states
        otherwise). ``versus`` or ``versus_given`` makes it a ratio to a second genotype or to other covariates.
    route, duration_h
        How the dose is given: a route of the model (the first where empty), and the length of an infusion.
    tolerance
        Allowed relative difference for the check to hold; an ``observed`` check that fails is printed as a
        disagreement and must be listed in ``disagrees``.
    """

    name: str
    kind: CheckKind
    output: str
    measure: str
    expected: float
    unit: str
    tolerance: float
    source: Citation
    dose_mg: float
    interval_h: float
    doses: int
    genotypes: Mapping[str, str]
    given: Mapping[str, float]
    versus: Mapping[str, str] | None = None
    versus_given: Mapping[str, float] | None = None
    disagrees: str | None = None
    route: str = ""
    duration_h: float = 0.0
    at_h: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A declared model. See the recipe in CONTRIBUTING for how to add one.

    Parameters
    ----------
    name
        ``AuthorYear_drug``, as the file.
    routes
        The ways in; the first is the one of an order that names none.
    correlations
        ``(parameter, parameter, correlation)`` of between-subject effects.
    unobserved
        For a model without an ``observed`` check: what was searched for, and not found.
    horizon_h
        How long a regimen is simulated so that its last interval stands for steady state.
    verified
        How far the numbers could be checked against the paper itself.
    """

    name: str
    drug: str
    title: str
    source: Citation
    verified: str
    population: Population
    compartments: tuple[Compartment, ...]
    parameters: tuple[Parameter, ...]
    covariates: tuple[Covariate, ...]
    genotypes: tuple[GenotypeEffect, ...]
    interactions: tuple[Interaction, ...]
    derived: tuple[Derived, ...]
    flows: tuple[Flow, ...]
    pathways: tuple[Pathway, ...]
    outputs: tuple[Output, ...]
    residuals: tuple[Residual, ...]
    routes: tuple[Route, ...]
    horizon_h: float
    checks: tuple[Check, ...]
    correlations: tuple[tuple[str, str, float], ...] = ()
    unobserved: str = ""
