"""Facts of one drug: codes, doses that can be given, limits, target window, pathways, alternatives.

A drug is a file ``knowledge/drugs/<inn>.yaml``; adding the file adds the drug. The vocabulary of names and
brands is another matter: see ``drug_names``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from foredose.core import Citation
from foredose.knowledge.fact_file import FORBID_EXTRA, read_fact

__all__ = [
    "AgeLimit",
    "AlternativeFact",
    "DrugFacts",
    "IndicationFact",
    "PathwayFact",
    "WindowFact",
    "drug_names",
    "load_drug",
]

_FOLDER = Path(__file__).with_name("drugs")
_CITED = ("strengths_mg", "dose_options_mg", "interval_h", "model")


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowFact:
    """The target of the drug's exposure or effect.

    Parameters
    ----------
    kind
        ``published``: numbers of a source. ``reference``: no sourced number exists; the window is the 5th
        percentile of a normal-function person at the lowest labelled dose to the 95th at the highest, harm
        is above the latter, and whoever simulates computes it.
    measure
        What is compared, over the last dosing interval: ``ctrough``, ``auc_tau``, ``value_mean`` (of an
        effect), ``cavg`` or ``cmax``.
    low, high, toxic, unit
        Numbers of a published window; all ``None`` for a reference window.
    basis
        What the window rests on, in words a clinician reads, with its limits.
    """

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    kind: Literal["published", "reference"]
    measure: Literal["ctrough", "auc_tau", "value_mean", "cavg", "cmax"]
    basis: str
    source: Citation
    low: float | None = None
    high: float | None = None
    toxic: float | None = None
    unit: str | None = None

    def __post_init__(self) -> None:
        numbers = (self.low, self.high, self.toxic, self.unit)
        if self.kind == "reference" and any(part is not None for part in numbers):
            raise ValueError("a reference window has no published numbers")
        if self.kind == "published":
            if self.low is None or self.high is None or self.toxic is None or not self.unit:
                raise ValueError("a published window needs low, high, toxic and unit")
            if not self.low < self.high <= self.toxic:
                raise ValueError("a published window needs low < high <= toxic")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicationFact:
    """What the drug is given for: a name that guideline facts use, and other spellings of it (lower case)."""

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayFact:
    """An enzyme, transporter or target that matters for the drug, whether or not the model holds it.

    Parameters
    ----------
    enzyme
        Gene symbol: the same that interactions use.
    share
        Fraction of the clearance or activation that it carries; ``None`` where no source was read.
    modelled
        False when the drug's model has no term for it: an inhibitor is then recognised but cannot be
        simulated.
    """

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    enzyme: str
    role: Literal["activation", "clearance", "uptake", "target"]
    source: Citation
    modelled: bool
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeFact:
    """Another drug that a guideline names.

    Parameters
    ----------
    indications
        Names of the drug's indications that it is named for; empty means any.
    why
        On what condition, in words.
    """

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    drug: str
    why: str
    source: Citation
    indications: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLimit:
    """A lower daily maximum (mg) from an age (years) on."""

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    age_from: float
    value: float
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugFacts:
    """Everything known of one drug that is not a model, an interaction or a guideline.

    Parameters
    ----------
    pair_types
        Gene to how it acts: on exposure, on response, or by hypersensitivity.
    strengths_mg
        Marketed strengths of the oral form.
    dose_options_mg
        Single doses that can be offered: sums of marketed strengths.
    interval_h, intervals_h
        Usual interval, and those for which the drug is simulated.
    max_first_mg
        Highest single loading dose; ``None`` where the drug has none.
    model_indications
        Names of the indications that the model and the window speak for; empty means all.
    max_daily_mg, max_daily_mg_per_kg
        Highest dose a day; ``None`` where ``unknown`` says why.
    labelled_dose_range_mg, labelled_daily_mg_per_kg
        Lowest and highest labelled single dose, or daily dose per kg; ``None`` where ``unknown`` says why.
    dose_per_kg
        True when an order in mg/kg is usual.
    model, target_output
        Model of the library, and the output that the window is about; ``None`` when there is no model.
    sources
        Field name to where it stands.
    notes
        What to know about the numbers, field name to text.
    unknown
        What was looked for and not found, field name or topic to the reason.
    """

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    inn: str
    rxnorm: str
    atc: tuple[str, ...]
    pair_types: Mapping[str, Literal["exposure", "response", "hypersensitivity"]]
    strengths_mg: tuple[float, ...]
    dose_options_mg: tuple[float, ...]
    interval_h: float
    intervals_h: tuple[float, ...]
    indications: tuple[IndicationFact, ...]
    model: str | None
    target_output: str | None
    window: WindowFact | None
    pathways: tuple[PathwayFact, ...]
    sources: Mapping[str, Citation]
    max_daily_mg: float | None = None
    max_first_mg: float | None = None
    model_indications: tuple[str, ...] = ()
    max_daily_mg_per_kg: float | None = None
    max_daily_mg_elderly: AgeLimit | None = None
    labelled_dose_range_mg: tuple[float, float] | None = None
    labelled_daily_mg_per_kg: tuple[float, float] | None = None
    dose_per_kg: bool = False
    alternatives: tuple[AlternativeFact, ...] = ()
    not_modelled: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        limits = ("max_daily_mg", "max_daily_mg_per_kg", "labelled_dose_range_mg", "labelled_daily_mg_per_kg")
        given = [name for name in limits if getattr(self, name) is not None]
        uncited = [name for name in (*_CITED, *given) if name not in self.sources]
        if uncited:
            raise ValueError(f"no source for {', '.join(uncited)}")
        for name in ("max_daily_mg", "labelled_dose_range_mg"):
            if getattr(self, name) is None and name not in self.unknown:
                raise ValueError(f"{name} is missing without unknown: why")
        if self.interval_h not in self.intervals_h:
            raise ValueError("interval_h is not among intervals_h")

    def indication_named(self, text: str) -> str | None:
        """Return the indication that a word or phrase names, or ``None`` when it is not one of the drug's."""
        folded = " ".join(text.lower().split())
        for indication in self.indications:
            if folded == indication.name.lower() or folded in indication.aliases:
                return indication.name
        return None


@lru_cache(maxsize=1)
def drug_names() -> tuple[str, ...]:
    """Return every drug that has a fact file, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@lru_cache(maxsize=256)
def load_drug(inn: str) -> DrugFacts | None:
    """Return the facts of a drug by its INN (lower case), or ``None`` when it has no file.

    Raises
    ------
    KnowledgeError
        When the file breaks its schema.
    """
    if inn not in drug_names():
        return None
    return read_fact(_FOLDER / f"{inn}.yaml", DrugFacts)
