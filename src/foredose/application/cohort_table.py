"""Calls of a cohort as Arrow tables and Parquet files: one row a sample and gene."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from foredose import __version__
from foredose.core import Candidate, InputError
from foredose.genome.call import GeneCall, UnlistedChange
from foredose.genome.cohort import CohortCalls
from foredose.knowledge import version

__all__ = ["Parts", "arrow", "tables_of"]

ROWS = 8_192
"""Rows laid out at once, and in a row group of the file: memory does not follow the number of samples."""
SCHEMA = "foredose/genome-call/1"


def arrow() -> Any:
    """Return pyarrow.

    Raises
    ------
    InputError
        ``cohort.arrow`` when it is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise InputError(
            "cohort.arrow",
            found="no pyarrow",
            expected="the extra that writes Parquet",
            where="--out",
            remedy="install foredose[cohort]",
        ) from None
    return pyarrow


def _schema() -> Any:
    pa = arrow()
    candidates = pa.list_(pa.struct([("name", pa.string()), ("probability", pa.float64())]))
    counts = pa.struct([(n, pa.int32()) for n in ("defining", "observed", "not_assayed", "failed")])
    fields = [
        ("sample", pa.string()),
        ("assembly", pa.string()),
        ("gene", pa.string()),
        ("diplotypes", candidates),
        ("phenotypes", candidates),
        ("activity_score", pa.float64()),
        ("positions", counts),
        ("reportable", pa.bool_()),
        ("reason", pa.string()),
        ("resolve", pa.string()),
        ("origin", pa.string()),
        ("evidence", pa.list_(pa.string())),
        ("unlisted", pa.list_(_unlisted_type())),
        ("source", pa.string()),
    ]
    told = {"schema": SCHEMA, "code_version": __version__, "knowledge_version": version()}
    return pa.schema(fields, metadata=told)


def _unlisted_type() -> Any:
    pa = arrow()
    bounds = pa.struct([("low", pa.float64()), ("high", pa.float64())])
    fields = [
        ("change", pa.string()),
        ("copies", pa.int32()),
        ("kind", pa.string()),
        ("residue", pa.int32()),
        ("protein", pa.list_(pa.string())),
        ("predicted", bounds),
        ("basis", pa.string()),
        ("common", pa.float64()),
        ("ends_protein", pa.bool_()),
    ]
    return pa.struct(fields)


def tables_of(called: CohortCalls, samples: Sequence[str], source: str, assembly: str) -> Iterator[Any]:
    """Yield the rows of one gene, ``ROWS`` at a time: each different call is laid out once, then repeated."""
    pa = arrow()
    schema = _schema()
    rows = [_row(call, source, assembly) for call in called.calls]
    different = pa.Table.from_pylist(rows, schema=schema)
    for start in range(0, len(samples), ROWS):
        taken = different.take(pa.array(called.of_sample[start : start + ROWS]))
        names = pa.array(samples[start : start + ROWS], type=pa.string())
        yield taken.set_column(0, schema.field("sample"), names)


def _row(call: GeneCall, source: str, assembly: str) -> dict[str, Any]:
    seen = call.positions
    return {
        "sample": None,
        "assembly": assembly,
        "gene": call.gene,
        "diplotypes": _listed(call.diplotypes),
        "phenotypes": _listed(call.phenotypes),
        "activity_score": call.activity_score,
        "positions": {
            "defining": seen.defining,
            "observed": seen.observed,
            "not_assayed": seen.not_assayed,
            "failed": seen.failed,
        },
        "reportable": call.reportable,
        "reason": call.reason,
        "resolve": call.resolve,
        "origin": call.origin,
        "unlisted": [_change(one) for one in call.unlisted],
        "evidence": list(call.evidence),
        "source": source,
    }


def _change(one: UnlistedChange) -> dict[str, Any]:
    fields = asdict(one)
    bounds = None if one.predicted is None else dict(zip(("low", "high"), one.predicted, strict=True))
    return fields | {"protein": list(one.protein), "predicted": bounds}


def _listed(candidates: Sequence[Candidate]) -> list[dict[str, Any]]:
    return [{"name": c.name, "probability": c.probability} for c in candidates]


class Parts:
    """Finished parts of a table beside the file that they will become; a context that tidies up after itself.

    Parameters
    ----------
    out
        The Parquet file; parts lie in ``<out>.parts``.
    fingerprint
        What the parts depend on.

    Raises
    ------
    InputError
        ``cohort.parts`` when the folder holds what this run did not write.
    """

    def __init__(self, out: Path, fingerprint: dict[str, Any]) -> None:
        self._out, self._folder = out, out.with_name(out.name + ".parts")
        self._mark = json.dumps(fingerprint)
        held = self._folder.is_dir() and any(self._folder.iterdir())
        if held and self._marked() != self._mark.encode():
            raise InputError(
                "cohort.parts",
                found="parts of a run with other files, options or versions, or of no run",
                expected="parts of this run, or none",
                where=self._folder.name,
                remedy=f"remove the folder {self._folder.name}, or name another output",
            )
        arrow()

    def _marked(self) -> bytes | None:
        written = self._folder / "run.json"
        return written.read_bytes() if written.is_file() else None

    def __enter__(self) -> Parts:
        """Remove parts that cannot be read, so that they are made again."""
        for part in self._folder.glob("*.parquet"):
            if not _is_whole(part):
                part.unlink()
        return self

    def __exit__(self, *told: object) -> None:
        """Leave whole parts for a later run, and no folder without any."""
        if self._folder.is_dir() and not any(self._folder.glob("*.parquet")):
            shutil.rmtree(self._folder)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"

    def has(self, name: str) -> bool:
        """Whether a part is there; those that cannot be read were removed at the start."""
        return self._path(name).is_file()

    def count(self, names: Sequence[str]) -> int:
        """Return how many of the parts are there."""
        return sum(self.has(name) for name in names)

    def samples(self, name: str) -> list[str]:
        """Return the samples of a part."""
        column = arrow().parquet.read_table(self._path(name), columns=["sample"])["sample"]
        return list(dict.fromkeys(column.to_pylist()))

    def write(self, tables: Iterable[Any], name: str) -> None:
        """Write tables one after the other into one part, whole or not at all."""
        pa = arrow()
        self._folder.mkdir(exist_ok=True)
        (self._folder / "run.json").write_text(self._mark, encoding="utf-8")
        beside = self._folder / "part.unfinished"
        with pa.parquet.ParquetWriter(beside, _schema(), compression="zstd") as writer:
            for table in tables:
                writer.write_table(table)
        beside.replace(self._path(name))

    def join(self, names: Sequence[str]) -> int:
        """Join the parts into the file, remove them, and return the number of rows."""
        pa = arrow()
        beside = self._folder / "whole.unfinished"
        rows = 0
        with pa.parquet.ParquetWriter(beside, _schema(), compression="zstd") as writer:
            for name in names:
                part = pa.parquet.ParquetFile(self._path(name))
                for group in range(part.num_row_groups):
                    writer.write_table(part.read_row_group(group, use_threads=False))
                rows += part.metadata.num_rows
                pa.default_memory_pool().release_unused()
        beside.replace(self._out)
        shutil.rmtree(self._folder)
        return rows


def _is_whole(part: Path) -> bool:
    """Whether a file is Parquet to its end, with the columns of the table."""
    pa = arrow()
    try:
        return bool(pa.parquet.read_schema(part).equals(_schema()))
    except (pa.ArrowException, OSError):
        return False
