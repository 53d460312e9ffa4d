"""HLA typings to what they say of the alleles that a guideline names: carried, not carried, or not told.

Fields are compared by name: ``*57:01:01`` is ``*57:01``; ``*57`` alone leaves ``*57:01`` open, but is not ``*15:02``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["INDETERMINATE", "NEGATIVE", "POSITIVE", "statements_of", "typed_allele"]

POSITIVE: Final = "positive"
NEGATIVE: Final = "negative"
INDETERMINATE: Final = "indeterminate"
_TYPED = re.compile(r"^\*?(\d{2,3}(?::\w+){0,3})$")
_FOUR_DIGITS = re.compile(r"^\*?(\d{2})(\d{2})$")
# The suffixes of expression and of groups that nomenclature allows at the end of a name.
_FIELD = re.compile(r"^(\d{2,3})([NLSQCAPG]?)$")


def typed_allele(text: str, gene: str) -> str | None:
    """Return the fields of a typed allele of a gene (``"57:01:01"``), ``None`` when it is not one.

    ``HLA-B*57:01``, ``B*57:01``, ``*57:01``, ``57:01`` and the old ``*5701`` are the same.
    """
    short = gene.removeprefix("HLA-")
    name = text.strip().removeprefix("HLA-").removeprefix(short)
    four = _FOUR_DIGITS.match(name)
    if four is not None:
        return f"{four[1]}:{four[2]}"
    match = _TYPED.match(name)
    return match[1] if match is not None else None


def statements_of(typed: Sequence[str], tested: Sequence[str]) -> tuple[str, ...]:
    """Return what a typing says of each tested allele.

    Parameters
    ----------
    typed
        Fields of the alleles of both chromosomes, or of one; one alone never says that an allele is absent.
    tested
        Names such as ``"*57:01"``.
    """
    told = []
    for allele in tested:
        found = {_told(one, allele.removeprefix("*")) for one in typed}
        if POSITIVE in found:
            told.append(f"{allele} {POSITIVE}")
        elif INDETERMINATE in found:
            told.append(f"{allele} {INDETERMINATE}")
        elif len(typed) > 1:
            told.append(f"{allele} {NEGATIVE}")
    return tuple(told)


def _told(typed: str, tested: str) -> str:
    fields, wanted = typed.split(":"), tested.split(":")
    if fields[0] != wanted[0]:
        return NEGATIVE
    if len(fields) < len(wanted) or fields[-1].endswith("N"):
        return INDETERMINATE
    second = _FIELD.match(fields[1])
    if second is None:
        return INDETERMINATE
    return POSITIVE if second[1] == wanted[1] else NEGATIVE
