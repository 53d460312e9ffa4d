"""StellarPGx: the ``.alleles`` text of one gene of one sample.

Read after "Expected output" in its README (github.com/SBIMB/StellarPGx): a banner with the gene, then sections headed
``Result:``, ``Activity score:``, ``Metaboliser status:``. A result may be a diplotype, several joined by ``or``,
``No_call``, or a sentence on a novel allele. The text names no sample.
"""

from __future__ import annotations

import re
from itertools import takewhile

from foredose.sources.outside.rows import CallerFile, Row

__all__ = ["from_text"]

_BANNER = re.compile(r"^(\w{1,20}) Star Allele Calling with StellarPGx[ \t]*$", re.MULTILINE)
_OR = re.compile(r" or |;|,")


def from_text(text: str) -> CallerFile | None:
    """Return the row when the text is StellarPGx's."""
    banner = _BANNER.search(text)
    if banner is None:
        return None
    return CallerFile(caller="StellarPGx", rows=(_row(banner[1].upper(), _result(text)),))


def _result(text: str) -> str:
    """Return the lines under ``Result:`` up to the first empty one, as one."""
    lines = iter(text.splitlines())
    if all(line.strip() != "Result:" for line in lines):
        return ""
    return " ".join(takewhile(bool, (line.strip() for line in lines)))


def _is_diplotype(text: str) -> bool:
    sides = text.split("/")
    return len(sides) == 2 and " " not in text and all("*" in side for side in sides)


def _row(gene: str, said: str) -> Row:
    parts = [part.strip(" []") for part in _OR.split(said) if part.strip(" []")]
    if parts and all(_is_diplotype(part) for part in parts):
        return Row(gene=gene, sample=None, answers=tuple(dict.fromkeys(parts)))
    return Row(gene=gene, sample=None, answers=(), doubt=said[:80] or "no result")
