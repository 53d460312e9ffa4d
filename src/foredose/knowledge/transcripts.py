"""The coding bases of a gene, in both assemblies, as ``scripts/import_transcripts.py`` wrote them."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from foredose.core import KnowledgeError
from foredose.knowledge.gene_schema import Assembly

__all__ = ["SPLICE_BASES", "Transcript", "common_changes", "transcript"]

# The bases at either end of an intron that nearly all introns share (GT and AG).
SPLICE_BASES = 2
_FOLDER = Path(__file__).with_name("genes")


class Transcript(BaseModel):
    """One transcript of a gene.

    Parameters
    ----------
    strand
        ``"-"`` where the gene is read against the assembly.
    coding
        First and last base (1-based) of each stretch of coding bases, by rising place. The first of the gene is the
        first base of its start codon.
    residues
        Length of the protein; the codon after its last residue is the stop.
    protein
        Its residues by one letter; ``None`` where they are not known.
    anchors
        How many named changes of residues fix the reading frame; all agree but ``disagree``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    gene: str
    written_by: str
    upstream: str
    licence: str
    strand: Literal["+", "-"]
    residues: int
    residues_source: str
    protein: str | None
    anchors: int
    disagree: int
    coding: dict[Assembly, tuple[tuple[int, int], ...]]

    def place(self, assembly: Assembly, base: int) -> int | None:
        """Return the number of a base among the coding bases of the gene (from 0), ``None`` outside them."""
        stretches = self.coding[assembly]
        passed = 0
        for first, last in stretches if self.strand == "+" else stretches[::-1]:
            if first <= base <= last:
                return passed + (base - first if self.strand == "+" else last - base)
            passed += last - first + 1
        return None

    def base(self, assembly: Assembly, place: int) -> int | None:
        """Return the base of the assembly that is the coding base with this number."""
        stretches = self.coding[assembly]
        for first, last in stretches if self.strand == "+" else stretches[::-1]:
            if place <= last - first:
                return first + place if self.strand == "+" else last - place
            place -= last - first + 1
        return None

    def on_grch38(self, assembly: Assembly, base: int) -> int | None:
        """Return a base of an assembly on GRCh38; ``None`` where it is no coding base and must be carried over."""
        if assembly == "GRCh38":
            return base
        place = self.place(assembly, base)
        return None if place is None else self.base("GRCh38", place)

    def splice_bases(self, assembly: Assembly) -> frozenset[int]:
        """Return the first and last bases of each intron between coding bases."""
        inner = zip(self.coding[assembly], self.coding[assembly][1:], strict=False)
        steps = range(1, SPLICE_BASES + 1)
        return frozenset(b for (_, last), (first, _) in inner for i in steps for b in (last + i, first - i))


@lru_cache(maxsize=128)
def transcript(gene: str) -> Transcript | None:
    """Return the transcript of a gene; ``None`` where none is known.

    Raises
    ------
    KnowledgeError
        When the file breaks the schema.
    """
    path = _FOLDER / gene / "transcript.json"
    if not path.is_file():
        return None
    try:
        return Transcript.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, ValidationError) as error:
        raise KnowledgeError(
            "genes.transcript",
            found=str(error).splitlines()[0],
            expected="the schema of Transcript",
            where=f"knowledge/genes/{gene}/transcript.json",
            remedy="run scripts/import_transcripts.py",
        ) from error


@lru_cache(maxsize=128)
def common_changes(gene: str) -> dict[tuple[int, str, str], float]:
    """Return changes of coding bases that are common though no allele lists them, with the highest share.

    Returns
    -------
    By GRCh38 place of the normal form, what is deleted and what is inserted: the greatest share of chromosomes in one
    of the superpopulations. Written by ``scripts/count_coding.py``.
    """
    path = _FOLDER / gene / "coding_changes.json"
    if not path.is_file():
        return {}
    rows = json.loads(path.read_text(encoding="utf-8"))["common"]
    return {(place, deleted, inserted): max(shares) for place, deleted, inserted, shares in rows}
