"""Changes beyond a gene's definitions, in words."""

from __future__ import annotations

from foredose.core import percent
from foredose.genome.call import GeneCall, UnlistedChange

__all__ = ["rare_changes", "unlisted_caveat", "unlisted_text"]

_COPIES = {1: "one copy", 2: "two copies"}
_KINDS = {
    "stop_gained": "brings in a stop at residue {n}",
    "splice_site": "at a splice site",
    "start_lost": "in the start codon",
    "stop_lost": "in the stop codon",
    "structural": "a structural change",
    "frameshift": "shifts the reading frame from residue {n} on",
    "inframe": "adds, removes or exchanges whole residues at {n}",
    "substitution": "residue {n}, which may change or not",
}


def unlisted_text(one: UnlistedChange) -> str:
    """Return one change in words: where it is, what it does, how common it is, and that a prediction is one."""
    if one.kind == "not_read":
        return f"{one.change}: in the file, but not to be relied on ({one.basis})"
    parts = [_consequence(one)]
    if one.ends_protein and one.basis:
        parts.append(f"predicted to leave no function: {one.basis}")
    elif one.predicted is not None:
        low, high = one.predicted
        parts.append(
            f"predicted, not measured: {percent(low)} to {percent(high)} of the reference's activity"
        )
    if one.common is not None:
        parts.append(f"carried by up to {percent(one.common)} of chromosomes in a population")
    return f"{one.change} ({_COPIES.get(one.copies, f'{one.copies} copies')}): {'; '.join(parts)}"


def _consequence(one: UnlistedChange) -> str:
    if not one.protein:
        return _KINDS[one.kind].format(n=one.residue)
    words = [f"residue {one.residue} unchanged" if word.endswith("=") else word for word in one.protein]
    return " or ".join(words)


def rare_changes(call: GeneCall) -> tuple[UnlistedChange, ...]:
    """Return the changes beyond a gene's definitions that are not common and may alter its protein."""
    return tuple(one for one in call.unlisted if one.common is None and not _is_silent(one))


def _is_silent(one: UnlistedChange) -> bool:
    return bool(one.protein) and all(word.endswith("=") for word in one.protein)


def unlisted_caveat(call: GeneCall) -> str:
    """Return what to say beside a call: the rare changes in words; empty where there are none."""
    rare = rare_changes(call)
    if not rare:
        return ""
    return f"in no definition of {call.gene}, so not in its name: {'. '.join(map(unlisted_text, rare))}"
