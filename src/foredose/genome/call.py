"""What the genome room gives out: a probability distribution over diplotypes for each gene."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from foredose.core import Candidate, Indeterminate

__all__ = ["GeneCall", "GenomeCall", "Positions", "UnlistedChange"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    """How many of a gene's defining positions were observed, not assayed, or failed."""

    defining: int
    observed: int
    not_assayed: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistedChange:
    """A change in the coding bases or at a splice site that no definition of the gene lists.

    Parameters
    ----------
    change
        As the file writes it: ``"chr10:94942300 C>T"``.
    copies
        How many chromosomes carry it.
    kind
        ``genome.effect.coding.CodingKind``, or ``"structural"`` for a symbol such as ``<DEL>``.
    residue
        First residue touched, where the protein is.
    protein
        What may become of the residue: ``"R144C"``, ``"R144="`` unchanged, ``"R144*"`` the end; several where the
        file does not tell the codon, none where the residue is not known here.
    predicted
        Bounds of the predicted activity, a share of the reference protein's, over all that is possible; ``None``
        where there is no prediction. Never measured.
    basis
        What the prediction rests on, in words.
    common
        Greatest share of chromosomes in a superpopulation of the 1000 Genomes panel, where it is 1 % or more.
    ends_protein
        True where every possible consequence ends the protein or never starts it.
    """

    change: str
    copies: int
    kind: str
    residue: int | None = None
    protein: tuple[str, ...] = ()
    predicted: tuple[float, float] | None = None
    basis: str | None = None
    common: float | None = None
    ends_protein: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneCall:
    """One gene of one person.

    Parameters
    ----------
    diplotypes, phenotypes
        Sorted by falling probability; each sums to at most 1, unless ``statements``.
    statements
        True where the phenotypes are statements beside each other, each with its own probability: of HLA-B
        ``"*15:02 negative"`` and ``"*57:01 positive"`` hold at once, and ``"*57:01 positive"`` with ``"*57:01
        negative"`` sums to at most 1.
    activity_score
        CPIC's activity score of the leading diplotype, ``None`` where CPIC has none.
    reportable
        False when what was not seen could change the phenotype, or when the caller declared absent
        positions to be reference.
    reason, resolve
        Why it is not reportable and what would mend it; ``None`` when reportable.
    origin
        ``"vcf"`` or the names of the outside callers, with their versions where stated.
    evidence
        The variants that decided, for people: ``"rs4244285 G/A"``.
    unlisted
        Changes in the coding bases that no definition lists; the diplotype is named as if they were not there.
    """

    gene: str
    diplotypes: tuple[Candidate, ...]
    phenotypes: tuple[Candidate, ...]
    activity_score: float | None
    positions: Positions
    reportable: bool
    reason: str | None
    resolve: str | None
    origin: str
    evidence: tuple[str, ...] = ()
    statements: bool = False
    unlisted: tuple[UnlistedChange, ...] = ()

    def unless(self, doubt: Indeterminate | None) -> GeneCall:
        """Return the call as one that may not be reported where there is a doubt; an earlier one stands."""
        if doubt is None or not self.reportable:
            return self
        return replace(self, reportable=False, reason=doubt.why, resolve=doubt.resolve)


@dataclass(frozen=True, slots=True, kw_only=True)
class GenomeCall:
    """All called genes of one sample.

    Parameters
    ----------
    sample
        Name of the sample in the file, or the name given with outside calls only.
    assembly
        ``"GRCh38"``, ``"GRCh37"``, or ``None`` when only outside calls were given.
    sex
        ``"female"`` or ``"male"`` from the X chromosome, or why it cannot be told.
    absent_declared_reference
        True when the user declared absent positions to be reference.
    source, assayed
        Names of the file read and of the BED of assayed regions, if one was given.
    prior
        What weighed positions that were not seen; ``None`` when only outside calls were given.
    """

    sample: str
    assembly: str | None
    genes: Mapping[str, GeneCall]
    sex: str | Indeterminate
    absent_declared_reference: bool
    source: str
    assayed: str | None = None
    prior: str | None = None
