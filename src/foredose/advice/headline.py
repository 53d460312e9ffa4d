"""The one line that a prescriber reads: drug, consequence, gene, at most 140 characters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foredose.advice.assessment import Exposure
from foredose.advice.guidance import Guidance
from foredose.advice.options import Judged
from foredose.core import Indeterminate, percent
from foredose.safety import HardStop

__all__ = ["headline"]

_LONGEST = 140
_OFTEN = 0.5
_SURE = 0.9
_SAME_MG = 1e-9
_DOSES = ("limit_dose", "reduce_dose", "increase_dose")
_WORDS = {
    "avoid": "avoid",
    "alternative": "another drug",
    "limit_dose": "limit the dose",
    "reduce_dose": "lower dose",
    "increase_dose": "higher dose",
}


def headline(
    drug: str,
    *,
    refused: Indeterminate | None,
    stops: Sequence[HardStop],
    target: Exposure | None,
    guidance: Sequence[Guidance],
    ranked: Sequence[Judged],
    ordered_mg: float | None,
    over_mg: tuple[float, float] | None,
    complete: bool,
    genes: Mapping[str, str],
) -> str:
    """Compose the headline from what was decided.

    ``over_mg`` is what the order gives and the limit that it exceeds, ``None`` when it does not. ``genes`` are those
    that move the simulation, with the phenotype; they are named before those of the leading recommendation.
    """
    hard = next((s for s in stops if s.severity in ("refuse", "contraindicated")), None)
    if hard is not None:
        text = f"stop. {hard.text}"
    elif refused is not None:
        text = f"no advice, {refused.why}"
    else:
        adverse = [g for g in guidance if g.advice.against][:1]
        finding = _against(adverse[0]) if adverse else _dose(ranked, ordered_mg, over_mg)
        if any(s.severity == "restrict" for s in stops):
            finding = f"restricted; {finding}"
        if not complete and not adverse:
            finding = f"as far as is known, {finding}"
        named = [f"{drug}: {finding}{told}" for told in _genes(adverse or guidance, guidance, genes)]
        whole = [f"{found}; {level}" for found in named for level in _levels(target)]
        return next((w for w in whole if len(w) <= _LONGEST), _cut(named[-1]))
    return _cut(f"{drug}: {text}")


def _against(guidance: Guidance) -> str:
    word = _WORDS.get(guidance.fact.action, "another dose")
    much = (
        f", {guidance.advice.magnitude}"
        if guidance.fact.action in _DOSES and guidance.advice.magnitude
        else ""
    )
    return f"{word} ({guidance.fact.source}{much})"


def _dose(ranked: Sequence[Judged], ordered_mg: float | None, over_mg: tuple[float, float] | None) -> str:
    """Say how the ordered dose stands among the doses that could be given."""
    if over_mg is not None:
        return f"{over_mg[0]:g} mg exceeds the maximum of {over_mg[1]:g} mg"
    if not ranked or ordered_mg is None:
        return "no dose could be judged"
    if abs(ranked[0].dose_mg - ordered_mg) > _SAME_MG:
        return f"compare {ranked[0].dose_mg:g} mg with the ordered {ordered_mg:g} mg"
    if ranked[0].benefit < _OFTEN:
        return f"in the window in {percent(ranked[0].benefit)} only, no dose much better"
    return "the ordered dose fits"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _genes(
    leading: Sequence[Guidance], guidance: Sequence[Guidance], moving: Mapping[str, str]
) -> tuple[str, ...]:
    """Name the genes, in falling length: what moves the simulation, then what the leading recommendation is for."""
    first = dict(leading[0].advice.genes) if leading else {}
    states: dict[str, str] = {}
    for g in (*leading[:1], *guidance):
        states = dict(g.advice.genes) | states
    own = {gene: states.get(gene, phenotype) for gene, phenotype in moving.items()}
    doubt = leading[0].probability if leading and (not own or own.keys() & first.keys()) else 1.0
    sure = "" if doubt >= _SURE else f", probability {percent(doubt)}"
    against = bool(leading) and leading[0].advice.against
    wanted = [own | first, first if against or not own else own]
    return tuple(
        ", ".join(("", *(f"{gene} {state}" for gene, state in told.items()))) + sure for told in wanted
    )


def _levels(target: Exposure | None) -> tuple[str, ...]:
    """Say what the drug reaches, in falling length."""
    if target is None:
        return ("exposure not simulated",)
    if target.role == "effect":
        expected = f"{target.analyte} {target.mean.value:.2g}"
        return f"{expected} ({target.mean.low:.2g}–{target.mean.high:.2g}) expected", f"{expected} expected"
    r = target.ratio_to_reference
    share, interval = f"{percent(r.value)} of reference", f"({100 * r.low:.0f}–{percent(r.high)})"
    part = target.role if target.role == "active metabolite" else "exposure"
    return f"{target.analyte} {share} {interval}", f"{part} {share} {interval}", f"{part} {share}"
