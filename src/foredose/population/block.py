"""One block of a run: drawn, simulated and laid out as an Arrow table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from foredose.core import InputError
from foredose.knowledge.gene_frequency import POPULATIONS
from foredose.models import compile_model
from foredose.population.individuals import Individuals, individuals_of
from foredose.population.people import VirtualPeople, draw_people
from foredose.population.plan import PopulationRun
from foredose.population.streams import Block
from foredose.population.summaries import summaries_of, summarise

__all__ = ["arrow", "block_table", "simulate_block"]


def arrow() -> Any:
    """Return pyarrow.

    Raises
    ------
    InputError
        ``population.arrow`` when it is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise InputError(
            "population.arrow",
            found="no pyarrow",
            expected="the extra that writes Parquet",
            where="a run of a population",
            remedy="install foredose[population]",
        ) from None
    return pyarrow


def simulate_block(
    run: PopulationRun, block: Block
) -> tuple[VirtualPeople, Individuals, Mapping[str, np.ndarray]]:
    """Return the people of a block, what the model sees of them, and their summaries."""
    people = draw_people(run.population, block, covariates=run.covariates[2:], genes=run.genes)
    individuals = individuals_of(run.declared, people, run.population.seed)
    return people, individuals, summarise(compile_model(run.model), individuals, run.regimen)


def block_table(run: PopulationRun, block: Block) -> Any:
    """Return a block as a table: one row a person, the unit and meaning of a column in its metadata."""
    pa = arrow()
    people, individuals, summaries = simulate_block(run, block)
    first = block.first
    columns: list[tuple[str, Any, str, str]] = [
        ("person", pa.array(np.arange(first, first + block.count)), "1", "number of the person"),
        ("ancestry", _named(list(POPULATIONS), people.ancestry), "1", "superpopulation"),
    ]
    for name in run.covariates:
        columns.append((name, pa.array(people.covariates[name]), run.unit(name), name))
    for gene in run.genes:
        drawn = people.diplotypes[gene]
        columns.append((gene, _named(list(drawn.names), drawn.index), "1", f"{gene} diplotype"))
    for gene, state in individuals.states.items():
        told = pa.array(state, type=pa.string()).dictionary_encode()
        columns.append((f"{gene}_state", told, "1", f"{gene} as the model asks"))
    columns.append(("status", _named(individuals.causes, individuals.status), "1", "simulated, or why not"))
    for s in summaries_of(run.declared, run.regimen):
        columns.append((s.name, pa.array(summaries[s.name]), s.unit, s.meaning))
    fields = [pa.field(n, c.type, metadata={"unit": u, "meaning": m}) for n, c, u, m in columns]
    return pa.Table.from_arrays([c for _, c, _, _ in columns], schema=pa.schema(fields))


def _named(names: list[str], index: np.ndarray) -> Any:
    pa = arrow()
    return pa.DictionaryArray.from_arrays(pa.array(index.astype(np.int32)), pa.array(names, type=pa.string()))
