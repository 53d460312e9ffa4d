"""The reference list: what each citation key stands for, and how far the source itself was read."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from foredose.core import Citation, KnowledgeError
from foredose.knowledge.fact_file import FORBID_EXTRA, read_fact

__all__ = ["Reference", "reference", "references", "shown"]


Read = Literal["text", "abstract", "data", "secondary"]
_READ: Mapping[str, Read] = {"text": "text", "abstract": "abstract", "data": "data", "secondary": "secondary"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One source.

    Parameters
    ----------
    title
        What it is: authors, title or name, journal and pages, as far as known.
    year
        Year of publication or of the version read; ``None`` only with a reason in ``unknown``.
    doi, pmid, url
        Where it stands; at least one of them, or a reason in ``unknown``.
    read
        ``text``: the place cited was read; ``abstract``: only the abstract was; ``data``: a data file was
        read; ``secondary``: the facts come from another work that cites this one, named in ``through``.
    """

    __pydantic_config__: ClassVar[Any] = FORBID_EXTRA

    title: str
    read: Read
    year: int | None = None
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None
    through: str = ""
    unknown: str = ""

    def __post_init__(self) -> None:
        if not (self.doi or self.pmid or self.url or self.unknown):
            raise ValueError("a reference needs a doi, a pmid, a url, or unknown: why")
        if self.year is None and not self.unknown:
            raise ValueError("a reference without a year says why in unknown")
        if self.read == "secondary" and not self.through:
            raise ValueError("a secondary reference names the work it was read through")

    @property
    def link(self) -> str | None:
        """Where a reader finds it."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return self.url or (f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    references: Mapping[str, Reference]


@lru_cache(maxsize=1)
def references() -> Mapping[str, Reference]:
    """Return every reference by its key: those of ``references.yaml``, and of ``references_more.tsv`` for bulk facts.

    Raises
    ------
    KnowledgeError
        When ``references.yaml`` breaks its schema.
    """
    listed = read_fact(Path(__file__).with_name("references.yaml"), _List).references
    with Path(__file__).with_name("references_more.tsv").open(encoding="utf-8", newline="") as text:
        rows = csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {**{r["key"]: _of_row(r) for r in rows}, **listed}


def _of_row(row: Mapping[str, str]) -> Reference:
    told = {k: v or None for k, v in row.items()}
    year = int(row["year"]) if row["year"] else None
    return Reference(
        title=row["title"], year=year, read=_READ[row["read"]], doi=told["doi"], pmid=told["pmid"], url=told["url"],
        through=row["through"], unknown=row["unknown"],
    )  # fmt: skip


def reference(key: str) -> Reference:
    """Return one reference.

    Raises
    ------
    KnowledgeError
        When the key is not in the list.
    """
    try:
        return references()[key]
    except KeyError:
        raise KnowledgeError(
            "references.unknown",
            found=f"the key {key!r}",
            expected="a key of knowledge/references.yaml",
            where="a citation",
            remedy="add the reference or correct the key",
        ) from None


def shown(citation: Citation) -> str:
    """Return a citation for a reader: title, locus, and how it was read where not the text itself."""
    source = reference(citation.key)
    how = {"secondary": f" (read through {source.through})", "abstract": " (abstract read)"}.get(
        source.read, ""
    )
    return f"{source.title}; {citation.locus}{how}"
