"""Which population models of the library may tell the level of a listed drug, and what the list tells them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from foredose.application.review_regimens import ListedDrug
from foredose.knowledge.choice_facts import drug_choices
from foredose.knowledge.covariate_facts import covariate_names
from foredose.knowledge.drug_facts import load_drug
from foredose.models import compile_model, models_of_drug
from foredose.models.declaration import Model, Output
from foredose.qualification.model_lines import committed_model_lines
from foredose.twin.individual.units import mg_per_litre

__all__ = ["candidates", "in_proportion", "lacking", "told_by_list", "too_few"]

_COMEDICATION = {
    "other_antiepileptics": ("N03",), "proton_pump_inhibitor": ("A02BC",),
    "loop_or_thiazide_diuretic": ("C03A", "C03B", "C03CA"),
}  # fmt: skip
"""A model's covariate to the ATC groups that it stands for."""
_LEAST_KG = 35.0
"""Of an adult; a choice: a weight drawn from people of whom some are lighter may be a child's."""
_LEAST_PEOPLE = 20
"""From whom a model can tell how people differ; a choice."""


def candidates(inn: str, route: str) -> list[tuple[Model, Output]]:
    """Return the models that give the level of the drug itself by a route: the drug file's, then the nearest to others.

    Nearest by geometric mean fold error over the numbers of studies that did not build them; untested ones come last.
    """
    facts = load_drug(inn)
    named = facts.model if facts is not None else None
    found = [
        (m, o)
        for m in models_of_drug(inn)
        if any(r.name == route for r in m.routes)
        for o in m.outputs
        if o.role == "parent" and o.name == inn.replace(" ", "_") and mg_per_litre(o.unit) is not None
    ]
    return sorted(found, key=lambda mo: (mo[0].name != named, _error(mo[0].name), mo[0].name))


def _error(name: str) -> float:
    """Return the mean absolute logarithm of predicted over observed; infinite of a model nobody tested."""
    lines = [x for x in committed_model_lines() if x.model == name and not x.why_not]
    return float(np.mean([abs(np.log(x.predicted / x.observed)) for x in lines])) if lines else np.inf


def too_few(model: Model) -> str:
    """Say that a model was built on too few people to tell how people differ; empty where it was not."""
    n = model.population.n
    return f"built on {n} people" if n is not None and n < _LEAST_PEOPLE else ""


def lacking(model: Model, missing: Iterable[str]) -> list[str]:
    """Return what has to be told: whether something is so, and the weight where children were studied as well."""
    light = any(c.name == "weight" and c.studied[0] < _LEAST_KG for c in model.covariates)
    return [name for name in missing if covariate_names()[name].flag or (name == "weight" and light)]


def told_by_list(of: ListedDrug, followed: Sequence[ListedDrug]) -> dict[str, float]:
    """Return the covariates that tell of co-medication: 1 where a drug of the group is on the list, 0 where none is."""
    others = [drug_choices(d.inn) for d in followed if d.inn != of.inn]
    codes = {f.text for c in others if c is not None for f in c.told("atc")}
    return {
        name: float(any(code.startswith(groups) for code in codes)) for name, groups in _COMEDICATION.items()
    }


def in_proportion(found: Iterable[tuple[Model, Output]]) -> bool:
    """Return whether a drug's level goes with its dose in every model of it; an effect such as INR need not."""
    return all(_linear(model, output) for model, output in found)


def _linear(model: Model, output: Output) -> bool:
    compiled = compile_model(model.name)
    seen = {c.name for c in model.compartments if re.search(rf"\b{c.name}\b", output.expression)}
    return compiled.linear or seen <= set(compiled.core)
