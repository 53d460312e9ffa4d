"""``foredose/ratio/1``: a drug's exposure in a person beside a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from foredose import __version__
from foredose.core import Estimate, Indeterminate
from foredose.surfaces.contract.base import Document, Part, Resolvable
from foredose.surfaces.contract.metabolite import MetaboliteShown, RatioShown, metabolite_shown

if TYPE_CHECKING:
    from foredose.application.ratios import ExposureRatio, Share
    from foredose.application.unmoved import Unmoved

__all__ = ["RatioDocument", "UnknownShown", "UnmovedShown", "ratio_document", "unmoved_shown"]


class ShareShown(Part):
    """Part of the whole clearance that an enzyme carries, the interval of what it may be, and what it rests on."""

    enzyme: str
    site: str
    value: float
    low: float
    high: float
    basis: str
    sources: tuple[str, ...]


class ActShown(Part):
    """What one drug does to one enzyme: by its concentration over time, by a measured part, or by its class."""

    drug: str
    enzyme: str
    kind: Literal["dynamic", "static", "class"]


class UnknownShown(Part):
    """What is not known, what follows, and what would resolve it."""

    what: str
    effect: str
    resolve: str


class UnmovedShown(Part):
    """A gene that changes what the drug does and not how much of it there is."""

    gene: str
    state: str
    kind: Literal["response", "hypersensitivity"]
    why: str
    source: str
    guidelines: tuple[str, ...]


class ObservedShown(Part):
    """A measured ratio of the same drug with the same gene or co-medication; ``predicted`` as the board has it."""

    id: str
    observed: float
    predicted: float | None
    source: str


class RatioDocument(Document):
    """What ``foredose ratio`` prints; ``refused`` says why there is no ratio."""

    schema_: Literal["foredose/ratio/1"] = Field(default="foredose/ratio/1", alias="schema")
    complete: bool
    analyte: str
    auc_ratio: RatioShown | None
    cmax_ratio: RatioShown | None
    tier: Literal["A", "B", "-"]
    missing: tuple[str, ...]
    method: Literal["dynamic", "static", "class", "genotype"]
    context: str
    qualified: bool | str
    genotypes: dict[str, str]
    co_medication: tuple[str, ...]
    shares: tuple[ShareShown, ...]
    acts: tuple[ActShown, ...]
    assumed: dict[str, tuple[str, ...]]
    exposure_unchanged: tuple[UnmovedShown, ...] = ()
    unknowns: tuple[UnknownShown, ...]
    observed: tuple[ObservedShown, ...]
    metabolites: tuple[MetaboliteShown, ...] = ()
    refused: Resolvable | None


def ratio_document(of: ExposureRatio, *, knowledge_version: str) -> RatioDocument:
    """Make the document."""
    refused = of.auc if isinstance(of.auc, Indeterminate) else None
    return RatioDocument(
        code_version=__version__,
        knowledge_version=knowledge_version,
        complete=of.complete,
        analyte=of.drug,
        auc_ratio=_ratio(of.auc),
        cmax_ratio=_ratio(of.cmax),
        tier=of.tier.name if of.tier else "-",
        missing=of.tier.missing if of.tier else ("a table of its disposition",),
        method=of.method,
        context=of.context,
        qualified=True if of.qualified == "qualified" else of.qualified,
        genotypes={g.gene: g.name for g in of.genes},
        co_medication=tuple(f"{t.inn} {t.dose_mg:g} mg every {t.interval_h:g} h" for t in of.others),
        shares=tuple(_share(s) for s in of.shares),
        acts=tuple(
            ActShown.model_validate({"drug": a.inn, "enzyme": a.enzyme, "kind": a.kind}) for a in of.acts
        ),
        assumed=dict(of.assumed),
        exposure_unchanged=tuple(unmoved_shown(u) for u in of.unmoved),
        unknowns=tuple(UnknownShown(what=u.what, effect=u.effect, resolve=u.resolve) for u in of.unknowns),
        observed=tuple(
            ObservedShown(
                id=x.row.id,
                observed=x.row.ratio,
                predicted=None if x.why_not else x.predicted,
                source=str(x.row.source),
            )
            for x in of.observed
        ),
        metabolites=tuple(metabolite_shown(m) for m in of.metabolites),
        refused=None if refused is None else Resolvable.model_validate(refused),
    )


def unmoved_shown(of: Unmoved) -> UnmovedShown:
    """Show a gene that does not move the exposure."""
    return UnmovedShown.model_validate({
        "gene": of.gene, "state": of.state, "kind": of.kind, "why": of.why, "source": str(of.source),
        "guidelines": of.guidelines,
    })  # fmt: skip


def _ratio(of: Estimate | Indeterminate) -> RatioShown | None:
    return None if isinstance(of, Indeterminate) else RatioShown(value=of.value, low=of.low, high=of.high)


def _share(share: Share) -> ShareShown:
    s = share.settled
    return ShareShown(
        enzyme=share.enzyme, site=share.site, value=s.value, low=s.low, high=s.high, basis=s.basis,
        sources=tuple(dict.fromkeys(f.source.key for f in s.facts)),
    )  # fmt: skip
