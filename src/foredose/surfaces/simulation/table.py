"""A simulated regimen as a tidy table: one row for each person, time and output."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from foredose.core import InputError
from foredose.sources.event_record import OBSERVATION
from foredose.sources.nonmem import Record, Subject
from foredose.surfaces.files import write_file
from foredose.surfaces.nonmem_data import nonmem_text

if TYPE_CHECKING:
    from foredose.application.simulation import Simulation

__all__ = ["csv_text", "data_file", "require_arrow", "write_parquet"]

_ROWS_OF_TEXT = 5_000_000


def csv_text(of: Simulation) -> str:
    """Return the table as comma-separated text.

    Raises
    ------
    InputError
        ``simulate.csv`` for more rows than text should hold.
    """
    columns = _columns(of)
    _check_size(len(columns["person"]))
    handle = StringIO()
    writer = csv.writer(handle, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*(c.tolist() for c in columns.values()), strict=True))
    return handle.getvalue()


def require_arrow() -> None:
    """Refuse to begin what could not be written.

    Raises
    ------
    InputError
        ``simulate.arrow`` when pyarrow is not installed.
    """
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        raise InputError(
            "simulate.arrow",
            found="no pyarrow in this environment",
            expected="the extra `population`, which writes Parquet",
            where="--out",
            remedy='pip install -e ".[population]" in the clone, or use --csv',
        )


def write_parquet(of: Simulation, path: Path) -> int:
    """Write the table as Parquet, model, regimen and seed in its metadata; return the number of rows.

    Raises
    ------
    InputError
        As ``write_file``.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = _columns(of)
    repeated = ("output", "unit")
    arrays: dict[str, Any] = {
        name: pa.array(c).dictionary_encode() if name in repeated else pa.array(c)
        for name, c in columns.items()
    }
    said = {"model": of.model.name, "regimen": of.regimen, "route": of.route, "seed": str(of.seed)}
    said |= {f"assumed:{a.name}": a.value for a in of.assumed}
    table = pa.table(arrays).replace_schema_metadata(said)
    write_file(path, lambda stream: pq.write_table(table, stream))
    return int(table.num_rows)


def data_file(of: Simulation) -> str:
    """Return doses and simulated values, without residual error, in NONMEM's format; DVID numbers the outputs.

    Raises
    ------
    InputError
        ``simulate.csv`` for more rows than text should hold.
    """
    outputs = [of.trajectory.outputs[o.name] for o in of.model.outputs]
    _check_size(of.people * len(of.events) * len(outputs))
    return nonmem_text([_subject(of, person, [v[:, person] for v in outputs]) for person in range(of.people)])


def _subject(of: Simulation, person: int, outputs: Sequence[np.ndarray]) -> Subject:
    records, kinds, seen = [], [], 0
    for event in of.events:
        if event.evid != OBSERVATION:
            records.append(Record(event=event, value=None, line=0))
            kinds.append(float("nan"))
            continue
        for number, values in enumerate(outputs, start=1):
            records.append(Record(event=event, value=float(values[seen]), line=0))
            kinds.append(float(number))
        seen += 1
    return Subject(name=str(person + 1), records=tuple(records), covariates={"DVID": tuple(kinds)})


def _check_size(rows: int) -> None:
    if rows > _ROWS_OF_TEXT:
        raise InputError(
            "simulate.csv",
            found=f"{rows:,} rows",
            expected=f"up to {_ROWS_OF_TEXT:,} as text",
            where="--csv or --nonmem",
            remedy="write Parquet with --out",
        )


def _columns(of: Simulation) -> dict[str, np.ndarray]:
    times, people, outputs = of.trajectory.times, of.people, of.model.outputs
    size = len(times) * people
    return {
        "person": np.tile(np.repeat(np.arange(people), len(times)), len(outputs)),
        "time_h": np.tile(np.tile(times, people), len(outputs)),
        "output": np.repeat([o.name for o in outputs], size),
        "value": np.concatenate([of.trajectory.outputs[o.name].T.ravel() for o in outputs]),
        "unit": np.repeat([o.unit for o in outputs], size),
    }
