"""The results of a run as an xarray dataset: read where they are used, with units."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from foredose.core import InputError
from foredose.population.block import arrow
from foredose.population.folder import MANIFEST, PARTS

__all__ = ["open_population"]


def open_population(folder: Path, columns: Sequence[str] | None = None) -> Any:
    """Open a finished or unfinished run.

    Parameters
    ----------
    columns
        Which to open; all by default.

    Returns
    -------
    An ``xarray.Dataset`` along ``person``, one Dask chunk for each file; each variable has ``units`` and
    ``long_name``, the dataset the manifest of the run.

    Raises
    ------
    InputError
        ``population.folder`` for a folder without a run; ``population.xarray`` without xarray.
    """
    xarray, pa = _xarray(), arrow()
    files = sorted((folder / PARTS).glob("part-*.parquet"))
    if not files or not (folder / MANIFEST).is_file():
        raise InputError(
            "population.folder",
            found="no run of a population",
            expected="a folder that a run wrote",
            where=folder.name,
            remedy="name the folder of a run",
        )
    schema = pa.parquet.read_schema(files[0])
    rows = [int(pa.parquet.read_metadata(f).num_rows) for f in files]
    wanted = [n for n in (columns or schema.names) if n != "person"]
    variables = {
        name: ("person", _lazy(files, rows, name, schema.field(name).type), _attributes(schema.field(name)))
        for name in wanted
    }
    coordinates = {"person": _lazy(files, rows, "person", schema.field("person").type).compute()}
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return xarray.Dataset(variables, coords=coordinates, attrs={"run": json.dumps(manifest)})


def _lazy(files: list[Path], rows: list[int], name: str, kind: Any) -> Any:
    import dask.array
    from dask.delayed import delayed

    dtype = np.dtype(object) if arrow().types.is_dictionary(kind) else np.dtype(kind.to_pandas_dtype())
    parts = [
        dask.array.from_delayed(delayed(_column)(str(file), name), shape=(count,), dtype=dtype)
        for file, count in zip(files, rows, strict=True)
    ]
    return dask.array.concatenate(parts)


def _column(file: str, name: str) -> np.ndarray:
    column = arrow().parquet.read_table(file, columns=[name], partitioning=None)[name]
    return np.asarray(column.to_numpy())


def _attributes(field: Any) -> dict[str, str]:
    told = {k.decode(): v.decode() for k, v in (field.metadata or {}).items()}
    return {"units": told.get("unit", ""), "long_name": told.get("meaning", "")}


def _xarray() -> Any:
    try:
        import dask.array  # noqa: F401
        import xarray
    except ImportError:
        raise InputError(
            "population.xarray",
            found="no xarray",
            expected="the extra that opens populations",
            where="a run of a population",
            remedy="install foredose[population]",
        ) from None
    return xarray
