"""Facts of one gene: place, named alleles, their function, the phenotype rule, how common they are.

A gene is a folder ``knowledge/genes/GENE`` with ``definition.json``, ``function.json`` and ``frequencies.json``
(written by ``scripts/import_pharmcat.py`` or ``import_pypgx.py``, ``import_functions.py`` and
``count_haplotypes.py``) and ``gene.yaml`` (curated). Adding the folder adds the gene. A gene of caller
``outside_only`` has ``gene.yaml`` alone. The evidence of all genes is one
table, ``knowledge/gene_evidence.json`` (written by ``import_evidence.py``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from foredose.core import KnowledgeError
from foredose.knowledge.gene_schema import (
    Allele,
    AlleleFunction,
    Assembly,
    Concordance,
    CopyNumber,
    CopyVariant,
    Evidence,
    GeneDefinition,
    GeneFacts,
    GeneFrequencies,
    Phenotype,
    Position,
)
from foredose.knowledge.outside_only import NO_FREQUENCIES, NOTHING_DEFINED, OUTSIDE_ONLY

__all__ = [
    "Allele",
    "AlleleFunction",
    "Assembly",
    "Concordance",
    "CopyNumber",
    "CopyVariant",
    "Evidence",
    "GeneDefinition",
    "GeneFacts",
    "GeneFrequencies",
    "Phenotype",
    "Position",
    "gene_facts",
    "gene_folder",
    "gene_names",
]


def gene_folder() -> Path:
    """Return the folder that holds one folder for each gene."""
    return Path(__file__).with_name("genes")


@lru_cache(maxsize=1)
def gene_names() -> tuple[str, ...]:
    """Return every gene that has a folder, sorted."""
    return tuple(sorted(path.parent.name for path in gene_folder().glob("*/gene.yaml")))


@lru_cache(maxsize=128)
def gene_facts(gene: str) -> GeneFacts:
    """Return the facts of one gene.

    Parameters
    ----------
    gene
        Symbol, for example ``"CYP2C19"``.

    Raises
    ------
    KnowledgeError
        When the gene has no folder or a file breaks its schema.
    """
    folder = gene_folder() / gene
    if not (folder / "gene.yaml").is_file():
        raise KnowledgeError(
            "genes.unknown",
            found=f"no facts on {gene!r}",
            expected="one of " + ", ".join(gene_names()),
            where="knowledge/genes",
            remedy="use a listed gene, or add its folder",
        )
    curated = yaml.load((folder / "gene.yaml").read_text(encoding="utf-8"), Loader=_LOADER)
    imported = _imported(folder, outside_only=curated.get("caller") == OUTSIDE_ONLY)
    if "function" not in curated:
        imported["function"] = _function_fields(_read(folder, "function"))
    try:
        return GeneFacts.model_validate({**curated, **imported, "evidence": _evidence().get(gene)})
    except ValidationError as error:
        raise KnowledgeError(
            "genes.schema",
            found="; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()[:3]),
            expected="the schema in gene_schema.py",
            where=f"knowledge/genes/{gene}",
            remedy="correct the named fields",
        ) from error


def _read(folder: Path, part: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((folder / f"{part}.json").read_text(encoding="utf-8"))
    return document


@lru_cache(maxsize=1)
def _evidence() -> dict[str, Any]:
    """Return the evidence of each gene, with the source that all share."""
    document = _read(gene_folder().parent, "gene_evidence")
    source = {"source": document["source"]}
    return {gene: source | row for gene, row in document["genes"].items()}


# The C loader is ten times as fast, where libyaml is there.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _imported(folder: Path, *, outside_only: bool) -> dict[str, Any]:
    """Return the bulk facts that a script wrote; a gene known from outside calls alone has none."""
    if outside_only:
        return {"definition": NOTHING_DEFINED, "frequencies": NO_FREQUENCIES}
    definition, frequencies = _read(folder, "definition"), _read(folder, "frequencies")
    return {"definition": _definition_fields(definition), "frequencies": frequencies}


def _definition_fields(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Spell out the table rows of ``definition.json``."""
    columns = raw["columns"]
    cores = [
        {"name": name, "core": {int(i): frozenset(allowed) for i, allowed in core.items()}}
        for name, variants in raw["alleles"].items()
        for core in variants
    ]
    return {
        "upstream": raw["upstream"],
        "licence": raw["licence"],
        "grch37_source": raw["grch37"]["source"],
        "reference_allele": raw["reference_allele"],
        "positions": [dict(zip(columns, row, strict=True)) for row in raw["positions"]],
        "alleles": cores,
    }


def _function_fields(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Spell out the table rows of ``function.json``."""
    return {
        "source": raw["source"],
        "date": raw["date"],
        "alleles": {n: {"function": f, "activity": a} for n, (f, a) in raw["alleles"].items()},
        "changes": [
            dict(zip(("allele", "was", "now", "date", "note"), row, strict=True)) for row in raw["changes"]
        ],
    }
