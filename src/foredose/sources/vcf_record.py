"""One data line of a VCF to a ``Genotype``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foredose.core import InputError
from foredose.sources.genotypes import Genotype
from foredose.sources.vcf_lines import vcf_error

__all__ = ["RecordParser"]

_BASES = re.compile(r"[ACGTNRYSWKMBDHV]+", re.IGNORECASE)
_ALTERNATE = re.compile(r"[ACGTN]+|\*|<[^<>\s]+>|[^\s,]*[\[\]][^\s,]*|\.[ACGTN]+|[ACGTN]+\.", re.IGNORECASE)
_MOST_DIGITS = 10
# A choice of this project: a change of more bases is a structural variant, however it is written.
_MOST_BASES = 10_000
_LONG = f"<OVER_{_MOST_BASES}_BASES>"
_GENOTYPE = re.compile(r"[/|]?([0-9]{1,6}|\.)([/|]([0-9]{1,6}|\.))*")
_WHOLE = re.compile(r"[0-9]{1,10}")
_ZERO = re.compile(r"0+(\.0*)?")
# Placeholders that add no allele: a gVCF's "anything else", and "no alternate".
_PLACEHOLDERS = {"<NON_REF>", "<*>", "<X>", "."}
_PASSING = {"PASS", ".", ""}


class RecordParser:
    """Parses lines for one sample; remembers genotype strings because a file has few different ones."""

    def __init__(self, *, column: int, columns: int, where: str) -> None:
        self.column = column
        self.columns = columns
        self.where = where
        self._seen: dict[str, tuple[tuple[int | None, ...], bool]] = {}

    def check_columns(self, line: bytes, number: int) -> None:
        """Accept a blank line, refuse a line with too few or too many columns."""
        if line.strip():
            columns = line.count(b"\t") + 1
            found = f"{columns} columns" if columns > 1 else "a line without tabs"
            raise self._error(
                "columns", found, f"{self.columns} tab-separated columns", number, "the line is cut"
            )

    def check_no_header(self, line: bytes, number: int) -> None:
        """Refuse a line of a header among the records: two files may have been joined."""
        if line.startswith(b"#"):
            found = "a line that starts with # after the header"
            raise self._error("header", found, "records only", number, "export each person to a file")

    def position(self, line: bytes, first_tab: int, number: int) -> int:
        """Return POS of a line."""
        field = line[first_tab + 1 : line.index(b"\t", first_tab + 1)]
        if not field.isdigit() or len(field) > _MOST_DIGITS:
            shown = field[:20].decode("utf-8", "replace")
            raise self._error("position", f"POS {shown!r}", "a whole number", number, "the line is damaged")
        return int(field)

    @staticmethod
    def split(line: bytes) -> list[str]:
        """Return the columns of a line as text."""
        return line.decode("utf-8").rstrip("\r").split("\t")

    def parse_fields(
        self, fields: Sequence[str], value: str, chromosome: str, position: int, number: int
    ) -> Genotype:
        """Return the genotype that the first nine columns and one sample's column give."""
        reference, written = fields[3].upper(), fields[4]
        if not _BASES.fullmatch(reference):
            raise self._error("ref", f"REF {reference[:20]!r}", "bases", number, "the line is damaged")
        listed = self._alternates(written, number)
        values = self._sample_values(fields[8], value, number)
        alleles, phased = self._genotype(values["GT"], number)
        if any(allele is not None and allele > len(listed) for allele in alleles):
            raise self._error(
                "allele", f"GT {values['GT']!r}", f"alleles 0 to {len(listed)}", number, "export it again"
            )
        alternates, alleles = _without_placeholders(listed, alleles)
        end = self._end(fields[7], position, reference, alternates, number=number)
        reference, alternates = _without_long(reference, alternates)
        return Genotype(
            chromosome=chromosome,
            position=position,
            end=end,
            reference=reference,
            alternates=alternates,
            alleles=alleles,
            phased=phased,
            phase_set=_phase_set(values),
            failed=_failure(fields[6], values.get("FT", "PASS"), alleles) or _no_reads(values),
            line=number,
        )

    def parse_uncalled(self, fields: Sequence[str], chromosome: str, position: int, number: int) -> Genotype:
        """Return what the first nine columns give, with no call: of no sample."""
        value = ":".join("./." if key == "GT" else "." for key in fields[8].split(":"))
        return self.parse_fields(fields, value, chromosome, position, number)

    def _alternates(self, written: str, number: int) -> tuple[str, ...]:
        listed = tuple(alt.upper() if alt.isalpha() else alt for alt in written.split(","))
        for alt in listed:
            if alt not in _PLACEHOLDERS and not _ALTERNATE.fullmatch(alt):
                raise self._error(
                    "alt", f"ALT {alt[:20]!r}", "bases or a symbol", number, "the line is damaged"
                )
        return () if listed == (".",) else listed

    def _sample_values(self, form: str, value: str, number: int) -> dict[str, str]:
        keys = form.split(":")
        if "GT" not in keys:
            raise self._error("no_gt", f"FORMAT {form!r}", "a GT field", number, "export with genotypes")
        if len(set(keys)) != len(keys):
            raise self._error("format", f"FORMAT {form[:40]!r}", "each key once", number, "export it again")
        # Trailing fields may be dropped by the specification; GT may not, wherever it stands.
        values = dict(zip(keys, value.split(":"), strict=False))
        if "GT" not in values:
            raise self._error(
                "gt", f"no GT in {value[:20]!r}", "for example 0/1, 0|1 or ./.", number, "export it again"
            )
        return values

    def _genotype(self, text: str, number: int) -> tuple[tuple[int | None, ...], bool]:
        known = self._seen.get(text)
        if known is None:
            if not _GENOTYPE.fullmatch(text):
                raise self._error(
                    "gt", f"GT {text[:20]!r}", "for example 0/1, 0|1 or ./.", number, "export it again"
                )
            copies = re.split(r"[/|]", text.lstrip("/|"))
            alleles = tuple(None if copy == "." else int(copy) for copy in copies)
            known = self._seen[text] = (alleles, "|" in text and "/" not in text)
        return known

    def _end(
        self, info: str, position: int, reference: str, alternates: tuple[str, ...], *, number: int
    ) -> int:
        """Return the last base; only a block of observed reference or a structural variant reaches beyond REF."""
        last = position + len(reference) - 1
        is_structural = any(alt.startswith("<") for alt in alternates)
        if alternates and not is_structural:
            return last
        for entry in info.split(";"):
            if entry.startswith("END="):
                if not _WHOLE.fullmatch(entry[4:]) or int(entry[4:]) < position:
                    raise self._error(
                        "end", entry[:24], f"END of at least {position}", number, "export it again"
                    )
                last = max(last, int(entry[4:]))
            elif is_structural and entry.startswith("SVLEN="):
                last = max(last, position + self._length(entry, alternates, number))
        return last

    def _length(self, entry: str, alternates: tuple[str, ...], number: int) -> int:
        """Return how far the longest structural variant reaches; an insertion takes no reference bases."""
        lengths = [text.removeprefix("-") for text in entry[6:].split(",") if text != "."]
        if not all(_WHOLE.fullmatch(text) for text in lengths):
            raise self._error("svlen", entry[:24], "whole numbers", number, "export it again")
        if all(alt.startswith("<INS") for alt in alternates if alt.startswith("<")):
            return 0
        return max(map(int, lengths), default=0)

    def _error(self, kind: str, found: str, expected: str, number: int, remedy: str) -> InputError:
        return vcf_error(
            kind, found=found, expected=expected, where=f"{self.where}, line {number}", remedy=remedy
        )


def _without_placeholders(
    listed: tuple[str, ...], alleles: tuple[int | None, ...]
) -> tuple[tuple[str, ...], tuple[int | None, ...]]:
    """Drop ``<NON_REF>`` and renumber; a copy called as "anything else" is unknown."""
    if not any(alt in _PLACEHOLDERS for alt in listed):
        return listed, alleles
    kept = [index for index, alt in enumerate(listed, start=1) if alt not in _PLACEHOLDERS]
    renumber: dict[int | None, int | None] = {0: 0, None: None}
    renumber |= {old: new for new, old in enumerate(kept, start=1)}
    return tuple(listed[old - 1] for old in kept), tuple(renumber.get(allele) for allele in alleles)


def _without_long(reference: str, alternates: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Write very many bases as a symbol, and their REF as its first base: memory and time follow the bases held."""
    long = len(reference) > _MOST_BASES
    kept = tuple(_LONG if long or len(alternate) > _MOST_BASES else alternate for alternate in alternates)
    return reference[:1] if long else reference, kept


def _phase_set(values: dict[str, str]) -> str | None:
    phase_set = values.get("PS", ".")
    return None if phase_set == "." else phase_set


def _no_reads(values: dict[str, str]) -> str | None:
    """Return why a call rests on nothing: no depth, no quality, or all genotypes as likely."""
    for key in ("DP", "MIN_DP", "AD"):
        if _all_zero(values.get(key, "")):
            return f"no reads ({key} 0)"
    for key in ("GQ", "RGQ"):
        if _all_zero(values.get(key, "")):
            return "genotype quality 0"
    if any("," in values.get(key, "") and _all_zero(values[key]) for key in ("PL", "GL")):
        return "genotype quality 0 (all genotypes as likely)"
    return None


def _all_zero(text: str) -> bool:
    """Whether one or more numbers are told and all are zero; a missing number in a list says nothing."""
    told = [number for number in text.split(",") if number != "."]
    return bool(told) and all(_ZERO.fullmatch(number) for number in told)


def _failure(filters: str, sample_filter: str, alleles: tuple[int | None, ...]) -> str | None:
    if filters not in _PASSING:
        return f"FILTER {filters}"
    if sample_filter not in _PASSING:
        return f"sample filter {sample_filter}"
    if all(allele is None for allele in alleles):
        return "no call"
    if len(alleles) > 2:
        return f"{len(alleles)} copies called"
    return None
