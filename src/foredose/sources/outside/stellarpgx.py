"""StellarPGx: the ``.alleles`` text of one gene of one sample.

Read after "Expected output" in its README (github.com/SBIMB/StellarPGx): a banner with the gene, then sections headed
``Result:``, ``Activity score:``, ``Metaboliser status:``. A result may be a diplotype, several joined by ``or``,
``No_call``, or a sentence on a novel allele. The text names no sample.
"""

from __future__ import annotations

import re

from foredose.sources.outside.rows import CallerFile, Row

__all__ = ["from_text"]

_BANNER = re.compile(r"^(\w+) Star Allele Calling with StellarPGx\s*$", re.MULTILINE)
_RESULT = re.compile(r"^Result:[ \t]*\n((?:[^\n]*\S[^\n]*\n?)*)", re.MULTILINE)
_DIPLOTYPE = re.compile(r"^\S*\*\S*/\S*\*\S*$")


def from_text(text: str) -> CallerFile | None:
    """Return the row when the text is StellarPGx's."""
    banner = _BANNER.search(text)
    if banner is None:
        return None
    result = _RESULT.search(text)
    said = " ".join(result[1].split()) if result is not None else ""
    return CallerFile(caller="StellarPGx", rows=(_row(banner[1].upper(), said),))


def _row(gene: str, said: str) -> Row:
    parts = [part.strip(" []") for part in re.split(r"\s+or\s+|;|,", said) if part.strip(" []")]
    if parts and all(_DIPLOTYPE.match(part) for part in parts):
        return Row(gene=gene, sample=None, answers=tuple(dict.fromkeys(parts)))
    return Row(gene=gene, sample=None, answers=(), doubt=said[:80] or "no result")
