"""The one line that a prescriber reads: drug, consequence, gene, at most 140 characters."""

from __future__ import annotations

from collections.abc import Sequence

from foredose.advice.assessment import Exposure
from foredose.advice.guidance import Guidance
from foredose.advice.options import Judged
from foredose.core import Indeterminate
from foredose.safety import HardStop

__all__ = ["headline"]

_LONGEST = 140


def headline(
    drug: str,
    *,
    refused: Indeterminate | None,
    stops: Sequence[HardStop],
    target: Exposure | None,
    guidance: Sequence[Guidance],
    ranked: Sequence[Judged],
    ordered_mg: float | None,
) -> str:
    """Compose the headline from what was decided."""
    text = _text(drug, refused, stops, target, guidance, ranked, ordered_mg)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _text(
    drug: str,
    refused: Indeterminate | None,
    stops: Sequence[HardStop],
    target: Exposure | None,
    guidance: Sequence[Guidance],
    ranked: Sequence[Judged],
    ordered_mg: float | None,
) -> str:
    hard = next((s for s in stops if s.severity in ("refuse", "contraindicated")), None)
    if hard is not None:
        return f"{drug}: stop. {hard.text}"
    if refused is not None:
        return f"{drug}: no advice, {refused.why}"
    genes = _genes(guidance)
    level = _level(target)
    adverse = next((g for g in guidance if g.advice.against), None)
    if adverse is not None:
        word = "avoid" if adverse.fact.action == "avoid" else "another drug"
        return f"{drug}: {word} ({adverse.fact.source}){genes}; {level}"
    if ranked and ordered_mg is not None and abs(ranked[0].dose_mg - ordered_mg) > 1e-9:
        return f"{drug}: {ranked[0].dose_mg:g} mg fits better than {ordered_mg:g} mg{genes}; {level}"
    return f"{drug}: the ordered dose fits{genes}; {level}"


def _genes(guidance: Sequence[Guidance]) -> str:
    if not guidance:
        return ""
    return ", " + ", ".join(f"{gene} {state}" for gene, state in guidance[0].advice.genes.items())


def _level(target: Exposure | None) -> str:
    if target is None:
        return "exposure not simulated"
    r = target.ratio_to_reference
    return f"{target.analyte} {r.value:.0%} of reference ({r.low:.0%}-{r.high:.0%})"
