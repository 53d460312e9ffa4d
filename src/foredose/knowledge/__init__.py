"""Facts as data files, the schema of each kind, and the loaders.

Takes in the YAML, JSON and TSV files that lie beside it, each with its source. Gives out frozen facts:
genes, drugs, drug names, interactions, guidelines, observations, references. Never computes a dose, never
reads a person's data, never guesses: what is not known is written as unknown, with the reason.

Each kind has one loader module (``drug_facts``, ``interaction_facts``, ``guideline_facts``, ``references``,
...); import from the module.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

__all__ = ["version"]


@lru_cache(maxsize=1)
def version() -> str:
    """Return the version of the facts (``year.month.n``), printed in every report beside the code's."""
    return Path(__file__).with_name("VERSION").read_text(encoding="utf-8").strip()
